//! Test reports to model values, by content.

mod collector;
mod events;
mod junit;
mod junit_case;
mod nunit;
mod sonar;
mod table;
mod tap;
mod trx;

use super::SourceError;
use super::document::{Document, Source};
use super::format::Format;
use crate::model::test_run::TestReport;

/// Returns the report the bytes hold; gzip is unpacked, the format found from the content.
pub fn read(bytes: &[u8]) -> Result<TestReport, SourceError> {
    read_from(&bytes)
}

/// Returns the report a file of any size holds, as [`read`] does.
pub fn read_from(source: &dyn Source) -> Result<TestReport, SourceError> {
    let report = read_document(&Document::open(source)?)?;
    match report.left_out {
        0 => Ok(report),
        _ => Err(SourceError::TooLargeReport { what: "tests", limit: table::MAX_SIZE }),
    }
}

/// Returns the report of a file whose format is known. Where its tests are too many to keep, the
/// report counts them all and holds the first.
pub(super) fn read_document(document: &Document<'_>) -> Result<TestReport, SourceError> {
    let reader = match document.format {
        Format::JUnit => junit::read,
        Format::Trx => trx::read,
        Format::NUnit | Format::XUnit => nunit::read,
        Format::SonarTests => sonar::read,
        Format::Tap => tap::read,
        Format::GoTest => events::read_go,
        Format::LibtestJson => events::read_libtest,
        other => return Err(other.refused()),
    };
    let mut report = reader(document);
    report.warnings.extend(document.warnings());
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::test_run::TestTotals;

    #[test]
    fn other_formats_are_named() {
        for (text, name) in [
            ("<coverage line-rate=\"1\"/>", "Cobertura"),
            ("{\"outcomes\":[]}", "cargo-mutants outcomes"),
            ("hello", "none of the known formats"),
        ] {
            let error = read(text.as_bytes()).unwrap_err().to_string();
            assert!(error.ends_with(&format!("looks like {name}")), "{error}");
        }
    }

    #[test]
    fn the_same_scenario_in_each_format_gives_one_result() {
        let texts = [
            "<testsuite><testcase name='adds'/><testcase name='pays'><failure/></testcase>\
             <testcase name='waits'><skipped/></testcase></testsuite>",
            "\u{feff}<TestRun xmlns='u'><Results><UnitTestResult testName='adds' outcome='Passed'/>\
             <UnitTestResult testName='pays' outcome='Failed'/><UnitTestResult testName='waits' outcome='NotExecuted'/>\
             </Results></TestRun>",
            "<test-run><test-case name='adds' result='Passed'/><test-case name='pays' result='Failed'/>\
             <test-case name='waits' result='Skipped'/></test-run>",
            "<assemblies><assembly><test name='adds' result='Pass'/><test name='pays' result='Fail'/>\
             <test name='waits' result='Skip'/></assembly></assemblies>",
            "<testExecutions version='1'><file path=''><testCase name='adds'/><testCase name='pays'><failure/></testCase>\
             <testCase name='waits'><skipped/></testCase></file></testExecutions>",
            "TAP version 14\n1..3\nok 1 - adds\nnot ok 2 - pays\nok 3 - waits # SKIP\n",
            "{\"Action\":\"pass\",\"Package\":\"\",\"Test\":\"adds\"}\n{\"Action\":\"fail\",\"Package\":\"\",\"Test\":\"pays\"}\n\
             {\"Action\":\"skip\",\"Package\":\"\",\"Test\":\"waits\"}\n",
            "{\"type\":\"test\",\"event\":\"ok\",\"name\":\"adds\"}\n{\"type\":\"test\",\"event\":\"failed\",\"name\":\"pays\"}\n\
             {\"type\":\"test\",\"event\":\"ignored\",\"name\":\"waits\"}\n",
        ];
        let mut formats = std::collections::BTreeSet::new();
        let first = read(texts[0].as_bytes()).unwrap();
        for text in texts {
            let report = read(text.as_bytes()).unwrap();
            assert_eq!(report.results, first.results, "{text}");
            let totals = TestTotals {
                testcases: 3,
                passed: 1,
                failed: 1,
                skipped: 1,
                ..TestTotals::default()
            };
            assert_eq!((report.totals, report.rejected.len()), (totals, 0), "{text}");
            formats.insert(report.format);
        }
        assert_eq!(formats.len(), texts.len());
    }
}
