//! What a test's own context asserts: AVA's, tape's, tap's and `QUnit`'s `t`.

use super::judged_weakly;
use crate::model::assertion::AssertionKind::{Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::Comparison;
use crate::syntax::failure_words::{is_any_error, is_error_type};
use crate::syntax::idioms::{argument, equality};
use crate::syntax::judge::compared;
use crate::syntax::oracle::Oracle;

/// Returns what a method of a test's own context asserts.
pub(in crate::syntax::idioms) fn of_context(chain: &Chain<'_>) -> Option<Oracle> {
    let tip = chain.tip();
    let list = tip.arguments?;
    if chain.segments.len() > 2 && !chain.has("assert") {
        return None;
    }
    let first = argument(list, 0);
    Some(match tip.name {
        "throws" | "throwsAsync" | "rejects" => {
            let error = argument(list, 1);
            Oracle::failure(error, error.is_empty() || is_any_error(error))
        }
        "is" | "deepEqual" | "equal" | "equals" | "same" | "strictEqual" | "strictSame"
        | "like" | "deepEquals" | "isEqual" | "looseEqual" | "match" | "deepLooseEqual"
        | "propEqual" | "has" | "hasStrict" | "matchOnly" | "strictEquals" | "isEquivalent"
        | "deepequal" => equality(list, 1),
        "not" | "notDeepEqual" | "notEqual" | "notOk" | "falsy" | "false" | "notStrictEqual"
        | "notSame" | "isNot" | "isNotDeepEqual" | "notRegex" | "doesNotMatch" => match tip.name {
            "notOk" | "falsy" => judged_weakly(first, false),
            "false" => compared(first, Comparison::Equal, "false"),
            _ => compared(first, Comparison::NotEqual, argument(list, 1)),
        },
        "true" => compared(first, Comparison::Equal, "true"),
        "truthy" | "ok" | "assert" => judged_weakly(first, true),
        "regex" => compared(argument(list, 1), Comparison::In, first),
        "snapshot" | "matchSnapshot" => Oracle::strong(Snapshot, ""),
        "notThrows" | "notThrowsAsync" | "doesNotThrow" | "resolves" | "error" | "ifError" => {
            Oracle::weak(Value, "")
        }
        "fail" => Oracle::weak(Value, first),
        "type" if is_error_type(argument(list, 1).trim_matches(['"', '\''])) => {
            Oracle::failure(argument(list, 1), is_any_error(argument(list, 1)))
        }
        "assertAsync" | "type" => Oracle::strong(Value, argument(list, 1)),
        _ => return None,
    })
}
