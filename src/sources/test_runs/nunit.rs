//! `NUnit` XML, versions 2 and 3, and xUnit.net's: a test case and its result.

use super::collector::{Collector, zoned};
use crate::model::test_run::{TestReport, TestStatus};
use crate::sources::document::Document;
use crate::sources::xml::{Node, Tag, walk};

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> TestReport {
    let mut found = Collector::default();
    let mut suites: Vec<String> = Vec::new();
    let mut format = "nunit";
    // The oldest files tell a failure by its element alone.
    let mut open: Option<(Case, TestStatus)> = None;
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => match tag.name() {
            "test-case" => open = case(&mut found, &suites, tag),
            "failure" => {
                if let Some((_, status)) = &mut open {
                    *status = TestStatus::Failed;
                }
            }
            "test-suite" => suites.push(tag.get("name").unwrap_or_default()),
            "test-run" => {
                // Written with a blank in the middle: `2021-06-28 20:23:41Z`.
                let start = tag.get("start-time").map(|text| text.replacen(' ', "T", 1));
                found.taken_at = start.and_then(|text| zoned(&text));
            }
            "assembly" => {
                format = "xunit.net";
                suites.push(tag.get("name").unwrap_or_default());
            }
            "test" => xunit(&mut found, &suites, tag),
            _ => {}
        },
        Node::End("test-suite" | "assembly", _) => drop(suites.pop()),
        Node::End("test-case", _) => {
            if let Some((case, status)) = open.take() {
                found.add(&case.suite, &case.class, &case.name, status);
            }
        }
        Node::End(..) => {}
    });
    found.report_of(format, "XML", ended)
}

/// Names of a test case that waits for its end.
struct Case {
    suite: String,
    class: String,
    name: String,
}

/// Adds a test case; gives it back where only the elements in it tell how it ended.
fn case(found: &mut Collector, suites: &[String], tag: &Tag<'_>) -> Option<(Case, TestStatus)> {
    let result = tag.get("result").unwrap_or_default();
    let ran = tag.get("executed").is_none_or(|text| text.eq_ignore_ascii_case("true"));
    let status = match result.as_str() {
        "Passed" | "Success" | "Warning" => TestStatus::Passed,
        "Failed" | "Failure" => TestStatus::Failed,
        "Error" | "NotRunnable" | "Invalid" | "Cancelled" => TestStatus::Errored,
        "Skipped" | "Ignored" | "Inconclusive" | "Explicit" => TestStatus::Skipped,
        "" if !ran => TestStatus::Skipped,
        // Before version 2.5 there is only `success`.
        "" => match tag.get("success").as_deref() {
            Some("True" | "true") => TestStatus::Passed,
            Some(_) => TestStatus::Failed,
            None if tag.get("executed").is_some() => TestStatus::Passed,
            None => {
                found.rejections.add(tag.line, "a test case without a result");
                return None;
            }
        },
        other => {
            found.rejections.add(tag.line, format!("the result `{other}` is unknown"));
            return None;
        }
    };
    let class = tag.get("classname").unwrap_or_default();
    let name = tag.get("fullname").or_else(|| tag.get("name")).unwrap_or_default();
    let suite = suites.first().map_or("", String::as_str);
    // A full name holds the class, which stands apart here.
    let short = name.strip_prefix(&format!("{class}.")).unwrap_or(&name);
    if result.is_empty() && tag.get("success").is_none() && ran {
        let (suite, name) = (suite.to_owned(), short.to_owned());
        return Some((Case { suite, class, name }, status));
    }
    found.add(suite, &class, short, status);
    None
}

fn xunit(found: &mut Collector, suites: &[String], tag: &Tag<'_>) {
    let status = match tag.get("result").as_deref() {
        Some("Pass") => TestStatus::Passed,
        Some("Fail") => TestStatus::Failed,
        Some("Skip" | "NotRun") => TestStatus::Skipped,
        _ => return found.rejections.add(tag.line, "a test without a result"),
    };
    let (class, name) = (tag.get("type"), tag.get("name"));
    let suite = suites.last().map_or("", String::as_str);
    found.add(suite, &class.unwrap_or_default(), &name.unwrap_or_default(), status);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> TestReport {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    fn statuses(text: &str) -> Vec<(String, String, &'static str)> {
        let results = read(text).results.into_iter();
        results.map(|r| (r.class.to_string(), r.name.into_string(), r.status.word())).collect()
    }

    #[test]
    fn the_three_shapes_give_the_same_tests() {
        let three = "<test-run start-time='2021-06-28 20:23:41Z'><test-suite name='a.dll'>\
            <test-case name='x' fullname='N.T.x' classname='N.T' result='Passed'/>\
            <test-case name='y' fullname='N.T.y' classname='N.T' result='Failed' label='Error'/>\
            <test-case name='z' fullname='N.T.z' classname='N.T' result='Skipped'/></test-suite></test-run>";
        let xunit = "<assemblies><assembly name='a.dll'><collection><test type='N.T' name='x' result='Pass'/>\
            <test type='N.T' name='y' result='Fail'/><test type='N.T' name='z' result='Skip'/></collection></assembly></assemblies>";
        let found = statuses(three);
        let names: Vec<_> =
            found.iter().map(|(_, name, status)| (name.as_str(), *status)).collect();
        assert_eq!(names, [("x", "passed"), ("y", "failed"), ("z", "skipped")]);
        assert_eq!(statuses(xunit), found);
        assert!(read(three).taken_at.is_some());
        let two = "<test-results><test-suite name='a'><results><test-case name='N.T.x' executed='True' success='True'/>\
            <test-case name='N.T.y' executed='True' result='Failure'/><test-case name='N.T.z' executed='False'/></results></test-suite></test-results>";
        let words: Vec<_> = statuses(two).into_iter().map(|(.., status)| status).collect();
        assert_eq!(words, ["passed", "failed", "skipped"]);
    }

    #[test]
    fn the_oldest_files_tell_a_failure_by_its_element() {
        let text = "<test-results><test-case name='a' executed='True'/><test-case name='b' executed='True'>\
            <failure><message/></failure></test-case><test-case name='c' executed='False'><reason/></test-case></test-results>";
        let words: Vec<_> =
            statuses(text).into_iter().map(|(_, name, status)| (name, status)).collect();
        let expected = [("a", "passed"), ("b", "failed"), ("c", "skipped")];
        let mut words = words;
        words.sort();
        assert_eq!(words, expected.map(|(name, status)| (name.to_owned(), status)));
    }

    #[test]
    fn a_case_without_a_result_is_listed() {
        let report = read("<test-run>\n<test-case name='x'/><test-case result='Odd'/></test-run>");
        let lines: Vec<u64> = report.rejected.iter().map(|d| d.line).collect();
        assert_eq!((lines, report.results.len()), (vec![2, 2], 0));
    }
}
