//! Escapes as counts, for when no source of caught defects exists: no percentage anywhere.

use super::ChartMeta;
use super::axis;
use super::canvas::{Align, Canvas, RIGHT, Type};
use super::columns;
use super::escape_rate::{AXIS, tick_of};
use super::wording::point_title;
use crate::model::rate::RateRow;

/// Draws a column for each row; what was contained is outlined on top of it.
pub(super) fn draw(canvas: &Canvas, rows: &[RateRow], meta: &ChartMeta) {
    let colors = meta.theme.palette();
    let largest = rows.iter().map(|row| row.escapes).max().unwrap_or(0);
    let contained = rows.iter().any(|row| row.contained > 0);
    let right = if contained { RIGHT - 130.0 } else { RIGHT };
    let (scale, cells) = columns::plot(largest, rows.len(), right);
    columns::grid(canvas, &colors, &scale, &cells);
    let ticks: Vec<_> = rows.iter().map(tick_of).collect();
    axis::cells(canvas, &colors, &cells, &ticks, AXIS);
    for (place, row) in rows.iter().enumerate() {
        let open = row.escapes.saturating_sub(row.contained);
        canvas.group(&point_title(row), |canvas| {
            if open > 0 {
                let area = columns::segment(&cells, place, &scale, 0, open);
                canvas.fill_rect(area, colors.accent);
            }
            if row.contained > 0 {
                let mut area = columns::segment(&cells, place, &scale, open, row.escapes);
                area.bottom -= ((area.bottom - area.top) / 4.0).min(1.2);
                canvas.fill_rect(area, colors.paper);
                canvas.outline_rect(area.inset(0.6), colors.accent, 1.2);
            }
        });
        columns::total(canvas, &colors, &cells, place, &scale, row.escapes);
    }
    if contained {
        let name = Type::bold(13.0, colors.accent_text);
        let x = right + 12.0;
        canvas.text("contained", (x + 18.0, 172.0), name, Align::Left);
        canvas.text("not contained", (x + 18.0, 192.0), name, Align::Left);
        let key = |y: f64| super::labels::Area {
            left: x,
            top: y - 10.0,
            right: x + 12.0,
            bottom: y + 2.0,
        };
        canvas.outline_rect(key(172.0).inset(0.6), colors.accent, 1.2);
        canvas.fill_rect(key(192.0), colors.accent);
    }
}
