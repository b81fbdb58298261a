//! Escapes by period and class: why did the tests miss them?
//!
//! Stacked columns of counts, not of shares, as a quarter has few escapes; the share of all stands
//! in the key with its interval. The stack starts at the bottom with the first class of the rules.

use super::axis::{self, Tick};
use super::canvas::{Align, Canvas, Type};
use super::class_key::{self, KEY_LEFT, swatch_of};
use super::escape_rate::AXIS;
use super::labels::Area;
use super::scale::{Cells, Scale};
use super::theme::{Ink, Theme, class_fill};
use super::wording::{class_words, newest, unfinished};
use super::{Chart, ChartMeta, columns, frame, numbers};
use crate::model::review::{ClassRow, ClassTable};
use crate::model::verdict::EscapeClass;

/// A segment at least this high has its count inside.
const ROOM_FOR_COUNT: f64 = 12.0;
/// Distance of the counts beside a column.
const LINE: f64 = 10.5;
/// Height of a line inside a segment.
const LINE_INSIDE: f64 = 12.0;
/// Between a letter and its count.
const SPACE: f64 = 4.0;

/// Returns the chart of a class table.
pub fn class_breakdown(table: &ClassTable, meta: &ChartMeta) -> Chart {
    let mut words = class_words(table);
    let rows = newest(&table.rows);
    words.subtitle.extend(unfinished(&meta.unfinished, rows.iter().map(|row| row.period)));
    let canvas = Canvas::new();
    frame::draw(&canvas, &words, meta);
    let largest = rows.iter().map(total).max().unwrap_or(0);
    if largest > 0 {
        let colors = meta.theme.palette();
        let (scale, cells) = columns::plot(largest, rows.len(), KEY_LEFT - 30.0);
        columns::grid(&canvas, &colors, &scale, &cells);
        let tick = |row: &ClassRow| {
            let is_open = meta.unfinished.contains(&row.period);
            Tick::of_period(row.period, None).starred(is_open)
        };
        let ticks: Vec<Tick> = rows.iter().map(tick).collect();
        axis::cells(&canvas, &colors, &cells, &ticks, AXIS);
        let form = Form::of(rows, &cells, &scale, colors.ink);
        for (place, row) in rows.iter().enumerate() {
            column(&canvas, row, place, (&scale, &cells, form), meta.theme);
        }
        class_key::draw(&canvas, &table.shares, meta.theme);
    } else {
        frame::sentence(&canvas, frame::NO_ESCAPE, meta);
    }
    frame::finished(&canvas, words, meta)
}

fn total(row: &ClassRow) -> u64 {
    row.counts.iter().map(|(_, count)| count).sum()
}

/// How the segments of a chart say their class and count, alike in all its columns: on paper without colours
/// the letter alone tells the classes apart. A segment too thin for either in a column too narrow for both
/// has its count; its class is told by its place in the stack.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Letter and count side by side.
    Beside,
    /// The letter above the count where the segment is high enough for both, else the count outside.
    Narrow,
}

impl Form {
    fn of(rows: &[ClassRow], cells: &Cells, scale: &Scale, ink: Ink) -> Self {
        let style = Type::bold(11.0, ink);
        let column = columns::segment(cells, 0, scale, 0, 0);
        let counts = rows.iter().flat_map(|row| &row.counts).filter(|(_, count)| *count > 0);
        let fits = |(class, count): &(EscapeClass, u64)| {
            let wide = style.width(class.word()) + SPACE + style.width(&numbers::count(*count));
            wide + 4.0 <= column.right - column.left
        };
        if counts.clone().all(fits) { Self::Beside } else { Self::Narrow }
    }
}

fn column(
    canvas: &Canvas,
    row: &ClassRow,
    place: usize,
    (scale, cells, form): (&Scale, &Cells, Form),
    theme: Theme,
) {
    let colors = theme.palette();
    let mut from = 0;
    let mut beside: Vec<(Area, Option<EscapeClass>, u64)> = Vec::new();
    for (class, count) in row.counts.iter().filter(|(_, count)| *count > 0) {
        let area = columns::segment(cells, place, scale, from, from + count);
        let gap = ((area.bottom - area.top) / 4.0).min(0.6);
        let drawn = Area { top: area.top + gap, bottom: area.bottom - gap, ..area };
        let when = numbers::period(row.period);
        let title = format!("{when}: {} {}", numbers::count(*count), class.label());
        canvas.group(&title, |canvas| swatch_of(canvas, *class, drawn, theme));
        if area.bottom - area.top < ROOM_FOR_COUNT {
            beside.push((area, Some(*class), *count));
        } else if !inside(canvas, (*class, *count), area, form, class_fill(*class, theme).text) {
            beside.push((area, None, *count));
        }
        from += count;
    }
    if from > 0 {
        columns::total(canvas, &colors, cells, place, scale, from);
    }
    outside(canvas, &beside, (scale, cells), place, theme);
}

