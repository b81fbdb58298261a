//! What report files are and hold as CSV, a row for each number, warning and rejected record.

use std::io::{self, Write};

use crate::model::inspection::{InspectedSource, InspectedTotals, Inspection};

use super::cell::{Table, code_cell, text_cell};

/// Writes `file,format,kind,entry,name,measure,value`. An entry is a `total`, a `source` (its path is the
/// name), a `warning`, a `rejected` record (its line is the name) or the `error` of a file that could not be
/// read. What a format does not have has no row.
pub fn inspections(
    out: &mut impl Write,
    files: &[(String, Result<Inspection, String>)],
) -> io::Result<()> {
    let head = ["file", "format", "kind", "entry", "name", "measure", "value"];
    let mut rows = Table::new(out, &head, None)?;
    for (file, found) in files {
        let file = code_cell(file);
        let (lead, entries) = match found {
            Ok(found) => {
                ([file, found.format.to_owned(), found.totals.kind().to_owned()], entries(found))
            }
            Err(error) => {
                let cells = ["error", "", "", error].map(text_cell);
                ([file, String::new(), String::new()], vec![cells])
            }
        };
        for entry in entries {
            rows.row(&[&lead[..], &entry].concat())?;
        }
    }
    rows.finish()
}

/// Returns entry, name, measure and value of all that a file holds.
fn entries(found: &Inspection) -> Vec<[String; 4]> {
    let totals = totals(&found.totals).into_iter();
    let mut all: Vec<[String; 4]> = totals
        .map(|(measure, n)| ["total".to_owned(), String::new(), measure, n.to_string()])
        .collect();
    for source in &found.sources {
        let InspectedSource { path, lines, lines_hit, mutants, .. } = source;
        for (measure, n) in [("lines", lines), ("lines_hit", lines_hit), ("mutants", mutants)] {
            let cells =
                |n: &u64| ["source".to_owned(), code_cell(path), measure.to_owned(), n.to_string()];
            all.extend(n.as_ref().map(cells));
        }
    }
    all.extend(found.warnings.iter().map(|words| ["warning", "", "", words].map(text_cell)));
    all.extend(found.rejected.iter().map(|dropped| {
        let line = if dropped.line > 0 { dropped.line.to_string() } else { String::new() };
        ["rejected", &line, "", &dropped.reason].map(text_cell)
    }));
    all
}

fn totals(totals: &InspectedTotals) -> Vec<(String, u64)> {
    let known = |pairs: &[(&str, Option<u64>)]| {
        pairs.iter().filter_map(|(name, n)| Some(((*name).to_owned(), (*n)?))).collect()
    };
    match totals {
        InspectedTotals::Coverage { files, lines, lines_hit, finer } => known(&[
            ("files", Some(*files)),
            ("lines", Some(*lines)),
            ("lines_hit", Some(*lines_hit)),
            ("statements", finer.statements),
            ("statements_hit", finer.statements_hit),
            ("branches", finer.branches),
            ("branches_hit", finer.branches_hit),
        ]),
        InspectedTotals::Tests(tests) => known(&[
            ("testcases", Some(tests.testcases)),
            ("passed", Some(tests.passed)),
            ("failed", Some(tests.failed)),
            ("errored", Some(tests.errored)),
            ("skipped", Some(tests.skipped)),
            ("flaky", Some(tests.flaky)),
        ]),
        InspectedTotals::Mutants { files, mutants, by_status } => {
            let mut all: Vec<(String, u64)> =
                known(&[("files", Some(*files)), ("mutants", Some(*mutants))]);
            all.extend(by_status.iter().map(|(status, n)| (status.word().to_owned(), *n)));
            all
        }
    }
}
