//! Methods of `assert`: chai's, Node's, `QUnit`'s.

use crate::model::assertion::AssertionKind::{Snapshot, Value};
use crate::syntax::expression::Comparison;
use crate::syntax::failure_words::{is_any_error, looks_at_error};
use crate::syntax::idioms::{argument, equality};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what a method of `assert` asserts.
pub(super) fn assertion(name: &str, list: &str) -> Oracle {
    match name {
        "throws" | "throw" | "Throw" | "rejects" | "throwsAsync" | "isRejected" | "raises"
        | "exception" => {
            let error = argument(list, 1);
            Oracle::failure(error, is_any_error(error) || error.starts_with(['"', '\'']))
        }
        "doesNotThrow" | "doesNotReject" | "ifError" => Oracle::weak(Value, ""),
        "isError" => Oracle::failure("", true),
        "fail" => Oracle::weak(Value, argument(list, 0)),
        "assert" | "ok" | "isTrue" | "isOk" => judged(argument(list, 0), true),
        "notOk" | "isFalse" | "isNotOk" => judged(argument(list, 0), false),
        "isNull" | "isUndefined" => compared(argument(list, 0), Comparison::Equal, "null"),
        "isNotNull" | "isDefined" | "exists" => {
            compared(argument(list, 0), Comparison::NotEqual, "null")
        }
        "snapshot" | "matchSnapshot"
            if list.contains(".message") && looks_at_error(argument(list, 0)) =>
        {
            Oracle::failure("snapshot", false)
        }
        "snapshot" | "matchSnapshot" => Oracle::strong(Snapshot, ""),
        _ if name.starts_with("not") => {
            compared(argument(list, 0), Comparison::NotEqual, argument(list, 1))
        }
        _ => equality(list, 1),
    }
}
