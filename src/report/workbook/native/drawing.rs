//! How a spreadsheet or slide draws a chart of its own: series, error bars, axes and colours.

use rust_xlsxwriter::{
    Chart, ChartAxisTickType, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartRange,
    ChartSolidFill, ChartType,
};

use super::{Kind, Native};

const ACCENT: &str = "#0072B2";
const AXIS: &str = "#6E7781";

/// Returns the upper end of a share, 0 where there is none.
fn top(values: &[Option<f64>]) -> f64 {
    values[0].zip(values[1]).map_or(0.0, |(share, up)| share + up)
}

impl Native {
    fn range(&self, column: u16) -> (&str, u32, u16, u32, u16) {
        (self.sheet, 1, column, self.rows.len() as u32, column)
    }

    /// Returns the chart of the data as [`fill`](Self::fill) writes them.
    pub(in crate::report) fn chart(&self) -> Chart {
        let mut chart = match &self.kind {
            Kind::Share { line: true, .. } => Chart::new(ChartType::Line),
            Kind::Stack(_) => Chart::new(ChartType::ColumnStacked),
            Kind::Share { .. } | Kind::Counts => Chart::new(ChartType::Column),
        };
        match &self.kind {
            Kind::Share { line, expected } => {
                self.share(&mut chart, *line);
                if *expected && self.rows.iter().any(|(_, values)| values[3].is_some()) {
                    self.limits(&mut chart);
                } else {
                    chart.legend().set_hidden();
                }
                chart.y_axis().set_num_format("0%");
                if self.rows.iter().any(|(_, values)| top(values) > 0.75) {
                    chart.y_axis().set_max(1);
                }
            }
            Kind::Stack(colors) => {
                self.counts(&mut chart);
                for (column, color) in (1..).zip(colors) {
                    let mut edge = ChartLine::new();
                    edge.set_color(if *color == "#FFFFFF" { AXIS } else { "#FFFFFF" })
                        .set_width(0.75);
                    let series = chart.add_series();
                    series
                        .set_name((self.sheet, 0, column))
                        .set_categories(self.range(0))
                        .set_values(self.range(column))
                        .set_gap(60)
                        .set_format(
                            ChartFormat::new()
                                .set_solid_fill(ChartSolidFill::new().set_color(*color))
                                .set_border(&edge),
                        );
                }
            }
            Kind::Counts => {
                self.counts(&mut chart);
                let series = chart.add_series();
                series
                    .set_name((self.sheet, 0, 1))
                    .set_categories(self.range(0))
                    .set_values(self.range(1))
                    .set_gap(60)
                    .set_format(ChartSolidFill::new().set_color(ACCENT));
                chart.legend().set_hidden();
            }
        }
        let mut font = ChartFont::new();
        font.set_name("Arial").set_size(12).set_color("#57606A");
        let mut grid = ChartLine::new();
        grid.set_color("#E6E8EB").set_width(0.75);
        chart
            .y_axis()
            .set_min(0)
            .set_font(&font)
            .set_major_gridlines_line(&grid)
            .set_minor_tick_type(ChartAxisTickType::None);
        chart.x_axis().set_font(&font).set_minor_tick_type(ChartAxisTickType::None);
        chart.legend().set_position(ChartLegendPosition::Top).set_font(&font);
        chart.title().set_hidden();
        chart.set_width(760).set_height(400);
        chart
    }

    /// Sets an axis of counts: whole numbers only.
    fn counts(&self, chart: &mut Chart) {
        let stacked = |values: &Vec<Option<f64>>| values.iter().flatten().sum::<f64>();
        let largest = self.rows.iter().map(|(_, values)| stacked(values)).fold(0.0, f64::max);
        chart.y_axis().set_num_format("0");
        if largest <= 8.0 {
            chart.y_axis().set_major_unit(1);
        }
    }

    fn share(&self, chart: &mut Chart, line: bool) {
        let mut bars = ChartErrorBars::new();
        let range = |column| {
            ChartRange::new_from_range(self.sheet, 1, column, self.rows.len() as u32, column)
        };
        let mut stroke = ChartLine::new();
        stroke.set_color(ACCENT).set_width(1.5);
        bars.set_type(ChartErrorBarsType::Custom(range(2), range(3))).set_format(&mut stroke);
        let series = chart.add_series();
        series
            .set_name((self.sheet, 0, 1))
            .set_categories(self.range(0))
            .set_values(self.range(1))
            .set_y_error_bars(&bars);
        if line {
            let mut thick = ChartLine::new();
            thick.set_color(ACCENT).set_width(2.25);
            let mut marker = ChartMarker::new();
            marker.set_type(ChartMarkerType::Circle).set_size(8).set_format(
                ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(ACCENT)),
            );
            series.set_format(&mut thick).set_marker(&marker);
        } else {
            series.set_gap(40).set_format(ChartSolidFill::new().set_color("#9CC7E0"));
        }
    }

    fn limits(&self, chart: &mut Chart) {
        let mut none = ChartMarker::new();
        none.set_none();
        for column in [4, 5] {
            let mut dotted = ChartLine::new();
            dotted.set_color(AXIS).set_width(1.25).set_dash_type(ChartLineDashType::RoundDot);
            let series = chart.add_series();
            series
                .set_name((self.sheet, 0, column))
                .set_categories(self.range(0))
                .set_values(self.range(column))
                .set_format(&mut dotted)
                .set_marker(&none);
        }
    }
}
