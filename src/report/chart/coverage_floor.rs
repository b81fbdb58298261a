//! Escapes by band of coverage: does the floor mean anything here?
//!
//! A step for each band, as wide as the band, with its interval. The bands and the floor are set
//! before looking, so they are the same for every panel.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::scale::Scale;
use super::theme::Palette;
use super::wording::floor_words;
use super::{Chart, ChartMeta, FEW, frame, marks, numbers};
use crate::model::calibration::{Band, Calibration, Floor, FloorVerdict};

const TOP: f64 = 132.0;
const AXIS: f64 = 438.0;
const PLOT_LEFT: f64 = 84.0;
const PLOT_RIGHT: f64 = 900.0;

/// Returns the chart of the floor; `None` is no panel.
pub fn coverage_floor(found: Option<&Calibration>, meta: &ChartMeta) -> Chart {
    let floor = found.and_then(|found| found.floor.as_ref());
    let filled = floor.filter(|floor| floor.bands.iter().any(|band| band.rows > 0));
    frame::chart(floor_words(found), meta, |canvas| {
        let Some(floor) = filled else {
            let hint = "Nothing to draw yet. The floor is tested on units by quarter, covered by \
                        imported reports before the escapes: escapee panel shows them.";
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
    let scale = Scale::shares(largest, TOP + 20.0, AXIS);
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
    for value in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
        canvas.text(&numbers::whole_percent(value), (x(value), AXIS + 18.0), tick, Align::Center);
    }
    let title = Type::regular(13.0, colors.ink);
    canvas.text("with an escape", (LEFT, TOP - 12.0), title, Align::Left);
    canvas.text(
        "line coverage before the period",
        (f64::midpoint(PLOT_LEFT, PLOT_RIGHT), AXIS + 44.0),
        title,
        Align::Center,
    );
    canvas.dashed(&[(knot, TOP), (knot, AXIS)], colors.ink, 1.75, (5.0, 4.0));
    let name = format!("{}\u{a0}% floor", floor.knot);
    let (name_type, note) = (Type::bold(13.0, colors.ink), Type::regular(12.0, colors.muted));
    let words = "set in advance";
    if knot + 8.0 + note.width(words) <= RIGHT {
        canvas.text(&name, (knot + 8.0, TOP + 2.0), name_type, Align::Left);
        canvas.text(words, (knot + 14.0 + name_type.width(&name), TOP + 2.0), note, Align::Left);
    } else {
        canvas.text(&name, (RIGHT, TOP - 12.0), name_type, Align::Right);
    }
    for band in floor.bands.iter().filter(|band| band.rows > 0) {
        step(canvas, band, band.to <= floor.knot && tells_below(floor), &scale, colors);
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
    let middle = f64::midpoint(left, right);
    let judged = band.rows >= FEW;
    let share =
        if judged { numbers::percent(rate, band.rows) } else { "too few to tell".to_owned() };
    let title = format!(
        "coverage {} to {}\u{a0}%: {} of {} with an escape, {share}",
        band.from, band.to, band.escaped, band.rows
    );
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
    if judged {
        canvas.text(&share, (middle, scale.y(hi) - 7.0), Type::bold(14.0, text), Align::Center);
    }
    let n = format!("n={}", numbers::count(band.rows));
    let small = Type::regular(11.0, colors.muted);
    // The foot of an interval that reaches 0 would run through the number.
    let at = if scale.y(lo) > AXIS - 18.0 { middle + 7.0 } else { middle };
    let align = if at > middle { Align::Left } else { Align::Center };
    canvas.text(&n, (at, AXIS - 6.0), small, align);
}
