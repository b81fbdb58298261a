//! A table whose every cell must be right, with errors that name line and column.

use crate::sources::SourceError;
use crate::sources::table::{self, Row, Table};
use crate::sources::text::Cleaner;

/// Longest piece of a cell that a message repeats, in characters.
const SHOWN: usize = 60;
/// Longest name kept, in characters.
const MAX_NAME: usize = 1_000;
/// Largest count a cell may hold; above it doubles stop telling neighbours apart.
const MAX_COUNT: f64 = 1e9;
/// Words for "not measured".
const MISSING: [&str; 6] = ["na", "n/a", "nan", "null", "-", "–"];

/// A table and the way to its cells.
pub(super) struct Cells {
    pub(super) table: Table,
    /// Headers in lower case.
    headers: Vec<String>,
    pub(super) cleaner: Cleaner,
}

/// A column of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column(usize);

impl Cells {
    /// Returns the table of the bytes; a row that does not fit its header is an error.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, SourceError> {
        let table = table::read(bytes)?;
        if let Some(dropped) = table.rejected.iter().min_by_key(|dropped| dropped.line) {
            return Err(SourceError::BadRow { line: dropped.line, reason: dropped.reason.clone() });
        }
        let mut cleaner = Cleaner::default();
        let headers: Vec<String> =
            table.header.iter().map(|name| cleaner.name(name).to_lowercase()).collect();
        for (at, name) in headers.iter().enumerate() {
            if !name.is_empty() && headers[..at].contains(name) {
                return Err(SourceError::RepeatedColumn { column: shown(name) });
            }
        }
        Ok(Self { table, headers, cleaner })
    }

    /// Returns the names of the columns, in lower case.
    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Returns the column of that name.
    pub(super) fn column(&self, name: &str) -> Option<Column> {
        self.headers.iter().position(|header| header == name).map(Column)
    }

    /// Returns the column of that name, or an error with the names there are.
    pub(super) fn needed(&self, column: &'static str) -> Result<Column, SourceError> {
        self.column(column)
            .ok_or_else(|| SourceError::MissingColumn { column, found: self.headers.clone() })
    }

    /// Returns the name a cell holds.
    pub(super) fn name(&mut self, row: usize, column: Column) -> Result<String, SourceError> {
        let cell = self.table.rows[row].cell(column.0);
        let name = self.cleaner.name(cell);
        if name.is_empty() || name.chars().nth(MAX_NAME).is_some() {
            return Err(self.bad(row, column, "a name"));
        }
        Ok(name)
    }

    /// Returns the number a cell holds; `None` for one that was not measured.
    pub(super) fn measured(&self, row: usize, column: Column) -> Result<Option<f64>, SourceError> {
        let cell = self.cell(row, column);
        if cell.is_empty() || MISSING.contains(&cell.to_lowercase().as_str()) {
            return Ok(None);
        }
        match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.bad(row, column, "a number")),
        }
    }

    /// Returns the number a cell holds, 0 or more.
    pub(super) fn amount(&self, row: usize, column: Column) -> Result<f64, SourceError> {
        match self.measured(row, column) {
            Ok(Some(number)) if number >= 0.0 => Ok(number),
            _ => Err(self.bad(row, column, "a number of 0 or more")),
        }
    }

    /// Returns the count a cell holds.
    pub(super) fn count(&self, row: usize, column: Column) -> Result<u64, SourceError> {
        let number = self.amount(row, column).unwrap_or(f64::NAN);
        if number.fract() == 0.0 && number <= MAX_COUNT {
            Ok(number as u64)
        } else {
            Err(self.bad(row, column, "a whole number of 0 or more"))
        }
    }

    /// Returns the yes or no a cell holds.
    pub(super) fn flag(&self, row: usize, column: Column) -> Result<bool, SourceError> {
        match self.cell(row, column).to_lowercase().as_str() {
            "1" | "1.0" | "true" | "yes" => Ok(true),
            "0" | "0.0" | "false" | "no" => Ok(false),
            _ => Err(self.bad(row, column, "0 or 1")),
        }
    }

    /// Returns the line a row starts on.
    pub(super) fn line(&self, row: usize) -> u64 {
        self.table.rows[row].line
    }

    /// Returns the error of a cell that does not hold what it should.
    pub(super) fn bad(&self, row: usize, column: Column, expected: &'static str) -> SourceError {
        SourceError::BadCell {
            line: self.line(row),
            column: shown(&self.headers[column.0]),
            cell: shown(self.cell(row, column)),
            expected,
        }
    }

    pub(super) fn cell(&self, row: usize, column: Column) -> &str {
        let row: &Row = &self.table.rows[row];
        row.cell(column.0)
    }
}

fn shown(text: &str) -> String {
    Cleaner::default().line(text, SHOWN)
}
