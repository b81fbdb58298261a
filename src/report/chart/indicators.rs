//! Indicators as a forest: which of them told where defects would escape?
//!
//! A row each, the strongest protection first, what cannot be tested last. Filled marks are those
//! whose verdict is "predicts"; every other is hollow, whatever its estimate. Coverage stands again
//! below and above its floor, where there are escapes enough to ask.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::numbers::{self, ratio, ratio_range};
use super::text::{capital, shorten};
use super::theme::Palette;
use super::wording::{indicator_name, indicator_words, verdict_words};
use super::{Chart, ChartMeta, frame, log_axis::LogAxis};
use crate::model::calibration::{Calibration, IndicatorAnswer, IndicatorVerdict, OddsRatio, Tier};

const TOP: f64 = 148.0;
const BOTTOM: f64 = 452.0;
const PLOT: (f64, f64) = (290.0, 640.0);
const EFFECT_RIGHT: f64 = 746.0;
const AREA_RIGHT: f64 = 846.0;
const COUNT_RIGHT: f64 = 912.0;
/// Room for a value with its interval on one line.
const COLUMN: f64 = 98.0;
/// Height of a row that has room for a second line.
const ROOMY: f64 = 32.0;
/// Most rows; more would be too small to read.
const MOST: usize = 12;

/// A row of the forest.
struct Row {
    name: String,
    word: String,
    effect: Option<(f64, f64, f64)>,
    area: Option<(f64, f64, f64)>,
    n: u64,
    filled: bool,
    /// Whether it goes the other way than claimed: the one thing to see.
    alarms: bool,
}

/// Returns the chart of what calibration found; `None` is no panel.
pub fn indicators(found: Option<&Calibration>, meta: &ChartMeta) -> Chart {
    frame::chart(indicator_words(found), meta, |canvas| match found.map(rows) {
        Some(rows) if !rows.is_empty() => draw(canvas, &rows, &meta.theme.palette()),
        _ => {
            let hint = "Nothing to draw yet. Indicators are judged on units by quarter, measured by \
                        imported reports before the escapes: `escapee panel` shows them.";
            frame::sentence(canvas, hint, meta);
        }
    })
}

fn rows(found: &Calibration) -> Vec<Row> {
    let mut rows: Vec<Row> = found.indicators.iter().map(row).collect();
    if let Some(floor) = found.floor.as_ref().filter(|_| found.tier >= Tier::Indicative) {
        let part = |name: String,
                    effect: Option<&OddsRatio>,
                    area: Option<&crate::model::calibration::Area>,
                    n| {
            effect.map(|effect| {
                // Coverage is claimed to protect, on either side.
                let alarms = effect.or_lo > 1.0;
                let against = if alarms { ", against the claim" } else { "" };
                Row {
                    name,
                    word: format!("per 10 points{against}"),
                    effect: Some((effect.or, effect.or_lo, effect.or_hi)),
                    area: area.map(|area| (area.auc, area.lo, area.hi)),
                    n,
                    filled: false,
                    alarms,
                }
            })
        };
        let knot = floor.knot;
        let (below, above) = (
            format!("Coverage, below {knot}\u{a0}%"),
            format!("Coverage, {knot}\u{a0}% and above"),
        );
        rows.extend(part(below, floor.below.as_ref(), floor.auc_below.as_ref(), floor.rows_below));
        rows.extend(part(above, floor.above.as_ref(), floor.auc_above.as_ref(), floor.rows_above));
    }
    rows.sort_by(|a, b| {
        let or = |row: &Row| row.effect.map_or(f64::INFINITY, |(or, ..)| or);
        // Alike in the panel's order, not by a name that a picture may tell otherwise.
        or(a).total_cmp(&or(b))
    });
    rows.truncate(MOST);
    rows
}

