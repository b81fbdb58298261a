//! Whether coverage has a floor above which it stops telling.

use serde::Serialize;

use super::OddsRatio;
use crate::model::rate::Rate;

/// What the panel says of a floor of coverage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Floor {
    /// The floor set in advance, in percent; coverage at it is above it.
    pub knot: u32,
    /// Escapes by band of coverage.
    pub bands: Vec<Band>,
    /// Rows with an escape below the floor.
    pub events_below: u64,
    /// Rows with an escape at or above the floor.
    pub events_above: u64,
    /// Rows below the floor.
    pub rows_below: u64,
    /// Rows at or above the floor.
    pub rows_above: u64,
    /// Share of the rows below the floor that escaped, before any adjustment.
    #[serde(skip)]
    pub share_below: Rate,
    /// Share of the rows at or above the floor that escaped, before any adjustment.
    #[serde(skip)]
    pub share_above: Rate,
    /// Effect per 10 points below the floor.
    pub below: Option<OddsRatio>,
    /// Effect per 10 points above the floor.
    pub above: Option<OddsRatio>,
    /// How well coverage ranks above the floor.
    pub auc_above: Option<Area>,
    /// How well coverage ranks below the floor.
    pub auc_below: Option<Area>,
    /// Where a floor fits, if there is one.
    pub profile: Option<KnotProfile>,
    /// What may be said.
    pub verdict: FloorVerdict,
    /// The same with an assertion signal held.
    pub given_signal: Option<GivenSignal>,
}

impl Floor {
    /// Returns whether, before any adjustment, a larger share escaped at or above the floor than below
    /// it: the two 95 % intervals do not meet.
    pub fn is_reversed(&self) -> bool {
        let ends = self.share_below.hi.zip(self.share_above.lo);
        ends.is_some_and(|(below, above)| below < above)
    }
}

/// Escapes in a band of coverage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Band {
    /// Lower end in percent, inside the band.
    pub from: u32,
    /// Upper end in percent, inside only the last band.
    pub to: u32,
    /// Rows.
    pub rows: u64,
    /// Rows with an escape.
    pub escaped: u64,
    /// Their share.
    pub rate: Option<f64>,
    /// Lower end of Wilson's interval.
    pub lo: Option<f64>,
    /// Upper end of Wilson's interval.
    pub hi: Option<f64>,
}

/// An area under the ROC curve with its score interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Area {
    /// The area.
    pub auc: f64,
    /// Its lower end.
    pub lo: f64,
    /// Its upper end.
    pub hi: f64,
}

/// How well each possible floor fits: `max(X - coverage, 0)` for X from 20 to 100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnotProfile {
    /// The floors tried, in percent; 100 is no floor.
    pub grid: Vec<u32>,
    /// Log-likelihood of each.
    pub loglik: Vec<f64>,
    /// Log odds ratio per 10 points short of each.
    pub slope_log_or_per_10: Vec<f64>,
    /// Log-likelihood without coverage.
    pub loglik_no_coverage: f64,
    /// The floor that fits best.
    pub best: u32,
    /// The lowest floor of the 95 % set.
    pub set_lo: u32,
    /// The highest floor of the 95 % set.
    pub set_hi: u32,
    /// The 95 % set.
    pub set: Vec<u32>,
    /// Whether the set holds the floor set in advance.
    pub contains_knot: bool,
    /// Whether the set holds "no floor".
    pub contains_no_floor: bool,
    /// Likelihood ratio of the best floor against no coverage at all.
    pub lr_any_effect: f64,
}

/// The two slopes with an assertion signal held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GivenSignal {
    /// The signal.
    pub signal: String,
    /// Rows with coverage and the signal.
    pub rows: u64,
    /// Those with an escape.
    pub escaped: u64,
    /// Effect per 10 points below the floor.
    pub below: Option<OddsRatio>,
    /// Effect per 10 points above the floor.
    pub above: Option<OddsRatio>,
    /// Rows with an escape below the floor.
    pub events_below: u64,
    /// Rows with an escape at or above the floor.
    pub events_above: u64,
    /// What may be said.
    pub verdict: FloorVerdict,
}

/// What may be said of a floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorVerdict {
    /// Coverage tells below it, and the slope above lies inside 0.80 to 1.25 per 10 points.
    Supported,
    /// Coverage tells below it; above is unresolved. No evidence for a floor.
    Half,
    /// Coverage still tells above it.
    Contradicted,
    /// Coverage was not seen to tell below it.
    NotShown,
    /// Fewer than 20 rows with an escape, or than 5 on either side.
    Insufficient,
}
