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
use super::theme::{Theme, class_fill};
use super::wording::{class_words, newest};
use super::{Chart, ChartMeta, columns, frame, numbers};
use crate::model::review::{ClassRow, ClassTable};
use crate::model::verdict::EscapeClass;

/// A segment at least this high has its count inside.
const ROOM_FOR_COUNT: f64 = 12.0;
/// Distance of the counts beside a column.
const LINE: f64 = 10.5;

/// Returns the chart of a class table.
pub fn class_breakdown(table: &ClassTable, meta: &ChartMeta) -> Chart {
    let words = class_words(table);
    let canvas = Canvas::new();
    frame::draw(&canvas, &words, meta);
    let rows = newest(&table.rows);
    let largest = rows.iter().map(total).max().unwrap_or(0);
    if largest > 0 {
        let colors = meta.theme.palette();
        let (scale, cells) = columns::plot(largest, rows.len(), KEY_LEFT - 30.0);
        columns::grid(&canvas, &colors, &scale, &cells);
        let ticks: Vec<Tick> = rows.iter().map(|row| Tick::of_period(row.period, None)).collect();
        axis::cells(&canvas, &colors, &cells, &ticks, AXIS);
        for (place, row) in rows.iter().enumerate() {
            column(&canvas, row, place, &scale, &cells, meta.theme);
        }
        class_key::draw(&canvas, &table.shares, meta.theme);
    } else {
        let hint = "Nothing to draw: no escape of these periods has a class yet. \
                    escapee analyze names one for each escape.";
        frame::sentence(&canvas, hint, meta);
    }
    frame::finished(&canvas, words, meta)
}

fn total(row: &ClassRow) -> u64 {
    row.counts.iter().map(|(_, count)| count).sum()
}

fn column(
    canvas: &Canvas,
    row: &ClassRow,
    place: usize,
    scale: &Scale,
    cells: &Cells,
    theme: Theme,
) {
    let colors = theme.palette();
    let mut from = 0;
    let mut beside: Vec<(Area, u64)> = Vec::new();
    // The count of a class that stands alone is the total of its column, and is written once.
    let alone = row.counts.iter().filter(|(_, count)| *count > 0).count() == 1;
    let mut is_told = false;
    for (class, count) in row.counts.iter().filter(|(_, count)| *count > 0) {
        let area = columns::segment(cells, place, scale, from, from + count);
        let gap = ((area.bottom - area.top) / 4.0).min(0.6);
        let drawn = Area { top: area.top + gap, bottom: area.bottom - gap, ..area };
        let when = numbers::period(row.period);
        let title = format!("{when}: {} {}", numbers::count(*count), class.label());
        canvas.group(&title, |canvas| swatch_of(canvas, *class, drawn, theme));
        let inside = Type::bold(11.0, class_fill(*class, theme).text);
        let text = numbers::count(*count);
        if area.bottom - area.top < ROOM_FOR_COUNT {
            if !alone {
                beside.push((area, *count));
            }
        } else if inside.width(&text) + 1.0 <= area.right - area.left {
            let middle = f64::midpoint(area.top, area.bottom);
            count_inside(canvas, *class, &text, (cells.center(place), middle + 4.0), area, inside);
            is_told = alone;
        }
        from += count;
    }
    if from > 0 && !is_told {
        columns::total(canvas, &colors, cells, place, scale, from);
    }
    counts_beside(canvas, &beside, (scale, cells), place, theme);
}

/// Writes the count into a segment, after the letter of its class where both have room: on paper
/// without colours the letter alone tells the classes apart.
fn count_inside(
    canvas: &Canvas,
    class: EscapeClass,
    count: &str,
    at: (f64, f64),
    area: Area,
    style: Type,
) {
    const SPACE: f64 = 4.0;
    let letter = class.word();
    let wide = style.width(letter) + SPACE + style.width(count);
    if wide + 4.0 > area.right - area.left {
        return canvas.text(count, at, style, Align::Center);
    }
    let left = at.0 - wide / 2.0;
    canvas.text(letter, (left, at.1), style, Align::Left);
    canvas.text(count, (left + wide, at.1), style, Align::Right);
}

/// Writes the counts of thin segments right of the column, in the order of the stack, with a
/// leader to the segment where a count had to move.
fn counts_beside(
    canvas: &Canvas,
    segments: &[(Area, u64)],
    (scale, cells): (&Scale, &Cells),
    place: usize,
    theme: Theme,
) {
    let colors = theme.palette();
    let style = Type::regular(11.0, colors.ink);
    let middles: Vec<f64> =
        segments.iter().map(|(area, _)| f64::midpoint(area.top, area.bottom)).collect();
    for ((area, count), y) in segments.iter().zip(spread(&middles, AXIS - 5.0)) {
        let text = numbers::count(*count);
        let middle = f64::midpoint(area.top, area.bottom);
        let next = columns::segment(cells, place + 1, scale, 0, 0).left;
        let fits = |x: f64| x + style.width(&text) <= next;
        let (near, far) = (area.right + 2.0, area.right + 7.0);
        let x = if (y - middle).abs() > 3.0 && fits(far) {
            canvas.line(&[(area.right + 0.5, middle), (far - 1.5, y)], colors.axis, 0.75);
            far
        } else if fits(near) {
            near
        } else {
            continue;
        };
        canvas.text(&text, (x, y + 4.0), style, Align::Left);
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
