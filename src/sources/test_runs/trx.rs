//! TRX of `dotnet test`: results by id, their classes in the definitions after them.

use std::collections::HashMap;
use std::sync::Arc;

use super::collector::{Collector, zoned};
use crate::model::test_run::{TestReport, TestStatus};
use crate::sources::document::Document;
use crate::sources::xml::{Node, Tag, walk};

/// Bytes that the class of a test takes beside the letters of its id.
const CLASS_SIZE: usize = 144;

#[derive(Default)]
struct Reading {
    found: Collector,
    /// Classes by the id of the test.
    classes: HashMap<Box<str>, Arc<str>>,
    definition: Option<String>,
    /// Whether there was no room for the class of a test.
    lacks_classes: bool,
    unknown: usize,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> TestReport {
    let mut reading = Reading::default();
    // The definitions come after the results, so they are read before. What is wrong with the text
    // is told by the reading of the results.
    let _ = walk(document.text(), |node| match node {
        Node::Start(tag) => reading.define(tag),
        Node::End("UnitTest", _) => reading.definition = None,
        Node::End(..) => {}
    });
    let ended = walk(document.text(), |node| {
        if let Node::Start(tag) = node {
            reading.start(tag);
        }
    });
    if reading.unknown > 0 {
        let count = reading.unknown;
        reading.found.warnings.push(format!("{count} outcomes are unknown and count as errors"));
    }
    reading.found.report_of("trx", "XML", ended)
}

impl Reading {
    fn define(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "UnitTest" => self.definition = tag.get("id"),
            "TestMethod" => {
                // The class may be followed by its assembly: `Shop.CartTest, Shop.Tests, Version=1`.
                let class = tag.get("className").unwrap_or_default();
                let class = class.split(',').next().unwrap_or("").trim();
                let Some(id) = self.definition.take() else { return };
                let table = &mut self.found.table;
                let class = table.name(class).filter(|_| table.take_room(CLASS_SIZE + id.len()));
                match class {
                    Some(class) => drop(self.classes.insert(id.into(), class)),
                    None => self.lacks_classes = true,
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            // Unit tests, web tests, load tests, ordered tests and others.
            name if name.ends_with("TestResult") || name == "TestResultAggregation" => {
                let (outcome, name) = (tag.get("outcome"), tag.get("testName"));
                let status = self.status(outcome.as_deref());
                let id = tag.get("testId").unwrap_or_default();
                let table = &mut self.found.table;
                let known = self.classes.get(&*id).cloned();
                // Without its class it would be another test.
                let class = known.or_else(|| table.name("").filter(|_| !self.lacks_classes));
                let suite = table.name("");
                let names = (suite.as_ref(), class.as_ref(), &*name.unwrap_or_default());
                self.found.result(names, status, 1);
            }
            "Times" if self.found.taken_at.is_none() => {
                self.found.taken_at = tag.get("start").and_then(|text| zoned(&text));
            }
            _ => {}
        }
    }

    fn status(&mut self, outcome: Option<&str>) -> TestStatus {
        match outcome {
            Some("Passed" | "PassedButRunAborted" | "Warning" | "Completed") => TestStatus::Passed,
            Some("Failed") => TestStatus::Failed,
            Some("NotExecuted" | "NotRunnable" | "Inconclusive" | "Pending" | "InProgress") => {
                TestStatus::Skipped
            }
            // An outcome that is left out means an error, as it is the first of the enumeration.
            None | Some("Error" | "Timeout" | "Aborted" | "Disconnected") => TestStatus::Errored,
            Some(_) => {
                self.unknown += 1;
                TestStatus::Errored
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TestStatus::{Errored, Failed, Passed, Skipped};

    fn read(text: &str) -> TestReport {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn each_outcome_has_a_status_and_the_class_comes_from_the_definition() {
        let report = read(
            "<TestRun><Times start='2025-06-22T14:17:11.7565350Z'/><Results>\
             <UnitTestResult testId='1' testName='a' outcome='Passed'><InnerResults>\
             <UnitTestResult testId='1' testName='a(1)' outcome='Failed'/></InnerResults></UnitTestResult>\
             <UnitTestResult testId='2' testName='b' outcome='NotExecuted'/>\
             <UnitTestResult testId='2' testName='c'/><UnitTestResult testName='d' outcome='Odd'/></Results>\
             <TestDefinitions><UnitTest id='1'><TestMethod className='N.T, asm, Version=1' name='a'/></UnitTest>\
             </TestDefinitions></TestRun>",
        );
        let found: Vec<_> =
            report.results.iter().map(|r| (&*r.class, &*r.name, r.status)).collect();
        assert_eq!(
            found,
            [
                ("N.T", "a", Passed),
                ("N.T", "a(1)", Failed),
                ("", "b", Skipped),
                ("", "c", Errored),
                ("", "d", Errored)
            ]
        );
        assert_eq!(report.warnings, ["1 outcomes are unknown and count as errors"]);
        assert!(report.taken_at.is_some());
    }

    #[test]
    fn tests_of_every_kind_count_and_nothing_else_that_is_called_a_result() {
        let report = read(
            "<TestRun><Results><WebTestResult testName='a' outcome='Passed'><WebTestResultFilePath/></WebTestResult>\
             <TestResultAggregation testName='b' outcome='Failed'><InnerResults>\
             <GenericTestResult testName='c' outcome='Failed'/></InnerResults></TestResultAggregation></Results>\
             <ResultSummary outcome='Failed'/></TestRun>",
        );
        let found: Vec<_> = report.results.iter().map(|r| (&*r.name, r.status)).collect();
        assert_eq!(found, [("a", Passed), ("b", Failed), ("c", Failed)]);
    }
}
