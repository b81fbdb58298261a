//! JUnit XML of any producer: test cases at any depth, counted one by one.
//!
//! Totals of suites are never trusted. Where a case holds several outcomes, error goes before
//! failure before skipped. Repeats of a name are attempts, of which the last decides. Nothing
//! outside the file is read, no entity expanded, and the output of tests is passed over.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::junit_case::{Case, after, attribute};
use crate::model::batch::Dropped;
use crate::model::commit::Time;
use crate::model::test_run::{TestReport, TestResult};

/// Deepest nesting read.
const MAX_DEPTH: usize = 256;

/// Returns the report the text holds; what cannot be read is listed in it.
pub(super) fn read(text: &str) -> TestReport {
    let mut cases = Cases::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let line_at = |position: u64| {
        let before = text.get(..position as usize).unwrap_or(text);
        before.matches('\n').count() as u64 + 1
    };
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if cases.open.len() >= MAX_DEPTH {
                    let line = line_at(reader.buffer_position());
                    cases.reject(line, format!("nested deeper than {MAX_DEPTH} elements"));
                    break;
                }
                cases.start(&tag);
            }
            Ok(Event::Empty(tag)) => {
                cases.start(&tag);
                cases.end();
            }
            Ok(Event::End(_)) => cases.end(),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                cases.reject(line_at(reader.error_position()), format!("not well-formed: {error}"));
                break;
            }
        }
    }
    let line = line_at(reader.buffer_position());
    cases.report(line)
}

/// An element that is open.
enum Open {
    Suite(String),
    Case(Case),
    Other,
}

#[derive(Default)]
struct Cases {
    open: Vec<Open>,
    places: HashMap<(String, String, String), usize>,
    report: TestReport,
    broken_suites: usize,
}

impl Cases {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let opened = match name.as_ref() {
            "testsuites" | "testsuite" => {
                if self.report.taken_at.is_none() {
                    self.report.taken_at =
                        attribute(tag, &["timestamp"]).and_then(|text| zoned(&text));
                }
                let own =
                    if name.as_ref() == "testsuite" { attribute(tag, &["name"]) } else { None };
                Open::Suite(own.unwrap_or_default())
            }
            "testcase" => Open::Case(Case::open(self.suite(), tag)),
            outcome => {
                match self.open.last_mut() {
                    Some(Open::Case(case)) => case.note(outcome),
                    Some(Open::Suite(_)) if matches!(outcome, "error" | "failure") => {
                        self.broken_suites += 1;
                    }
                    _ => {}
                }
                Open::Other
            }
        };
        self.open.push(opened);
    }

    /// Returns the names of the open suites, outermost first.
    fn suite(&self) -> String {
        let suites = self.open.iter().filter_map(|open| match open {
            Open::Suite(name) if !name.is_empty() => Some(name.as_str()),
            _ => None,
        });
        suites.collect::<Vec<_>>().join(" > ")
    }

    fn end(&mut self) {
        if let Some(Open::Case(case)) = self.open.pop() {
            self.add(case.result);
        }
    }

    fn add(&mut self, result: TestResult) {
        self.report.totals.add(result.status);
        let key = (result.suite.clone(), result.class.clone(), result.name.clone());
        let results = &mut self.report.results;
        let place = *self.places.entry(key).or_insert(results.len());
        match results.get_mut(place) {
            Some(known) => {
                known.status = after(known.status, result.status);
                known.attempts += result.attempts;
            }
            None => results.push(result),
        }
    }

    fn reject(&mut self, line: u64, reason: String) {
        self.report.rejected.push(Dropped { line, reason });
    }

    fn report(mut self, last_line: u64) -> TestReport {
        if !self.open.is_empty() {
            self.report
                .warnings
                .push("the report ends in the middle; what came before was read".to_owned());
        }
        if let Some(Open::Case(case)) = self.open.iter().rfind(|open| matches!(open, Open::Case(_)))
        {
            let reason = format!("the test `{}` has no end", case.result.name);
            self.report.rejected.push(Dropped { line: last_line, reason });
        }
        if self.broken_suites > 0 {
            let count = self.broken_suites;
            self.report.warnings.push(format!("{count} failures belong to a suite and to no test"));
        }
        if self.report.results.is_empty() {
            self.report.warnings.push("the report holds no test".to_owned());
        }
        self.report.format = "junit";
        self.report
    }
}

