//! The median of values with monsters among them, and its interval from order statistics.

/// A median with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MedianInterval {
    /// The middle value, or the mean of the two middle ones.
    pub median: f64,
    /// Lower end; `None` where so few values have no interval of 95 %.
    pub lo: Option<f64>,
    /// Upper end.
    pub hi: Option<f64>,
}

/// Returns the median with the interval of the order statistics that cover it at least 95 %.
///
/// `[x₍ⱼ₎, x₍ₙ₊₁₋ⱼ₎]` with the largest `j` for which `P(Bin(n, ½) < j) ≤ 0.025`; below six values
/// there is none. No unit of its own; `None` without a value. Source: Conover (1999), Practical
/// Nonparametric Statistics, section 3.2.
pub fn median(values: &[f64]) -> Option<MedianInterval> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let (low, high) = (*sorted.get(n.checked_sub(1)? / 2)?, sorted[n / 2]);
    let mut below = 0.0;
    let mut chance = 0.5_f64.powi(i32::try_from(n).unwrap_or(i32::MAX));
    let mut place = 0;
    while place < n && below + chance <= 0.025 {
        below += chance;
        chance *= (n - place) as f64 / (place + 1) as f64;
        place += 1;
    }
    // With thousands of values the first chances vanish; the normal limit is exact enough there.
    if n > 1_000 {
        let n = n as f64;
        place = ((n - 1.959_964 * n.sqrt()) / 2.0).floor() as usize;
    }
    let ends = (place > 0).then(|| (sorted[place - 1], sorted[n - place]));
    Some(MedianInterval {
        median: f64::midpoint(low, high),
        lo: ends.map(|e| e.0),
        hi: ends.map(|e| e.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_values_take_the_second_from_either_end() {
        // P(Bin(10, ½) < 2) = 11 / 1024 = 0.0107; with 3 it is 0.0547.
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let found = median(&values).unwrap();
        assert_eq!((found.median, found.lo, found.hi), (5.5, Some(2.0), Some(9.0)));
    }

    #[test]
    fn one_monster_moves_neither_the_median_nor_its_interval() {
        let mut values: Vec<f64> = (1..=10).map(f64::from).collect();
        values[9] = 1e9;
        assert_eq!(median(&values).unwrap().hi, Some(9.0));
        assert_eq!(median(&[3.0, 1.0]).unwrap().lo, None);
        assert_eq!(median(&[]), None);
        let many: Vec<f64> = (0..5_000).map(f64::from).collect();
        let found = median(&many).unwrap();
        assert!((found.lo.unwrap() - 2_430.0).abs() < 3.0, "{found:?}");
    }
}
