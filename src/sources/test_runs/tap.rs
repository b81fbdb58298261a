//! TAP, versions 12 to 14: test points, subtests by indentation, plans.
//!
//! A point marked TODO is not expected to pass and counts as skipped, as does one marked SKIP.

use super::collector::Collector;
use crate::model::test_run::{TestReport, TestStatus};
use crate::sources::document::Document;
use crate::sources::lines::each_line;

/// Deepest nesting of subtests read.
const MAX_DEPTH: usize = 64;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> TestReport {
    let mut found = Collector::default();
    // Names of the open subtests, outermost first, and how far each is indented.
    let mut open: Vec<(usize, String)> = Vec::new();
    let (mut planned, mut points, mut in_block) = (None, 0_u64, false);
    let read = each_line(document.text(), |line| {
        let at = line.number;
        let Some(line) = line.text else {
            found.rejections.add(at, "the line is longer than any test point");
            return;
        };
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        // Diagnostics of a point stand in a YAML block and may look like anything.
        if in_block {
            in_block = inner.trim_end() != "...";
            return;
        }
        in_block = inner.trim_end() == "---";
        if let Some(name) = inner.strip_prefix("# Subtest:") {
            // Its points are indented, whether its title is or not.
            if open.len() < MAX_DEPTH {
                open.retain(|(outer, _)| *outer < indent);
                open.push((indent, name.trim().to_owned()));
            }
        } else if let Some(plan) = inner.strip_prefix("1..").filter(|_| indent == 0) {
            planned = plan.split_whitespace().next().and_then(|n| n.parse::<u64>().ok());
        } else if let Some(reason) = inner.strip_prefix("Bail out!") {
            found.rejections.add(at, format!("the run bailed out:{reason}"));
        } else if let Some((status, name)) = point(inner) {
            points += u64::from(indent == 0);
            let around: Vec<&str> =
                open.iter().filter(|(outer, _)| *outer < indent).map(|(_, n)| n.as_str()).collect();
            found.add(&around.join(" > "), "", name, status);
            open.retain(|(outer, _)| *outer < indent);
        }
    });
    if let Err(error) = read {
        found.rejections.add(0, format!("cannot read on: {error}"));
    }
    if let Some(planned) = planned.filter(|planned| *planned != points) {
        found.warnings.push(format!("{planned} tests were planned and {points} ran"));
    }
    found.report("tap")
}

/// Returns status and name of a test point.
fn point(line: &str) -> Option<(TestStatus, &str)> {
    let (passed, rest) = match line.strip_prefix("not ok") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("ok")?),
    };
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim();
    let number = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let name = rest[number..].trim_start();
    let name = name.strip_prefix("- ").or_else(|| name.strip_prefix('-')).unwrap_or(name);
    let (name, directive) =
        name.rsplit_once('#').map_or((name, ""), |(name, word)| (name, word.trim()));
    let directive = directive.get(..4).unwrap_or("").to_ascii_lowercase();
    let status = match directive.as_str() {
        "skip" | "todo" => TestStatus::Skipped,
        _ if passed => TestStatus::Passed,
        _ => TestStatus::Failed,
    };
    // A point without a description is known by its number.
    let name = if name.trim().is_empty() { &rest[..number] } else { name.trim() };
    Some((status, name.trim_end_matches('{').trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> TestReport {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn points_plans_directives_and_subtests_are_read() {
        let report = read(
            "TAP version 13\n1..5\nok 1 - adds\nnot ok 2 - pays\n  ---\n  message: |\n    ok 9 - no point\n  ...\n\
             ok 3 # SKIP no net\nnot ok 4 later # TODO\n# Subtest: cart\n    # Subtest: deep\n        ok 1 - sums\n\
             \u{20}   ok 1 - deep\n    1..1\nok 5 - cart\nok\nokay then\n",
        );
        let found: Vec<_> = report
            .results
            .iter()
            .map(|r| (r.suite.as_str(), r.name.as_str(), r.status.word()))
            .collect();
        assert_eq!(
            found,
            [
                ("", "adds", "passed"),
                ("", "pays", "failed"),
                ("", "3", "skipped"),
                ("", "later", "skipped"),
                ("cart > deep", "sums", "passed"),
                ("cart", "deep", "passed"),
                ("", "cart", "passed"),
                ("", "", "passed"),
            ]
        );
        assert_eq!(report.totals.testcases, 8);
        assert_eq!(report.warnings, ["5 tests were planned and 6 ran"]);
    }

    #[test]
    fn a_point_on_an_endless_line_is_listed() {
        let endless = "x".repeat(32 << 20);
        let report = read(&format!("1..2\nok 1 - adds\nok 2 - {endless}\n"));
        let listed: Vec<_> = report.rejected.iter().map(|one| (one.line, &*one.reason)).collect();
        assert_eq!(listed, [(3, "the line is longer than any test point")]);
        assert_eq!((report.results.len(), report.warnings.len()), (1, 1));
    }

    #[test]
    fn a_run_that_bailed_out_says_so() {
        let report = read("ok 1\nBail out! no database\n");
        assert_eq!(report.rejected[0].line, 2);
        assert_eq!(report.results[0].name, "1");
    }
}
