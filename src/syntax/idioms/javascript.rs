//! Jest, Vitest, Mocha with Chai, `node:assert`, Sinon, Supertest, Playwright.

use super::{Surroundings, argument, equality, reached};
use crate::model::assertion::AssertionKind::{
    FailureState, MockInteraction, Property, Snapshot, Value,
};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::is_any_error;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Surroundings<'_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    match root.name {
        "expect" if root.arguments.is_some() => {
            Some(expected(chain, root.arguments.unwrap_or_default()))
        }
        "expect" => None,
        "assert" | "t" | "test" | "QUnit" if root.name == "assert" || chain.has("assert") => {
            Some(assertion(tip.name, tip.arguments?))
        }
        "sinon" if chain.has("assert") => Some(Oracle::strong(MockInteraction, tip.arguments?)),
        "fc" | "jsc" if matches!(tip.name, "assert" | "check") => {
            Some(Oracle::strong(Property, ""))
        }
        "fail" => Some(reached(around, root.arguments?)),
        _ if chain.has("should") => Some(matched(chain, "")),
        _ if chain.segments.iter().skip(1).any(|s| s.name == "expect" && s.arguments.is_some()) => {
            Some(response(chain))
        }
        name if helper_name(name) && chain.segments.len() == 1 => {
            root.arguments.map(|list| Oracle::strong(Value, arguments(list).last().unwrap_or(&"")))
        }
        _ => None,
    }
}

/// Whether a bare call is named as an assertion helper of another file.
fn helper_name(name: &str) -> bool {
    ["assert", "expect"].iter().any(|prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_'))
    })
}

/// Returns what the `expect` calls on a request assert: the status that fails, else the first.
fn response(chain: &Chain<'_>) -> Oracle {
    let expectations = chain.segments.iter().skip(1).filter(|s| s.name == "expect");
    let mut oracles: Vec<Oracle> = expectations
        .map(|s| {
            compared(
                "response.status",
                Comparison::Equal,
                argument(s.arguments.unwrap_or_default(), 0),
            )
        })
        .collect();
    let failing = oracles.iter().position(|oracle| oracle.kind == FailureState);
    oracles.swap_remove(failing.unwrap_or(0))
}

fn expected(chain: &Chain<'_>, list: &str) -> Oracle {
    matched(chain, argument(list, 0))
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
    });
    if throws {
        if negated {
            return Oracle::weak(Value, value);
        }
        let snapshot = tip.name.ends_with("Snapshot");
        return Oracle::failure(value, !snapshot && is_any_error(value));
    }
    if chain.has("rejects") {
        let weak = value.is_empty() || is_any_error(value);
        return Oracle::failure(value, weak);
    }
    match tip.name {
        "toBeFalsy" => judged_weakly(subject, negated),
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
        "true" | "false" => compared(subject, Comparison::Equal, tip.name),
        "expect" => Oracle::weak(Value, ""),
        name if name.contains("Snapshot") || name == "toHaveScreenshot" => {
            Oracle::strong(Snapshot, "")
        }
        name if name.starts_with("toHaveBeen")
            || name.starts_with("toBeCalled")
            || name.starts_with("toHaveReturned")
            || name.starts_with("called")
            || name.starts_with("lastCalledWith") =>
        {
            if tip.arguments.is_some_and(|list| !list.trim().is_empty()) || negated {
                Oracle::strong(MockInteraction, tip.arguments.unwrap_or_default())
            } else {
                Oracle::weak(MockInteraction, "")
            }
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
            let wanted = argument(tip.arguments.unwrap_or_default(), 1);
            compared(&format!("{subject}.{member}"), Comparison::Equal, wanted)
        }
        "status" => compared("response.status", Comparison::Equal, value),
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

/// Returns what a method of `assert` asserts.
fn assertion(name: &str, list: &str) -> Oracle {
    match name {
        "throws" | "rejects" | "throwsAsync" | "isRejected" => {
            let error = argument(list, 1);
            Oracle::failure(error, is_any_error(error) || error.starts_with(['"', '\'']))
        }
        "doesNotThrow" | "doesNotReject" | "ifError" => Oracle::weak(Value, ""),
        "fail" => Oracle::weak(Value, argument(list, 0)),
        "assert" | "ok" | "isTrue" | "isOk" => judged(argument(list, 0), true),
        "notOk" | "isFalse" | "isNotOk" => judged(argument(list, 0), false),
        "isNull" | "isUndefined" => compared(argument(list, 0), Comparison::Equal, "null"),
        "isNotNull" | "isDefined" | "exists" => {
            compared(argument(list, 0), Comparison::NotEqual, "null")
        }
        "snapshot" | "matchSnapshot" => Oracle::strong(Snapshot, ""),
        _ if name.starts_with("not") => {
            compared(argument(list, 0), Comparison::NotEqual, argument(list, 1))
        }
        _ => equality(list, 1),
    }
}
