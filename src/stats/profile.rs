//! Intervals and p-values of a Firth regression from its profile of the penalised likelihood.

use super::firth::{Design, Fit};
use super::root::root;
use super::special::chi2_p;

/// 95 % quantile of the chi-square distribution with one degree of freedom.
pub(crate) const CRITICAL: f64 = 3.841_458_820_694_124;
/// Farthest a log odds ratio is followed.
const FARTHEST: f64 = 1e4;

/// The first step outward, in standard errors: where a Wald interval would end.
const FIRST_STEP: f64 = 1.96;
/// By how much the next step outward is longer.
const GROWTH: f64 = 1.5;

/// What a regression says of one of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Log odds ratio per unit of the column.
    pub log_or: f64,
    /// Lower end of the 95 % interval.
    pub lo: f64,
    /// Upper end of the 95 % interval.
    pub hi: f64,
    /// P-value of no effect.
    pub p: f64,
    /// By how much clusters widen the variance, at least 1.
    pub design_effect: f64,
}

/// Returns the effect of a column with its 95 % interval from the profile.
///
/// The ends solve `2 (l* - l*(b)) / d = χ²₁(0.95)`, where `l*(b)` is the largest penalised
/// likelihood with the coefficient held at `b` and `d` the design effect; `p` is the upper tail of
/// `2 (l* - l*(0)) / d`. Finite where outcomes separate. Source: Heinze and Schemper (2002); the
/// division by `d` as for a scaled deviance.
///
/// With few escapes or separation the profile has several branches. It is followed from the maximum
/// outward, 1.96 standard errors first and each step half as long again, each fit starting where the last
/// one ended; inside the bracket every fit starts at the inner end's, so that the end belongs to
/// the branch that comes from the maximum.
pub fn effect(design: &Design, fit: &Fit, column: usize, design_effect: f64) -> Effect {
    let centre = fit.coefficients[column];
    let crit = CRITICAL * design_effect;
    let held = |at: f64, start: &[f64]| {
        let mut start = start.to_vec();
        start[column] = at;
        let held = design.fit_from(&start, Some(column));
        let loss = if held.penalised.is_finite() {
            2.0 * (fit.penalised - held.penalised)
        } else {
            f64::INFINITY
        };
        (loss, held.coefficients)
    };
    let p = chi2_p(held(0.0, &fit.coefficients).0.max(0.0) / design_effect);
    let error = design.standard_error(fit, column).filter(|error| error.is_finite());
    let first = FIRST_STEP * error.unwrap_or(1.0);
    let end = |side: f64| {
        let (mut inner, mut start) = (centre, fit.coefficients.clone());
        let mut width = first;
        let mut outer = centre + side * width;
        loop {
            let (loss, reached) = held(outer, &start);
            if loss >= crit {
                break;
            }
            if (outer - centre).abs() > FARTHEST {
                return side * f64::INFINITY;
            }
            (inner, start) = (outer, reached);
            width *= GROWTH;
            outer += side * width;
        }
        let distance = |at: f64| (held(at, &start).0 - crit).clamp(-1e6, 1e6);
        root(inner, outer, 1e-12, distance).unwrap_or(outer)
    };
    let (lo, hi) = (end(-1.0), end(1.0));
    Effect { log_or: centre, lo, hi, p, design_effect }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(a: usize, b: usize, c: usize, d: usize) -> Design {
        let cell = |n, x: f64, y| std::iter::repeat_n((x, y), n);
        let rows: Vec<(f64, bool)> = cell(a, 1.0, true)
            .chain(cell(b, 1.0, false))
            .chain(cell(c, 0.0, true))
            .chain(cell(d, 0.0, false))
            .collect();
        let column = rows.iter().map(|row| row.0).collect();
        let outcome: Vec<bool> = rows.iter().map(|row| row.1).collect();
        Design::new(&[column], &outcome).unwrap()
    }

    #[test]
    fn the_ends_lie_where_the_profile_lost_the_critical_amount() {
        let design = table(9, 5, 4, 12);
        let fit = design.fit();
        let found = effect(&design, &fit, 1, 1.4);
        for end in [found.lo, found.hi] {
            let held = design.fit_from(&[fit.coefficients[0], end], Some(1));
            assert!((2.0 * (fit.penalised - held.penalised) - 1.4 * CRITICAL).abs() < 1e-6);
        }
        assert!(found.lo < found.log_or && found.log_or < found.hi && found.p < 0.1);
    }

    #[test]
    fn separated_outcomes_have_finite_ends_and_turning_the_column_turns_them() {
        let (design, turned) = (table(6, 0, 0, 6), table(0, 6, 6, 0));
        let one = effect(&design, &design.fit(), 1, 1.0);
        let other = effect(&turned, &turned.fit(), 1, 1.0);
        assert!(one.lo > 0.0 && one.hi.is_finite());
        assert!((one.lo + other.hi).abs() < 1e-6 && (one.hi + other.lo).abs() < 1e-6);
    }
}
