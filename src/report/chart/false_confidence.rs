//! Coverage against mutation score: where does coverage say more than the tests hold?
//!
//! A bubble for each unit, its area the escapes; a hollow ring is a unit without any. The corner of
//! high coverage and low mutation score is shaded; the units in it with most escapes are named, then
//! those elsewhere. Both scales end as far inside the plot as the largest bubble reaches.

use super::canvas::{Align, Canvas, LEFT, Type};
use super::labels::{Area, Taken};
use super::text::clean;
use super::theme::{Palette, mix};
use super::wording::quadrant_words;
use super::{Chart, ChartMeta, frame, numbers, unit_names};
use crate::model::quadrant::{Quadrant, QuadrantUnit};

const TOP: f64 = 140.0;
const AXIS: f64 = 448.0;
const PLOT_LEFT: f64 = 90.0;
const PLOT_RIGHT: f64 = 850.0;
/// Most units that are named.
const MOST_NAMES: usize = 5;
/// Largest radius; with many escapes all areas shrink alike.
const LARGEST: f64 = 26.0;
/// Radius of a unit without an escape.
const SMALLEST: f64 = 4.0;
/// With more units than this all bubbles are smaller, to half at most.
const ROOMY: f64 = 60.0;

/// Returns the chart of the quadrant; `None` is no panel.
pub fn false_confidence(found: Option<&Quadrant>, meta: &ChartMeta) -> Chart {
    let found = found.filter(|found| !found.units.is_empty());
    frame::chart(quadrant_words(found), meta, |canvas| {
        let Some(found) = found else {
            let hint = "Nothing to draw yet. This chart needs units with coverage and a mutation score \
                        before a quarter: `escapee panel` shows them, `escapee import mutants FILE` adds scores.";
            return frame::sentence(canvas, hint, meta);
        };
        Plot::new(found, meta.theme.palette()).draw(canvas);
    })
}

struct Plot<'a> {
    found: &'a Quadrant,
    /// Smallest coverage of the axis.
    from: f64,
    /// Radius of a unit without an escape.
    smallest: f64,
    /// Px of radius per root of an escape.
    growth: f64,
    /// Most escapes of a unit.
    most: u64,
    colors: Palette,
}

impl<'a> Plot<'a> {
    fn new(found: &'a Quadrant, colors: Palette) -> Self {
        let lowest = found.units.iter().map(|unit| unit.coverage).fold(found.floor - 1.0, f64::min);
        let most = found.units.iter().map(|unit| unit.escapes).max().unwrap_or(0);
        let size = (ROOMY / found.units.len() as f64).sqrt().clamp(0.5, 1.0);
        let growth = size * ((LARGEST - SMALLEST) / (most as f64).sqrt().max(1.0)).min(4.3);
        let from = (lowest / 20.0).floor().max(0.0) * 20.0;
        Self { found, from, smallest: size * SMALLEST, growth, most, colors }
    }

    fn at(&self, coverage: f64, score: f64) -> (f64, f64) {
        let across = ((coverage - self.from) / (100.0 - self.from)).clamp(0.0, 1.0);
        let up = (score / 100.0).clamp(0.0, 1.0);
        let edge = self.radius(self.most) + 2.0;
        let (left, bottom) = (PLOT_LEFT + edge, AXIS - edge);
        (left + across * (PLOT_RIGHT - edge - left), bottom - up * (bottom - TOP - edge))
    }

    fn radius(&self, escapes: u64) -> f64 {
        self.smallest + self.growth * (escapes as f64).sqrt()
    }

