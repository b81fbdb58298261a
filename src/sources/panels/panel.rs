//! A panel: a row per unit and period.

use std::collections::BTreeMap;

use super::cells::Cells;
use crate::model::panel::{Claim, FIXED, MEASURED, Panel, PanelIndicator, PanelRow};
use crate::sources::SourceError;

/// Known indicators that are percentages.
const PERCENT: [&str; 5] = [
    "coverage",
    "branch_coverage",
    "failure_state_assertion",
    "mutation_score",
    "test_signal_ratio",
];

pub(super) fn read(bytes: &[u8], extra: &[(String, Claim)]) -> Result<Panel, SourceError> {
    let mut cells = Cells::read(bytes)?;
    let [unit, period] = [cells.needed("unit")?, cells.needed("period")?];
    let [loc, churn] = [cells.needed("loc")?, cells.needed("churn")?];
    let (escapes, caught) = (cells.needed("escapes")?, cells.column("caught"));
    let count = cells.table.rows.len();
    let mut panel = Panel { has_caught: caught.is_some(), ..Panel::default() };
    let mut lines: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in 0..count {
        let (unit, period) = (cells.name(row, unit)?, cells.name(row, period)?);
        let line = cells.line(row);
        if let Some(first) = lines.insert((unit.clone(), period.clone()), line) {
            return Err(SourceError::RepeatedRow { line, first, unit, period });
        }
        panel.rows.push(PanelRow {
            unit,
            period,
            loc: cells.amount(row, loc)?,
            churn: cells.amount(row, churn)?,
            escapes: cells.count(row, escapes)?,
            caught: caught.map(|column| cells.count(row, column)).transpose()?,
        });
    }
    for (name, claim) in wanted(&cells, extra)? {
        let values = values(&cells, &name)?;
        panel.indicators.push(PanelIndicator { name, claim, values });
    }
    panel.notes = notes(&cells, &panel);
    Ok(panel)
}

/// Returns the indicators to read: the known ones the file has, then those asked for.
fn wanted(cells: &Cells, extra: &[(String, Claim)]) -> Result<Vec<(String, Claim)>, SourceError> {
    let known = cells.headers().iter().filter(|name| MEASURED.contains(&name.as_str()));
    let mut wanted: Vec<(String, Claim)> =
        known.map(|name| (name.clone(), Claim::Protects)).collect();
    for (name, claim) in extra {
        let name = name.trim().to_lowercase();
        if FIXED.contains(&name.as_str()) || cells.column(&name).is_none() {
            let found = cells.headers().iter().filter(|name| !FIXED.contains(&name.as_str()));
            return Err(SourceError::MissingIndicator { name, found: found.cloned().collect() });
        }
        match wanted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, kept)) => *kept = *claim,
            None => wanted.push((name, *claim)),
        }
    }
    Ok(wanted)
}

fn values(cells: &Cells, name: &str) -> Result<Vec<Option<f64>>, SourceError> {
    let Some(column) = cells.column(name) else { return Ok(Vec::new()) };
    let is_percent = PERCENT.contains(&name);
    let mut values = Vec::with_capacity(cells.table.rows.len());
    for row in 0..cells.table.rows.len() {
        let value = cells.measured(row, column)?;
        if is_percent && value.is_some_and(|value| !(0.0..=100.0).contains(&value)) {
            return Err(cells.bad(row, column, "a percentage of 0 to 100"));
        }
        values.push(value);
    }
    Ok(values)
}

fn notes(cells: &Cells, panel: &Panel) -> Vec<String> {
    let mut notes = cells.table.notes.clone();
    notes.extend(cells.cleaner.notes());
    let read = |name: &str| {
        name.is_empty()
            || FIXED.contains(&name)
            || panel.indicators.iter().any(|one| one.name == name)
    };
    for name in cells.headers().iter().filter(|name| !read(name)) {
        notes
            .push(format!("column `{name}` was not read; --extra {name}:-1 makes it an indicator"));
    }
    let coverage = panel.indicators.iter().find(|one| one.name == "coverage");
    let values: Vec<f64> =
        coverage.map_or(Vec::new(), |one| one.values.iter().copied().flatten().collect());
    if values.iter().any(|value| *value > 0.0) && values.iter().all(|value| *value <= 1.0) {
        notes.push("no coverage is above 1: percentages are read as 0 to 100".to_owned());
    }
    notes
}
