//! What is missing as CSV: checks, and the reports to make first.

use std::io::{self, Write};

use crate::model::checkup::Checkup;
use crate::model::missing_reports::MissingReports;
use crate::report::format::machine;

use super::cell::{Table, text_cell};

/// Writes `check,state,found,mend`: a row for each check.
pub fn checkup(out: &mut impl Write, checkup: &Checkup, banner: Option<&str>) -> io::Result<()> {
    let mut rows = Table::new(out, &["check", "state", "found", "mend"], banner)?;
    for check in &checkup.checks {
        rows.row(&[
            check.name.to_owned(),
            check.state.to_string(),
            text_cell(&check.found),
            text_cell(check.mend.as_deref().unwrap_or("")),
        ])?;
    }
    rows.finish()
}

/// Writes `rank,repo,commit,committed_at,incident,reason`: a row for each incident without evidence, with the
/// commit whose report would answer it, the most useful first, or the reason why none can.
pub fn missing_reports(
    out: &mut impl Write,
    missing: &MissingReports,
    banner: Option<&str>,
) -> io::Result<()> {
    let head = ["rank", "repo", "commit", "committed_at", "incident", "reason"];
    let mut rows = Table::new(out, &head, banner)?;
    for (rank, one) in (1..).zip(&missing.commits) {
        let rank: u64 = rank;
        for incident in &one.incidents {
            rows.row(&[
                rank.to_string(),
                text_cell(&one.repo),
                one.commit.to_string(),
                machine(one.committed_at),
                text_cell(incident),
                String::new(),
            ])?;
        }
    }
    for one in &missing.unanswerable {
        let mut cells: [String; 6] = Default::default();
        (cells[4], cells[5]) = (text_cell(&one.incident), text_cell(one.reason));
        rows.row(&cells)?;
    }
    rows.finish()
}
