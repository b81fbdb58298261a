//! Ranks and rank correlations.

/// Returns the rank of each value from 1 on; equal values share the mean of their ranks.
pub fn midranks(values: &[f64]) -> Vec<f64> {
    let mut ranks = vec![0.0; values.len()];
    for group in ties(values) {
        let mean = (group.first + group.places.len()) as f64 - (group.places.len() - 1) as f64 / 2.0;
        for place in group.places {
            ranks[place] = mean;
        }
    }
    ranks
}

/// Returns how many times each distinct value occurs, smallest value first.
pub fn tie_sizes(values: &[f64]) -> Vec<u64> {
    ties(values).map(|group| group.places.len() as u64).collect()
}

/// Places of one value.
struct Ties {
    /// How many values are smaller.
    first: usize,
    places: Vec<usize>,
}

fn ties(values: &[f64]) -> impl Iterator<Item = Ties> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut groups: Vec<Ties> = Vec::new();
    for (first, place) in order.into_iter().enumerate() {
        match groups.last_mut() {
            // 0 and -0 are one value, which a total order would part.
            Some(group) if values[group.places[0]] == values[place] => group.places.push(place),
            _ => groups.push(Ties { first, places: vec![place] }),
        }
    }
    groups.into_iter()
}

/// Returns Spearman's rank correlation: Pearson's of the midranks, in `[-1, 1]`.
///
/// `None` where either side is constant. Source: Spearman (1904), American Journal of Psychology 15.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    let (x, y) = (midranks(x), midranks(y));
    let middle = (x.len() as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum()
    };
    let (xx, yy) = (product(&x, &x), product(&y, &y));
    (xx > 0.0 && yy > 0.0).then(|| product(&x, &y) / (xx * yy).sqrt())
}

/// Returns Kendall's tau-b of a value and a yes or no, from the share of pairs ordered alike.
///
/// With `A` the share of (yes, no) pairs whose yes has the larger value, ties counting half, the
/// pairs ordered alike minus those ordered against are `(2A - 1) m n`, and
/// `τ_b = (2A - 1) m n / √((n₀ - n₁) m n)`, `n₀` being all pairs and `n₁` those tied in the value.
/// In `[-1, 1]`; `None` where the value is constant. Source: Kendall (1945), Biometrika 33.
pub fn tau_b(values: &[f64], larger: f64, yes: usize, no: usize) -> Option<f64> {
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let tied: f64 = tie_sizes(values).iter().map(|n| pairs(*n as f64)).sum();
    let apart = pairs(values.len() as f64) - tied;
    let across = yes as f64 * no as f64;
    (apart > 0.0 && across > 0.0)
        .then(|| (2.0 * larger - 1.0) * across / (apart * across).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_mean_of_their_ranks() {
        assert_eq!(midranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(tie_sizes(&[3.0, 1.0, 3.0, 2.0]), [1, 1, 2]);
        assert_eq!(midranks(&[0.0, -0.0]), [1.5, 1.5]);
    }

    #[test]
    fn three_pairs_come_out_as_by_hand() {
        // Ranks 1 2 3 against 1 3 2: 1 - 6 (0 + 1 + 1) / (3 · 8) = 0.5.
        assert!((spearman(&[1.0, 5.0, 9.0], &[0.1, 0.9, 0.2]).unwrap() - 0.5).abs() < 1e-15);
        // Values 1 2 3 with yes at 2 and 3: A = 1, (2A - 1) · 2 · 1 / √(3 · 2) = 0.816497.
        assert!((tau_b(&[1.0, 2.0, 3.0], 1.0, 2, 1).unwrap() - 0.816_496_58).abs() < 1e-8);
    }

    #[test]
    fn turning_the_values_around_turns_the_sign_and_a_constant_has_none() {
        let (x, y) = ([4.0, 1.0, 2.0, 2.0, 7.0], [1.0, 0.0, 0.0, 1.0, 1.0]);
        let turned: Vec<f64> = x.iter().map(|v| -v).collect();
        assert_eq!(spearman(&x, &y).unwrap(), -spearman(&turned, &y).unwrap());
        assert_eq!(spearman(&[2.0, 2.0], &[0.0, 1.0]), None);
        assert_eq!(tau_b(&[2.0, 2.0], 0.5, 1, 1), None);
    }
}