/// Returns a time that names its zone; without one it could be off by a day.
fn zoned(text: &str) -> Option<Time> {
    chrono::DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| at.with_timezone(&chrono::Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::test_run::TestStatus;
    use TestStatus::{Errored, Failed, Flaky, Passed, Skipped};

    fn statuses(text: &str) -> Vec<(String, TestStatus, u32)> {
        read(text).results.into_iter().map(|r| (r.name, r.status, r.attempts)).collect()
    }

    fn status(inside: &str) -> TestStatus {
        statuses(&format!("<testsuite><testcase name='t'>{inside}</testcase></testsuite>"))[0].1
    }

    #[test]
    fn error_goes_before_failure_before_skipped() {
        assert_eq!(status("<skipped/><failure/><error>x &undefined; y</error>"), Errored);
        assert_eq!(
            status("<skipped/><failure message='a > b'><![CDATA[<error/>]]></failure>"),
            Failed
        );
        assert_eq!(status("<system-out><error/></system-out><skipped/>"), Skipped);
        assert_eq!(status("<properties><property name='x'/></properties>"), Passed);
    }

    #[test]
    fn cases_count_at_any_depth_and_without_a_root() {
        let report = read(
            "<testcase name='bare'/><testsuites><testcase name='direct'/><testsuite name='a'>\
             <testsuite name='b'><testcase classname='C' name='deep'/></testsuite></testsuite></testsuites>",
        );
        let found: Vec<_> = report
            .results
            .iter()
            .map(|r| (r.suite.as_str(), r.class.as_str(), r.name.as_str()))
            .collect();
        assert_eq!(found, [("", "", "bare"), ("", "", "direct"), ("a > b", "C", "deep")]);
    }

    #[test]
    fn surefire_reruns_tell_flaky_from_failed() {
        assert_eq!(
            statuses(
                "<testsuite><testcase name='a'><flakyFailure/><flakyError/></testcase>\
                 <testcase name='b'><failure/><rerunFailure/></testcase></testsuite>"
            ),
            [("a".into(), Flaky, 3), ("b".into(), Failed, 2)]
        );
    }

    #[test]
    fn repeats_of_a_name_are_attempts_and_the_last_that_ran_decides() {
        let case =
            |name: &str, inside: &str| format!("<testcase name='{name}'>{inside}</testcase>");
        let text = [
            case("recovers", "<failure/>"),
            case("recovers", ""),
            case("breaks", ""),
            case("breaks", "<error/>"),
            case("not-again", "<failure/>"),
            case("not-again", "<skipped/>"),
            case("fine", ""),
            case("fine", ""),
        ]
        .concat();
        let expected =
            [("recovers", Flaky), ("breaks", Errored), ("not-again", Failed), ("fine", Passed)];
        assert_eq!(statuses(&text), expected.map(|(name, status)| (name.to_owned(), status, 2)));
    }

    #[test]
    fn a_test_that_googletest_did_not_run_is_skipped() {
        let text = "<testsuite><testcase name='a' status='notrun'/><testcase name='b' status='run'/></testsuite>";
        assert_eq!(statuses(text), [("a".into(), Skipped, 1), ("b".into(), Passed, 1)]);
    }

    #[test]
    fn a_report_cut_in_the_middle_keeps_the_tests_before_the_cut() {
        let report = read("<testsuite>\n<testcase name='a'/>\n<testcase name='b'><fail");
        assert_eq!(report.results.len(), 1);
        assert_eq!(report.rejected.iter().map(|d| d.line).collect::<Vec<_>>(), [3, 3]);
        assert_eq!(report.warnings, ["the report ends in the middle; what came before was read"]);
    }

    #[test]
    fn entities_of_a_dtd_are_not_expanded_and_nesting_has_an_end() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><testsuite><testcase name='&b; &lt;'/></testsuite>";
        assert_eq!(statuses(bomb)[0].0, "&b; &lt;");
        let deep = format!("<testsuite><testcase name='a'/>{}", "<testsuite>".repeat(1_000));
        let report = read(&deep);
        assert_eq!((report.results.len(), report.rejected.len()), (1, 1));
    }

    #[test]
    fn the_run_began_when_a_zone_says_so() {
        let at = |time: &str| {
            read(&format!("<testsuite timestamp='{time}'/>")).taken_at.map(|t| t.to_rfc3339())
        };
        assert_eq!(at("2024-12-11T23:59:50+01:00").as_deref(), Some("2024-12-11T22:59:50+00:00"));
        assert_eq!(at("2024-12-11T23:59:50"), None);
    }
}
