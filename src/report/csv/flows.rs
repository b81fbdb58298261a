//! Failure states of flows, and suggestions of more, as CSV.

use std::io::{self, Write};

use crate::model::flow::{FlowReport, Suggestion};

use super::cell::{Table, code_cell, number, text_cell};

/// Writes a row for each assertion on a failure state; a state that none asserts has one row with
/// an empty test.
pub fn flows(out: &mut impl Write, reports: &[FlowReport], banner: Option<&str>) -> io::Result<()> {
    let head = [
        "repo", "commit", "flow", "state", "asserted", "test", "path", "line", "kind", "expects",
        "method", "score",
    ];
    let mut rows = Table::new(out, &head, banner)?;
    for report in reports {
        for flow in &report.flows {
            for state in &flow.states {
                let lead =
                    [&report.repo, &report.commit.0, &flow.name, &state.name].map(|t| text_cell(t));
                if state.by.is_empty() {
                    let mut cells = lead.to_vec();
                    cells.push("no".to_owned());
                    cells.resize(head.len(), String::new());
                    rows.row(&cells)?;
                }
                for by in &state.by {
                    let mut cells = lead.to_vec();
                    cells.extend([
                        "yes".to_owned(),
                        text_cell(&by.test),
                        code_cell(&by.path),
                        by.line.to_string(),
                        by.kind.to_string(),
                        text_cell(&by.expects),
                        by.method.to_string(),
                        format!("{:.2}", by.score),
                    ]);
                    rows.row(&cells)?;
                }
            }
        }
    }
    rows.finish()
}

/// Writes a row for each failure state that no test asserts.
pub fn suggestions(
    out: &mut impl Write,
    found: &[Suggestion],
    banner: Option<&str>,
) -> io::Result<()> {
    let head = [
        "repo",
        "flow",
        "state",
        "kind",
        "error",
        "message",
        "status",
        "path",
        "lines",
        "functions",
    ];
    let mut rows = Table::new(out, &head, banner)?;
    for one in found {
        let lines: Vec<String> = one.lines.iter().map(u32::to_string).collect();
        rows.row(&[
            text_cell(&one.repo),
            text_cell(one.flow.as_deref().unwrap_or("")),
            text_cell(&one.name),
            one.kind.to_string(),
            text_cell(one.error.as_deref().unwrap_or("")),
            text_cell(one.message.as_deref().unwrap_or("")),
            number(one.status),
            code_cell(&one.path),
            lines.join(" "),
            code_cell(&one.functions.join(" ")),
        ])?;
    }
    rows.finish()
}
