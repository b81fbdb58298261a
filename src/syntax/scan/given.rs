//! What a call is given that is a failure: an error's message, a constant, a variable.

use crate::syntax::expression::parts;
use crate::syntax::failure_words::{
    is_error_name, is_failure_code, is_failure_constant, is_failure_text, is_kept_error,
    is_status_name, is_status_text, looks_at_error, may_speak_of_failure, words,
};
use crate::syntax::language::Language;

/// Whether a call that may help a test is given a failure to look at.
pub(super) fn gives_failure(language: Language, name: &str, list: &str) -> bool {
    let wants_some = wants_some(name);
    let names_status = || {
        let is_capital = |b: u8| b.is_ascii_uppercase() || b == b'_';
        let is_constant = |part: &str| part.bytes().all(is_capital) && is_status_name(part);
        let subject = if answers(name) { "status" } else { name };
        parts(list).any(|part| {
            is_constant(part)
                || is_failure_code(subject, part)
                || by_name(part).is_some_and(|(key, value)| is_failure_code(key, value))
        })
    };
    (may_speak_of_status(list) && names_status())
        || may_speak_of_failure(list)
            && parts(list).filter(|a| !a.contains("=>")).any(|a| {
                shows_error(a)
                    || (wants_some && looks_at_error(a))
                    || by_name(a).is_some_and(|(key, value)| {
                        is_error_name(key) && matches!(value, "true" | "True")
                    })
                    || is_failure_text(a)
                    || is_status_text(a)
                    || (a.len() < 60 && is_failure_constant(a))
                    || (language == Language::Go && is_kept_error(a))
            })
}

/// Whether a call looks at an answer by its name: `assertResponse`, `assert_http`.
fn answers(name: &str) -> bool {
    words(name).iter().any(|word| matches!(word.as_str(), "response" | "http"))
}

/// Returns the name and the value of an argument that is given by its name: `exit_code=2`, `status: 404`.
fn by_name(part: &str) -> Option<(&str, &str)> {
    let (key, value) = part.split_once(['=', ':'])?;
    let is_name = |key: &str| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let (key, value) = (key.trim(), value.trim());
    (is_name(key) && !value.starts_with(['=', ':', '>'])).then_some((key, value))
}

/// Whether a list may hold the number or the name of a status of 400 and more; spares reading most lists.
fn may_speak_of_status(list: &str) -> bool {
    list.as_bytes().windows(3).any(|three| {
        matches!(three[0], b'4' | b'5') && three[1..].iter().all(u8::is_ascii_digit)
            || three.iter().all(u8::is_ascii_uppercase)
    }) || list.contains("exit")
        || list.contains("return")
}

/// Returns the name of a list's only parameter where its type is an error by its own name: `e` of PHP's
/// `CurrencyException $e` and Java's `final IOException e`, none of `Declined error`.
pub(super) fn error_parameter(list: &str) -> Option<&str> {
    let only = list.trim_matches(['(', ')']).trim();
    let (name, kind) = match only.split_once(':') {
        Some((name, kind)) => (name, kind),
        None => only.rsplit_once(' ').map(|(kind, name)| (name, kind))?,
    };
    let kind = kind.trim().rsplit(['\\', '.', ' ']).next().unwrap_or_default();
    let is_type = kind.starts_with(|c: char| c.is_ascii_uppercase()) && is_error_name(kind);
    (is_type && !only.contains(',')).then(|| name.trim().trim_start_matches('$'))
}

/// Whether a helper by its name wants something that is there, as `assertNotNil`.
fn wants_some(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with("notnil") || lower.ends_with("notnull") || lower.ends_with("not_none")
}

/// Whether an argument is an error's message.
fn shows_error(text: &str) -> bool {
    let shown = [".Error()", "essage", "str(", ".to_string()", "what()", "String("];
    shown.iter().any(|word| text.contains(word)) && looks_at_error(text)
}
