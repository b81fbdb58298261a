//! What a commit message says: reverts, fixes, root causes, cherry-picks, incident keys.
//!
//! Pure: ids are taken as written and may be abbreviated; whether such a commit exists is for the
//! caller to find out. Hexadecimal words shorter than seven digits are no ids.

use std::sync::LazyLock;

use regex::Regex;

/// What a commit message says of other commits. Ids are lower case, in the message's order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageFacts {
    /// Commits it takes back: `This reverts commit <sha>`.
    pub reverts: Vec<String>,
    /// First line of the commit it takes back, where the subject is `Revert "…"`.
    pub reverted_subject: Option<String>,
    /// Commits whose defect it fixes: `Fixes: <sha>`.
    pub fixes: Vec<String>,
    /// Commits that introduced the defect: `root cause: <sha>`, `caused by:`, `introduced by:`.
    pub root_causes: Vec<String>,
    /// Commits it is a copy of: `cherry picked from commit <sha>`.
    pub cherry_picked_from: Vec<String>,
}

static REVERTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u)\bthis\s+reverts\s+commits?\s+([0-9a-f]{7,64}(?:(?:\s*,\s*|\s+and\s+)[0-9a-f]{7,64})*)\b",
    )
});
static FIXES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?im-u)^[ \t]*fixes:[ \t]*(?:commit[ \t]+)?([0-9a-f]{7,64})\b"));
static ROOT_CAUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?im-u)^[ \t*-]*(?:root[ _-]?cause|caused[ _-]by|introduced[ _-](?:by|in))[ \t]*:[ \t]*(?:commit[ \t]+)?([0-9a-f]{7,64})\b",
    )
});
static PICKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i-u)\b(?:cherry[ -]picked|backported)\s+from\s+(?:commit\s+)?([0-9a-f]{7,64})\b")
});
static HEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i-u)[0-9a-f]{7,64}"));

#[expect(clippy::expect_used, reason = "the patterns are constants that a test compiles")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern compiles")
}

/// Returns what the message says of other commits.
pub fn message_facts(message: &str) -> MessageFacts {
    MessageFacts {
        reverts: ids(&REVERTS, message),
        reverted_subject: reverted_subject(message),
        fixes: ids(&FIXES, message),
        root_causes: ids(&ROOT_CAUSE, message),
        cherry_picked_from: picked_from(message),
    }
}

/// Returns the commits the message says it is a copy of, as `message_facts` does.
pub(super) fn picked_from(message: &str) -> Vec<String> {
    ids(&PICKED, message)
}

