//! Ranks and rank correlations.

/// Returns the rank of each value from 1 on; equal values share the mean of their ranks.
pub fn midranks(values: &[f64]) -> Vec<f64> {
    let mut ranks = vec![0.0; values.len()];
    for group in ties(values) {
        let mean =
            (group.first + group.places.len()) as f64 - (group.places.len() - 1) as f64 / 2.0;
        for place in group.places {
            ranks[place] = mean;
        }
    }
    ranks
}

/// Returns how many times each distinct value occurs, smallest value first.
pub(super) fn tie_sizes(values: &[f64]) -> Vec<u64> {
    ties(values).map(|group| group.places.len() as u64).collect()
}

/// Places of one value.
struct Ties {
    /// How many values are smaller.
    first: usize,
    places: Vec<usize>,
}

#[expect(clippy::float_cmp, reason = "equal values are ties")]
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
    let middle = f64::midpoint(x.len() as f64, 1.0);
    let product = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum()
    };
    let (xx, yy) = (product(&x, &x), product(&y, &y));
    (xx > 0.0 && yy > 0.0).then(|| product(&x, &y) / (xx * yy).sqrt())
}

/// Returns Kendall's tau-b, in `[-1, 1]`.
///
/// `(C - D) / √((n₀ - n₁) (n₀ - n₂))` with `C` pairs ordered alike, `D` ordered against, `n₀` all
/// pairs, `n₁` and `n₂` those tied on either side. `None` where either side is constant. The cost grows
/// as `n ln n`. Source: Kendall (1945), Biometrika 33.
pub fn tau_b(x: &[f64], y: &[f64]) -> Option<f64> {
    let pairs = |n: u64| n as f64 * (n as f64 - 1.0) / 2.0;
    let apart = |values: &[f64]| {
        let tied: f64 = tie_sizes(values).into_iter().map(pairs).sum();
        pairs(values.len() as u64) - tied
    };
    let (apart_x, apart_y) = (apart(x), apart(y));
    if apart_x <= 0.0 || apart_y <= 0.0 {
        return None;
    }
    // Midranks times two are whole numbers, which number the places of a tree of counts.
    let level: Vec<usize> = midranks(y).iter().map(|rank| (2.0 * rank) as usize).collect();
    let mut counts = Counts(vec![0; 2 * y.len() + 2]);
    let (mut balance, mut seen) = (0_i64, 0);
    for group in ties(x) {
        for place in &group.places {
            let below = counts.up_to(level[*place] - 1);
            balance += below - (seen - counts.up_to(level[*place]));
        }
        for place in &group.places {
            counts.add(level[*place]);
        }
        seen += group.places.len() as i64;
    }
    Some(balance as f64 / (apart_x * apart_y).sqrt())
}

/// Counts by place whose sums come in logarithmic time (Fenwick).
struct Counts(Vec<i64>);

impl Counts {
    fn add(&mut self, mut place: usize) {
        while place < self.0.len() {
            self.0[place] += 1;
            place += place & place.wrapping_neg();
        }
    }

    fn up_to(&self, mut place: usize) -> i64 {
        let mut sum = 0;
        while place > 0 {
            sum += self.0[place];
            place &= place - 1;
        }
        sum
    }
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
        // 1 2 3 against 0 1 1: two pairs alike, none against, one tied: 2 / √(3 · 2) = 0.816497.
        let found = tau_b(&[1.0, 2.0, 3.0], &[0.0, 1.0, 1.0]).unwrap();
        assert!((found - 0.816_496_58).abs() < 1e-8);
    }

    #[test]
    fn tau_agrees_with_looking_at_every_pair() {
        let x: Vec<f64> = (0..40).map(|i| f64::from(i * 13 % 17)).collect();
        let y: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 5)).collect();
        let (mut balance, mut apart_x, mut apart_y) = (0.0, 0.0, 0.0);
        for i in 0..40 {
            for j in 0..i {
                let (a, b) = (x[i] - x[j], y[i] - y[j]);
                balance += if a * b == 0.0 { 0.0 } else { (a * b).signum() };
                apart_x += f64::from(u8::from(a != 0.0));
                apart_y += f64::from(u8::from(b != 0.0));
            }
        }
        let by_pairs = balance / (apart_x * apart_y).sqrt();
        assert!((tau_b(&x, &y).unwrap() - by_pairs).abs() < 1e-14);
    }

    #[test]
    fn turning_the_values_around_turns_the_sign_and_a_constant_has_none() {
        let (x, y) = ([4.0, 1.0, 2.0, 2.0, 7.0], [1.0, 0.0, 0.0, 1.0, 1.0]);
        let turned: Vec<f64> = x.iter().map(|v| -v).collect();
        assert!((spearman(&x, &y).unwrap() + spearman(&turned, &y).unwrap()).abs() < 1e-15);
        assert_eq!(spearman(&[2.0, 2.0], &[0.0, 1.0]), None);
        assert!((tau_b(&x, &y).unwrap() + tau_b(&turned, &y).unwrap()).abs() < 1e-15);
        assert_eq!(tau_b(&[2.0, 2.0], &[0.0, 1.0]), None);
    }
}
