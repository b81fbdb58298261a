//! The trend of the escape rate as a chart of its own: what rests on enough, on few, and what was expected.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartPoint, ChartSolidFill,
};

use super::drawing::{ACCENT, AXIS, ROOMY, count_label};
use super::{Native, Row};
use crate::report::chart::newest;

/// A mark of few, set apart from the paper without an edge, too.
const PALE: &str = "#7FBADC";
const ALARM: &str = "#C44E00";

/// Columns of a rate: the ends of what was expected, the share that rests on enough, and that on few.
const ESCAPE_RATE: u16 = 1;
const EXPECTED: [u16; 2] = [4, 5];
const ENOUGH: u16 = 9;
const FEW: u16 = 10;

impl Native {
    /// Adds the rates: filled and joined where they rest on enough defects, pale and alone where not,
    /// so that few are not read as a course. What lies outside its expected range has the colour of the
    /// picture and its rate beside it, as has the newest.
    pub(super) fn rates(&self, chart: &mut Chart) {
        let mut series = Vec::new();
        let mut thick = ChartLine::new();
        thick.set_color(ACCENT).set_width(2.25);
        if self.holds(ENOUGH) {
            let (points, labels): (Vec<_>, Vec<_>) = self.pointed().into_iter().unzip();
            self.series(chart, ENOUGH)
                .set_name((self.sheet, 0, ESCAPE_RATE))
                .set_y_error_bars(&self.interval(ACCENT, 1.5))
                .set_marker(round(8).set_format(ChartFormat::new().set_solid_fill(&fill(ACCENT))))
                .set_points(&points)
                .set_custom_data_labels(&labels)
                .set_format(&mut thick);
            series.push(ENOUGH);
        }
        if self.holds(FEW) {
            let edge = thick.set_width(1.25);
            let format = ChartFormat::new().set_solid_fill(&fill(PALE)).set_border(edge).clone();
            self.series(chart, FEW)
                .set_name((self.sheet, 0, FEW))
                .set_y_error_bars(&self.interval(PALE, 1.0))
                .set_marker(round(8).set_format(&mut format.clone()))
                .set_format(ChartFormat::new().set_no_line());
            series.push(FEW);
        }
        let mut none = ChartMarker::new();
        none.set_none();
        for column in EXPECTED.into_iter().filter(|column| self.holds(*column)) {
            let mut dashed = ChartLine::new();
            dashed.set_color(AXIS).set_width(1.5).set_dash_type(ChartLineDashType::Dash);
            self.series(chart, column)
                .set_name((self.sheet, 0, column))
                .set_format(&mut dashed)
                .set_marker(&none);
            series.push(column);
        }
        // The lower end names the range for both.
        let upper = series.iter().position(|column| *column == EXPECTED[1]);
        if let (Some(upper), true) = (upper, series.contains(&EXPECTED[0])) {
            chart.legend().delete_entries(&[upper]);
        }
    }

    /// Returns how each period that is drawn is marked, and the rate beside it or nothing.
    fn pointed(&self) -> Vec<(ChartPoint, ChartDataLabel)> {
        let rows = newest(&self.rows);
        let value = |row: &Row, column: u16| row.values[usize::from(column) - 1];
        let last = rows.iter().rposition(|row| value(row, ENOUGH).is_some());
        // In a narrow column it would stand on the mark of the next.
        let last = last.filter(|last| rows.len() <= ROOMY || last + 1 == rows.len());
        let point = |(place, row): (usize, &Row)| {
            let rate = value(row, ENOUGH);
            let range = value(row, EXPECTED[0]).zip(value(row, EXPECTED[1]));
            let is_outside = rate.zip(range).is_some_and(|(rate, (lo, hi))| rate < lo || rate > hi);
            let color = if is_outside { ALARM } else { ACCENT };
            let mut point = ChartPoint::new();
            if is_outside {
                point = point.set_format(ChartFormat::new().set_solid_fill(&fill(ALARM)));
            }
            let mut label = if is_outside || Some(place) == last {
                count_label("0%", color)
            } else {
                ChartDataLabel::new().set_hidden().clone()
            };
            (point, label.set_position(ChartDataLabelPosition::Right).to_custom())
        };
        rows.iter().enumerate().map(point).collect()
    }
}

fn fill(color: &str) -> ChartSolidFill {
    ChartSolidFill::new().set_color(color).clone()
}

fn round(size: u8) -> ChartMarker {
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::Circle).set_size(size);
    marker
}
