//! How a spreadsheet or slide draws a chart of its own: series, error bars, axes and colours.

use rust_xlsxwriter::{
    Chart, ChartAxisTickType, ChartDataLabel, ChartErrorBars, ChartErrorBarsType, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartRange, ChartSeries, ChartSolidFill,
    ChartType,
};

use super::{Kind, Native, Row};
use crate::model::verdict::EscapeClass;
use crate::report::chart::newest;

pub(super) const ACCENT: &str = "#0072B2";
pub(super) const AXIS: &str = "#6E7781";
const INK: &str = "#1B1F24";
const PAPER: &str = "#FFFFFF";

/// Most columns of a chart whose segments have room for a letter and a count.
pub(super) const ROOMY: usize = 12;

impl Native {
    /// Returns the rows of a column that are drawn: of periods those of the picture, whose words stand
    /// above the chart.
    fn range(&self, column: u16) -> (&str, u32, u16, u32, u16) {
        let all = self.rows.len();
        let left = match self.kind {
            Kind::Bands { .. } => 0,
            Kind::Rate | Kind::Stack(_) | Kind::Counts => all - newest(&self.rows).len(),
        };
        (self.sheet, left as u32 + 1, column, all as u32, column)
    }

    pub(super) fn holds(&self, column: u16) -> bool {
        self.rows.iter().any(|row| row.values[usize::from(column) - 1].is_some())
    }

