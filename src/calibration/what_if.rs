//! Had the floor been elsewhere: which escapes a gate would have pointed at, and at what price.

use super::beyond_coverage::COVERAGE;
use crate::model::calibration::WhatIf;
use crate::model::panel::Panel;
use crate::stats::wilson;

/// Returns what a gate at `floor` percent on changed units would have flagged before each quarter.
///
/// Flagged is a unit that changed in the period before the opening and had less coverage than the
/// floor at the opening; coverage at the floor is not flagged. `k` counts the escapes of flagged rows
/// among those of rows with known coverage. `None` where coverage was not measured. What people would
/// have done about a flag, it does not know.
pub fn what_if(panel: &Panel, floor: u32) -> Option<WhatIf> {
    let coverage = panel.indicators.iter().find(|one| one.name == COVERAGE)?;
    let known =
        || panel.rows.iter().zip(&coverage.values).filter_map(|(row, c)| Some((row, (*c)?)));
    let is_flagged = |row: &crate::model::panel::PanelRow, value: f64| {
        row.churn > 0.0 && value < f64::from(floor)
    };
    let flagged = || known().filter(|(row, value)| is_flagged(row, *value));
    let escapes = known().map(|(row, _)| row.escapes).sum();
    let all: u64 = panel.rows.iter().map(|row| row.escapes).sum();
    let rows = known().count() as u64;
    (rows > 0).then(|| WhatIf {
        floor,
        escapes: wilson(flagged().map(|(row, _)| row.escapes).sum(), escapes),
        rows: wilson(flagged().count() as u64, rows),
        lines: flagged().map(|(row, _)| row.loc).sum(),
        unknown: all - escapes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::panel::{Claim, PanelIndicator, PanelRow};

    #[test]
    fn flags_are_counted_on_changed_units_with_known_coverage_below_the_floor() {
        let row = |churn, escapes| PanelRow {
            unit: "u".to_owned(),
            period: "p".to_owned(),
            loc: 10.0,
            churn,
            escapes,
            caught: None,
        };
        let panel = Panel {
            rows: vec![row(1.0, 1), row(0.0, 1), row(5.0, 0), row(5.0, 2), row(1.0, 1)],
            indicators: vec![PanelIndicator {
                name: "coverage".to_owned(),
                claim: Claim::Protects,
                values: vec![Some(69.9), Some(10.0), Some(30.0), Some(70.0), None],
            }],
            ..Panel::default()
        };
        let found = what_if(&panel, 70).unwrap();
        assert_eq!((found.escapes.k, found.escapes.n, found.unknown), (1, 4, 1));
        assert_eq!((found.rows.k, found.rows.n, found.lines), (2, 4, 20.0));
    }
}
