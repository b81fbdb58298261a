//! Bands of coverage and the shares of them that escaped, those of few rows dashed as in the picture.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLine, ChartLineDashType, ChartPoint, ChartSolidFill,
};

use super::drawing::{ACCENT, AXIS};
use super::{Kind, Native, Row, bars, ends, strings};
use crate::model::calibration::Floor;
use crate::report::chart::FEW;

/// Fill of the bands above and below the floor, and of those that rest on few rows.
const ABOVE: [&str; 2] = ["#9CC7E0", "#F1F7FB"];
const BELOW: [&str; 2] = ["#D0D5DB", "#F6F7F8"];

/// Where the values of a band have how many rows it rests on.
const ROWS: usize = 4;

/// Returns the chart of the floor.
pub(super) fn floor(floor: &Floor) -> Native {
    let any = floor.bands.iter().any(|band| band.rows > 0);
    // A band without a row stands empty, as left out it would seem not to exist.
    let rows = floor.bands.iter().filter(|_| any).map(|band| {
        let share = band.rate.zip(band.lo).zip(band.hi).map(|((rate, lo), hi)| (rate, lo, hi));
        let mut values = ends(share);
        values.extend([band.escaped, band.rows].map(|n| Some(n as f64)));
        values.extend(bars(share));
        Row::new(format!("{}–{}\u{a0}%", band.from, band.to), band.rows, values)
    });
    Native {
        name: "coverage-floor",
        sheet: "Coverage floor",
        head: strings(&[
            "Coverage",
            "With an escape",
            "Lower end",
            "Upper end",
            "Escaped",
            "Rows",
            "for the chart: bar up",
            "for the chart: bar down",
        ]),
        rows: rows.collect(),
        kind: Kind::Bands {
            below: floor.bands.iter().filter(|band| band.to <= floor.knot).count(),
            floor: u64::from(floor.knot),
        },
    }
}

/// Returns whether a band has rows, but too few for a share.
fn is_of_few(band: &Row) -> bool {
    band.values.get(ROWS).copied().flatten().is_some_and(|n| n > 0.0 && n < FEW as f64)
}

impl Native {
    /// Adds the bands, those below the floor grey, and pale with a dashed edge those of few rows,
    /// whose bar would else claim a share that the picture does not. No bar has its share beside it.
    pub(super) fn bands(&self, chart: &mut Chart, below: usize) {
        let points: Vec<ChartPoint> =
            (0..).zip(&self.rows).map(|(place, band)| point(band, place < below)).collect();
        self.series(chart, 1)
            .set_name((self.sheet, 0, 1))
            .set_y_error_bars(&self.interval(ACCENT, 1.5))
            .set_points(&points)
            .set_gap(40)
            .set_format(ChartSolidFill::new().set_color(ABOVE[0]));
        chart.legend().set_hidden();
    }
}

fn point(band: &Row, is_below: bool) -> ChartPoint {
    let ([full, pale], edge) = if is_below { (BELOW, AXIS) } else { (ABOVE, ACCENT) };
    let mut format = ChartFormat::new();
    if is_of_few(band) {
        let mut dashed = ChartLine::new();
        dashed.set_color(edge).set_width(1.25).set_dash_type(ChartLineDashType::Dash);
        // Not every viewer draws the edge, and a bar without fill would be lost.
        format.set_solid_fill(ChartSolidFill::new().set_color(pale)).set_border(&dashed);
    } else {
        format.set_solid_fill(ChartSolidFill::new().set_color(full));
    }
    ChartPoint::new().set_format(&mut format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calibration::{Band, FloorVerdict};
    use crate::report::sample;

    fn band(from: u32, to: u32, rows: u64) -> Band {
        Band {
            from,
            to,
            rows,
            escaped: rows / 2,
            rate: (rows > 0).then_some(0.5),
            lo: (rows > 0).then_some(0.4),
            hi: (rows > 0).then_some(0.7),
        }
    }

    fn of(bands: [Band; 3]) -> Native {
        floor(&Floor {
            knot: 60,
            bands: bands.to_vec(),
            events_below: 10,
            events_above: 15,
            rows_below: 20,
            rows_above: 30,
            share_below: sample::share(10, 20),
            share_above: sample::share(15, 30),
            below: None,
            above: None,
            auc_above: None,
            auc_below: None,
            profile: None,
            verdict: FloorVerdict::NotShown,
            given_signal: None,
        })
    }

    #[test]
    fn a_band_of_few_rows_is_pale_and_dashed_and_has_no_share_beside_it() {
        let drawn = |native: &Native| {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet();
            native.fill(sheet).unwrap();
            sheet.insert_chart(0, 0, &native.chart()).unwrap();
            let bytes = book.save_to_buffer().unwrap();
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let chart = archive.by_name("xl/charts/chart1.xml").unwrap();
            std::io::read_to_string(chart).unwrap()
        };
        let native = of([band(0, 40, 4), band(40, 60, 0), band(60, 100, 9)]);
        let xml = drawn(&native);
        let points: Vec<&str> = xml.split("<c:dPt>").skip(1).collect();
        let dashed: Vec<bool> = points.iter().map(|point| point.contains("prstDash")).collect();
        assert_eq!(dashed, [true, false, true], "{xml}");
        assert!(points[0].contains("F6F7F8") && points[2].contains("F1F7FB"), "{xml}");
        assert!(!xml.contains("<c:dLbls>"), "{xml}");
        assert!(native.rows[0].label.ends_with("n\u{a0}=\u{a0}4"));
        let told = native.subtitle("Bars. Dashed: under 10, too few to tell.");
        assert!(
            told.starts_with("Bars. Pale, dashed: under 10, too few to tell. Grey: "),
            "{told}"
        );
        let native = of([band(0, 40, 10), band(40, 60, 0), band(60, 100, 30)]);
        assert!(!drawn(&native).contains("prstDash"));
    }

    #[test]
    fn a_band_without_a_row_is_named_and_the_floor_too() {
        let native = of([band(0, 40, 20), band(40, 60, 0), band(60, 100, 30)]);
        let labels: Vec<&str> = native.rows.iter().map(|row| row.label.as_str()).collect();
        let expected = ["0–40\u{a0}%, n = 20", "40–60\u{a0}%, n = 0", "60–100\u{a0}%, n = 30"];
        assert_eq!(labels, expected.map(|label| label.replace(" = ", "\u{a0}=\u{a0}")));
        // Rate, both ends, two counts, then the lengths of the bars.
        let values = &native.rows[0].values;
        assert_eq!((values[1], values[2]), (Some(0.4), Some(0.7)));
        assert!((values[5].unwrap() - 0.2).abs() < 1e-9 && (values[6].unwrap() - 0.1).abs() < 1e-9);
        assert!(
            native
                .subtitle("Bars.")
                .ends_with("Grey: below the floor of 60\u{a0}%, set in advance.")
        );
    }
}
