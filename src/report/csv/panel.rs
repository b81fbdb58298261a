//! A panel as CSV, in the form that `calibrate --panel` reads.

use std::io::{self, Write};

use crate::model::panel::Panel;

use super::cell::{Table, code_cell, number};

/// Writes the rows of a panel with its indicators; a cell that was not measured is empty.
pub fn panel(out: &mut impl Write, panel: &Panel, banner: Option<&str>) -> io::Result<()> {
    let mut head = vec!["unit", "period", "loc", "churn"];
    head.extend(panel.indicators.iter().map(|one| one.name.as_str()));
    head.push("escapes");
    if panel.has_caught {
        head.push("caught");
    }
    let mut rows = Table::new(out, &head, banner)?;
    for (place, row) in panel.rows.iter().enumerate() {
        let mut cells = vec![
            code_cell(&row.unit),
            row.period.clone(),
            row.loc.to_string(),
            row.churn.to_string(),
        ];
        let value = |one: &crate::model::panel::PanelIndicator| one.values[place];
        cells.extend(panel.indicators.iter().map(|one| number(value(one))));
        cells.push(row.escapes.to_string());
        if panel.has_caught {
            cells.push(number(row.caught));
        }
        rows.row(&cells)?;
    }
    rows.finish()
}
