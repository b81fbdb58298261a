//! A file that is read several times from its beginning, piece by piece, so that it never stands in
//! memory as a whole. Gzip is unpacked on the way, with a cap against decompression bombs.

use std::cell::Cell;
use std::io::{BufReader, Read, Seek, SeekFrom};

use flate2::bufread::MultiGzDecoder;

use super::SourceError;
use super::compression::MAX_PLAIN;

/// Bytes of the beginning that tell what a file is.
const HEAD: u64 = 1 << 18;

/// What can be read again from its beginning.
pub trait Rewind: Read + Seek {}

impl<T: Read + Seek> Rewind for T {}

/// A file that is read several times.
pub(super) struct Input<'a> {
    file: &'a mut dyn Rewind,
    packed: bool,
    cut: Cell<bool>,
}

impl<'a> Input<'a> {
    /// Returns the file, ready to be read from its beginning.
    pub(super) fn new(file: &'a mut dyn Rewind) -> Result<Self, SourceError> {
        let mut first = [0; 2];
        file.rewind().map_err(SourceError::Read)?;
        let read = Read::take(&mut *file, 2).read(&mut first).map_err(SourceError::Read)?;
        let packed = read == 2 && first == [0x1f, 0x8b];
        Ok(Self { file, packed, cut: Cell::new(false) })
    }

    /// Returns the file's content from its beginning. What cannot be unpacked ends it.
    pub(super) fn open(&mut self) -> Result<Box<dyn Read + '_>, SourceError> {
        self.file.seek(SeekFrom::Start(0)).map_err(SourceError::Read)?;
        let file = BufReader::with_capacity(1 << 16, &mut self.file);
        if self.packed {
            let input = MultiGzDecoder::new(file).take(MAX_PLAIN + 1);
            return Ok(Box::new(Lenient { input, cut: &self.cut }));
        }
        Ok(Box::new(file.take(MAX_PLAIN + 1)))
    }

    /// Returns the beginning of the content.
    pub(super) fn head(&mut self) -> Result<Vec<u8>, SourceError> {
        let mut head = Vec::new();
        self.open()?.take(HEAD).read_to_end(&mut head).map_err(SourceError::Read)?;
        Ok(head)
    }

    /// Returns all of the content, for formats that need it at once.
    pub(super) fn whole(&mut self) -> Result<Vec<u8>, SourceError> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).map_err(SourceError::Read)?;
        if bytes.len() as u64 > MAX_PLAIN {
            return Err(SourceError::TooLarge { limit: MAX_PLAIN });
        }
        Ok(bytes)
    }

    /// Returns whether packed data ended in the middle when it was read.
    pub(super) fn was_cut(&self) -> bool {
        self.cut.get()
    }
}

/// Packed data whose good beginning counts.
struct Lenient<'c, R> {
    input: R,
    cut: &'c Cell<bool>,
}

impl<R: Read> Read for Lenient<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Ok(read) = self.input.read(buffer) else {
            self.cut.set(true);
            return Ok(0);
        };
        Ok(read)
    }
}
