//! What a next count may be, given the counts before it: the beta-binomial distribution.

/// Largest future size that is summed up term by term.
const MAX_SIZE: u64 = 1_000_000;

/// What a next count was expected to be, and how the count stands in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// Smallest count whose cumulated probability reaches 2.5 %.
    pub limit_lo: u64,
    /// Smallest count whose cumulated probability reaches 97.5 %.
    pub limit_hi: u64,
    /// Probability of this count or fewer.
    pub this_or_fewer: f64,
    /// Probability of this count or more.
    pub this_or_more: f64,
}

/// Returns how `count` of `size` stands in what `k` of `n` before it let expect.
///
/// The count to come is beta-binomial with `α = k + ½` and `β = n - k + ½` (Jeffreys' prior).
/// `None` for a size of 0 or above a million, and for `k` above `n`; without history (`n` of 0) the
/// prior alone speaks. Source: Aitchison and Dunsmore (1975), Statistical Prediction Analysis,
/// chapter 2.
pub fn prediction(k: u64, n: u64, count: u64, size: u64) -> Option<Prediction> {
    if size == 0 || size > MAX_SIZE || k > n || count > size {
        return None;
    }
    let (alpha, beta) = (k as f64 + 0.5, (n - k) as f64 + 0.5);
    // Ratios of neighbouring probabilities need no gamma function, and logarithms do not overflow.
    let mut logs = Vec::with_capacity(size as usize + 1);
    let mut log = 0.0_f64;
    for x in 0..=size {
        logs.push(log);
        let (hits, rest) = (x as f64, (size - x) as f64);
        log += (rest * (hits + alpha)).ln() - ((hits + 1.0) * (rest - 1.0 + beta)).ln();
    }
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = logs.iter().map(|l| (l - top).exp()).sum();
    let chances: Vec<f64> = logs.iter().map(|l| (l - top).exp() / total).collect();
    let quantile = |share: f64| {
        let mut cumulated = 0.0;
        let reached = chances.iter().position(|chance| {
            cumulated += chance;
            cumulated >= share
        });
        reached.map_or(size, |x| x as u64)
    };
    let at = count as usize;
    Some(Prediction {
        limit_lo: quantile(0.025),
        limit_hi: quantile(0.975),
        this_or_fewer: chances[..=at].iter().sum::<f64>().min(1.0),
        this_or_more: chances[at..].iter().sum::<f64>().min(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_trial_agrees_with_a_calculation_by_hand() {
        // 1 of 2 before: α = β = 1½, so the next trial is a hit with probability ½.
        let next = prediction(1, 2, 0, 1).unwrap();
        assert!((next.this_or_fewer - 0.5).abs() < 1e-12);
        assert_eq!((next.limit_lo, next.limit_hi), (0, 1));
    }

    #[test]
    fn both_tails_share_exactly_the_count_itself() {
        let all: Vec<_> = (0..=9).map(|x| prediction(3, 11, x, 9).unwrap()).collect();
        let mut own = 0.0;
        for one in &all {
            own += one.this_or_fewer + one.this_or_more - 1.0;
        }
        assert!((own - 1.0).abs() < 1e-12);
        assert_eq!(prediction(0, 0, 0, 0), None);
    }
}
