//! Accounts as CSV: what an import did with each record, what an analysis found.

use std::io::{self, Write};

use crate::model::analysis::AnalysisSummary;
use crate::model::batch::Reconciliation;

use super::cell::{Table, number, text_cell};

/// Writes `outcome,count,line,reason`: a row for what was seen, imported, updated and unchanged, then one for each
/// record that was skipped or failed, whose count is 1, and for each note, which has none.
pub fn reconciliation(
    out: &mut impl Write,
    import: &Reconciliation,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut rows = Table::new(out, &["outcome", "count", "line", "reason"], banner)?;
    let sum = [
        ("seen", import.seen),
        ("imported", import.imported),
        ("updated", import.updated),
        ("unchanged", import.unchanged),
    ];
    let mut row = |outcome: &str, count: Option<usize>, line: u64, reason: &str| {
        let line = number(Some(line).filter(|line| *line > 0));
        rows.row(&[outcome.to_owned(), number(count), line, text_cell(reason)])
    };
    for (outcome, count) in sum {
        row(outcome, Some(count), 0, "")?;
    }
    for (outcome, dropped) in [("skipped", &import.skipped), ("failed", &import.failed)] {
        for one in dropped {
            row(outcome, Some(1), one.line, &one.reason)?;
        }
    }
    for note in &import.notes {
        row("note", None, 0, note)?;
    }
    rows.finish()
}

/// Writes `what,name,count`: a row for each count of incidents, each class and each kind of problem.
pub fn summary(
    out: &mut impl Write,
    summary: &AnalysisSummary,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut rows = Table::new(out, &["what", "name", "count"], banner)?;
    let mut row = |what: &str, name: &str, count: usize| {
        rows.row(&[what.to_owned(), text_cell(name), count.to_string()])
    };
    for (name, count) in [
        ("all", summary.incidents),
        ("analysed", summary.analysed),
        ("unchanged", summary.unchanged),
        ("linked", summary.linked),
        ("with region", summary.with_region),
        ("with evidence", summary.with_evidence),
    ] {
        row("incidents", name, count)?;
    }
    for (what, counted) in [("class", &summary.classes), ("problem", &summary.problems)] {
        for (name, count) in counted {
            row(what, name, *count)?;
        }
    }
    rows.finish()
}
