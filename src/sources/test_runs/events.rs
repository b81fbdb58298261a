//! Test events, one JSON object a line: `go test -json`, and libtest's as nextest writes it.
//!
//! The last event that ends a test decides. A Go test that began and never ended broke; a package
//! that failed without a failing test is told, as it has no test to name.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::collector::{Collector, zoned};
use crate::model::test_run::{TestReport, TestStatus};
use crate::sources::document::Document;
use crate::sources::json::Text;
use crate::sources::lines::each_line;
use crate::sources::text::clean;
use crate::sources::text_stream::TextStream;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Event {
    #[serde(rename = "Time")]
    time: Text,
    #[serde(rename = "Action")]
    action: Text,
    #[serde(rename = "Package", alias = "ImportPath")]
    package: Text,
    #[serde(rename = "Test")]
    test: Text,
    #[serde(rename = "type")]
    kind: Text,
    #[serde(rename = "event")]
    outcome: Text,
    name: Text,
}

/// Most packages told of that failed without a failing test.
const MAX_TOLD: usize = 100;
/// Bytes that a package takes beside its name.
const PACKAGE_SIZE: usize = 96;

/// A package of Go: whether it failed, and whether one of its tests did.
#[derive(Default)]
struct Package {
    failed: bool,
    is_explained: bool,
}

#[derive(Default)]
struct GoReading {
    packages: BTreeMap<String, Package>,
    /// Packages that there was no room for.
    untold: usize,
    /// Tests that there was no room for and that began, less those of them that ended.
    begun_beyond: usize,
}

impl GoReading {
    fn take(&mut self, found: &mut Collector, event: &Event) {
        if found.taken_at.is_none() {
            found.taken_at = zoned(&event.time.0);
        }
        let package = clean(&event.package.0);
        let status = match event.action.0.as_str() {
            "pass" => Some(TestStatus::Passed),
            "fail" => Some(TestStatus::Failed),
            "skip" => Some(TestStatus::Skipped),
            "run" => None,
            "build-fail" => {
                self.note(found, package, |package| package.failed = true);
                return;
            }
            _ => return,
        };
        if event.test.0.is_empty() {
            if status == Some(TestStatus::Failed) {
                self.note(found, package, |package| package.failed = true);
            }
            return;
        }
        let suite = found.table.name(&package).zip(found.table.name(""));
        let name = clean(&event.test.0);
        let test = suite.and_then(|(suite, none)| found.table.test(&suite, &none, &name));
        // The last event that ends a test decides; until then it has no attempt.
        match (test, status) {
            (Some(test), Some(status)) => (test.status, test.attempts) = (status, 1),
            (None, Some(status)) => {
                self.begun_beyond = self.begun_beyond.saturating_sub(1);
                found.leave_out(status);
                if status == TestStatus::Failed {
                    self.note(found, package, |package| package.is_explained = true);
                }
            }
            (None, None) => self.begun_beyond += 1,
            (Some(_), None) => {}
        }
    }

    fn note(&mut self, found: &mut Collector, package: String, note: fn(&mut Package)) {
        if let Some(known) = self.packages.get_mut(&package) {
            note(known);
        } else if found.table.take_room(PACKAGE_SIZE + package.len()) {
            note(self.packages.entry(package).or_default());
        } else {
            self.untold += 1;
        }
    }

    fn report(mut self, mut found: Collector) -> TestReport {
        let mut unfinished = self.begun_beyond;
        (0..unfinished).for_each(|_| found.leave_out(TestStatus::Errored));
        for place in 0..found.table.results.len() {
            let test = &mut found.table.results[place];
            unfinished += usize::from(test.attempts == 0);
            test.attempts = 1;
            let status = test.status;
            if !matches!(status, TestStatus::Passed | TestStatus::Skipped)
                && let Some(package) = self.packages.get_mut(&*test.suite)
            {
                package.is_explained = true;
            }
            found.count(status);
        }
        let bare = self.packages.iter().filter(|(_, of)| of.failed && !of.is_explained);
        let mut bare = bare.map(|(package, _)| package);
        let told = bare.by_ref().take(MAX_TOLD);
        found.warnings.extend(
            told.map(|package| format!("the package `{package}` failed without a failing test")),
        );
        let more = bare.count();
        if more > 0 {
            found.warnings.push(format!("{more} more packages failed without a failing test"));
        }
        if self.untold > 0 {
            let count = self.untold;
            found.warnings.push(format!("{count} events of packages did not fit and are not told"));
        }
        if unfinished > 0 {
            let what = "tests began and never ended; they count as errors";
            found.warnings.push(format!("{unfinished} {what}"));
        }
        found.report("go-test-json")
    }
}

/// Returns the report of `go test -json`.
pub(super) fn read_go(document: &Document<'_>) -> TestReport {
    let (mut found, mut reading) = (Collector::default(), GoReading::default());
    each(document.text(), &mut found, |found, event| reading.take(found, &event));
    reading.report(found)
}

