//! Exact intervals of counts and shares: Garwood, Clopper-Pearson, and the mean of waiting times.

use super::special::{beta_quantile, gamma_quantile};

/// Share left out on each side of a 95 % interval.
const TAIL: f64 = 0.025;

/// Returns Garwood's exact 95 % interval of a Poisson mean after `count` events.
///
/// `[χ²(α/2; 2x) / 2, χ²(1 - α/2; 2x + 2) / 2]`, in events; the lower end is 0 for a count of 0.
/// Source: Garwood (1936), Biometrika 28.
pub fn garwood(count: u64) -> (f64, f64) {
    let x = count as f64;
    let lo = if count == 0 { 0.0 } else { gamma_quantile(TAIL, x) };
    (lo, gamma_quantile(1.0 - TAIL, x + 1.0))
}

/// Returns Clopper and Pearson's exact 95 % interval of the share `k / n`.
///
/// Beta quantiles `B(α/2; k, n-k+1)` and `B(1-α/2; k+1, n-k)`, in `[0, 1]`; exactly 0 for `k` of 0
/// and 1 for `k` of `n`; `None` for `n` of 0. It never covers less than 95 %, so it is the one for
/// "at most". Source: Clopper and Pearson (1934), Biometrika 26.
pub fn clopper_pearson(k: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 || k > n {
        return None;
    }
    let (hits, rest) = (k as f64, (n - k) as f64);
    let lo = if k == 0 { 0.0 } else { beta_quantile(TAIL, hits, rest + 1.0) };
    let hi = if k == n { 1.0 } else { beta_quantile(1.0 - TAIL, hits + 1.0, rest) };
    Some((lo, hi))
}

/// Returns the exact 95 % interval of the mean of exponential waiting times adding up to `sum`.
///
/// `[2S / χ²(1-α/2; 2k), 2S / χ²(α/2; 2k)]` in the unit of the times, `k` being their number;
/// `None` for `k` of 0. Source: Epstein and Sobel (1953), Journal of the American Statistical
/// Association 48.
pub fn mean_gap(sum: f64, k: u64) -> Option<(f64, f64)> {
    let shape = k as f64;
    (k > 0).then(|| (sum / gamma_quantile(1.0 - TAIL, shape), sum / gamma_quantile(TAIL, shape)))
}

/// Returns the probability that the next waiting time is longer than `next`, after `k` adding up
/// to `sum`.
///
/// `(S / (S + t))^k`, exact for exponential times: `t / S · k` follows an F distribution with 2 and
/// 2k degrees of freedom. In `[0, 1]`; `None` where all times are 0 or there is none before.
/// Source: the t-chart with an estimated mean, as in Jones and Champ (2002), Journal of Quality
/// Technology 34.
pub fn longer_gap(sum: f64, k: u64, next: f64) -> Option<f64> {
    (k > 0 && sum + next > 0.0).then(|| (sum / (sum + next)).powf(k as f64))
}

#[cfg(test)]
mod tests {
    use super::super::special::gamma_shares;
    use super::*;

    fn poisson_cdf(count: u64, mean: f64) -> f64 {
        gamma_shares(count as f64 + 1.0, mean).1
    }

    #[test]
    fn ends_for_none_and_all_agree_with_a_calculation_by_hand() {
        // Nothing seen: e^-μ = 0.025, so μ = 3.688879; (1 - p)^10 = 0.025, so p = 0.308497.
        let (lo, hi) = garwood(0);
        assert!(lo == 0.0 && (hi - 3.688_879_454).abs() < 1e-8);
        let (lo, hi) = clopper_pearson(0, 10).unwrap();
        assert!(lo == 0.0 && (hi - 0.308_497_1).abs() < 1e-6);
        assert!(clopper_pearson(4, 4).unwrap().1 >= 1.0);
        assert_eq!(clopper_pearson(0, 0), None);
    }

    #[test]
    fn the_ends_of_garwood_leave_two_and_a_half_percent_outside() {
        for count in [1, 2, 7, 40, 300] {
            let (lo, hi) = garwood(count);
            assert!((poisson_cdf(count, hi) - 0.025).abs() < 1e-10);
            assert!((1.0 - poisson_cdf(count - 1, lo) - 0.025).abs() < 1e-10);
        }
    }

    #[test]
    fn exact_intervals_of_shares_mirror_their_complement_and_hold_it() {
        for n in [1_u64, 5, 14, 60] {
            for k in 0..=n {
                let (lo, hi) = clopper_pearson(k, n).unwrap();
                let (other, _) = clopper_pearson(n - k, n).unwrap();
                assert!((hi - (1.0 - other)).abs() < 1e-12);
                assert!(lo <= k as f64 / n as f64 && k as f64 / n as f64 <= hi);
            }
        }
    }

    #[test]
    fn gaps_agree_with_a_calculation_by_hand() {
        // One gap of 4 days, then 8: (4 / 12)^1 = 1/3. One time: χ²(2) quantiles are -2 ln(1 - p).
        assert!((longer_gap(4.0, 1, 8.0).unwrap() - 1.0 / 3.0).abs() < 1e-15);
        let (lo, hi) = mean_gap(10.0, 1).unwrap();
        assert!((lo - 10.0 / 3.688_879_454).abs() < 1e-8);
        assert!((hi - 10.0 / 0.025_317_808).abs() < 1e-3);
        assert_eq!(longer_gap(0.0, 2, 0.0), None);
    }
}
