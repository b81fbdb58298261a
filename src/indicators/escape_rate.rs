//! The defect escape rate by period, component or severity.
//!
//! `P / (P + I)`: defects found in production over all defects found. Records that are no defect of
//! our code (X0, X1) stand outside, defects of unknown phase stand beside.

use std::collections::BTreeMap;

use super::periods::{by_period, period_of};
use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::incident::{Contained, Phase};
use crate::model::period::{Calendar, Period};
use crate::model::rate::{Grouping, Rate, RateDefinition, RateRow, RateTable};
use crate::stats::{jeffreys_predictive, newcombe, wilson};

/// Rows with data that must lie before a row that says what was expected.
const ROWS_FOR_EXPECTATION: usize = 4;

/// Returns the table of escape rates over the defects.
///
/// Periods stand in time order without gaps, groups by name. A row without defects has a share of
/// `None`, and without any defect caught before release anywhere no row has a share at all, as it
/// would be 100 % by construction. Expected ranges and changes are given for periods only, and for
/// none that ends after `through`, how far the data reach.
pub fn escape_rate(
    defects: &[Defect],
    definition: RateDefinition,
    by: Grouping,
    calendar: Calendar,
    through: Option<Time>,
) -> RateTable {
    let counted: Vec<&Defect> = defects.iter().filter(|d| is_ours(d)).collect();
    let has_caught_source = counted.iter().any(|d| is_caught(d));
    let (mut rows, undated) = match by {
        Grouping::Month | Grouping::Quarter => {
            let cut = |defect: &Defect| defect.at.map(|at| period_of(calendar, by, at));
            let groups = by_period(&counted, cut);
            let undated = counted.iter().filter(|d| d.at.is_none()).count() as u64;
            let row = |(period, group): (&Period, &Vec<&Defect>)| RateRow {
                period: Some(*period),
                mature: is_over(calendar.bounds(*period).1, 0, through),
                ..row(&period.to_string(), group, has_caught_source)
            };
            (groups.iter().map(row).collect::<Vec<_>>(), undated)
        }
        Grouping::Component => (by_name(&counted, has_caught_source, |d| d.component.clone()), 0),
        // What a release carried is asked of a study, which knows when defects shipped.
        Grouping::Release => (Vec::new(), counted.len() as u64),
        Grouping::Severity => {
            let name = |d: &Defect| {
                d.severity.map_or_else(|| "unknown".to_owned(), |severity| severity.to_string())
            };
            (by_name(&counted, has_caught_source, name), 0)
        }
    };
    compare(&mut rows);
    let within: Vec<&Defect> = match by {
        Grouping::Month | Grouping::Quarter => {
            counted.into_iter().filter(|d| d.at.is_some()).collect()
        }
        _ => counted,
    };
    let total = row("total", &within, has_caught_source);
    RateTable { definition, by, rows, total, has_caught_source, undated }
}

/// Returns whether the record is a defect of our code, caught or escaped.
pub fn is_ours(defect: &Defect) -> bool {
    defect.class.is_none_or(crate::model::verdict::EscapeClass::is_escape)
}

/// Returns whether the defect was found in production.
pub fn is_escape(defect: &Defect) -> bool {
    is_ours(defect) && defect.phase == Phase::Production
}

/// Returns whether the defect was found before production.
pub fn is_caught(defect: &Defect) -> bool {
    !matches!(defect.phase, Phase::Production | Phase::Unknown)
}

fn by_name(
    defects: &[&Defect],
    has_caught_source: bool,
    name: impl Fn(&Defect) -> String,
) -> Vec<RateRow> {
    let mut groups: BTreeMap<String, Vec<&Defect>> = BTreeMap::new();
    for defect in defects {
        groups.entry(name(defect)).or_default().push(defect);
    }
    groups.iter().map(|(key, group)| row(key, group, has_caught_source)).collect()
}

