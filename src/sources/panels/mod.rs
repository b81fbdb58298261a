//! Panels for calibration: rows by unit and period, matched sets, and gaps between escapes.
//!
//! Unlike an import these are read whole or not at all: a row left out would change every number,
//! so the first cell that is wrong is an error that names its line and column.

mod cells;
mod gaps;
mod matched;
mod own;
mod panel;

use super::SourceError;
use crate::model::batch::Batch;
use crate::model::own_indicator::OwnValue;
use crate::model::panel::{Claim, MatchedRow, Panel};

/// Returns the panel of a CSV file, with the indicators escapee knows and those in `extra`.
///
/// Columns: `unit`, `period`, `loc`, `churn`, `escapes`, if known `caught`, and the indicators;
/// percentages are 0 to 100, an empty cell was not measured.
pub fn read(bytes: &[u8], extra: &[(String, Claim)]) -> Result<Panel, SourceError> {
    panel::read(bytes, extra)
}

/// Returns the cases and controls of a CSV file with `stratum`, `is_case` and `exposed`.
pub fn read_matched(bytes: &[u8]) -> Result<Vec<MatchedRow>, SourceError> {
    matched::read(bytes)
}

/// Returns the times between escapes, oldest first, of a CSV file with `gap`.
pub fn read_gaps(bytes: &[u8]) -> Result<Vec<f64>, SourceError> {
    gaps::read(bytes)
}

/// Returns the values of an indicator of the user's own, of a CSV file with `unit`, `date` and `value`.
///
/// Without a `name` each row names its indicator in the column `indicator`.
pub fn read_own(
    bytes: &[u8],
    name: Option<&str>,
    claim: Claim,
) -> Result<Batch<OwnValue>, SourceError> {
    own::read(bytes, name, claim)
}

#[cfg(test)]
mod tests;
