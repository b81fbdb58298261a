//! Coverage against mutation score: where does coverage say more than the tests hold?
//!
//! A bubble for each unit, its area the escapes; a hollow ring is a unit without any. The corner of
//! high coverage and low mutation score is shaded; the units in it with most escapes are named, then
//! those elsewhere. Both scales end as far inside the plot as the largest bubble reaches.

use super::canvas::{Align, Canvas, LEFT, Type};
use super::labels::{Area, Taken};
use super::text::{clean, shorten};
use super::theme::{Palette, mix};
use super::wording::quadrant_words;
use super::{Chart, ChartMeta, frame, numbers};
use crate::model::quadrant::{Quadrant, QuadrantUnit};

const TOP: f64 = 140.0;
const AXIS: f64 = 448.0;
const PLOT_LEFT: f64 = 90.0;
const PLOT_RIGHT: f64 = 850.0;
/// Most units that are named.
const MOST_NAMES: usize = 5;
/// Largest radius; with many escapes all areas shrink alike.
const LARGEST: f64 = 26.0;

/// Returns the chart of the quadrant; `None` is no panel.
pub fn false_confidence(found: Option<&Quadrant>, meta: &ChartMeta) -> Chart {
    let found = found.filter(|found| !found.units.is_empty());
    frame::chart(quadrant_words(found), meta, |canvas| {
        let Some(found) = found else {
            let hint = "Nothing to draw yet. This chart needs units with coverage and a mutation score \
                        before a quarter: escapee panel shows them, escapee import mutants adds scores";
            return frame::sentence(canvas, hint, meta);
        };
        Plot::new(found, meta.theme.palette()).draw(canvas);
    })
}

struct Plot<'a> {
    found: &'a Quadrant,
    /// Smallest coverage of the axis.
    from: f64,
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
        let growth = ((LARGEST - 4.0) / (most as f64).sqrt().max(1.0)).min(4.3);
        Self { found, from: (lowest / 20.0).floor().max(0.0) * 20.0, growth, most, colors }
    }

    fn at(&self, coverage: f64, score: f64) -> (f64, f64) {
        let across = ((coverage - self.from) / (100.0 - self.from)).clamp(0.0, 1.0);
        let up = (score / 100.0).clamp(0.0, 1.0);
        let edge = self.radius(self.most) + 2.0;
        let (left, bottom) = (PLOT_LEFT + edge, AXIS - edge);
        (left + across * (PLOT_RIGHT - edge - left), bottom - up * (bottom - TOP - edge))
    }

    fn radius(&self, escapes: u64) -> f64 {
        4.0 + self.growth * (escapes as f64).sqrt()
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
        let (inside, outside): (Vec<&QuadrantUnit>, Vec<&QuadrantUnit>) = units
            .into_iter()
            .filter(|unit| unit.escapes > 0)
            .partition(|unit| found.is_false_confidence(unit));
        for unit in inside.into_iter().chain(outside).take(MOST_NAMES) {
            self.label(canvas, unit, &bounds, &mut taken);
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

    /// Names the corners where the names are free; the shaded one before the others.
    fn corner_names(
        &self,
        canvas: &Canvas,
        (knot, bar): (f64, f64),
        bounds: &Area,
        taken: &mut Taken,
    ) {
        let colors = &self.colors;
        let warning = if self.found.misleads() { colors.alarm_text } else { colors.muted };
        let names = [
            ("FALSE CONFIDENCE", warning, (knot, bar, PLOT_RIGHT, AXIS)),
            ("FLYING BLIND", colors.muted, (PLOT_LEFT, bar, knot, AXIS)),
            ("CONFIDENCE EARNED", colors.good, (knot, TOP, PLOT_RIGHT, bar)),
        ];
        for (name, color, (left, top, right, bottom)) in names {
            let style = Type::bold(12.0, color);
            let wide = style.width(name);
            if wide + 16.0 > right - left || bottom - top < 24.0 {
                continue;
            }
            let rows = [bottom - 8.0, top + 17.0];
            let places = rows
                .into_iter()
                .flat_map(|y| [(Align::Left, (left + 8.0, y)), (Align::Right, (right - 8.0, y))]);
            let candidates =
                places.map(|(align, at)| ((align, at), Area::of_text(at, wide, style.size, align)));
            if let Some((align, at)) = taken.place(bounds, candidates) {
                canvas.text(name, at, style, align);
            }
        }
    }

    /// Names a unit where there is room beside its bubble; a name further off could be taken for
    /// another's, so it is left to the pointer and the description.
    fn label(&self, canvas: &Canvas, unit: &QuadrantUnit, bounds: &Area, taken: &mut Taken) {
        let (x, y) = self.at(unit.coverage, unit.mutation_score);
        let (bold, small) =
            (Type::bold(13.0, self.colors.ink), Type::regular(12.0, self.colors.muted));
        let name = shorten(&clean(&unit.name), 170.0, bold.size, bold.weight);
        let count = numbers::counted(unit.escapes, "escape");
        let wide = bold.width(&name).max(small.width(&count)) + 2.0;
        let radius = self.radius(unit.escapes);
        let places = [4.0, 10.0].into_iter().flat_map(|gap| {
            let off = radius + gap;
            [
                (Align::Left, (x + off, y - 2.0)),
                (Align::Right, (x - off, y - 2.0)),
                (Align::Center, (x, y + off + 11.0)),
                (Align::Center, (x, y - off - 16.0)),
                (Align::Left, (x + off * 0.75, y + off * 0.75 + 8.0)),
                (Align::Right, (x - off * 0.75, y + off * 0.75 + 8.0)),
                (Align::Left, (x + off * 0.75, y - off * 0.75 - 12.0)),
                (Align::Right, (x - off * 0.75, y - off * 0.75 - 12.0)),
            ]
        });
        let candidates = places.map(|(align, at)| {
            let head = Area::of_text(at, wide, bold.size, align);
            ((align, at), Area { bottom: head.bottom + 15.0, ..head })
        });
        if let Some((align, (x, y))) = taken.place(bounds, candidates) {
            canvas.text(&name, (x, y), bold, align);
            canvas.text(&count, (x, y + 15.0), small, align);
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
