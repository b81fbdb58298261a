//! Columns of counts: width, total above.

use super::canvas::{Align, Canvas, LEFT, Type};
use super::escape_rate::PLOT_LEFT;
use super::labels::Area;
use super::numbers;
use super::scale::{Cells, Scale};
use super::theme::Palette;
use super::{axis, escape_rate::AXIS};

/// Top of the plot of counts.
const TOP: f64 = 152.0;

/// Returns the scale and the cells of columns whose highest is `largest`.
pub(super) fn plot(largest: u64, count: usize, right: f64) -> (Scale, Cells) {
    let cells = Cells { left: PLOT_LEFT, right, count };
    (Scale::counts(largest, TOP, AXIS), cells)
}

/// Draws the grid of counts and says what is counted.
pub(super) fn grid(canvas: &Canvas, colors: &Palette, scale: &Scale, cells: &Cells) {
    let unit = Type::regular(12.0, colors.muted);
    canvas.text("escapes", (LEFT, TOP - 18.0), unit, Align::Left);
    axis::grid(canvas, colors, scale, cells, |value| numbers::count(value as u64));
}

/// Returns what a column from one count to a higher one covers.
pub(super) fn segment(cells: &Cells, place: usize, scale: &Scale, from: u64, to: u64) -> Area {
    let share = if cells.width() < 40.0 { 0.3 } else { 0.34 };
    let half = (cells.width() * share).min(36.0);
    let x = cells.center(place);
    Area { left: x - half, top: scale.y(to as f64), right: x + half, bottom: scale.y(from as f64) }
}

/// Draws the total above a column.
pub(super) fn total(
    canvas: &Canvas,
    colors: &Palette,
    cells: &Cells,
    place: usize,
    scale: &Scale,
    value: u64,
) {
    let wide = numbers::count(value);
    let size = [13.0, 11.0]
        .into_iter()
        .find(|size| Type::bold(*size, colors.ink).width(&wide) + 2.0 <= cells.width());
    if let Some(size) = size {
        let at = (cells.center(place), scale.y(value as f64) - 7.0);
        canvas.text(&wide, at, Type::bold(size, colors.ink), Align::Center);
    }
}
