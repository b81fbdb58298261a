//! What single frameworks of Java and Kotlin assert beside the common ones.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::{argument, call, is_nothing, parts};
use crate::syntax::failure_words::{
    is_error_type, is_failure_code, is_failure_constant, is_failure_text, makes_error,
    tells_of_failing, tells_of_failure, words,
};
use crate::syntax::oracle::Oracle;

/// Returns what Android's lint must have found: `lint().files(cart).run().expectErrorCount(1)`.
pub(super) fn linted(name: &str, list: &str) -> Oracle {
    let count = |text: &str| text.rsplit([' ', '\n', '"']).next().unwrap_or_default() != "0";
    let said = list
        .split_once(" error")
        .is_some_and(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()) && count(before));
    if (name == "expectErrorCount" && list.trim() != "0") || said {
        return Oracle::failure(list, false);
    }
    Oracle::strong(Value, list)
}

/// Whether a mock by its method and what it is given is told of a failure: `verify(told).onError(e)`,
/// `verify(response).setStatus(404)`.
pub(in crate::syntax::idioms) fn told_of_failure(name: &str, list: &str) -> bool {
    let first = argument(list, 0).unwrap_or_default();
    (tells_of_failure(name) && !is_nothing(first))
        || name == "sendError"
        || (name.to_ascii_lowercase().contains("status")
            && (is_failure_code("status", first) || is_failure_constant(first)))
        || (handles_failure(name) && !is_nothing(first))
        || (!sets(name) && parts(list).any(is_failure_given))
}

/// Whether a method is by its name what is called when something failed: `handleCacheGetError`, `operationFail`.
fn handles_failure(name: &str) -> bool {
    const OTHERS: &[&str] =
        &["can", "do", "does", "if", "is", "may", "no", "not", "or", "should", "will", "without"];
    let words = words(name);
    let handles = matches!(words.first().map(String::as_str), Some("handle" | "on"));
    let last = words.last().map_or("", String::as_str);
    words.len() > 1
        && (last == "fail"
            || (handles && matches!(last, "error" | "exception" | "failed" | "failure")))
        && !words.iter().any(|word| OTHERS.contains(&word.as_str()))
}

/// Whether a method by its name keeps what it is given for later: `setExceptionListener`, `addErrorHandler`.
fn sets(name: &str) -> bool {
    const SETS: &[&str] = &["add", "register", "remove", "set", "with"];
    words(name).first().is_some_and(|first| SETS.contains(&first.as_str()))
}

/// Whether what a mock is given is a failure: a variable so named, an error that is made, any of a type of errors, a
/// state of having failed, a text that tells of one; as it is or in a matcher, as `eq(exception)`.
fn is_failure_given(part: &str) -> bool {
    const MATCHERS: &[&str] =
        &["any", "capture", "contains", "eq", "isA", "ofType", "refEq", "same", "startsWith"];
    let matched = call(part).and_then(|(name, inner)| {
        let (name, types) = name.split_once('<').unwrap_or((name, ""));
        let name = name.rsplit('.').next().unwrap_or_default();
        let given = if types.is_empty() { inner } else { types.trim_end_matches('>') };
        MATCHERS.contains(&name).then_some(given)
    });
    let given = matched.unwrap_or(part).trim();
    let class = given.strip_suffix(".class").or_else(|| given.strip_suffix("::class"));
    let class = class.or_else(|| matched.filter(|of| of.starts_with(char::is_uppercase)));
    let is_state = |text: &str| {
        let last = text.rsplit('.').next().unwrap_or_default();
        matches!(last, "FAILED" | "FAILURE")
    };
    let is_exception = |class: &str| class.ends_with("Exception") && is_error_type(class);
    matches!(given, "error" | "exception" | "failure" | "throwable")
        || class.is_some_and(is_exception)
        || is_state(given)
        || makes_error(given)
        || is_failure_text(given)
        || tells_of_failing(given)
}
