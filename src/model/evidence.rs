//! What the tests knew of a region at a moment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assertion::{Assertion, AssertionKind};
use super::commit::{CommitId, Time};
use super::incident::{Condition, words};
use super::region::LineRole;
use super::test_run::TestStatus;

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

/// A test that exercised the region, and how that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoveringTest {
    /// Path of the test's file at the moment.
    pub path: String,
    /// Name with its owners.
    pub name: String,
    /// First line of the test at the moment.
    #[serde(default)]
    pub line: u32,
    /// How the link was found.
    pub method: TestLinkMethod,
    /// How often such links are right, at the least; see [`TestLinkMethod::score`].
    #[serde(default)]
    pub score: f64,
    /// What it asserts.
    pub assertions: Vec<Assertion>,
    /// Whether it is marked as skipped in the source.
    pub skipped: bool,
}

/// How a test was linked to a region, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestLinkMethod {
    /// Per-test coverage names it.
    PerTestCoverage,
    /// A mutation report names it as one that runs or noticed a mutant of the region.
    MutationReport,
    /// It calls the region's function by name.
    CallsFunction,
    /// It calls the class that owns the function.
    CallsOwner,
    /// Its file mirrors the name of the region's file.
    MirroredPath,
    /// It uses a name that the region's file defines.
    UsesFile,
}

impl TestLinkMethod {
    /// Returns how often a test linked so ran the region, in `[0, 1]`, at the least.
    ///
    /// Measured on the real bugs of the README, with per-test coverage left out: of the tests linked
    /// by a method, those that the contexts confirm; the score is the lower end of Wilson's 95 %
    /// interval of that share. 56 of 64 for calls of the function, 52 of 84 for calls of its class,
    /// 6 of 31 for files of the same name, 4 of 4 for names of the file. What a report names is
    /// taken as it is.
    pub fn score(self) -> f64 {
        match self {
            Self::PerTestCoverage | Self::MutationReport => 1.0,
            Self::CallsFunction => 0.77,
            Self::CallsOwner | Self::UsesFile => 0.51,
            Self::MirroredPath => 0.09,
        }
    }
}

words!(TestLinkMethod {
    PerTestCoverage => "per-test-coverage", MutationReport => "mutation-report",
    CallsFunction => "calls-function",
    CallsOwner => "calls-owner", MirroredPath => "mirrored-path", UsesFile => "uses-file",
});

/// All the verdict reads. Every part that is not known is `None` or empty, and a rule without its
/// part abstains.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Why the record is no escape of our code, if it is not.
    pub exclusion: Option<Exclusion>,
    /// What the coverage of the top-ranked file says; `None` without a region.
    pub coverage: Option<CoverageFacts>,
    /// Tests that ran the region; `None` where nothing links tests to it.
    pub tests: Option<Vec<CoveringTest>>,
    /// Mutants on the region; `None` where no mutation report counts.
    pub mutants: Option<MutantTally>,
    /// Functions of the region that tests run and of whose mutants, two or more, none was noticed.
    #[serde(default)]
    pub pseudo_tested: Vec<String>,
    /// A covering test that warned before shipping.
    pub signal: Option<LostSignal>,
    /// Whether test runs around the introducing change exist, so that no signal means there was none.
    pub signal_known: bool,
    /// An expectation in a covering test that the fix changes: `test: old -> new`.
    pub edited_expectation: Option<String>,
    /// Conditions with positive evidence.
    pub conditions: Vec<ConditionEvidence>,
    /// Highest level of failure-state assertion on the region (0 to 4); `None` where unknown.
    pub failure_state: Option<FailureState>,
    /// What the fix did to the tests; `None` without a fix.
    pub fix_tests: Option<FixTests>,
}

/// Why a record is no escape of our code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "because")]
pub enum Exclusion {
    /// Found before production.
    FoundBefore {
        /// The phase it was found in.
        phase: String,
    },
    /// Repeats another record.
    Duplicate {
        /// That record.
        of: String,
    },
    /// The source calls it a user error or not reproducible.
    NoDefect {
        /// The source's words.
        words: String,
    },
    /// Vendor outage, hardware or a manual operation.
    NotOurCode {
        /// The source's words.
        words: String,
    },
}

/// What coverage says of the top-ranked file's region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageFacts {
    /// Path of the file.
    pub path: String,
    /// Statements of the region by state.
    pub statements: BTreeMap<LineState, u32>,
    /// Lines that were instrumented and did not run.
    pub unrun: Vec<u32>,
    /// Lines with a branch not taken that lies in the region.
    pub partial: Vec<u32>,
    /// Whether the fix touches only files that nothing instruments.
    pub configuration_only: bool,
    /// Whether the fix only adds new definitions.
    pub new_definitions_only: bool,
}

/// Mutants on a region by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MutantTally {
    /// Killed or timed out.
    pub killed: u32,
    /// Survived.
    pub survived: u32,
    /// Not covered by a test.
    pub no_coverage: u32,
}

/// A covering test that began to fail with the introducing change and was not heeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostSignal {
    /// The test.
    pub test: String,
    /// Commit of the last run before the introducing change, where it passed.
    pub passed_at: CommitId,
    /// Commit of the run where it failed.
    pub failed_at: CommitId,
    /// What became of it by the shipped commit: still failing is an override, skipped is a mute, passing at the same commit is a retry.
    pub then: TestStatus,
    /// Commit of that last run.
    pub then_at: CommitId,
}

/// A condition and what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ConditionEvidence {
    /// The condition.
    pub condition: Condition,
    /// Where the evidence comes from.
    pub source: ConditionSource,
    /// The field, or the words and the matching line of the fix.
    pub words: String,
}

/// Where evidence of a condition comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionSource {
    /// The record's `condition` field.
    Field,
    /// A person's answer.
    Answer,
    /// Words of the incident together with a matching change in the fix.
    WordsAndFix,
}

words!(ConditionSource {
    Field => "field", Answer => "answer", WordsAndFix => "words-and-fix",
});

/// How closely the covering tests assert the failure. Levels: 4 the same error asserted on this
/// code; 3 some failure state asserted; 2 values only; 1 executed, nothing asserted; 0 not executed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureState {
    /// Level 0 to 4.
    pub level: u8,
    /// The test and assertion that reach the level, as `test at path:line: expects`.
    pub by: Option<String>,
    /// The failure state looked for, where a flow, the incident or people name one.
    pub looked_for: Option<String>,
    /// The flow that lists it.
    #[serde(default)]
    pub flow: Option<String>,
}

/// What the fix did to the tests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixTests {
    /// Whether it touches a test file at all.
    pub touches_tests: bool,
    /// Assertion lines it adds.
    pub added_assertions: u32,
    /// Test functions it adds.
    pub added_tests: u32,
    /// Whether it only adds input rows or data: lines in tests, but no assertion and no test.
    pub only_input_rows: bool,
    /// The assertions it adds, as far as they could be parsed.
    #[serde(default)]
    pub added: Vec<AddedAssertion>,
}

/// An assertion that a fix adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedAssertion {
    /// The fix.
    pub commit: CommitId,
    /// Path of the test's file at the fix.
    pub path: String,
    /// Line of the assertion at the fix.
    pub line: u32,
    /// The test, with its owners.
    pub test: String,
    /// What it looks at.
    pub kind: AssertionKind,
    /// What it expects.
    pub expects: String,
    /// An assertion of a test linked to the region that expected the same before, as
    /// `test at path:line`; `None` where there was none.
    pub alike: Option<String>,
}
