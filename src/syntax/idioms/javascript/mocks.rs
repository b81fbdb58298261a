//! Mocks: that they were called, with what, and that they were not.

use super::literal::names_error;
use super::shown::is_made_error;
use crate::model::assertion::AssertionKind::MockInteraction;
use crate::syntax::chain::Chain;
use crate::syntax::expression::arguments;
use crate::syntax::failure_words::{is_failure_code, is_failure_text, looks_at_error, words};
use crate::syntax::idioms::argument;
use crate::syntax::oracle::Oracle;

/// Whether a matcher asks how a mock was called.
pub(super) fn is_of_mock(name: &str) -> bool {
    ["toHaveBeen", "toBeCalled", "toHaveReturned", "called", "lastCalledWith"]
        .iter()
        .any(|start| name.starts_with(start))
}

/// Returns what a matcher asserts of the calls of a mock.
pub(super) fn called(name: &str, list: &str, subject: &str, negated: bool) -> Oracle {
    // Never to be called, or the callback of an error to be called.
    let warns = name.contains("Warned");
    if warns && !negated && is_failure_text(subject) {
        return Oracle::failure(subject, false);
    }
    let by_list = name.contains("alledWith") || list.trim().is_empty();
    let never = (negated && by_list && !warns)
        || (name.ends_with("Times") && list.trim() == "0" && !negated);
    if never || (!negated && (takes_error(subject) || is_told_error(name, subject, list))) {
        Oracle::failure(subject, false)
    } else if negated || !list.trim().is_empty() {
        Oracle::strong(MockInteraction, list)
    } else {
        Oracle::weak(MockInteraction, "")
    }
}

/// Whether a mock by its name is called where something failed: `onError`, `onRejected`, `reject`.
fn takes_error(mock: &str) -> bool {
    let words = words(mock.rsplit(['.', '(']).next().unwrap_or_default());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    looks_at_error(mock)
        || matches!(
            words.as_slice(),
            ["reject" | "rejected"]
                | ["on", "reject" | "rejected" | "fail" | "failed" | "failure"]
                | [
                    "err" | "error" | "exception" | "failure" | "rejection",
                    "callback" | "cb" | "handler" | "listener"
                ]
        )
}

/// Whether a mock must have been told of an error: by what was made, by a text, or by a key. The word alone names an
/// event where anything follows it: `toHaveBeenCalledWith('error', expect.any(Function))`.
fn is_told_error(name: &str, mock: &str, list: &str) -> bool {
    // What is asked for failed things is not told of one.
    const ASKS: &[&str] =
        &["fetch", "filter", "find", "get", "query", "search", "set", "t", "where"];
    const TELLS: &[&str] = &[
        "callback", "cb", "change", "done", "emit", "event", "notify", "report", "status", "update",
    ];
    let of_mock = words(mock.rsplit(['.', '(']).next().unwrap_or_default());
    let has = |wanted: &[&str]| of_mock.iter().any(|word| wanted.contains(&word.as_str()));
    let mut given = arguments(list);
    if name.contains("Nth") && !given.is_empty() {
        given.remove(0);
    }
    let is_word = |text: &str| text.starts_with(['"', '\'', '`']) && !text.contains(' ');
    let is_only = given.len() == 1 && has(TELLS);
    let asks = has(ASKS);
    // A double of an answer is told its status: `expect(res.status).toHaveBeenCalledWith(403)`.
    if asks_what(name)
        && has(&["status"])
        && matches!(*given, [code] if is_failure_code("status", code))
    {
        return true;
    }
    // Callbacks stand side by side: `pay(success, error)`.
    let beside = given.iter().any(|text| {
        matches!(*text, "complete" | "done" | "ok" | "onSuccess" | "resolve" | "success")
    });
    let counts = |text: &&str| is_only || !is_word(text);
    asks_what(name)
        && given.iter().any(|text| {
            is_made_error(text)
                || (!beside && is_error_variable(text))
                || (!asks && counts(text) && names_error(text))
        })
}

/// Whether a matcher asks what a mock was given: `toHaveBeenCalledWith`, `calledOnceWith`.
fn asks_what(name: &str) -> bool {
    name.contains("alledWith") || name.contains("alledOnceWith")
}

/// Whether an argument is the variable of an error by its bare name: `err`, `limitError`; no class, and none that
/// asks for an error or does something with one.
fn is_error_variable(text: &str) -> bool {
    const OTHER: &[&str] = &[
        "clear", "create", "dispatch", "format", "get", "handle", "has", "hide", "is", "log",
        "make", "map", "mock", "no", "on", "parse", "render", "report", "set", "show", "throw",
        "to", "with", "without",
    ];
    let words = words(text);
    let is_error = |word: &String| matches!(word.as_str(), "err" | "error");
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && words.last().is_some_and(is_error)
        && !words.iter().any(|word| OTHER.contains(&word.as_str()))
}

/// Returns what `sinon.assert.calledWith(told, …)` and its like assert.
pub(super) fn told_of(name: &str, list: &str) -> Oracle {
    if name == "notCalled" || name.starts_with("neverCalledWith") {
        return Oracle::failure("never", false);
    }
    let (told, given) = (argument(list, 0), list.split_once(',').map_or("", |(_, rest)| rest));
    let is_error = list.contains("instanceOf(Error)")
        || takes_error(told)
        || is_told_error(name, told, given.trim());
    if is_error { Oracle::failure(list, false) } else { Oracle::strong(MockInteraction, list) }
}

/// Returns what a mock's own methods assert: Angular's `httpMock.expectOne(…)`, sinon's `mock.verify()`, undici's
/// `assertNoPendingInterceptors()`.
pub(super) fn of_mock(chain: &Chain<'_>) -> Option<Oracle> {
    let tip = chain.tip();
    if tip.name == "assertNoPendingInterceptors" {
        return Some(Oracle::weak(MockInteraction, ""));
    }
    let (at, asked) = chain.segments.iter().enumerate().skip(1).find(|(_, segment)| {
        matches!(segment.name, "expectOne" | "expectNone") || segment.name == "verify"
    })?;
    let list = asked.arguments?;
    let receiver = chain.segments.get(at - 1)?.name.to_ascii_lowercase();
    let is_mock = receiver.contains("mock");
    let is_http =
        is_mock || ["http", "controller", "backend"].iter().any(|part| receiver.contains(part));
    match asked.name {
        "expectOne" if is_http => Some(Oracle::strong(MockInteraction, list)),
        "expectNone" if is_http => Some(Oracle::failure("never", false)),
        "verify" if is_mock && list.trim().is_empty() => Some(Oracle::weak(MockInteraction, "")),
        // TypeMoq's `mock.verify(m => m.pay(3), Times.once())`.
        "verify" if is_mock && list.contains("Times.never") => {
            Some(Oracle::failure("never", false))
        }
        "verify" if is_mock && list.contains("Times.") => {
            Some(Oracle::strong(MockInteraction, list))
        }
        _ => None,
    }
}
