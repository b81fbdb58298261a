//! Escapes by band of coverage: does the floor mean anything here?
//!
//! A step for each band, as wide as the band, with its interval, and below the axis how many it rests
//! on. A band of few is dashed and carries its counts, one of none says so. The bands and the floor are
//! set before looking, so they are the same for every panel.

use super::canvas::{Align, Canvas, LEFT, Type};
use super::labels::Area;
use super::scale::Scale;
use super::theme::Palette;
use super::wording::floor_words;
use super::{Chart, ChartMeta, FEW, frame, marks, numbers};
use crate::model::calibration::{Band, Calibration, Floor, FloorVerdict};

/// Top of the ground on which the floor is named.
const TOP: f64 = 126.0;
/// Y of the largest share.
const SCALE_TOP: f64 = 174.0;
const AXIS: f64 = 426.0;
const PLOT_LEFT: f64 = 84.0;
const PLOT_RIGHT: f64 = 900.0;

/// Returns the chart of the floor; `None` is no panel.
pub fn coverage_floor(found: Option<&Calibration>, meta: &ChartMeta) -> Chart {
    let floor = found.and_then(|found| found.floor.as_ref());
    let filled = floor.filter(|floor| floor.bands.iter().any(|band| band.rows > 0));
    frame::chart(floor_words(found), meta, |canvas| {
        let Some(floor) = filled else {
            let hint = "Nothing to draw yet. The floor is tested on units by quarter, covered by \
                        imported reports before the escapes: `escapee panel` shows them.";
            return frame::sentence(canvas, hint, meta);
        };
        draw(canvas, floor, &meta.theme.palette());
    })
}

fn x(percent: f64) -> f64 {
    PLOT_LEFT + percent / 100.0 * (PLOT_RIGHT - PLOT_LEFT)
}

fn draw(canvas: &Canvas, floor: &Floor, colors: &Palette) {
    let largest = floor.bands.iter().filter_map(|band| band.hi).fold(0.0, f64::max);
    let scale = Scale::shares(largest, SCALE_TOP, AXIS);
    let knot = x(f64::from(floor.knot));
    let ground = if tells_below(floor) { colors.danger } else { colors.band };
    canvas.fill_rect(Area { left: PLOT_LEFT, top: TOP, right: knot, bottom: AXIS }, ground);
    let tick = Type::regular(12.0, colors.muted);
    for value in &scale.ticks {
        let y = scale.y(*value);
        let color = if *value > 0.0 { colors.grid } else { colors.axis };
        canvas.line(&[(PLOT_LEFT, y), (PLOT_RIGHT, y)], color, 0.75);
        canvas.text(
            &numbers::whole_percent(value * 100.0),
            (PLOT_LEFT - 8.0, y + 4.3),
            tick,
            Align::Right,
        );
    }
    let title = Type::regular(13.0, colors.ink);
    canvas.text("with an escape", (LEFT, TOP - 9.0), title, Align::Left);
    canvas.text(
        "line coverage before the period",
        (f64::midpoint(PLOT_LEFT, PLOT_RIGHT), AXIS + 58.0),
        title,
        Align::Center,
    );
    canvas.dashed(&[(knot, TOP), (knot, AXIS)], colors.ink, 1.75, (5.0, 4.0));
    name_floor(canvas, floor, knot, colors);
    edges(canvas, floor, colors);
    for band in &floor.bands {
        foot(canvas, band, colors);
        step(canvas, band, band.to <= floor.knot && tells_below(floor), &scale, colors);
    }
}

/// Names the floor where it has room: right of its line, else left of it.
fn name_floor(canvas: &Canvas, floor: &Floor, knot: f64, colors: &Palette) {
    let name = format!("{}\u{a0}% floor", floor.knot);
    let words = "set in advance";
    let (bold, plain) = (Type::bold(13.0, colors.ink), Type::regular(12.0, colors.muted));
    let (gap, baseline) = (6.0, TOP + 16.0);
    let wide = bold.width(&name) + gap + plain.width(words);
    let left = if knot + 8.0 + wide <= PLOT_RIGHT { knot + 8.0 } else { knot - 8.0 - wide };
    canvas.text(&name, (left, baseline), bold, Align::Left);
    canvas.text(words, (left + bold.width(&name) + gap, baseline), plain, Align::Left);
}

/// Draws where bands begin and end.
fn edges(canvas: &Canvas, floor: &Floor, colors: &Palette) {
    let tick = Type::regular(12.0, colors.muted);
    let ends = floor.bands.iter().map(|band| band.to);
    for edge in floor.bands.first().map(|band| band.from).into_iter().chain(ends) {
        let at = x(f64::from(edge));
        canvas.line(&[(at, AXIS), (at, AXIS + 5.0)], colors.axis, 1.0);
        let name = numbers::whole_percent(f64::from(edge));
        canvas.text(&name, (at, AXIS + 19.0), tick, Align::Center);
    }
}

fn middle(band: &Band) -> f64 {
    f64::midpoint(x(f64::from(band.from)), x(f64::from(band.to)))
}

/// Writes how many unit-periods a band has below the axis, and in its place above it that it has none.
fn foot(canvas: &Canvas, band: &Band, colors: &Palette) {
    let small = Type::regular(11.0, colors.muted);
    let n = format!("n={}", numbers::count(band.rows));
    canvas.text(&n, (middle(band), AXIS + 36.0), small, Align::Center);
    if band.rows == 0 {
        canvas.text("no unit there", (middle(band), AXIS - 10.0), small, Align::Center);
    }
}

/// Whether coverage was seen to tell below the floor; where it was not, nothing there is alarming.
fn tells_below(floor: &Floor) -> bool {
    matches!(floor.verdict, FloorVerdict::Supported | FloorVerdict::Half)
}

fn step(canvas: &Canvas, band: &Band, alarms: bool, scale: &Scale, colors: &Palette) {
    let (Some(rate), Some(lo), Some(hi)) = (band.rate, band.lo, band.hi) else { return };
    let color = if alarms { colors.alarm } else { colors.accent };
    let text = if alarms { colors.alarm_text } else { colors.accent_text };
    let (left, right) = (x(f64::from(band.from)) + 3.0, x(f64::from(band.to)) - 3.0);
    let middle = middle(band);
    let judged = band.rows >= FEW;
    let counts = format!("{} of {}", numbers::count(band.escaped), numbers::count(band.rows));
    let share =
        if judged { numbers::percent(rate, band.rows) } else { "too few to tell".to_owned() };
    let title =
        format!("coverage {} to {}\u{a0}%: {counts} with an escape, {share}", band.from, band.to);
    canvas.group(&title, |canvas| {
        let y = scale.y(rate);
        if judged {
            canvas.line(&[(left, y), (right, y)], color, 3.0);
        } else {
            canvas.dashed(&[(left, y), (right, y)], color, 1.5, (3.0, 3.0));
        }
        marks::interval(
            canvas,
            middle,
            (scale.y(lo), scale.y(hi)),
            color,
            if judged { 1.75 } else { 1.0 },
        );
    });
    // Of few the counts alone: one more would move a share by over ten points.
    let (label, style) = if judged {
        (share, Type::bold(14.0, text))
    } else {
        (counts, Type::regular(12.0, colors.muted))
    };
    canvas.text(&label, (middle, scale.y(hi) - 7.0), style, Align::Center);
}