fn ids(pattern: &Regex, message: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for found in pattern.captures_iter(message).filter_map(|captures| captures.get(1)) {
        for id in HEX.find_iter(found.as_str()) {
            let id = id.as_str().to_ascii_lowercase();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

fn reverted_subject(message: &str) -> Option<String> {
    let rest = message.lines().next()?.trim().strip_prefix("Revert \"")?;
    // Services append the number of the reverting request behind the closing quote.
    let subject = &rest[..rest.rfind('"')?];
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// Returns whether the message names the incident `id` as a whole word, ignoring case.
///
/// `INC-4` is not in `INC-42` nor in `INC-4-1`. A number alone is too common a word, so for an id
/// that is a number, or ends in `#` and a number, the message must write `#42` or `issue 42`.
pub fn mentions_key(message: &str, id: &str) -> bool {
    let id = id.trim();
    if id.is_empty() {
        return false;
    }
    let text = message.to_lowercase();
    let id = id.to_lowercase();
    match issue_number(&id) {
        Some(number) if number.len() == id.len() => names_issue(&text, number),
        Some(number) => whole_words(&text, &id).next().is_some() || names_issue(&text, number),
        None => whole_words(&text, &id).next().is_some(),
    }
}

/// Returns the number of an id that is one (`42`) or ends in one (`owner/name#42`).
pub(super) fn issue_number(id: &str) -> Option<&str> {
    let number = id.rsplit('#').next()?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// Returns whether the text, in lower case, writes `#42` or `issue 42`.
fn names_issue(text: &str, number: &str) -> bool {
    const NOUNS: [&str; 6] = ["issue", "bug", "ticket", "incident", "problem", "gh-"];
    whole_words(text, number).any(|start| {
        let before = &text[..start];
        if let Some(rest) = before.strip_suffix('#') {
            // `other/project#42` is another project's issue.
            return !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        }
        let before = before.trim_end_matches([' ', '\t', ':']);
        NOUNS.iter().any(|noun| {
            before
                .strip_suffix(noun)
                .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
        })
    })
}

/// Returns where `word` stands in `text` as a whole word; both in lower case.
fn whole_words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (starts_in_digit, ends_in_digit) = (digit(word.chars().next()), digit(word.chars().last()));
    text.match_indices(word).map(|(start, _)| start).filter(move |start| {
        let mut before = text[..*start].chars().rev();
        let mut after = text[start + word.len()..].chars();
        let (previous, next) = (before.next(), after.next());
        let joins = |c: Option<char>| matches!(c, Some('-' | '.'));
        let within = [previous, next].into_iter().flatten().any(char::is_alphanumeric);
        // `INC-4-1` and `2024.1.3` go on beyond the word, so they are other ids.
        let goes_on = (ends_in_digit && joins(next) && digit(after.next()))
            || (starts_in_digit && joins(previous) && digit(before.next()));
        !within && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn revert_names_the_commit_and_the_subject_it_takes_back() {
        let facts = message_facts(&format!(
            "Revert \"cart: say \"sold out\" (#7)\" (#9)\n\nThis reverts\ncommit {SHA}, reversing\nchanges made to fedcba9876543210."
        ));
        assert_eq!(facts.reverts, [SHA]);
        assert_eq!(facts.reverted_subject.as_deref(), Some("cart: say \"sold out\" (#7)"));
    }

    #[test]
    fn several_reverted_commits_are_all_named() {
        let facts =
            message_facts("undo\n\nThis reverts commits 1111111, 2222222 and 3333333. 4444444");
        assert_eq!(facts.reverts, ["1111111", "2222222", "3333333"]);
    }

    #[test]
    fn trailers_are_read_at_the_start_of_a_line_only() {
        let facts = message_facts(
            "stop it\n\nit fixes: 9999999 nothing\nFixes: ABCDEF0123 (\"add it\")\nfixes: commit abcdef0123\nRoot cause: 1234567\n(cherry picked from commit 7654321)\n",
        );
        assert_eq!(facts.fixes, ["abcdef0123"]);
        assert_eq!(facts.root_causes, ["1234567"]);
        assert_eq!(facts.cherry_picked_from, ["7654321"]);
        assert!(facts.reverts.is_empty());
    }

    #[test]
    fn issue_number_behind_fixes_is_no_commit() {
        assert_eq!(message_facts("a\n\nFixes: #1234\nFixes: 1234\n"), MessageFacts::default());
    }

    #[test]
    fn key_is_found_as_a_whole_word_whatever_its_case() {
        assert!(mentions_key("inc-42: stop charging twice", "INC-42"));
        assert!(mentions_key("Merge branch 'fix/INC-42-retry'", "INC-42"));
        assert!(mentions_key("charge once (INC-42).", "INC-42"));
        for other in ["INC-421: x", "XINC-42: x", "INC-42-1: x", "INC-4: x", "INC 42"] {
            assert!(!mentions_key(other, "INC-42"), "{other}");
        }
    }

    #[test]
    fn number_counts_only_where_the_message_says_it_is_an_issue() {
        for message in ["fix (#42)", "close issue 42", "Bug: 42", "see GH-42"] {
            assert!(mentions_key(message, "42"), "{message}");
            assert!(mentions_key(message, "shop/cart#42"), "{message}");
        }
        for message in ["retry 42 times", "fix (#421)", "debug 42", "other/project#42", "1.42"] {
            assert!(!mentions_key(message, "42"), "{message}");
        }
        assert!(mentions_key("fix shop/cart#42", "shop/cart#42"));
        assert!(!mentions_key("fix other/cart#42", "shop/cart#42"));
    }

    #[test]
    fn letters_that_grow_in_lower_case_do_not_break_the_search() {
        assert!(mentions_key("İİ INC-4 İ", "inc-4"));
        assert!(!mentions_key("anything", " "));
    }
}
