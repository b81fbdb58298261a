//! Unpacking with an eye on how much comes out of how little: a report is never a bomb.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::write::GzEncoder;

use super::document::Source;

/// Most bytes read of one file.
pub(super) const MAX_BYTES: u64 = 8 << 30;
/// Unpacked bytes from which on the ratio is looked at, and the highest ratio of a real report.
const SUSPECT: u64 = 64 << 20;
const MAX_RATIO: u64 = 400;

/// Returns a file packed with gzip, as it is where it is packed already.
pub fn packed(source: &dyn Source) -> io::Result<Vec<u8>> {
    let mut magic = Vec::new();
    source.open()?.take(2).read_to_end(&mut magic)?;
    let mut bytes = source.open()?;
    if magic == [0x1f, 0x8b] {
        let mut packed = Vec::new();
        bytes.read_to_end(&mut packed)?;
        return Ok(packed);
    }
    let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::default());
    io::copy(&mut bytes, &mut packer)?;
    packer.finish()
}

/// Counts the packed bytes.
pub(super) struct Counted<R> {
    input: R,
    read: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, read: Rc::default() }
    }

    /// Returns the count, which goes on.
    pub(super) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.read)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// Unpacks, and stops at what only a bomb unpacks to.
pub(super) struct Unpacked<R> {
    input: R,
    packed: Rc<Cell<u64>>,
    written: u64,
}

impl<R> Unpacked<R> {
    /// Returns what an unpacker gives, measured by the count of what it takes.
    pub(super) fn new(input: R, packed: Rc<Cell<u64>>) -> Self {
        Self { input, packed, written: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.written += read as u64;
        let packed = self.packed.get().max(1);
        if self.written > MAX_BYTES || self.written > SUSPECT && self.written / packed > MAX_RATIO {
            return Err(io::Error::other("it unpacks to far more than any report does"));
        }
        Ok(read)
    }
}
