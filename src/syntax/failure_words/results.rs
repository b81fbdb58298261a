//! Failures of Rust's results: the patterns that take them, the calls that take them out.

use super::{is_error_type, is_level};

/// Whether a pattern takes the failure of a result: `Err(_)`, `Poll::Ready(Err(e))`.
pub(in crate::syntax) fn is_result_err(pattern: &str) -> bool {
    pattern.starts_with("Err(") || pattern.contains("::Err(") || pattern.contains("(Err(")
}

/// Whether a pattern is one of a failure by what it names: `Err(_)`, `DialError::Denied { .. }`.
pub(in crate::syntax) fn is_failure_pattern(pattern: &str) -> bool {
    let head = pattern.trim_start_matches("Some(");
    let head = head.split(['(', '{', ' ']).next().unwrap_or_default();
    let names_type =
        |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase()) && is_error_type(name);
    let last = head.rsplit("::").next().unwrap_or_default();
    let is_none = matches!(last, "None" | "NoError" | "NO_ERROR" | "Ok" | "Success");
    is_result_err(pattern) || (!is_none && !is_level(head) && head.split("::").any(names_type))
}

/// Whether a text takes the failure of a result out, which must be there: `pay().unwrap_err()`,
/// `pay().err().expect("an empty cart")`.
pub(in crate::syntax) fn takes_error_out(text: &str) -> bool {
    [".unwrap_err()", ".expect_err(", ".err().unwrap()", ".err().expect("]
        .iter()
        .any(|takes| text.contains(takes))
}
