//! A study of escapes by period or group: several definitions side by side, with all they rest on.

use serde::{Deserialize, Serialize};

use super::commit::Time;
use super::incident::{Phase, words};
use super::period::Period;
use super::rate::{Grouping, IntervalMethod, Rate, RateDefinition, found};

/// What a study is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct RateQuestion {
    /// What the rows are.
    pub by: Grouping,
    /// The definitions, side by side.
    pub definitions: Vec<RateDefinition>,
    /// Which time places a defect.
    pub cohort: Cohort,
    /// Days after a period's end until its counts are taken as complete.
    pub mature_days: u32,
}

/// Which time places a defect in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cohort {
    /// When it was found.
    Discovery,
    /// When the change that carried it shipped, else when it was committed.
    Introduction,
}

words!(Cohort { Discovery => "discovery", Introduction => "introduction" });

/// A study of escapes by period or group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateStudy {
    /// What the rows are.
    pub by: Grouping,
    /// Which time places a defect.
    pub cohort: Cohort,
    /// Days after a period's end until its counts are taken as complete.
    pub mature_days: u32,
    /// How far the sources of incidents reach; `None` is not known.
    pub through: Option<Time>,
    /// How many sources of incidents there are.
    pub sources: u64,
    /// The definitions, in the order of every row's measures.
    pub definitions: Vec<RateDefinition>,
    /// The rows: periods in time order without gaps, releases by time, groups by name.
    pub rows: Vec<StudyRow>,
    /// All rows together.
    pub total: StudyRow,
    /// Of the defects found at each stage or before it, those found there.
    pub stages: Vec<(Phase, Rate)>,
    /// Whether any source of defects caught before release exists.
    pub has_caught_source: bool,
    /// Defects that stand in no row for want of a time or release.
    pub unplaced: Vec<String>,
    /// What earlier reports printed and is no longer so.
    pub restatements: Vec<Restatement>,
    /// What could not be counted, a line each.
    pub notes: Vec<String>,
}

/// A period or group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StudyRow {
    /// Name of the period or group.
    pub key: String,
    /// The period, where rows are periods.
    pub period: Option<Period>,
    /// Whether its counts are taken as complete; an immature row is left out of every comparison.
    pub mature: bool,
    /// A value for each definition.
    pub measures: Vec<Measure>,
    /// Defects found in production.
    pub escapes: u64,
    /// Defects found before release; `None` where no source tells.
    pub caught: Option<u64>,
    /// Escapes that were contained; part of `escapes`.
    pub contained: u64,
    /// Defects whose phase is unknown.
    pub unknown_phase: u64,
    /// Incidents behind the escapes and caught defects.
    pub incidents: u64,
    /// Ids of the escapes, sorted.
    pub escape_ids: Vec<String>,
    /// Ids of the caught defects, sorted; `None` where no source tells.
    pub caught_ids: Option<Vec<String>>,
    /// Share of the escapes without a link to code.
    pub unlinked: Rate,
    /// Share of the escapes without coverage evidence for their region.
    pub no_evidence: Rate,
    /// Share of the escapes with evidence whose region was covered.
    pub covered: Rate,
    /// Share of the escapes with evidence whose region was verified at level 2 or more.
    pub verified: Rate,
    /// What the counts can be held against.
    pub exposure: Exposure,
    /// Escapes per exposure against the row before, one per exposure that both rows have.
    pub per_exposure: Vec<ExposureChange>,
    /// What the escapes cost.
    pub impact: Impact,
}

impl StudyRow {
    /// Returns the defects of known phase; without a source of caught ones those are the escapes.
    pub fn found(&self) -> u64 {
        found(self.escapes, self.caught)
    }
}

/// The value of one definition in one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// The definition.
    pub definition: RateDefinition,
    /// Counted, or the sum of their weights.
    pub k: u64,
    /// Of how many, of which sum of weights, or over how many changed lines.
    pub n: u64,
    /// `k / n`, per 1,000 lines for a density; `None` where `n` is 0 or not known.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lo: Option<f64>,
    /// Upper end of the 95 % interval.
    pub hi: Option<f64>,
    /// Name of the interval's method.
    pub method: IntervalMethod,
    /// Kish's number of equal weights that tell as much, for a weighted share.
    pub effective_n: Option<f64>,
    /// The change from the mature row before.
    pub change: Option<MeasureChange>,
    /// Range expected from all mature rows before: Jeffreys predictive limits, 95 %.
    pub expected: Option<(f64, f64)>,
    /// What k counts: ids of incidents, or names of deployments; sorted.
    pub k_of: Vec<String>,
    /// What n counts; empty where n is an exposure.
    pub n_of: Vec<String>,
}

/// A change from one row to the next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MeasureChange {
    /// Difference of shares, or ratio of rates per exposure.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub lo: f64,
    /// Upper end of the 95 % interval; `None` where it has no bound.
    pub hi: Option<f64>,
    /// Whether it is a ratio and not a difference.
    pub is_ratio: bool,
    /// Exact two-sided p-value of a ratio.
    pub p: Option<f64>,
    /// Whether the interval leaves out "no change".
    pub distinct: bool,
}

/// What counts of a row can be held against; `None` is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// Lines added or deleted between the ends of the period.
    pub changed_lines: Option<u64>,
    /// Commits on the first parent of the default branch.
    pub merges: Option<u64>,
    /// Deployments that went live.
    pub deployments: Option<u64>,
}

/// Escapes per exposure against the row before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExposureChange {
    /// `changed lines`, `merges` or `deployments`.
    pub exposure: String,
    /// The ratio of the two rates, exact and conditional on their sum.
    pub change: MeasureChange,
}

/// What escapes cost. Sums are over the escapes that tell, whose number stands beside them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// Minutes from start (else detection) to mitigation (else resolution).
    pub minutes: u64,
    /// Escapes behind the minutes.
    pub minutes_of: u64,
    /// Customers affected.
    pub customers: u64,
    /// Escapes behind the customers.
    pub customers_of: u64,
    /// Money by currency, with the escapes behind each.
    pub money: Vec<(String, f64, u64)>,
    /// Recovery time of failed deployments.
    pub recovery: Option<Recovery>,
}

/// Minutes from detection to recovery of escapes that a known deployment first carried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recovery {
    /// How many.
    pub n: u64,
    /// The median, in minutes.
    pub median: f64,
    /// Lower end of its order-statistic interval; `None` below six.
    pub lo: Option<f64>,
    /// Upper end.
    pub hi: Option<f64>,
    /// Ids of those that took over ten times the median.
    pub outliers: Vec<String>,
}

/// A figure that an earlier report printed and that reads otherwise now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restatement {
    /// When the report was made.
    pub printed_at: Time,
    /// The row.
    pub key: String,
    /// `k` and `n` as printed; no `n` where no source told of caught defects then.
    pub was: (u64, Option<u64>),
    /// `k` and `n` now.
    pub is: (u64, Option<u64>),
    /// Ids that came in, and into what.
    pub added: Vec<String>,
    /// Ids that went out.
    pub removed: Vec<String>,
}

/// Figures of one row, as a report printed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedFigure {
    /// When.
    pub printed_at: Time,
    /// The row.
    pub key: String,
    /// The escapes.
    pub escapes: Vec<String>,
    /// The caught defects; `None` where no source told.
    pub caught: Option<Vec<String>>,
}