/// Returns the row of a group, without a period and without what other rows say about it.
fn row(key: &str, group: &[&Defect], has_caught_source: bool) -> RateRow {
    let count = |keep: &dyn Fn(&Defect) -> bool| group.iter().filter(|d| keep(d)).count() as u64;
    let escapes = count(&is_escape);
    let caught = count(&is_caught);
    let unknown = count(&|d| d.phase == Phase::Unknown);
    let bound =
        |k: u64| (has_caught_source && unknown > 0).then(|| wilson(k, escapes + caught + unknown));
    let mut escape_ids: Vec<String> =
        group.iter().filter(|d| is_escape(d)).map(|d| d.id.clone()).collect();
    escape_ids.sort();
    RateRow {
        key: key.to_owned(),
        period: None,
        mature: true,
        rate: has_caught_source.then(|| wilson(escapes, escapes + caught)),
        rate_if_unknown_caught: bound(escapes),
        rate_if_unknown_escaped: bound(escapes + unknown),
        escapes,
        caught: has_caught_source.then_some(caught),
        contained: count(&|d| is_escape(d) && d.contained == Contained::Yes),
        unknown_phase: unknown,
        incidents: group
            .iter()
            .filter(|d| is_escape(d) || is_caught(d))
            .map(|d| d.incidents.len() as u64)
            .sum(),
        unlinked: wilson(count(&|d| is_escape(d) && !d.linked), escapes),
        no_evidence: wilson(count(&|d| is_escape(d) && !d.has_evidence), escapes),
        expected: None,
        change: None,
        escape_ids,
    }
}

/// Returns whether the data reach the end of a period, or that many days beyond it.
pub(super) fn is_over(end: Time, mature_days: u32, through: Option<Time>) -> bool {
    let days = chrono::TimeDelta::days(i64::from(mature_days));
    through.is_some_and(|through| end + days <= through)
}

