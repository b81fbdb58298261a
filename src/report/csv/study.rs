//! A study of escapes as CSV: a row for each period or group and definition.

use std::io::{self, Write};

use crate::model::rate_study::{Measure, RateStudy, StudyRow};

use super::cell::{Table, number, text_cell};

const HEAD: [&str; 34] = [
    "key",
    "definition",
    "k",
    "n",
    "value",
    "lo",
    "hi",
    "method",
    "mature",
    "change",
    "change_lo",
    "change_hi",
    "change_kind",
    "change_p",
    "expected_lo",
    "expected_hi",
    "escapes",
    "caught",
    "contained",
    "unknown_phase",
    "incidents",
    "unlinked",
    "no_evidence",
    "covered",
    "covered_of",
    "verified",
    "verified_of",
    "changed_lines",
    "merges",
    "deployments",
    "minutes",
    "minutes_of",
    "customers",
    "customers_of",
];

/// Writes a study; the row `all` is the total. Shares are in `[0, 1]`, densities per 1,000 lines.
pub fn rate_study(out: &mut impl Write, study: &RateStudy, banner: Option<&str>) -> io::Result<()> {
    let mut rows = Table::new(out, &HEAD, banner)?;
    for row in study.rows.iter().chain([&study.total]) {
        for one in &row.measures {
            rows.row(&cells(row, one))?;
        }
    }
    rows.finish()
}

/// Returns the cells of a row.
fn cells(row: &StudyRow, one: &Measure) -> Vec<String> {
    let exact = |value: Option<f64>| number(value.map(|value| format!("{value:.6}")));
    let change = one.change;
    let known = one.value.is_some();
    vec![
        text_cell(&row.key),
        one.definition.to_string(),
        number(known.then_some(one.k)),
        number(known.then_some(one.n)),
        exact(one.value),
        exact(one.lo),
        exact(one.hi),
        one.method.to_string(),
        row.mature.to_string(),
        exact(change.map(|change| change.value)),
        exact(change.map(|change| change.lo)),
        exact(change.and_then(|change| change.hi)),
        number(change.map(|change| if change.is_ratio { "ratio" } else { "difference" })),
        exact(change.and_then(|change| change.p)),
        exact(one.expected.map(|ends| ends.0)),
        exact(one.expected.map(|ends| ends.1)),
        row.escapes.to_string(),
        number(row.caught),
        row.contained.to_string(),
        row.unknown_phase.to_string(),
        row.incidents.to_string(),
        row.unlinked.k.to_string(),
        row.no_evidence.k.to_string(),
        row.covered.k.to_string(),
        row.covered.n.to_string(),
        row.verified.k.to_string(),
        row.verified.n.to_string(),
        number(row.exposure.changed_lines),
        number(row.exposure.merges),
        number(row.exposure.deployments),
        row.impact.minutes.to_string(),
        row.impact.minutes_of.to_string(),
        row.impact.customers.to_string(),
        row.impact.customers_of.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn without_a_source_of_caught_defects_their_number_is_not_known() {
        let caught = |known: Option<u64>| {
            let mut written = Vec::new();
            let mut study = sample::rate_study();
            (study.has_caught_source, study.total.caught) = (known.is_some(), known);
            rate_study(&mut written, &study, None).unwrap();
            let written = String::from_utf8(written).unwrap();
            let place = HEAD.iter().position(|name| *name == "caught").unwrap();
            let last = written.lines().last().unwrap();
            last.split(',').nth(place).unwrap().to_owned()
        };
        assert_eq!(caught(None), "");
        assert_eq!(caught(Some(3)), "3");
    }
}
