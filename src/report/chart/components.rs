//! Escapes by component and quarter: which component next?
//!
//! A table whose cells are shaded by their count, as areas of 3 and 4 escapes could not be told
//! apart. A number stands in every cell, so the shade repeats it.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::text::{clean, shorten_middle};
use super::theme::{Palette, mix};
use super::wording::{MOST_COMPONENTS, MOST_QUARTERS, component_words, is_foreign, unfinished};
use super::{Chart, ChartMeta, FEW, frame, numbers};
use crate::model::components::{ComponentRow, ComponentTable};
use crate::model::period::Period;

const TOP: f64 = 166.0;
const BOTTOM: f64 = 492.0;
const CELLS: (f64, f64) = (216.0, 716.0);
const TOTAL_RIGHT: f64 = 772.0;

/// Returns the chart of a component table.
pub fn components(table: &ComponentTable, meta: &ChartMeta) -> Chart {
    let some = table.rows.iter().any(|row| row.total() > 0);
    let mut words = component_words(table);
    let shown = table.periods.len().saturating_sub(MOST_QUARTERS);
    words.subtitle.extend(unfinished(&meta.unfinished, table.periods[shown..].iter().copied()));
    frame::chart(words, meta, |canvas| {
        if some {
            draw(canvas, table, &meta.unfinished, &meta.theme.palette());
        } else {
            frame::sentence(canvas, frame::NO_ESCAPE, meta);
        }
    })
}

/// A row of the picture: a component, the rest of them, or all.
struct Line {
    name: String,
    counts: Vec<u64>,
    total: u64,
    share: Option<(String, String)>,
}

fn line(place: usize, row: &ComponentRow, shown: usize) -> Line {
    let n = row.share.n;
    let share = (n >= FEW).then(|| (numbers::rate(&row.share), numbers::interval(&row.share)));
    let name = legible(place, clean(&row.name));
    Line { name, counts: newest(&row.escapes, shown), total: row.total(), share }
}

/// Returns the name of a component; one in letters that the font lacks, which a picture shows as
/// boxes, has its number before it.
fn legible(place: usize, name: String) -> String {
    if is_foreign(&name) { format!("component {} · {name}", place + 1) } else { name }
}

fn newest(counts: &[u64], shown: usize) -> Vec<u64> {
    counts[counts.len().saturating_sub(shown)..].to_vec()
}

/// Returns several rows as one.
fn sum(name: String, rows: &[ComponentRow], shown: usize) -> Line {
    let width = rows.first().map_or(0, |row| row.escapes.len());
    let counts: Vec<u64> =
        (0..width).map(|place| rows.iter().map(|row| row.escapes[place]).sum()).collect();
    Line { name, total: counts.iter().sum(), counts: newest(&counts, shown), share: None }
}

fn draw(canvas: &Canvas, table: &ComponentTable, unfinished: &[Period], colors: &Palette) {
    let shown = table.periods.len().min(MOST_QUARTERS);
    let (named, rest) = table.rows.split_at(table.rows.len().min(MOST_COMPONENTS));
    let mut lines: Vec<Line> =
        named.iter().enumerate().map(|(place, row)| line(place, row, shown)).collect();
    if !rest.is_empty() {
        lines.push(sum(format!("{} more", numbers::count(rest.len() as u64)), rest, shown));
    }
    let all = sum("all".to_owned(), &table.rows, shown);
    let pitch = ((BOTTOM - TOP) / (lines.len() as f64 + 1.0)).min(44.0);
    let width = ((CELLS.1 - CELLS.0) / shown as f64).min(78.0);
    let periods = &table.periods[table.periods.len() - shown..];
    heads(canvas, periods, unfinished, width, colors);
    totals_head(canvas, table, colors);
    let most = lines.iter().flat_map(|line| &line.counts).copied().max().unwrap_or(0).max(4);
    for (place, line) in lines.iter().enumerate() {
        let top = TOP + pitch * place as f64;
        for (column, count) in line.counts.iter().enumerate() {
            let left = CELLS.0 + width * column as f64;
            let area = Area {
                left: left + 1.0,
                top: top + 1.0,
                right: left + width - 1.0,
                bottom: top + pitch - 1.0,
            };
            cell(canvas, line, *count, (area, most), colors);
        }
        names(canvas, line, top + pitch / 2.0, false, colors);
    }
    let top = TOP + pitch * lines.len() as f64;
    canvas.line(&[(LEFT, top + 1.0), (RIGHT, top + 1.0)], colors.axis, 0.75);
    let bold = Type::bold(13.0, colors.ink);
    for (column, count) in all.counts.iter().enumerate() {
        let x = CELLS.0 + width * (column as f64 + 0.5);
        canvas.text(&numbers::count(*count), (x, top + pitch / 2.0 + 5.0), bold, Align::Center);
    }
    names(canvas, &all, top + pitch / 2.0, true, colors);
}

