//! What one report file is and holds, without a database: the answer of `escapee inspect`.

use std::collections::BTreeMap;

use super::batch::Dropped;
use super::coverage::FinerTotals;
use super::mutation::MutantStatus;
use super::test_run::TestTotals;

/// What a report file is, what it holds and what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// Name of the format.
    pub format: &'static str,
    /// What it adds up to; the variant is the kind of report.
    pub totals: InspectedTotals,
    /// The files it names, sorted by path.
    pub sources: Vec<InspectedSource>,
    /// What was noticed.
    pub warnings: Vec<String>,
    /// Records that could not be read.
    pub rejected: Vec<Dropped>,
}

/// What a report adds up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InspectedTotals {
    /// A coverage report.
    Coverage {
        /// Files.
        files: u64,
        /// Lines the tool can see.
        lines: u64,
        /// Lines of those that ran.
        lines_hit: u64,
        /// Statements and branches, where the format has them.
        finer: FinerTotals,
    },
    /// A test report.
    Tests(TestTotals),
    /// A mutation report.
    Mutants {
        /// Files.
        files: u64,
        /// Mutants.
        mutants: u64,
        /// Mutants by status, zeros left out.
        by_status: BTreeMap<MutantStatus, u64>,
    },
}

impl InspectedTotals {
    /// Returns the kind of report, as `escapee import` calls it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Coverage { .. } => "coverage",
            Self::Tests(_) => "tests",
            Self::Mutants { .. } => "mutants",
        }
    }
}

/// A file that a report names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InspectedSource {
    /// The path as the report writes it.
    pub path: String,
    /// Lines the tool can see; `None` in a mutation report.
    pub lines: Option<u64>,
    /// Lines of those that ran.
    pub lines_hit: Option<u64>,
    /// Mutants; `None` in a coverage report.
    pub mutants: Option<u64>,
    /// Id of the content the report embeds, which pins it to history.
    pub blob: Option<String>,
}
