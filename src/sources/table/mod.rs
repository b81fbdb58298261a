//! Delimited text to rows: encoding, `sep=` line, delimiter, repeated headers, blank rows, and a
//! quote that is never closed. Every row lands in `rows`, `skipped` or `rejected`.

mod marks;
mod rows;

use std::collections::BTreeMap;
use std::io::Cursor;

pub(super) use rows::{Item, Layout};

use super::error::SourceError;
use super::input::Input;
use crate::model::batch::Dropped;
use crate::model::raw::RawRecord;

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
    /// What is kept of the records of a JSON file as they were, by their number.
    pub(super) raws: BTreeMap<u64, String>,
}

/// A row with at least one filled cell.
#[derive(Debug, Clone)]
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
    let mut file = Cursor::new(bytes);
    let mut input = Input::new(&mut file)?;
    let layout = Layout::of(&mut input)?;
    let mut rows = layout.rows(&mut input)?;
    let mut table = layout.table(&rows);
    while let Some(item) = rows.next_item() {
        table.take(item);
    }
    table.notes = rows.notes();
    drop(rows);
    table.notes.extend(cut(&input));
    if table.header.is_empty() { Err(SourceError::Empty) } else { Ok(table) }
}

/// Says so where packed data ended in the middle.
pub(super) fn cut(input: &Input<'_>) -> Option<String> {
    let note = "the gzip data ends in the middle; what came before was read";
    input.was_cut().then(|| note.to_owned())
}

impl Table {
    /// Returns the table of raw records, which are arrays of cells.
    pub(super) fn of_raw(header: Vec<String>, records: &[RawRecord]) -> Self {
        let row = |record: &RawRecord| Row {
            line: record.line,
            cells: serde_json::from_str(&record.document).unwrap_or_default(),
        };
        Self {
            encoding: "UTF-8",
            delimiter: ',',
            of_json: false,
            header,
            rows: records.iter().map(row).collect(),
            skipped: Vec::new(),
            rejected: Vec::new(),
            notes: Vec::new(),
            raws: BTreeMap::new(),
        }
    }

    /// Takes a row, or what is said of one that is none.
    fn take(&mut self, item: Item) {
        match item {
            Item::Row(row) => self.rows.push(row),
            Item::Skipped(dropped) => self.skipped.push(dropped),
            Item::Rejected(dropped) => self.rejected.push(dropped),
        }
    }
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
