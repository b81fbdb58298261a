//! All that a verdict reads.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CoveringTest, LineState};
use crate::model::assertion::AssertionKind;
use crate::model::commit::CommitId;
use crate::model::incident::{Condition, words};
use crate::model::test_run::TestStatus;
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
    /// Those of them that no test noticed, in the order of their lines.
    #[serde(default)]
    pub survivors: Vec<Survivor>,
    /// Functions of the region that tests run and of whose mutants, two or more, none was noticed.
    #[serde(default)]
    pub pseudo_tested: Vec<String>,
    /// A covering test that warned before shipping.
    pub signal: Option<LostSignal>,
    /// Whether a covering test is known to have run with the introducing change before shipping, so
    /// that no signal means there was none.
    pub signal_known: bool,
    /// Test runs from the introducing change to shipping in which covering tests ran and none of them was
    /// red; `None` where no run of one is known there.
    pub green_runs: Option<u32>,
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

/// A mutant on the region that no test noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survivor {
    /// Commit whose line is named: that of the region.
    pub commit: CommitId,
    /// Path at that commit.
    pub path: String,
    /// First line of the change.
    pub line: u32,
    /// Operator that made it, in the tool's words.
    pub operator: String,
    /// Whether no test ran it.
    pub not_run: bool,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether people named it; else it is read from the record.
    #[serde(default)]
    pub by_people: bool,
    /// Other listed states that it may have been: those that are named as well, or all where none is.
    #[serde(default)]
    pub candidates: Vec<String>,
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
