//! Forecasts of escapes from the past alone: a regression learnt on earlier periods.

use super::cases::{Cases, Scale};
use crate::stats::{Design, expit, root};

/// What was learnt from the past: scales and coefficients.
pub(super) struct Forecaster {
    with_indicator: bool,
    /// `None` where the column was constant in the past, and is left out.
    scales: Vec<Option<Scale>>,
    coefficients: Vec<f64>,
}

impl Forecaster {
    /// Returns a forecaster learnt on these rows, with the indicator or with size and change alone.
    ///
    /// Firth pulls probabilities to ½, so the intercept is shifted until they add up to the escapes
    /// seen (FLIC). `None` where the past cannot be fitted or, with it, the indicator is constant.
    /// Source: Puhr et al. (2017), Statistics in Medicine 36.
    pub(super) fn learnt(past: &Cases, with_indicator: bool) -> Option<Self> {
        let columns = raw(past, with_indicator);
        let scales: Vec<Option<Scale>> = columns.iter().map(|column| Scale::of(column)).collect();
        if with_indicator && scales[0].is_none() {
            return None;
        }
        let design = Design::new(&scaled(&columns, &scales), &past.escaped)?;
        let coefficients = design.fit().coefficients;
        let mut forecaster = Self { with_indicator, scales, coefficients };
        let slopes = forecaster.log_odds(past);
        let seen = past.events() as f64;
        let shift = root(-60.0, 60.0, 1e-13, |shift| {
            slopes.iter().map(|eta| expit(eta + shift)).sum::<f64>() - seen
        })?;
        forecaster.coefficients[0] += shift;
        Some(forecaster)
    }

    /// Returns the log odds of an escape of each row.
    pub(super) fn log_odds(&self, rows: &Cases) -> Vec<f64> {
        let columns = scaled(&raw(rows, self.with_indicator), &self.scales);
        let at = |i: usize| {
            let parts = columns.iter().zip(&self.coefficients[1..]);
            self.coefficients[0] + parts.map(|(column, b)| column[i] * b).sum::<f64>()
        };
        (0..rows.len()).map(at).collect()
    }
}

fn raw(cases: &Cases, with_indicator: bool) -> Vec<Vec<f64>> {
    let mut columns = Vec::new();
    if with_indicator {
        columns.push(cases.values[0].clone());
    }
    columns.push(cases.loc.iter().map(|x| x.ln_1p()).collect());
    columns.push(cases.churn.iter().map(|x| x.ln_1p()).collect());
    columns
}

fn scaled(columns: &[Vec<f64>], scales: &[Option<Scale>]) -> Vec<Vec<f64>> {
    let known = columns.iter().zip(scales);
    known.filter_map(|(column, scale)| scale.map(|scale| scale.applied(column))).collect()
}
