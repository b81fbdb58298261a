//! `SonarQube`'s generic test execution XML: test cases by file.

use super::collector::Collector;
use crate::model::test_run::{TestReport, TestStatus};
use crate::sources::document::Document;
use crate::sources::xml::{Node, walk};

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> TestReport {
    let mut found = Collector::default();
    let mut file = String::new();
    let mut case: Option<(String, TestStatus)> = None;
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => match tag.name() {
            "file" | "unitTest" => file = tag.get("path").unwrap_or_default(),
            "testCase" => {
                case = Some((tag.get("name").unwrap_or_default(), TestStatus::Passed));
            }
            outcome => {
                if let Some((_, status)) = &mut case {
                    *status = match outcome {
                        "error" => TestStatus::Errored,
                        "failure" if *status != TestStatus::Errored => TestStatus::Failed,
                        "skipped" if *status == TestStatus::Passed => TestStatus::Skipped,
                        _ => *status,
                    };
                }
            }
        },
        Node::End("testCase", _) => {
            if let Some((name, status)) = case.take() {
                found.add("", &file, &name, status);
            }
        }
        Node::End(..) => {}
    });
    found.report_of("sonar-tests", "XML", ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> TestReport {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn a_case_is_what_its_worst_element_says() {
        let report = read(
            "<testExecutions version='1'><file path='a.js'><testCase name='x' duration='1'/>\
             <testCase name='y'><skipped/><failure/></testCase><testCase name='z'><skipped/></testCase></file></testExecutions>",
        );
        let found: Vec<_> = report.results.iter().map(|r| (&*r.class, r.status.word())).collect();
        assert_eq!(found, [("a.js", "passed"), ("a.js", "failed"), ("a.js", "skipped")]);
    }
}
