//! Bytes to UTF-8 piece by piece, by the rules of [`super::encoding`].

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, WINDOWS_1252};

use super::SourceError;
use super::compression::MAX_PLAIN;
use super::encoding::by_beginning;

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// Returns the encoding of a content and how many bytes it has. Whether it is UTF-8 only its end
/// tells.
pub(super) fn encoding_of(mut content: impl Read) -> Result<(&'static Encoding, u64), SourceError> {
    let mut piece = vec![0; PIECE];
    let (mut start, mut length, mut utf8) = (0, 0u64, true);
    let mut known = None;
    loop {
        let read = content.read(&mut piece[start..]).map_err(SourceError::Read)?;
        if length == 0 {
            known = by_beginning(&piece[..read])?;
        }
        length += read as u64;
        if length > MAX_PLAIN {
            return Err(SourceError::TooLarge { limit: MAX_PLAIN });
        }
        if read == 0 {
            break;
        }
        let filled = start + read;
        start = 0;
        if utf8 && let Err(error) = std::str::from_utf8(&piece[..filled]) {
            // A character may be cut at the end of a piece, or of the file.
            utf8 = error.error_len().is_none();
            start = filled - error.valid_up_to();
            piece.copy_within(error.valid_up_to()..filled, 0);
            if !utf8 {
                start = 0;
            }
        }
    }
    Ok((known.unwrap_or(if utf8 { UTF_8 } else { WINDOWS_1252 }), length))
}

/// A content as UTF-8, without a byte order mark.
pub(super) struct Decoded<R> {
    content: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Where what was read and not decoded yet starts and ends in `raw`.
    rest: (usize, usize),
    text: Vec<u8>,
    /// Where what was decoded and not given yet starts and ends in `text`.
    given: (usize, usize),
    ended: bool,
    finished: bool,
    replaced: bool,
}

impl<R: Read> Decoded<R> {
    /// Returns the content in an encoding as UTF-8.
    pub(super) fn new(content: R, encoding: &'static Encoding) -> Self {
        Self {
            content,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            rest: (0, 0),
            text: vec![0; PIECE],
            given: (0, 0),
            ended: false,
            finished: false,
            replaced: false,
        }
    }

    /// Returns whether bytes that mean nothing in the encoding were replaced so far.
    pub(super) fn replaced(&self) -> bool {
        self.replaced
    }

    /// Decodes a piece.
    fn advance(&mut self) -> std::io::Result<()> {
        if self.rest.0 == self.rest.1 && !self.ended {
            let read = self.content.read(&mut self.raw)?;
            self.rest = (0, read);
            self.ended = read == 0;
        }
        let from = &self.raw[self.rest.0..self.rest.1];
        let (result, read, written, replaced) =
            self.decoder.decode_to_utf8(from, &mut self.text, self.ended);
        self.rest.0 += read;
        self.given = (0, written);
        self.replaced |= replaced;
        // A decoder that was told of the end and took all must not be asked again.
        self.finished = self.ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.given.0 == self.given.1 && !self.finished {
            self.advance()?;
        }
        let (start, end) = self.given;
        let length = buffer.len().min(end - start);
        buffer[..length].copy_from_slice(&self.text[start..start + length]);
        self.given.0 += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A content that gives one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let (first, rest) = self.0.split_at(self.0.len().min(1));
            buffer[..first.len()].copy_from_slice(first);
            self.0 = rest;
            Ok(first.len())
        }
    }

    #[test]
    fn pieces_of_any_size_give_the_text_of_the_whole() {
        let text = "id,Größe 支付 ß\n".repeat(9);
        let latin = "id,Größe\n".repeat(9).chars().map(|c| c as u8).collect::<Vec<u8>>();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), latin, utf16] {
            let (encoding, length) = encoding_of(Slow(&bytes)).unwrap();
            let whole = super::super::encoding::decode(&bytes).unwrap();
            // One byte tells no UTF-16 without a mark.
            let (at_once, _) = encoding_of(&bytes[..]).unwrap();
            assert_eq!((at_once.name(), length), (whole.encoding, bytes.len() as u64));
            assert!(encoding == at_once || whole.encoding == "UTF-16LE");
            let mut read = String::new();
            Decoded::new(Slow(&bytes), at_once).read_to_string(&mut read).unwrap();
            assert_eq!(read, *whole.text);
        }
    }
}
