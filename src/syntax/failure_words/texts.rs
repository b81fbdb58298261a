//! What quoted texts and patterns say: that something failed, or the name of what did.

use super::status::{is_failure_code, is_status_text};
use super::words;

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
            || holds_status(plain)
            || is_placed(plain)
            || is_placed_by_kotlin(plain)
            || holds_error_key(plain)
            || holds_failing_status(plain)
            || is_failing_answer(plain)
            || counts_failures(plain)
            || is_printed_error(plain))
}

/// Words in front of a number of failures that there need not be.
const NO_COUNT: &[&str] = &[
    "after", "allow", "fixed", "ignored", "max", "maximum", "most", "of", "rerun", "retried",
    "retry", "retrying", "show", "skipping", "to", "top",
];

/// Whether a text counts failures of which there are some: `"1 example, 1 failure"`, `"*2 errors*"`.
fn counts_failures(text: &str) -> bool {
    text.len() < 2_000
        && [" failed", " failure", " error"].iter().any(|word| {
            text.match_indices(word).any(|(at, _)| {
                let rest = &text[at + word.len()..];
                let rest =
                    if *word == " failed" { rest } else { rest.strip_prefix('s').unwrap_or(rest) };
                let before = &text[..at];
                let number = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
                // `404 errors` are those of a status.
                let is_status = number.len() == 3 && number.starts_with(['4', '5']);
                let is_none = number.is_empty() || number.starts_with('0');
                let word = before[..before.len() - number.len()].trim_end();
                let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
                let is_other = NO_COUNT.iter().any(|other| word.eq_ignore_ascii_case(other))
                    || [" fixed", " before", " attempt", " login"]
                        .iter()
                        .any(|end| rest.starts_with(end));
                let counts = !is_none && !is_status && !is_other;
                let is_apart = !before[..before.len() - number.len()]
                    .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
                counts && is_apart && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            })
        })
}

/// Whether a text begins, behind brackets and the like, as an error is printed: by the name of its type with
/// what it says, `"ValueError: no cart"`, `"<[ValueError('no cart')"`.
fn is_printed_error(text: &str) -> bool {
    let text = text.trim_start_matches(['<', '[', '(', '{', ' ', '*']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$');
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let (of, name) = path.rsplit_once(['.', '$']).unwrap_or(("", path));
    let kind = ["Error", "Exception"].iter().find_map(|end| name.strip_suffix(end));
    // Behind a path stands what it says; brackets may be those of what makes one.
    let says = rest.starts_with(':') && !rest.starts_with("::");
    (says || (of.is_empty() && rest.starts_with('(')))
        && kind.is_some_and(|kind| {
            let last = words(kind).pop().unwrap_or_default();
            (kind.len() > 2 || !of.is_empty())
                && kind.starts_with(|c: char| c.is_ascii_uppercase())
                && !NO_KINDS.contains(&last.as_str())
        })
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
    let second = words.clone().next().unwrap_or_default();
    let begins =
        matches!(first, "Failed" | "failed") && (second == "to" || second.ends_with("ing"));
    let title = plain.split(": ").next().unwrap_or_default();
    let ends =
        (plain.ends_with(" failed") || title.ends_with(" failed")) && words.clone().count() > 0;
    let denies = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word, "if" | "no" | "No" | "not" | "or" | "when" | "whether" | "{}" | "%d")
            || ["count", "last", "number", "only", "rerun", "retry", "show", "total"]
                .iter()
                .any(|label| word.eq_ignore_ascii_case(label))
    };
    let said = if plain.ends_with(" failed") { plain } else { title };
    // `Jobs failed` is a label.
    let is_label = !begins && title.split(' ').nth_back(1).is_some_and(|word| word.ends_with('s'));
    plain.len() < 200 && (begins || ends) && !is_label && !said.split(' ').any(denies)
}

