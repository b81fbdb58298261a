//! Coverage reports: which lines are instrumented, which ran.

use std::sync::Arc;

use super::branches::BranchLines;
use super::commit::{CommitId, Time};
use super::line_hits::LineHits;
use super::line_set::LineSet;
use super::packed_coverage::PackedCoverage;

/// Coverage of one file in one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileCoverage {
    /// Lines the tool can see.
    pub instrumented: LineSet,
    /// Instrumented lines that ran at least once.
    pub hit: LineSet,
    /// Hit lines with a branch that was not taken.
    pub partial: LineSet,
    /// The branches that leave its lines, where the report counts them.
    pub branches: BranchLines,
}

impl FileCoverage {
    /// Adds what another part of the same run knows. A line missed there and hit here is hit.
    pub fn unite(&mut self, other: &Self) {
        self.branches.unite(&other.branches);
        // A branch taken in either part is not known to be the same branch, so partial needs both to be partial or one to be silent.
        let mut partial = LineSet::default();
        for (one, two) in [(&*self, other), (other, &*self)] {
            for line in one.partial.iter() {
                if !two.hit.contains(line) || two.partial.contains(line) {
                    partial.insert(line);
                }
            }
        }
        self.partial = partial;
        self.instrumented.unite(&other.instrumented);
        self.hit.unite(&other.hit);
    }
}

/// A test's name and the lines of a file it ran; files share the names, and tests the lines.
pub type TestLines = (Arc<str>, Arc<LineSet>);

/// One file of a report, before its path is mapped to the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFile {
    /// The path as the report writes it.
    pub raw_path: String,
    /// What ran.
    pub packed: PackedCoverage,
    /// What single tests ran, where the report tells, sorted by name.
    pub tests: Vec<TestLines>,
    /// The line counts the producer states, where its way of counting differs from the lines listed.
    pub stated: Option<Box<LineCounts>>,
    /// How often each line ran, where that was asked for and the report tells.
    pub hits: Option<LineHits>,
}

/// How many lines there are and how many of them ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineCounts {
    /// Lines the tool can see.
    pub lines: u64,
    /// Lines of those that ran.
    pub hit: u64,
}

impl ReportFile {
    /// Returns what ran.
    pub fn coverage(&self) -> FileCoverage {
        self.packed.unpacked()
    }

    /// Returns the counts the producer states, else those of the lines listed.
    pub fn counts(&self) -> LineCounts {
        self.stated.as_deref().copied().unwrap_or_else(|| self.packed.counts())
    }
}

/// What a report counts besides lines; `None` where the format does not have it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FinerTotals {
    /// Statements (sequence points, code blocks' statements).
    pub statements: Option<u64>,
    /// Statements that ran.
    pub statements_hit: Option<u64>,
    /// Branches.
    pub branches: Option<u64>,
    /// Branches that were taken.
    pub branches_hit: Option<u64>,
}

/// A coverage report as a file holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoverageReport {
    /// Name of the format.
    pub format: &'static str,
    /// Its files, each once, sorted by raw path.
    pub files: Vec<ReportFile>,
    /// What it counts besides lines.
    pub finer: FinerTotals,
    /// Whether it tells how often lines ran, too many of them to keep.
    pub hits_dropped: bool,
    /// Whether it counts lines and says of none whether it ran.
    pub only_totals: bool,
    /// Folders that its paths are relative to, as it names them.
    pub roots: Vec<String>,
    /// Records that could not be read.
    pub rejected: Vec<super::batch::Dropped>,
    /// What was noticed, such as a report that ends in the middle of a record.
    pub warnings: Vec<String>,
}

/// A report the store holds, without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReport {
    /// Row id of the report.
    pub id: i64,
    /// Repository name.
    pub repo: String,
    /// The suite it belongs to.
    pub series: String,
    /// Row id of the series.
    pub series_id: i64,
    /// Place in the series.
    pub seq: i64,
    /// Commit it was measured at.
    pub commit: CommitId,
    /// When it was taken; the commit's date where the report does not tell.
    pub taken_at: Time,
    /// Commits it also stands for, as declared with `--merged-as`.
    pub merged_as: Vec<CommitId>,
}
