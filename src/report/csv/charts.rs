//! The charts there are as CSV.

use std::io::{self, Write};

use super::cell::Table;

/// Writes `name,question`: a row for each chart.
pub fn charts(out: &mut impl Write, names: &[(&str, &str)]) -> io::Result<()> {
    let mut rows = Table::new(out, &["name", "question"], None)?;
    for (name, question) in names {
        rows.row(&[(*name).to_owned(), (*question).to_owned()])?;
    }
    rows.finish()
}
