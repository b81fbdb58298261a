//! What a reader of rows does not tell and a look at the text on its way does: on which line a row
//! starts, and whether the text ends inside quotes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Read;
use std::rc::Rc;

/// What was seen of the text so far.
#[derive(Debug)]
pub(super) struct Marks {
    delimiter: u8,
    place: Place,
    /// Bytes seen.
    length: u64,
    line: u64,
    at_line_start: bool,
    /// Where lines with something in them start: byte and line.
    starts: VecDeque<(u64, u64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Bare,
    Quoted,
    AfterQuote,
}

impl Marks {
    /// Returns the marks of a text that starts on a line.
    pub(super) fn new(delimiter: u8, first_line: u64) -> Rc<RefCell<Self>> {
        Rc::new(RefCell::new(Self {
            delimiter,
            place: Place::CellStart,
            length: 0,
            line: first_line,
            at_line_start: true,
            starts: VecDeque::new(),
        }))
    }

    /// Returns the line of the first row at or after a byte, and passes over those before it.
    pub(super) fn line_at(&mut self, byte: u64) -> u64 {
        while let Some((at, line)) = self.starts.pop_front() {
            if at >= byte {
                return line;
            }
        }
        self.line
    }

    /// Returns how many bytes there are so far.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Returns whether what was seen ends inside quotes.
    ///
    /// As the reader has it: a quote opens only at the start of a cell, a doubled one is a character.
    pub(super) fn end_inside_quotes(&self) -> bool {
        self.place == Place::Quoted
    }

    fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let ends_line = matches!(byte, b'\r' | b'\n');
            if self.at_line_start && !ends_line {
                self.starts.push_back((self.length, self.line));
                self.at_line_start = false;
            }
            self.length += 1;
            if *byte == b'\n' {
                self.line += 1;
            }
            self.at_line_start |= ends_line;
            self.place = match (self.place, *byte) {
                (Place::Quoted, b'"') => Place::AfterQuote,
                (Place::CellStart | Place::AfterQuote, b'"') | (Place::Quoted, _) => Place::Quoted,
                (_, byte) if byte == self.delimiter || ends_line => Place::CellStart,
                _ => Place::Bare,
            };
        }
    }
}

/// A text on its way to the reader of rows.
#[derive(Debug)]
pub(super) struct Marked<R> {
    pub(super) text: R,
    pub(super) marks: Rc<RefCell<Marks>>,
}

impl<R: Read> Read for Marked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.text.read(buffer)?;
        self.marks.borrow_mut().see(&buffer[..read]);
        Ok(read)
    }
}
