//! How strong is it, alone and at equal size and change? Firth regressions per standard deviation.

use super::cases::{Cases, Scale};
use crate::model::calibration::OddsRatio;
use crate::stats::{Design, effect};

/// Returns the effect of the first column per standard deviation, without anything held.
pub(super) fn unadjusted(cases: &Cases) -> Option<OddsRatio> {
    per_sd(cases, &[])
}

/// Returns the effect of the first column per standard deviation, at equal size and change.
///
/// Size and change are `ln(1 + lines)`. The number of tests is not held: it lies on the way from
/// the indicator to the escapes.
pub(super) fn adjusted(cases: &Cases) -> Option<OddsRatio> {
    per_sd(cases, &cases.controls())
}

fn per_sd(cases: &Cases, held: &[Vec<f64>]) -> Option<OddsRatio> {
    let scale = Scale::of(&cases.values[0])?;
    let columns = [&[scale.applied(&cases.values[0])], held].concat();
    let design = Design::new(&columns, &cases.escaped)?;
    let mut found = odds_ratio(&design, 1, &cases.units);
    found.unit_sd = Some(scale.sd);
    Some(found)
}

/// Returns the effect of one column with its profile interval, widened for repeated units.
pub(super) fn odds_ratio(design: &Design, column: usize, units: &[usize]) -> OddsRatio {
    let fit = design.fit();
    let design_effect = design.design_effect(&fit, column, units);
    let found = effect(design, &fit, column, design_effect);
    OddsRatio {
        log_or: found.log_or,
        log_or_lo: found.lo,
        log_or_hi: found.hi,
        p: found.p,
        or: found.log_or.exp(),
        or_lo: found.lo.exp(),
        or_hi: found.hi.exp(),
        converged: fit.converged,
        design_effect,
        coefficients: fit.coefficients,
        penalised_loglik: fit.penalised,
        unit_sd: None,
    }
}
