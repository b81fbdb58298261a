//! Cases and controls judged by one rule: escaped rows against like rows, escaped against caught
//! defects.

use std::collections::BTreeMap;

use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::panel::{MatchedRow, PanelRow};

/// Controls of a case.
const CONTROLS: usize = 4;
/// Level from which a failing state counts as asserted.
const ASSERTED: u8 = 3;

/// Returns each escaped row with the four rows of its period that did not escape and are nearest in
/// size and change, all judged by whether a linked test names a failure state. Rows without a linked
/// test are not known and take no part.
pub(super) fn matched(rows: &[PanelRow], exposed: &[Option<bool>]) -> Vec<MatchedRow> {
    let place = |row: &PanelRow| (row.loc.ln_1p(), row.churn.ln_1p());
    let mut others: BTreeMap<&str, Vec<Other<'_>>> = BTreeMap::new();
    for (row, known) in rows.iter().zip(exposed).filter(|(row, _)| row.escapes == 0) {
        let Some(exposed) = *known else { continue };
        let other = Other { place: place(row), unit: &row.unit, exposed };
        others.entry(&row.period).or_default().push(other);
    }
    let mut found = Vec::new();
    for (case, known) in rows.iter().zip(exposed).filter(|(row, _)| row.escapes > 0) {
        let Some(is_exposed) = known else { continue };
        let (size, change) = place(case);
        let among = others.get(case.period.as_str()).into_iter().flatten();
        let mut near: Vec<(f64, &Other<'_>)> =
            among.map(|one| ((one.place.0 - size).hypot(one.place.1 - change), one)).collect();
        let order = |a: &(f64, &Other<'_>), b: &(f64, &Other<'_>)| {
            a.0.total_cmp(&b.0).then_with(|| a.1.unit.cmp(b.1.unit))
        };
        if near.len() > CONTROLS {
            near.select_nth_unstable_by(CONTROLS, order);
            near.truncate(CONTROLS);
        }
        near.sort_by(order);
        let stratum = format!("{} {}", case.period, case.unit);
        let row = |is_case, exposed| MatchedRow { stratum: stratum.clone(), is_case, exposed };
        found.push(row(true, *is_exposed));
        found.extend(near.into_iter().map(|(_, one)| row(false, one.exposed)));
    }
    found
}

/// A row that did not escape.
struct Other<'r> {
    /// Logarithms of size and change.
    place: (f64, f64),
    unit: &'r str,
    exposed: bool,
}

/// Returns the defect as a case (escaped) or control (caught) of its period, exposed where the state
/// that failed was asserted; `None` where that is not known.
pub(super) fn test_negative(
    defect: &Defect,
    own: &[&Dossier],
    period: &str,
    is_case: bool,
) -> Option<MatchedRow> {
    defect.at?;
    let level = own.iter().find_map(|dossier| dossier.facts.failure_state.as_ref())?.level;
    Some(MatchedRow { stratum: period.to_owned(), is_case, exposed: level >= ASSERTED })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_takes_the_four_nearest_of_its_period_whose_tests_are_known() {
        let row = |unit: &str, period: &str, loc: f64, escapes| PanelRow {
            unit: unit.to_owned(),
            period: period.to_owned(),
            loc,
            churn: 0.0,
            escapes,
            caught: None,
        };
        let rows: Vec<PanelRow> = [("a", 100.0, 1), ("b", 90.0, 0), ("c", 1.0, 0), ("d", 110.0, 0)]
            .into_iter()
            .chain([("e", 101.0, 0), ("f", 99.0, 0), ("g", 120.0, 0)])
            .map(|(unit, loc, escapes)| row(unit, "2026Q1", loc, escapes))
            .chain([row("b", "2026Q2", 100.0, 0)])
            .collect();
        let mut exposed = vec![Some(true); rows.len()];
        exposed[4] = None;
        let found = matched(&rows, &exposed);
        assert_eq!(found.len(), 5);
        assert!(found[0].is_case && found.iter().skip(1).all(|row| !row.is_case));
        exposed[0] = None;
        assert!(matched(&rows, &exposed).is_empty());
    }
}
