//! What calibration found: which indicators told where defects would escape, and how sure that is.
//!
//! `None` means "not defined on these data", never zero. Intervals are at 95 %.

mod floor;
mod indicator;
mod outlook;
mod rates;

use serde::Serialize;

pub use floor::{Area, Band, Floor, FloorVerdict, GivenSignal, KnotProfile};
pub use indicator::{
    Backtest, Discrimination, ForecastBin, IndicatorAnswer, IndicatorStatus, IndicatorVerdict,
    OddsRatio, Parts, Slope,
};
pub use outlook::{NextStep, Risk, RiskBasis, RiskRow, WhatIf};
pub use rates::{
    Direction, EscapeShare, GapAnswer, LastAgainstAll, LastAgainstPrevious, OverallRate,
    PanelRates, PeriodRate,
};

/// The answers to every question on one panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Rows of the panel.
    pub rows: u64,
    /// Different units.
    pub units: u64,
    /// The periods, in order.
    pub periods: Vec<String>,
    /// Rows with at least one escape: the events that all inference counts.
    pub rows_with_escape: u64,
    /// Escapes.
    pub escapes: u64,
    /// How much may be said at this number of events.
    pub tier: Tier,
    /// Share left outside the intervals: 0.05.
    pub alpha: f64,
    /// Most escapes in one row.
    pub max_escapes_per_row: u64,
    /// Units with escapes in more than one period.
    pub units_with_repeat_escapes: u64,
    /// What this number of events could show; `None` where no row or every row escaped.
    pub detectable: Option<Detectable>,
    /// Escape rates.
    pub rates: PanelRates,
    /// Times between escapes.
    pub gaps: Option<GapAnswer>,
    /// An answer per indicator, in the order of the panel.
    #[serde(serialize_with = "as_map")]
    pub indicators: Vec<IndicatorAnswer>,
    /// Whether coverage has a floor.
    pub floor: Option<Floor>,
    /// The matched contrast.
    pub matched: Option<Contrast>,
    /// Escaped against caught defects of the same quarter; only where the store tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_negative: Option<Contrast>,
    /// Escapes without a line of source, of all; only where the store tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond_tests: Option<crate::model::rate::Rate>,
    /// What another floor would have flagged, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_if: Option<WhatIf>,
    /// What all this means, a sentence each.
    pub sentences: Vec<String>,
    /// What was left unread of the files.
    pub notes: Vec<String>,
}

fn as_map<S: serde::Serializer>(
    indicators: &[IndicatorAnswer],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(indicators.iter().map(|one| (&one.name, one)))
}

/// How much may be said, by the number of rows with an escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Below 5: a list and rates only.
    Anecdote,
    /// 5 to 9: how well an indicator ranks.
    Descriptive,
    /// 10 to 19: adjusted effects, no floor.
    Tentative,
    /// 20 to 49: a floor at the knot set in advance.
    Indicative,
    /// 50 and more.
    Calibrated,
}

super::incident::words!(Tier {
    Anecdote => "anecdote", Descriptive => "descriptive", Tentative => "tentative",
    Indicative => "indicative", Calibrated => "calibrated",
});

impl Tier {
    /// Returns the tier of a number of rows with an escape.
    pub fn of(events: u64) -> Self {
        match events {
            0..=4 => Self::Anecdote,
            5..=9 => Self::Descriptive,
            10..=19 => Self::Tentative,
            20..=49 => Self::Indicative,
            _ => Self::Calibrated,
        }
    }
}

/// The smallest effects that would be seen with 80 % power, two-sided 5 %, without confounding.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Detectable {
    /// Odds ratio per standard deviation.
    pub or_per_sd: f64,
    /// Area under the ROC curve.
    pub auc: f64,
    /// Odds ratio of a risk on half the rows.
    pub or_risk_half_exposed: Option<f64>,
    /// Odds ratio of a protection on half the rows.
    pub or_protective_half_exposed: Option<f64>,
    /// Odds ratio of a risk on a fifth of the rows.
    pub or_risk_fifth_exposed: Option<f64>,
    /// Odds ratio of a protection on a fifth of the rows.
    pub or_protective_fifth_exposed: Option<f64>,
}

/// Cases against controls of the same matched set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Contrast {
    /// Sets.
    pub strata: u64,
    /// Sets that say anything: both exposures and both outcomes occur.
    pub informative_strata: u64,
    /// Cases.
    pub cases: u64,
    /// Controls.
    pub controls: u64,
    /// Exposed cases.
    pub exposed_cases: u64,
    /// Exposed controls.
    pub exposed_controls: u64,
    /// Conditional maximum-likelihood odds ratio; `None` where it is infinite or undefined.
    pub or_cmle: Option<f64>,
    /// Lower end of the mid-P interval.
    pub midp_lo: Option<f64>,
    /// Upper end of the mid-P interval; `None` where it is infinite.
    pub midp_hi: Option<f64>,
    /// Two-sided mid-P value.
    pub midp_p: Option<f64>,
    /// Lower end of the exact interval.
    pub exact_lo: Option<f64>,
    /// Upper end of the exact interval.
    pub exact_hi: Option<f64>,
    /// Two-sided exact p-value.
    pub exact_p: Option<f64>,
    /// Mantel and Haenszel's odds ratio, for comparison.
    pub or_mh: Option<f64>,
    /// Lower end of its interval.
    pub mh_lo: Option<f64>,
    /// Upper end of its interval.
    pub mh_hi: Option<f64>,
    /// Whether every informative case that could be exposed was; `None` without an informative set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or_cmle_infinite: Option<bool>,
}
