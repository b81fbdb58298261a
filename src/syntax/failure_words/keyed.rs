//! Keys that a part of an answer is reached by: `body["errors"]`, `body.dig("errors", 0)`.

use super::is_error_name;
use crate::syntax::expression::{call, parts};

/// Returns the word of a key in quotes or of one of Ruby's symbols: `"errors"`, `:errors`.
fn word(key: &str) -> Option<&str> {
    let plain = key.strip_prefix(':').or_else(|| {
        let quote = key.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        key.strip_prefix(quote)?.strip_suffix(quote)
    })?;
    let is_word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'?');
    (!plain.is_empty() && plain.bytes().all(is_word)).then_some(plain)
}

/// Returns the last key that a text reaches by: `ok` of `answer["ok"]`, `body.fetch(:ok)` and `body.dig("pay", "ok")`.
pub(super) fn last_key(text: &str) -> Option<&str> {
    if let Some(held) = text.strip_suffix(']') {
        let (front, key) = held.rsplit_once('[')?;
        return word(key).filter(|_| !front.is_empty());
    }
    let (asked, list) = call(text)?;
    if !reaches(asked) {
        return None;
    }
    // Behind the key that is fetched stands what it is where there is none.
    let mut keys = parts(list);
    word(if asked.ends_with("fetch") { keys.next() } else { keys.last() }?)
}

/// Whether a text reaches by a key that is the name of an error: `body.dig("errors", "base", 0)`,
/// `answer.fetch(:error)`, `record['exception']`.
pub(super) fn reaches_error(text: &str) -> bool {
    // A key in quotes: `record['exception']`. What stands alone is a list: one of classes names what there is.
    let keyed = ["['", "[\"", "[:"].iter().any(|open| {
        text.match_indices(open).any(|(at, _)| {
            let rest = &text[at + open.len()..];
            let word = rest.split(['\'', '"', ']']).next().unwrap_or_default();
            let is_class = at == 0 && word.starts_with(|c: char| c.is_ascii_uppercase());
            is_error_name(word) && !is_class
        })
    });
    keyed
        || [".dig(", ".fetch("].iter().any(|reach| {
            text.match_indices(reach).any(|(at, _)| {
                let rest = &text[at + reach.len()..];
                let list = &rest[..rest.find(')').unwrap_or(rest.len())];
                let keys = parts(list).take(if *reach == ".fetch(" { 1 } else { 9 });
                keys.filter_map(word).any(is_error_name)
            })
        })
}

fn reaches(asked: &str) -> bool {
    [".dig", ".fetch"].iter().any(|reach| asked.ends_with(reach))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_key_is_the_one_that_is_held() {
        for text in
            ["answer[\"ok\"]", "pay()['ok']", "body[:ok]", "body.fetch(:ok, 3)", "a.dig(:b, :ok)"]
        {
            assert_eq!(last_key(text), Some("ok"), "{text}");
        }
        for text in ["['ok']", "ok", "a['ok'].size", "a[ok]", "a.put('ok')", "a['not ok']"] {
            assert_eq!(last_key(text), None, "{text}");
        }
        assert!(reaches_error("body.dig(\"errors\", \"base\", 0)"));
        assert!(!reaches_error("body.dig(\"carts\", 0)"));
        assert!(!reaches_error("body.fetch(:cart, :error)"));
    }
}
