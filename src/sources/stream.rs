//! Opens a file of any size: unpacks gzip on the way and looks at the beginning, so that formats
//! that can be read piece by piece never stand in memory as a whole.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::SourceError;
use super::compression::MAX_PLAIN;
use super::format::{Format, sniff};

/// Bytes looked at to tell the format.
const HEAD: u64 = 1 << 16;
/// Most bytes read piece by piece.
const MAX_STREAM: u64 = 8 << 30;

/// A file that was opened.
pub(super) enum Opened<'a> {
    /// An LCOV report, to be read piece by piece.
    Lcov(Box<dyn Read + 'a>),
    /// Anything else, as it is.
    Whole(Vec<u8>),
}

/// Returns the input, opened.
pub(super) fn open<'a>(mut input: impl Read + 'a) -> Result<Opened<'a>, SourceError> {
    let head = head_of(&mut input)?;
    if !head.starts_with(&[0x1f, 0x8b]) {
        return plain(head, input);
    }
    // A gzip that is no LCOV is unpacked by the reader of whole files, with its own care for cuts.
    let mut packed = Seen { bytes: Vec::new(), input: Cursor::new(head).chain(input), kept: true };
    let mut first = Vec::new();
    let unpacked = MultiGzDecoder::new(&mut packed).take(HEAD).read_to_end(&mut first);
    let is_lcov = unpacked.is_ok() && sniff(&first) == Format::Lcov;
    packed.kept = false;
    let packed = Cursor::new(std::mem::take(&mut packed.bytes)).chain(packed);
    if is_lcov {
        return Ok(Opened::Lcov(Box::new(MultiGzDecoder::new(packed).take(MAX_STREAM))));
    }
    whole(packed)
}

fn plain<'a>(head: Vec<u8>, input: impl Read + 'a) -> Result<Opened<'a>, SourceError> {
    let is_lcov = sniff(&head) == Format::Lcov;
    let input = Cursor::new(head).chain(input);
    if is_lcov { Ok(Opened::Lcov(Box::new(input.take(MAX_STREAM)))) } else { whole(input) }
}

fn whole<'a>(input: impl Read) -> Result<Opened<'a>, SourceError> {
    let mut bytes = Vec::new();
    input.take(MAX_PLAIN + 1).read_to_end(&mut bytes).map_err(SourceError::Read)?;
    if bytes.len() as u64 > MAX_PLAIN {
        return Err(SourceError::TooLarge { limit: MAX_PLAIN });
    }
    Ok(Opened::Whole(bytes))
}

fn head_of(input: &mut impl Read) -> Result<Vec<u8>, SourceError> {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head).map_err(SourceError::Read)?;
    Ok(head)
}

/// Keeps what was read, so that it can be read once more.
struct Seen<R> {
    bytes: Vec<u8>,
    input: R,
    kept: bool,
}

impl<R: Read> Read for Seen<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        if self.kept {
            self.bytes.extend_from_slice(&buffer[..read]);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn lcov_is_given_piece_by_piece_packed_or_not_and_all_else_as_it_is() {
        let text: Vec<u8> = b"SF:a.c\n".iter().copied().chain(b"DA:1,1\n".repeat(50_000)).collect();
        for bytes in [text.clone(), packed(&text)] {
            let Opened::Lcov(mut input) = open(&bytes[..]).unwrap() else { panic!("not LCOV") };
            let mut read = Vec::new();
            input.read_to_end(&mut read).unwrap();
            assert!(read == text, "{} of {} bytes", read.len(), text.len());
        }
        let other = b"<coverage/>".repeat(20_000);
        for bytes in [other.clone(), packed(&other)] {
            let Opened::Whole(read) = open(&bytes[..]).unwrap() else { panic!("LCOV") };
            assert!(read == bytes);
        }
    }
}
