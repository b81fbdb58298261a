//! A report file of any size: opened as often as a reader asks, unpacked on the way, its format told
//! by its beginning. What a reader holds of it does not grow with the file.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::SourceError;
use super::encoding::utf16;
use super::format::{Format, of_head, of_json_keys};
use super::json_keys;
use super::text_stream::{Noticed, TextStream};
use super::unpacked::{Counted, MAX_BYTES, Unpacked};

/// Bytes looked at to tell the format.
const HEAD: u64 = 1 << 16;

/// A file that can be read from its start as often as it is asked for.
pub trait Source {
    /// Returns its bytes, from the first.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

impl Source for &[u8] {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(*self))
    }
}

/// A report file whose format is known.
pub(super) struct Document<'a> {
    source: &'a dyn Source,
    is_packed: bool,
    is_utf16: bool,
    /// What it looks like.
    pub(super) format: Format,
    /// Whether exact hit counts are asked for.
    pub(super) wants_hits: bool,
    noticed: Rc<Cell<Noticed>>,
}

impl<'a> Document<'a> {
    /// Looks at the beginning of a file.
    pub(super) fn open(source: &'a dyn Source) -> Result<Self, SourceError> {
        let mut magic = Vec::new();
        let file = source.open().map_err(SourceError::Read)?;
        file.take(2).read_to_end(&mut magic).map_err(SourceError::Read)?;
        let is_packed = magic == [0x1f, 0x8b];
        let noticed = Rc::default();
        let (is_utf16, format) = (false, Format::Unknown);
        let mut found = Self { source, is_packed, is_utf16, format, wants_hits: false, noticed };
        let mut head = Vec::new();
        let read = found.raw().and_then(|bytes| bytes.take(HEAD).read_to_end(&mut head));
        match read {
            Err(error) if head.is_empty() && is_packed => return Err(SourceError::Gzip(error)),
            Err(error) if !is_packed => return Err(SourceError::Read(error)),
            _ => {}
        }
        if head.iter().all(u8::is_ascii_whitespace) {
            return Err(SourceError::Empty);
        }
        found.is_utf16 = utf16(&head).is_some();
        found.format = match of_head(&head) {
            // The keys that tell may come after a source of any length.
            Format::OtherJson if head.len() as u64 == HEAD => {
                of_json_keys(&json_keys::of(found.text().into_bytes()))
            }
            format => format,
        };
        Ok(found)
    }

    /// Returns the unpacked bytes.
    pub(super) fn raw(&self) -> io::Result<Box<dyn Read + 'a>> {
        let file = self.source.open()?;
        if !self.is_packed {
            return Ok(Box::new(file.take(MAX_BYTES)));
        }
        let packed = Counted::new(file);
        let read = packed.count();
        Ok(Box::new(Unpacked::new(MultiGzDecoder::new(packed), read)))
    }

    /// Returns the text as bytes, as they are where they are no UTF-16.
    pub(super) fn bytes(&self) -> io::Result<Box<dyn Read + 'a>> {
        if self.is_utf16 { Ok(Box::new(self.text().into_bytes())) } else { self.raw() }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> TextStream<'a> {
        let input = self.raw().unwrap_or_else(|error| Box::new(Refused(Some(error))));
        TextStream::new(input, Rc::clone(&self.noticed))
    }

    /// Returns what was noticed of the bytes while the text was read.
    pub(super) fn warnings(&self) -> Vec<String> {
        let noticed = self.noticed.get();
        let mut warnings = Vec::new();
        if noticed.is_cut {
            warnings.push(CUT.to_owned());
        }
        if noticed.has_odd_bytes {
            warnings.push("bytes that are not UTF-8 were read as windows-1252".to_owned());
        }
        warnings
    }
}

/// What is told of a gzip that ends in the middle.
pub(super) const CUT: &str = "the gzip data ends in the middle; what came before was read";

/// An input that could not be opened a second time.
struct Refused(Option<io::Error>);

impl Read for Refused {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read_all(bytes: &[u8]) -> (Format, io::Result<usize>, Vec<String>) {
        let document = Document::open(&bytes).unwrap();
        let mut text = Vec::new();
        let read = document.text().into_bytes().read_to_end(&mut text);
        (document.format, read, document.warnings())
    }

    #[test]
    fn packed_or_not_the_text_is_the_same_and_a_cut_is_told() {
        let text =
            b"SF:a.c\n".iter().copied().chain(b"DA:1,1\n".repeat(50_000)).collect::<Vec<_>>();
        for bytes in [text.clone(), packed(&text)] {
            let (format, read, warnings) = read_all(&bytes);
            assert_eq!((format, read.unwrap(), warnings.len()), (Format::Lcov, text.len(), 0));
        }
        let whole = packed(&(0..90_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>());
        let marked = [packed(b"SF:a.c\n"), whole].concat();
        let (_, read, warnings) = read_all(&marked[..marked.len() / 2]);
        assert!(read.unwrap() > 7);
        assert!(warnings.contains(&CUT.to_owned()), "{warnings:?}");
        assert!(matches!(Document::open(&&marked[..4]), Err(SourceError::Gzip(_))));
    }

    #[test]
    fn a_bomb_stops_long_before_it_has_gone_off() {
        let bomb = packed(&vec![b'\n'; 200 << 20]);
        let text = [packed(b"SF:a\n"), bomb].concat();
        let bytes = &text[..];
        let document = Document::open(&bytes).unwrap();
        let read = io::copy(&mut document.raw().unwrap(), &mut io::sink());
        assert!(read.unwrap_err().to_string().contains("far more than any report"));
    }

    #[test]
    fn keys_that_tell_are_found_behind_a_source_of_any_length() {
        let text = format!(
            "{{\"files\": {{\"a.js\": {{\"source\": \"{}\", \"mutants\": []}}}}}}",
            "x".repeat(300_000)
        );
        assert_eq!(Document::open(&text.as_bytes()).unwrap().format, Format::MutationElements);
    }
}
