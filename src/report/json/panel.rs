//! A panel as JSON: its rows with the ids of the defects behind them, and what marks none.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::model::built_panel::{BuiltPanel, PanelUnit};
use crate::model::panel::PanelRow;

use super::{Document, SCHEMA_VERSION};

#[derive(Serialize)]
struct Shape<'a> {
    unit: &'static str,
    escapes: u64,
    has_caught: bool,
    rows: Vec<Row<'a>>,
    left_out: Vec<LeftOut<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Row<'a> {
    unit: &'a str,
    period: &'a str,
    loc: f64,
    churn: f64,
    indicators: BTreeMap<&'a str, Option<f64>>,
    escapes: &'a [String],
    caught: Option<&'a [String]>,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    id: &'a str,
    reason: &'a str,
}

/// Writes a panel. `escapes` counts those of the whole time; those that mark no row are in
/// `left_out` with the reason.
pub fn panel(
    out: &mut impl Write,
    built: &BuiltPanel,
    by: PanelUnit,
    banner: Option<&str>,
) -> io::Result<()> {
    let panel = &built.panel;
    let row = |place: usize| {
        let PanelRow { unit, period, loc, churn, .. } = &panel.rows[place];
        let values = panel.indicators.iter().map(|one| (one.name.as_str(), one.values[place]));
        Row {
            unit,
            period,
            loc: *loc,
            churn: *churn,
            indicators: values.collect(),
            escapes: &built.escape_ids[place],
            caught: panel.has_caught.then(|| built.caught_ids[place].as_slice()),
        }
    };
    let body = Shape {
        unit: by.word(),
        escapes: built.escapes,
        has_caught: panel.has_caught,
        rows: (0..panel.rows.len()).map(row).collect(),
        left_out: built.left_out.iter().map(|(id, reason)| LeftOut { id, reason }).collect(),
        notes: &panel.notes,
    };
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}
