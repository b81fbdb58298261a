//! unittest's first names: `failUnlessEqual`, `failIf`, `failUnlessRaises`.

use super::super::{argument, equality};
use super::raised;
use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what a method by such a name asserts, given the name without `_` and in lower case.
pub(super) fn asserted(flat: &str, list: &str) -> Oracle {
    let at = |place| argument(list, place);
    let (rest, holds) = match flat.strip_prefix("failif") {
        Some(rest) => (rest, false),
        None => (flat.strip_prefix("failunless").unwrap_or(flat), true),
    };
    match (rest, holds) {
        ("", _) => judged(at(0), holds),
        (rest, true) if rest.starts_with("raises") => raised(list),
        ("in", false) => compared(at(0), Comparison::NotIn, at(1)),
        ("in" | "substring", true) => compared(at(0), Comparison::In, at(1)),
        ("isinstance", _) => judged(&format!("isinstance({}, {})", at(0), at(1)), holds),
        (_, true) if arguments(list).len() > 1 => equality(list, 1),
        (_, false) if arguments(list).len() > 1 => compared(at(0), Comparison::NotEqual, at(1)),
        _ => Oracle::strong(Value, at(0)),
    }
}
