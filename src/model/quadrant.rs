//! Coverage beside mutation score: where coverage says more than the tests hold.

use serde::{Deserialize, Serialize};

use super::rate::Rate;

/// Fewest escapes of which it is asked whether they lie where coverage misleads.
const FEWEST_ESCAPES: u64 = 10;

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
    /// Returns the share of the units that lie in the corner of false confidence: the share of escapes
    /// expected there if coverage misled nobody. `None` without a unit.
    pub fn expected(&self) -> Option<f64> {
        let inside = self.units.iter().filter(|unit| self.is_false_confidence(unit)).count();
        (!self.units.is_empty()).then(|| inside as f64 / self.units.len() as f64)
    }

    /// Returns whether coverage misleads: of ten escapes or more the corner holds a larger share than of
    /// the units, beyond chance, as the interval of its share lies above that.
    pub fn misleads(&self) -> bool {
        let beyond = self.corner.lo.zip(self.expected()).is_some_and(|(lo, share)| lo > share);
        self.corner.n >= FEWEST_ESCAPES && beyond
    }

    /// Returns whether coverage reaches its floor and the mutation score misses its bar.
    pub fn is_false_confidence(&self, unit: &QuadrantUnit) -> bool {
        unit.coverage >= self.floor && unit.mutation_score < self.bar
    }
}
