//! Questions for a match and for a type.

use crate::model::assertion::AssertionKind;
use crate::syntax::expression::bare;
use crate::syntax::failure_words::{is_error_type, is_status_name};
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
    if holds && (is_error_type(class) || is_failing_answer_type(class)) {
        return Oracle::failure(class, false);
    }
    Oracle::strong(AssertionKind::Value, class)
}

/// Whether a type is that of an answer with a status of 400 and more: ASP.NET's `NotFoundObjectResult`.
fn is_failing_answer_type(class: &str) -> bool {
    let name = class.split('<').next().unwrap_or_default().rsplit('.').next().unwrap_or_default();
    let Some(plain) = name.strip_suffix("Result") else { return false };
    let plain = plain.strip_suffix("Object").unwrap_or(plain);
    is_status_name(plain)
        || matches!(plain, "Forbid" | "Challenge" | "Problem" | "ValidationProblem")
}
