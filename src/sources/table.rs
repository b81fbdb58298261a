//! Delimited text to rows: encoding, `sep=` line, delimiter, repeated headers, blank rows, and a
//! quote that is never closed. Every row lands in `rows`, `skipped` or `rejected`.

use std::collections::BTreeMap;

use super::compression::plain;
use super::encoding::decode;
use super::error::SourceError;
use crate::model::batch::Dropped;

/// Longest cell kept, in bytes; more is a broken quote or an attack.
const MAX_CELL: usize = 1 << 20;

/// A table as a file holds it.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) encoding: &'static str,
    pub(super) delimiter: char,
    /// Whether the rows are the records of a JSON file, counted from 1.
    pub(super) of_json: bool,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) skipped: Vec<Dropped>,
    pub(super) rejected: Vec<Dropped>,
    pub(super) notes: Vec<String>,
}

/// A row with at least one filled cell.
#[derive(Debug)]
pub(super) struct Row {
    /// Line of the file it starts on; the number of the record in a JSON file.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// Returns the cell of a column, trimmed; empty where the row is short.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Returns the text of the only filled cell, if there is only one.
    pub(super) fn only_cell(&self) -> Option<&str> {
        let mut filled = self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    }
}

impl Table {
    /// Returns the columns by header, as written, each with its places.
    pub(super) fn columns(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut columns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, header) in self.header.iter().enumerate() {
            columns.entry(header).or_default().push(place);
        }
        columns
    }
}

/// Returns the table the bytes hold; gzip is unpacked.
pub(super) fn read(bytes: &[u8]) -> Result<Table, SourceError> {
    let plain = plain(bytes)?;
    let decoded = decode(&plain.bytes)?;
    let mut notes = Vec::new();
    if decoded.replaced {
        notes.push(format!("bytes that are not {} were replaced", decoded.encoding));
    }
    if plain.cut {
        notes.push("the gzip data ends in the middle; what came before was read".to_owned());
    }
    let (declared, text, first_line) = separator_line(&decoded.text);
    let delimiter = declared.unwrap_or_else(|| likely_delimiter(text));
    let mut table = Table {
        encoding: decoded.encoding,
        delimiter: char::from(delimiter),
        of_json: false,
        header: Vec::new(),
        rows: Vec::new(),
        skipped: Vec::new(),
        rejected: Vec::new(),
        notes,
    };
    table.fill(text, delimiter, first_line);
    if table.header.is_empty() { Err(SourceError::Empty) } else { Ok(table) }
}

impl Table {
    fn fill(&mut self, text: &str, delimiter: u8, first_line: u64) {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut short = 0;
        // Text that is valid UTF-8 and rows of any length leave the reader nothing to fail on.
        while let Ok(true) = reader.read_record(&mut record) {
            let (start, line) = record.position().map_or((0, 1), |p| (p.byte() as usize, p.line()));
            // The reader passes over empty lines before it takes a record but counts them into it.
            let record_text = text.get(start..).unwrap_or("");
            let blank = record_text.len() - record_text.trim_start_matches(['\r', '\n']).len();
            let skipped_lines = record_text[..blank].matches('\n').count() as u64;
            let line = first_line + line - 1 + skipped_lines;
            if self.header.is_empty() {
                self.header = record.iter().map(|cell| cell.trim().to_owned()).collect();
                continue;
            }
            let last = reader.position().byte() as usize == text.len();
            if last && ends_inside_quotes(&record_text[blank..], delimiter) {
                let reason =
                    "a quote opens in this row and is never closed; the file may be cut".to_owned();
                self.rejected.push(Dropped { line, reason });
                continue;
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                self.skipped.push(Dropped { line, reason: "blank row".to_owned() });
                continue;
            }
            let reason = if record.iter().any(|cell| cell.len() > MAX_CELL) {
                Some(format!("a cell is longer than {MAX_CELL} bytes"))
            } else if record.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty()) {
                let (cells, columns) = (record.len(), self.header.len());
                Some(format!("{cells} cells under {columns} headers; is a delimiter not quoted?"))
            } else {
                None
            };
            if let Some(reason) = reason {
                self.rejected.push(Dropped { line, reason });
                continue;
            }
            short += usize::from(record.len() < self.header.len());
            self.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
        if short > 0 {
            self.notes.push(format!(
                "{short} rows have fewer cells than the header; the rest counts as empty"
            ));
        }
    }
}

/// Returns what a leading `sep=` line declares, the text after it and its first line.
fn separator_line(text: &str) -> (Option<u8>, &str, u64) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let declared = line.trim_end_matches('\r').trim_matches('"');
    match declared.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[delimiter]) if delimiter.is_ascii() => (Some(delimiter), rest, 2),
        _ => (None, text, 1),
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

/// Returns whether the text, one record, ends before its last quote is closed.
///
/// As the reader has it: a quote opens only at the start of a cell, a doubled one is a character.
fn ends_inside_quotes(record: &str, delimiter: u8) -> bool {
    enum Place {
        CellStart,
        Bare,
        Quoted,
        AfterQuote,
    }
    let mut place = Place::CellStart;
    for byte in record.bytes() {
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::AfterQuote,
            (Place::CellStart | Place::AfterQuote, b'"') | (Place::Quoted, _) => Place::Quoted,
            (_, byte) if byte == delimiter => Place::CellStart,
            _ => Place::Bare,
        };
    }
    matches!(place, Place::Quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Table) -> Vec<(u64, Vec<&str>)> {
        table
            .rows
            .iter()
            .map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
            .collect()
    }

    #[test]
    fn each_delimiter_is_found_and_a_sep_line_wins() {
        for (text, delimiter) in [
            ("a,b\n1,2;3", ','),
            ("a;b\n1;2", ';'),
            ("a\tb\n1\t2", '\t'),
            ("\"a;b;c\",d\n1,2", ','),
            ("sep=;\r\na,x;b\r\n1;2", ';'),
        ] {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(
                (table.delimiter, table.header.len(), table.rows.len()),
                (delimiter, 2, 1),
                "{text}"
            );
        }
    }

    #[test]
    fn lines_are_those_of_the_file_in_spite_of_blank_lines_and_line_ends_in_cells() {
        let table = read(b"sep=,\r\nid,t\r\n\r\n1,\"two\nlines\"\r\n\r\n,\r\n2,b\r\n").unwrap();
        assert_eq!(cells(&table), [(4, vec!["1", "two\nlines"]), (8, vec!["2", "b"])]);
        assert_eq!(table.skipped, [Dropped { line: 7, reason: "blank row".into() }]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_row_and_no_other() {
        let table = read(b"id,t\n1,5\" pipe\n2,\"cut in the mid").unwrap();
        assert_eq!(cells(&table), [(2, vec!["1", "5\" pipe"])]);
        assert_eq!(table.rejected[0].line, 3);
        let whole = read(b"id,t\n1,a\n2,5\" pipe").unwrap();
        assert_eq!((whole.rows.len(), whole.rejected.len()), (2, 0));
    }

    #[test]
    fn a_row_with_more_cells_than_headers_is_rejected_and_a_short_one_is_not() {
        let table = read(b"id,t\n1,a,b\n2\n3,c,,\n").unwrap();
        assert_eq!(table.rejected[0].reason, "3 cells under 2 headers; is a delimiter not quoted?");
        assert_eq!(cells(&table).len(), 2);
        assert_eq!(table.rows[0].cell(1), "");
    }

    #[test]
    fn repeated_headers_keep_all_their_places() {
        let table = read(b"Labels,id,Labels\na,1,b\n").unwrap();
        assert_eq!(table.columns()["Labels"], [0, 2]);
    }
}
