//! From values and places in a row to px.

/// A scale of counts goes at least up to here, so that one escape does not look like many.
const FEWEST_COUNTS: u64 = 4;

/// A vertical scale from 0, with ticks at round values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// Y of the value 0.
    pub(super) bottom: f64,
    /// Y of the largest value.
    pub(super) top: f64,
    /// The largest value.
    pub(super) max: f64,
    /// Values with a grid line, from 0 up.
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// Returns a scale of shares: ticks at whole percents, the top above the largest value.
    pub(super) fn shares(largest: f64, top: f64, bottom: f64) -> Self {
        const STEPS: [f64; 6] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25];
        let step = STEPS.into_iter().find(|step| largest / step <= 5.0).unwrap_or(0.25);
        let max = ((largest / step - 1e-9).ceil().max(1.0) * step).min(1.0);
        Self::new(max, step, top, bottom)
    }

    /// Returns a scale of counts: ticks at 1, 2 or 5 times a power of ten.
    pub(super) fn counts(largest: u64, top: f64, bottom: f64) -> Self {
        let largest = largest.max(FEWEST_COUNTS) as f64;
        let mut step = 1.0;
        for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
            if largest / step <= 5.0 {
                break;
            }
            step *= factor;
        }
        Self::new(largest.max(step), step, top, bottom)
    }

    fn new(max: f64, step: f64, top: f64, bottom: f64) -> Self {
        let count = (max / step + 1e-9).floor() as u32;
        let ticks = (0..=count).map(|place| f64::from(place) * step).collect();
        Self { bottom, top, max, ticks }
    }

    /// Returns the y of a value; what is above the scale is drawn at its top.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value / self.max).clamp(0.0, 1.0);
        self.bottom - share * (self.bottom - self.top)
    }
}

/// Equal cells side by side, one for each row of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cells {
    /// Left edge of the first cell.
    pub(super) left: f64,
    /// Right edge of the last cell.
    pub(super) right: f64,
    /// How many.
    pub(super) count: usize,
}

impl Cells {
    /// Returns the width of a cell.
    pub(super) fn width(&self) -> f64 {
        (self.right - self.left) / self.count.max(1) as f64
    }

    /// Returns the left edge of a cell; the number of cells gives the right end.
    pub(super) fn edge(&self, place: usize) -> f64 {
        self.left + self.width() * place as f64
    }

    /// Returns the middle of a cell.
    pub(super) fn center(&self, place: usize) -> f64 {
        self.edge(place) + self.width() / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_a_tick_at_every_tenth_where_the_largest_is_38_percent() {
        let scale = Scale::shares(0.38, 100.0, 200.0);
        assert_eq!(scale.ticks.len(), 5);
        assert!((scale.max - 0.4).abs() < 1e-9);
        assert!((scale.y(0.2) - 150.0).abs() < 1e-9, "0.2 is half of 0.4");
    }

    #[test]
    fn a_share_never_has_a_tick_above_one() {
        let scale = Scale::shares(1.0, 0.0, 100.0);
        assert!(scale.ticks.iter().all(|tick| *tick <= 1.0));
        assert!((scale.max - 1.0).abs() < 1e-9);
    }

    #[test]
    fn counts_have_whole_ticks() {
        assert_eq!(Scale::counts(31, 0.0, 1.0).ticks, [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(Scale::counts(5, 0.0, 1.0).ticks, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(Scale::counts(9, 0.0, 1.0).ticks, [0.0, 2.0, 4.0, 6.0, 8.0]);
    }

    #[test]
    fn one_escape_does_not_fill_the_plot() {
        assert!((Scale::counts(1, 0.0, 100.0).y(1.0) - 75.0).abs() < 1e-9, "a quarter of it");
    }

    #[test]
    fn cells_share_the_width() {
        let cells = Cells { left: 10.0, right: 50.0, count: 4 };
        assert!((cells.center(1) - 25.0).abs() < 1e-9);
        assert!((cells.edge(4) - 50.0).abs() < 1e-9);
    }
}
