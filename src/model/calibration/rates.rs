//! Escape rates of a panel by period, the last one against those before, and times between.

use serde::Serialize;

/// Escape rates of a panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelRates {
    /// A row per period.
    pub by_period: Vec<PeriodRate>,
    /// All periods; `None` where the panel does not tell what was caught.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall: Option<OverallRate>,
    /// The last period against the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_vs_previous: Option<LastAgainstPrevious>,
    /// The last period against what all before let expect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_vs_all_before: Option<LastAgainstAll>,
}

/// Escapes of one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodRate {
    /// The period.
    pub period: String,
    /// Escapes.
    pub escaped: u64,
    /// Lower end of Garwood's interval of the count.
    pub count_lo: f64,
    /// Upper end of Garwood's interval of the count.
    pub count_hi: f64,
    /// Escapes per 1,000 changed lines; `None` where nothing changed.
    pub per_kchurn: Option<f64>,
    /// The share of defects that escaped; absent where the panel does not tell what was caught.
    #[serde(flatten)]
    pub rate: Option<EscapeShare>,
}

/// Defects that escaped, of all found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EscapeShare {
    /// Defects caught before release.
    pub caught: u64,
    /// Escapes over escapes and caught; `None` where there is neither.
    pub escape_rate: Option<f64>,
    /// Lower end of Wilson's interval.
    pub wilson_lo: Option<f64>,
    /// Upper end of Wilson's interval.
    pub wilson_hi: Option<f64>,
    /// Lower end of Clopper and Pearson's interval.
    pub cp_lo: Option<f64>,
    /// Upper end of Clopper and Pearson's interval.
    pub cp_hi: Option<f64>,
}

/// Escapes of all periods.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OverallRate {
    /// Escapes.
    pub escaped: u64,
    /// The share of defects that escaped.
    #[serde(flatten)]
    pub rate: EscapeShare,
}

/// The last period's rate against the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LastAgainstPrevious {
    /// Difference of the rates.
    pub difference: f64,
    /// Lower end of Newcombe's interval.
    pub lo: f64,
    /// Upper end of Newcombe's interval.
    pub hi: f64,
    /// Fisher's p-value, for comparison; the interval decides.
    pub fisher_p: f64,
}

/// The last period's escapes in what all periods before let expect of as many defects.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LastAgainstAll {
    /// Smallest count whose cumulated probability reaches 2.5 %.
    pub limit_lo: u64,
    /// Smallest count whose cumulated probability reaches 97.5 %.
    pub limit_hi: u64,
    /// Probability of this count or fewer.
    pub p_this_or_fewer: f64,
    /// Probability of this count or more.
    pub p_this_or_more: f64,
    /// What that says.
    pub signal: Direction,
}

/// Times between escapes, in the unit of the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GapAnswer {
    /// Gaps before the last.
    pub k_before: u64,
    /// Their mean.
    pub mean_gap_before: f64,
    /// The last gap.
    pub last_gap: f64,
    /// Probability of a gap this long or longer.
    pub p_gap_this_long: Option<f64>,
    /// What that says.
    pub signal: Direction,
    /// Mean of all gaps.
    pub mean_gap_all: f64,
    /// Lower end of its exact interval.
    pub mean_gap_lo: f64,
    /// Upper end of its exact interval.
    pub mean_gap_hi: f64,
}

/// Whether the newest value stands outside what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Inside the limits.
    None,
    /// Fewer escapes, or a longer time without one, than 97.5 % of what was expected.
    Better,
    /// More escapes, or a shorter time without one, than 97.5 % of what was expected.
    Worse,
}
