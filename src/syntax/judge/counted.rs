//! How many failures there must be.

use crate::model::assertion::AssertionKind;
use crate::syntax::expression::{Comparison, call, comparison, outer_names};
use crate::syntax::failure_words::{looks_at_error, words};
use crate::syntax::oracle::Oracle;

/// Returns what an expression asserts that asks whether there are any failures: `result.errorCount() > 0`,
/// `result.getErrors().size() >= 1`; `None` for any other.
pub(super) fn counted(text: &str, holds: bool) -> Option<Oracle> {
    let (left, how, right) = comparison(text)?;
    let asks = how == Comparison::Order
        && ((right == "0" && text.contains(" > ")) || (right == "1" && text.contains(" >= ")));
    if !asks || !looks_at_error(left) || !is_count(left) {
        return None;
    }
    Some(if holds { Oracle::failure("", true) } else { Oracle::weak(AssertionKind::Value, "0") })
}

/// Whether a text is the number of something by its last word.
fn is_count(text: &str) -> bool {
    const COUNTS: &[&str] = &["count", "length", "size"];
    let name = call(text).map_or(text, |(name, _)| name);
    let of_errors = |counted: &str| {
        const MANY: &[&str] =
            &["err", "error", "errors", "errs", "exceptions", "failed", "failures"];
        let held = outer_names(counted).pop().unwrap_or_default();
        words(&held).last().is_some_and(|word| MANY.contains(&word.as_str()))
    };
    if name == "len" {
        return call(text).is_some_and(|(_, counted)| of_errors(counted));
    }
    let last = outer_names(name).pop().unwrap_or_default();
    words(&last).last().is_some_and(|word| COUNTS.contains(&word.as_str()))
}
