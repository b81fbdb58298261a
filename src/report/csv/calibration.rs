//! What calibration found of each indicator as CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::cell::{Table, number, text_cell};
use crate::model::calibration::{Calibration, IndicatorAnswer};

const HEAD: [&str; 17] = [
    "indicator",
    "verdict",
    "status",
    "tier",
    "n",
    "missing",
    "escaped",
    "auc",
    "auc_lo",
    "auc_hi",
    "odds_ratio",
    "odds_ratio_lo",
    "odds_ratio_hi",
    "beyond_coverage",
    "beyond_coverage_lo",
    "beyond_coverage_hi",
    "q",
];

/// Writes a row for each indicator, in the order of the panel. Odds ratios are per standard deviation
/// at equal size and change; verdict, status and tier have the words of the JSON. What is not known is
/// empty.
pub fn calibration(
    out: &mut impl Write,
    found: &Calibration,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut rows = Table::new(out, &HEAD, banner)?;
    for one in &found.indicators {
        rows.row(&cells(one))?;
    }
    rows.finish()
}

fn cells(one: &IndicatorAnswer) -> Vec<String> {
    let exact = |value: Option<f64>| {
        number(value.filter(|value| value.is_finite()).map(|value| format!("{value:.6}")))
    };
    let (area, effect) = (one.auc.as_ref(), one.firth_adjusted.as_ref());
    let held = one.firth_beyond_coverage.as_ref();
    vec![
        text_cell(&one.name),
        word(one.verdict),
        word(one.status),
        word(one.tier),
        one.n.to_string(),
        one.missing.to_string(),
        one.escaped.to_string(),
        exact(area.map(|area| area.auc)),
        exact(area.map(|area| area.lo)),
        exact(area.map(|area| area.hi)),
        exact(effect.map(|effect| effect.or)),
        exact(effect.map(|effect| effect.or_lo)),
        exact(effect.map(|effect| effect.or_hi)),
        exact(held.map(|effect| effect.or)),
        exact(held.map(|effect| effect.or_lo)),
        exact(held.map(|effect| effect.or_hi)),
        exact(one.q),
    ]
}

/// Returns the word that the JSON has.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}
