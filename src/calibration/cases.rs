//! The rows an indicator was measured on, as columns, and what is done to every column.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::panel::{Panel, PanelIndicator};

/// Complete cases: rows with a value of every indicator asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Cases {
    /// Whether the row has an escape.
    pub escaped: Vec<bool>,
    /// Escapes.
    pub escapes: Vec<f64>,
    /// A column per indicator asked for.
    pub values: Vec<Vec<f64>>,
    /// Lines of code.
    pub loc: Vec<f64>,
    /// Changed lines.
    pub churn: Vec<f64>,
    /// Number of the row's unit.
    pub units: Vec<usize>,
    /// Number of the row's period.
    pub periods: Vec<usize>,
}

impl Cases {
    /// Returns the rows of the panel where every one of the indicators was measured, in its order.
    pub(super) fn complete(panel: &Panel, indicators: &[&PanelIndicator]) -> Self {
        let numbers = |names: BTreeSet<&str>| -> BTreeMap<String, usize> {
            names.into_iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect()
        };
        let units = numbers(panel.rows.iter().map(|row| row.unit.as_str()).collect());
        let order = numbers(panel.rows.iter().map(|row| row.period.as_str()).collect());
        let mut cases = Self { values: vec![Vec::new(); indicators.len()], ..Self::default() };
        for (place, row) in panel.rows.iter().enumerate() {
            let values: Option<Vec<f64>> =
                indicators.iter().map(|one| one.values.get(place).copied().flatten()).collect();
            let Some(values) = values else { continue };
            for (column, value) in cases.values.iter_mut().zip(values) {
                column.push(value);
            }
            cases.escaped.push(row.escapes > 0);
            cases.escapes.push(row.escapes as f64);
            cases.loc.push(row.loc);
            cases.churn.push(row.churn);
            cases.units.push(units[&row.unit]);
            cases.periods.push(order[&row.period]);
        }
        cases
    }

    /// Returns the rows at these places.
    pub(super) fn at(&self, places: &[usize]) -> Self {
        Self {
            escaped: pick(&self.escaped, places),
            escapes: pick(&self.escapes, places),
            values: self.values.iter().map(|column| pick(column, places)).collect(),
            loc: pick(&self.loc, places),
            churn: pick(&self.churn, places),
            units: pick(&self.units, places),
            periods: pick(&self.periods, places),
        }
    }

    /// Returns the places of the rows whose first value passes.
    pub(super) fn places(&self, passes: impl Fn(f64) -> bool) -> Vec<usize> {
        (0..self.len()).filter(|place| passes(self.values[0][*place])).collect()
    }

    /// Returns how many rows there are.
    pub(super) fn len(&self) -> usize {
        self.escaped.len()
    }

    /// Returns how many rows have an escape.
    pub(super) fn events(&self) -> usize {
        self.escaped.iter().filter(|escaped| **escaped).count()
    }

    /// Returns whether some rows have an escape and some have none.
    pub(super) fn has_both(&self) -> bool {
        self.events() > 0 && self.events() < self.len()
    }

    /// Returns size and change as columns of a regression; a constant one is left out.
    pub(super) fn controls(&self) -> Vec<Vec<f64>> {
        [&self.loc, &self.churn]
            .into_iter()
            .map(|column| column.iter().map(|x| x.ln_1p()).collect::<Vec<f64>>())
            .filter_map(|column| Scale::of(&column).map(|scale| scale.applied(&column)))
            .collect()
    }
}

/// Returns the periods of the panel, in the order of their names.
pub(super) fn periods(panel: &Panel) -> Vec<&str> {
    let names: BTreeSet<&str> = panel.rows.iter().map(|row| row.period.as_str()).collect();
    names.into_iter().collect()
}

fn pick<T: Copy>(column: &[T], places: &[usize]) -> Vec<T> {
    places.iter().map(|place| column[*place]).collect()
}

/// Mean and standard deviation of a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub mean: f64,
    /// With `n - 1` below.
    pub sd: f64,
}

impl Scale {
    /// Returns the scale; `None` for a constant column, told by its ends and not by its deviation.
    #[expect(clippy::float_cmp, reason = "a constant column is told by its values")]
    pub(super) fn of(column: &[f64]) -> Option<Self> {
        let first = *column.first()?;
        if column.iter().all(|x| *x == first) {
            return None;
        }
        let n = column.len() as f64;
        let mean = column.iter().sum::<f64>() / n;
        let sum: f64 = column.iter().map(|x| (x - mean).powi(2)).sum();
        Some(Self { mean, sd: (sum / (n - 1.0)).sqrt() })
    }

    /// Returns the column in standard deviations from its mean.
    pub(super) fn applied(self, column: &[f64]) -> Vec<f64> {
        column.iter().map(|x| (x - self.mean) / self.sd).collect()
    }
}
