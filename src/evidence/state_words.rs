//! The words by which a failure state is known: in a record's text, and in what an assertion expects.

use std::collections::BTreeSet;

use crate::model::project::FailureStateConfig;

/// Ends of names that errors have.
const ERROR_ENDS: &[&str] = &["Error", "Exception", "Failure", "Fault", "Timeout", "Declined"];

/// Characters of a record's text that are read.
const MOST_TEXT: usize = 20_000;

/// What assertions expect, made comparable with the words of states once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectations(BTreeSet<String>);

impl<'t> FromIterator<&'t str> for Expectations {
    fn from_iter<T: IntoIterator<Item = &'t str>>(texts: T) -> Self {
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        Self(texts.map(plain).collect())
    }
}

/// The words of one failure state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateWords {
    name: String,
    words: BTreeSet<String>,
}

impl StateWords {
    /// Returns the words of a state that a flow lists; any one of them, or its name, is enough.
    pub fn of(state: &FailureStateConfig) -> Self {
        let words = state.signs().map(|word| plain(&word)).chain([plain(&state.name)]);
        Self { name: state.name.clone(), words: words.collect() }
    }

    /// Returns the error types, statuses of 400 and more and messages in quotes of a text; `None`
    /// where it holds none. The first is its name.
    pub(super) fn in_text(text: &str) -> Option<Self> {
        let text: String = text.chars().take(MOST_TEXT).collect();
        let found = error_words(&text);
        let name = found.first()?.clone();
        Some(Self { name, words: found.iter().map(|word| plain(word)).collect() })
    }

    /// Returns what the state is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns how many of the state's words a text names.
    pub(super) fn named_in(&self, text: &str) -> usize {
        let text: String = text.chars().take(MOST_TEXT).collect();
        let text = plain(&text);
        self.words.iter().filter(|word| is_in(word, &text)).count()
    }

    /// Whether an assertion that expects this text asserts the state.
    pub fn are_met_by(&self, expects: &str) -> bool {
        self.are_in(&plain(expects))
    }

    /// Whether any of the expectations asserts the state.
    pub(super) fn are_met_by_any(&self, expected: &Expectations) -> bool {
        expected.0.iter().any(|plain| self.are_in(plain))
    }

    fn are_in(&self, plain: &str) -> bool {
        self.words.iter().any(|word| is_in(word, plain))
    }
}

fn is_in(word: &str, plain: &str) -> bool {
    word.len() > 2 && plain.contains(word)
}

/// Returns the words of a text in small letters, a blank before and after each, so that
/// `card_declined`, `CardDeclined` and `card declined` are alike and whole words are compared.
pub(super) fn plain(text: &str) -> String {
    let mut plain = " ".to_owned();
    let mut before_is_small = false;
    for c in text.chars() {
        let gap = !c.is_alphanumeric();
        if (gap || (c.is_uppercase() && before_is_small)) && !plain.ends_with(' ') {
            plain.push(' ');
        }
        if !gap {
            plain.extend(c.to_lowercase());
        }
        before_is_small = c.is_lowercase();
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

/// Returns the error types, statuses of 400 and more and messages in quotes of a text, in order.
fn error_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let is_error = ERROR_ENDS.iter().any(|end| word.ends_with(end) && word.len() > end.len())
            && word.starts_with(char::is_uppercase);
        let is_status = word.len() == 3 && word.parse().is_ok_and(|n: u16| (400..600).contains(&n));
        if is_error || is_status {
            found.push(word.to_owned());
        }
    }
    let messages = text.split('"').skip(1).step_by(2).chain(text.split('`').skip(1).step_by(2));
    found.extend(messages.filter(|m| (4..=120).contains(&m.len())).map(str::to_owned));
    found
}
