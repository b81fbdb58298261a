//! What the tests knew of a region at a moment.

mod covering_test;
mod facts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::commit::{CommitId, Time};
use super::incident::words;
use super::region::LineRole;

pub use covering_test::{CoveringTest, TestLinkMethod};
pub use facts::{
    AddedAssertion, ConditionEvidence, ConditionSource, CoverageFacts, Exclusion, Facts,
    FailureState, FixTests, LostSignal, MutantTally, Survivor,
};

/// The state of one line at a moment: one enumeration everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineState {
    /// It ran in a test.
    Covered,
    /// It ran, but a branch of it was not taken.
    Partly,
    /// It was instrumented and did not run.
    Uncovered,
    /// It ran when its module was loaded, which no test asked for.
    ImportOnly,
    /// Blank, comment, documentation or excluded: nothing to run.
    NotInstrumented,
    /// The report exists but does not hold the file.
    NotInReport,
    /// The line is newer than every report there was.
    Younger,
    /// There was no evidence.
    Unknown,
}

words!(LineState {
    Covered => "covered", Partly => "partly", Uncovered => "uncovered",
    ImportOnly => "import-only", NotInstrumented => "not-instrumented",
    NotInReport => "not-in-report", Younger => "younger", Unknown => "unknown",
});

/// How a line's state was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceMethod {
    /// From a report at the moment's commit.
    AtCommit,
    /// From the nearest ancestor's report whose file has the same content.
    SameContent,
    /// From an ancestor's report, its lines carried forward through history.
    CarriedForward,
    /// From an ancestor's report, by a line of it that may stand for another line here as well: two
    /// lines of one side met in one of the other.
    Ambiguous,
    /// From a report that no history joins with the region: the two contents were compared, which is
    /// a guess for some lines.
    Compared,
    /// From no report.
    None,
}

words!(EvidenceMethod {
    AtCommit => "at-commit", SameContent => "same-content", CarriedForward => "carried-forward",
    Ambiguous => "ambiguous",
    Compared => "compared",
    None => "none",
});

/// One line of a region with its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineEvidence {
    /// Line at `RegionEvidence::commit`.
    pub line: u32,
    /// Why it belongs to the region.
    pub role: LineRole,
    /// First line of the statement it belongs to, at the same commit.
    pub statement: u32,
    /// Its state.
    pub state: LineState,
    /// Commit of the report that says so.
    pub evidence_commit: Option<CommitId>,
    /// How it was read.
    pub method: EvidenceMethod,
    /// How often its statement ran in that report, over all suites; `None` where that is not known: it
    /// is kept for the reports of releases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits: Option<u64>,
}

/// The evidence on the region of one file at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionEvidence {
    /// Repository name.
    pub repo: String,
    /// Commit whose lines are named: the moment's, or the fix's parent where a line is not there.
    pub commit: CommitId,
    /// Path at that commit.
    pub path: String,
    /// The lines, ascending.
    pub lines: Vec<LineEvidence>,
    /// When the youngest report used was taken.
    pub evidence_at: Option<Time>,
    /// What later reports say, which enters no class: a line each.
    pub now: Vec<String>,
    /// Functions that hold the lines, in file order.
    #[serde(default)]
    pub functions: Vec<String>,
    /// Whether the fix only puts lines in here: code that was missing.
    #[serde(default)]
    pub only_adds: bool,
    /// Where the lines stood at the moment's own commit; `None` where that is not known, or had no
    /// such file.
    #[serde(default)]
    pub then: Option<RegionThen>,
}

/// Where a region stood at the moment's own commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionThen {
    /// The moment's commit.
    pub commit: CommitId,
    /// The file's path there.
    pub path: String,
    /// For each line of the region, in its order, the line there; `None`: not written yet.
    pub lines: Vec<Option<u32>>,
    /// Of `lines` those that may stand for another: two lines of one side met in one of the other.
    pub ambiguous: Vec<u32>,
    /// Functions that held them there, in file order.
    pub functions: Vec<String>,
    /// Whether the two contents were compared directly, as no history joins them: a guess.
    pub compared: bool,
}

impl RegionEvidence {
    /// Returns how many statements are in each state; lines of one statement count once.
    pub fn statements(&self) -> BTreeMap<LineState, u32> {
        let mut by_statement: BTreeMap<u32, LineState> = BTreeMap::new();
        for line in &self.lines {
            if line.state != LineState::NotInstrumented {
                by_statement
                    .entry(line.statement)
                    .and_modify(|state| *state = (*state).min(line.state))
                    .or_insert(line.state);
            }
        }
        let mut counts = BTreeMap::new();
        for state in by_statement.into_values() {
            *counts.entry(state).or_insert(0) += 1;
        }
        counts
    }
}