    fn draw(&self, canvas: &Canvas) {
        let (colors, found) = (&self.colors, self.found);
        let (knot, bar) = self.at(found.floor, found.bar);
        // Alarm is for what the title finds; else the corner is just named.
        let ground = if found.misleads() { colors.danger } else { colors.band };
        canvas.fill_rect(Area { left: knot, top: bar, right: PLOT_RIGHT, bottom: AXIS }, ground);
        let mut taken = Taken::default();
        self.grid(canvas);
        canvas.dashed(&[(knot, TOP), (knot, AXIS)], colors.axis, 1.5, (5.0, 4.0));
        canvas.dashed(&[(PLOT_LEFT, bar), (PLOT_RIGHT, bar)], colors.axis, 1.5, (5.0, 4.0));
        taken.take(Area { left: knot - 2.0, top: TOP, right: knot + 2.0, bottom: AXIS });
        taken.take(Area { left: PLOT_LEFT, top: bar - 2.0, right: PLOT_RIGHT, bottom: bar + 2.0 });
        let name = Type::bold(12.0, colors.ink);
        let floor = format!("{} floor", numbers::whole_percent(found.floor));
        canvas.text(&floor, (knot, TOP - 8.0), name, Align::Center);
        canvas.text("median", (PLOT_RIGHT + 8.0, bar - 1.0), name, Align::Left);
        canvas.text(
            &numbers::whole_percent(found.bar),
            (PLOT_RIGHT + 8.0, bar + 13.0),
            name,
            Align::Left,
        );
        let mut units: Vec<&QuadrantUnit> = found.units.iter().collect();
        // Of as many escapes in the panel's order, not by a name that a picture may tell otherwise.
        units.sort_by_key(|unit| std::cmp::Reverse(unit.escapes));
        for unit in &units {
            self.bubble(canvas, unit, &mut taken);
        }
        let plot = Area { left: PLOT_LEFT, top: TOP, right: PLOT_RIGHT, bottom: AXIS };
        let bounds = plot.inset(2.0);
        self.corner_names(canvas, (knot, bar), &bounds, &mut taken);
        let (first, others): (Vec<&QuadrantUnit>, Vec<&QuadrantUnit>) = units
            .into_iter()
            .filter(|unit| unit.escapes > 0)
            .partition(|unit| found.misleads() && found.is_false_confidence(unit));
        for unit in first.into_iter().chain(others).take(MOST_NAMES) {
            let at = self.at(unit.coverage, unit.mutation_score);
            let radius = self.radius(unit.escapes);
            unit_names::draw(canvas, unit, (at, radius), (&bounds, &mut taken), colors);
        }
        self.key(canvas, &bounds, &mut taken);
    }

