//! The words and keys of many messages, each with the places of the commits that hold it.
//!
//! Only the first 64 KiB of a message are read.

use std::collections::HashMap;

use regex::Regex;

use crate::model::commit::Commit;

const MESSAGE_LIMIT: usize = 64 * 1024;

/// Returns the keys that the pattern finds in messages, in lower case, each with its commits' places.
pub(super) fn keys(commits: &[Commit], pattern: &Regex) -> HashMap<String, Vec<usize>> {
    let mut keys: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, commit) in commits.iter().enumerate() {
        for captures in pattern.captures_iter(start_of(&commit.message)) {
            let Some(found) = captures.get(1).or_else(|| captures.get(0)) else { continue };
            // A pattern such as `#\d+` finds the sign with the number; ids are kept without it.
            let key = found.as_str().trim().trim_start_matches('#').to_lowercase();
            let places = keys.entry(key).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    keys
}

/// Returns the words of messages, in lower case, each with its commits' places.
pub(super) fn words(commits: &[Commit]) -> HashMap<String, Vec<usize>> {
    let mut words: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, commit) in commits.iter().enumerate() {
        let text = start_of(&commit.message).to_lowercase();
        for word in split(&text) {
            match words.get_mut(word) {
                Some(places) if places.last() == Some(&at) => {}
                Some(places) => places.push(at),
                None => {
                    words.insert(word.to_owned(), vec![at]);
                }
            }
        }
    }
    words
}

/// Returns the words of a text.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns as much of a message as is read.
pub(super) fn start_of(message: &str) -> &str {
    let mut end = message.len().min(MESSAGE_LIMIT);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    &message[..end]
}
