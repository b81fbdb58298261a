//! Bytes to text: byte order mark, then UTF-16 by its zero bytes, then strict UTF-8, then
//! windows-1252, in which every byte means something.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::SourceError;

/// Text and the encoding it was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// Name of the encoding, as in `UTF-8`.
    pub encoding: &'static str,
    /// Whether bytes that mean nothing in the encoding were replaced.
    pub replaced: bool,
}

/// Returns the text the bytes hold, or what they look like where they are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, SourceError> {
    let known = by_beginning(bytes)?;
    let encoding = known.unwrap_or(if is_utf8(bytes) { UTF_8 } else { WINDOWS_1252 });
    let (text, replaced) = encoding.decode_with_bom_removal(bytes);
    Ok(Decoded { text, encoding: encoding.name(), replaced })
}

/// Returns the encoding where the beginning of a file tells it.
pub(super) fn by_beginning(bytes: &[u8]) -> Result<Option<&'static Encoding>, SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty);
    }
    if let Some(looks_like) = binary(bytes) {
        return Err(SourceError::NotText { looks_like });
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    Ok(marked.or_else(|| utf16_without_mark(bytes)))
}

/// Returns the kind of UTF-16 that bytes are in, by their mark or their zero bytes.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    marked.or_else(|| utf16_without_mark(bytes)).filter(|encoding| *encoding != UTF_8)
}

/// Whether the bytes are UTF-8; a file may be cut in the middle of its last character.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Returns what the first bytes say a binary file is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "a zip archive or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
    ];
    known.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// Returns UTF-16's byte order where the zero bytes of ASCII characters give it away.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    // Half of the pairs is more than any text in another encoding has.
    if pairs > 0 && odd * 2 >= pairs && even == 0 {
        Some(UTF_16LE)
    } else if pairs > 0 && even * 2 >= pairs && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "id,title\n1,Größe ß\n";
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let latin = WINDOWS_1252.encode(text).0.into_owned();
        let cases = [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked, "UTF-8"),
            (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), "UTF-16LE"),
            (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), "UTF-16BE"),
            (utf16(text, u16::to_le_bytes), "UTF-16LE"),
            (utf16(text, u16::to_be_bytes), "UTF-16BE"),
            (latin, "windows-1252"),
        ];
        for (bytes, encoding) in cases {
            let decoded = decode(&bytes).unwrap();
            assert_eq!(
                (&*decoded.text, decoded.encoding, decoded.replaced),
                (text, encoding, false)
            );
        }
    }

    #[test]
    fn a_file_cut_inside_a_character_is_still_utf_8() {
        let decoded = decode(&"Größe ß".as_bytes()[..9]).unwrap();
        assert_eq!(
            (&*decoded.text, decoded.encoding, decoded.replaced),
            ("Größe \u{fffd}", "UTF-8", true)
        );
    }

    #[test]
    fn a_workbook_is_named_and_nothing_is_an_error() {
        let error = decode(b"PK\x03\x04rest").unwrap_err();
        assert_eq!(
            error.to_string(),
            "not a text file: looks like a zip archive or an Excel workbook"
        );
        assert!(matches!(decode(b""), Err(SourceError::Empty)));
    }
}
