//! Escape rates as CSV: numbers only, empty where nothing is known.

use std::io::{self, Write};

use crate::model::rate::{RateRow, RateTable};

use super::cell::{Table, number, text_cell};

const HEAD: [&str; 18] = [
    "key",
    "k",
    "n",
    "rate",
    "lo",
    "hi",
    "method",
    "escapes",
    "caught",
    "contained",
    "unknown_phase",
    "rate_if_unknown_caught",
    "rate_if_unknown_escaped",
    "incidents",
    "unlinked",
    "no_evidence",
    "expected_lo",
    "expected_hi",
];

/// Writes a rate table; the last row, `all`, is the total. Rates are shares in `[0, 1]`.
pub fn rate_table(out: &mut impl Write, table: &RateTable, banner: Option<&str>) -> io::Result<()> {
    let mut rows = Table::new(out, &HEAD, banner)?;
    for row in &table.rows {
        rows.row(&cells(&row.key, row))?;
    }
    rows.row(&cells("all", &table.total))?;
    rows.finish()
}

fn cells(key: &str, row: &RateRow) -> Vec<String> {
    let share = |value: Option<f64>| number(value.map(|value| format!("{value:.6}")));
    vec![
        text_cell(key),
        number(row.rate.map(|rate| rate.k)),
        number(row.rate.map(|rate| rate.n)),
        share(row.rate.and_then(|rate| rate.rate)),
        share(row.rate.and_then(|rate| rate.lo)),
        share(row.rate.and_then(|rate| rate.hi)),
        number(row.rate.map(|rate| rate.method)),
        row.escapes.to_string(),
        row.caught.to_string(),
        row.contained.to_string(),
        row.unknown_phase.to_string(),
        share(row.rate_if_unknown_caught.and_then(|rate| rate.rate)),
        share(row.rate_if_unknown_escaped.and_then(|rate| rate.rate)),
        row.incidents.to_string(),
        row.unlinked.k.to_string(),
        row.no_evidence.k.to_string(),
        share(row.expected.map(|(lo, _)| lo)),
        share(row.expected.map(|(_, hi)| hi)),
    ]
}