fn row(one: &IndicatorAnswer) -> Row {
    Row {
        name: capital(&indicator_name(&one.name)),
        word: verdict_words(one).to_owned(),
        effect: one.told_effect().map(|effect| (effect.or, effect.or_lo, effect.or_hi)),
        area: one.told_auc().map(|area| (area.auc, area.lo, area.hi)),
        n: one.n,
        filled: one.verdict == IndicatorVerdict::Predicts,
        alarms: one.verdict == IndicatorVerdict::PredictsWrongWay,
    }
}

fn draw(canvas: &Canvas, rows: &[Row], colors: &Palette) {
    let pitch = ((BOTTOM - 24.0 - TOP) / rows.len() as f64).min(48.0);
    let bottom = TOP + pitch * rows.len() as f64;
    let ends = rows.iter().filter_map(|row| row.effect);
    let axis = LogAxis::ratios(ends.flat_map(|(or, lo, hi)| [or, lo, hi]), PLOT);
    heads(canvas, colors);
    for place in (0..rows.len()).filter(|place| has_band(*place)) {
        let top = TOP + pitch * place as f64;
        canvas.fill_rect(Area { left: LEFT, top, right: RIGHT, bottom: top + pitch }, colors.band);
    }
    let one = axis.x(1.0);
    // Where no row has an effect there is nothing to read on an axis.
    if rows.iter().any(|row| row.effect.is_some()) {
        scale(canvas, &axis, bottom, colors);
    }
    for (place, row) in rows.iter().enumerate() {
        let middle = TOP + pitch * (place as f64 + 0.5);
        cells(canvas, row, middle, pitch, colors);
        if row.effect.is_some() {
            mark(canvas, row, middle, &axis, colors);
        } else if pitch < ROOMY {
            // The word stands where the mark would be, beside the line at 1 and on the row's ground.
            let style = Type::regular(12.0, colors.muted);
            let wide = super::font::width(&row.word, style.size, style.weight);
            let right_of_one = one + 8.0 + wide <= PLOT.1;
            let left = if right_of_one { one + 8.0 } else { (one - 8.0 - wide).max(PLOT.0) };
            let half = pitch / 2.0 - 0.5;
            let area = Area {
                left: left - 2.0,
                top: middle - half,
                right: left + wide + 2.0,
                bottom: middle + half,
            };
            let ground = if has_band(place) { colors.band } else { colors.paper };
            canvas.fill_rect(area, ground);
            canvas.text(&row.word, (left, middle + 4.5), style, Align::Left);
        }
    }
}

/// Draws the axis of odds ratios, and what lies on either side of 1.
fn scale(canvas: &Canvas, axis: &LogAxis, bottom: f64, colors: &Palette) {
    let tick_type = Type::regular(12.0, colors.muted);
    for (value, name) in &axis.ticks {
        let x = axis.x(*value);
        let (color, width) =
            if (*value - 1.0).abs() < 1e-9 { (colors.ink, 1.5) } else { (colors.grid, 0.75) };
        canvas.line(&[(x, TOP), (x, bottom)], color, width);
        canvas.text(name, (x, bottom + 18.0), tick_type, Align::Center);
    }
    let (one, side) = (axis.x(1.0), Type::regular(12.0, colors.ink));
    canvas.text("← fewer escapes", (one - 10.0, bottom + 36.0), side, Align::Right);
    canvas.text("more escapes →", (one + 10.0, bottom + 36.0), side, Align::Left);
}

/// Whether a row stands on a band: every other does.
fn has_band(place: usize) -> bool {
    place.is_multiple_of(2)
}

fn heads(canvas: &Canvas, colors: &Palette) {
    let head = Type::bold(12.0, colors.muted);
    let y = TOP - 9.0;
    canvas.text("Indicator", (LEFT + 8.0, y), head, Align::Left);
    canvas.text("OR [95\u{a0}%]", (EFFECT_RIGHT, y), head, Align::Right);
    canvas.text("AUC [95\u{a0}%]", (AREA_RIGHT, y), head, Align::Right);
    canvas.text("n", (COUNT_RIGHT, y), head, Align::Right);
}

