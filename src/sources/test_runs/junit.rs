//! JUnit XML of any producer: test cases at any depth, counted one by one.
//!
//! Totals of suites are never trusted. Where a case holds several outcomes, error goes before
//! failure before skipped. Repeats of a name are attempts, of which the last decides. Nothing
//! outside the file is read, no entity expanded, and the output of tests is passed over.

use std::sync::Arc;

use super::collector::{Collector, zoned};
use super::junit_case::{Case, attribute};
use crate::model::test_run::TestReport;
use crate::sources::document::Document;
use crate::sources::ended::Ended;
use crate::sources::xml::{Node, Tag, walk};

/// Returns the report the text holds; what cannot be read is listed in it.
pub(super) fn read(document: &Document<'_>) -> TestReport {
    let mut cases = Cases::default();
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => cases.start(tag),
        Node::End(..) => cases.end(),
    });
    cases.report(ended)
}

/// An element that is open.
enum Open {
    /// The names of the suites up to it, outermost first; `None` where there is no room for them.
    Suite(Option<Arc<str>>),
    Case(Case),
    Other,
}

#[derive(Default)]
struct Cases {
    open: Vec<Open>,
    found: Collector,
    broken_suites: usize,
}

impl Cases {
    fn start(&mut self, tag: &Tag<'_>) {
        let opened = match tag.name() {
            name @ ("testsuites" | "testsuite") => {
                if self.found.taken_at.is_none() {
                    self.found.taken_at =
                        attribute(tag, &["timestamp"]).and_then(|text| zoned(&text));
                }
                let own = if name == "testsuite" { attribute(tag, &["name"]) } else { None };
                Open::Suite(self.suite_in(&own.unwrap_or_default()))
            }
            "testcase" => {
                let suite = self.suite_in("");
                Open::Case(Case::open(suite, tag, &mut self.found))
            }
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

    /// Returns the names of the open suites, outermost first, and of one more, if it has a name.
    fn suite_in(&mut self, own: &str) -> Option<Arc<str>> {
        let around = self.open.iter().rev().find_map(|open| match open {
            Open::Suite(suite) => Some(suite.clone()),
            _ => None,
        });
        match around {
            Some(around) if own.is_empty() => around,
            Some(None) => None,
            Some(Some(around)) if !around.is_empty() => {
                self.found.table.name(&format!("{around} > {own}"))
            }
            _ => self.found.table.name(own),
        }
    }

    fn end(&mut self) {
        if let Some(Open::Case(case)) = self.open.pop() {
            case.end(&mut self.found);
        }
    }

    fn report(mut self, ended: Ended) -> TestReport {
        if let Some(Open::Case(case)) = self.open.iter().rfind(|open| matches!(open, Open::Case(_)))
        {
            let reason = format!("the test `{}` has no end", case.name);
            self.found.rejections.add(case.line, reason);
        }
        if self.broken_suites > 0 {
            let count = self.broken_suites;
            self.found.warnings.push(format!("{count} failures belong to a suite and to no test"));
        }
        self.found.report_of("junit", "XML", ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::test_run::TestStatus;
    use TestStatus::{Errored, Failed, Flaky, Passed, Skipped};

    fn read(text: &str) -> TestReport {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    fn statuses(text: &str) -> Vec<(String, TestStatus, u32)> {
        read(text).results.into_iter().map(|r| (r.name.into(), r.status, r.attempts)).collect()
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
        let found: Vec<_> =
            report.results.iter().map(|r| (&*r.suite, &*r.class, &*r.name)).collect();
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
        assert_eq!(report.warnings, ["the report was read up to where it stops being XML"]);
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
