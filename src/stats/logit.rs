//! Probabilities of log odds, exact near 0 and 1.

/// Returns the probabilities of yes and no, both exact near 0.
pub(super) fn shares(eta: f64) -> (f64, f64) {
    let small = (-eta.abs()).exp();
    let (rare, common) = (small / (1.0 + small), 1.0 / (1.0 + small));
    if eta >= 0.0 { (common, rare) } else { (rare, common) }
}

/// Returns `ln(1 + eˣ)` without overflow.
pub(super) fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// Returns the probability of log odds.
pub(crate) fn expit(eta: f64) -> f64 {
    shares(eta).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_odds_are_a_half_and_both_sides_add_up_to_one() {
        assert!((expit(0.0) - 0.5).abs() < 1e-15 && (expit(3.0_f64.ln()) - 0.75).abs() < 1e-15);
        for eta in [-800.0, -3.0, 0.2, 40.0] {
            let (yes, no) = shares(eta);
            assert!(
                (yes + no - 1.0).abs() < 1e-15
                    && (softplus(eta) - softplus(-eta) - eta).abs() < 1e-12
            );
        }
    }
}
