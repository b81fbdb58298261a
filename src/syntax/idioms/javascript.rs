//! Jest, Vitest, Mocha with Chai, `node:assert`, Sinon, Supertest, Playwright.

mod answered;
mod class_name;
mod context;
mod literal;
mod method;
mod mocks;
mod own;
mod required;
mod shown;
mod spelled;
mod unexpected;

pub(super) use context::of_context;
use literal::by_literal;
use method::assertion;
use mocks::{called, is_of_mock, of_mock, told_of};
use own::{always_passes, by_own_name, of_type, one_of, refuted};
use required::{by_requirement, counts_failures};
use shown::{is_emitted_error, is_left, shows_failing_text, shows_failure};
use spelled::{behind_front, spelled_out};
use unexpected::said;

use super::{Around, argument, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Property, Snapshot, Value};
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::Comparison;
use crate::syntax::failure_words::{is_any_error, looks_at_error, names_failure};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let inner = behind_front(chain);
    let chain = inner.as_ref().unwrap_or(chain);
    let oracle = judged_call(chain, around)?;
    let Some(lists) = spelled_out(chain).filter(|_| oracle.kind == Value) else {
        return Some(oracle);
    };
    let segments = chain.segments.iter().zip(&lists);
    let segments =
        segments.map(|(s, list)| Segment { arguments: list.as_deref().or(s.arguments), ..*s });
    judged_call(&Chain { segments: segments.collect() }, around)
}

/// Returns what a call asserts that begins with the word that asserts.
fn judged_call(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    by_word(chain, around)
        .map(|oracle| by_literal(chain, oracle))
        .map(|oracle| by_requirement(chain, oracle))
}

/// Returns what a call asserts by its words, whatever text is compared.
fn by_word(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    match root.name {
        "expect" if chain.segments.len() == 2 && matches!(tip.name, "fail" | "unreachable") => {
            Some(reached(around, tip.arguments?))
        }
        // What never holds must not be reached: `expect(false).toBe(true)`.
        "expect"
            if root.arguments == Some("false")
                && !chain.has("not")
                && (matches!(tip.name, "toBeTrue" | "toBeTruthy" | "true")
                    || tip.arguments == Some("true")) =>
        {
            Some(reached(around, ""))
        }
        "expect" => expectation(chain),
        "chai" if chain.segments.get(1).is_some_and(|s| s.name == "expect") => {
            expectation(&Chain { segments: chain.segments[1..].to_vec() })
        }
        "expectTypeOf" | "assertType" | "expectType" => Some(of_type(chain)),
        // What a type must be, as a call that is checked with the test.
        "Expect" if chain.segments.len() == 1 && !root.types.is_empty() => {
            Some(Oracle::strong(Value, root.types))
        }
        "refute" => refuted(chain),
        "assert" if matches!(tip.name, "fail" | "unreachable") => {
            Some(reached(around, tip.arguments?))
        }
        // What always passes looks at nothing.
        _ if matches!(tip.name, "ok" | "assert" | "true" | "truthy")
            && tip.arguments.is_some_and(|list| argument(list, 0) == "true") =>
        {
            None
        }
        _ if always_passes(tip) => None,
        // QUnit's plan of a test, and the end that tape wants said.
        "assert" if matches!(tip.name, "expect" | "async" | "timeout" | "step" | "end") => None,
        "assert" | "t" | "test" | "QUnit" if root.name == "assert" || chain.has("assert") => {
            Some(assertion(tip.name, tip.arguments?))
        }
        "t" | "tt" | "st" | "tap" if tip.name == "fail" && chain.segments.len() == 2 => {
            Some(reached(around, argument(tip.arguments?, 0)))
        }
        // The assertions of AVA, tape, tap and QUnit hang on the test's own argument.
        "t" | "tt" | "st" | "tap" | "assertion" | "tst" | "sub" if chain.segments.len() >= 2 => {
            of_context(chain)
        }
        "sinon" if chain.has("assert") => Some(told_of(tip.name, tip.arguments?)),
        "fc" | "jsc" if matches!(tip.name, "assert" | "check") => {
            Some(Oracle::strong(Property, ""))
        }
        "fail" => Some(reached(around, root.arguments?)),
        _ if let Some(oracle) = of_mock(chain) => Some(oracle),
        // nock's question whether all that was to be asked for was.
        "scope" if tip.name == "done" && tip.arguments == Some("") && chain.segments.len() == 2 => {
            Some(Oracle::weak(MockInteraction, ""))
        }
        // Taken out of `node:assert` by name.
        "strictEqual" | "deepStrictEqual" | "notStrictEqual" | "notDeepStrictEqual" | "rejects"
        | "throws" | "doesNotThrow" | "doesNotReject" | "ifError"
            if chain.segments.len() == 1 =>
        {
            Some(assertion(root.name, root.arguments?))
        }
        // chai's `should.exist(err)`
        "should" if tip.name == "exist" => Some(matched(chain, argument(tip.arguments?, 0))),
        _ if chain.has("should") => Some(matched(chain, &subject(chain))),
        // A project's own start of a chain, as `expectErrors(query).toDeepEqual([])`.
        name if name.starts_with("expect") && helper_name(name) && tip.name.starts_with("to") => {
            let (given, named) = (argument(root.arguments?, 0), &name["expect".len()..]);
            let is_error =
                looks_at_error(named) && !named.starts_with("No") && !named.starts_with("Without");
            Some(matched(chain, if is_error { named } else { given }))
        }
        name if helper_name(name) && chain.segments.len() == 1 => {
            root.arguments.map(|list| by_own_name(name, list))
        }
        _ => None,
    }
}

