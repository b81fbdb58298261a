//! Tables of two by two in strata: the exact conditional odds ratio, and Mantel and Haenszel's.

use super::root::root;

/// Share left out on each side of a 95 % interval.
const TAIL: f64 = 0.025;
/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;
/// Farthest a log odds ratio is followed.
const FARTHEST: f64 = 60.0;

/// Cases and controls that belong together, by exposure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stratum {
    /// Exposed cases.
    pub exposed_cases: u64,
    /// Cases.
    pub cases: u64,
    /// Exposed controls.
    pub exposed_controls: u64,
    /// Controls.
    pub controls: u64,
}

impl Stratum {
    /// Returns whether the stratum says anything: both exposures and both outcomes occur.
    pub fn is_informative(&self) -> bool {
        let exposed = self.exposed_cases + self.exposed_controls;
        let all = self.cases + self.controls;
        self.cases > 0 && self.controls > 0 && exposed > 0 && exposed < all
    }
}

/// The odds ratio all strata share, given their margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConditionalOdds {
    /// Conditional maximum-likelihood estimate; infinite where no case could be more exposed.
    pub estimate: f64,
    /// Mid-P 95 % interval; its upper end may be infinite.
    pub mid_p: (f64, f64),
    /// Two-sided mid-P value of no effect.
    pub mid_p_value: f64,
    /// Exact (Clopper-Pearson type) 95 % interval.
    pub exact: (f64, f64),
    /// Two-sided exact p-value.
    pub exact_value: f64,
}

/// Returns the odds ratio the strata share, with exact intervals.
///
/// Given its margins the number of exposed cases of a stratum is noncentral hypergeometric; the
/// distribution of their sum `T` is the convolution, `P(T = t) ∝ cₜ ORᵗ`. The estimate solves
/// `E(T) = t`; interval ends leave 2.5 % in each tail, mid-P counting half of `t` itself; p-values
/// double the smaller tail. In `[0, ∞]`; `None` where no stratum is informative. Source: Breslow and
/// Day (1980), Statistical Methods in Cancer Research I, chapter 7; Lancaster (1961).
pub fn conditional_odds(strata: &[Stratum]) -> Option<ConditionalOdds> {
    let mut chances = vec![1.0];
    let (mut least, mut seen) = (0, 0);
    let informative = strata.iter().filter(|stratum| stratum.is_informative());
    for stratum in informative {
        let (low, own) = hypergeometric(stratum);
        least += low;
        seen += stratum.exposed_cases;
        chances = convolved(&chances, &own);
    }
    if chances.len() < 2 {
        return None;
    }
    let at = (seen - least) as usize;
    let top = chances.len() - 1;
    // Tails above and below `at`, and the mean, at a log odds ratio.
    let tails = |log_or: f64| {
        let shift = |t: usize| t as f64 * log_or + chances[t].ln();
        let most = (0..=top).map(shift).fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = (0..=top).map(|t| (shift(t) - most).exp()).collect();
        let total: f64 = weights.iter().sum();
        let above: f64 = weights[at + 1..].iter().sum::<f64>() / total;
        let below: f64 = weights[..at].iter().sum::<f64>() / total;
        let mean: f64 = weights.iter().enumerate().map(|(t, w)| t as f64 * w).sum::<f64>() / total;
        (below, weights[at] / total, above, mean)
    };
    let solve = |f: &dyn Fn(f64) -> f64| root(-FARTHEST, FARTHEST, 1e-14, f).map(f64::exp);
    let estimate = match at {
        0 => 0.0,
        _ if at == top => f64::INFINITY,
        _ => solve(&|b| tails(b).3 - at as f64)?,
    };
    let interval = |half: f64| {
        let lo =
            if at == 0 { Some(0.0) } else { solve(&|b| tails(b).2 + half * tails(b).1 - TAIL) };
        let hi = if at == top {
            Some(f64::INFINITY)
        } else {
            solve(&|b| tails(b).0 + half * tails(b).1 - TAIL)
        };
        Some((lo?, hi?))
    };
    let value = |half: f64| {
        let (below, own, above, _) = tails(0.0);
        (2.0 * (below + half * own).min(above + half * own)).min(1.0)
    };
    Some(ConditionalOdds {
        estimate,
        mid_p: interval(0.5)?,
        mid_p_value: value(0.5),
        exact: interval(1.0)?,
        exact_value: value(1.0),
    })
}

/// Returns the least number of exposed cases and the chances from there on, at an odds ratio of 1.
fn hypergeometric(stratum: &Stratum) -> (u64, Vec<f64>) {
    let (cases, controls) = (stratum.cases, stratum.controls);
    let exposed = stratum.exposed_cases + stratum.exposed_controls;
    let least = exposed.saturating_sub(controls);
    let most = exposed.min(cases);
    let mut chances = vec![1.0];
    for x in least..most {
        let up = (cases - x) as f64 * (exposed - x) as f64;
        let down = (x + 1) as f64 * (controls + x + 1 - exposed) as f64;
        chances.push(chances[chances.len() - 1] * up / down);
    }
    let total: f64 = chances.iter().sum();
    for chance in &mut chances {
        *chance /= total;
    }
    (least, chances)
}

