//! Which indicators, measured before, told where defects would escape, and how sure that is.
//!
//! Pure: a panel in, a [`Calibration`] out. One file per question; the statistics are in `stats`.
//! All numbers are computed at any number of escapes; the tier decides what is said.

mod adjusted_effect;
mod backtest;
mod beyond_coverage;
mod cases;
mod contrast;
mod discrimination;
mod floor;
mod forecast;
mod gaps;
mod indicator;
mod knots;
mod many_looks;
mod power;
mod rates;
mod risk;
mod verdict;
mod what_if;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::built_panel::BuiltPanel;
use crate::model::calibration::{Calibration, Tier};
use crate::model::panel::{MatchedRow, Panel};
use crate::stats::wilson;

pub use risk::risk;
pub use what_if::what_if;
pub use wording::{sentences, sentences_of_panel};

/// The floor of coverage that is tested unless told otherwise, in percent.
pub const KNOT: u32 = 60;

/// Share left outside every interval.
const ALPHA: f64 = 0.05;

/// Returns what the panel, the matched sets and the gaps between escapes say.
///
/// `knot` is the floor of coverage in percent, set before looking at the data.
pub fn calibrate(
    panel: &Panel,
    matched: Option<&[MatchedRow]>,
    gaps: Option<&[f64]>,
    knot: u32,
) -> Calibration {
    let rows = panel.rows.len() as u64;
    let events = panel.rows.iter().filter(|row| row.escapes > 0).count() as u64;
    let mut escaped_in: BTreeMap<&str, u64> = BTreeMap::new();
    for row in panel.rows.iter().filter(|row| row.escapes > 0) {
        *escaped_in.entry(&row.unit).or_default() += 1;
    }
    let units: BTreeSet<&str> = panel.rows.iter().map(|row| row.unit.as_str()).collect();
    let mut found = Calibration {
        rows,
        units: units.len() as u64,
        periods: cases::periods(panel).into_iter().map(str::to_owned).collect(),
        rows_with_escape: events,
        escapes: panel.rows.iter().map(|row| row.escapes).sum(),
        tier: Tier::of(events),
        alpha: ALPHA,
        max_escapes_per_row: panel.rows.iter().map(|row| row.escapes).max().unwrap_or(0),
        units_with_repeat_escapes: escaped_in.values().filter(|rows| **rows > 1).count() as u64,
        detectable: power::detectable(events, rows),
        rates: rates::rates(panel),
        gaps: gaps.and_then(gaps::gaps),
        indicators: indicator::answers(panel),
        floor: floor::floor(panel, knot),
        matched: matched.and_then(contrast::contrast),
        test_negative: None,
        beyond_tests: None,
        what_if: None,
        sentences: Vec::new(),
        notes: panel.notes.clone(),
    };
    found.sentences = sentences(&found);
    found
}

/// Returns what a panel built from the store says, with what only the store knows.
pub fn calibrate_built(built: &BuiltPanel, knot: u32) -> Calibration {
    let matched = Some(&built.matched[..]).filter(|rows| !rows.is_empty());
    let gaps = Some(&built.gaps[..]);
    let mut found = calibrate(&built.panel, matched, gaps, knot);
    found.test_negative = contrast::contrast(&built.test_negative);
    found.beyond_tests = Some(wilson(built.without_code(), built.escapes));
    found.sentences = sentences(&found);
    found
}

#[cfg(test)]
mod tests;
