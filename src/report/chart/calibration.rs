//! Forecast against observed: can the number be believed?
//!
//! Bins of equal count on a square with equal axes; below, a tick for each forecast, or columns from
//! 500 on. Below 50 unit-periods with an escape there is a sentence and no bins.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::scale::Scale;
use super::text::wrap;
use super::theme::Palette;
use super::wording::{advice, calibration_words, drawn, trust};
use super::{Chart, ChartMeta, frame, marks, numbers};
use crate::model::calibration::{Backtest, Calibration, Tier};

const TOP: f64 = 136.0;
const AXIS: f64 = 438.0;
const PLOT_LEFT: f64 = 90.0;
const PLOT_RIGHT: f64 = 560.0;
const PANEL: f64 = 612.0;
/// From this many forecasts on their places are drawn as columns.
const MANY: usize = 500;

/// Returns the calibration picture; `None` is no panel.
pub fn calibration(found: Option<&Calibration>, meta: &ChartMeta) -> Chart {
    frame::chart(calibration_words(found), meta, |canvas| match found.and_then(drawn) {
        Some((_, test)) => draw(canvas, test, &meta.theme.palette()),
        None => frame::sentence(canvas, hint(found), meta),
    })
}

fn hint(found: Option<&Calibration>) -> &'static str {
    match found.map(|found| found.tier) {
        None => {
            "Nothing to draw yet. Forecasts are made on units by quarter, measured before the escapes: \
             `escapee panel` shows them."
        }
        Some(Tier::Calibrated) => {
            "No picture: no indicator was measured in enough earlier periods to forecast a later one. \
             `escapee panel` shows what was measured when."
        }
        Some(_) => {
            "No picture: below 50 unit-periods with an escape the interval of every bin would hold \
             nearly everything. What can be said stands in `escapee chart indicators --out FILE`."
        }
    }
}

fn draw(canvas: &Canvas, test: &Backtest, colors: &Palette) {
    let ends = test.bins.iter().flat_map(|bin| [bin.observed.hi.unwrap_or(0.0), bin.forecast]);
    let scale = Scale::shares(ends.fold(0.0, f64::max), TOP, AXIS);
    let x = |share: f64| PLOT_LEFT + (share / scale.max).clamp(0.0, 1.0) * (PLOT_RIGHT - PLOT_LEFT);
    let tick = Type::regular(12.0, colors.muted);
    for value in &scale.ticks {
        let (across, up) = (scale.y(*value), x(*value));
        let color = if *value > 0.0 { colors.grid } else { colors.axis };
        canvas.line(&[(PLOT_LEFT, across), (PLOT_RIGHT, across)], color, 0.75);
        canvas.line(&[(up, TOP), (up, AXIS)], color, 0.75);
        let name = numbers::whole_percent(value * 100.0);
        canvas.text(&name, (PLOT_LEFT - 8.0, across + 4.3), tick, Align::Right);
        canvas.text(&name, (up, AXIS + 18.0), tick, Align::Center);
    }
    let title = Type::regular(13.0, colors.ink);
    canvas.text("share that escaped", (LEFT, TOP - 14.0), title, Align::Left);
    canvas.text("forecast share", (PLOT_RIGHT, AXIS + 54.0), title, Align::Right);
    canvas.dashed(&[(PLOT_LEFT, AXIS), (PLOT_RIGHT, TOP)], colors.axis, 1.5, (5.0, 4.0));
    canvas.text("perfect", (PLOT_RIGHT + 6.0, TOP + 4.0), tick, Align::Left);
    rug(canvas, test, &x, colors);

    let joined: Vec<(f64, f64)> = test
        .bins
        .iter()
        .filter_map(|bin| Some((x(bin.forecast), scale.y(bin.observed.rate?))))
        .collect();
    canvas.line(&joined, colors.accent, 2.0);
    for bin in &test.bins {
        let (Some(share), Some(lo), Some(hi)) =
            (bin.observed.rate, bin.observed.lo, bin.observed.hi)
        else {
            continue;
        };
        let off = bin.forecast < lo || bin.forecast > hi;
        let color = if off { colors.alarm } else { colors.accent };
        let title = format!(
            "forecast {}: {} of {} escaped, {} {}",
            numbers::percent(bin.forecast, bin.observed.n),
            bin.observed.k,
            bin.observed.n,
            numbers::rate(&bin.observed),
            numbers::interval(&bin.observed)
        );
        canvas.group(&title, |canvas| {
            marks::interval(canvas, x(bin.forecast), (scale.y(lo), scale.y(hi)), color, 1.75);
            if off {
                canvas.dot((x(bin.forecast), scale.y(share)), 6.5, colors.paper);
                canvas.ring((x(bin.forecast), scale.y(share)), 5.0, color, 2.0);
            } else {
                marks::point(canvas, (x(bin.forecast), scale.y(share)), color, colors);
            }
        });
    }
    panel(canvas, test, colors);
}

/// Draws where the forecasts lie.
fn rug(canvas: &Canvas, test: &Backtest, x: &impl Fn(f64) -> f64, colors: &Palette) {
    let (top, bottom) = (AXIS + 25.0, AXIS + 35.0);
    if test.forecasts.len() < MANY {
        for forecast in &test.forecasts {
            canvas.line(&[(x(*forecast), top), (x(*forecast), bottom)], colors.axis, 0.75);
        }
        return;
    }
    let width = (PLOT_RIGHT - PLOT_LEFT) / 40.0;
    let mut counts = [0_u32; 40];
    for forecast in &test.forecasts {
        counts[(((x(*forecast) - PLOT_LEFT) / width) as usize).min(39)] += 1;
    }
    let most = f64::from(counts.iter().copied().max().unwrap_or(1));
    for (place, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let left = PLOT_LEFT + width * place as f64;
        let height = (bottom - top) * f64::from(count) / most;
        let area = Area { left, top: bottom - height.max(0.8), right: left + width - 1.0, bottom };
        canvas.fill_rect(area, colors.axis);
    }
}

fn panel(canvas: &Canvas, test: &Backtest, colors: &Palette) {
    canvas.text(
        "How far to trust it",
        (PANEL, TOP + 30.0),
        Type::bold(14.0, colors.ink),
        Align::Left,
    );
    let (name, value) = (Type::regular(13.0, colors.muted), Type::bold(15.0, colors.ink));
    let mut y = TOP + 62.0;
    for (what, number, note) in trust(test) {
        canvas.text(what, (PANEL, y), name, Align::Left);
        canvas.text(&number, (PANEL + 158.0, y), value, Align::Left);
        canvas.text(
            &note,
            (PANEL + 158.0, y + 17.0),
            Type::regular(11.5, colors.muted),
            Align::Left,
        );
        y += 43.0;
    }
    let key = Type::regular(12.5, colors.ink);
    canvas.group("key", |canvas| {
        marks::point(canvas, (PANEL + 5.0, y + 4.0), colors.accent, colors);
        canvas.ring((PANEL + 5.0, y + 26.0), 5.0, colors.alarm, 2.0);
    });
    canvas.text("the interval holds the forecast", (PANEL + 18.0, y + 8.5), key, Align::Left);
    canvas.text("the forecast lies outside it", (PANEL + 18.0, y + 30.5), key, Align::Left);
    let style = Type::bold(13.0, colors.ink);
    for (place, line) in
        wrap(advice(test), RIGHT - PANEL, style.size, style.weight).iter().enumerate()
    {
        canvas.text(line, (PANEL, y + 62.0 + 18.0 * place as f64), style, Align::Left);
    }
}
