//! Rows of CSV whose cells are clean and cannot run in a spreadsheet.

use std::io::{self, Write};

use crate::report::clean::{clean, visible};

/// A table on its way out.
pub(super) struct Table<W: Write> {
    writer: csv::Writer<W>,
    banner: Option<String>,
}

impl<W: Write> Table<W> {
    /// Returns a table whose head is written; a banner becomes the last column, `note`.
    pub(super) fn new(out: W, head: &[&str], banner: Option<&str>) -> io::Result<Self> {
        let terminator = csv::Terminator::CRLF;
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(out);
        writer.write_record(head.iter().copied().chain(banner.map(|_| "note")))?;
        Ok(Self { writer, banner: banner.map(text_cell) })
    }

    /// Writes a row.
    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.writer.write_record(cells.iter().chain(self.banner.as_ref()))?;
        Ok(())
    }

    /// Writes what is still held back.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Returns a cell of text from a stranger: cleaned, and harmless in a spreadsheet.
pub(super) fn text_cell(text: &str) -> String {
    harmless(&clean(text))
}

/// Returns a cell that names code: as git knows it, without control characters, and harmless.
pub(super) fn code_cell(text: &str) -> String {
    harmless(&visible(text))
}

/// Returns a number's cell; empty where it is not known.
pub(super) fn number(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_gets_a_quote_and_a_path_keeps_its_at_sign() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(code_cell(formula).starts_with('\''), "{formula:?}");
        }
        // A control character in front would hide the sign from a check made before cleaning.
        assert_eq!(text_cell("\u{1b}=1"), "'=1");
        assert_eq!(code_cell("img/icon@home.png"), "img/icon@home.png");
        assert_eq!(text_cell("plain"), "plain");
    }
}
