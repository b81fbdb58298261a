//! What is asked of a value by a matcher, or by the ending of a macro's name.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::Comparison;
use crate::syntax::idioms::argument;
use crate::syntax::idioms::named::equality;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what a project's own `TEST_EQ(sum, 3)` asserts, given its name without `TEST_`.
pub(super) fn tested(own: &str, list: &str) -> Option<Oracle> {
    let at = |place: usize| argument(list, place);
    Some(match own {
        "EQ" | "EQUAL" | "EQUALS" | "EQ_STR" | "STREQ" if !at(1).is_empty() => {
            equality(at(0), at(1), 1)
        }
        "NE" if !at(1).is_empty() => compared(at(0), Comparison::NotEqual, at(1)),
        "NULL" => compared(at(0), Comparison::Equal, "null"),
        "NOTNULL" | "NOT_NULL" => compared(at(0), Comparison::NotEqual, "null"),
        "TRUE" => judged(at(0), true),
        "FALSE" => judged(at(0), false),
        _ => return None,
    })
}

/// Returns what `ASSERT_THAT(x, matcher)` asserts.
pub(super) fn matcher(subject: &str, text: &str) -> Oracle {
    let (name, inner) = crate::syntax::expression::call(text).unwrap_or((text, ""));
    match name.rsplit("::").next().unwrap_or_default() {
        "NotNull" => compared(subject, Comparison::NotEqual, "null"),
        "IsNull" => compared(subject, Comparison::Equal, "null"),
        name if name.starts_with("Throws") => Oracle::failure(inner, inner.is_empty()),
        "IsEmpty" => compared(subject, Comparison::Equal, "[]"),
        "StatusIs" => compared("status", Comparison::Equal, argument(inner, 0)),
        "Not" if inner.rsplit("::").next().is_some_and(|i| i.starts_with("IsOk")) => {
            Oracle::failure("", true)
        }
        "IsOk" | "IsOkAndHolds" => Oracle::weak(Value, ""),
        "HasSubstr" | "ContainsRegex" | "StartsWith" | "EndsWith" | "Contains" => {
            compared(argument(inner, 0), Comparison::In, subject)
        }
        _ => compared(
            subject,
            Comparison::Equal,
            if inner.is_empty() { text } else { argument(inner, 0) },
        ),
    }
}
