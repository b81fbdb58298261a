//! Grid lines with their values, and the names of cells below the plot.

use super::canvas::{Align, Canvas, Type};
use super::font::Weight;
use super::labels::Area;
use super::numbers;
use super::scale::{Cells, Scale};
use super::text::shorten;
use super::theme::Palette;
use crate::model::period::Period;

/// What stands below a cell.
#[derive(Debug, Clone)]
pub(super) struct Tick {
    /// Name of the period without its year, or of the group.
    pub(super) name: String,
    /// The year that neighbours share; `None` for groups.
    pub(super) year: Option<i32>,
    /// How many defects the cell rests on, where that is printed.
    pub(super) n: Option<u64>,
}

impl Tick {
    /// Returns the tick of a period.
    pub(super) fn of_period(period: Period, n: Option<u64>) -> Self {
        let year = Some(numbers::year(period));
        Self { name: numbers::period_in_year(period), year, n }
    }

    /// Returns the tick with the star of a period that is not over in the data.
    pub(super) fn starred(mut self, is_open: bool) -> Self {
        self.name.push_str(if is_open { "*" } else { "" });
        self
    }
}

/// Draws the horizontal grid with its values, and the axis at 0.
pub(super) fn grid(
    canvas: &Canvas,
    colors: &Palette,
    scale: &Scale,
    cells: &Cells,
    value: impl Fn(f64) -> String,
) {
    for tick in &scale.ticks {
        let y = scale.y(*tick);
        let (color, width) = if *tick > 0.0 { (colors.grid, 0.75) } else { (colors.axis, 1.0) };
        canvas.line(&[(cells.left, y), (cells.right, y)], color, width);
        let style = Type::regular(12.0, colors.muted);
        canvas.text(&value(*tick), (cells.left - 8.0, y + 4.3), style, Align::Right);
    }
}

/// Draws name, n and year below each cell.
///
/// Where not every name or n has room, every second or third is drawn, counted back from the last,
/// so that the newest always shows.
pub(super) fn cells(canvas: &Canvas, colors: &Palette, cells: &Cells, ticks: &[Tick], axis: f64) {
    let width = cells.width();
    let name_type = Type::regular(if width < 34.0 { 12.0 } else { 13.0 }, colors.ink);
    let names: Vec<String> = ticks
        .iter()
        .map(|tick| match tick.year {
            Some(_) => tick.name.clone(),
            None => shorten(&tick.name, (width - 6.0).max(28.0), name_type.size, Weight::Regular),
        })
        .collect();
    row(canvas, cells, &names, name_type, axis + 18.0);

    if ticks.iter().any(|tick| tick.n.is_some()) {
        let small = Type::regular(11.0, colors.muted);
        let counts: Vec<String> =
            ticks.iter().map(|tick| tick.n.map_or_else(String::new, numbers::count)).collect();
        let with_sign: Vec<String> = counts.iter().map(|count| format!("n={count}")).collect();
        let fits = with_sign.iter().all(|text| small.width(text) + 6.0 <= width);
        if fits {
            row(canvas, cells, &with_sign, small, axis + 34.0);
        } else {
            canvas.text("n", (cells.left - 8.0, axis + 34.0), small, Align::Right);
            row(canvas, cells, &counts, small, axis + 34.0);
        }
    }
    let counted = ticks.iter().any(|tick| tick.n.is_some());
    years(canvas, colors, cells, ticks, (axis + 6.0, axis + if counted { 53.0 } else { 38.0 }));
}

/// Draws a row of texts, one in each cell, or in each second or third where they are wide.
fn row(canvas: &Canvas, cells: &Cells, texts: &[String], style: Type, baseline: f64) {
    let widest = texts.iter().map(|text| style.width(text)).fold(0.0, f64::max);
    let every = ((widest + 4.0) / cells.width()).ceil().max(1.0) as usize;
    for (place, text) in texts.iter().enumerate() {
        if (texts.len() - 1 - place).is_multiple_of(every) {
            canvas.text(text, (cells.center(place), baseline), style, Align::Center);
        }
    }
}

/// Draws each year once under its cells, with a line between years.
fn years(
    canvas: &Canvas,
    colors: &Palette,
    cells: &Cells,
    ticks: &[Tick],
    (top, baseline): (f64, f64),
) {
    let style = Type::bold(if cells.width() < 34.0 { 12.0 } else { 13.0 }, colors.ink);
    let mut first = 0;
    let mut last_label: Option<Area> = None;
    while first < ticks.len() {
        let after = (first..ticks.len())
            .find(|place| ticks[*place].year != ticks[first].year)
            .unwrap_or(ticks.len());
        if let Some(year) = ticks[first].year {
            let middle = f64::midpoint(cells.edge(first), cells.edge(after));
            let text = year.to_string();
            let half = style.width(&text) / 2.0 + 4.0;
            let x = match first {
                0 => middle.min(cells.edge(after) - half),
                _ => middle.max(cells.edge(first) + half),
            };
            let at = (x, baseline);
            let area = Area::of_text(at, style.width(&text) + 6.0, style.size, Align::Center);
            if last_label.is_none_or(|before| !before.crosses(&area)) {
                canvas.text(&text, at, style, Align::Center);
                last_label = Some(area);
            }
            if after < ticks.len() {
                let x = cells.edge(after);
                canvas.line(&[(x, top), (x, baseline + 4.0)], colors.axis, 0.75);
            }
        }
        first = after;
    }
}
