//! Two counts over their exposures: the ratio of their rates, exactly, given their sum.

use super::count::clopper_pearson;
use super::special::ln_gamma;

/// The ratio of two rates of counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// `(k₁ / e₁) / (k₂ / e₂)`; infinite where only the second count is 0.
    pub ratio: f64,
    /// Lower end of the exact 95 % interval.
    pub lo: f64,
    /// Upper end; infinite where the second count is 0.
    pub hi: f64,
    /// Two-sided exact p-value of equal rates.
    pub p: f64,
}

/// Returns the first rate over the second, by the exact conditional test.
///
/// Given `k₁ + k₂` events, `k₁` is binomial with share `π = r e₁ / (r e₁ + e₂)` at a ratio `r`; the
/// ends are those of Clopper and Pearson's interval of `π`, and `p` adds up what is at most as likely
/// as what was seen under `r` of 1. Exposures are of one unit and above 0; `None` without an event.
/// Source: Przyborowski and Wilenski (1940), Biometrika 31.
pub fn rate_ratio(now: (u64, f64), before: (u64, f64)) -> Option<RateRatio> {
    let ((k1, e1), (k2, e2)) = (now, before);
    let n = k1 + k2;
    if n == 0 || !(e1 > 0.0 && e2 > 0.0) {
        return None;
    }
    let odds = |share: f64| share / (1.0 - share) * e2 / e1;
    let (lo, hi) = clopper_pearson(k1, n)?;
    let share = e1 / (e1 + e2);
    let ln_chance = |k: u64| {
        let (k, n) = (k as f64, n as f64);
        ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0)
            + k * share.ln()
            + (n - k) * (1.0 - share).ln()
    };
    let seen = ln_chance(k1);
    // Chances that differ by rounding only are equally likely.
    let p: f64 = (0..=n).map(ln_chance).filter(|c| *c <= seen + 1e-7).map(f64::exp).sum();
    Some(RateRatio {
        ratio: (k1 as f64 / e1) / (k2 as f64 / e2),
        lo: odds(lo),
        hi: odds(hi),
        p: p.min(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_against_five_of_equal_exposure_agrees_with_a_sum_done_by_hand() {
        // 13 events, share 1/2: 2 · (1 + 13 + 78 + 286 + 715 + 1287) / 8192 = 4760 / 8192.
        let found = rate_ratio((8, 1.0), (5, 1.0)).unwrap();
        assert!((found.p - 4_760.0 / 8_192.0).abs() < 1e-12, "{found:?}");
        assert!((found.ratio - 1.6).abs() < 1e-15 && found.lo < 1.0 && found.hi > 1.0);
        assert!((rate_ratio((14, 1.0), (6, 1.0)).unwrap().p - 0.115_318).abs() < 1e-6);
        assert!((rate_ratio((20, 1.0), (8, 1.0)).unwrap().p - 0.035_698).abs() < 1e-6);
    }

    #[test]
    fn turning_the_two_turns_the_ratio_and_keeps_p() {
        for (a, b) in [((3, 2.0), (9, 5.0)), ((0, 1.0), (4, 3.0)), ((7, 10.0), (7, 1.0))] {
            let (one, other) = (rate_ratio(a, b).unwrap(), rate_ratio(b, a).unwrap());
            assert!((one.p - other.p).abs() < 1e-9);
            assert!((one.lo * other.hi - 1.0).abs() < 1e-9 || one.lo == 0.0);
        }
        assert_eq!(rate_ratio((0, 1.0), (0, 1.0)), None);
        assert_eq!(rate_ratio((1, 0.0), (1, 1.0)), None);
    }
}
