//! Escapes by component and period.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::rate::Rate;

/// Escapes by component and period. Every escape with a date is in one cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ComponentTable {
    /// The periods of the cells, in time order without gaps.
    pub periods: Vec<Period>,
    /// The components: those with most escapes first, then by name; `other` last.
    pub rows: Vec<ComponentRow>,
    /// What trackers call the component of escapes that match none, with how many, the commonest
    /// first.
    pub unmatched: Vec<(String, u64)>,
}

/// Escapes of one component.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComponentRow {
    /// Name of the component.
    pub name: String,
    /// Escapes of each period, in the order of the table's periods.
    pub escapes: Vec<u64>,
    /// Defects caught before release, likewise; `None` where no source tells.
    pub caught: Option<Vec<u64>>,
    /// The component's share of all escapes of the table.
    pub share: Rate,
}

impl ComponentRow {
    /// Returns the escapes of all periods.
    pub fn total(&self) -> u64 {
        self.escapes.iter().sum()
    }
}