/// Whether a message holds a status of 400 and more with its name: `"got 404 Not Found"`.
fn holds_status(text: &str) -> bool {
    text.len() < 2_000
        && text.match_indices([' ', '(']).any(|(at, _)| {
            let rest = &text[at + 1..];
            if !rest.starts_with(['4', '5']) {
                return false;
            }
            let ends = rest.match_indices([')', ',', '<', '\n', '"']).map(|(end, _)| end).next();
            let said = ends.map_or(rest, |end| &rest[..end]);
            is_status_text(&format!("\"{said}\""))
        })
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

/// Whether a text is what Kotlin's compiler says of a place that it refuses: `e: Cart.kt:3:7 no cart`.
fn is_placed_by_kotlin(text: &str) -> bool {
    let place = text.strip_prefix("e: ").map(|rest| rest.split_whitespace().next());
    let place = place.flatten().unwrap_or_default();
    [".kt:", ".kts:"].iter().any(|end| {
        place.split_once(end).is_some_and(|(_, at)| at.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether a text is a part of an answer in JSON that holds an error: `"error":"no cart"`.
fn holds_error_key(text: &str) -> bool {
    let keys = ["error\":", "errors\":", "error\\\":", "errors\\\":", "exception\":"];
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
pub(super) const NO_KINDS: &[&str] = &[
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

/// Returns what a quoted text or pattern of some size holds, from its first letter on.
fn quoted(value: &str) -> Option<&str> {
    let plain = value.trim_start_matches(['*', '&']);
    let plain = plain.trim_start_matches(['r', 'b', 'f', '`', '"', '\'', '/', '^']);
    let is_quoted = plain.len() < value.len() && value.contains(['"', '\'', '`', '/']);
    (is_quoted && value.len() < 1_000).then_some(plain)
}

/// Whether a quoted text or pattern begins as a log's line of a failure: `"Error reading the cart"`.
pub(in crate::syntax) fn begins_as_error(value: &str) -> bool {
    let starts = ["Error ", "ERROR ", "[error]", "[ERROR]", "Fatal error"];
    let Some(plain) = quoted(value) else { return false };
    starts.iter().find_map(|start| plain.strip_prefix(start)).is_some_and(|rest| {
        // Titles of what is about errors.
        const ABOUT: &[&str] = &[
            "bar",
            "boundar",
            "budget",
            "code",
            "correction",
            "count",
            "details",
            "handl",
            "level",
            "list",
            "log",
            "margin",
            "message",
            "page",
            "rate",
            "report",
            "type",
        ];
        let next = rest.trim_start().to_ascii_lowercase();
        !ABOUT.iter().any(|word| next.starts_with(word))
    })
}

/// Whether a quoted text's first word is the one for an error: `"Error message"`.
pub(in crate::syntax) fn says_error_first(value: &str) -> bool {
    let first = quoted(value).unwrap_or_default().split([' ', ':', ',', '"']).next();
    first.is_some_and(|first| first.eq_ignore_ascii_case("error"))
}

/// Whether a message tells in its midst that something failed: `"The shop failed to pay"`, `"connection failure"`; none
/// that denies it.
pub(in crate::syntax) fn tells_of_failing(value: &str) -> bool {
    const DENYING: &[&str] = &["if", "never", "no", "not", "on", "or", "when", "without"];
    let plain = quoted(value).unwrap_or_default();
    let plain = plain.trim_end_matches(['"', '\'', '/']).trim_end_matches(['.', '!']);
    let tells = ["exception was ", " failed to "].iter().any(|tells| plain.contains(tells));
    (tells || plain.ends_with(" failure"))
        && !plain.split(' ').any(|word| DENYING.iter().any(|no| word.eq_ignore_ascii_case(no)))
}

/// Whether a quoted text or pattern names an error by its type, as a program's output does: `"ValueError: no
/// cart"`, `/CustomError/`; or begins as a log does: `"Error reading the cart"`, `"[error] no cart"`.
pub(in crate::syntax) fn names_error_type(value: &str) -> bool {
    let Some(plain) = quoted(value) else { return false };
    if begins_as_error(value) {
        return true;
    }
    // A text of many lines is a program or what one printed: there an error stands first in its line.
    if memchr::memchr_iter(b'\n', plain.as_bytes()).count() > 2 {
        return plain.lines().any(is_printed_error);
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