fn cells(canvas: &Canvas, row: &Row, middle: f64, pitch: f64, colors: &Palette) {
    let roomy = pitch >= ROOMY;
    let (big, small) = (Type::bold(14.0, colors.ink), Type::regular(11.0, colors.muted));
    let (upper, lower) =
        if roomy { (middle - 2.0, middle + 14.0) } else { (middle + 5.0, middle + 5.0) };
    let name = shorten(&row.name, PLOT.0 - LEFT - 20.0, big.size, big.weight);
    canvas.text(&name, (LEFT + 8.0, upper), big, Align::Left);
    if roomy {
        canvas.text(&row.word, (LEFT + 8.0, lower), Type::regular(12.0, colors.muted), Align::Left);
    }
    for (right, value) in [(EFFECT_RIGHT, row.effect), (AREA_RIGHT, row.area)] {
        match value {
            Some((value, lo, hi)) if roomy => {
                canvas.text(&ratio(value), (right, upper), big, Align::Right);
                canvas.text(&ratio_range(lo, hi), (right, lower), small, Align::Right);
            }
            Some((value, lo, hi)) => {
                let interval = format!("[{}]", ratio_range(lo, hi).replace(' ', ""));
                let (near, value) = (Type::bold(12.0, colors.ink), ratio(value));
                let fits = small.width(&interval) + near.width(&value) + 5.0 <= COLUMN;
                let end = if fits { right - small.width(&interval) - 5.0 } else { right };
                canvas.text(&value, (end, upper), near, Align::Right);
                if fits {
                    canvas.text(&interval, (right, upper), small, Align::Right);
                }
            }
            None => canvas.text(numbers::UNKNOWN, (right, middle + 5.0), big, Align::Right),
        }
    }
    let n = Type::regular(13.0, colors.ink);
    canvas.text(&numbers::count(row.n), (COUNT_RIGHT, middle + 5.0), n, Align::Right);
}

fn mark(canvas: &Canvas, row: &Row, y: f64, axis: &LogAxis, colors: &Palette) {
    let Some((or, lo, hi)) = row.effect else { return };
    // What leaves out 1 without a verdict is hollow in the data's colour, what holds 1 grey.
    let color = match (row.alarms, row.filled || hi < 1.0 || lo > 1.0) {
        (true, _) => colors.alarm,
        (false, true) => colors.accent,
        (false, false) => colors.axis,
    };
    let title =
        format!("{}: {}, odds ratio {} [{}]", row.name, row.word, ratio(or), ratio_range(lo, hi));
    canvas.group(&title, |canvas| {
        let (mut left, mut right) = (axis.x(lo), axis.x(hi));
        // An interval wholly beyond the axis has the mark and its arrow on it.
        if !axis.holds(or) {
            (left, right) = (left.min(PLOT.1 - 14.0), right.max(PLOT.0 + 14.0));
        }
        canvas.line(&[(left, y), (right, y)], color, 2.0);
        let ends = [(left, lo, or > 1.0), (right, hi, or < 1.0)];
        for (x, end, near) in ends {
            if !axis.holds(or) && !axis.holds(end) && near {
                continue;
            }
            if axis.holds(end) {
                canvas.line(&[(x, y - 4.5), (x, y + 4.5)], color, 2.0);
            } else {
                let back = if x <= PLOT.0 + 1.0 { 7.0 } else { -7.0 };
                canvas.line(&[(x + back, y - 4.5), (x, y), (x + back, y + 4.5)], color, 2.0);
            }
        }
        // What lies beyond the axis stands hollow at its end, with the arrow behind it.
        let x = axis.x(or).clamp(PLOT.0 + 14.0, PLOT.1 - 14.0);
        if row.filled && axis.holds(or) {
            super::marks::point(canvas, (axis.x(or), y), color, colors);
        } else {
            let x = if axis.holds(or) { axis.x(or) } else { x };
            canvas.dot((x, y), 6.0, colors.paper);
            canvas.ring((x, y), 4.75, color, 2.0);
        }
    });
}
