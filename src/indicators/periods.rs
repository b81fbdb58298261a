//! Defects by month or quarter, empty periods in between included.

use std::collections::BTreeMap;

use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::period::{Calendar, Period};
use crate::model::rate::Grouping;

/// Longest run of periods that is printed without gaps: a hundred years of months.
const MOST_PERIODS: usize = 1_200;

/// Returns the month or the quarter that a time lies in.
pub(super) fn period_of(calendar: Calendar, by: Grouping, at: Time) -> Period {
    if by == Grouping::Month { calendar.month(at) } else { calendar.quarter(at) }
}

/// Returns the defects by period, empty periods between the first and the last included.
pub(super) fn by_period<'a>(
    defects: &[&'a Defect],
    cut: impl Fn(&Defect) -> Option<Period>,
) -> BTreeMap<Period, Vec<&'a Defect>> {
    let mut groups: BTreeMap<Period, Vec<&Defect>> = BTreeMap::new();
    for defect in defects {
        if let Some(period) = cut(defect) {
            groups.entry(period).or_default().push(defect);
        }
    }
    let ends = groups.first_key_value().zip(groups.last_key_value());
    let Some((first, last)) = ends.map(|((first, _), (last, _))| (*first, *last)) else {
        return groups;
    };
    for period in between(first, last) {
        groups.entry(period).or_default();
    }
    groups
}

/// Returns the periods from the first to the last; none where they are too many, as a wrong year in
/// one record must not print thousands of empty rows.
pub(super) fn between(first: Period, last: Period) -> Vec<Period> {
    let all: Vec<Period> = std::iter::successors(Some(first), |period| Some(period.next()))
        .take_while(|period| *period <= last)
        .take(MOST_PERIODS + 1)
        .collect();
    if all.len() <= MOST_PERIODS { all } else { Vec::new() }
}
