//! Calls whose result says of two texts whether they are alike, or whether one stands in the other.

use crate::syntax::expression::{Comparison, call, is_nothing, parts};

/// Returns what is compared where the subject is such a call: C's `strcmp(a, b) == 0` and `strstr(text, "gone") !=
/// NULL`, `err.message.indexOf('gone') !== -1`, PHP's `strpos($e->getMessage(), 'gone') !== false`.
pub(super) fn of_two_texts<'s>(
    subject: &'s str,
    how: Comparison,
    value: &str,
) -> Option<(&'s str, Comparison, &'s str)> {
    // What each call gives where the texts are alike or one is not in the other.
    let (none, alike) = (is_nothing(value) || value == "NULL", value == "0");
    let nowhere = matches!(value, "-1" | "false");
    if !(none || alike || nowhere) {
        return None;
    }
    let (name, inner) = call(subject)?;
    let mut both = parts(inner);
    let first = both.next()?;
    let (shown, sought) = match name.rsplit(':').next().unwrap_or_default() {
        "strcmp" | "strncmp" | "strcasecmp" | "strncasecmp" | "stricmp" | "memcmp" if alike => {
            return Some((first, how, both.next()?));
        }
        "strpos" | "stripos" | "mb_strpos" | "mb_stripos" if nowhere => (first, both.next()?),
        name if none && (name.ends_with("strstr") || name == "strcasestr") => (first, both.next()?),
        _ if nowhere => (name.strip_suffix(".indexOf")?, first),
        _ => return None,
    };
    match how {
        Comparison::Equal => Some((sought, Comparison::NotIn, shown)),
        Comparison::NotEqual => Some((sought, Comparison::In, shown)),
        _ => None,
    }
}
