//! Bytes of any length to text, piece by piece: UTF-8, or UTF-16 by its mark or its zero bytes; a
//! byte that is no UTF-8 means what it means in windows-1252. A byte order mark is left out.

use std::cell::Cell;
use std::io::{self, ErrorKind, Read};
use std::rc::Rc;

use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};

use super::encoding::utf16;

/// Bytes read at a time.
const CHUNK: usize = 1 << 18;

/// What was noticed of the bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Noticed {
    /// Packed data ended in the middle.
    pub(super) is_cut: bool,
    /// Bytes were no UTF-8.
    pub(super) has_odd_bytes: bool,
}

/// The text of an input.
pub(super) struct TextStream<'a> {
    input: Box<dyn Read + 'a>,
    /// Bytes of a character whose end is not read yet.
    held: Vec<u8>,
    buffer: Vec<u8>,
    started: bool,
    ended: bool,
    decoder: Option<Decoder>,
    noticed: Rc<Cell<Noticed>>,
}

impl<'a> TextStream<'a> {
    pub(super) fn new(input: Box<dyn Read + 'a>, noticed: Rc<Cell<Noticed>>) -> Self {
        let (held, buffer) = (Vec::new(), vec![0; CHUNK]);
        Self { input, held, buffer, started: false, ended: false, decoder: None, noticed }
    }

    /// Adds the next piece to a text; gives back whether there may be more.
    pub(super) fn fill(&mut self, text: &mut String) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let mut bytes = std::mem::take(&mut self.held);
        while bytes.len() < CHUNK {
            match self.input.read(&mut self.buffer) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => bytes.extend_from_slice(&self.buffer[..read]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_cut(&error) => {
                    self.notice(|noticed| noticed.is_cut = true);
                    self.ended = true;
                    break;
                }
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        let mut rest = &bytes[..];
        if !self.started {
            self.started = true;
            self.decoder = utf16(rest).map(encoding_rs::Encoding::new_decoder_with_bom_removal);
            rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest);
        }
        match &mut self.decoder {
            Some(decoder) => decode(decoder, rest, text, self.ended),
            None => self.take_utf8(rest, text),
        }
        Ok(!self.ended)
    }

    fn take_utf8(&mut self, bytes: &[u8], text: &mut String) {
        if let Ok(all) = std::str::from_utf8(bytes) {
            text.push_str(all);
            return;
        }
        let mut left = bytes.len();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            let odd = chunk.invalid();
            left -= chunk.valid().len() + odd.len();
            if odd.is_empty() {
                continue;
            }
            let may_go_on =
                std::str::from_utf8(odd).is_err_and(|error| error.error_len().is_none());
            if left == 0 && may_go_on && !self.ended {
                self.held = odd.to_vec();
            } else {
                self.notice(|noticed| noticed.has_odd_bytes = true);
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(odd).0);
            }
        }
    }

    fn notice(&self, set: impl FnOnce(&mut Noticed)) {
        let mut noticed = self.noticed.get();
        set(&mut noticed);
        self.noticed.set(noticed);
    }

    /// Returns the text as bytes of UTF-8.
    pub(super) fn into_bytes(self) -> TextBytes<'a> {
        TextBytes { stream: self, piece: String::new(), at: 0 }
    }
}

fn decode(decoder: &mut Decoder, mut bytes: &[u8], text: &mut String, last: bool) {
    loop {
        text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
        let (result, read, _) = decoder.decode_to_string(bytes, text, last);
        bytes = &bytes[read..];
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// Whether an error of unpacking means that the data ends in the middle.
pub(super) fn is_cut(error: &io::Error) -> bool {
    use ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), UnexpectedEof | InvalidData | InvalidInput)
}

/// The text of an input as bytes of UTF-8.
pub(super) struct TextBytes<'a> {
    stream: TextStream<'a>,
    piece: String,
    at: usize,
}

impl Read for TextBytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            self.piece.clear();
            self.at = 0;
            if !self.stream.fill(&mut self.piece)? && self.piece.is_empty() {
                return Ok(0);
            }
        }
        let read = self.piece.as_bytes()[self.at..].len().min(buffer.len());
        buffer[..read].copy_from_slice(&self.piece.as_bytes()[self.at..self.at + read]);
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let noticed = Rc::default();
        let mut stream = TextStream::new(Box::new(bytes), Rc::clone(&noticed));
        let mut text = String::new();
        while stream.fill(&mut text).unwrap() {}
        (text, noticed.get().has_odd_bytes)
    }

    #[test]
    fn characters_across_pieces_are_whole_and_odd_bytes_are_windows_1252() {
        let long = "ä€".repeat(200_000);
        for start in ["", "x", "xy"] {
            let whole = format!("{start}{long}");
            assert!(text(whole.as_bytes()) == (whole, false), "{start}");
        }
        assert_eq!(text(b"\xef\xbb\xbfGr\xf6\xdfe \xc3\xa4"), ("Größe ä".to_owned(), true));
        assert_eq!(text(b"a\xc3"), ("aÃ".to_owned(), true));
    }

    #[test]
    fn utf_16_is_told_by_its_mark_or_its_zeros() {
        let words = "<a>größer</a>".repeat(100_000);
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain(words.encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert!(text(&little).0 == words && text(&marked).0 == words);
    }
}
