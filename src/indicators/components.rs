//! Escapes by component and quarter.

use std::collections::BTreeMap;

use super::escape_rate::{is_caught, is_escape, is_ours};
use super::periods::by_period;
use crate::model::components::{ComponentRow, ComponentTable};
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::incident::Phase;
use crate::model::period::{Calendar, Period};
use crate::model::project::Project;
use crate::stats::wilson;

/// Returns the dated escapes by component and quarter, with each component's share of all of them.
///
/// Components that had neither an escape nor a caught defect have no row.
pub fn component_table(defects: &[Defect], calendar: Calendar) -> ComponentTable {
    let counted: Vec<&Defect> = defects
        .iter()
        .filter(|d| is_ours(d) && d.at.is_some() && d.phase != Phase::Unknown)
        .collect();
    let has_caught_source = defects.iter().any(|defect| is_ours(defect) && is_caught(defect));
    let cut = |defect: &Defect| defect.at.map(|at| calendar.quarter(at));
    let periods: Vec<Period> = by_period(&counted, cut).into_keys().collect();
    let mut groups: BTreeMap<&str, Vec<&Defect>> = BTreeMap::new();
    for defect in &counted {
        groups.entry(&defect.component).or_default().push(defect);
    }
    let all = counted.iter().filter(|defect| is_escape(defect)).count() as u64;
    let mut rows: Vec<ComponentRow> = groups
        .into_iter()
        .map(|(name, group)| {
            let count = |escapes: bool| -> Vec<u64> {
                let of = |period: &Period| {
                    let here = |d: &&&Defect| is_escape(d) == escapes && cut(d) == Some(*period);
                    group.iter().filter(here).count() as u64
                };
                periods.iter().map(of).collect()
            };
            let escapes = count(true);
            let share = wilson(escapes.iter().sum(), all);
            let caught = has_caught_source.then(|| count(false));
            ComponentRow { name: name.to_owned(), escapes, caught, share }
        })
        .collect();
    rows.sort_by(|a, b| {
        let key = |row: &ComponentRow| (row.name == Project::OTHER, std::cmp::Reverse(row.total()));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    ComponentTable { periods, rows, unmatched: Vec::new() }
}

/// Returns what trackers call the component of the dated escapes that match none of `escapee.toml`,
/// with how many, the commonest first.
pub fn unmatched_components(defects: &[Defect], dossiers: &[Dossier]) -> Vec<(String, u64)> {
    let by_id: BTreeMap<&str, &Dossier> =
        dossiers.iter().map(|dossier| (dossier.incident.id.as_str(), dossier)).collect();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let other = |d: &&Defect| is_escape(d) && d.at.is_some() && d.component == Project::OTHER;
    for defect in defects.iter().filter(other) {
        let mut told = defect.incidents.iter().filter_map(|id| by_id.get(id.as_str()));
        if let Some(name) = told.find_map(|d| d.incident.component.as_deref()) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, u64)> =
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::incident::Contained;

    fn defect(id: &str, month: &str, component: &str, phase: Phase) -> Defect {
        Defect {
            id: id.to_owned(),
            incidents: vec![id.to_owned()],
            phase,
            at: Some(format!("2026-{month}-15T00:00:00Z").parse().unwrap()),
            severity: None,
            component: component.to_owned(),
            contained: Contained::Unknown,
            class: None,
            class_by_people: false,
            linked: false,
            has_evidence: false,
            covered: None,
            verified: None,
        }
    }

    #[test]
    fn escapes_stand_in_their_component_and_quarter_and_other_comes_last() {
        let all = [
            defect("A", "01", "other", Phase::Production),
            defect("B", "02", "other", Phase::Production),
            defect("C", "08", "pay", Phase::Production),
            defect("D", "08", "pay", Phase::Test),
            defect("E", "09", "api", Phase::Unknown),
        ];
        let table = component_table(&all, Calendar::default());
        let names: Vec<&str> = table.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["pay", "other"]);
        assert_eq!(table.periods.len(), 3, "the empty second quarter is there");
        assert_eq!(
            (&table.rows[0].escapes, &table.rows[0].caught),
            (&vec![0, 0, 1], &Some(vec![0, 0, 1]))
        );
        assert_eq!((table.rows[1].share.k, table.rows[1].share.n), (2, 3));
    }
}
