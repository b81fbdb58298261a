//! A logarithmic axis from left to right, with ticks at values people know.

/// A logarithmic axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LogAxis {
    /// Smallest and largest value.
    ends: (f64, f64),
    /// X of the ends.
    room: (f64, f64),
    /// Values with a name.
    pub(super) ticks: Vec<(f64, String)>,
}

/// Times with a name, in days.
const TIMES: [(f64, &str); 10] = [
    (1.0 / 1_440.0, "1 min"),
    (1.0 / 24.0, "1 hour"),
    (0.25, "6 hours"),
    (1.0, "1 day"),
    (7.0, "1 week"),
    (30.44, "1 month"),
    (91.3, "3 months"),
    (365.25, "1 year"),
    (1_095.75, "3 years"),
    (3_652.5, "10 years"),
];

impl LogAxis {
    /// Returns an axis of ratios around 1: 0.5 to 2 at least, 0.1 to 10 at most.
    pub(super) fn ratios(values: impl Iterator<Item = f64>, room: (f64, f64)) -> Self {
        let values: Vec<f64> = values.filter(|value| value.is_finite() && *value > 0.0).collect();
        let lo = values.iter().copied().fold(0.5, f64::min).max(0.1) * 0.93;
        let hi = values.iter().copied().fold(2.0, f64::max).min(10.0) * 1.07;
        let wide = (hi / lo).ln() > 2.6;
        let known: &[f64] = if wide {
            &[0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]
        } else {
            &[0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0]
        };
        let inside = known.iter().filter(|value| (lo..=hi).contains(*value));
        let ticks = inside.map(|value| (*value, value.to_string())).collect();
        Self { ends: (lo, hi), room, ticks }
    }

    /// Returns an axis of times in days that holds all values.
    pub(super) fn times(values: impl Iterator<Item = f64>, room: (f64, f64)) -> Self {
        let (lo, hi) = values.fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)));
        let lo = lo.clamp(1.0 / 1_440.0, 7.0) * 0.7;
        let hi = hi.max(31.0) * 1.3;
        let mut axis = Self { ends: (lo, hi), room, ticks: Vec::new() };
        let inside = TIMES.iter().filter(|(value, _)| (lo..=hi).contains(value));
        let mut ticks: Vec<(f64, String)> = Vec::new();
        for (value, name) in inside {
            let far = ticks.last().is_none_or(|(last, _)| axis.x(*value) - axis.x(*last) >= 66.0);
            if far {
                ticks.push((*value, (*name).to_owned()));
            }
        }
        axis.ticks = ticks;
        axis
    }

    /// Returns the x of a value; what lies outside is drawn at the end.
    pub(super) fn x(&self, value: f64) -> f64 {
        let (lo, hi) = self.ends;
        let share = (value.clamp(lo, hi) / lo).ln() / (hi / lo).ln();
        self.room.0 + share * (self.room.1 - self.room.0)
    }

    /// Returns whether the value lies on the axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        (self.ends.0..=self.ends.1).contains(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_lies_in_the_middle_of_a_symmetric_axis() {
        let axis = LogAxis::ratios([0.25, 4.0].into_iter(), (0.0, 100.0));
        let off = (axis.x(1.0) - 50.0).abs();
        assert!(off < 3.0, "{off}: the ends differ by the margins only");
        assert!(axis.holds(4.0) && !axis.holds(20.0));
        assert!((axis.x(1e9) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn names_of_times_keep_apart() {
        let axis = LogAxis::times([0.001, 4_000.0].into_iter(), (260.0, 860.0));
        let places: Vec<f64> = axis.ticks.iter().map(|(value, _)| axis.x(*value)).collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 66.0), "{places:?}");
        assert!(places.len() >= 5);
    }
}
