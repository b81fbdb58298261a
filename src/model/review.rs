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
use super::rate_study::Restatement;
use super::scope::Scope;
use super::verdict::EscapeClass;
use super::worksheet::Agreement;

/// Everything a report prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Version of this shape.
    pub schema_version: u32,
    /// What it is about.
    pub scope: Scope,
    /// A line every output carries, such as "invented data".
    pub banner: Option<String>,
    /// Newest time in the data the review rests on; never the wall clock.
    pub data_through: Option<Time>,
    /// Version of escapee.
    pub version: String,
    /// Escape rate by quarter, up to and with the scope.
    pub rate: RateTable,
    /// Escapes of severity 1 in the quarters of the rate, the worst first: those before the scope too,
    /// as a quarter without a mark would seem to have had none.
    pub sev1: Vec<Sev1Mark>,
    /// Escape classes by quarter, up to and with the scope.
    pub classes: ClassTable,
    /// What the escapes of the scope cost.
    pub impact: Impact,
    /// How long escapes stayed hidden, up to and with the scope.
    pub latency: LatencyTable,
    /// Escapes by component and quarter, up to and with the scope.
    pub components: ComponentTable,
    /// Which indicators told, up to the end of the scope and over all components; `None` without a
    /// panel to calibrate on.
    pub calibration: Option<Calibration>,
    /// Coverage beside mutation score; `None` without a panel, or where no unit has both.
    pub quadrant: Option<Quadrant>,
    /// Why there is no panel, where the store could not give one.
    pub no_panel: Option<String>,
    /// Name of the file the panel was read from; `None` is the panel of the store.
    pub panel_file: Option<String>,
    /// Verified files among those that escaped and among like ones; `None` without a panel of the
    /// store.
    pub alike: Option<Alike>,
    /// Escapes by the quarter of their introduction, up to and with the scope.
    pub cohort: CohortTable,
    /// Quarters whose figures an earlier report printed otherwise.
    pub restatements: Vec<Restatement>,
    /// What red test runs meant, quarter by quarter, up to and with the scope.
    pub signal: Vec<SignalRow>,
    /// How often people gave the class that the rules gave, on the incidents of the scope.
    pub agreement: Agreement,
    /// Escapes of the scope whose region was covered, of those with evidence.
    pub covered_escapes: Rate,
    /// Escapes of the scope verified at level 2 or more, of those with evidence.
    pub verified_escapes: Rate,
    /// What the review could and could not use.
    pub completeness: Completeness,
    /// The incidents of the scope: escapes from the worst on, then the rest. Worse is, in order, what
    /// has the higher severity, more customers, more cost (unless escapes cost in several
    /// currencies), lasted longer.
    pub dossiers: Vec<Dossier>,
    /// Whether the one incident was asked for by its id, so that it need not be an escape to be drawn.
    pub is_of_one: bool,
}

/// An escape of severity 1 and the quarter it is counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sev1Mark {
    /// Id of the incident.
    pub id: String,
    /// Its title, as the source has it.
    pub title: String,
    /// Why the tests missed it; `None` where nobody looked yet.
    pub class: Option<EscapeClass>,
    /// The period it started in, cut as the rows of the rate are.
    pub period: Period,
}

/// Escapes by the quarter in which the change that carried them shipped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CohortTable {
    /// Quarters in time order without gaps.
    pub rows: Vec<CohortRow>,
    /// Defects whose introduction is not known.
    pub unplaced: u64,
    /// Days after a quarter's end until its counts are taken as complete.
    pub mature_days: u32,
}

/// What shipped in one quarter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// The quarter.
    pub period: Period,
    /// Whether its counts are taken as complete.
    pub mature: bool,
    /// Defects of it found in production.
    pub escapes: u64,
    /// Defects of it caught before release; `None` where no source tells.
    pub caught: Option<u64>,
    /// Its escape rate; `None` without any source of caught defects.
    pub rate: Option<Rate>,
    /// Ids of its escapes, sorted.
    pub escape_ids: Vec<String>,
}

/// What red test runs of one quarter meant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SignalRow {
    /// The quarter.
    pub period: Period,
    /// The test signal ratio: red runs that were a defect, of those and the flaky ones.
    pub ratio: Rate,
    /// Red runs of which nothing tells yet what they were.
    pub unresolved: u64,
}

/// Code that escaped beside like code that did not, judged by one rule.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// Files with an escape that were verified at the opening of the quarter.
    pub escaped: Rate,
    /// The same of the files nearest in size and change that did not escape, four for each.
    pub others: Rate,
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
    /// Defects of which it is not known whether they escaped; in no class.
    pub unknown_phase: u64,
    /// Escapes of the rows whose class people gave; the rules gave that of the others.
    pub by_people: u64,
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
    /// Coverage reports up to the end of the scope.
    pub coverage_reports: u64,
    /// Test runs up to the end of the scope.
    pub test_runs: u64,
    /// Releases up to the end of the scope, tags included.
    pub releases: u64,
}
