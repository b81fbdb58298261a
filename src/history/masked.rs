//! A commit message without what names commits or persons: only its own words are left.
//!
//! Trailers (`Fixes:`, `Signed-off-by:`, `Cc:` and the like) go with all their lines, and so does
//! every commit id with the subject quoted behind it.

use std::sync::LazyLock;

use regex::Regex;

use super::message::pattern;
use super::words::{Words, code_names_in, words_in};

static TRAILER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[ \t]*(?:fix(?:es|ed)?|closes?|resolves?|cc|link|see|refs?|references|bugzilla id|coverity issue|[a-z][a-z-]*-(?:by|at|to|in|id|from|on|issue|author|bug|pr|url)|vmware-bz|bug|root[ _-]?cause|backport|upstream|cherry[ -]picked from|(?:caused|introduced)[ _-](?:by|in))[ \t]*:",
    )
});
static CITED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?is)\b[0-9a-f]{7,64}\b(?:[\s,:]*\(?\s*["“'‘][^"”]{0,200}["”'’]\s*\)?)?"#)
});

/// Returns the message without trailers, ids and what is quoted behind ids.
pub(super) fn masked(message: &str) -> String {
    let mut text = String::new();
    let mut in_quote = false;
    for line in super::message_words::start_of(message).lines() {
        if in_quote {
            // A quoted subject may run on to the next line.
            in_quote = !line.trim().is_empty() && !line.contains('"');
            continue;
        }
        if TRAILER.is_match(line) {
            in_quote = line.matches('"').count() % 2 == 1;
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    CITED.replace_all(&text, " ").into_owned()
}

/// The words of a masked message.
#[derive(Debug, Default, Clone)]
pub(super) struct MessageWords {
    /// Words of the first line.
    pub(super) subject: Words,
    /// All words.
    pub(super) all: Words,
    /// Words that can only be names of code.
    pub(super) names: Words,
}

impl MessageWords {
    /// Returns the words of a message.
    pub(super) fn of(message: &str) -> Self {
        let text = masked(message);
        let subject = text.lines().next().unwrap_or("");
        Self { subject: words_in(subject), all: words_in(&text), names: code_names_in(&text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailers_and_cited_commits_are_gone_and_the_rest_stays() {
        let message = "cart: count again\n\nSince commit 0123456789ab (\"cart: forget\nthe count\") the cart is empty.\n\nFixes: abcdef012345 (\"cart: another\n    long subject\")\nSigned-off-by: Ann Other <ann@example.org>\nCc: stable@example.org\nTested: by hand\n";
        let text = masked(message);
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(
            words.join(" "),
            "cart: count again Since commit the cart is empty. Tested: by hand"
        );
    }

    #[test]
    fn trailer_whose_quote_never_ends_takes_only_its_paragraph() {
        let text = masked("a\n\nFixes: 0123456 (\"never\nended\n\nreal words\n");
        assert!(text.contains("real words") && !text.contains("ended"), "{text}");
    }

    #[test]
    fn reverted_id_and_root_cause_are_not_read() {
        let text = masked("undo\n\nThis reverts commit 0123456789abcdef.\nRoot cause: 7654321\n");
        assert!(!text.contains("0123456") && !text.contains("7654321"), "{text}");
    }

    #[test]
    fn words_of_two_messages_that_differ_in_masked_parts_are_the_same() {
        let plain = MessageWords::of("cart: count again\n\nAll of it.\n");
        let named =
            MessageWords::of("cart: count again\n\nAll of it.\n\nFixes: 0123456 (\"lost\")\n");
        assert_eq!((plain.all, plain.names), (named.all, named.names));
        assert_eq!(plain.subject, words_in("cart count again"));
    }
}
