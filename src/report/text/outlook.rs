//! Risks and gates for a terminal.

use std::io::{self, Write};

use crate::model::calibration::{NextStep, Risk};
use crate::model::gate::Gate;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, thousands};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Most unknown files that are named.
const NAMED: usize = 5;

/// Writes where the next escapes may be, the basis first.
pub fn risk(
    out: &mut impl Write,
    risk: &Risk,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let Some(basis) = &risk.basis else {
        return screen.paragraph(risk.why_not.as_deref().unwrap_or("No list."));
    };
    let name = basis.indicator.replace('_', " ");
    let n = count(basis.escaped, "row");
    screen.paragraph(&one_line(
        &format!(
            "In {} past quarters, each forecast from those before, looking at the fifth of the lines \
             ranked first met {:.0} % of {n} with an escape; by size and change alone {:.0} %. Seen \
             over forecast: {:.2} [{:.2}–{:.2}].",
            basis.periods,
            100.0 * basis.recall,
            100.0 * basis.recall_base,
            basis.observed_over_expected,
            basis.oe_lo,
            basis.oe_hi
        ),
        600,
    ))?;
    screen.blank()?;
    let mut grid = Grid::new(vec![
        ("unit", Side::Left),
        ("forecast", Side::Right),
        ("reason", Side::Left),
        ("cheapest next", Side::Left),
    ]);
    for row in &risk.rows {
        let side = if row.value < row.mean { "below" } else { "above" };
        grid.row(vec![
            one_line(&row.unit, 200),
            format!("{:.1} %", 100.0 * row.forecast),
            one_line(
                &format!(
                    "{name} {:.0}, {side} the mean of {:.0}; {} lines, {} changed",
                    row.value,
                    row.mean,
                    thousands(row.loc as u64),
                    thousands(row.churn as u64)
                ),
                200,
            ),
            row.next.as_ref().map_or_else(|| MISSING.to_owned(), |step| one_line(&next(step), 200)),
        ]);
    }
    grid.write(&mut screen)
}

/// The cheapest thing that moves the indicator, in words.
pub(in crate::report) fn next(step: &NextStep) -> String {
    match step {
        NextStep::RunLines { path, lines } => {
            format!("run in a test: {} of {path}", count(*lines, "line"))
        }
        NextStep::TakeBranches { path, branches } => {
            let unit = if *branches == 1 { "branch" } else { "branches" };
            format!("take in a test: {} {unit} of {path}", thousands(*branches))
        }
        NextStep::KillMutants { path, mutants } => {
            format!("kill: {} of {path}", count(*mutants, "surviving mutant"))
        }
        NextStep::AssertState { state } => format!("assert the state {state}"),
        NextStep::AssertIn { path, assertions } => {
            format!("assert more in {path} ({} now)", thousands(*assertions))
        }
    }
}

/// Writes what a gate says and why.
pub fn gate(
    out: &mut impl Write,
    gate: &Gate,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let verdict = if gate.passes() { "passes" } else { "NO" };
    screen.heading(&format!(
        "gate {verdict}: {} of {} below {} %",
        thousands(gate.findings.len() as u64),
        count(gate.checked, "file"),
        gate.floor
    ))?;
    let mut grid = Grid::new(vec![
        ("file", Side::Left),
        ("lines run", Side::Right),
        ("coverage", Side::Right),
    ]);
    for one in &gate.findings {
        grid.row(vec![
            one_line(&one.path, 200),
            format!("{} of {}", thousands(one.run), thousands(one.seen)),
            format!("{:.0} %", 100.0 * one.run as f64 / one.seen as f64),
        ]);
    }
    if !gate.findings.is_empty() {
        grid.write(&mut screen)?;
        screen.paragraph(&format!(
            "Below {} % of lines run, tests do not look at much of the file: the floor is hygiene and \
             promises nothing above it.",
            gate.floor
        ))?;
    }
    if !gate.unknown.is_empty() {
        let named: Vec<&str> = gate.unknown.iter().take(NAMED).map(String::as_str).collect();
        let more = if gate.unknown.len() > NAMED { ", …" } else { "" };
        screen.paragraph(&one_line(
            &format!(
                "In no report, so not known and not failed: {} ({}{more}).",
                count(gate.unknown.len() as u64, "file"),
                named.join(", ")
            ),
            600,
        ))?;
    }
    for (unit, share) in &gate.flows {
        screen.paragraph(&one_line(
            &format!("Flow {unit}: {share:.0} % of its listed failure states are asserted."),
            300,
        ))?;
    }
    if let Some(because) = &gate.flows_because {
        screen.paragraph(&format!("Flows: {because}."))?;
    }
    Ok(())
}