fn convolved(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            sum[i + j] += x * y;
        }
    }
    sum
}

/// Returns Mantel and Haenszel's odds ratio with Robins, Breslow and Greenland's 95 % interval.
///
/// `Σ a d / n ÷ Σ b c / n`; positive, `None` where either sum is 0. For comparison only, as its
/// interval is too short with few strata. Source: Mantel and Haenszel (1959), Journal of the
/// National Cancer Institute 22; Robins, Breslow and Greenland (1986), Biometrics 42.
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
pub fn mantel_haenszel(strata: &[Stratum]) -> Option<(f64, f64, f64)> {
    let (mut r, mut s, mut pr, mut cross, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for one in strata {
        let n = (one.cases + one.controls) as f64;
        if n == 0.0 {
            continue;
        }
        let (a, b) = (one.exposed_cases as f64, one.exposed_controls as f64);
        let (c, d) = (one.cases as f64 - a, one.controls as f64 - b);
        let (agree, differ) = ((a + d) / n, (b + c) / n);
        let (up, down) = (a * d / n, b * c / n);
        r += up;
        s += down;
        pr += agree * up;
        cross += agree * down + differ * up;
        qs += differ * down;
    }
    if r <= 0.0 || s <= 0.0 {
        return None;
    }
    let variance = pr / (2.0 * r * r) + cross / (2.0 * r * s) + qs / (2.0 * s * s);
    let (log, half) = ((r / s).ln(), Z * variance.sqrt());
    Some((r / s, (log - half).exp(), (log + half).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stratum(exposed_cases: u64, cases: u64, exposed_controls: u64, controls: u64) -> Stratum {
        Stratum { exposed_cases, cases, exposed_controls, controls }
    }

    #[test]
    fn one_matched_set_comes_out_as_by_hand() {
        // One case, exposed; one of four controls exposed. P(case exposed) = 2 OR / (2 OR + 3):
        // 0.4 at 1, and half of it is 0.025 at 0.05 · 3 / (2 · 0.95) = 0.078947.
        let found = conditional_odds(&[stratum(1, 1, 1, 4)]).unwrap();
        assert!(found.estimate.is_infinite() && found.mid_p.1.is_infinite());
        assert!((found.mid_p_value - 0.4).abs() < 1e-12);
        assert!((found.mid_p.0 - 0.15 / 1.9).abs() < 1e-10);
        assert!((found.exact_value - 0.8).abs() < 1e-12);
    }

    #[test]
    fn pairs_give_the_ratio_of_discordant_pairs() {
        // 1:1 matching: 9 pairs with only the case exposed, 3 with only the control: 3.
        let strata: Vec<Stratum> = std::iter::repeat_n(stratum(1, 1, 0, 1), 9)
            .chain(std::iter::repeat_n(stratum(0, 1, 1, 1), 3))
            .chain(std::iter::repeat_n(stratum(1, 1, 1, 1), 50))
            .collect();
        let found = conditional_odds(&strata).unwrap();
        let (mh, lo, hi) = mantel_haenszel(&strata).unwrap();
        assert!((found.estimate - 3.0).abs() < 1e-10 && (mh - 3.0).abs() < 1e-12);
        assert!(lo < 3.0 && 3.0 < hi);
        assert!(found.exact.0 < found.mid_p.0 && found.mid_p.1 < found.exact.1);
    }

    #[test]
    fn turning_the_exposure_turns_the_odds_around() {
        let strata = [stratum(3, 4, 2, 9), stratum(1, 2, 3, 7), stratum(2, 3, 1, 5)];
        let turned = strata.map(|s| {
            stratum(s.cases - s.exposed_cases, s.cases, s.controls - s.exposed_controls, s.controls)
        });
        let (one, other) = (conditional_odds(&strata).unwrap(), conditional_odds(&turned).unwrap());
        assert!((one.estimate * other.estimate - 1.0).abs() < 1e-9);
        assert!((one.mid_p.0 * other.mid_p.1 - 1.0).abs() < 1e-9);
        assert!((one.mid_p_value - other.mid_p_value).abs() < 1e-12);
    }

    #[test]
    fn strata_without_variation_are_no_evidence() {
        assert_eq!(conditional_odds(&[stratum(0, 1, 0, 3), stratum(1, 1, 4, 4)]), None);
        assert_eq!(mantel_haenszel(&[stratum(0, 1, 0, 3)]), None);
        assert!(!stratum(0, 0, 1, 3).is_informative());
    }
}
