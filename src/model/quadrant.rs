//! Coverage beside mutation score: where coverage says more than the tests hold.

use serde::{Deserialize, Serialize};

use super::rate::Rate;

/// Units by coverage and mutation score, with their escapes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quadrant {
    /// The periods the escapes were counted in, in order.
    pub periods: Vec<String>,
    /// Units with both values, in the order of their names.
    pub units: Vec<QuadrantUnit>,
    /// Units that lack one of the values.
    pub unplaced: u64,
    /// Escapes in those.
    pub unplaced_escapes: u64,
    /// The floor of coverage, in percent.
    pub floor: f64,
    /// The bar of the mutation score in percent: the median of these units, never picked for effect.
    pub bar: f64,
    /// Escapes of the units with false confidence, of those of all units shown.
    pub corner: Rate,
}

/// A unit with both values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuadrantUnit {
    /// Its name.
    pub name: String,
    /// Line coverage in percent at the opening of its newest measured period.
    pub coverage: f64,
    /// Mutation score in percent, likewise.
    pub mutation_score: f64,
    /// Escapes in the periods.
    pub escapes: u64,
}

impl Quadrant {
    /// Returns whether coverage reaches its floor and the mutation score misses its bar.
    pub fn is_false_confidence(&self, unit: &QuadrantUnit) -> bool {
        unit.coverage >= self.floor && unit.mutation_score < self.bar
    }
}
