//! Gathers test results: repeats of a name are attempts, of which the last that ran decides.

use std::collections::HashMap;

use super::junit_case::after;
use crate::model::commit::Time;
use crate::model::test_run::{TestReport, TestResult, TestStatus, TestTotals};
use crate::sources::ended::Ended;
use crate::sources::rejections::Rejections;
use crate::sources::xml::clean;

/// What a reader has found so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    results: Vec<TestResult>,
    places: HashMap<(String, String, String), usize>,
    totals: TestTotals,
    /// Records that could not be read.
    pub(super) rejections: Rejections,
    /// What was noticed.
    pub(super) warnings: Vec<String>,
    /// When the run began.
    pub(super) taken_at: Option<Time>,
}

impl Collector {
    /// Adds what a test did.
    pub(super) fn add(&mut self, suite: &str, class: &str, name: &str, status: TestStatus) {
        let (suite, class, name) = (clean(suite), clean(class), clean(name));
        self.result(TestResult { suite, class, name, status, attempts: 1 });
    }

    /// Adds a result whose names are clean.
    pub(super) fn result(&mut self, result: TestResult) {
        self.totals.add(result.status);
        let key = (result.suite.clone(), result.class.clone(), result.name.clone());
        let place = *self.places.entry(key).or_insert(self.results.len());
        match self.results.get_mut(place) {
            Some(known) => {
                known.status = after(known.status, result.status);
                known.attempts += result.attempts;
            }
            None => self.results.push(result),
        }
    }

    /// Returns the report of a text whose reading ended so; `what` is what it may have stopped being.
    pub(super) fn report_of(
        mut self,
        format: &'static str,
        what: &str,
        ended: Ended,
    ) -> TestReport {
        ended.note(what, &mut self.rejections, &mut self.warnings);
        self.report(format)
    }

    /// Returns the report.
    pub(super) fn report(mut self, format: &'static str) -> TestReport {
        if self.results.is_empty() {
            self.warnings.push("the report holds no test".to_owned());
        }
        let rejected = self.rejections.list(&mut self.warnings);
        TestReport {
            format,
            results: self.results,
            totals: self.totals,
            taken_at: self.taken_at,
            rejected,
            warnings: self.warnings,
        }
    }
}

/// Returns a time that names its zone; without one it could be off by a day.
pub(super) fn zoned(text: &str) -> Option<Time> {
    let text = text.trim();
    let found = chrono::DateTime::parse_from_rfc3339(text).ok();
    found.map(|at| at.with_timezone(&chrono::Utc))
}
