//! The data of the charts that spreadsheets and slides draw themselves.

mod bands;
mod drawing;
mod rates;
mod words;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::columns::{self, column, lay};
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::chart::findings;
use crate::report::format::{period, thousands};
use crate::report::text::of_class;

/// A chart with the data it is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Native {
    /// Name of the chart, as charts are named.
    pub(in crate::report) name: &'static str,
    /// Name of its sheet.
    sheet: &'static str,
    /// Names of the columns: the category, then series; the label of the category comes last.
    head: Vec<String>,
    rows: Vec<Row>,
    kind: Kind,
}

/// A category of a chart.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// Its name.
    name: String,
    /// What stands below it: the name, and how many it rests on.
    label: String,
    values: Vec<Option<f64>>,
}

impl Row {
    fn new(name: String, n: u64, values: Vec<Option<f64>>) -> Self {
        Self { label: format!("{name}, n\u{a0}=\u{a0}{}", thousands(n)), name, values }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// The escape rate: the share and the ends of its interval, the ends of what was expected,
    /// three counts, the share once more where it rests on enough and where not, and the lengths of
    /// the bars, which is how spreadsheets want an interval.
    Rate,
    /// A share and the ends of its interval, two counts, and the lengths of the bars; the first
    /// categories lie below the floor.
    Bands { below: usize, floor: u64 },
    /// Counts stacked by class, with the colour of each.
    Stack(Vec<EscapeClass>),
    /// Counts of one kind.
    Counts,
}

/// Returns the native charts of a review.
pub(in crate::report) fn all(review: &Review) -> Vec<Native> {
    let bands = review.calibration.as_ref().and_then(|found| found.floor.as_ref());
    let all = [Some(rate(review)), Some(classes(review)), bands.map(bands::floor)];
    all.into_iter().flatten().filter(|native| !native.rows.is_empty()).collect()
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// How the names of columns begin that only the chart needs.
const DRAWN: &str = "for the chart: ";

/// Column of shares that rest on few defects; the name stands in the key of the chart.
const OF_FEW: &str = "Of few defects, or so far";

/// A share and the ends of its interval.
type Share = Option<(f64, f64, f64)>;

fn ends(share: Share) -> Vec<Option<f64>> {
    vec![share.map(|(rate, ..)| rate), share.map(|(_, lo, _)| lo), share.map(|(.., hi)| hi)]
}

fn bars(share: Share) -> [Option<f64>; 2] {
    [share.map(|(rate, _, hi)| hi - rate), share.map(|(rate, lo, _)| rate - lo)]
}

fn rate(review: &Review) -> Native {
    let table = &review.rate;
    if !table.has_caught_source {
        let rows = table
            .rows
            .iter()
            .map(|row| Row::new(period(row), row.escapes, vec![Some(row.escapes as f64)]));
        return Native {
            name: "escape-rate",
            sheet: "Escapes",
            head: strings(&["Period", "Escapes"]),
            rows: rows.collect(),
            kind: Kind::Counts,
        };
    }
    let rows = table.rows.iter().map(|row| {
        let share = row.rate.and_then(|rate| Some((rate.rate?, rate.lo?, rate.hi?)));
        let mut values = ends(share);
        values.extend([row.expected.map(|(lo, _)| lo), row.expected.map(|(_, hi)| hi)]);
        values.extend(
            [Some(row.escapes), row.caught, Some(row.unknown_phase)].map(|n| n.map(|n| n as f64)),
        );
        let judged = findings::is_judged(row);
        let point = share.map(|(rate, ..)| rate);
        values.extend([point.filter(|_| judged), point.filter(|_| !judged)]);
        values.extend(bars(share));
        Row::new(period(row), row.found(), values)
    });
    Native {
        name: "escape-rate",
        sheet: "Escape rate",
        head: strings(&[
            "Period",
            "Escape rate",
            "Lower end",
            "Upper end",
            "Expected range",
            "Expected range to",
            "Escapes",
            "Caught",
            "Unknown phase",
            "for the chart: enough defects",
            OF_FEW,
            "for the chart: bar up",
            "for the chart: bar down",
        ]),
        rows: rows.collect(),
        kind: Kind::Rate,
    }
}

fn classes(review: &Review) -> Native {
    let shown: Vec<EscapeClass> = review
        .classes
        .shares
        .iter()
        .filter(|(_, share)| share.k > 0)
        .map(|(class, _)| *class)
        .collect();
    let mut head = vec!["Period".to_owned()];
    head.extend(shown.iter().map(|class| format!("{class} {}", class.label())));
    let rows = review.classes.rows.iter().filter(|_| !shown.is_empty()).map(|row| {
        let counts = shown.iter().map(|class| Some(of_class(row, *class) as f64));
        let n = row.counts.iter().map(|(_, n)| n).sum();
        Row::new(row.period.to_string(), n, counts.collect())
    });
    let rows: Vec<Row> = rows.collect();
    Native { name: "class-breakdown", sheet: "Classes", head, rows, kind: Kind::Stack(shown) }
}

impl Native {
    /// Writes the data to a sheet named for the chart.
    pub(in crate::report) fn fill(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let shares = match self.kind {
            Kind::Rate => 5,
            Kind::Bands { .. } => 3,
            Kind::Stack(_) | Kind::Counts => 0,
        };
        let label = format!("{DRAWN}label");
        let columns: Vec<_> = (0..)
            .zip(self.head.iter().chain([&label]))
            .map(|(place, name)| match place {
                0 => column(name, 16, columns::Kind::Word),
                place if place == self.head.len() => column(name, 18, columns::Kind::Word),
                place if place <= shares || name.starts_with(DRAWN) || name == OF_FEW => {
                    column(name, 12, columns::Kind::Number("0.0%"))
                }
                _ => column(name, 12, columns::Kind::Count),
            })
            .collect();
        lay(sheet, self.sheet, &columns)?;
        for (place, row) in (1..).zip(&self.rows) {
            columns::text(sheet, place, 0, &row.name)?;
            for (column, value) in (1..).zip(&row.values) {
                columns::number(sheet, place, column, *value)?;
            }
            columns::text(sheet, place, self.head.len() as u16, &row.label)?;
        }
        Ok(())
    }

    /// Returns the subtitle of the picture in the words of this chart, whose marks differ.
    pub(in crate::report) fn subtitle(&self, of_picture: &str) -> String {
        // Its label says "so far" where the picture has a star.
        let of_picture = of_picture.replace(" * ", " ");
        match self.kind {
            // Not every viewer draws the edge of a mark, and a white one without would be lost.
            Kind::Rate => of_picture.replace("Hollow:", "Pale:").replace(": hollow,", ": pale,"),
            Kind::Bands { floor, .. } => {
                let of_picture = of_picture.replace("Dashed:", "Pale, dashed:");
                format!("{of_picture} Grey: below the floor of {floor}\u{a0}%, set in advance.")
            }
            Kind::Stack(_) => of_picture.replace(" on the right,", " beside them,"),
            Kind::Counts => of_picture,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn few_defects_and_a_quarter_that_is_not_over_stand_in_a_series_of_their_own() {
        let mut review = sample::review();
        review.rate.rows[0].rate = Some(sample::share(2, 3));
        review.rate.rows[6].mature = false;
        let native = rate(&review);
        let drawn = |place: usize| {
            let values = &native.rows[place].values;
            (values[8].is_some(), values[9].is_some())
        };
        assert_eq!([drawn(0), drawn(1), drawn(6)], [(false, true), (true, false), (false, true)]);
        let told =
            native.subtitle("Hollow: few. * Q3 2026 is not over in the data: hollow, alone.");
        assert_eq!(told, "Pale: few. Q3 2026 is not over in the data: pale, alone.");
    }
}
