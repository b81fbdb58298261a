//! The indicators' columns of a panel while its rows are added.

use std::collections::BTreeMap;

use super::sums::Sums;
use crate::model::own_indicator::OwnValue;
use crate::model::panel::{Claim, MEASURED, PanelIndicator};

/// The indicators' columns while rows are added.
pub(super) struct Columns {
    own: Vec<(String, Claim)>,
    values: Vec<Vec<Option<f64>>>,
}

impl Columns {
    /// Returns the columns without a row, for these values of the user's own.
    pub(super) fn new(own: &[OwnValue]) -> Self {
        let claims: BTreeMap<&str, Claim> =
            own.iter().map(|value| (value.name.as_str(), value.claim)).collect();
        let own: Vec<_> =
            claims.into_iter().map(|(name, claim)| (name.to_owned(), claim)).collect();
        Self { values: vec![Vec::new(); MEASURED.len() + own.len()], own }
    }

    /// Adds a row.
    pub(super) fn add(&mut self, sums: &Sums, signal: Option<f64>) {
        let own =
            self.own.iter().map(|(name, _)| sums.own.get(name).map(|(sum, n)| sum / *n as f64));
        let cells: Vec<Option<f64>> = sums.measured(signal).into_iter().chain(own).collect();
        for (column, cell) in self.values.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    /// Returns the columns that hold any value.
    pub(super) fn finish(self) -> Vec<PanelIndicator> {
        let measured = MEASURED.iter().map(|name| ((*name).to_owned(), Claim::Protects));
        let named = measured.chain(self.own).zip(self.values);
        named
            .filter(|(_, values)| values.iter().any(Option::is_some))
            .map(|((name, claim), values)| PanelIndicator { name, claim, values })
            .collect()
    }
}
