//! The words of messages and of code, as numbers that are quick to compare.
//!
//! A word is at least three letters or digits long, in lower case; an English plural is its singular.
//! A name in code counts as a whole and by its parts: `read_all` also as `read` and `all`.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words, ascending, each once.
pub(super) type Words = Vec<u64>;

/// Words that nearly every message or program holds.
const COMMON: [&str; 72] = [
    "the", "and", "for", "that", "this", "with", "from", "are", "was", "not", "but", "when",
    "which", "has", "have", "had", "been", "its", "into", "also", "can", "will", "would", "should",
    "there", "then", "than", "they", "does", "did", "use", "used", "using", "fix", "fixe", "fixed",
    "fixing", "commit", "patch", "change", "bug", "issue", "all", "any", "some", "only", "more",
    "one", "two", "new", "now", "because", "where", "what", "that", "these", "those", "such",
    "return", "else", "int", "void", "char", "const", "static", "struct", "null", "true", "false",
    "self", "def", "let",
];

/// Words of code: names as they stand, and the parts they are made of.
#[derive(Debug, Default, Clone)]
pub(super) struct CodeWords {
    /// Names as a whole.
    pub(super) names: Words,
    /// Names by their parts, and as a whole.
    pub(super) parts: Words,
}

impl CodeWords {
    /// Returns the words of lines of code.
    pub(super) fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut seen = HashSet::new();
        let (mut names, mut parts) = (Vec::new(), Vec::new());
        for name in lines.into_iter().flat_map(names_in) {
            if seen.insert(name) {
                names.extend(word(name));
                parts.extend(parts_of(name).filter_map(word));
            }
        }
        parts.extend_from_slice(&names);
        for words in [&mut names, &mut parts] {
            words.sort_unstable();
            words.dedup();
        }
        Self { names, parts }
    }
}

/// Returns the words of a text, names in it by their parts too.
pub(super) fn words_in(text: &str) -> Words {
    CodeWords::of([text]).parts
}

/// Returns the words of a text that can only be names of code: `read_all`, `readAll`, `read()`.
pub(super) fn code_names_in(text: &str) -> Words {
    let mut found = BTreeSet::new();
    for name in names_in(text) {
        let end = name.as_ptr() as usize - text.as_ptr() as usize + name.len();
        let called = text[end..].starts_with('(');
        let joined = name.trim_matches('_').contains('_');
        let humps = parts_of(name).nth(1).is_some() && !name.chars().all(char::is_uppercase);
        if called || joined || humps {
            found.extend(word(name));
        }
    }
    found.into_iter().collect()
}

/// The numbers of the common words, ascending.
static COMMON_NUMBERS: LazyLock<Words> = LazyLock::new(|| {
    let mut numbers: Words = COMMON.iter().map(|word| number(word.bytes())).collect();
    numbers.sort_unstable();
    numbers
});

/// Returns the number of a word; `None` where it is too short or too common.
pub(super) fn word(text: &str) -> Option<u64> {
    if text.is_ascii() {
        return lower_word(text);
    }
    lower_word(&text.to_lowercase())
}

/// Returns the same of a word that is in lower case, but for ASCII.
fn lower_word(text: &str) -> Option<u64> {
    let mut text = text.trim_matches('_').as_bytes();
    if let [start @ .., before, b's' | b'S'] = text
        && start.len() > 2
        && !matches!(before, b's' | b'S')
    {
        text = &text[..text.len() - 1];
    }
    if text.len() < 3 || text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = number(text.iter().map(u8::to_ascii_lowercase));
    COMMON_NUMBERS.binary_search(&number).is_err().then_some(number)
}

/// Returns the hash named FNV-1a.
fn number(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Returns the words both have.
pub(super) fn shared<'a>(one: &'a [u64], other: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.iter().copied().filter(|word| long.binary_search(word).is_ok())
}

fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|name| !name.is_empty())
}

/// The parts of a name: at underscores and where a capital follows a small letter.
fn parts_of(name: &str) -> impl Iterator<Item = &str> {
    name.split('_').flat_map(|piece| {
        let mut starts = vec![0];
        let mut before_is_small = false;
        for (at, c) in piece.char_indices() {
            if c.is_uppercase() && before_is_small {
                starts.push(at);
            }
            before_is_small = c.is_lowercase();
        }
        starts.push(piece.len());
        let pieces: Vec<&str> = starts.windows(2).map(|w| &piece[w[0]..w[1]]).collect();
        pieces
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(words: &[&str]) -> Words {
        let mut found: Words = words.iter().filter_map(|text| word(text)).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn names_count_as_a_whole_and_by_their_parts() {
        let words = CodeWords::of(["int retryCount = read_all(x1, 42);"]);
        assert_eq!(words.names, numbers(&["retryCount", "read_all"]));
        assert_eq!(words.parts, numbers(&["retryCount", "retry", "count", "read_all", "read"]));
    }

    #[test]
    fn case_and_plural_make_no_difference_and_common_words_do_not_count() {
        assert_eq!(word("Retries"), word("retrie"));
        assert_eq!(word("PORTS"), word("port"));
        assert_ne!(word("class"), word("clas"));
        for nothing in ["the", "Fixes", "ab", "2024", "__", ""] {
            assert_eq!(word(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn names_of_code_are_told_from_words_of_a_sentence() {
        let names = code_names_in("Make read_all() and flush() safe if retryCount is LARGE.");
        assert_eq!(names, numbers(&["read_all", "flush", "retryCount"]));
    }
}
