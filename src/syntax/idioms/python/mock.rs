//! What mocks of Python must have been given that is a failure.

use crate::syntax::expression::{by_name, call, parts};
use crate::syntax::failure_words::{
    is_error_type, is_failure_constant, looks_at_error, says_success, words,
};

/// Whether a list holds an error: a variable or a member so named, one that is made, a constant; in a list or
/// in a `call(…)` as well.
pub(super) fn is_given_error(list: &str) -> bool {
    list.len() < 1_000 && parts(list).any(|part| is_error(part, true))
}

fn is_error(part: &str, may_hold: bool) -> bool {
    let value = by_name(part, &['=']).map_or(part, |(_, value)| value);
    if let Some((name, inner)) = call(value) {
        return match name {
            "str" | "repr" => is_error(inner, false),
            "call" | "mock.call" if may_hold => parts(inner).any(|part| is_error(part, false)),
            _ => {
                let made = name.rsplit('.').next().unwrap_or_default();
                made.starts_with(|c: char| c.is_ascii_uppercase()) && is_error_type(made)
            }
        };
    }
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(inner) = inner.filter(|_| may_hold) {
        return parts(inner).any(|part| is_error(part, true));
    }
    let is_path = value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
    let last = value.rsplit('.').next().unwrap_or_default();
    if !is_path || says_success(value) {
        return false;
    }
    let root = value.split('.').next().unwrap_or_default();
    if last.starts_with(|c: char| c.is_ascii_uppercase()) {
        // A class is what is caught or retried on, a level what is logged at.
        let is_constant = last.bytes().all(|b| !b.is_ascii_lowercase());
        let of_settings = matches!(root, "logging" | "settings" | "config");
        return is_constant && !of_settings && value.contains('.') && is_failure_constant(value);
    }
    if matches!(root, "logger" | "log" | "logging" | "messages" | "st" | "traceback") {
        return false;
    }
    let words = words(last);
    let other = [
        "fmt", "format", "handle", "has", "ignore", "is", "log", "max", "mean", "mock", "no", "on",
        "parse", "process", "raise", "show", "squared", "std", "tol",
    ];
    let is_kept = words.last().is_some_and(|last| matches!(&**last, "error" | "exc" | "exception"))
        && !words.first().is_some_and(|first| other.contains(&&**first));
    is_kept || (last == "value" && looks_at_error(value))
}
