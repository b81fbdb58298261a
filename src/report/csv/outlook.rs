//! Risks and gates as CSV.

use std::io::{self, Write};

use crate::model::calibration::Risk;
use crate::model::gate::Gate;
use crate::report::text::next;

use super::cell::{Table, code_cell, number, text_cell};

/// Writes the units by forecast, the highest first, each with the basis of the list: how the same list would
/// have done in past quarters. Without a basis there is no row but one that says why. Shares are in `[0, 1]`.
pub fn risk(out: &mut impl Write, risk: &Risk, banner: Option<&str>) -> io::Result<()> {
    let head = [
        "rank",
        "unit",
        "forecast",
        "indicator",
        "value",
        "mean",
        "lines",
        "changed",
        "cheapest_next",
        "past_periods",
        "past_escaped",
        "recall",
        "recall_by_size",
        "seen_over_forecast",
        "seen_over_forecast_lo",
        "seen_over_forecast_hi",
        "why_not",
    ];
    let mut rows = Table::new(out, &head, banner)?;
    let Some(basis) = &risk.basis else {
        let mut cells = vec![String::new(); head.len() - 1];
        cells.push(text_cell(risk.why_not.as_deref().unwrap_or("")));
        rows.row(&cells)?;
        return rows.finish();
    };
    let exact = |value: f64| format!("{value:.6}");
    for (rank, row) in (1_u64..).zip(&risk.rows) {
        rows.row(&[
            rank.to_string(),
            text_cell(&row.unit),
            exact(row.forecast),
            text_cell(&basis.indicator),
            exact(row.value),
            exact(row.mean),
            row.loc.to_string(),
            row.churn.to_string(),
            row.next.as_ref().map_or_else(String::new, |step| text_cell(&next(step))),
            basis.periods.to_string(),
            basis.escaped.to_string(),
            exact(basis.recall),
            exact(basis.recall_base),
            exact(basis.observed_over_expected),
            exact(basis.oe_lo),
            exact(basis.oe_hi),
            String::new(),
        ])?;
    }
    rows.finish()
}

/// Writes what a gate found, a row each: files `below` the floor and those in no report (`unknown`, which
/// fail nothing), and flows whose listed failure states are not all asserted. Shares are in `[0, 1]`; the
/// row `gate` has the files looked at as its `of`, and `passes` as its state.
pub fn gate(out: &mut impl Write, gate: &Gate, banner: Option<&str>) -> io::Result<()> {
    let head = ["what", "name", "state", "run", "of", "share", "floor", "fails", "because"];
    let mut rows = Table::new(out, &head, banner)?;
    let floor = f64::from(gate.floor) / 100.0;
    let verdict = if gate.passes() { "passes" } else { "no" };
    let because = text_cell(gate.flows_because.as_deref().unwrap_or(""));
    let mut row =
        |what: &str, name: String, state: &str, counts: [Option<u64>; 2], share, fails: bool| {
            let has_floor = what != "flow";
            let share: Option<f64> = share;
            rows.row(&[
                what.to_owned(),
                name,
                state.to_owned(),
                number(counts[0]),
                number(counts[1]),
                number(share.map(|share| format!("{share:.6}"))),
                number(has_floor.then_some(floor)),
                fails.to_string(),
                if has_floor { String::new() } else { because.clone() },
            ])
        };
    row("gate", String::new(), verdict, [None, Some(gate.checked)], None, !gate.passes())?;
    for one in &gate.findings {
        let share = (one.seen > 0).then(|| one.run as f64 / one.seen as f64);
        row("file", code_cell(&one.path), "below", [Some(one.run), Some(one.seen)], share, true)?;
    }
    for path in &gate.unknown {
        row("file", code_cell(path), "unknown", [None, None], None, false)?;
    }
    for (unit, share) in &gate.flows {
        let share = Some(share / 100.0);
        row("flow", text_cell(unit), "partly", [None, None], share, gate.flows_fail)?;
    }
    rows.finish()
}
