//! Medians with intervals from order statistics.

use crate::model::latency::Median;

/// Returns the median of the values with the narrowest pair of order statistics, the r-th from
/// either end, that holds the true median with at least 95 %.
///
/// The number of values below the true median is binomial with one half, so the pair holds it with
/// `1 - 2 P(X < r)`. No distribution is assumed. `None` for no values; no ends below 6 values, as
/// even the smallest and the largest of 5 hold it with 93.75 % only. Source: Conover (1999),
/// Practical Nonparametric Statistics, 3rd edition, section 3.2.
pub fn median(values: &[f64]) -> Option<Median> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    if n == 0 {
        return None;
    }
    let value = f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]);
    let ends = rank(n).map(|rank| (sorted[rank - 1], sorted[n - rank]));
    Some(Median { n: n as u64, value, lo: ends.map(|(lo, _)| lo), hi: ends.map(|(_, hi)| hi) })
}

/// Returns the largest r with `P(X < r) <= 2.5 %`, X binomial with n and one half.
fn rank(n: usize) -> Option<usize> {
    let mut log_term = -(n as f64) * std::f64::consts::LN_2;
    let mut below = 0.0;
    let mut rank = 0;
    for k in 0..n / 2 {
        below += log_term.exp();
        if below > 0.025 {
            break;
        }
        rank = k + 1;
        log_term += ((n - k) as f64).ln() - ((k + 1) as f64).ln();
    }
    (rank > 0).then_some(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_the_binomial_table() {
        // n = 6: P(X < 1) = 1/64 = 1.6 %, P(X < 2) = 7/64 = 10.9 %. n = 5: 1/32 = 3.1 % is too much.
        // n = 20: P(X <= 5) = 2.07 %, P(X <= 6) = 5.77 %, so the 6th value.
        assert_eq!((rank(5), rank(6), rank(20)), (None, Some(1), Some(6)));
        // n = 100: P(X <= 39) = 1.76 %, P(X <= 40) = 2.84 %, so the 40th value.
        assert_eq!(rank(100), Some(40));
    }

    #[test]
    fn the_interval_holds_the_median_and_few_values_have_none() {
        let found = median(&[9.0, 1.0, 4.0, 2.0, 8.0, 3.0]).unwrap();
        assert!((found.value - 3.5).abs() < 1e-12);
        assert_eq!((found.lo, found.hi), (Some(1.0), Some(9.0)));
        assert_eq!(median(&[3.0, 1.0]).unwrap().lo, None);
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn thousands_of_values_do_not_underflow() {
        let values: Vec<f64> = (0..5_000).map(f64::from).collect();
        let found = median(&values).unwrap();
        // 2500 - 0.98 * sqrt(5000) is about 2431.
        assert!((found.lo.unwrap() - 2_430.0).abs() < 2.0, "{found:?}");
    }
}
