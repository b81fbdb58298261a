//! What a number of escapes could show at all: 80 % power, two-sided 5 %, no confounding.

use super::special::ln_gamma;

/// Sum of the normal quantiles of 97.5 % and 80 %.
const Z_SUM: f64 = 1.959_963_984_540_054 + 0.841_621_233_572_914_3;
/// Chance of seeing the effect.
const POWER: f64 = 0.8;
/// Level of the test.
const LEVEL: f64 = 0.05;
/// Step of the search on the log scale.
const STEP: f64 = 0.01;
/// Farthest a log odds ratio is searched.
const MOST_STEPS: u32 = 600;

/// Returns the smallest odds ratio per standard deviation that `escaped` of `rows` would show.
///
/// `exp((z₁₋α/₂ + z₁₋β) / √(n p (1-p)))`, above 1; `None` where no row or every row escaped. Source:
/// Hsieh, Bloch and Larsen (1998), Statistics in Medicine 17.
pub fn detectable_odds_per_sd(escaped: u64, rows: u64) -> Option<f64> {
    let spread = spread(escaped, rows)?;
    Some((Z_SUM / spread).exp())
}

/// Returns the smallest area under the ROC curve that `escaped` of `rows` would show.
///
/// `½ + (z₁₋α/₂ + z₁₋β) √((N + 1) / (12 m n))` with `m` escaped rows and `n` others, at most 1: the
/// error of the area where nothing ranks. Source: Noether (1987), Journal of the American
/// Statistical Association 82, with Mann and Whitney's exact variance.
pub fn detectable_area(escaped: u64, rows: u64) -> Option<f64> {
    let (marked, all) = (escaped as f64, rows as f64);
    let pairs = marked * (all - marked);
    (escaped > 0 && escaped < rows)
        .then(|| (0.5 + Z_SUM * ((all + 1.0) / (12.0 * pairs)).sqrt()).min(1.0))
}

fn spread(escaped: u64, rows: u64) -> Option<f64> {
    let (e, n) = (escaped as f64, rows as f64);
    (escaped > 0 && escaped < rows).then(|| (e * (n - e) / n).sqrt())
}

/// Returns the odds ratio nearest 1 that `escaped` escapes would show for a trait on the share
/// `exposed` of the rows; above 1 if `risk`, below if not.
///
/// Of `E` escapes `Bin(E, π)` have the trait, `π = f OR / (f OR + 1 - f)`. The counts that a two-sided
/// mid-P binomial test of `π = f` rejects are enumerated, and log OR grows in steps of 0.01 until
/// they have 80 % together. `None` where no odds ratio does. A formula is not enough here: for a
/// protective trait on a fifth of the rows it claims 80 % where 8 % are true.
pub fn detectable_odds(escaped: u64, exposed: f64, risk: bool) -> Option<f64> {
    let at_null = binomial(escaped, exposed);
    let rejected: Vec<bool> = (0..at_null.len())
        .map(|k| {
            let below: f64 = at_null[..k].iter().sum::<f64>() + at_null[k] / 2.0;
            let above: f64 = at_null[k + 1..].iter().sum::<f64>() + at_null[k] / 2.0;
            2.0 * below.min(above) <= LEVEL
        })
        .collect();
    let sign = if risk { 1.0 } else { -1.0 };
    (1..=MOST_STEPS).map(|step| (sign * STEP * f64::from(step)).exp()).find(|odds| {
        let share = exposed * odds / (exposed * odds + 1.0 - exposed);
        let chances = binomial(escaped, share);
        let seen: f64 = chances.iter().zip(&rejected).filter(|(_, r)| **r).map(|(c, _)| c).sum();
        seen >= POWER
    })
}

/// Returns the chances of 0 to `n` hits.
fn binomial(n: u64, p: f64) -> Vec<f64> {
    let all = ln_gamma(n as f64 + 1.0);
    (0..=n)
        .map(|k| {
            let (hits, rest) = (k as f64, (n - k) as f64);
            let ways = all - ln_gamma(hits + 1.0) - ln_gamma(rest + 1.0);
            (ways + hits * p.ln() + rest * (-p).ln_1p()).exp()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_escapes_and_a_trait_on_half_come_out_as_by_hand() {
        // Only 5 of 5 is rejected (2 · ½ · 1/32 = 0.03125); π⁵ = 0.8 at π = 0.956352, which is
        // an odds ratio of 21.910, log 3.0869: the next step is e^3.09.
        let found = detectable_odds(5, 0.5, true).unwrap();
        assert!((found - 3.09_f64.exp()).abs() < 1e-9, "{found}");
        // On half the rows a protective trait mirrors a risk.
        assert!((detectable_odds(5, 0.5, false).unwrap() * found - 1.0).abs() < 1e-9);
        // 10 escapes, a fifth exposed: none of 10 has 0.8^10 = 10.7 % of chance and shows nothing.
        assert_eq!(detectable_odds(10, 0.2, false), None);
    }

    #[test]
    fn formulas_agree_with_a_calculation_by_hand() {
        // 20 of 100: √(100 · 0.2 · 0.8) = 4; 2.801585 / 4 = 0.700396; e^0.700396 = 2.014551.
        assert!((detectable_odds_per_sd(20, 100).unwrap() - 2.014_551).abs() < 1e-5);
        // √(101 / (12 · 20 · 80)) = 0.072528; times 2.801585 is 0.203195.
        assert!((detectable_area(20, 100).unwrap() - 0.703_195).abs() < 1e-5);
        assert_eq!(detectable_area(0, 100), None);
    }

    #[test]
    fn more_escapes_show_smaller_effects() {
        let found: Vec<f64> =
            [10, 20, 50, 200].map(|e| detectable_odds(e, 0.2, true).unwrap()).to_vec();
        assert!(found.windows(2).all(|pair| pair[0] > pair[1]), "{found:?}");
    }
}
