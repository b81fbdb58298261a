//! Errors that a message speaks of further in than by its first words.

use super::said::{ABOUT, DENYING};
use super::texts::NO_KINDS;
use super::words;

/// Longest message that is read, in bytes.
const MAX_TEXT: usize = 300;

/// Words in front of the one for an error that say what kind of one came.
const KINDS: &[&str] = &[
    "general",
    "interface",
    "internal",
    "server",
    "uncaptured",
    "uncaught",
    "unexpected",
    "unhandled",
];

/// Those of them behind which a word may stand: `uncaught python exception`.
const CAME: &[&str] = &["uncaptured", "uncaught", "unexpected", "unhandled"];

/// Words in front of an error's type that name it without one having come.
const NAMING: &[&str] = &[
    "catch",
    "class",
    "except",
    "extends",
    "implements",
    "import",
    "instanceof",
    "interface",
    "new",
    "raise",
    "raises",
    "returns",
    "throw",
    "throws",
    "use",
];

/// Whether a quoted message says somewhere in it that an error came: `'an error has occurred while paying'`, `'pay:
/// uncaught python exception'`, `'CART: ERROR (gone)'`, `'while paying: LimitError: no cart'`. None that denies it
/// or asks for it, no name and no flag.
pub(in crate::syntax) fn tells_of_error(value: &str) -> bool {
    let value = value.trim_start_matches(['r', 'b', 'f', 'u']);
    let plain = value.strip_prefix(['"', '\'', '`', '/']).unwrap_or_default();
    if plain.len() > MAX_TEXT {
        return false;
    }
    let plain = plain.trim_end_matches(['"', '\'', '`', '/']).replace("\\n", " ");
    let of_page = plain.contains("class=") || plain.contains("id=");
    let said: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).collect();
    plain.contains(' ')
        && !of_page
        && plain.lines().count() < 3
        && (is_in_capitals(&plain)
            || (0..said.len()).any(|at| names_type(&said, at) || says_it(&said, at)))
}

/// Whether the word for an error stands in capitals behind what it is about: `CART: ERROR (gone)`.
fn is_in_capitals(text: &str) -> bool {
    text.match_indices(": ERROR").any(|(at, found)| {
        let rest = &text[at + found.len()..];
        let about = text[..at].to_ascii_lowercase();
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            && !["level", "severity", "priority"].iter().any(|end| about.ends_with(end))
    })
}

fn plain(word: &str) -> String {
    let is_mark = |c: char| {
        matches!(
            c,
            '.' | ',' | ':' | ';' | '!' | '?' | '(' | ')' | '[' | ']' | '"' | '\'' | '*' | '@'
        )
    };
    word.trim_matches(is_mark).to_ascii_lowercase()
}

/// Whether what stands in front of a place denies an error, asks for one or is told of it.
fn is_denied(said: &[&str], at: usize) -> bool {
    said[at.saturating_sub(3)..at].iter().any(|word| {
        let word = plain(word);
        DENYING.contains(&word.as_str())
            || word.ends_with("n't")
            || word == "whether"
            || word == "any"
    })
}

/// Whether the word at a place is one for an error that came, by the words around it.
fn says_it(said: &[&str], at: usize) -> bool {
    if !matches!(plain(said[at]).as_str(), "error" | "exception") {
        return false;
    }
    let word = |place: Option<usize>| {
        place.and_then(|at| said.get(at)).map_or_else(String::new, |word| plain(word))
    };
    let (one, two) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
    let (next, after) = (word(at.checked_add(1)), word(at.checked_add(2)));
    let is_of_kind = KINDS.contains(&one.as_str()) || CAME.contains(&two.as_str());
    let occurred = |word: &str| matches!(word, "occurred" | "occured");
    let came = occurred(&next) || (matches!(next.as_str(), "has" | "had") && occurred(&after));
    let ends = said[at].ends_with([':', '.', ',', ')', ';', '!']);
    let is_about = !ends && ABOUT.contains(&next.as_str());
    (came || is_of_kind) && !is_about && !is_denied(said, at)
}

/// Whether the word at a place is the name of an error's type with what it says behind it, or of an exception.
fn names_type(said: &[&str], at: usize) -> bool {
    let word = said[at].trim_start_matches(['(', '[', '"', '\'', '*']);
    let (name, says) = match word.strip_suffix(':') {
        Some(name) => (name, true),
        None => (word.trim_end_matches(['.', ',', ')', ']', '"', '\'', '*', '!']), false),
    };
    let kind = name.strip_suffix("Exception");
    let kind = kind.or_else(|| name.strip_suffix("Error").filter(|_| says));
    let before = at.checked_sub(1).map(|at| plain(said[at])).unwrap_or_default();
    kind.is_some_and(|kind| {
        let last = words(kind).pop().unwrap_or_default();
        kind.len() > 2
            && kind.starts_with(|c: char| c.is_ascii_uppercase())
            && kind.bytes().all(|b| b.is_ascii_alphanumeric())
            && !NO_KINDS.contains(&last.as_str())
    }) && !NAMING.contains(&before.as_str())
        && !is_denied(said, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_tells_of_an_error_is_told_from_one_about_errors() {
        for text in [
            "'uncaptured python exception, closing cart'",
            "'An unexpected error has occurred: LimitError: x'",
            "'Web interface error'",
            "b\"A server error occurred.  Please pay again.\"",
            "'CART: ERROR (no cart)'",
            "'cart 3: an error occurred'",
            "'while paying: LimitError: no cart'",
            "'pay failed with CartException.'",
            "'<h1>Internal Server Error</h1>'",
        ] {
            assert!(tells_of_error(text), "{text}");
        }
        for text in [
            "'no server error'",
            "'if an error occurred'",
            "'server error handling'",
            "'--ignore-errors was given'",
            "'shop.LimitError'",
            "'see shop.errors.LimitError: it'",
            "'raises CartException when empty'",
            "'class CartException extends ShopException'",
            "' * @throws CartException'",
            "'log level: ERROR'",
            "'Internal errors'",
            "server error",
            "'InternalError'",
            "'CART: ERRORS'",
            "'No error has occurred'",
            "'<p class=\"server error\">'",
        ] {
            assert!(!tells_of_error(text), "{text}");
        }
    }
}