/// Writes into each complete period what the periods before it let expect, and the change from the last one.
fn compare(rows: &mut [RateRow]) {
    let (mut k, mut n, mut filled) = (0, 0, 0);
    let mut before: Option<Rate> = None;
    for row in rows {
        let Some(rate) = row.rate.filter(|_| row.period.is_some() && row.mature) else { continue };
        if filled >= ROWS_FOR_EXPECTATION {
            row.expected = jeffreys_predictive(k, n, rate.n);
        }
        row.change = before.and_then(|before| newcombe(&rate, &before));
        k += rate.k;
        n += rate.n;
        filled += usize::from(rate.n > 0);
        before = Some(rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::verdict::EscapeClass;

    fn defect(id: &str, month: &str, phase: Phase) -> Defect {
        Defect {
            id: id.to_owned(),
            incidents: vec![id.to_owned()],
            phase,
            at: Some(format!("{month}-15T00:00:00Z").parse().unwrap()),
            severity: Some(2),
            component: "checkout".to_owned(),
            contained: Contained::Unknown,
            class: None,
            class_by_people: false,
            linked: true,
            has_evidence: true,
            covered: None,
            verified: None,
        }
    }

    fn quarters(defects: &[Defect]) -> RateTable {
        let by = Grouping::Quarter;
        let late = Some("2100-01-01T00:00:00Z".parse().unwrap());
        escape_rate(defects, RateDefinition::EscapeRate, by, Calendar::default(), late)
    }

    #[test]
    fn a_quarter_without_defects_is_a_row_without_a_share() {
        let all = [defect("A", "2026-01", Phase::Production), defect("B", "2026-08", Phase::Test)];
        let table = quarters(&all);
        let keys: Vec<_> = table.rows.iter().map(|r| r.key.as_str()).collect();
        assert_eq!(keys, ["2026Q1", "2026Q2", "2026Q3"]);
        let shares: Vec<_> = table.rows.iter().map(|r| r.rate.unwrap().rate).collect();
        assert_eq!(shares, [Some(1.0), None, Some(0.0)]);
        assert_eq!(table.rows[2].change, None, "nothing can be told against an empty quarter");
    }

    #[test]
    fn without_a_caught_defect_there_is_no_percentage() {
        let table = quarters(&[defect("A", "2026-01", Phase::Production)]);
        assert!(!table.has_caught_source);
        assert_eq!((table.rows[0].rate, table.total.rate), (None, None));
        assert_eq!((table.rows[0].escapes, table.total.escapes), (1, 1));
        assert_eq!((table.rows[0].caught, table.total.caught), (None, None), "unknown is not 0");
    }

    #[test]
    fn unknown_phases_stay_outside_the_share_and_give_its_bounds() {
        // 1 escape, 1 caught, 2 unknown: 1/2 inside, between 1/4 and 3/4 with them.
        let all = [
            defect("A", "2026-01", Phase::Production),
            defect("B", "2026-01", Phase::Test),
            defect("C", "2026-01", Phase::Unknown),
            defect("D", "2026-01", Phase::Unknown),
        ];
        let row = &quarters(&all).rows[0];
        let share = |rate: Option<Rate>| rate.map(|r| (r.k, r.n));
        assert_eq!(share(row.rate), Some((1, 2)));
        assert_eq!(share(row.rate_if_unknown_caught), Some((1, 4)));
        assert_eq!(share(row.rate_if_unknown_escaped), Some((3, 4)));
        assert_eq!(row.unknown_phase, 2);
    }

    #[test]
    fn a_user_error_and_a_vendor_outage_count_nowhere() {
        let mut all = vec![
            defect("A", "2026-01", Phase::Production),
            defect("B", "2026-01", Phase::Test),
            defect("C", "2026-01", Phase::Production),
            defect("D", "2026-01", Phase::Production),
        ];
        all[2].class = Some(EscapeClass::X0);
        all[3].class = Some(EscapeClass::X1);
        let row = &quarters(&all).rows[0];
        assert_eq!((row.escapes, row.caught, row.incidents), (1, Some(1), 2));
        assert_eq!(row.escape_ids, ["A"]);
    }

    #[test]
    fn the_fifth_quarter_is_the_first_with_an_expected_range() {
        let mut all = Vec::new();
        for (q, month) in ["2025-01", "2025-04", "2025-07", "2025-10", "2026-01"].iter().enumerate()
        {
            for n in 0..10 {
                let phase = if n < 3 { Phase::Production } else { Phase::Test };
                all.push(defect(&format!("{q}-{n}"), month, phase));
            }
        }
        let table = quarters(&all);
        assert!(table.rows[..4].iter().all(|r| r.expected.is_none()));
        assert_eq!(table.rows[4].expected, jeffreys_predictive(12, 40, 10));
        let change = table.rows[4].change.unwrap();
        assert!(change.difference.abs() < 1e-12 && change.lo < 0.0 && change.hi > 0.0);
    }

    #[test]
    fn a_quarter_that_the_data_do_not_reach_the_end_of_is_in_no_comparison() {
        let all = ["2026-01", "2026-04", "2026-07"].map(|month| {
            [
                defect(&format!("{month}E"), month, Phase::Production),
                defect(month, month, Phase::Test),
            ]
        });
        let all = all.concat();
        let until = |day: &str| {
            let through = Some(format!("{day}T00:00:00Z").parse().unwrap());
            let (by, calendar) = (Grouping::Quarter, Calendar::default());
            let table = escape_rate(&all, RateDefinition::EscapeRate, by, calendar, through);
            let stands = |row: &RateRow| (row.mature, row.change.is_some(), row.rate.is_some());
            table.rows.iter().map(stands).collect::<Vec<_>>()
        };
        let (first, known, open) = ((true, false, true), (true, true, true), (false, false, true));
        assert_eq!(until("2026-08-26"), [first, known, open]);
        assert_eq!(until("2026-10-01"), [first, known, known]);
    }

    #[test]
    fn undated_defects_stand_in_no_period_but_in_their_component() {
        let mut lost = defect("A", "2026-01", Phase::Production);
        lost.at = None;
        let all = [lost, defect("B", "2026-01", Phase::Test)];
        let table = quarters(&all);
        assert_eq!((table.undated, table.total.escapes), (1, 0));
        let by = Grouping::Component;
        let calendar = Calendar::default();
        let grouped = escape_rate(&all, RateDefinition::EscapeRate, by, calendar, None);
        assert_eq!((grouped.undated, grouped.rows[0].escapes), (0, 1));
    }

    #[test]
    fn the_rows_add_up_to_the_total() {
        let all: Vec<Defect> = (1..=9)
            .map(|m| {
                let phase = [Phase::Production, Phase::Test, Phase::Unknown][m % 3];
                defect(&m.to_string(), &format!("2026-0{m}"), phase)
            })
            .collect();
        let table = quarters(&all);
        let sum = |count: fn(&RateRow) -> u64| table.rows.iter().map(count).sum::<u64>();
        assert_eq!(sum(|r| r.escapes), table.total.escapes);
        assert_eq!(Some(sum(|r| r.caught.unwrap())), table.total.caught);
        assert_eq!(sum(|r| r.unknown_phase), table.total.unknown_phase);
        assert_eq!(sum(|r| r.incidents), table.total.incidents);
    }
}
