//! Coverage beside mutation score, unit by unit, from the panel.

use std::collections::BTreeMap;

use crate::model::panel::Panel;
use crate::model::quadrant::{Quadrant, QuadrantUnit};
use crate::stats::{median, wilson};

/// Periods whose escapes are counted.
const PERIODS: usize = 4;

/// Period and values a unit was last measured at, and its escapes.
type Seen<'a> = (Option<(&'a str, f64, f64)>, u64);

/// Returns the units of the panel's last four periods; `None` where no unit has both values.
///
/// A unit stands at the values of its newest period in which both were measured, with its escapes
/// of all four. The bar is the median mutation score of the units shown.
pub fn quadrant(panel: &Panel, floor: f64) -> Option<Quadrant> {
    let column = |name: &str| panel.indicators.iter().find(|one| one.name == name);
    let (coverage, mutation) = (column("coverage")?, column("mutation_score")?);
    let mut periods: Vec<&str> = panel.rows.iter().map(|row| row.period.as_str()).collect();
    periods.sort_unstable();
    periods.dedup();
    let periods = periods.split_off(periods.len().saturating_sub(PERIODS));
    let mut units: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
    for (place, row) in panel.rows.iter().enumerate() {
        if !periods.contains(&row.period.as_str()) {
            continue;
        }
        let (newest, escapes) = units.entry(&row.unit).or_default();
        *escapes += row.escapes;
        let value = |values: &[Option<f64>]| values.get(place).copied().flatten();
        if let (Some(c), Some(m)) = (value(&coverage.values), value(&mutation.values))
            && newest.is_none_or(|(period, ..)| *row.period > *period)
        {
            *newest = Some((&row.period, c, m));
        }
    }
    let missing = units.values().filter(|(newest, _)| newest.is_none());
    let (unplaced, unplaced_escapes) =
        missing.fold((0, 0), |(units, escapes), (_, more)| (units + 1, escapes + more));
    let shown: Vec<QuadrantUnit> = units
        .iter()
        .filter_map(|(name, (newest, escapes))| {
            let (_, coverage, mutation_score) = (*newest)?;
            let name = (*name).to_owned();
            Some(QuadrantUnit { name, coverage, mutation_score, escapes: *escapes })
        })
        .collect();
    let scores: Vec<f64> = shown.iter().map(|unit| unit.mutation_score).collect();
    let all = shown.iter().map(|unit| unit.escapes).sum();
    let mut found = Quadrant {
        bar: median(&scores)?.value,
        periods: periods.into_iter().map(str::to_owned).collect(),
        units: shown,
        unplaced,
        unplaced_escapes,
        floor,
        corner: wilson(0, all),
    };
    let inside = found.units.iter().filter(|unit| found.is_false_confidence(unit));
    found.corner = wilson(inside.map(|unit| unit.escapes).sum(), all);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::panel::{Claim, PanelIndicator, PanelRow};

    #[test]
    fn a_unit_stands_at_its_newest_values_with_the_escapes_of_four_periods() {
        let rows = [("a", "2025Q1", 9), ("a", "2025Q4", 1), ("a", "2026Q1", 2), ("b", "2025Q2", 4)]
            .map(|(unit, period, escapes)| PanelRow {
                unit: unit.to_owned(),
                period: period.to_owned(),
                loc: 1.0,
                churn: 1.0,
                escapes,
                caught: None,
            });
        let mut panel = Panel { rows: rows.to_vec(), ..Panel::default() };
        panel.rows.extend(["2025Q3", "2025Q4"].map(|period| PanelRow {
            unit: "c".to_owned(),
            period: period.to_owned(),
            ..panel.rows[0].clone()
        }));
        let column = |name: &str, values: [Option<f64>; 6]| PanelIndicator {
            name: name.to_owned(),
            claim: Claim::Protects,
            values: values.to_vec(),
        };
        panel.indicators = vec![
            column("coverage", [Some(1.0), Some(80.0), None, Some(50.0), None, Some(70.0)]),
            column("mutation_score", [Some(1.0), Some(40.0), Some(9.0), None, None, Some(60.0)]),
        ];
        let found = quadrant(&panel, 60.0).unwrap();
        assert_eq!(found.periods, ["2025Q2", "2025Q3", "2025Q4", "2026Q1"]);
        assert_eq!(found.units.len(), 2);
        let a = &found.units[0];
        assert_eq!((a.coverage, a.mutation_score, a.escapes), (80.0, 40.0, 3));
        assert_eq!((found.unplaced, found.unplaced_escapes, found.bar), (1, 4, 50.0));
        assert_eq!(
            (found.corner.k, found.corner.n),
            (3, 21),
            "a of a and c: coverage 80, score 40 below 50"
        );
    }
}
