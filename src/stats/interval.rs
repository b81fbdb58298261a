//! Intervals of shares: Wilson's for one, Newcombe's for a difference, Jeffreys' for the next one.
//!
//! All are two-sided at 95 %. A share of nothing has no interval.

use crate::model::rate::{IntervalMethod, Rate, RateChange};

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the share `k / n` with Wilson's score interval.
///
/// The ends solve `(p - k/n)² = z² p (1 - p) / n`. In `[0, 1]`, exactly 0 for `k` of 0 and exactly
/// 1 for `k` of `n`; `None` for `n` of 0. `k` above `n` counts as `n`. Source: Wilson (1927),
/// Journal of the American Statistical Association 22.
pub fn wilson(k: u64, n: u64) -> Rate {
    let k = k.min(n);
    let method = IntervalMethod::Wilson;
    if n == 0 {
        return Rate { k, n, rate: None, lo: None, hi: None, method };
    }
    let (hits, size) = (k as f64, n as f64);
    let share = hits / size;
    let z2 = Z * Z;
    let centre = hits + z2 / 2.0;
    let half = Z * (hits * (1.0 - share) + z2 / 4.0).sqrt();
    let lo = if k == 0 { 0.0 } else { (centre - half) / (size + z2) };
    let hi = if k == n { 1.0 } else { (centre + half) / (size + z2) };
    Rate { k, n, rate: Some(share), lo: Some(lo), hi: Some(hi), method }
}

/// Returns `now - before` with Newcombe's hybrid score interval.
///
/// With Wilson's ends `l` and `u` of each share `p` the ends are
/// `d - √((p₁ - l₁)² + (u₂ - p₂)²)` and `d + √((u₁ - p₁)² + (p₂ - l₂)²)`. In `[-1, 1]`; `None`
/// where either share is of nothing. Source: Newcombe (1998), Statistics in Medicine 17, method 10.
pub fn newcombe(now: &Rate, before: &Rate) -> Option<RateChange> {
    let (p1, l1, u1) = (now.rate?, now.lo?, now.hi?);
    let (p2, l2, u2) = (before.rate?, before.lo?, before.hi?);
    let difference = p1 - p2;
    Some(RateChange {
        difference,
        lo: difference - (p1 - l1).hypot(u2 - p2),
        hi: difference + (u1 - p1).hypot(p2 - l2),
    })
}