/// Writes the letter into a segment and, where there is room, the count; returns whether there was.
fn inside(
    canvas: &Canvas,
    (class, count): (EscapeClass, u64),
    area: Area,
    form: Form,
    ink: Ink,
) -> bool {
    let style = Type::bold(11.0, ink);
    let (letter, count) = (class.word(), numbers::count(count));
    let x = f64::midpoint(area.left, area.right);
    let y = f64::midpoint(area.top, area.bottom) + 4.0;
    if form == Form::Beside {
        let wide = style.width(letter) + SPACE + style.width(&count);
        canvas.text(letter, (x - wide / 2.0, y), style, Align::Left);
        canvas.text(&count, (x + wide / 2.0, y), style, Align::Right);
        return true;
    }
    let has_room = style.width(&count) + 1.0 <= area.right - area.left;
    if area.bottom - area.top < 2.0 * LINE_INSIDE || !has_room {
        canvas.text(letter, (x, y), style, Align::Center);
        return false;
    }
    canvas.text(letter, (x, y - LINE_INSIDE / 2.0), style, Align::Center);
    canvas.text(&count, (x, y + LINE_INSIDE / 2.0), style, Align::Center);
    true
}

/// Writes what segments have no room for right of the column, in the order of the stack, with a leader to
/// the segment where it had to move: the count, behind the letter where the next column leaves room; the
/// letter alone where it leaves none for the count.
fn outside(
    canvas: &Canvas,
    segments: &[(Area, Option<EscapeClass>, u64)],
    (scale, cells): (&Scale, &Cells),
    place: usize,
    theme: Theme,
) {
    let colors = theme.palette();
    let style = Type::regular(11.0, colors.ink);
    let middles: Vec<f64> =
        segments.iter().map(|(area, ..)| f64::midpoint(area.top, area.bottom)).collect();
    for ((area, class, count), y) in segments.iter().zip(spread(&middles, AXIS - 5.0)) {
        let count = numbers::count(*count);
        let middle = f64::midpoint(area.top, area.bottom);
        let next = columns::segment(cells, place + 1, scale, 0, 0).left;
        let (near, far) = (area.right + 1.5, area.right + 7.0);
        let letter = class.map_or("", EscapeClass::word);
        let letter_wide = style.width(letter);
        let room = next - near;
        // Both, else the count, else the letter.
        let (letter, count) = if letter_wide + style.width(&count) + 2.0 <= room {
            (letter, count.as_str())
        } else if style.width(&count) <= room {
            ("", count.as_str())
        } else {
            (letter, "")
        };
        let gap = if letter.is_empty() || count.is_empty() { 0.0 } else { 2.0 };
        let wide = style.width(letter) + style.width(count) + gap;
        let fits = |x: f64| x + wide <= next;
        let x = if (y - middle).abs() > 3.0 && fits(far) {
            canvas.line(&[(area.right + 0.5, middle), (far - 1.5, y)], colors.axis, 0.75);
            far
        } else {
            near
        };
        if !letter.is_empty() {
            canvas.text(letter, (x, y + 4.0), style, Align::Left);
        }
        if !count.is_empty() {
            canvas.text(count, (x + wide, y + 4.0), style, Align::Right);
        }
    }
}

/// Returns the y of labels that want to stand at the given ys, from the bottom up, moved apart.
fn spread(wanted: &[f64], lowest: f64) -> Vec<f64> {
    let mut limit = lowest;
    let mut placed = Vec::new();
    for y in wanted {
        let y = y.min(limit);
        placed.push(y);
        limit = y - LINE;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_neighbouring_thin_segments_are_moved_apart() {
        // 430 stays; 426 would cross it and moves up by a line to 419.5; 300 has room.
        assert_eq!(spread(&[430.0, 426.0, 300.0], 433.0), [430.0, 419.5, 300.0]);
        assert_eq!(spread(&[437.0], 433.0), [433.0]);
    }
}
