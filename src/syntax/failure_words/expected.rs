//! What an expected value says: that something failed, by itself or by what is looked at.

use super::constants::{is_error_number, is_level};
use super::made::{holds_made_error, makes_error};
use super::status::{is_failure_code, is_status_text};
use super::texts::is_failure_text;
use super::{is_failure_constant, looks_at_error, says_success, words};
use crate::syntax::expression::{arguments, call, is_empty_value, parts, uncast};

/// Whether an expected object or text says that something failed: `{ success: false }`, `{ error: … }`,
/// `"Error: no such option"`.
fn says_failure(value: &str) -> bool {
    if is_failure_text(value) || is_status_text(value) {
        return true;
    }
    let Some(inner) = value.strip_prefix(['{', '[']) else { return false };
    let sign = if value.starts_with('{') { ":" } else { "=>" };
    arguments(inner.trim_end_matches(['}', ']'])).iter().any(|member| {
        let pair = ruby_pair(member).or_else(|| member.split_once(sign));
        let Some((key, value)) = pair else { return false };
        let (key, value) = (key.trim().trim_matches(['"', '\'', ':']), value.trim());
        says_error_at_once(value)
            || matches!((key, value), ("success" | "ok" | "valid", "false" | "False"))
            || (matches!(key, "detail" | "message" | "reason" | "statusText")
                && is_status_text(value))
            || (matches!(key, "error" | "errors" | "exception")
                && !is_empty_value(value)
                && !value.starts_with("undefined")
                && !value.starts_with("expect.any(Function"))
    })
}

/// Returns the key and the value of a member of Ruby's or PHP's with an arrow between them: `"error" => "gone"`.
fn ruby_pair(member: &str) -> Option<(&str, &str)> {
    let (key, value) = member.split_once("=>")?;
    let plain = key.trim().trim_matches([':', '"', '\'']);
    let is_key = key.trim().len() > plain.len() && !plain.contains(['"', '\'', ':']);
    is_key.then_some((key, value))
}

/// Whether a quoted text begins with the word for an error and a colon: `"error: no cart"`.
pub(in crate::syntax) fn says_error_at_once(value: &str) -> bool {
    let plain = value.trim_start_matches(['"', '\'', '`']);
    let start = plain.get(.."error:".len()).unwrap_or_default();
    plain.len() < value.len() && start.eq_ignore_ascii_case("error:")
}

/// Whether a text is what something that looks for faults says: `validateSchema(schema)`, `lint(code)`.
fn is_verdict(text: &str) -> bool {
    let name = |text: &str| text.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let called = |text| call(text).map(|(callee, inner)| (name(callee), inner));
    let judges = |name: &str| ["validate", "lint"].iter().any(|word| name.starts_with(word));
    called(text).is_some_and(|(outer, inner)| {
        judges(&outer) || called(inner).is_some_and(|(inner, _)| judges(&inner))
    })
}

/// Whether an expected object, or the first of a list of them, has a message.
fn has_message(value: &str) -> bool {
    let inner = value.trim_start_matches(['[', '{', ' ', '\n', '\t', '\'', '"']);
    inner.len() < value.len() && inner.starts_with("message")
}

/// Whether a quoted text is the key that errors stand under, as `'error'` in an answer.
pub(in crate::syntax) fn is_error_key(text: &str) -> bool {
    matches!(text.trim_matches(['"', '\'']), "error" | "errors" | "exception")
        && text.starts_with(['"', '\''])
}

/// Whether an expected value says that something failed, given what is looked at.
pub(in crate::syntax) fn expects_failure(subject: &str, value: &str) -> bool {
    let value = uncast(value);
    // What a text was parsed to or a setting holds is a level; what an entry has is one that was logged.
    if is_level(value) && !is_logged(subject) {
        return false;
    }
    if says_success(value) {
        return false;
    }
    if is_level_text(value) && is_logged(subject) {
        return true;
    }
    let is_code = ["code", "Code", "errno"].iter().any(|end| subject.ends_with(end));
    if is_code && !subject.ends_with("unicode") && is_code_text(value) {
        return true;
    }
    is_failure_constant(value)
        || is_failure_code(subject, value)
        || (is_state_of_failing(value) && asks_for_state(subject))
        || (subject.ends_with("_tag") && value.trim_matches(['"', '\'']) == "Left")
        || says_failure(value)
        || (is_verdict(subject) && has_message(value))
        || holds_failure(value)
        || makes_error(value)
        || holds_made_error(value)
        || call(value).is_some_and(|(name, inner)| {
            ((name.ends_with("any") || name.ends_with("instanceOf")) && is_failure_constant(inner))
                || is_failure_code(name, inner)
        })
        || (looks_at_error(subject) && !is_empty_value(value) && !is_measure(value))
}

