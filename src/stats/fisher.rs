//! Fisher's exact test of a table of two by two.

use super::special::ln_gamma;

/// Returns Fisher's two-sided p-value of the table `[[a, b], [c, d]]`.
///
/// The sum of the hypergeometric probabilities not above the table's own, all margins held; in
/// `[0, 1]`, and 1 where a margin is 0. As a test of change it is timid: its true level is far below
/// the nominal one. Source: Fisher (1935), Journal of the Royal Statistical Society 98.
pub fn fisher_p(a: u64, b: u64, c: u64, d: u64) -> f64 {
    /// How much above the table's own a probability may be and still count as equal.
    const SLACK: f64 = 1.0 + 1e-7;
    let (row, column, all) = (a + b, a + c, a + b + c + d);
    let choose = |n: u64, k: u64| {
        ln_gamma(n as f64 + 1.0) - ln_gamma(k as f64 + 1.0) - ln_gamma((n - k) as f64 + 1.0)
    };
    let least = (row + column).saturating_sub(all);
    let most = row.min(column);
    let chance =
        |x: u64| (choose(row, x) + choose(all - row, column - x) - choose(all, column)).exp();
    let own = chance(a) * SLACK;
    (least..=most).map(chance).filter(|p| *p <= own).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lady_tasting_tea_comes_out_as_by_hand() {
        // 3 of 4 right: P(4) = 1/70, P(3) = 16/70; two-sided 34/70 = 0.485714.
        assert!((fisher_p(3, 1, 1, 3) - 34.0 / 70.0).abs() < 1e-12);
        assert!((fisher_p(4, 0, 0, 4) - 2.0 / 70.0).abs() < 1e-12);
    }

    #[test]
    fn turning_the_table_changes_nothing_and_an_empty_margin_says_nothing() {
        for (a, b, c, d) in [(1, 9, 11, 3), (0, 5, 7, 2), (12, 5, 3, 30)] {
            let p = fisher_p(a, b, c, d);
            for turned in [fisher_p(b, a, d, c), fisher_p(a, c, b, d), fisher_p(c, d, a, b)] {
                assert!((p - turned).abs() < 1e-12 && p > 0.0 && p <= 1.0);
            }
        }
        assert!((fisher_p(0, 0, 4, 5) - 1.0).abs() < 1e-12);
        assert!((fisher_p(0, 0, 0, 0) - 1.0).abs() < 1e-12);
    }
}
