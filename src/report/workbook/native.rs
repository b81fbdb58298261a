//! The data of the charts that spreadsheets and slides draw themselves.

mod drawing;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::head;
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::format::period;
use crate::report::text::of_class;

/// A chart with the data it is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Native {
    /// Name of the chart, as charts are named.
    pub(in crate::report) name: &'static str,
    /// Name of its sheet.
    sheet: &'static str,
    /// Names of the columns: the category, then series.
    pub(in crate::report) head: Vec<String>,
    /// The rows: a category and its values.
    rows: Vec<(String, Vec<Option<f64>>)>,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// A share with its interval: value, plus, minus, and, where known, expected low and high.
    Share { line: bool, expected: bool },
    /// Counts stacked by class, with the colour of each.
    Stack(Vec<&'static str>),
    /// Counts of one kind.
    Counts,
}

/// Returns the native charts of a review.
pub(in crate::report) fn all(review: &Review) -> Vec<Native> {
    let all = [Some(rate(review)), Some(classes(review)), floor(review)];
    all.into_iter().flatten().filter(|native| !native.rows.is_empty()).collect()
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn rate(review: &Review) -> Native {
    let table = &review.rate;
    if !table.has_caught_source {
        let rows = table.rows.iter().map(|row| (period(row), vec![Some(row.escapes as f64)]));
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
        let mut values = vec![
            share.map(|(rate, ..)| rate),
            share.map(|(rate, _, hi)| hi - rate),
            share.map(|(rate, lo, _)| rate - lo),
            row.expected.map(|(lo, _)| lo),
            row.expected.map(|(_, hi)| hi),
        ];
        values.extend([row.escapes, row.caught, row.unknown_phase].map(|n| Some(n as f64)));
        (period(row), values)
    });
    Native {
        name: "escape-rate",
        sheet: "Escape rate",
        head: strings(&[
            "Period",
            "Escape rate",
            "To upper end",
            "To lower end",
            "Expected from",
            "Expected to",
            "Escapes",
            "Caught",
            "Unknown phase",
        ]),
        rows: rows.collect(),
        kind: Kind::Share { line: true, expected: true },
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
        (row.period.to_string(), counts.collect())
    });
    let colors = shown.iter().map(|class| color(*class)).collect();
    Native {
        name: "class-breakdown",
        sheet: "Classes",
        head,
        rows: rows.collect(),
        kind: Kind::Stack(colors),
    }
}

fn floor(review: &Review) -> Option<Native> {
    let floor = review.calibration.as_ref()?.floor.as_ref()?;
    let rows = floor.bands.iter().filter(|band| band.rows > 0).map(|band| {
        let share = band.rate.zip(band.lo).zip(band.hi);
        let values = vec![
            band.rate,
            share.map(|((rate, _), hi)| hi - rate),
            share.map(|((rate, lo), _)| rate - lo),
            Some(band.escaped as f64),
            Some(band.rows as f64),
        ];
        (format!("{}–{} %", band.from, band.to), values)
    });
    Some(Native {
        name: "coverage-floor",
        sheet: "Coverage floor",
        head: strings(&[
            "Coverage",
            "With an escape",
            "To upper end",
            "To lower end",
            "Escaped",
            "Rows",
        ]),
        rows: rows.collect(),
        kind: Kind::Share { line: false, expected: false },
    })
}

/// The colours of the classes, the same as on every chart.
fn color(class: EscapeClass) -> &'static str {
    match class {
        EscapeClass::S => "#1B1F24",
        EscapeClass::C => "#0072B2",
        EscapeClass::B => "#56B4E9",
        EscapeClass::O => "#CC79A7",
        EscapeClass::E => "#D55E00",
        EscapeClass::N => "#9AA3AD",
        EscapeClass::F => "#F0B429",
        EscapeClass::U | EscapeClass::X0 | EscapeClass::X1 => "#FFFFFF",
    }
}

impl Native {
    /// Writes the data to a sheet named for the chart.
    pub(in crate::report) fn fill(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.sheet)?;
        head(sheet, 0, &self.head)?;
        let percent = rust_xlsxwriter::Format::new().set_num_format("0.0%");
        let shares = match self.kind {
            Kind::Share { expected: true, .. } => 5,
            Kind::Share { .. } => 3,
            Kind::Stack(_) | Kind::Counts => 0,
        };
        for (row, (category, values)) in (1..).zip(&self.rows) {
            sheet.write_string(row, 0, category)?;
            for (column, value) in (1..).zip(values) {
                match value {
                    Some(value) if column <= shares => {
                        sheet.write_number_with_format(row, column, *value, &percent)?;
                    }
                    Some(value) => {
                        sheet.write_number(row, column, *value)?;
                    }
                    None => {}
                }
            }
        }
        sheet.set_column_width(0, 14)?;
        Ok(())
    }
}