/// Returns what `expect(…)` and its matchers assert; `None` for `expect.assertions(2)` and the like.
pub(super) fn expectation(chain: &Chain<'_>) -> Option<Oracle> {
    let root = chain.root();
    if let Some(list) = root.arguments {
        let words = argument(list, 1);
        if ["'to ", "\"to ", "'not to ", "\"not to "].iter().any(|start| words.starts_with(start)) {
            return Some(said(list, words.trim_matches(['\'', '"'])));
        }
        return Some(matched(chain, argument(list, 0)));
    }
    // `expect.soft(x)`, `expect.poll(f)`: the subject is one segment further.
    let second = chain.segments.get(1)?;
    if matches!(second.name, "soft" | "poll") {
        return Some(matched(chain, argument(second.arguments?, 0)));
    }
    matches!(second.name, "fail" | "unreachable").then(|| Oracle::weak(Value, ""))
}

/// Returns what each `.expect(…)` on a request asserts, with their places in the chain; `None` for other
/// chains.
pub(super) fn several(chain: &Chain<'_>) -> Option<Vec<(usize, Oracle)>> {
    if matches!(chain.root().name, "expect" | "assert" | "chai") || behind_front(chain).is_some() {
        return None;
    }
    let each = chain.segments.iter().enumerate().skip(1);
    let oracles: Vec<(usize, Oracle)> = each
        .filter(|(_, s)| s.name == "expect" || s.name == "expectStatus")
        .filter_map(|(at, s)| {
            let first = argument(s.arguments?, 0);
            Some((at, compared("response.status", Comparison::Equal, first)))
        })
        .collect();
    (!oracles.is_empty()).then_some(oracles)
}

/// Returns the names in front of `should`.
fn subject(chain: &Chain<'_>) -> String {
    let before = chain.segments.iter().take_while(|s| s.name != "should");
    before.map(|s| s.name).collect::<Vec<_>>().join(".")
}

/// Whether a bare call is named as an assertion helper of another file.
fn helper_name(name: &str) -> bool {
    ["assert", "expect"].iter().any(|prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_'))
    })
}

