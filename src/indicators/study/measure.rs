//! The value of each definition over the defects of a row.

use super::case::Case;
use crate::indicators::escape_rate::{is_caught, is_escape};
use crate::model::incident::Phase;
use crate::model::rate::{IntervalMethod, RateDefinition};
use crate::model::rate_study::{Exposure, Measure};
use crate::model::release::{Release, ReleaseResult};
use crate::stats::{garwood, wilson};

/// Days after its release in which an escape counts against the removal of defects.
const REMOVAL_DAYS: i64 = 90;

/// What a row holds.
pub(super) struct Group<'a> {
    pub cases: Vec<&'a Case<'a>>,
    pub deployments: Vec<&'a Release>,
    pub exposure: Exposure,
}

/// Returns the value of a definition; without a source of caught defects those that need one have
/// no value, as they would be 100 % by construction.
pub(super) fn measure(
    definition: RateDefinition,
    group: &Group<'_>,
    has_caught_source: bool,
) -> Measure {
    let ids = |keep: &dyn Fn(&Case<'_>) -> bool| -> Vec<String> {
        group.cases.iter().filter(|c| keep(c)).flat_map(|c| c.defect.incidents.clone()).collect()
    };
    let count = |keep: &dyn Fn(&Case<'_>) -> bool| {
        group.cases.iter().filter(|case| keep(case)).count() as u64
    };
    let escaped = |case: &Case<'_>| is_escape(case.defect);
    let caught = |case: &Case<'_>| is_caught(case.defect);
    let found = |case: &Case<'_>| escaped(case) || caught(case);
    let share = |k: &dyn Fn(&Case<'_>) -> bool, n: &dyn Fn(&Case<'_>) -> bool| {
        let size = if has_caught_source { count(n) } else { 0 };
        let rate = wilson(count(k), size);
        let mut one = Measure {
            k: count(k),
            n: count(n),
            value: rate.rate,
            lo: rate.lo,
            hi: rate.hi,
            ..empty(definition)
        };
        (one.k_of, one.n_of) = (sorted(ids(k)), sorted(ids(n)));
        one
    };
    match definition {
        RateDefinition::EscapeRate => share(&escaped, &found),
        RateDefinition::StageLeakage => {
            share(&|c| escaped(c) || c.defect.phase == Phase::Uat, &found)
        }
        RateDefinition::Dre90 => {
            let soon =
                |case: &Case<'_>| case.days_to_discovery().is_some_and(|days| days <= REMOVAL_DAYS);
            share(&caught, &|c| caught(c) || (escaped(c) && soon(c)))
        }
        RateDefinition::Density => density(group, count(&escaped), sorted(ids(&escaped))),
        RateDefinition::SeverityWeighted => weighted(group, has_caught_source),
        RateDefinition::ChangeFailure => change_failure(group),
    }
}

fn empty(definition: RateDefinition) -> Measure {
    Measure {
        definition,
        k: 0,
        n: 0,
        value: None,
        lo: None,
        hi: None,
        method: IntervalMethod::Wilson,
        effective_n: None,
        change: None,
        expected: None,
        k_of: Vec::new(),
        n_of: Vec::new(),
    }
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

/// `1,000 k / changed lines`, with Garwood's interval of the count.
fn density(group: &Group<'_>, k: u64, k_of: Vec<String>) -> Measure {
    let lines = group.exposure.changed_lines.filter(|lines| *lines > 0);
    let per = |count: f64| lines.map(|lines| 1_000.0 * count / lines as f64);
    let (lo, hi) = garwood(k);
    Measure {
        k,
        n: lines.unwrap_or(0),
        value: per(k as f64),
        lo: per(lo),
        hi: per(hi),
        method: IntervalMethod::Garwood,
        k_of,
        ..empty(RateDefinition::Density)
    }
}

/// `Σ w (escaped) / Σ w (all)`, without an interval: one bad incident dominates. Kish's
/// `(Σ w)² / Σ w²` says how many equal ones it is worth.
fn weighted(group: &Group<'_>, has_caught_source: bool) -> Measure {
    let weighed: Vec<(&Case<'_>, u64)> = group
        .cases
        .iter()
        .filter(|case| is_escape(case.defect) || is_caught(case.defect))
        .filter_map(|case| Some((*case, case.weight()?)))
        .collect();
    let sum = |keep: &dyn Fn(&Case<'_>) -> bool| -> u64 {
        weighed.iter().filter(|(case, _)| keep(case)).map(|(_, weight)| weight).sum()
    };
    let escaped = |case: &Case<'_>| is_escape(case.defect);
    let (k, n) = (sum(&escaped), sum(&|_| true));
    let squares: u64 = weighed.iter().map(|(_, weight)| weight * weight).sum();
    let ids = |keep: &dyn Fn(&Case<'_>) -> bool| {
        let kept = weighed.iter().filter(|(case, _)| keep(case));
        sorted(kept.flat_map(|(case, _)| case.defect.incidents.clone()).collect())
    };
    Measure {
        k,
        n,
        value: (n > 0 && has_caught_source).then(|| k as f64 / n as f64),
        method: IntervalMethod::None,
        effective_n: (squares > 0).then(|| (n * n) as f64 / squares as f64),
        k_of: ids(&escaped),
        n_of: ids(&|_| true),
        ..empty(RateDefinition::SeverityWeighted)
    }
}

/// Deployments taken back or first to carry an escape, of those that went live.
fn change_failure(group: &Group<'_>) -> Measure {
    let live = |release: &&&Release| release.result != ReleaseResult::Failure;
    let failed = |release: &&&Release| {
        release.result == ReleaseResult::RolledBack
            || group.cases.iter().any(|case| {
                is_escape(case.defect) && case.deployed && case.shipped == Some(release.time)
            })
    };
    let name = |release: &&Release| {
        let time = release.time.format("%Y-%m-%dT%H:%M:%SZ");
        release.version.as_ref().map_or_else(|| time.to_string(), |v| format!("{v} ({time})"))
    };
    let all: Vec<&&Release> = group.deployments.iter().filter(live).collect();
    let bad: Vec<&&Release> = all.iter().copied().filter(failed).collect();
    let rate = wilson(bad.len() as u64, all.len() as u64);
    Measure {
        k: rate.k,
        n: rate.n,
        value: rate.rate,
        lo: rate.lo,
        hi: rate.hi,
        k_of: bad.into_iter().map(name).collect(),
        n_of: all.into_iter().map(name).collect(),
        ..empty(RateDefinition::ChangeFailure)
    }
}
