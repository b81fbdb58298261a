//! Assertions of unexpected, which are written as sentences.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::Comparison;
use crate::syntax::idioms::argument;
use crate::syntax::judge::compared;
use crate::syntax::oracle::Oracle;

/// Returns what `expect(subject, 'to throw', value)` of unexpected asserts, given its words.
pub(super) fn said(list: &str, words: &str) -> Oracle {
    let (subject, value) = (argument(list, 0), argument(list, 2));
    let fails = ["throw", "reject", "error", "fail"].iter().any(|word| words.contains(word));
    match (fails, words.starts_with("not ")) {
        (true, false) => Oracle::failure(value, value.is_empty()),
        (true, true) => Oracle::weak(Value, ""),
        (false, negated) => {
            let how = if words.contains("contain") { Comparison::In } else { Comparison::Equal };
            match (how, negated) {
                (Comparison::In, false) => compared(value, Comparison::In, subject),
                (_, false) => compared(subject, Comparison::Equal, value),
                (_, true) => compared(subject, Comparison::NotEqual, value),
            }
        }
    }
}