/// Returns the report of libtest's JSON, where nextest puts the binary before the name.
pub(super) fn read_libtest(document: &Document<'_>) -> TestReport {
    let mut found = Collector::default();
    let mut passed_on_retry = 0;
    each(document.text(), &mut found, |found, event| {
        if event.kind.0 != "test" {
            return;
        }
        let status = match event.outcome.0.as_str() {
            "ok" => TestStatus::Passed,
            "failed" => TestStatus::Failed,
            "ignored" => TestStatus::Skipped,
            "timeout" => TestStatus::Errored,
            _ => return,
        };
        let (suite, name) = event.name.0.split_once('$').unwrap_or(("", &event.name.0));
        // nextest numbers the later attempts of a test.
        let attempt = name.rsplit_once('#').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        passed_on_retry += usize::from(attempt.is_some() && status == TestStatus::Passed);
        found.add(suite, "", attempt.map_or(name, |(name, _)| name), status);
    });
    if passed_on_retry > 0 {
        found.warnings.push(format!("{passed_on_retry} tests passed on a later attempt"));
    }
    found.report("libtest-json")
}

/// Calls `take` with each event; counts the lines that are none.
fn each(text: TextStream<'_>, found: &mut Collector, mut take: impl FnMut(&mut Collector, Event)) {
    let mut others = 0;
    let read = each_line(text, |line| {
        let Some(text) = line.text.map(str::trim) else {
            found.rejections.add(line.number, "the line is longer than any event");
            return;
        };
        if !text.starts_with('{') {
            // Output of the build and of programs, between the events.
            others += usize::from(!text.is_empty());
            return;
        }
        match serde_json::from_str(text) {
            Ok(event) => take(found, event),
            Err(_) => found.rejections.add(line.number, "not an event"),
        }
    });
    if let Err(error) = read {
        found.rejections.add(0, format!("cannot read on: {error}"));
    }
    if others > 0 {
        found.warnings.push(format!("{others} lines are no events and were passed over"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::Table;
    use super::*;

    fn read_go(text: &str) -> TestReport {
        super::read_go(&Document::open(&text.as_bytes()).unwrap())
    }

    fn read_libtest(text: &str) -> TestReport {
        super::read_libtest(&Document::open(&text.as_bytes()).unwrap())
    }

    fn statuses(report: &TestReport) -> Vec<(&str, &str, &'static str)> {
        let results = report.results.iter();
        results.map(|r| (&*r.suite, &*r.name, r.status.word())).collect()
    }

    #[test]
    fn go_tests_end_with_their_last_event_and_packages_are_no_tests() {
        let report = read_go(
            "# p\n{\"Time\":\"2019-10-09T00:00:00.28+00:00\",\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"A\"}\n\
             {\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"A/x\"}\n{\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"A/x\"}\n\
             {\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"A\"}\n{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"B\"}\n\
             {\"Action\":\"skip\",\"Package\":\"p\",\"Test\":\"C\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}\n\
             {\"Action\":\"fail\",\"Package\":\"q\"}\n{\"Action\":\"output\",\"Pack",
        );
        assert_eq!(
            statuses(&report),
            [
                ("p", "A", "passed"),
                ("p", "A/x", "failed"),
                ("p", "B", "errored"),
                ("p", "C", "skipped")
            ]
        );
        assert_eq!((report.totals.testcases, report.rejected[0].line), (4, 10));
        assert_eq!(
            report.warnings,
            [
                "1 lines are no events and were passed over",
                "the package `q` failed without a failing test",
                "1 tests began and never ended; they count as errors"
            ]
        );
        assert!(report.taken_at.is_some());
    }

    #[test]
    fn a_test_that_does_not_fit_and_never_ends_counts_as_an_error_too() {
        let mut found = Collector::default();
        found.table = Table::within(600);
        let mut reading = GoReading::default();
        let event = |action: &str, test: usize| Event {
            action: Text(action.to_owned()),
            package: Text("p".to_owned()),
            test: Text(format!("T{test}")),
            ..Event::default()
        };
        for test in 0..20 {
            reading.take(&mut found, &event("run", test));
            if test % 2 == 0 {
                reading.take(&mut found, &event("pass", test));
            }
        }
        let report = reading.report(found);
        let totals = report.totals;
        assert!(report.results.len() < 9 && report.left_out + report.results.len() as u64 == 20);
        assert_eq!((totals.testcases, totals.passed, totals.errored), (20, 10, 10));
        let told = "10 tests began and never ended; they count as errors";
        assert!(report.warnings.iter().any(|warning| warning == told), "{report:?}");
    }

    #[test]
    fn a_later_attempt_of_nextest_makes_a_test_flaky() {
        let event = |name: &str, event: &str| {
            format!("{{\"type\":\"test\",\"event\":\"{event}\",\"name\":\"{name}\"}}\n")
        };
        let text = format!(
            "{{\"type\":\"suite\",\"event\":\"started\"}}\n{}{}{}{}",
            event("cart::it$pays", "started"),
            event("cart::it$pays", "failed"),
            event("cart::it$pays#2", "ok"),
            event("cart::it$adds", "ignored")
        );
        let report = read_libtest(&text);
        assert_eq!(
            statuses(&report),
            [("cart::it", "pays", "flaky"), ("cart::it", "adds", "skipped")]
        );
    }
}
