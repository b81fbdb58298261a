//! Rows of a delimited text one by one: encoding, `sep=` line, delimiter, blank rows, and a quote
//! that is never closed.

use std::cell::RefCell;
use std::io::Read;
use std::rc::Rc;

use encoding_rs::Encoding;

use super::marks::{Marked, Marks};
use super::{Row, Table};
use crate::model::batch::Dropped;
use crate::sources::SourceError;
use crate::sources::decoding::{Decoded, encoding_of};
use crate::sources::input::Input;

/// Longest cell kept, in bytes; more is a broken quote or an attack.
const MAX_CELL: usize = 64 << 20;

/// How a file's text is laid out.
pub(in crate::sources) struct Layout {
    encoding: &'static Encoding,
    delimiter: u8,
    /// Bytes of a leading `sep=` line.
    before: u64,
    /// Bytes of the whole content, before decoding.
    pub(in crate::sources) length: u64,
}

/// A row, or what is said of one that is none.
pub(in crate::sources) enum Item {
    Row(Row),
    Skipped(Dropped),
    Rejected(Dropped),
}

/// The rows of a text.
pub(in crate::sources) struct Rows<'i> {
    reader: csv::Reader<Marked<Decoded<Box<dyn Read + 'i>>>>,
    marks: Rc<RefCell<Marks>>,
    record: csv::StringRecord,
    encoding: &'static str,
    pub(in crate::sources) header: Vec<String>,
    short: usize,
}

impl Layout {
    /// Returns how a file is laid out; its content is read once.
    pub(in crate::sources) fn of(input: &mut Input<'_>) -> Result<Self, SourceError> {
        let (encoding, length) = encoding_of(input.open()?)?;
        let head = input.head()?;
        let (text, _) = encoding.decode_with_bom_removal(&head);
        let (declared, before) = separator_line(&text);
        let delimiter = declared.unwrap_or_else(|| likely_delimiter(&text[before..]));
        Ok(Self { encoding, delimiter, before: before as u64, length })
    }

    /// Returns the rows from the first, the header taken off.
    pub(in crate::sources) fn rows<'i>(
        &self,
        input: &'i mut Input<'_>,
    ) -> Result<Rows<'i>, SourceError> {
        let mut text = Decoded::new(input.open()?, self.encoding);
        std::io::copy(&mut text.by_ref().take(self.before), &mut std::io::sink())
            .map_err(SourceError::Read)?;
        let marks = Marks::new(self.delimiter, if self.before > 0 { 2 } else { 1 });
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(Marked { text, marks: Rc::clone(&marks) });
        let mut rows = Rows {
            reader,
            marks,
            record: csv::StringRecord::new(),
            encoding: self.encoding.name(),
            header: Vec::new(),
            short: 0,
        };
        if rows.advance() {
            rows.header = rows.record.iter().map(|cell| cell.trim().to_owned()).collect();
        }
        Ok(rows)
    }

    /// Returns a table with the header of its rows and none of them.
    pub(in crate::sources) fn table(&self, rows: &Rows<'_>) -> Table {
        Table {
            encoding: rows.encoding,
            delimiter: char::from(self.delimiter),
            of_json: false,
            header: rows.header.clone(),
            rows: Vec::new(),
            skipped: Vec::new(),
            rejected: Vec::new(),
            notes: Vec::new(),
            raws: std::collections::BTreeMap::new(),
        }
    }
}

impl Rows<'_> {
    /// Text that is valid UTF-8 and rows of any length leave the reader nothing to fail on.
    fn advance(&mut self) -> bool {
        matches!(self.reader.read_record(&mut self.record), Ok(true))
    }

    /// Returns the next row, or what is said of one that is none; `None` at the end.
    pub(in crate::sources) fn next_item(&mut self) -> Option<Item> {
        if !self.advance() {
            return None;
        }
        let start = self.record.position().map_or(0, csv::Position::byte);
        let (line, cut) = {
            let mut marks = self.marks.borrow_mut();
            let last = self.reader.position().byte() == marks.length();
            (marks.line_at(start), last && marks.end_inside_quotes())
        };
        if cut {
            let reason =
                "a quote opens in this row and is never closed; the file may be cut".to_owned();
            return Some(Item::Rejected(Dropped { line, reason }));
        }
        if self.record.iter().all(|cell| cell.trim().is_empty()) {
            return Some(Item::Skipped(Dropped { line, reason: "blank row".to_owned() }));
        }
        let (cells, columns) = (self.record.len(), self.header.len());
        let reason = if self.record.iter().any(|cell| cell.len() > MAX_CELL) {
            Some(format!("a cell is longer than {MAX_CELL} bytes"))
        } else if self.record.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
            Some(format!("{cells} cells under {columns} headers; is a delimiter not quoted?"))
        } else {
            None
        };
        if let Some(reason) = reason {
            return Some(Item::Rejected(Dropped { line, reason }));
        }
        self.short += usize::from(cells < columns);
        Some(Item::Row(Row { line, cells: self.record.iter().map(str::to_owned).collect() }))
    }

    /// Returns what was noticed on the rows so far.
    pub(in crate::sources) fn notes(&self) -> Vec<String> {
        let replaced = self.reader.get_ref().text.replaced();
        let replaced =
            replaced.then(|| format!("bytes that are not {} were replaced", self.encoding));
        let short = (self.short > 0).then(|| {
            let short = self.short;
            format!("{short} rows have fewer cells than the header; the rest counts as empty")
        });
        replaced.into_iter().chain(short).collect()
    }
}

/// Returns what a leading `sep=` line declares, and the bytes of that line.
fn separator_line(text: &str) -> (Option<u8>, usize) {
    let (line, _) = text.split_once('\n').unwrap_or((text, ""));
    let declared = line.trim_end_matches('\r').trim_matches('"');
    match declared.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[delimiter]) if delimiter.is_ascii() => {
            (Some(delimiter), text.len().min(line.len() + 1))
        }
        _ => (None, 0),
    }
}

/// Returns the delimiter that the header row holds most often outside quotes; `,` on a tie.
fn likely_delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(*delimiter == byte);
                }
            }
            _ => {}
        }
    }
    let (first, rest) = (counts[0], &counts[1..]);
    rest.iter().fold(first, |best, one| if one.1 > best.1 { *one } else { best }).0
}
