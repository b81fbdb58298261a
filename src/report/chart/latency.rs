//! How long escapes stay hidden, by class: a dot for each escape, the median below.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::log_axis::LogAxis;
use super::text::{capital, shorten};
use super::theme::{Fill, Ink, Palette, Theme, class_fill, contrast};
use super::wording::latency_words;
use super::{Chart, ChartMeta, frame, marks, numbers};
use crate::model::latency::{LatencyRow, LatencyTable};

const TOP: f64 = 134.0;
const AXIS: f64 = 450.0;
const PLOT: (f64, f64) = (272.0, 836.0);
/// Most escapes of a class that are drawn as a dot each.
pub(super) const MOST_DOTS: usize = 200;
/// Fewest escapes a median is drawn of.
const FEWEST: u64 = 3;
/// Height below the line that dots stand on.
const GROUND: f64 = 19.0;
/// Radius of a dot where there is room.
const DOT: f64 = 4.5;

/// Returns the chart of a latency table.
pub fn latency(table: &LatencyTable, meta: &ChartMeta) -> Chart {
    frame::chart(latency_words(table), meta, |canvas| {
        if table.placed() > 0 {
            draw(canvas, table, meta.theme);
        } else if table.unplaced > 0 {
            let hint = "Nothing to draw yet. The time hidden needs an introducing commit and a time of \
                        detection: `escapee link ID --fix REV` names the fix to trace.";
            frame::sentence(canvas, hint, meta);
        } else {
            frame::sentence(canvas, frame::NO_ESCAPE, meta);
        }
    })
}

fn draw(canvas: &Canvas, table: &LatencyTable, theme: Theme) {
    let colors = theme.palette();
    let days = table.rows.iter().flat_map(|row| row.escapes.iter().map(|escape| escape.days));
    let axis = LogAxis::times(days, PLOT);
    let tick = Type::regular(12.0, colors.muted);
    for (value, name) in &axis.ticks {
        let x = axis.x(*value);
        canvas.line(&[(x, TOP), (x, AXIS)], colors.grid, 0.75);
        canvas.text(name, (x, AXIS + 18.0), tick, Align::Center);
    }
    canvas.line(&[(PLOT.0 - 4.0, AXIS), (PLOT.1, AXIS)], colors.axis, 1.0);
    let title = Type::regular(13.0, colors.ink);
    canvas.text(
        "time hidden, log scale",
        (f64::midpoint(PLOT.0, PLOT.1), AXIS + 42.0),
        title,
        Align::Center,
    );
    canvas.text("median", (RIGHT, TOP - 6.0), Type::bold(12.0, colors.muted), Align::Right);
    let pitch = ((AXIS - TOP) / table.rows.len() as f64).min(120.0);
    // One size for all rows: a larger dot would seem to say something.
    let dotted = table.rows.iter().filter(|row| row.escapes.len() <= MOST_DOTS);
    let radius = dotted.map(|row| radius(row, pitch - GROUND, &axis)).fold(DOT, f64::min);
    for (place, row) in table.rows.iter().enumerate() {
        let top = TOP + pitch * place as f64;
        band(canvas, row, (top, pitch), radius, &axis, theme);
    }
}

/// Draws one class: its name, its dots standing on a line, the median below, the number right.
fn band(
    canvas: &Canvas,
    row: &LatencyRow,
    (top, pitch): (f64, f64),
    radius: f64,
    axis: &LogAxis,
    theme: Theme,
) {
    let colors = theme.palette();
    let ground = top + pitch - GROUND;
    let roomy = pitch >= 36.0;
    let n = numbers::count(row.escapes.len() as u64);
    let name = Type::bold(12.0, colors.ink);
    let small = Type::regular(11.0, colors.muted);
    let label = capital(row.class.label());
    let room = PLOT.0 - LEFT - 14.0;
    if roomy {
        canvas.text(
            &shorten(&label, room, name.size, name.weight),
            (LEFT, ground - 8.0),
            name,
            Align::Left,
        );
        canvas.text(&format!("n={n}"), (LEFT, ground + 9.0), small, Align::Left);
    } else {
        let sign = Type::bold(11.5, colors.ink);
        let text = format!("{} n={n}", shorten(&label, room - 34.0, sign.size, sign.weight));
        canvas.text(
            &shorten(&text, room, sign.size, sign.weight),
            (LEFT, ground + 4.0),
            sign,
            Align::Left,
        );
    }
    dots(canvas, row, (top, ground), radius, axis, theme);
    let Some(median) = row.median.as_ref().filter(|median| median.n >= FEWEST) else {
        let unknown = Type::regular(12.5, colors.muted);
        canvas.text("–", (RIGHT, ground + if roomy { -8.0 } else { 4.0 }), unknown, Align::Right);
        return;
    };
    let (x, y) = (axis.x(median.value), ground + 9.0);
    let title = format!("{label}: {}", super::wording::median_words(median));
    canvas.group(&title, |canvas| {
        if let (Some(lo), Some(hi)) = (median.lo, median.hi) {
            let (left, right) = (axis.x(lo), axis.x(hi));
            canvas.line(&[(left, y), (right, y)], colors.ink, 1.75);
            for x in [left, right] {
                canvas.line(&[(x, y - 4.0), (x, y + 4.0)], colors.ink, 1.75);
            }
        }
        marks::diamond(canvas, (x, y), colors.ink);
    });
    let big = if roomy { 15.0 } else { 12.5 };
    canvas.text(
        &numbers::days(median.value),
        (RIGHT, ground - if roomy { 8.0 } else { -4.0 }),
        Type::bold(big, colors.ink),
        Align::Right,
    );
    if let (true, Some(lo), Some(hi)) = (roomy, median.lo, median.hi) {
        // A number is never cut: it would be another.
        let text = numbers::short_days(lo, hi);
        canvas.text(&text, (RIGHT, ground + 8.0), small, Align::Right);
    }
}

