//! A test case of a JUnit report: what its elements say, and what its attempts come to.

use std::sync::Arc;

use super::collector::Collector;
use crate::model::test_run::TestStatus;
use crate::sources::xml::Tag;

/// A test case that is open.
pub(super) struct Case {
    /// Suite and class, where there is room for their names.
    suite: Option<Arc<str>>,
    class: Option<Arc<str>>,
    pub(super) name: String,
    status: TestStatus,
    attempts: u32,
    /// Line it begins on.
    pub(super) line: u64,
}

impl Case {
    /// Returns the case that a tag inside a suite opens.
    pub(super) fn open(suite: Option<Arc<str>>, tag: &Tag<'_>, found: &mut Collector) -> Self {
        let status = attribute(tag, &["status"]).unwrap_or_default().to_lowercase();
        // googletest marks tests that a filter left out this way, without an element.
        let not_run = matches!(status.as_str(), "notrun" | "disabled");
        let status = if not_run { TestStatus::Skipped } else { TestStatus::Passed };
        let class = attribute(tag, &["classname", "class", "file"]).unwrap_or_default();
        let name = attribute(tag, &["name"]).unwrap_or_default();
        let class = found.table.name(&class);
        Self { suite, class, name, status, attempts: 1, line: tag.line }
    }

    /// Adds the case to what was found.
    pub(super) fn end(self, found: &mut Collector) {
        let names = (self.suite.as_ref(), self.class.as_ref(), &*self.name);
        found.result(names, self.status, self.attempts);
    }

    /// Takes in an element of the case.
    pub(super) fn note(&mut self, element: &str) {
        let (status, attempts) = match element {
            "error" => (TestStatus::Errored, 0),
            "failure" => (TestStatus::Failed, 0),
            "skipped" => (TestStatus::Skipped, 0),
            // surefire: earlier attempts of a test that passed in the end.
            "flakyFailure" | "flakyError" => (TestStatus::Flaky, 1),
            // surefire: later attempts of a test that never passed.
            "rerunFailure" | "rerunError" => (TestStatus::Failed, 1),
            _ => return,
        };
        self.attempts += attempts;
        if weight(status) > weight(self.status) {
            self.status = status;
        }
    }
}

/// Returns which outcome of a case goes before which.
fn weight(status: TestStatus) -> u8 {
    match status {
        TestStatus::Passed => 0,
        TestStatus::Skipped => 1,
        TestStatus::Flaky => 2,
        TestStatus::Failed => 3,
        TestStatus::Errored => 4,
    }
}

/// Returns what a test did, given the attempts so far and one more. A skipped attempt tells nothing.
pub(super) fn after(before: TestStatus, now: TestStatus) -> TestStatus {
    use TestStatus::{Errored, Failed, Flaky, Passed, Skipped};
    match (before, now) {
        (before, Skipped) => before,
        (Failed | Errored | Flaky, Passed) => Flaky,
        (_, now) => now,
    }
}

/// Returns the first of the attributes that is there and not empty, without line ends in its value.
pub(super) fn attribute(tag: &Tag<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| tag.get(name))
}
