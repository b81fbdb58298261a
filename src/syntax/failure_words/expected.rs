//! What an expected value says: that something failed, by itself or by what is looked at.

use super::constants::is_level;
use super::status::{is_failure_code, is_status_text};
use super::{is_failure_constant, looks_at_error, says_success, words};
use crate::syntax::expression::{arguments, call, is_empty_value, uncast};

/// Whether an expected object or text says that something failed: `{ success: false }`, `{ error: … }`,
/// `"Error: no such option"`.
fn says_failure(value: &str) -> bool {
    if is_failure_text(value) || is_status_text(value) {
        return true;
    }
    let Some(inner) = value.strip_prefix(['{', '[']) else { return false };
    let sign = if value.starts_with('{') { ":" } else { "=>" };
    arguments(inner.trim_end_matches(['}', ']'])).iter().any(|member| {
        let Some((key, value)) = member.split_once(sign) else { return false };
        let (key, value) = (key.trim().trim_matches(['"', '\'']), value.trim());
        matches!((key, value), ("success" | "ok" | "valid", "false" | "False"))
            || (matches!(key, "detail" | "message" | "reason" | "statusText")
                && is_status_text(value))
            || (matches!(key, "error" | "errors" | "exception")
                && !is_empty_value(value)
                && !value.starts_with("undefined")
                && !value.starts_with("expect.any(Function"))
    })
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

/// Whether a quoted text, or the first of a list of them, begins as the message or the printed form of
/// a failure: `"Error: no such option"`, `r#"Err("#`.
pub(in crate::syntax) fn is_failure_text(value: &str) -> bool {
    let value = value.trim_start_matches("str![").trim_start_matches(['[', ' ', '\n']);
    let plain = value.trim_start_matches(['r', 'b', 'f', '@', '$', '`', '"', '\'', '#', '/']);
    let is_quoted = plain.len() < value.len() && value.contains(['"', '\'', '`', '/']);
    let plain = plain.trim_start();
    // How a pattern of Ruby opens, and how one says that a text begins.
    let plain = plain.strip_prefix("%r").map_or(plain, |rest| rest.get(1..).unwrap_or_default());
    let plain = plain.trim_start_matches("\\A").trim_start_matches('^');
    let starts = |word: &str| plain.get(..word.len()).is_some_and(|p| p.eq_ignore_ascii_case(word));
    let words = ["error:", "panic:", "fatal:"];
    (is_quoted || value.starts_with("%r"))
        && (plain.starts_with("Err(")
            || words.into_iter().any(starts)
            || is_titled(plain)
            || says_it_failed(plain)
            || is_placed(plain)
            || holds_error_key(plain)
            || holds_failing_status(plain)
            || is_failing_answer(plain))
}

/// Whether a message has a title of few words that ends in the word for a failure: `Card error (line 3): …`,
/// `Recovered error: …`; the name of a type alone is no such title.
fn is_titled(text: &str) -> bool {
    let Some((title, _)) = text.split_once(": ") else { return false };
    let title = title.split(" (").next().unwrap_or_default();
    let ends = ["error", "Error", "exception", "Exception"].iter().any(|end| title.ends_with(end));
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_');
    ends && title.contains(' ')
        && title.len() < 60
        && title.chars().all(is_plain)
        && title.split(' ').count() < 6
        && !title.split(' ').any(|word| matches!(word, "no" | "No" | "not" | "without" | "0"))
}

/// Whether a message says that something failed: `"Failed to pay"`, `"User verification failed."`; none that
/// counts or denies it.
fn says_it_failed(text: &str) -> bool {
    let plain = text.trim_end_matches(['"', '\'', '`', '/', '.', '!']);
    let mut words = plain.split(' ');
    let first = words.next().unwrap_or_default();
    let begins = matches!(first, "Failed" | "failed") && words.clone().next() == Some("to");
    let title = plain.split(": ").next().unwrap_or_default();
    let ends =
        (plain.ends_with(" failed") || title.ends_with(" failed")) && words.clone().count() > 0;
    let denies = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word, "if" | "no" | "No" | "not" | "or" | "when" | "whether" | "{}" | "%d")
    };
    plain.len() < 200 && (begins || ends) && !title.split(' ').any(denies)
}

/// Whether a text is a part of an answer in JSON that holds a status of 400 and more: `{"code":404`.
fn holds_failing_status(text: &str) -> bool {
    text.contains('{')
        && ["code", "status", "statusCode"].iter().any(|key| {
            text.match_indices(key).any(|(at, _)| {
                let rest = text[at + key.len()..].trim_start_matches(['"', '\\', ' ']);
                let code = rest.strip_prefix(':').map_or("", str::trim_start);
                text[..at].ends_with(['"', '\\', '{', ',', ' '])
                    && code.starts_with(['4', '5'])
                    && code.bytes().take_while(u8::is_ascii_digit).count() == 3
            })
        })
}

