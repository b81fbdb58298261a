//! Escape rate by period or group: is it changing, or is it noise?
//!
//! A point with its 95 % interval for each row, the expected range as a grey band under everything,
//! and incidents of severity 1 in a lane above. Rows with few defects, and those the data do not
//! reach the end of, are hollow and carry no rate.
//! Without a source of caught defects the chart shows counts. Neighbouring groups are not joined by
//! a line, as they have no order.

use super::axis::{self, Tick};
use super::canvas::{Align, Canvas, RIGHT, Type};
use super::labels::{Area, Taken};
use super::scale::{Cells, Scale};
use super::sev1_lane::Lane;
use super::theme::Palette;
use super::wording::{judged, newest, point_title, rate_words, stands_out};
use super::{Chart, ChartMeta, Sev1Mark};
use super::{escape_counts, frame, marks, value_labels};
use crate::model::rate::{RateRow, RateTable};

/// Y of the value 0.
pub(super) const AXIS: f64 = 438.0;
/// Left edge of the plot.
pub(super) const PLOT_LEFT: f64 = 84.0;

/// Returns the chart of a rate table, with incidents of severity 1 above it.
pub fn escape_rate(table: &RateTable, sev1: &[Sev1Mark], meta: &ChartMeta) -> Chart {
    let words = rate_words(table, sev1);
    let canvas = Canvas::new();
    frame::draw(&canvas, &words, meta);
    let rows = newest(&table.rows);
    if table.has_caught_source {
        if rows.iter().any(|row| row.rate.is_some_and(|rate| rate.n > 0)) {
            Plot::new(rows, sev1, meta).draw(&canvas);
        } else {
            let hint = "Nothing to draw yet. A rate needs defects found in production and defects \
                        caught before release: `escapee import incidents FILE` brings them in.";
            frame::sentence(&canvas, hint, meta);
        }
    } else if rows.iter().any(|row| row.escapes > 0) {
        escape_counts::draw(&canvas, rows, meta);
    } else {
        let hint = "Nothing to draw yet: no escape has a date. \
                    `escapee import incidents FILE` brings in those found in production.";
        frame::sentence(&canvas, hint, meta);
    }
    frame::finished(&canvas, words, meta)
}

/// A row as it is drawn.
pub(super) struct Point<'a> {
    /// The row.
    pub(super) row: &'a RateRow,
    /// Where the point lies; `None` without a rate.
    pub(super) at: Option<(f64, f64)>,
    /// Y of the interval's lower and upper end.
    pub(super) bar: (f64, f64),
    /// Whether the row rests on enough defects.
    pub(super) judged: bool,
    /// Whether it lies outside its expected range.
    pub(super) alarm: bool,
}

/// Everything the parts of the plot share.
struct Plot<'a> {
    points: Vec<Point<'a>>,
    lane: Option<Lane<'a>>,
    cells: Cells,
    scale: Scale,
    colors: Palette,
}

impl<'a> Plot<'a> {
    fn new(rows: &'a [RateRow], sev1: &'a [Sev1Mark], meta: &ChartMeta) -> Self {
        let ranged = rows.iter().any(|row| row.expected.is_some());
        let right = if ranged { RIGHT - 116.0 } else { RIGHT - 30.0 };
        let cells = Cells { left: PLOT_LEFT, right, count: rows.len() };
        let ends = rows
            .iter()
            .flat_map(|row| [row.rate.and_then(|rate| rate.hi), row.expected.map(|(_, hi)| hi)]);
        let largest = ends.flatten().fold(0.0, f64::max);
        let colors = meta.theme.palette();
        let places = rows.iter().enumerate();
        let periods: Vec<_> =
            places.map(|(place, row)| (row.period, cells.center(place))).collect();
        let lane = Lane::new(sev1, &periods, &colors);
        let top = lane.as_ref().map_or(124.0, Lane::bottom);
        let scale = Scale::shares(largest, top, AXIS);
        let points = rows
            .iter()
            .enumerate()
            .map(|(place, row)| Point {
                row,
                at: row
                    .rate
                    .and_then(|rate| rate.rate)
                    .map(|share| (cells.center(place), scale.y(share))),
                bar: row
                    .rate
                    .and_then(|rate| Some((scale.y(rate.lo?), scale.y(rate.hi?))))
                    .unwrap_or((AXIS, AXIS)),
                judged: judged(row).is_some(),
                alarm: stands_out(row).is_some(),
            })
            .collect();
        Self { points, lane, cells, scale, colors }
    }

    fn draw(&self, canvas: &Canvas) {
        let mut taken = Taken::default();
        self.band(canvas);
        let tick = |value: f64| format!("{:.0}\u{a0}%", value * 100.0);
        axis::grid(canvas, &self.colors, &self.scale, &self.cells, tick);
        self.band_label(canvas, &mut taken);
        let ticks: Vec<Tick> = self.points.iter().map(|point| tick_of(point.row)).collect();
        axis::cells(canvas, &self.colors, &self.cells, &ticks, AXIS);
        self.lines(canvas, &mut taken);
        if let Some(lane) = &self.lane {
            let end = |place: usize| {
                let point = &self.points[place];
                point.at.map_or(point.bar.1, |_| point.bar.1 - 4.0)
            };
            lane.draw(canvas, end, &self.colors, &mut taken);
        }
        for point in &self.points {
            self.point(canvas, point, &mut taken);
        }
        let bounds =
            Area { left: self.cells.left, top: self.scale.top, right: RIGHT, bottom: AXIS - 1.0 };
        value_labels::draw(canvas, &self.points, &self.colors, &self.cells, &bounds, &mut taken);
    }

