//! Questions for a match and for a type.

use crate::model::assertion::AssertionKind;
use crate::syntax::expression::bare;
use crate::syntax::failure_words::{is_error_type, is_status_name, looks_at_error, words};
use crate::syntax::oracle::Oracle;

/// Returns the pattern and what it is held against where a text is JavaScript's question for a match:
/// `/no cart/.test(err.message)`, `err.message.match(/no cart/)`.
pub(super) fn matched_by(text: &str) -> Option<(&str, &str)> {
    if text.starts_with('/') {
        let at = [".test(", ".exec("].iter().find_map(|asks| text.find(asks))?;
        let shown = text[at + ".test(".len()..].strip_suffix(')')?;
        return Some((&text[..at], bare(shown)));
    }
    let at = [".match(/", ".search(/"].iter().find_map(|asks| text.find(asks))?;
    let pattern = text[at..].split_once('(')?.1.strip_suffix(')')?;
    Some((pattern, &text[..at]))
}

pub(super) fn typed(class: &str, holds: bool) -> Oracle {
    let class = class.split('<').next().unwrap_or(class);
    let class = class.trim_matches(['"', '\'']);
    if holds && (is_error_type(class) || is_failing_answer_type(class)) {
        return Oracle::failure(class, false);
    }
    Oracle::strong(AssertionKind::Value, class)
}

/// Whether a type is that of an answer with a status of 400 and more: ASP.NET's `NotFoundObjectResult`.
fn is_failing_answer_type(class: &str) -> bool {
    let name = class.rsplit('.').next().unwrap_or_default();
    // Those of `TypedResults` have the name of the status alone.
    let Some(plain) = name.strip_suffix("Result") else { return is_status_name(name) };
    let plain = plain.strip_suffix("Object").unwrap_or(plain);
    is_status_name(plain)
        || matches!(plain, "Forbid" | "Challenge" | "Problem" | "ValidationProblem")
}

/// Whether a question by its name is whether what it is asked of is empty or not there.
pub(super) fn asks_for_nothing(name: &str) -> bool {
    const ASK: &[&str] = &[
        "empty",
        "isblank",
        "isempty",
        "isnil",
        "isnone",
        "isnull",
        "isnullorempty",
        "isundefined",
    ];
    let flat: String = name.chars().filter(|c| *c != '_').collect();
    ASK.iter().any(|ask| flat.eq_ignore_ascii_case(ask))
}

/// Returns what the question asserts whether there is no error.
pub(super) fn there_is_none(holds: bool) -> Oracle {
    if holds { Oracle::weak(AssertionKind::Value, "[]") } else { Oracle::failure("", true) }
}

/// Whether an argument is an error by its bare name, as `&err`.
pub(super) fn is_error_given(text: &str) -> bool {
    let name = text.trim_start_matches(['&', '*', '$']);
    matches!(name, "err" | "error" | "exception" | "exc")
}

/// Whether a function of an error is by its name a question about it, as `IsNotFound` or `has_code`, and not
/// whether there is none.
pub(super) fn asks_about(name: &str) -> bool {
    const NONE: &[&str] =
        &["empty", "nil", "no", "none", "null", "ok", "success", "successful", "undefined"];
    let words = words(name);
    let asks = words.first().is_some_and(|first| matches!(first.as_str(), "is" | "has" | "was"));
    asks && !words.iter().any(|word| NONE.contains(&word.as_str()))
}

/// Whether a mock that was called is one that is told of an error: `logger.error.called`.
pub(super) fn is_told(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(mock, _)| looks_at_error(mock))
}

/// Whether a text asks whether any of several is a failure by its type: `causes.any { it is LimitException }`,
/// `causes.stream().anyMatch(c -> c instanceof LimitException)`.
pub(in crate::syntax) fn any_is_error(text: &str) -> bool {
    const ANY: &[&str] = &[".any {", ".any(", ".any{", "anyMatch("];
    // What pytest's description of a failure is held against: `RaisesGroup(LimitError).matches(caught)`.
    let described = ["RaisesGroup(", "RaisesExc("];
    let text = text.strip_prefix("pytest.").unwrap_or(text);
    if described.iter().any(|start| text.starts_with(start)) {
        return text.contains(").matches(");
    }
    let inner = match ANY.iter().find_map(|any| Some(text.split_once(any)?.1)) {
        Some(inner) => inner,
        None if text.contains("->") => text,
        None => return false,
    };
    let asked = ["it is ", " instanceof "].iter().find_map(|asks| inner.split_once(asks));
    asked.is_some_and(|(before, class)| {
        let end = class.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')));
        let class = &class[..end.unwrap_or(class.len())];
        let is_plain = !before.contains(['!', '"', ')']);
        is_plain && class.starts_with(|c: char| c.is_ascii_uppercase()) && is_error_type(class)
    })
}
