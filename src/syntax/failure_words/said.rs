//! Short texts that say by a word of their own that something failed.

/// Longest text that is taken to name an error, in bytes.
const MAX_TEXT: usize = 60;

/// Words behind the one for an error that make a text one about errors.
pub(super) const ABOUT: &[&str] = &[
    "bars",
    "boundary",
    "code",
    "codes",
    "color",
    "count",
    "details",
    "filters",
    "handler",
    "handling",
    "icon",
    "items",
    "jobs",
    "level",
    "list",
    "log",
    "logs",
    "message",
    "messages",
    "name",
    "page",
    "rate",
    "report",
    "reporting",
    "state",
    "tests",
    "tracking",
    "type",
];

/// Words in front of it that deny, count or measure.
pub(super) const DENYING: &[&str] = &[
    "catch", "clear", "continue", "exit", "fix", "fixed", "handle", "if", "ignore", "last", "max",
    "mean", "min", "no", "non", "not", "on", "or", "report", "retry", "show", "shows", "simulate",
    "squared", "standard", "stop", "throw", "throws", "when", "without", "zero",
];

/// Words of a name that ask whether there is one, or what is done then: `has_error`.
const ASKING: &[&str] = &["any", "has", "is", "on", "set"];

/// Whether a short text in quotes says by a word of its own that something failed: `'transport error'`,
/// `'server_error'`; no selector, no class, none that denies it.
pub(in crate::syntax) fn says_error(text: &str) -> bool {
    let plain = text.trim_matches(['"', '\'', '`', '/']);
    let is_quoted = plain.len() + 2 == text.len() && text.starts_with(['"', '\'', '`', '/']);
    if !is_quoted || plain.len() > MAX_TEXT || plain.contains(['<', '=', '{', '[', '\\', '|', '$'])
    {
        return false;
    }
    let lower = plain.to_ascii_lowercase();
    let is_error = |word: &str| matches!(word, "error" | "exception" | "failure" | "failed");
    if !plain.contains(' ') {
        let words: Vec<&str> = lower.split('_').collect();
        let is_snake = lower.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
        return is_snake
            && words.last().is_some_and(|last| is_error(last))
            && !words.iter().any(|word| DENYING.contains(word) || ASKING.contains(word));
    }
    let words: Vec<&str> = lower
        .split(' ')
        .map(|word| word.trim_matches(['.', ',', ':', '!', '(', ')', '"']))
        .collect();
    let denies = |word: &str| {
        DENYING.contains(&word)
            || word.ends_with("n't")
            || word.starts_with(|c: char| c.is_ascii_digit())
    };
    let names = |at: usize| {
        is_error(words[at])
            && words.get(at + 1).is_none_or(|next| !ABOUT.contains(next))
            && !words[..at].iter().any(|word| denies(word))
    };
    words.len() <= 8 && (0..words.len()).any(names)
}
