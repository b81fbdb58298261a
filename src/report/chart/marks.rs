//! Marks of the data: intervals, points, diamonds.

use super::canvas::Canvas;
use super::theme::{Ink, Palette};

/// Radius of a point.
pub(super) const POINT: f64 = 5.25;
/// Radius of the hollow point of a cell with few defects.
pub(super) const SMALL_POINT: f64 = 3.5;
/// Half the width of an interval's caps.
pub(super) const CAP: f64 = 4.5;
/// Half the diagonal of a diamond.
pub(super) const DIAMOND: f64 = 6.0;

/// Draws an interval as a bar with caps, from the y of its lower to that of its upper end.
pub(super) fn interval(canvas: &Canvas, x: f64, (lo, hi): (f64, f64), color: Ink, width: f64) {
    canvas.line(&[(x, lo), (x, hi)], color, width);
    for y in [lo, hi] {
        canvas.line(&[(x - CAP, y), (x + CAP, y)], color, width);
    }
}

/// Draws a point with a halo that sets it off lines and bars.
pub(super) fn point(canvas: &Canvas, at: (f64, f64), color: Ink, colors: &Palette) {
    canvas.dot(at, POINT + 1.25, colors.paper);
    canvas.dot(at, POINT, color);
}

/// Draws the hollow point of a cell with too few defects to tell.
pub(super) fn hollow_point(canvas: &Canvas, at: (f64, f64), color: Ink, colors: &Palette) {
    canvas.dot(at, SMALL_POINT + 1.5, colors.paper);
    canvas.ring(at, SMALL_POINT, color, 1.5);
}

/// Draws a diamond.
pub(super) fn diamond(canvas: &Canvas, (x, y): (f64, f64), color: Ink) {
    let corners = [(x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND), (x - DIAMOND, y)];
    canvas.polygon(&corners, color);
}
