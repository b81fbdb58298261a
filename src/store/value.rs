//! Single values between the model and SQLite: times, words, lists, ids, bitmaps.

use std::io::{self, Write};

use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::StoreError;
use crate::model::commit::{BlobId, Time};
use crate::model::line_set::LineSet;

/// Returns a time as RFC 3339 text in UTC; fractions of a second only where there are any.
pub(super) fn time_text(time: Time) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// Returns the time in a column.
pub(super) fn time(row: &Row<'_>, column: &str) -> Result<Time, StoreError> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| StoreError::Value { what: "a time", value: text })
}

/// Returns the value of `all` whose word is `text`.
pub(super) fn from_word<T: Copy>(
    all: &[T],
    word: fn(T) -> &'static str,
    what: &'static str,
    text: String,
) -> Result<T, StoreError> {
    let found = all.iter().copied().find(|value| word(*value) == text);
    found.ok_or(StoreError::Value { what, value: text })
}

/// Returns a value as JSON text.
pub(super) fn json<T: Serialize>(
    value: &T,
    what: &'static str,
    id: &str,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Document {
        what,
        id: id.to_owned(),
        source,
    })
}

/// Returns the value that JSON text holds.
pub(super) fn from_json<T: DeserializeOwned>(
    text: &str,
    what: &'static str,
    id: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Document {
        what,
        id: id.to_owned(),
        source,
    })
}

/// Returns a blob id as bytes, half the size of its digits.
pub(super) fn blob_bytes(id: &BlobId) -> Result<Vec<u8>, StoreError> {
    let wrong = || StoreError::BlobId { id: id.0.clone() };
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(wrong()),
    };
    let (pairs, rest) = id.0.as_bytes().as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return Err(wrong());
    }
    pairs.iter().map(|[high, low]| Ok(digit(*high)? << 4 | digit(*low)?)).collect()
}

/// Returns the blob id whose bytes are stored.
pub(super) fn blob_id(bytes: &[u8]) -> BlobId {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    BlobId(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}

/// Returns the set of lines in a column; NULL is the empty set.
pub(super) fn line_set(row: &Row<'_>, column: &str) -> Result<LineSet, StoreError> {
    let bytes: Option<Vec<u8>> = row.get(column)?;
    Ok(LineSet::from_bytes(bytes.unwrap_or_default()))
}

/// A key of content: the first 80 bits of its SHA-256. Of ten thousand million stores with ten million
/// objects each, fewer than one has two objects with one key; whole hashes would cost a third more.
pub(super) type Key = [u8; 10];

/// Returns the key of several parts; where one part ends and the next begins counts.
pub(super) fn key<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        add(&mut hash, part);
    }
    beginning(hash)
}

/// Returns the key of a part and of a value's JSON, as [`key`] gives it. The JSON of a large value,
/// in which names come again and again, is never in memory.
pub(super) fn key_with_json<T: Serialize>(
    part: &[u8],
    value: &T,
    what: &'static str,
) -> Result<Key, StoreError> {
    let failed = |source| StoreError::Document { what, id: "new".to_owned(), source };
    let mut length = Length(0);
    serde_json::to_writer(&mut length, value).map_err(failed)?;
    let mut hash = Sha256::new();
    add(&mut hash, part);
    hash.update(length.0.to_le_bytes());
    serde_json::to_writer(Hashed(&mut hash), value).map_err(failed)?;
    Ok(beginning(hash))
}

fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

fn beginning(hash: Sha256) -> Key {
    let mut key = Key::default();
    for (mine, theirs) in key.iter_mut().zip(hash.finalize()) {
        *mine = theirs;
    }
    key
}

/// Counts the bytes written.
struct Length(u64);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Hashes the bytes written.
struct Hashed<'h>(&'h mut Sha256);

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns a count as SQLite holds it. A count beyond 2⁶³ is no count of anything.
pub(super) fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Returns the count in a column.
pub(super) fn count_at(row: &Row<'_>, column: &str) -> Result<usize, StoreError> {
    let value: i64 = row.get(column)?;
    usize::try_from(value)
        .map_err(|_| StoreError::Value { what: "a count", value: value.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_survives_with_its_fraction_and_without() {
        for text in ["2026-03-01T09:30:00Z", "2026-03-01T09:30:00.123456789Z"] {
            let time: Time = text.parse().unwrap();
            assert_eq!(time_text(time), text);
            assert_eq!(time_text(time).parse::<Time>().unwrap(), time);
        }
    }

    #[test]
    fn a_blob_id_survives_and_what_is_none_is_refused() {
        let id = BlobId("00ff10ab".into());
        assert_eq!(blob_bytes(&id).unwrap(), [0, 255, 16, 171]);
        assert_eq!(blob_id(&blob_bytes(&id).unwrap()), id);
        for wrong in ["", "abc", "AB", "zz", "é"] {
            assert!(blob_bytes(&BlobId(wrong.into())).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_border_between_two_parts_is_part_of_their_key() {
        let one: [&[u8]; 2] = [b"ab", b"c"];
        let two: [&[u8]; 2] = [b"a", b"bc"];
        assert_ne!(key(one), key(two));
    }

    #[test]
    fn the_key_with_a_value_is_that_of_its_json() {
        let value = ["a", "b", "ü"];
        let text = serde_json::to_string(&value).unwrap();
        let whole: [&[u8]; 2] = [b"part", text.as_bytes()];
        assert_eq!(key_with_json(b"part", &value, "names").unwrap(), key(whole));
    }
}
