//! Rows of a rate table in words: their names, whether they say anything, what a pointer shows.

use super::super::numbers::{self, counted, interval, range};
use super::super::text::{clean, shorten};
use super::super::{FEW, font::Weight};
use crate::model::rate::{Grouping, Rate, RateRow, RateTable};

/// Where a rate lies against the range it was expected in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Side {
    /// Above.
    Above,
    /// Below.
    Below,
}

/// Returns the rate of a complete row that rests on enough defects to say something.
pub(in super::super) fn judged(row: &RateRow) -> Option<(Rate, f64)> {
    let rate = row.rate.filter(|rate| row.mature && rate.n >= FEW)?;
    Some((rate, rate.rate?))
}

/// Returns on which side of its expected range a row with enough defects lies.
pub(in super::super) fn stands_out(row: &RateRow) -> Option<Side> {
    let (_, share) = judged(row)?;
    let (lo, hi) = row.expected?;
    if share > hi { Some(Side::Above) } else { (share < lo).then_some(Side::Below) }
}

pub(super) fn is_time(table: &RateTable) -> bool {
    matches!(table.by, Grouping::Month | Grouping::Quarter)
}

pub(super) fn name(row: &RateRow) -> String {
    row.period
        .map_or_else(|| shorten(&clean(&row.key), 130.0, 13.0, Weight::Regular), numbers::period)
}

pub(super) fn newest_judged(table: &RateTable) -> Option<(usize, &RateRow, Rate, f64)> {
    table.rows.iter().enumerate().rev().find_map(|(place, row)| {
        let (rate, share) = judged(row)?;
        Some((place, row, rate, share))
    })
}

/// Returns what a pointer on a point shows: the row in numbers.
pub(in super::super) fn point_title(row: &RateRow) -> String {
    let first = match row.rate {
        Some(rate) => {
            let verdict = if rate.n >= FEW {
                format!("{} {}", numbers::rate(&rate), interval(&rate))
            } else {
                "too few to tell".to_owned()
            };
            let defects = counted(rate.n, "defect");
            format!("{} of {defects} escaped, {verdict}", numbers::count(rate.k))
        }
        None => counted(row.escapes, "escape"),
    };
    let expected = row.expected.zip(row.rate);
    let expected = expected.map(|((lo, hi), rate)| format!("expected {}", range(lo, hi, rate.n)));
    let contained =
        (row.contained > 0).then(|| format!("{} contained", numbers::count(row.contained)));
    let parts: Vec<String> = [Some(first), expected, contained].into_iter().flatten().collect();
    let so_far = if row.mature { "" } else { " so far" };
    format!("{}{so_far}: {}", name(row), parts.join("; "))
}

#[cfg(test)]
pub(super) mod examples {
    //! Rows for the tests of the sentences.

    use super::*;
    use crate::model::period::Period;
    use crate::model::rate::{IntervalMethod, RateDefinition};

    pub(in super::super) fn rate(k: u64, n: u64, lo: f64, hi: f64) -> Rate {
        let share = (n > 0).then(|| k as f64 / n as f64);
        Rate { k, n, rate: share, lo: Some(lo), hi: Some(hi), method: IntervalMethod::Wilson }
    }

    /// A row with an interval of ten points each way.
    pub(in super::super) fn row(quarter: u32, k: u64, n: u64) -> RateRow {
        let share = k as f64 / n.max(1) as f64;
        RateRow {
            key: format!("2026Q{quarter}"),
            period: Some(Period::Quarter { year: 2026, quarter }),
            mature: true,
            rate: Some(rate(k, n, share - 0.1, share + 0.1)),
            rate_if_unknown_caught: None,
            rate_if_unknown_escaped: None,
            escapes: k,
            caught: Some(n - k),
            contained: 0,
            unknown_phase: 0,
            incidents: n,
            unlinked: rate(0, k, 0.0, 1.0),
            no_evidence: rate(0, k, 0.0, 1.0),
            expected: None,
            change: None,
            escape_ids: Vec::new(),
        }
    }

    pub(in super::super) fn table(rows: Vec<RateRow>) -> RateTable {
        let k = rows.iter().map(|row| row.escapes).sum();
        let n = rows.iter().map(RateRow::found).sum();
        RateTable {
            definition: RateDefinition::EscapeRate,
            by: Grouping::Quarter,
            rows,
            total: RateRow { period: None, ..row(1, k, n) },
            has_caught_source: true,
            undated: 0,
        }
    }
}