/// Returns the radius at which the highest stack of a row stays within its band.
fn radius(row: &LatencyRow, height: f64, axis: &LogAxis) -> f64 {
    let places: Vec<f64> = row.escapes.iter().map(|escape| axis.x(escape.days)).collect();
    let fits = |radius: &f64| {
        let levels = levels(&places, 2.0 * radius + 0.6);
        let most = levels.iter().max().map_or(0.0, |most| *most as f64 + 1.0);
        most * (2.0 * radius + 0.6) <= height - 4.0
    };
    [DOT, 4.0, 3.5, 3.0, 2.5, 2.0, 1.5].into_iter().find(fits).unwrap_or(1.0)
}

/// Stacks the dots so that none covers another: each stands on those within its width.
fn dots(
    canvas: &Canvas,
    row: &LatencyRow,
    (top, ground): (f64, f64),
    radius: f64,
    axis: &LogAxis,
    theme: Theme,
) {
    let colors = theme.palette();
    if row.escapes.len() > MOST_DOTS {
        return columns(canvas, row, (top, ground), axis, theme);
    }
    let places: Vec<f64> = row.escapes.iter().map(|escape| axis.x(escape.days)).collect();
    let room = ground - top - 4.0;
    let levels = levels(&places, 2.0 * radius + 0.6);
    let pitch = (2.0 * radius + 0.6)
        .min(room / (levels.iter().max().map_or(1.0, |most| *most as f64 + 1.0)));
    let fill = class_fill(row.class, theme);
    for ((escape, x), level) in row.escapes.iter().zip(&places).zip(&levels) {
        let at = (*x, ground - radius - pitch * *level as f64);
        let title = format!(
            "{}: {}, {}",
            super::text::clean(&escape.id),
            numbers::days(escape.days),
            row.class.label()
        );
        canvas.group(&title, |canvas| {
            let small = radius < 2.0;
            canvas.dot(at, radius, if small { outline(fill, &colors) } else { fill.color });
            if !small {
                canvas.ring(at, radius, outline(fill, &colors), 0.9);
            }
        });
    }
    canvas.line(&[(PLOT.0, ground + 0.8), (PLOT.1, ground + 0.8)], colors.grid, 0.75);
}

/// Draws a column for each stretch of the axis where there are too many escapes for a dot each.
fn columns(
    canvas: &Canvas,
    row: &LatencyRow,
    (top, ground): (f64, f64),
    axis: &LogAxis,
    theme: Theme,
) {
    const WIDTH: f64 = 4.0;
    let colors = theme.palette();
    let mut counts = vec![0_u64; ((PLOT.1 - PLOT.0) / WIDTH) as usize + 1];
    for escape in &row.escapes {
        counts[((axis.x(escape.days) - PLOT.0) / WIDTH) as usize] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1) as f64;
    let color = outline(class_fill(row.class, theme), &colors);
    for (place, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let left = PLOT.0 + WIDTH * place as f64;
        let height = (ground - top - 6.0) * count as f64 / most;
        let area = Area { left, top: ground - height, right: left + WIDTH - 0.5, bottom: ground };
        canvas.group(&numbers::counted(count, "escape"), |canvas| canvas.fill_rect(area, color));
    }
    canvas.line(&[(PLOT.0, ground + 0.8), (PLOT.1, ground + 0.8)], colors.grid, 0.75);
}

/// Colours near the paper's need an outline that can be seen.
fn outline(fill: Fill, colors: &Palette) -> Ink {
    if contrast(fill.color, colors.paper) < 3.0 { colors.outline } else { fill.color }
}

/// Returns how many dots each stands on: the lowest level free within a dot's width.
fn levels(places: &[f64], width: f64) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    places
        .iter()
        .map(|x| {
            let free = ends.iter().position(|end| *end <= *x).unwrap_or(ends.len());
            if free == ends.len() {
                ends.push(0.0);
            }
            ends[free] = x + width;
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_would_touch_are_stacked_and_others_stand_on_the_ground() {
        assert_eq!(levels(&[10.0, 12.0, 13.0, 30.0], 10.0), [0, 1, 2, 0]);
        assert_eq!(levels(&[], 10.0), [0_usize; 0]);
    }
}
