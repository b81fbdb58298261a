//! Places for labels: boxes that must not cross.

use super::canvas::Align;
use super::font::CAP_HEIGHT;

/// A rectangle in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    /// Left edge.
    pub(super) left: f64,
    /// Top edge.
    pub(super) top: f64,
    /// Right edge.
    pub(super) right: f64,
    /// Bottom edge.
    pub(super) bottom: f64,
}

impl Area {
    /// Returns the rectangle around a center.
    pub(super) fn around((x, y): (f64, f64), half_width: f64, half_height: f64) -> Self {
        Self {
            left: x - half_width,
            top: y - half_height,
            right: x + half_width,
            bottom: y + half_height,
        }
    }

    /// Returns the box of a text on its baseline: capitals and figures, and room for descenders.
    pub(super) fn of_text((x, y): (f64, f64), width: f64, size: f64, align: Align) -> Self {
        let left = match align {
            Align::Left => x,
            Align::Center => x - width / 2.0,
            Align::Right => x - width,
        };
        Self {
            left,
            top: y - (CAP_HEIGHT + 0.04) * size,
            right: left + width,
            bottom: y + 0.2 * size,
        }
    }

    /// Returns the rectangle with each edge moved inwards, to its middle at most.
    pub(super) fn inset(self, by: f64) -> Self {
        let across = by.min((self.right - self.left) / 2.0);
        let down = by.min((self.bottom - self.top) / 2.0);
        Self {
            left: self.left + across,
            top: self.top + down,
            right: self.right - across,
            bottom: self.bottom - down,
        }
    }

    /// Returns whether two rectangles share a point inside.
    pub(super) fn crosses(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns whether the other rectangle lies inside.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}

/// What is taken on a sheet.
#[derive(Debug, Default)]
pub(super) struct Taken {
    areas: Vec<Area>,
}

impl Taken {
    /// Takes a rectangle.
    pub(super) fn take(&mut self, area: Area) {
        self.areas.push(area);
    }

    /// Takes what a sloped line covers, as small squares along it.
    pub(super) fn take_line(&mut self, from: (f64, f64), to: (f64, f64), half_width: f64) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = (dx.hypot(dy) / 3.0).ceil().max(1.0);
        for step in 0..=(steps as u32) {
            let share = f64::from(step) / steps;
            let at = (from.0 + dx * share, from.1 + dy * share);
            self.take(Area::around(at, half_width, half_width));
        }
    }

    /// Returns the first of the candidates that is free and within bounds, and takes it.
    pub(super) fn place<T>(
        &mut self,
        bounds: &Area,
        candidates: impl IntoIterator<Item = (T, Area)>,
    ) -> Option<T> {
        let (found, area) = candidates.into_iter().find(|(_, area)| {
            bounds.holds(area) && !self.areas.iter().any(|taken| taken.crosses(area))
        })?;
        self.take(area);
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Area = Area { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };

    #[test]
    fn a_label_takes_the_first_place_that_is_free() {
        let mut taken = Taken::default();
        let here = Area::around((50.0, 50.0), 5.0, 5.0);
        let there = Area::around((50.0, 70.0), 5.0, 5.0);
        assert_eq!(taken.place(&SHEET, [("here", here), ("there", there)]), Some("here"));
        assert_eq!(taken.place(&SHEET, [("here", here), ("there", there)]), Some("there"));
        assert_eq!(taken.place(&SHEET, [("here", here), ("there", there)]), None);
    }

    #[test]
    fn a_label_never_leaves_the_sheet() {
        let outside = Area::around((98.0, 50.0), 5.0, 5.0);
        assert_eq!(Taken::default().place(&SHEET, [((), outside)]), None);
    }

    #[test]
    fn a_sloped_line_keeps_labels_away_from_all_its_points() {
        let mut taken = Taken::default();
        taken.take_line((0.0, 0.0), (100.0, 100.0), 2.0);
        for at in [10.0, 33.0, 77.0] {
            let area = Area::around((at, at), 1.0, 1.0);
            assert_eq!(taken.place(&SHEET, [((), area)]), None);
        }
        assert!(taken.place(&SHEET, [((), Area::around((80.0, 20.0), 5.0, 5.0))]).is_some());
    }
}
