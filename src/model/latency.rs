//! How long escapes stayed hidden: from introduction to detection, by class.

use serde::{Deserialize, Serialize};

use super::verdict::EscapeClass;

/// How long the escapes of a stretch of time stayed hidden.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LatencyTable {
    /// A row for each class that has such an escape, in the order of [`EscapeClass`].
    pub rows: Vec<LatencyRow>,
    /// Median over all classes; `None` without an escape that can be placed.
    pub median: Option<Median>,
    /// Escapes that can not be placed: no introduction is known, or no time of detection, or
    /// the one lies after the other.
    pub unplaced: u64,
    /// Of those placed, the ones whose introduction the record tells and no trace.
    pub by_record: u64,
}

/// How long the escapes of one class stayed hidden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LatencyRow {
    /// The class.
    pub class: EscapeClass,
    /// The escapes, the shortest first.
    pub escapes: Vec<HiddenEscape>,
    /// Their median.
    pub median: Option<Median>,
}

/// An escape and how long it stayed hidden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HiddenEscape {
    /// Id of the defect.
    pub id: String,
    /// Days from introduction to detection, above 0.
    pub days: f64,
}

/// A median with its interval from order statistics, at least 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Median {
    /// How many values.
    pub n: u64,
    /// The median.
    pub value: f64,
    /// Lower end; `None` below 6 values, where no pair of them reaches 95 %.
    pub lo: Option<f64>,
    /// Upper end.
    pub hi: Option<f64>,
}

impl LatencyTable {
    /// Returns how many escapes were placed.
    pub fn placed(&self) -> u64 {
        self.rows.iter().map(|row| row.escapes.len() as u64).sum()
    }
}
