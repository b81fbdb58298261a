//! Test runs: what each test did at a commit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::commit::{CommitId, Time};
use super::incident::words;

/// The result of one test in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestResult {
    /// Suite, as the report names it; empty where it does not. Tests of one suite share the name.
    pub suite: Arc<str>,
    /// Class or file the report puts the test in; empty where it does not.
    pub class: Arc<str>,
    /// Name, parameters included.
    pub name: Box<str>,
    /// What happened, the last attempt deciding.
    pub status: TestStatus,
    /// How often it ran in this report; more than one means retries.
    pub attempts: u32,
}

/// What a test did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestStatus {
    /// It passed.
    Passed,
    /// An expectation failed.
    Failed,
    /// It broke before it could tell.
    Errored,
    /// It did not run.
    Skipped,
    /// It passed after failing in the same run.
    Flaky,
}

impl TestStatus {
    /// Returns whether the test failed or broke.
    pub fn is_red(self) -> bool {
        matches!(self, Self::Failed | Self::Errored)
    }
}

words!(TestStatus {
    Passed => "passed", Failed => "failed", Errored => "errored", Skipped => "skipped",
    Flaky => "flaky",
});

/// Test cases of a report by outcome, each record counted, repeats of a name too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestTotals {
    /// All cases.
    pub testcases: u64,
    /// Cases that passed, the flaky ones included.
    pub passed: u64,
    /// Cases with an expectation that failed.
    pub failed: u64,
    /// Cases that broke before they could tell.
    pub errored: u64,
    /// Cases that did not run.
    pub skipped: u64,
    /// Cases of `passed` that the report itself says failed before.
    pub flaky: u64,
}

impl TestTotals {
    /// Counts one case.
    pub fn add(&mut self, status: TestStatus) {
        self.testcases += 1;
        match status {
            TestStatus::Passed => self.passed += 1,
            TestStatus::Failed => self.failed += 1,
            TestStatus::Errored => self.errored += 1,
            TestStatus::Skipped => self.skipped += 1,
            TestStatus::Flaky => {
                self.passed += 1;
                self.flaky += 1;
            }
        }
    }
}

/// A test report as a file holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestReport {
    /// Name of the format.
    pub format: &'static str,
    /// Every test once, in file order.
    pub results: Vec<TestResult>,
    /// Cases that the totals count and `results` does not hold, as there were too many to keep.
    pub left_out: u64,
    /// Its cases by outcome.
    pub totals: TestTotals,
    /// When the run began, where the report says so with a zone.
    pub taken_at: Option<Time>,
    /// Records that could not be read.
    pub rejected: Vec<super::batch::Dropped>,
    /// What was noticed.
    pub warnings: Vec<String>,
}

/// A run the store holds: where and when, and what each test did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRun {
    /// Row id of the report.
    pub id: i64,
    /// Repository name.
    pub repo: String,
    /// The suite's series.
    pub series: String,
    /// Place in the series.
    pub seq: i64,
    /// Commit it ran at.
    pub commit: CommitId,
    /// When it ran; the commit's date where the report does not tell.
    pub taken_at: Time,
}
