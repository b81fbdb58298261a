//! What a call is given that is a failure: an error's message, a constant, a variable.

use super::asked::wants;
use crate::syntax::chain::Segment;
use crate::syntax::expression::{by_name, parts};
use crate::syntax::failure_words::{
    gives_severity, gives_status, is_error_name, is_error_type, is_failure_constant,
    is_failure_text, is_kept_error, is_status_text, looks_at_error, may_speak_of_failure,
    names_error_type, says_success, words,
};
use crate::syntax::language::Language;

/// Whether a call that may help a test is given a failure to look at.
pub(super) fn gives_failure(language: Language, name: &str, list: &str) -> bool {
    let wants_some = wants_some(name);
    let forms = |part| [Some(part), named_value(language, part)];
    gives_status(name, list)
        || (language == Language::Ruby && gives_severity(name, list))
        || may_speak_of_failure(list)
            && parts(list).filter(|a| !a.contains("=>")).flat_map(forms).flatten().any(|a| {
                shows_error(a)
                    || (wants_some && looks_at_error(a))
                    || by_name(a, &['=', ':']).is_some_and(|(key, value)| {
                        (is_error_name(key) || key.contains("fail"))
                            && wants(key)
                            && matches!(value, "true" | "True")
                    })
                    || is_failure_text(a)
                    || names_error_type(a)
                    || (language == Language::CSharp && is_notified_error(a))
                    || is_status_text(a)
                    || (a.len() < 100 && is_failure_constant(a))
                    || (language == Language::Go && is_kept_error(a))
            })
}

/// Returns what Kotlin's argument gives by its name, `exitCode = COMPILATION_ERROR`; `None` where the name says that it
/// is not wanted.
fn named_value(language: Language, part: &str) -> Option<&str> {
    const OTHER: &[&str] = &["default", "ignored", "no", "not", "unexpected", "without"];
    let (name, value) = by_name(part, &['=']).filter(|_| language == Language::Kotlin)?;
    (!words(name).iter().any(|word| OTHER.contains(&word.as_str()))).then_some(value)
}

/// Whether an argument is the failure that Rx tells its observers of: `OnError<int>(210, ex)`.
fn is_notified_error(text: &str) -> bool {
    let made = text.rsplit_once("OnError").filter(|(front, _)| {
        front.is_empty() || (front.ends_with('.') && !front.contains(['(', ' ']))
    });
    made.is_some_and(|(_, rest)| rest.starts_with(['(', '<']) && rest.ends_with(')'))
}

/// Whether a call of C is given the constant for success: `check_err(SHOP_OK, pay())`.
pub(super) fn gives_success(list: &str) -> bool {
    (list.contains("OK") || list.contains("SUCCESS")) && parts(list).any(says_success)
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

/// Whether a call gives back what it finds to be an error by its type: `Assert.IsType<Declined>(caught)`.
pub(super) fn is_of_error_type(segment: &Segment<'_>) -> bool {
    let asks = ["IsType", "IsAssignable", "IsInstance", "BeOfType", "BeAssignable"];
    asks.iter().any(|ask| segment.name.trim_start_matches("Should").starts_with(ask))
        && is_error_type(segment.types)
}