    fn grid(&self, canvas: &Canvas) {
        let colors = &self.colors;
        let tick = Type::regular(12.0, colors.muted);
        for value in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
            let name = numbers::whole_percent(value);
            let (_, y) = self.at(0.0, value);
            canvas.line(&[(PLOT_LEFT, y), (PLOT_RIGHT, y)], colors.grid, 0.75);
            canvas.text(&name, (PLOT_LEFT - 8.0, y + 4.3), tick, Align::Right);
            if value >= self.from {
                let (x, _) = self.at(value, 0.0);
                canvas.line(&[(x, TOP), (x, AXIS)], colors.grid, 0.75);
                canvas.text(&name, (x, AXIS + 18.0), tick, Align::Center);
            }
        }
        canvas.line(&[(PLOT_LEFT, AXIS), (PLOT_RIGHT, AXIS)], colors.axis, 0.75);
        let title = Type::regular(13.0, colors.ink);
        canvas.text("mutation score", (LEFT, TOP - 14.0), title, Align::Left);
        // Below the plot, in its middle: the names of corners may stand at its ends.
        canvas.text(
            "line coverage",
            (f64::midpoint(PLOT_LEFT, PLOT_RIGHT), AXIS + 40.0),
            title,
            Align::Center,
        );
    }

    fn bubble(&self, canvas: &Canvas, unit: &QuadrantUnit, taken: &mut Taken) {
        let at = self.at(unit.coverage, unit.mutation_score);
        let radius = self.radius(unit.escapes);
        let title = format!(
            "{}: coverage {}, mutation score {}, {}",
            clean(&unit.name),
            numbers::whole_percent(unit.coverage),
            numbers::whole_percent(unit.mutation_score),
            numbers::counted(unit.escapes, "escape")
        );
        let color = if self.found.misleads() && self.found.is_false_confidence(unit) {
            self.colors.alarm
        } else {
            self.colors.accent
        };
        canvas.group(&title, |canvas| {
            if unit.escapes > 0 {
                canvas.dot(at, radius, mix(color, self.colors.paper, 0.55));
                canvas.ring(at, radius, color, 1.25);
            } else {
                canvas.dot(at, radius, self.colors.paper);
                canvas.ring(at, radius, self.colors.axis, 1.5);
            }
        });
        taken.take(Area::around(at, radius + 1.5, radius + 1.5));
    }

    /// Names the corners: where there is room in them, the shaded one before the others, else beside the
    /// plot at their outer end.
    fn corner_names(
        &self,
        canvas: &Canvas,
        (knot, bar): (f64, f64),
        bounds: &Area,
        taken: &mut Taken,
    ) {
        let colors = &self.colors;
        let warning = if self.found.misleads() { colors.alarm_text } else { colors.muted };
        let (above, below) = (TOP - 8.0, AXIS + 40.0);
        let names = [
            (
                ("FALSE CONFIDENCE", warning, (knot, bar, PLOT_RIGHT, AXIS)),
                (Align::Right, (PLOT_RIGHT, below)),
            ),
            (
                ("FLYING BLIND", colors.muted, (PLOT_LEFT, bar, knot, AXIS)),
                (Align::Left, (PLOT_LEFT, below)),
            ),
            (
                ("CONFIDENCE EARNED", colors.good, (knot, TOP, PLOT_RIGHT, bar)),
                (Align::Right, (PLOT_RIGHT, above)),
            ),
        ];
        for ((name, color, (left, top, right, bottom)), outside) in names {
            let style = Type::bold(12.0, color);
            let wide = style.width(name);
            let rows = [bottom - 8.0, top + 17.0];
            let places = rows
                .into_iter()
                .flat_map(|y| [(Align::Left, (left + 8.0, y)), (Align::Right, (right - 8.0, y))]);
            let candidates =
                places.map(|(align, at)| ((align, at), Area::of_text(at, wide, style.size, align)));
            let has_room = wide + 16.0 <= right - left && bottom - top >= 24.0;
            let found = if has_room { taken.place(bounds, candidates) } else { None };
            let (align, at) = found.unwrap_or(outside);
            canvas.text(name, at, style, align);
        }
    }

    /// Draws the sizes of bubbles in a free corner of the plot.
    fn key(&self, canvas: &Canvas, bounds: &Area, taken: &mut Taken) {
        let mut sizes: Vec<u64> = [0, 1, 5, 20].into_iter().filter(|n| *n < self.most).collect();
        sizes.push(self.most);
        let style = Type::regular(12.0, self.colors.muted);
        let name = |n: u64| {
            if Some(&n) == sizes.last() { numbers::counted(n, "escape") } else { n.to_string() }
        };
        let wide: f64 =
            sizes.iter().map(|n| 2.0 * self.radius(*n) + style.width(&name(*n)) + 18.0).sum();
        let half = sizes.iter().map(|n| self.radius(*n)).fold(8.0, f64::max) + 2.0;
        let corners = [
            (PLOT_LEFT + 8.0, TOP + half + 6.0),
            (PLOT_LEFT + 8.0, AXIS - half - 22.0),
            (PLOT_RIGHT - wide - 8.0, TOP + half + 6.0),
            (PLOT_RIGHT - wide - 8.0, AXIS - half - 22.0),
        ];
        let candidates = corners.map(|(x, y)| {
            ((x, y), Area { left: x, top: y - half, right: x + wide, bottom: y + half })
        });
        let Some((mut x, y)) = taken.place(bounds, candidates) else { return };
        for n in &sizes {
            let radius = self.radius(*n);
            canvas.ring((x + radius, y), radius, self.colors.axis, 1.5);
            canvas.text(&name(*n), (x + 2.0 * radius + 5.0, y + 4.3), style, Align::Left);
            x += 2.0 * radius + style.width(&name(*n)) + 18.0;
        }
    }
}
