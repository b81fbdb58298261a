//! Gathers test results: repeats of a name are attempts, of which the last that ran decides.

use std::sync::Arc;

use super::junit_case::after;
use super::table::{MAX_SIZE, Table};
use crate::model::commit::Time;
use crate::model::test_run::{TestReport, TestStatus, TestTotals};
use crate::sources::ended::Ended;
use crate::sources::rejections::Rejections;
use crate::sources::text::clean;

/// What a reader has found so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    /// The tests.
    pub(super) table: Table,
    totals: TestTotals,
    left_out: u64,
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
        let suite = self.table.name(&clean(suite));
        let class = self.table.name(&clean(class));
        self.result((suite.as_ref(), class.as_ref(), &clean(name)), status, 1);
    }

    /// Adds a result whose names are clean, suite and class those of the table, `None` where it has
    /// no room for them. What does not fit is counted.
    pub(super) fn result(
        &mut self,
        (suite, class, name): (Option<&Arc<str>>, Option<&Arc<str>>, &str),
        status: TestStatus,
        attempts: u32,
    ) {
        let place = suite.zip(class);
        match place.and_then(|(suite, class)| self.table.test(suite, class, name)) {
            Some(test) => {
                let first = test.attempts == 0;
                test.status = if first { status } else { after(test.status, status) };
                test.attempts = test.attempts.saturating_add(attempts);
            }
            None => self.left_out += 1,
        }
        self.totals.add(status);
    }

    /// Counts a case that the table has no room for.
    pub(super) fn leave_out(&mut self, status: TestStatus) {
        self.left_out += 1;
        self.totals.add(status);
    }

    /// Counts a case that stands in the table already.
    pub(super) fn count(&mut self, status: TestStatus) {
        self.totals.add(status);
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
        if self.totals.testcases == 0 {
            self.warnings.push("the report holds no test".to_owned());
        }
        if self.left_out > 0 {
            let (count, limit) = (self.left_out, MAX_SIZE >> 20);
            self.warnings.push(format!(
                "{count} tests are counted and not kept, as those before take {limit} MiB"
            ));
        }
        let rejected = self.rejections.list(&mut self.warnings);
        TestReport {
            format,
            results: self.table.results,
            left_out: self.left_out,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_that_do_not_fit_are_counted_and_those_that_do_still_take_their_attempts() {
        let mut found = Collector { table: Table::within(400), ..Collector::default() };
        for name in ["a", "b", "c", "a"] {
            let status = if name == "c" { TestStatus::Failed } else { TestStatus::Passed };
            found.add("s", "", name, status);
        }
        let report = found.report("junit");
        let kept: Vec<_> = report.results.iter().map(|r| (&*r.name, r.attempts)).collect();
        assert_eq!(kept, [("a", 2), ("b", 1)]);
        assert_eq!((report.left_out, report.totals.testcases, report.totals.failed), (1, 4, 1));
        assert!(report.warnings[0].starts_with("1 tests are counted and not kept"));
    }
}