    /// Returns the chart of the data as [`fill`](Self::fill) writes them.
    pub(in crate::report) fn chart(&self) -> Chart {
        let mut chart = match &self.kind {
            Kind::Rate => Chart::new(ChartType::Line),
            Kind::Stack(_) => Chart::new(ChartType::ColumnStacked),
            Kind::Bands { .. } | Kind::Counts => Chart::new(ChartType::Column),
        };
        match &self.kind {
            Kind::Rate => {
                self.rates(&mut chart);
                self.shares(&mut chart);
            }
            Kind::Bands { below, .. } => {
                self.bands(&mut chart, *below);
                self.shares(&mut chart);
            }
            Kind::Stack(classes) => {
                self.counts(&mut chart);
                for (column, class) in (1..).zip(classes) {
                    let (fill, text) = colors(*class);
                    let mut edge = ChartLine::new();
                    edge.set_color(if fill == PAPER { AXIS } else { PAPER }).set_width(0.75);
                    self.series(&mut chart, column)
                        .set_name((self.sheet, 0, column))
                        .set_data_label(&count_label(&self.counted(*class), text))
                        .set_format(
                            ChartFormat::new()
                                .set_solid_fill(ChartSolidFill::new().set_color(fill))
                                .set_border(&edge),
                        );
                }
            }
            Kind::Counts => {
                self.counts(&mut chart);
                self.series(&mut chart, 1)
                    .set_name((self.sheet, 0, 1))
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

    /// Adds the series of a column, with the labels of the categories.
    pub(super) fn series<'a>(&self, chart: &'a mut Chart, column: u16) -> &'a mut ChartSeries {
        let labels = self.head.len() as u16;
        chart
            .add_series()
            .set_categories(self.range(labels))
            .set_values(self.range(column))
            .set_gap(60)
    }

    /// Returns the format of the counts of a class, after its letter where columns have room for it:
    /// without colours the letter alone tells the classes apart. A class that has none stands without.
    fn counted(&self, class: EscapeClass) -> String {
        if newest(&self.rows).len() <= ROOMY {
            format!("\"{class} \"0;;")
        } else {
            "0;;".to_owned()
        }
    }

    /// Sets an axis of counts: whole numbers only.
    fn counts(&self, chart: &mut Chart) {
        let stacked = |row: &Row| row.values.iter().flatten().sum::<f64>();
        let largest = self.rows.iter().map(stacked).fold(0.0, f64::max);
        chart.y_axis().set_num_format("0");
        if largest <= 8.0 {
            chart.y_axis().set_major_unit(1);
        }
    }

    /// Sets an axis of shares that ends above all intervals.
    fn shares(&self, chart: &mut Chart) {
        chart.y_axis().set_num_format("0%");
        if let Some(top) = self.top() {
            chart.y_axis().set_max(top);
            if top > 0.5 {
                chart.y_axis().set_major_unit(0.2);
            }
        }
    }

    /// Returns where an axis of shares ends: viewers look at the shares alone and cut the intervals.
    /// No end above 100 %.
    fn top(&self) -> Option<f64> {
        let upper: &[usize] = if self.kind == Kind::Rate { &[2, 4] } else { &[2] };
        let ends = self.rows.iter().flat_map(|row| upper.iter().filter_map(|at| row.values[*at]));
        let highest = ends.fold(0.0, f64::max);
        let steps = if highest > 0.1 { 10.0 } else { 50.0 };
        match (highest * steps).ceil() / steps {
            _ if highest <= 0.0 => None,
            top if highest > 0.75 || top > 1.0 => Some(1.0),
            top => Some(top),
        }
    }

    /// Returns the bars of the interval.
    pub(super) fn interval(&self, color: &str, width: f64) -> ChartErrorBars {
        let range = |column| {
            let (sheet, first, left, last, right) = self.range(column);
            ChartRange::new_from_range(sheet, first, left, last, right)
        };
        let mut stroke = ChartLine::new();
        stroke.set_color(color).set_width(width);
        let up = self.head.len() as u16 - 2;
        let mut bars = ChartErrorBars::new();
        bars.set_type(ChartErrorBarsType::Custom(range(up), range(up + 1))).set_format(&mut stroke);
        bars
    }
}

/// Returns a label with the count in a format.
pub(super) fn count_label(format: &str, color: &str) -> ChartDataLabel {
    let mut font = ChartFont::new();
    font.set_name("Arial").set_size(11).set_bold().set_color(color);
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format(format).set_font(&font);
    label
}

/// Returns the colours of a class, the same as on every chart, and of a text on it.
fn colors(class: EscapeClass) -> (&'static str, &'static str) {
    match class {
        EscapeClass::S => (INK, PAPER),
        EscapeClass::C => (ACCENT, PAPER),
        EscapeClass::B => ("#56B4E9", "#000000"),
        EscapeClass::O => ("#CC79A7", "#000000"),
        EscapeClass::E => ("#D55E00", "#000000"),
        EscapeClass::N => ("#9AA3AD", "#000000"),
        EscapeClass::F => ("#F0B429", "#000000"),
        EscapeClass::U | EscapeClass::X0 | EscapeClass::X1 => (PAPER, INK),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native(rows: u64, values: &[Option<f64>], kind: Kind) -> Native {
        Native {
            name: "escape-rate",
            sheet: "Escapes",
            head: vec!["Period".to_owned(), "Escapes".to_owned()],
            rows: (0..rows).map(|n| Row::new(n.to_string(), n, values.to_vec())).collect(),
            kind,
        }
    }

    const BANDS: Kind = Kind::Bands { below: 1, floor: 60 };

    #[test]
    fn a_segment_has_the_letter_of_its_class_where_there_is_room() {
        let of = |rows| native(rows, &[Some(1.0)], Kind::Counts).counted(EscapeClass::N);
        assert_eq!((of(8).as_str(), of(20).as_str()), ("\"N \"0;;", "0;;"));
    }

    #[test]
    fn an_axis_of_shares_ends_above_the_highest_interval() {
        let top = |hi: Option<f64>| native(1, &[hi; 3], BANDS).top();
        // A share of 33 % whose interval reaches 37.9 %: an axis of the shares would end at 35 %.
        assert_eq!((top(Some(0.379)), top(Some(0.025))), (Some(0.4), Some(0.04)));
        assert_eq!((top(Some(0.8)), top(Some(0.0)), top(None)), (Some(1.0), None, None));
    }

    #[test]
    fn a_chart_of_many_periods_draws_the_newest_as_the_words_above_it_say() {
        let native = |rows, kind| native(rows, &[Some(1.0)], kind);
        assert_eq!(native(32, Kind::Counts).range(1), ("Escapes", 9, 1, 32, 1));
        assert_eq!(native(24, Kind::Counts).range(1), ("Escapes", 1, 1, 24, 1));
        assert_eq!(native(32, BANDS).range(1), ("Escapes", 1, 1, 32, 1));
    }
}
