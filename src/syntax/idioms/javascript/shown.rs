//! Errors that are made, and errors that a snapshot or a page shows.

use crate::syntax::expression::call;
use crate::syntax::failure_words::{
    is_error_type, is_failure_text, is_no_error, names_error_type, says_error, words,
};
use crate::syntax::idioms::argument;

/// Whether an argument is an error that is made or any of a type: `new Limit(3)` by an error's name,
/// `expect.any(LimitError)`.
pub(super) fn is_made_error(given: &str) -> bool {
    let kind = given.strip_prefix("new ").or_else(|| given.strip_prefix("expect.any("));
    let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.');
    kind.is_some_and(|kind| is_error_type(kind.split(end).next().unwrap_or_default()))
}

/// Whether an inline snapshot shows a failure: `[LimitError: gone]`, `"error": Object {`.
pub(super) fn shows_failure(text: &str) -> bool {
    if !text.starts_with('`') || text.len() > 4_000 {
        return false;
    }
    text.lines().map(|line| line.trim_start().trim_start_matches(['`', '"', '[', ' '])).any(
        |line| {
            let name = line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            let says = name.ends_with("Error") && line[name.len()..].starts_with(": ");
            let holds = ["error\": ", "errors\": "].iter().find_map(|key| line.strip_prefix(key));
            says || holds.is_some_and(|held| !is_no_error(held))
                || line.starts_with("success\": false")
        },
    )
}

/// Whether what is looked at is a part of a page by its text, which says that something failed:
/// `screen.getByText('Failed to pay')`.
pub(super) fn shows_failing_text(subject: &str) -> bool {
    call(subject.trim_start_matches("await ")).is_some_and(|(name, list)| {
        let text = argument(list, 0);
        name.ends_with("ByText")
            && (is_failure_text(text) || names_error_type(text) || says_error(text))
    })
}

/// Calls that look for a part of a page by the name that its developers gave it, and by a selector.
const BY_NAME: &[&str] = &["findByTestId", "getByTestId", "queryByTestId"];
const BY_SELECTOR: &[&str] =
    &["$", "find", "innerText", "locator", "querySelector", "textContent", "waitForSelector"];

/// Whether what is looked at is a part of a page whose selector says that it shows an error:
/// `page.locator('[data-error]')`.
pub(super) fn selects_error(subject: &str) -> bool {
    // What it is classed or styled by, and whether it is away, is another thing.
    const OTHER: &[&str] =
        &["attr", "class", "css(", "disabled", "hidden", "isEmpty", "length", "style"];
    if subject.starts_with('!') || OTHER.iter().any(|other| behind_call(subject).contains(other)) {
        return false;
    }
    subject.match_indices('(').any(|(at, _)| {
        let before = &subject[..at];
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '_');
        let name = &before[before.trim_end_matches(is_part).len()..];
        let rest = subject[at + 1..].trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
            return false;
        };
        let literal = rest[1..].split(quote).next().unwrap_or_default();
        let is_selector = literal.contains(['.', '#', '[']) && !literal.contains("::");
        (BY_NAME.contains(&name) || (BY_SELECTOR.contains(&name) && is_selector))
            && is_error_selector(literal)
    })
}

/// Returns what stands behind the first quoted text of a subject.
fn behind_call(subject: &str) -> &str {
    let Some(start) = subject.find(['"', '\'', '`']) else { return "" };
    let quote = &subject[start..=start];
    subject[start + 1..].split_once(quote).map_or("", |(_, rest)| rest)
}

/// Whether a selector has the word for an error, and behind it none but words for what shows one.
fn is_error_selector(literal: &str) -> bool {
    const SHOW: &[&str] = &[
        "alert",
        "banner",
        "container",
        "div",
        "label",
        "message",
        "messages",
        "msg",
        "notice",
        "p",
        "span",
        "text",
        "toast",
    ];
    const DENY: &[&str] = &[
        "cause", "clear", "close", "dismiss", "no", "non", "not", "on", "reset", "retry",
        "simulate", "throw", "toggle", "trigger", "without",
    ];
    let names = literal.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<String> = names.flat_map(words).collect();
    let at = words.iter().position(|word| matches!(word.as_str(), "error" | "errors"));
    at.is_some_and(|at| {
        words[at + 1..].iter().all(|word| SHOW.contains(&word.as_str()))
            && !words[..at].iter().any(|word| DENY.contains(&word.as_str()))
    })
}

/// Whether a matcher asks for the failing one of two, as fp-ts' `toBeLeft` and `toEqualLeft`.
pub(super) fn is_left(name: &str) -> bool {
    name == "toBeLeft" || name.ends_with("EqualLeft")
}

/// Whether what is looked at is what a component of Vue told by its event of an error:
/// `wrapper.emitted('error')`.
pub(super) fn is_emitted_error(subject: &str) -> bool {
    let subject = subject.trim_end_matches("[0]").trim_end_matches('!');
    call(subject).is_some_and(|(name, list)| {
        name.ends_with(".emitted") && matches!(list.trim_matches(['"', '\'', '`']), "error" | "err")
    })
}