/// Whether a text is what a compiler says of a place: `shop.c:3:7: error: no cart`.
fn is_placed(text: &str) -> bool {
    let place = [": error: ", ": fatal error: "].iter().find_map(|says| text.split_once(says));
    place.is_some_and(|(place, _)| {
        place.ends_with(|c: char| c.is_ascii_digit()) && place.contains(':')
    })
}

/// Whether a text is a part of an answer in JSON that holds an error: `"error":"no cart"`.
fn holds_error_key(text: &str) -> bool {
    let keys = ["error\":", "errors\":", "error\\\":", "errors\\\":"];
    keys.iter().any(|key| {
        text.split_once(key).is_some_and(|(before, rest)| {
            let is_key = before.is_empty() || before.ends_with(['"', '\\', '{', ',']);
            is_key && !rest.trim().is_empty() && !is_no_error(rest)
        })
    })
}

/// Whether what stands behind the key of errors says that there is none.
pub(in crate::syntax) fn is_no_error(rest: &str) -> bool {
    const NONE: &[&str] = &[
        "null",
        "None",
        "nil",
        "undefined",
        "0",
        "[]",
        "{}",
        "\"\"",
        "\\\"\\\"",
        "''",
        "false",
        "Array []",
    ];
    NONE.iter().any(|none| rest.trim_start().starts_with(none))
}

/// What stands in front of the word for an error in names of measures and of actions.
const NO_KINDS: &[&str] = &[
    "absolute",
    "handle",
    "has",
    "is",
    "last",
    "mean",
    "no",
    "on",
    "percentage",
    "squared",
    "standard",
];

/// Whether a quoted text or pattern names an error by its type, as a program's output does: `"ValueError: no
/// cart"`, `/CustomError/`; or begins as a log does: `"Error reading the cart"`, `"[error] no cart"`.
pub(in crate::syntax) fn names_error_type(value: &str) -> bool {
    let plain = value.trim_start_matches(['r', 'b', 'f', '`', '"', '\'', '/', '^']);
    let is_quoted = plain.len() < value.len() && value.contains(['"', '\'', '`', '/']);
    if !is_quoted || value.len() > 1_000 {
        return false;
    }
    let starts = ["Error ", "ERROR ", "[error]", "[ERROR]", "Fatal error"];
    if let Some(rest) = starts.iter().find_map(|start| plain.strip_prefix(start)) {
        let measures = ["bar", "count", "level", "margin", "rate"];
        return !measures.iter().any(|word| rest.trim_start().starts_with(word));
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    plain.split(|c: char| !is_name(c)).any(|name| {
        let kind = ["Error", "Exception"].iter().find_map(|end| name.strip_suffix(end));
        kind.is_some_and(|kind| {
            let last = words(kind).pop().unwrap_or_default();
            kind.len() > 2
                && kind.starts_with(|c: char| c.is_ascii_uppercase())
                && !NO_KINDS.contains(&last.as_str())
        })
    })
}

/// Whether a text begins as the answer of a server that fails: `HTTP/1.1 404 Not Found`.
fn is_failing_answer(text: &str) -> bool {
    let status = text.strip_prefix("HTTP").and_then(|rest| rest.split_once(' '));
    status.is_some_and(|(_, rest)| is_failure_code("status", rest.get(..3).unwrap_or_default()))
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
    is_failure_constant(value)
        || is_failure_code(subject, value)
        || (is_state_of_failing(value) && asks_for_state(subject))
        || says_failure(value)
        || (is_verdict(subject) && has_message(value))
        || holds_failure(value)
        || call(value).is_some_and(|(name, inner)| {
            ((name.ends_with("any") || name.ends_with("instanceOf")) && is_failure_constant(inner))
                || is_failure_code(name, inner)
        })
        || (looks_at_error(subject) && !is_empty_value(value) && !is_measure(value))
}

/// Whether a list that is written out holds a failure: `[Ok(1), Err(Gone)]`, `listOf(Paid(3), Err(Gone))`.
fn holds_failure(value: &str) -> bool {
    let inner = ["listOf(", "vec![", "List.of(", "Arrays.asList(", "["]
        .iter()
        .find_map(|open| value.strip_prefix(open))
        .and_then(|rest| rest.strip_suffix([')', ']']));
    inner.is_some_and(|inner| arguments(inner).iter().any(|part| part.starts_with("Err(")))
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
