//! Each mature row against those before it: change, expected range, and counts per exposure.

use crate::model::rate::{IntervalMethod, Rate, RateDefinition};
use crate::model::rate_study::{Exposure, ExposureChange, Measure, MeasureChange, StudyRow};
use crate::stats::{jeffreys_predictive, newcombe, rate_ratio};

/// Rows with data that must lie before a row that says what was expected.
const ROWS_FOR_EXPECTATION: usize = 4;

/// Writes into each mature row the change from the mature row before and what all let expect.
pub(super) fn compare(rows: &mut [StudyRow], definitions: usize) {
    for place in 0..definitions {
        let (mut k, mut n, mut filled) = (0, 0, 0);
        let mut before: Option<Measure> = None;
        for row in rows.iter_mut().filter(|row| row.mature) {
            let Some(own) = row.measures.get_mut(place) else { continue };
            own.change = before.as_ref().and_then(|before| change(own, before));
            let is_share = own.method == IntervalMethod::Wilson;
            if is_share && own.value.is_some() {
                if filled >= ROWS_FOR_EXPECTATION {
                    own.expected = jeffreys_predictive(k, n, own.n);
                }
                (k, n, filled) = (k + own.k, n + own.n, filled + 1);
            }
            before = Some(own.clone());
        }
    }
    let mut before: Option<(u64, Exposure)> = None;
    for row in rows.iter_mut().filter(|row| row.mature) {
        if let Some(before) = before {
            row.per_exposure = per_exposure((row.escapes, row.exposure), before);
        }
        before = Some((row.escapes, row.exposure));
    }
}

/// Returns the change of a measure: Newcombe's for shares, the exact ratio for counts per lines;
/// `None` for weighted shares, which are described and not tested.
fn change(now: &Measure, before: &Measure) -> Option<MeasureChange> {
    now.value.and(before.value)?;
    if now.definition == RateDefinition::Density {
        return ratio((now.k, now.n), (before.k, before.n));
    }
    let rate = |one: &Measure| {
        (one.method == IntervalMethod::Wilson).then_some(Rate {
            k: one.k,
            n: one.n,
            rate: one.value,
            lo: one.lo,
            hi: one.hi,
            method: one.method,
        })
    };
    let found = newcombe(&rate(now)?, &rate(before)?)?;
    Some(MeasureChange {
        value: found.difference,
        lo: found.lo,
        hi: Some(found.hi),
        is_ratio: false,
        p: None,
        distinct: found.lo > 0.0 || found.hi < 0.0,
    })
}

fn ratio(now: (u64, u64), before: (u64, u64)) -> Option<MeasureChange> {
    let found = rate_ratio((now.0, now.1 as f64), (before.0, before.1 as f64))?;
    found.ratio.is_finite().then_some(MeasureChange {
        value: found.ratio,
        lo: found.lo,
        hi: Some(found.hi).filter(|hi| hi.is_finite()),
        is_ratio: true,
        p: Some(found.p),
        distinct: found.lo > 1.0 || found.hi < 1.0,
    })
}

fn per_exposure(now: (u64, Exposure), before: (u64, Exposure)) -> Vec<ExposureChange> {
    let one = |name: &str, of: fn(&Exposure) -> Option<u64>| {
        let change = ratio((now.0, of(&now.1)?), (before.0, of(&before.1)?))?;
        Some(ExposureChange { exposure: name.to_owned(), change })
    };
    let kinds = [
        one("changed lines", |exposure| exposure.changed_lines),
        one("merges", |exposure| exposure.merges),
        one("deployments", |exposure| exposure.deployments),
    ];
    kinds.into_iter().flatten().collect()
}