    /// Draws the expected range as steps; a row without a range leaves a gap.
    fn band(&self, canvas: &Canvas) {
        let ranges: Vec<Option<(f64, f64)>> =
            self.points.iter().map(|point| point.row.expected).collect();
        let mut first = 0;
        while first < ranges.len() {
            let run = ranges[first..].iter().take_while(|range| range.is_some()).count();
            let steps: Vec<_> =
                (first..first + run).zip(ranges[first..].iter().flatten()).collect();
            let upper = steps.iter().flat_map(|(place, (_, hi))| self.step(*place, *hi));
            let lower = steps.iter().flat_map(|(place, (lo, _))| self.step(*place, *lo));
            let lower: Vec<_> = lower.collect();
            let outline: Vec<_> = upper.chain(lower.into_iter().rev()).collect();
            if run > 0 {
                canvas.polygon(&outline, self.colors.band);
            }
            first += run.max(1);
        }
    }

    /// Returns both ends of a cell's step.
    fn step(&self, place: usize, share: f64) -> [(f64, f64); 2] {
        let y = self.scale.y(share);
        [(self.cells.edge(place), y), (self.cells.edge(place + 1), y)]
    }

    /// Names the band at its right end, centered on its last step.
    fn band_label(&self, canvas: &Canvas, taken: &mut Taken) {
        let mut newest = self.points.iter().enumerate().rev();
        let Some((place, (lo, hi))) =
            newest.find_map(|(place, point)| Some((place, point.row.expected?)))
        else {
            return;
        };
        let middle = f64::midpoint(self.scale.y(lo), self.scale.y(hi));
        let middle = middle.clamp(self.scale.top + 16.0, AXIS - 18.0);
        let style = Type::regular(13.0, self.colors.muted);
        let x = self.cells.edge(place + 1).max(self.cells.right) + 10.0;
        // Where the newest row has no range, the name does not touch the band it names.
        if place + 1 < self.points.len() {
            let key = Area { left: x, top: middle - 29.0, right: x + 24.0, bottom: middle - 19.0 };
            canvas.fill_rect(key, self.colors.band);
            taken.take(key);
        }
        for (text, baseline) in
            [("Expected range", middle - 3.5), ("95\u{a0}% limits", middle + 13.5)]
        {
            taken.take(Area::of_text((x, baseline), style.width(text), style.size, Align::Left));
            canvas.text(text, (x, baseline), style, Align::Left);
        }
    }

    /// Joins periods with enough defects; thin and broken over those between that have few.
    fn lines(&self, canvas: &Canvas, taken: &mut Taken) {
        let joined = |point: &&Point<'_>| point.judged && point.row.period.is_some();
        let mut before: Option<(usize, (f64, f64))> = None;
        for (place, point) in self.points.iter().enumerate().filter(|(_, point)| joined(point)) {
            let Some(to) = point.at else { continue };
            if let Some((last, from)) = before {
                if place == last + 1 {
                    canvas.line(&[from, to], self.colors.accent, 2.5);
                } else {
                    canvas.dashed(&[from, to], self.colors.accent, 1.25, (3.0, 3.0));
                }
                taken.take_line(from, to, 2.5);
            }
            before = Some((place, to));
        }
    }

    fn point(&self, canvas: &Canvas, point: &Point<'_>, taken: &mut Taken) {
        let Some(at) = point.at else { return };
        let color = if point.alarm { self.colors.alarm } else { self.colors.accent };
        canvas.group(&point_title(point.row), |canvas| {
            let width = if point.judged { 1.75 } else { 1.0 };
            marks::interval(canvas, at.0, point.bar, color, width);
            if point.judged {
                marks::point(canvas, at, color, &self.colors);
            } else {
                marks::hollow_point(canvas, at, color, &self.colors);
            }
        });
        taken.take(Area::around(at, marks::POINT + 2.0, marks::POINT + 2.0));
        let (lo, hi) = point.bar;
        taken.take(Area { left: at.0 - 3.0, top: hi, right: at.0 + 3.0, bottom: lo });
        for cap in [lo, hi] {
            taken.take(Area::around((at.0, cap), marks::CAP + 1.0, 2.0));
        }
    }
}

/// Returns what stands below a row.
pub(super) fn tick_of(row: &RateRow) -> Tick {
    let n = row.rate.map(|rate| rate.n);
    match row.period {
        Some(period) => Tick::of_period(period, n).starred(!row.mature),
        None => Tick { name: super::text::clean(&row.key), year: None, n },
    }
}
