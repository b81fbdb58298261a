//! What calibration found of one indicator.

use serde::Serialize;

use super::Tier;
use crate::model::rate::Rate;

/// The answers about one indicator, on the rows where it was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorAnswer {
    /// Its column.
    #[serde(skip)]
    pub name: String,
    /// Rows where it was measured.
    pub n: u64,
    /// Rows where it was not.
    pub missing: u64,
    /// Measured rows with an escape.
    pub escaped: u64,
    /// Different values.
    pub distinct_values: u64,
    /// How much may be said.
    pub tier: Tier,
    /// Whether units differ within any period.
    pub varies_within_period: bool,
    /// Fisher's p-value of missing against escaped; `None` where nothing or everything is missing.
    pub missing_vs_escape_fisher_p: Option<f64>,
    /// Whether it can be tested.
    pub status: IndicatorStatus,
    /// How well it ranks.
    pub auc: Option<Discrimination>,
    /// How well it ranks among units of like size in one period.
    pub auc_size_stratified: Option<f64>,
    /// Pairs behind that.
    pub stratified_pairs: Option<u64>,
    /// Spearman's correlation with the number of escapes.
    pub spearman: Option<f64>,
    /// Kendall's tau-b with the number of escapes.
    pub kendall_tau_b: Option<f64>,
    /// Effect per standard deviation, alone.
    pub firth_unadjusted: Option<OddsRatio>,
    /// Effect per standard deviation at equal size and change.
    pub firth_adjusted: Option<OddsRatio>,
    /// Effect per standard deviation at equal size, change and coverage.
    pub firth_beyond_coverage: Option<OddsRatio>,
    /// Whether it would have worked.
    pub backtest: Option<Backtest>,
    /// The adjusted p-value after all looks (Benjamini and Hochberg).
    pub q: Option<f64>,
    /// What may be said.
    pub verdict: IndicatorVerdict,
}

impl IndicatorAnswer {
    /// Returns how well it ranks, where its escapes are enough to say so to people.
    pub fn told_auc(&self) -> Option<Discrimination> {
        self.auc.filter(|_| self.tier >= Tier::Descriptive)
    }

    /// Returns its effect at equal size and change, where its escapes are enough to say so to people.
    pub fn told_effect(&self) -> Option<&OddsRatio> {
        self.firth_adjusted.as_ref().filter(|_| self.tier >= Tier::Tentative)
    }
}

/// Whether an indicator can be tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorStatus {
    /// It can.
    Ok,
    /// No row has a value.
    NoData,
    /// No measured row escaped.
    NoEscapes,
    /// Every measured row escaped.
    AllEscaped,
    /// One value everywhere.
    Constant,
    /// One value per period: it tells periods apart, not units.
    SuiteLevel,
}

/// What may be said of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorVerdict {
    /// The adjusted interval leaves out 1 on the claimed side, and q is at most 0.10.
    Predicts,
    /// The same on the other side.
    PredictsWrongWay,
    /// The whole adjusted interval lies in 0.80 to 1.25 per standard deviation.
    NoMaterialEffect,
    /// None of these.
    CannotTell,
    /// Fewer than 10 rows with an escape, or than 10 without.
    Insufficient,
    /// Nothing to compare.
    NotTestable,
}

/// How well an indicator ranks rows with an escape above rows without, as claimed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Discrimination {
    /// Area under the ROC curve.
    pub auc: f64,
    /// `DeLong`'s standard error.
    pub se_delong: Option<f64>,
    /// Obuchowski's standard error over units.
    pub se_cluster: Option<f64>,
    /// How much repeated units widen the variance.
    pub design_effect: Option<f64>,
    /// Lower end of the score interval.
    pub lo: f64,
    /// Upper end of the score interval.
    pub hi: f64,
    /// P-value of the Mann-Whitney test.
    pub mann_whitney_p: f64,
}

/// An effect of a Firth regression with its profile interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OddsRatio {
    /// Log odds ratio.
    pub log_or: f64,
    /// Its lower end.
    pub log_or_lo: f64,
    /// Its upper end.
    pub log_or_hi: f64,
    /// P-value of no effect.
    pub p: f64,
    /// Odds ratio.
    pub or: f64,
    /// Its lower end.
    pub or_lo: f64,
    /// Its upper end.
    pub or_hi: f64,
    /// Whether the fit converged.
    pub converged: bool,
    /// How much repeated units widen the variance.
    pub design_effect: f64,
    /// Intercept, then a coefficient per column.
    pub coefficients: Vec<f64>,
    /// Penalised log-likelihood.
    pub penalised_loglik: f64,
    /// Standard deviation of the indicator, where the effect is per one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_sd: Option<f64>,
}

/// How forecasts from the past alone would have done, period by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Backtest {
    /// Periods that were forecast.
    pub test_periods: u64,
    /// Their rows.
    pub rows: u64,
    /// Their rows with an escape.
    pub escaped: u64,
    /// Escapes forecast.
    pub expected: f64,
    /// Escaped over expected.
    pub observed_over_expected: f64,
    /// Lower end of Garwood's interval of that.
    pub oe_lo: f64,
    /// Upper end of Garwood's interval of that.
    pub oe_hi: f64,
    /// Brier score with the indicator.
    pub brier_full: f64,
    /// Logarithmic loss with the indicator.
    pub logloss_full: f64,
    /// Brier score with size and change alone.
    pub brier_base: f64,
    /// Logarithmic loss with size and change alone.
    pub logloss_base: f64,
    /// Brier score of the past rate.
    pub brier_clim: f64,
    /// Logarithmic loss of the past rate.
    pub logloss_clim: f64,
    /// `1 - brier_full / brier_clim`.
    pub brier_skill_vs_rate: Option<f64>,
    /// The Brier score in parts.
    pub corp: Parts,
    /// Logarithmic loss that the indicator takes off size and change.
    pub logloss_gain: f64,
    /// Its standard error over units.
    pub logloss_gain_se: Option<f64>,
    /// Area under the ROC curve with the indicator.
    pub auc_full: Option<f64>,
    /// Area under the ROC curve with size and change alone.
    pub auc_base: Option<f64>,
    /// Calibration slope: 1 is right, below 1 too bold.
    pub calibration_slope: Option<Slope>,
    /// Share of the escapes in the fifth of the lines ranked first, with the indicator.
    pub recall_at_20pct_lines_full: f64,
    /// The same with size and change alone.
    pub recall_at_20pct_lines_base: f64,
    /// The forecasts with the indicator, ascending.
    #[serde(skip)]
    pub forecasts: Vec<f64>,
    /// What escaped of them, in bins of like count; empty below 50 rows with an escape.
    #[serde(skip)]
    pub bins: Vec<ForecastBin>,
}

/// Forecasts that lie next to each other, and how many of them escaped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForecastBin {
    /// Mean of the forecasts, in `[0, 1]`.
    pub forecast: f64,
    /// Rows with an escape of all rows.
    pub observed: Rate,
}

/// The Brier score in parts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Parts {
    /// The score.
    pub brier: f64,
    /// What recalibration would take off.
    pub miscalibration: f64,
    /// What recalibrated forecasts gain over the mean.
    pub discrimination: f64,
    /// The score of the mean.
    pub uncertainty: f64,
}

/// A slope on the log-odds scale with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Slope {
    /// The slope.
    pub log_or: f64,
    /// Its lower end.
    pub log_or_lo: f64,
    /// Its upper end.
    pub log_or_hi: f64,
}
