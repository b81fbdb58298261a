//! A share with its count, its interval and the name of the method.

use serde::{Deserialize, Serialize};

/// A share `k / n` as escapee prints it everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// How many.
    pub k: u64,
    /// Of how many.
    pub n: u64,
    /// `k / n` in `[0, 1]`; `None` for `n` of 0.
    pub rate: Option<f64>,
    /// Lower end of the 95 % interval; `None` for `n` of 0.
    pub lo: Option<f64>,
    /// Upper end of the 95 % interval; `None` for `n` of 0.
    pub hi: Option<f64>,
    /// Name of the interval's method.
    pub method: IntervalMethod,
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalMethod {
    /// Wilson's score interval, 95 %.
    Wilson,
    /// Garwood's exact interval of a count, 95 %, over its exposure.
    Garwood,
    /// No interval: weighted sums are described and not tested.
    None,
}

super::incident::words!(IntervalMethod {
    Wilson => "wilson", Garwood => "garwood", None => "none",
});

/// A table of escape rates, a row for each period or group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateTable {
    /// Which definition the numbers follow.
    pub definition: RateDefinition,
    /// What the rows are.
    pub by: Grouping,
    /// The rows: periods in time order without gaps, groups by name.
    pub rows: Vec<RateRow>,
    /// All rows together.
    pub total: RateRow,
    /// Whether any source of defects caught before release exists. Without one there is no percentage.
    pub has_caught_source: bool,
    /// Defects without a time, which stand in no period.
    pub undated: u64,
}

/// A named definition of the escape rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RateDefinition {
    /// Defects found in production over all defects found: `P / (P + I)`.
    EscapeRate,
    /// Defects found in acceptance or production over all defects found.
    StageLeakage,
    /// Defects removed before release, of those and the escapes of the 90 days after it:
    /// `I / (I + P₉₀)`.
    #[serde(rename = "dre-90")]
    Dre90,
    /// Escapes per 1,000 changed lines.
    Density,
    /// Escapes over all defects, each weighing 5, 3, 2 or 1 by severity 1 to 4.
    SeverityWeighted,
    /// Deployments that were taken back or first carried an escape, of those that went live.
    ChangeFailure,
}

super::incident::words!(RateDefinition {
    EscapeRate => "escape-rate", StageLeakage => "stage-leakage", Dre90 => "dre-90",
    Density => "density", SeverityWeighted => "severity-weighted",
    ChangeFailure => "change-failure",
});

impl RateDefinition {
    /// Returns the formula in words.
    pub fn formula(self) -> &'static str {
        match self {
            Self::EscapeRate => "defects first found in production / all defects found",
            Self::StageLeakage => "defects found in acceptance or production / all defects found",
            Self::Dre90 => {
                "defects caught before release / those and escapes within 90 days of release"
            }
            Self::Density => "defects found in production per 1,000 changed lines",
            Self::SeverityWeighted => {
                "weights of defects found in production / weights of all defects found, severity 1 \
                 to 4 weighing 5, 3, 2 and 1"
            }
            Self::ChangeFailure => {
                "deployments rolled back or first to carry an escape / deployments that went live"
            }
        }
    }
}

/// What the rows of a rate table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// Calendar months.
    Month,
    /// Quarters of the fiscal year.
    Quarter,
    /// The release that first carried the defect.
    Release,
    /// Components of `escapee.toml`.
    Component,
    /// Severities 1 to 4 and unknown.
    Severity,
}

impl Grouping {
    /// Returns whether rows are periods, which follow each other.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Quarter)
    }
}

super::incident::words!(Grouping {
    Month => "month", Quarter => "quarter", Release => "release", Component => "component", Severity => "severity",
});

/// One row of a rate table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateRow {
    /// Name of the period or group.
    pub key: String,
    /// The period, where rows are periods.
    pub period: Option<super::period::Period>,
    /// Whether its counts are taken as complete: a period that the data do not reach the end of can
    /// still grow, and is left out of every comparison.
    pub mature: bool,
    /// `escapes / (escapes + caught)`; `None` where no source of caught defects exists.
    pub rate: Option<Rate>,
    /// The rate if no defect of unknown phase was an escape; `None` where there is no such defect.
    pub rate_if_unknown_caught: Option<Rate>,
    /// The rate if every defect of unknown phase was an escape.
    pub rate_if_unknown_escaped: Option<Rate>,
    /// Defects found in production.
    pub escapes: u64,
    /// Defects found before release; `None` where no source tells.
    pub caught: Option<u64>,
    /// Escapes that were contained; part of `escapes`.
    pub contained: u64,
    /// Defects whose phase is unknown: outside k and n.
    pub unknown_phase: u64,
    /// Incidents behind the row's escapes and caught defects.
    pub incidents: u64,
    /// Share of the escapes without a link to code.
    pub unlinked: Rate,
    /// Share of the escapes without coverage evidence for their region.
    pub no_evidence: Rate,
    /// Range the next value is expected in, from the rows before: Jeffreys predictive limits, 95 %.
    pub expected: Option<(f64, f64)>,
    /// Difference from the row before with its Newcombe interval, 95 %.
    pub change: Option<RateChange>,
    /// Ids of the escapes, sorted.
    pub escape_ids: Vec<String>,
}

impl RateRow {
    /// Returns the defects of known phase; without a source of caught ones those are the escapes.
    pub fn found(&self) -> u64 {
        found(self.escapes, self.caught)
    }
}

/// Returns escapes and caught defects together; without a source of caught ones those are the escapes.
pub(super) fn found(escapes: u64, caught: Option<u64>) -> u64 {
    escapes + caught.unwrap_or(0)
}

/// A difference of two rates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateChange {
    /// This rate minus the one before, in `[-1, 1]`.
    pub difference: f64,
    /// Lower end of the 95 % interval.
    pub lo: f64,
    /// Upper end of the 95 % interval.
    pub hi: f64,
}