/// Returns what the matchers after `expect(subject)` or `subject.should` assert.
fn matched(chain: &Chain<'_>, subject: &str) -> Oracle {
    let tip = chain.tip();
    let negated = chain.has("not");
    let value = tip.arguments.map_or("", |list| argument(list, 0));
    let throws = chain.segments.iter().any(|s| {
        let name = s.name;
        name.starts_with("toThrow")
            || matches!(name, "throw" | "throws" | "Throw" | "rejectedWith" | "rejected")
            || matches!(name, "throwError" | "throwException")
            // hapi's `expect(f()).to.reject('gone')`
            || (name == "reject" && s.arguments.is_some())
    });
    if matches!(tip.name, "fulfilled") {
        return Oracle::weak(Value, "");
    }
    if throws {
        if negated {
            return Oracle::weak(Value, value);
        }
        let snapshot = tip.name.ends_with("Snapshot");
        return Oracle::failure(value, !snapshot && is_any_error(value));
    }
    if negated && tip.name.starts_with("toBeRejected") {
        return Oracle::weak(Value, value);
    }
    if chain.has("rejects")
        || tip.name.starts_with("toReject")
        || tip.name.starts_with("toBeRejected")
    {
        let weak = value.is_empty() || is_any_error(value);
        return Oracle::failure(value, weak);
    }
    match tip.name {
        "toBeFalsy" => judged_weakly(subject, negated),
        "toBeInTheDocument" | "toBeVisible" | "toBeDefined" | "toBeTruthy"
            if !negated && (shows_failing_text(subject) || is_emitted_error(subject)) =>
        {
            Oracle::failure(subject, false)
        }
        "toBeDefined" | "toBeUndefined" | "toBeNull" | "exist" | "undefined" | "null"
        | "toBeNil" => {
            let nothing =
                matches!(tip.name, "toBeUndefined" | "toBeNull" | "undefined" | "null" | "toBeNil");
            let how = if nothing == negated { Comparison::NotEqual } else { Comparison::Equal };
            let word =
                if tip.name.to_ascii_lowercase().contains("null") { "null" } else { "undefined" };
            compared(subject, how, word)
        }
        "toBeTruthy" | "ok" | "toBeOK" | "toPass" => judged_weakly(subject, !negated),
        "toBeTrue" => judged(subject, !negated),
        "toBeFalse" => judged(subject, negated),
        "true" | "false" => compared(subject, Comparison::Equal, tip.name),
        _ if !negated && counts_failures(tip.name, subject, value) => Oracle::failure("", true),
        "empty" | "toBeEmpty"
            if tip.arguments.is_none()
                || (tip.name == "toBeEmpty" && (negated || looks_at_error(subject))) =>
        {
            compared(subject, if negated { Comparison::NotEqual } else { Comparison::Equal }, "[]")
        }
        "expect" => Oracle::weak(Value, ""),
        name if name.contains("Snapshot") || name == "toHaveScreenshot" => {
            if (looks_at_error(subject) || shows_failure(value)) && !negated {
                return Oracle::failure("snapshot", false);
            }
            Oracle::strong(Snapshot, "")
        }
        name if is_of_mock(name) => {
            called(name, tip.arguments.unwrap_or_default(), subject, negated)
        }
        "an" if value.trim_matches(['"', '\'', '`']) == "error" && !negated => {
            Oracle::failure(value, true)
        }
        "toBeInstanceOf" | "instanceOf" | "instanceof" | "an" | "a" if !negated => {
            judged(&format!("{subject} instanceof {value}"), true)
        }
        "toContain" | "toMatch" | "include" | "contain" | "match" | "toHaveTextContent"
        | "contains" => {
            compared(value, if negated { Comparison::NotIn } else { Comparison::In }, subject)
        }
        "toHaveProperty" | "property" => {
            let member = value.trim_matches(['"', '\'']);
            if negated {
                return Oracle::weak(Value, &format!("no {member}"));
            }
            let wanted = argument(tip.arguments.unwrap_or_default(), 1);
            compared(&format!("{subject}.{member}"), Comparison::Equal, wanted)
        }
        "oneOf" if !negated => one_of(subject, value),
        "status" => compared("response.status", Comparison::Equal, value),
        // A project's own matcher that waits for a failure, as `toEmitError`.
        name if name.starts_with("to") && (names_failure(name) || is_left(name)) => {
            if negated {
                Oracle::weak(Value, value)
            } else {
                Oracle::failure(value, false)
            }
        }
        name if name.starts_with("toBeGreater") || name.starts_with("toBeLess") => {
            compared(subject, Comparison::Order, value)
        }
        _ => {
            compared(subject, if negated { Comparison::NotEqual } else { Comparison::Equal }, value)
        }
    }
}

/// Returns what truthiness asserts: never more than weakly.
fn judged_weakly(subject: &str, holds: bool) -> Oracle {
    let oracle = judged(subject, holds);
    Oracle::weak(oracle.kind, &oracle.expects)
}