/// Returns the range that a future share of `m` is expected in, given `k` of `n` so far.
///
/// The count to come is beta-binomial with `α = k + ½` and `β = n - k + ½` (Jeffreys' prior); the
/// ends are its 2.5 % and 97.5 % quantiles over `m`, the smallest counts whose cumulated
/// probability reaches them. In `[0, 1]`; `None` for `n` or `m` of 0 and for `k` above `n`.
/// Source: Aitchison and Dunsmore (1975), Statistical Prediction Analysis, chapter 2, with
/// Jeffreys' prior.
pub fn jeffreys_predictive(k: u64, n: u64, m: u64) -> Option<(f64, f64)> {
    /// Largest future size that is summed up term by term.
    const MAX_SIZE: u64 = 1_000_000;
    if n == 0 || m == 0 || m > MAX_SIZE || k > n {
        return None;
    }
    let (alpha, beta) = (k as f64 + 0.5, (n - k) as f64 + 0.5);
    // Ratios of neighbouring probabilities need no gamma function, and logarithms do not overflow.
    let mut logs = Vec::with_capacity(m as usize + 1);
    let mut log = 0.0_f64;
    for x in 0..=m {
        logs.push(log);
        let (hits, rest) = (x as f64, (m - x) as f64);
        log += (rest * (hits + alpha)).ln() - ((hits + 1.0) * (rest - 1.0 + beta)).ln();
    }
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = logs.iter().map(|l| (l - top).exp()).sum();
    let quantile = |share: f64| {
        let mut cumulated = 0.0;
        let reached = logs.iter().position(|l| {
            cumulated += (l - top).exp() / total;
            cumulated >= share
        });
        reached.map_or(1.0, |x| x as f64 / m as f64)
    };
    Some((quantile(0.025), quantile(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Option<f64>, b: f64) {
        assert!((a.unwrap() - b).abs() < 1e-9, "{a:?} is not {b}");
    }

    #[test]
    fn wilson_agrees_with_a_calculation_by_hand() {
        // 3 of 8: z² = 3.841459; centre 3 + 1.920729 = 4.920729; half = 1.959964 · √(3 · 0.625 +
        // 0.960365) = 1.959964 · 1.683854 = 3.300293; over 8 + 3.841459: 0.136844 and 0.694257.
        let rate = wilson(3, 8);
        assert!((rate.lo.unwrap() - 0.136_844).abs() < 1e-5);
        assert!((rate.hi.unwrap() - 0.694_257).abs() < 1e-5);
    }

    #[test]
    fn wilson_agrees_with_known_intervals_to_the_percent() {
        let percent = |k, n| {
            let rate = wilson(k, n);
            ((rate.lo.unwrap() * 100.0).round() as i64, (rate.hi.unwrap() * 100.0).round() as i64)
        };
        assert_eq!(percent(3, 8), (14, 69));
        assert_eq!(percent(12, 20), (39, 78));
        assert_eq!(percent(60, 100), (50, 69));
        assert_eq!(percent(0, 20), (0, 16));
    }

    #[test]
    fn wilson_and_newcombe_agree_with_another_program_to_nine_digits() {
        // The expected numbers were made with Python's `math` module from the same formulas.
        let (now, before) = (wilson(4, 22), wilson(11, 37));
        close(now.lo, 0.073_068_845_834_220_57);
        close(now.hi, 0.385_166_074_371_265_43);
        close(before.hi, 0.457_831_359_111_356_53);
        let change = newcombe(&now, &before).unwrap();
        close(Some(change.difference), -0.115_479_115_479_115_49);
        close(Some(change.lo), -0.309_380_129_090_372);
        close(Some(change.hi), 0.121_866_076_289_485_9);
    }

    #[test]
    fn a_share_of_nothing_has_no_interval() {
        let nothing = wilson(0, 0);
        assert_eq!((nothing.rate, nothing.lo, nothing.hi), (None, None, None));
        assert_eq!(newcombe(&nothing, &wilson(1, 2)), None);
        assert_eq!(jeffreys_predictive(0, 0, 5), None);
        assert_eq!(jeffreys_predictive(1, 5, 0), None);
    }

    #[test]
    fn every_wilson_interval_holds_its_share_and_mirrors_its_complement() {
        for n in 1..=60 {
            for k in 0..=n {
                let (rate, other) = (wilson(k, n), wilson(n - k, n));
                let (share, lo, hi) = (rate.rate.unwrap(), rate.lo.unwrap(), rate.hi.unwrap());
                assert!(0.0 <= lo && lo <= share && share <= hi && hi <= 1.0);
                close(rate.lo, 1.0 - other.hi.unwrap());
                let back = newcombe(&rate, &other).unwrap();
                let forth = newcombe(&other, &rate).unwrap();
                close(Some(back.lo), -forth.hi);
            }
        }
    }

    #[test]
    fn predictive_limits_agree_with_sums_of_gamma_functions() {
        // Counts of the limits for (k, n, m), from Python's `math.lgamma`: for (12, 50, 18) the
        // cumulated probability is 0.0695 at 1 and reaches 0.975 at 9.
        let cases = [(12, 50, 18, 1, 9), (45, 60, 30, 16, 27), (140, 700, 90, 11, 26)];
        for (k, n, m, lo, hi) in cases {
            let (low, high) = jeffreys_predictive(k, n, m).unwrap();
            close(Some(low * m as f64), f64::from(lo));
            close(Some(high * m as f64), f64::from(hi));
        }
    }

    #[test]
    fn predictive_limits_agree_with_a_sum_done_by_hand() {
        // k = 0, n = 1, m = 1: α = ½, β = 1½, so P(1) = α / (α + β) = ¼ and both 0 and 1 are needed.
        assert_eq!(jeffreys_predictive(0, 1, 1), Some((0.0, 1.0)));
        // k = 0, n = 100, m = 1: P(1) = 0.5 / 101 < 0.025, so 0 alone is expected.
        assert_eq!(jeffreys_predictive(0, 100, 1), Some((0.0, 0.0)));
    }

    #[test]
    fn more_history_never_widens_the_expected_range() {
        let width = |scale: u64| {
            let (lo, hi) = jeffreys_predictive(3 * scale, 10 * scale, 200).unwrap();
            hi - lo
        };
        assert!(width(1) > width(4) && width(4) > width(16));
    }
}
