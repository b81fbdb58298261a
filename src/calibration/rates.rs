//! What is the escape rate, and did it change? By period, and the last period against the others.

use super::cases::periods;
use crate::model::calibration::{
    Direction, EscapeShare, LastAgainstAll, LastAgainstPrevious, OverallRate, PanelRates,
    PeriodRate,
};
use crate::model::panel::Panel;
use crate::stats::{clopper_pearson, fisher_p, garwood, newcombe, prediction, wilson};

/// Probability beyond which a count stands outside what was expected, on either side.
pub(super) const SIGNAL: f64 = 0.025;

/// What one period adds up to.
struct Sums<'a> {
    period: &'a str,
    escaped: u64,
    /// `None` where the panel does not tell.
    caught: Option<u64>,
    churn: f64,
}

/// Defects of a period where it is known which were caught.
struct Found {
    escaped: u64,
    caught: u64,
}

impl Found {
    fn of(one: &Sums<'_>) -> Option<Self> {
        Some(Self { escaped: one.escaped, caught: one.caught? })
    }
}

/// Returns the rates of the panel by period and over all, and the last period against the others.
///
/// The rate is `escaped / (escaped + caught)`; without a column of caught defects there are only
/// counts. The comparisons need two periods.
pub(super) fn rates(panel: &Panel) -> PanelRates {
    let sums: Vec<Sums<'_>> = periods(panel)
        .into_iter()
        .map(|period| {
            let rows = || panel.rows.iter().filter(|row| row.period == period);
            Sums {
                period,
                escaped: rows().map(|row| row.escapes).sum(),
                caught: rows().map(|row| row.caught).sum(),
                churn: rows().map(|row| row.churn).sum(),
            }
        })
        .collect();
    let by_period = sums.iter().map(|one| {
        let (count_lo, count_hi) = garwood(one.escaped);
        PeriodRate {
            period: one.period.to_owned(),
            escaped: one.escaped,
            count_lo,
            count_hi,
            per_kchurn: (one.churn > 0.0).then(|| 1_000.0 * one.escaped as f64 / one.churn),
            rate: one.caught.map(|caught| share(one.escaped, caught)),
        }
    });
    let by_period = by_period.collect();
    let found: Option<Vec<Found>> = sums.iter().map(Found::of).collect();
    let Some(found) = found.filter(|_| panel.has_caught) else {
        return PanelRates {
            by_period,
            overall: None,
            last_vs_previous: None,
            last_vs_all_before: None,
        };
    };
    let escaped = found.iter().map(|one| one.escaped).sum();
    let caught = found.iter().map(|one| one.caught).sum();
    PanelRates {
        by_period,
        overall: Some(OverallRate { escaped, rate: share(escaped, caught) }),
        last_vs_previous: against_previous(&found),
        last_vs_all_before: against_all(&found),
    }
}

fn share(escaped: u64, caught: u64) -> EscapeShare {
    let rate = wilson(escaped, escaped + caught);
    let exact = clopper_pearson(escaped, escaped + caught);
    EscapeShare {
        caught,
        escape_rate: rate.rate,
        wilson_lo: rate.lo,
        wilson_hi: rate.hi,
        cp_lo: exact.map(|ends| ends.0),
        cp_hi: exact.map(|ends| ends.1),
    }
}

fn against_previous(found: &[Found]) -> Option<LastAgainstPrevious> {
    let [.., before, last] = found else { return None };
    let change = newcombe(
        &wilson(last.escaped, last.escaped + last.caught),
        &wilson(before.escaped, before.escaped + before.caught),
    )?;
    Some(LastAgainstPrevious {
        difference: change.difference,
        lo: change.lo,
        hi: change.hi,
        fisher_p: fisher_p(last.escaped, last.caught, before.escaped, before.caught),
    })
}

fn against_all(found: &[Found]) -> Option<LastAgainstAll> {
    let (last, before) = found.split_last()?;
    if before.is_empty() {
        return None;
    }
    let k = before.iter().map(|one| one.escaped).sum::<u64>();
    let n = k + before.iter().map(|one| one.caught).sum::<u64>();
    let next = prediction(k, n, last.escaped, last.escaped + last.caught)?;
    let signal = if next.this_or_more <= SIGNAL {
        Direction::Worse
    } else if next.this_or_fewer <= SIGNAL {
        Direction::Better
    } else {
        Direction::None
    };
    Some(LastAgainstAll {
        limit_lo: next.limit_lo,
        limit_hi: next.limit_hi,
        p_this_or_fewer: next.this_or_fewer,
        p_this_or_more: next.this_or_more,
        signal,
    })
}