/// Writes the periods above their columns, with a star on those that are not over.
fn heads(canvas: &Canvas, periods: &[Period], unfinished: &[Period], width: f64, colors: &Palette) {
    let head = Type::bold(12.0, colors.muted);
    let y = TOP - 9.0;
    for (column, period) in periods.iter().enumerate() {
        let x = CELLS.0 + width * (column as f64 + 0.5);
        let star = if unfinished.contains(period) { "*" } else { "" };
        let name = format!("{}{star}", numbers::period_in_year(*period));
        canvas.text(&name, (x, y), head, Align::Center);
    }
    let mut from = 0;
    for year in periods.chunk_by(|a, b| numbers::year(*a) == numbers::year(*b)) {
        let middle = CELLS.0 + width * (from as f64 + year.len() as f64 / 2.0);
        let name = numbers::year(year[0]).to_string();
        canvas.text(&name, (middle, y - 16.0), Type::bold(12.0, colors.ink), Align::Center);
        from += year.len();
        if from < periods.len() {
            let x = CELLS.0 + width * from as f64;
            canvas.line(&[(x, y - 27.0), (x, y + 4.0)], colors.axis, 0.75);
        }
    }
}

fn totals_head(canvas: &Canvas, table: &ComponentTable, colors: &Palette) {
    let head = Type::bold(12.0, colors.muted);
    let y = TOP - 9.0;
    canvas.text("all", (TOTAL_RIGHT, y), head, Align::Right);
    if table.rows.first().is_some_and(|row| row.share.n >= FEW) {
        canvas.text("share [95\u{a0}%]", (RIGHT, y), head, Align::Right);
    }
}

fn cell(canvas: &Canvas, line: &Line, count: u64, (area, most): (Area, u64), colors: &Palette) {
    let share = if count == 0 { 0.0 } else { 0.08 + 0.34 * count as f64 / most as f64 };
    let ground = if count == 0 { colors.paper } else { mix(colors.accent, colors.paper, share) };
    canvas.group(&format!("{}: {}", line.name, numbers::counted(count, "escape")), |canvas| {
        canvas.fill_rect(area, ground);
    });
    let at = (f64::midpoint(area.left, area.right), f64::midpoint(area.top, area.bottom) + 4.8);
    let ink = if count == 0 { colors.muted } else { colors.ink };
    canvas.text(&numbers::count(count), at, Type::regular(13.0, ink), Align::Center);
}

/// Writes name, total and share of a row.
fn names(canvas: &Canvas, line: &Line, middle: f64, bold: bool, colors: &Palette) {
    let name = if bold { Type::bold(13.0, colors.ink) } else { Type::regular(13.0, colors.ink) };
    let label = shorten_middle(&line.name, CELLS.0 - LEFT - 12.0, name.size, name.weight);
    canvas.text(&label, (LEFT, middle + 4.8), name, Align::Left);
    let total = Type::bold(13.0, colors.ink);
    canvas.text(&numbers::count(line.total), (TOTAL_RIGHT, middle + 4.8), total, Align::Right);
    if let Some((share, interval)) = &line.share {
        let small = Type::regular(11.0, colors.muted);
        canvas.text(interval, (RIGHT, middle + 4.8), small, Align::Right);
        let end = RIGHT - small.width(interval) - 6.0;
        canvas.text(share, (end, middle + 4.8), Type::regular(13.0, colors.ink), Align::Right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_the_font_cannot_write_has_its_number() {
        assert_eq!(legible(1, "支付".to_owned()), "component 2 · 支付");
        assert_eq!(legible(1, "Größe".to_owned()), "Größe");
    }
}
