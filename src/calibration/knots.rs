//! Where would a floor fit? A profile over possible floors, with "no floor" among them.

use super::cases::Cases;
use crate::model::calibration::KnotProfile;
use crate::stats::{CRITICAL, Design};

/// Floors that are tried, in percent; the last is no floor.
const GRID: [u32; 17] = [20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100];
/// No floor: the slope goes on to the end.
const NO_FLOOR: u32 = 100;
/// Fewest rows short of a floor for it to be tried.
const MIN_ROWS: usize = 2;
/// Log-likelihoods this near are equal.
const TIE: f64 = 1e-9;

/// Returns how well each possible floor fits; `None` where coverage or outcomes do not vary.
///
/// Each is a regression on `max(X - coverage, 0) / 10` with size and change. Its fit is the plain
/// log-likelihood at the Firth estimate, as penalties of different columns do not compare. The 95 %
/// set holds the floors with `2 (l_max - l(X)) ≤ 3.841`. A floor found here is no floor to advise.
pub(super) fn profile(cases: &Cases, knot: u32) -> Option<KnotProfile> {
    let controls = cases.controls();
    let without = Design::new(&controls, &cases.escaped)?.fit().plain;
    let mut tried = Vec::new();
    for x in GRID {
        let short: Vec<f64> =
            cases.values[0].iter().map(|c| (f64::from(x) - c).max(0.0) / 10.0).collect();
        if short.iter().filter(|s| **s > 0.0).count() < MIN_ROWS {
            continue;
        }
        let columns = [&[short], controls.as_slice()].concat();
        let Some(design) = Design::new(&columns, &cases.escaped) else { continue };
        let fit = design.fit();
        tried.push((x, fit.plain, fit.coefficients[1]));
    }
    let top = tried.iter().map(|one| one.1).fold(f64::NEG_INFINITY, f64::max);
    // Floors between the same two values fit alike; the lowest of them is the best.
    let best = tried.iter().find(|one| one.1 >= top - TIE)?.0;
    let set: Vec<u32> = tried
        .iter()
        .filter(|(_, plain, _)| 2.0 * (top - plain) <= CRITICAL)
        .map(|(x, ..)| *x)
        .collect();
    Some(KnotProfile {
        grid: tried.iter().map(|one| one.0).collect(),
        loglik: tried.iter().map(|one| one.1).collect(),
        slope_log_or_per_10: tried.iter().map(|one| one.2).collect(),
        loglik_no_coverage: without,
        best,
        set_lo: *set.first()?,
        set_hi: *set.last()?,
        contains_knot: set.contains(&knot),
        contains_no_floor: set.contains(&NO_FLOOR),
        set,
        lr_any_effect: 2.0 * (top - without),
    })
}
