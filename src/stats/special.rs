//! Special functions behind the intervals: gamma, beta and normal, with their quantiles.
//!
//! Exact to about twelve digits for the counts met here (shapes below ten thousand).

use super::root::root;

/// Most terms of a series or continued fraction.
const MAX_TERMS: u32 = 100_000;
/// Where a series counts as summed.
const SMALL: f64 = 1e-16;
/// What stands in for 0 in a continued fraction.
const TINY: f64 = 1e-300;

/// Lanczos' coefficients for `g = 7`.
const LANCZOS: [f64; 8] = [
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

/// Returns the logarithm of the gamma function for `x` above 0.
///
/// Lanczos' approximation with nine terms. Source: Lanczos (1964), SIAM Journal on Numerical
/// Analysis B 1.
pub(super) fn ln_gamma(x: f64) -> f64 {
    if x < 0.5 {
        let reflected = (std::f64::consts::PI * x).sin();
        return std::f64::consts::PI.ln() - reflected.ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut sum = 0.999_999_999_999_809_9;
    for (place, term) in LANCZOS.iter().enumerate() {
        sum += term / (x + place as f64 + 1.0);
    }
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// Returns the regularised lower and upper incomplete gamma functions of `x` at shape `a`.
///
/// Both in `[0, 1]`, adding up to 1; the smaller is the exact one. Source: DLMF 8.7.1 (series) and
/// 8.9.2 (continued fraction).
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
pub(super) fn gamma_shares(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / a, 1.0 / a, a);
        for _ in 0..MAX_TERMS {
            at += 1.0;
            term *= x / at;
            sum += term;
            if term < sum * SMALL {
                break;
            }
        }
        let lower = (front * sum).min(1.0);
        return (lower, 1.0 - lower);
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut product = d;
    for term in 1..MAX_TERMS {
        let n = f64::from(term);
        let an = -n * (n - a);
        b += 2.0;
        d = 1.0 / nonzero(an * d + b);
        c = nonzero(b + an / c);
        product *= d * c;
        if (d * c - 1.0).abs() < SMALL {
            break;
        }
    }
    let upper = (front * product).min(1.0);
    (1.0 - upper, upper)
}

/// Returns the regularised incomplete beta function `I_x(a, b)`, in `[0, 1]`.
///
/// Source: DLMF 8.17.22, summed by Lentz's method.
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
pub(super) fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_cdf(1.0 - x, b, a);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for term in 1..MAX_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / nonzero(1.0 + even * d);
        c = nonzero(1.0 + even / c);
        product *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / nonzero(1.0 + odd * d);
        c = nonzero(1.0 + odd / c);
        product *= d * c;
        if (d * c - 1.0).abs() < SMALL {
            break;
        }
    }
    front * product / a
}

fn nonzero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

/// Returns the quantile of the beta distribution: where [`beta_cdf`] reaches `share`.
pub(super) fn beta_quantile(share: f64, a: f64, b: f64) -> f64 {
    root(0.0, 1.0, 1e-16, |x| beta_cdf(x, a, b) - share).unwrap_or(if share > 0.5 {
        1.0
    } else {
        0.0
    })
}

/// Returns the quantile of the gamma distribution of shape `a` and scale 1.
pub(super) fn gamma_quantile(share: f64, a: f64) -> f64 {
    let mut high = a + 1.0;
    while gamma_shares(a, high).0 < share && high < 1e12 {
        high *= 2.0;
    }
    let tail = share > 0.5;
    // Near 1 the upper tail holds the digits.
    let distance = |x: f64| {
        let (lower, upper) = gamma_shares(a, x);
        if tail { (1.0 - share) - upper } else { lower - share }
    };
    root(0.0, high, 1e-16, distance).unwrap_or(high)
}

/// Returns the two-sided p-value of a standard normal `z`, in `[0, 1]`.
pub(super) fn normal_p(z: f64) -> f64 {
    gamma_shares(0.5, z * z / 2.0).1
}

/// Returns the upper tail of the chi-square distribution with one degree of freedom.
pub(super) fn chi2_p(x: f64) -> f64 {
    gamma_shares(0.5, x.max(0.0) / 2.0).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-10 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn values_known_by_hand_come_out() {
        // Γ(5) = 4! = 24 and Γ(½) = √π; P(1, x) = 1 - e⁻ˣ; I_x(2, 1) = x²; I_x(1, 3) = 1 - (1-x)³.
        close(ln_gamma(5.0), 24.0_f64.ln());
        close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln());
        close(gamma_shares(1.0, 0.7).0, 1.0 - (-0.7_f64).exp());
        close(gamma_shares(1.0, 9.0).1, (-9.0_f64).exp());
        close(beta_cdf(0.3, 2.0, 1.0), 0.09);
        close(beta_cdf(0.9, 1.0, 3.0), 0.999);
        close(gamma_quantile(0.975, 1.0), -(0.025_f64.ln()));
        // The 97.5 % quantile of the normal distribution leaves 5 % on both sides together.
        close(normal_p(1.959_963_984_540_054), 0.05);
    }

    #[test]
    fn quantiles_invert_their_distribution_functions() {
        for share in [0.025, 0.3, 0.5, 0.975] {
            for a in [0.5, 1.0, 3.5, 40.0, 900.0] {
                close(gamma_shares(a, gamma_quantile(share, a)).0, share);
                for b in [0.5, 2.0, 60.0] {
                    close(beta_cdf(beta_quantile(share, a, b), a, b), share);
                }
            }
        }
    }

    #[test]
    fn the_logarithm_of_gamma_grows_by_the_logarithm_of_its_argument() {
        for x in [0.1, 0.7, 1.5, 12.0, 300.0, 8_000.0] {
            close(ln_gamma(x + 1.0) - ln_gamma(x), f64::ln(x));
        }
    }
}
