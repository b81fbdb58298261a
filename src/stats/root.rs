//! Roots of functions of one number, by bisection sped up with inverse interpolation (Brent).

/// Most steps before the middle of the bracket is taken.
const MAX_STEPS: u32 = 300;

/// Returns where `f` is 0 between `low` and `high`, whose values must not share a sign.
///
/// Brent's method: inverse quadratic or secant steps where they shrink the bracket fast enough,
/// else its middle; exact to `tolerance` plus a few units in the last place. Where both ends share
/// a sign, `None`. Source: Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
pub(crate) fn root(
    low: f64,
    high: f64,
    tolerance: f64,
    mut f: impl FnMut(f64) -> f64,
) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut at_a, mut at_b) = (f(a), f(b));
    if at_a == 0.0 {
        return Some(a);
    }
    if at_b == 0.0 {
        return Some(b);
    }
    if at_a.is_nan() || at_b.is_nan() || (at_a > 0.0) == (at_b > 0.0) {
        return None;
    }
    let (mut c, mut at_c) = (a, at_a);
    let (mut step, mut last) = (b - a, b - a);
    for _ in 0..MAX_STEPS {
        if at_c.abs() < at_b.abs() {
            (a, b, c) = (b, c, b);
            (at_a, at_b, at_c) = (at_b, at_c, at_b);
        }
        let near = 2.0 * f64::EPSILON * b.abs() + 0.5 * tolerance;
        let half = 0.5 * (c - b);
        if half.abs() <= near || at_b == 0.0 {
            return Some(b);
        }
        if last.abs() < near || at_a.abs() <= at_b.abs() {
            (step, last) = (half, half);
        } else {
            let s = at_b / at_a;
            let (mut p, mut q) = if (a - c).abs() < f64::EPSILON * a.abs() {
                (2.0 * half * s, 1.0 - s)
            } else {
                let (q, r) = (at_a / at_c, at_b / at_c);
                (
                    s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)),
                    (q - 1.0) * (r - 1.0) * (s - 1.0),
                )
            };
            if p > 0.0 {
                q = -q;
            } else {
                p = -p;
            }
            if 2.0 * p < (3.0 * half * q - (near * q).abs()).min((last * q).abs()) {
                (last, step) = (step, p / q);
            } else {
                (step, last) = (half, half);
            }
        }
        (a, at_a) = (b, at_b);
        b += if step.abs() > near { step } else { near.copysign(half) };
        at_b = f(b);
        if (at_b > 0.0) == (at_c > 0.0) {
            (c, at_c) = (a, at_a);
            (step, last) = (b - a, b - a);
        }
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_known_by_hand_is_found() {
        // x² = 2 between 0 and 2 is √2 = 1.41421356….
        let found = root(0.0, 2.0, 1e-14, |x| x * x - 2.0).unwrap();
        assert!((found - std::f64::consts::SQRT_2).abs() < 1e-13);
    }

    #[test]
    fn what_is_found_is_a_root_of_steep_and_of_flat_functions() {
        for power in [1, 3, 7, 15] {
            let found = root(-1.0, 4.0, 1e-14, |x: f64| (x - 0.3).powi(power)).unwrap();
            assert!((found - 0.3).powi(power).abs() < 1e-12, "{power}: {found}");
        }
    }

    #[test]
    fn without_a_change_of_sign_there_is_none() {
        assert_eq!(root(0.0, 1.0, 1e-12, |x| x + 1.0), None);
        assert_eq!(root(0.0, 1.0, 1e-12, |_| f64::NAN), None);
    }
}
