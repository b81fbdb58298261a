//! A review: everything a report on a stretch of time prints.

use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::commit::Time;
use super::components::ComponentTable;
use super::dossier::Dossier;
use super::impact::Impact;
use super::latency::LatencyTable;
use super::period::Period;
use super::quadrant::Quadrant;
use super::rate::{Rate, RateTable};
use super::verdict::EscapeClass;

/// Everything a report prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Version of this shape.
    pub schema_version: u32,
    /// Headline words for the stretch of time, as in `2026Q3` or `all time`.
    pub scope: String,
    /// A line every output carries, such as "invented data".
    pub banner: Option<String>,
    /// Newest time in the data the review rests on; never the wall clock.
    pub data_through: Option<Time>,
    /// Version of escapee.
    pub version: String,
    /// Escape rate by quarter, up to and with the scope.
    pub rate: RateTable,
    /// Escape classes by quarter, up to and with the scope.
    pub classes: ClassTable,
    /// What the escapes of the scope cost.
    pub impact: Impact,
    /// How long escapes stayed hidden, up to and with the scope.
    pub latency: LatencyTable,
    /// Escapes by component and quarter, up to and with the scope.
    pub components: ComponentTable,
    /// Which indicators told; `None` without a panel to calibrate on.
    pub calibration: Option<Calibration>,
    /// Coverage beside mutation score; `None` without a panel.
    pub quadrant: Option<Quadrant>,
    /// Escapes of the scope whose region was covered, of those with evidence.
    pub covered_escapes: Rate,
    /// Escapes of the scope verified at level 2 or more, of those with evidence.
    pub verified_escapes: Rate,
    /// What the review could and could not use.
    pub completeness: Completeness,
    /// The incidents of the scope: escapes by severity and time, then the rest.
    pub dossiers: Vec<Dossier>,
}

/// Counts of escapes by period and class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassTable {
    /// Periods in time order without gaps.
    pub rows: Vec<ClassRow>,
    /// Share of each class among all escapes of the rows, in the order of [`EscapeClass`].
    pub shares: Vec<(EscapeClass, Rate)>,
    /// Counted apart: defects that are no escape (X0), and no code of ours (X1).
    pub apart: Vec<(EscapeClass, u64)>,
}

/// Counts of one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassRow {
    /// The period.
    pub period: Period,
    /// Class and count of escapes, in the order of [`EscapeClass`], zeros left out.
    pub counts: Vec<(EscapeClass, u64)>,
    /// Ids of the defects by class, same order as `counts`.
    pub ids: Vec<Vec<String>>,
}

/// What a review could and could not use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// Incident records read.
    pub incidents: u64,
    /// Defects they make.
    pub defects: u64,
    /// Escapes without a link to code.
    pub unlinked: u64,
    /// Escapes with a region but no evidence on it.
    pub no_evidence: u64,
    /// Defects whose phase is unknown.
    pub unknown_phase: u64,
    /// Coverage reports in the store.
    pub coverage_reports: u64,
    /// Test runs in the store.
    pub test_runs: u64,
    /// Releases in the store, tags included.
    pub releases: u64,
}
