//! Chains of Java whose calls each state an expectation of their own, and Reactor's, which count once.

use super::kin::linted;
use super::{FAILING_STATUS, required};
use crate::model::assertion::AssertionKind::{FailureState, Value};
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::Comparison;
use crate::syntax::idioms::{argument, is_assertion};
use crate::syntax::judge::compared;
use crate::syntax::oracle::Oracle;

/// Returns what each `andExpect` of `MockMvc` and each `assertX` of a test observer asserts, with their
/// places in the chain; `None` for other chains.
pub(in crate::syntax::idioms) fn several(chain: &Chain<'_>) -> Option<Vec<(usize, Oracle)>> {
    if let Some(found) = answered(chain) {
        return Some(found);
    }
    // What is done with each step of Reactor's is no expectation of its own: `assertNext(e -> …)`.
    if chain.root().name == "StepVerifier" {
        return None;
    }
    if let Some((run, _)) = chain.find("run").filter(|_| chain.tip().name.starts_with("expect")) {
        let each = chain.segments.iter().enumerate().skip(run + 1);
        let each = each.filter_map(|(at, s)| Some((at, linted(s.name, s.arguments?))));
        return Some(each.collect());
    }
    let asserts = |s: &&Segment<'_>| {
        s.arguments.is_some() && (s.name.starts_with("andExpect") || is_assertion(s.name))
    };
    let first = chain.segments.iter().position(|s| asserts(&s))?;
    // An observer in a variable, whose calls give it back: `seen.assertValue(1).assertComplete()`.
    let is_observer = first > 0
        && chain.root().name.starts_with(|c: char| c.is_ascii_lowercase())
        && chain.segments.iter().all(|s| s.name != "assertThat")
        && chain.segments.iter().filter(asserts).count() > 1;
    let is_static = !is_observer
        && (first == 0 || chain.segments[..first].iter().all(|s| s.arguments.is_none()));
    if is_static && !chain.segments[first].name.starts_with("andExpect") {
        return None;
    }
    let each = chain.segments.iter().enumerate().skip(first);
    let oracles: Vec<(usize, Oracle)> = each
        .filter_map(|(at, s)| {
            let list = s.arguments?;
            let oracle = match s.name {
                "andExpect" if list.starts_with("statusReason(") => Oracle::failure(list, false),
                "andExpect" | "andExpectAll" => status(list),
                "assertError"
                | "assertFailure"
                | "assertErrorMessage"
                | "assertFailureAndMessage"
                | "expectError" => required(list),
                "assertNoErrors" | "assertComplete" | "assertNotComplete" | "assertNoValues"
                | "assertSubscribed" | "assertEmpty" => Oracle::weak(Value, ""),
                name if is_assertion(name) => Oracle::strong(Value, argument(list, 0)),
                _ => return None,
            };
            Some((at, oracle))
        })
        .collect();
    (!oracles.is_empty()).then_some(oracles)
}

/// Returns what each call behind REST Assured's `then()` asserts, with their places in the chain.
fn answered(chain: &Chain<'_>) -> Option<Vec<(usize, Oracle)>> {
    let begins = |s: &Segment<'_>| matches!(s.name, "then" | "expect") && s.arguments == Some("");
    let then = chain.segments.iter().position(begins)?;
    let each = chain.segments.iter().enumerate().skip(then + 1);
    let oracles: Vec<(usize, Oracle)> = each
        .filter_map(|(at, s)| {
            let list = s.arguments?;
            let wanted = argument(list, 0);
            let oracle = match s.name {
                "statusCode" => {
                    let code = crate::syntax::expression::call(wanted).map_or(wanted, |(_, c)| c);
                    compared("response.status", Comparison::Equal, code)
                }
                "body" | "contentType" | "cookie" | "header" | "headers" | "time" => {
                    Oracle::strong(Value, list)
                }
                _ => return None,
            };
            Some((at, oracle))
        })
        .collect();
    (!oracles.is_empty()).then_some(oracles)
}

fn status(list: &str) -> Oracle {
    // The block of Kotlin's `andExpect { status { isNotFound() } }`.
    let in_block = list.split_once("status {").and_then(|(_, rest)| rest.split_once('}'));
    let in_block = in_block.map(|(asked, _)| asked.trim());
    let asked = in_block.unwrap_or(list);
    let failing = FAILING_STATUS.iter().find(|word| asked.contains(**word));
    if (list.contains("status()") || in_block.is_some())
        && let Some(word) = failing
    {
        return Oracle::failure(word, false);
    }
    if list.contains("HasErrors") || list.contains("FieldErrors") || list.contains("ErrorCode") {
        return Oracle::failure(list, false);
    }
    let value = crate::syntax::expression::call(asked).map_or(asked, |(_, inner)| inner);
    if in_block.is_some() && list.trim_start().starts_with("status {") && !value.is_empty() {
        return compared("response.status", Comparison::Equal, argument(value, 0));
    }
    if list.contains("status()") {
        return compared("response.status", Comparison::Equal, argument(value, 0));
    }
    Oracle::strong(Value, value)
}

/// Returns what Reactor's `StepVerifier` asserts; the chain counts once.
pub(super) fn step_verifier(chain: &Chain<'_>) -> Oracle {
    // `verifyThenAssertThat().hasDroppedErrors(3)`
    let mut dropped = chain.segments.iter().skip_while(|s| s.name != "verifyThenAssertThat");
    let is_of_error = |s: &&Segment<'_>| {
        s.name.starts_with("hasDroppedError") || s.name.starts_with("hasOperatorError")
    };
    if let Some(dropped) = dropped.find(is_of_error) {
        return Oracle::failure(dropped.arguments.unwrap_or_default(), false);
    }
    let error = chain.segments.iter().find(|s| {
        ["expectError", "verifyError", "consumeErrorWith"].iter().any(|w| s.name.starts_with(w))
    });
    if let Some(error) = error {
        return required(error.arguments.unwrap_or_default());
    }
    let next = chain.segments.iter().find(|s| s.name.starts_with("expectNext"));
    let list = next.and_then(|s| s.arguments).unwrap_or_default();
    let wanted = compared("next", Comparison::Equal, argument(list, 0));
    if wanted.kind == FailureState { wanted } else { Oracle::strong(Value, list) }
}