/// Whether a quoted text is an error's code, as Node's `'ENOENT'` and `'ERR_NO_CART'`.
fn is_code_text(value: &str) -> bool {
    let plain = value.trim_matches(['"', '\'']);
    plain.len() < value.len()
        && !says_success(plain)
        && (plain.starts_with("ERR_") || is_error_number(plain))
}

/// Whether a list that is written out holds a failure, or a row that holds one by its bare name: `[Ok(1),
/// Err(Gone)]`, `listOf(Paid(3), Err(Gone))`, `[[error, true]]`.
fn holds_failure(value: &str) -> bool {
    let opened = ["listOf(", "vec![", "List.of(", "Arrays.asList(", "["]
        .iter()
        .find_map(|open| value.strip_prefix(open));
    // Kotlin's types of what it holds: `listOf<Result<Cart?>>(…)`.
    let typed = || value.strip_prefix("listOf<")?.split_once(">(").map(|(_, inner)| inner);
    let inner = opened.or_else(typed).and_then(|rest| rest.strip_suffix([')', ']']));
    inner.is_some_and(|inner| {
        let members = arguments(inner);
        // A list of nothing but classes says what may be raised.
        let mixed = members.len() > 1 && !members.iter().all(|part| is_class(part));
        members.iter().any(|part| {
            let is_failure = |part: &str| part.starts_with("Err(") || makes_error(part);
            let row = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            is_failure(part)
                || (mixed && is_error_class(part))
                || matches!(*part, "error" | "exception")
                || row.is_some_and(|row| parts(row).any(|p| matches!(p, "error" | "exception")))
        })
    })
}

/// Whether a text is a class by its name and nothing else: `HTTP::Timeout`.
fn is_class(text: &str) -> bool {
    let name = text.rsplit([':', '.']).next().unwrap_or_default();
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.'))
        && name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether a text is an error's class and nothing else: `HTTP::LimitError`.
fn is_error_class(text: &str) -> bool {
    is_class(text) && ["Error", "Exception"].iter().any(|end| text.ends_with(end))
}

/// Whether a quoted text or a symbol is a state of having failed: `"error"`, `:failed`.
fn is_state_of_failing(value: &str) -> bool {
    let word = value.trim_matches(['"', '\'']).trim_start_matches(':');
    word.len() < value.len()
        && ["error", "errored", "exception", "failed", "failure", "fatal", "rejected"].iter().any(
            |state| word == *state || (*state != "rejected" && word.eq_ignore_ascii_case(state)),
        )
}

/// Whether what is looked at is a state by its last key or member: `message["type"]`, `job.status`.
fn asks_for_state(subject: &str) -> bool {
    const STATES: &[&str] = &["event", "kind", "outcome", "result", "state", "status", "type"];
    let held = subject.trim_end_matches(['"', '\'', ']', '(', ')', '?', '!']);
    let name = held.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next();
    let last = words(name.unwrap_or_default()).pop().unwrap_or_default();
    STATES.contains(&last.as_str())
}

/// Whether a quoted text is the level that failures are logged at.
fn is_level_text(value: &str) -> bool {
    let level = value.trim_matches(['"', '\'']);
    level.len() < value.len()
        && ["error", "critical", "fatal"].iter().any(|word| level.eq_ignore_ascii_case(word))
}

/// Whether a text looks at what was logged: at an entry, a record, or a log that is not the logger itself.
fn is_logged(text: &str) -> bool {
    const LOGGED: &[&str] =
        &["entry", "entries", "record", "records", "log", "logs", "logged", "event", "events"];
    let names = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let mut names = names.filter(|name| !name.is_empty() && *name != "log");
    text.contains(['.', '[', '('])
        && names.any(|name| words(name).iter().any(|word| LOGGED.contains(&word.as_str())))
}

/// Whether a value is a number with a fraction: then an "error" is a distance, not a failure.
fn is_measure(value: &str) -> bool {
    value.parse::<f64>().is_ok() && value.parse::<i64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_what_looks_for_faults_are_failures() {
        let wanted = "[\n  {\n message:\n 'Expected a type' }]";
        assert!(expects_failure("validateSchema(schema)", wanted));
        assert!(!expects_failure("validateSchema(schema)", "[]"));
        assert!(!expects_failure("inbox.read()", wanted));
        assert!(!expects_failure("validateSchema(schema)", "[{ name: 'a' }]"));
    }

    #[test]
    fn an_error_that_is_measured_or_absent_is_no_failure_state() {
        assert!(!expects_failure("mean_error", "0.25"));
        assert!(!expects_failure("result.errors", "[]"));
        assert!(expects_failure("str(excinfo.value)", "\"empty cart\""));
    }
}
