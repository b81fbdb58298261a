//! What single frameworks of Java and Kotlin assert beside the common ones.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::{argument, is_nothing};
use crate::syntax::failure_words::{is_failure_code, is_failure_constant, tells_of_failure};
use crate::syntax::oracle::Oracle;

/// Returns what Android's lint must have found: `lint().files(cart).run().expectErrorCount(1)`.
pub(super) fn linted(name: &str, list: &str) -> Oracle {
    let count = |text: &str| text.rsplit([' ', '\n', '"']).next().unwrap_or_default() != "0";
    let said = list
        .split_once(" error")
        .is_some_and(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()) && count(before));
    if (name == "expectErrorCount" && list.trim() != "0") || said {
        return Oracle::failure(list, false);
    }
    Oracle::strong(Value, list)
}

/// Whether a mock by its method and what it is given is told of a failure: `verify(told).onError(e)`,
/// `verify(response).setStatus(404)`.
pub(in crate::syntax::idioms) fn told_of_failure(name: &str, list: &str) -> bool {
    let first = argument(list, 0).unwrap_or_default();
    (tells_of_failure(name) && !is_nothing(first))
        || name == "sendError"
        || (name.to_ascii_lowercase().contains("status")
            && (is_failure_code("status", first) || is_failure_constant(first)))
}
