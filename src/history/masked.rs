//! A commit message without what names commits or persons: only its own words are left.
//!
//! Trailers (`Fixes:`, `Signed-off-by:`, `Cc:` and the like) go with all their lines, and so does
//! every commit id with the subject quoted behind it.

use std::sync::LazyLock;

use regex::Regex;

use super::message::pattern;
use super::words::{Words, code_names_in, word, words_in};

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
    /// What stands before the first colon of the first line: the part of the project.
    pub(super) area: Option<u64>,
}

impl MessageWords {
    /// Returns the words of a message.
    pub(super) fn of(message: &str) -> Self {
        let text = masked(message);
        let subject = text.lines().next().unwrap_or("");
        let area = subject.split_once(':').filter(|(area, _)| area.len() <= 40);
        Self {
            subject: words_in(subject),
            all: words_in(&text),
            names: code_names_in(&text),
            area: area.and_then(|(area, _)| word(area)),
        }
    }
}
