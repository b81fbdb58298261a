//! Rates written at their points: the newest, what stands out, the first, and others where there
//! is room.

use super::canvas::{Align, Canvas, Type};
use super::escape_rate::Point;
use super::labels::{Area, Taken};
use super::numbers;
use super::scale::Cells;
use super::theme::Palette;

/// Cells at least this wide have room for the rate of every row.
const WIDE_CELL: f64 = 100.0;

/// Most points outside their range that carry their rate; the colour marks the others.
const MOST_ALARMS: usize = 4;

/// Draws the labels that find a place; a label that would cross something is left out.
pub(super) fn draw(
    canvas: &Canvas,
    points: &[Point<'_>],
    colors: &Palette,
    cells: &Cells,
    bounds: &Area,
    taken: &mut Taken,
) {
    let mut order: Vec<usize> = Vec::new();
    let judged = |place: &usize| points[*place].judged;
    order.extend((0..points.len()).rev().find(judged));
    let alarms = (0..points.len()).rev().filter(|place| points[*place].alarm);
    order.extend(alarms.take(MOST_ALARMS));
    order.extend((0..points.len()).find(judged));
    if cells.width() >= WIDE_CELL {
        order.extend((0..points.len()).filter(judged));
    }
    let mut done = Vec::new();
    for place in order {
        if !done.contains(&place) {
            done.push(place);
            label(canvas, &points[place], colors, bounds, taken);
        }
    }
}

fn label(canvas: &Canvas, point: &Point<'_>, colors: &Palette, bounds: &Area, taken: &mut Taken) {
    let (Some((x, y)), Some(rate)) = (point.at, point.row.rate) else { return };
    let color = if point.alarm { colors.alarm_text } else { colors.accent_text };
    let style = Type::bold(14.0, color);
    let text = numbers::rate(&rate);
    let (below, above) = (y + 20.0, y - 10.0);
    let beside = y + 5.0;
    let places = [
        (Align::Left, x + 9.0, above),
        (Align::Right, x - 9.0, above),
        (Align::Left, x + 9.0, below),
        (Align::Right, x - 9.0, below),
        (Align::Left, x + 11.0, beside),
        (Align::Right, x - 11.0, beside),
        (Align::Center, x, point.bar.1 - 6.0),
        (Align::Center, x, point.bar.0 + 17.0),
    ];
    let candidates = places.map(|(align, x, baseline)| {
        let area = Area::of_text((x, baseline), style.width(&text), style.size, align);
        ((align, (x, baseline)), area)
    });
    if let Some((align, at)) = taken.place(bounds, candidates) {
        canvas.text(&text, at, style, align);
    }
}
