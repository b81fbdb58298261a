//! Many looks at once: which p-values survive.

/// Returns the q-value of each p-value, in the order given.
///
/// Benjamini and Hochberg's step-up: with p-values sorted, `q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ · m / j`, at
/// most 1. Keeping q ≤ 0.10 holds the expected share of false findings at 10 %. Empty for none.
/// Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.
pub fn q_values(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut q = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, place) in order.iter().enumerate().rev() {
        least = least.min(p[*place] * p.len() as f64 / (rank + 1) as f64);
        q[*place] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_values_come_out_as_by_hand() {
        // Sorted 0.01, 0.02, 0.03, 0.5: times 4/1, 4/2, 4/3, 4/4 is 0.04, 0.04, 0.04, 0.5.
        let q = q_values(&[0.02, 0.5, 0.01, 0.03]);
        for (found, expected) in q.iter().zip([0.04, 0.5, 0.04, 0.04]) {
            assert!((found - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn no_q_is_below_its_p_or_above_one() {
        let p = [0.9, 0.001, 0.2, 0.2, 0.04, 1.0];
        assert!(q_values(&p).iter().zip(p).all(|(q, p)| *q >= p && *q <= 1.0));
        assert!(q_values(&[]).is_empty());
    }
}
