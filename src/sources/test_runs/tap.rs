//! TAP, versions 12 to 14: test points, subtests by indentation, plans.
//!
//! A point marked TODO is not expected to pass and counts as skipped, as does one marked SKIP.

use std::sync::Arc;

use super::collector::Collector;
use crate::model::test_run::{TestReport, TestStatus};
use crate::sources::document::Document;
use crate::sources::lines::each_line;
use crate::sources::text::clean;

/// Deepest nesting of subtests read.
const MAX_DEPTH: usize = 64;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> TestReport {
    let mut found = Collector::default();
    let mut subtests = Subtests::default();
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
            subtests.open(indent, name);
        } else if let Some(plan) = inner.strip_prefix("1..").filter(|_| indent == 0) {
            planned = plan.split_whitespace().next().and_then(|n| n.parse::<u64>().ok());
        } else if let Some(reason) = inner.strip_prefix("Bail out!") {
            found.rejections.add(at, format!("the run bailed out:{reason}"));
        } else if let Some((status, name)) = point(inner) {
            points += u64::from(indent == 0);
            // A point at the depth of a subtest is its own and ends it.
            let suite = subtests.around(indent, &mut found);
            let class = found.table.name("");
            found.result((suite.as_ref(), class.as_ref(), &clean(name)), status, 1);
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

/// The subtests that are open, outermost first.
#[derive(Default)]
struct Subtests {
    /// How far each is indented, and its name.
    open: Vec<(usize, String)>,
    /// Their names as one; `None` where there is no room for it.
    name: Option<Arc<str>>,
    /// Whether none began or ended since the name was made.
    is_named: bool,
}

impl Subtests {
    /// Opens a subtest. Its points are indented, whether its title is or not.
    fn open(&mut self, indent: usize, name: &str) {
        if self.open.len() < MAX_DEPTH {
            self.close(indent);
            self.open.push((indent, clean(name)));
            self.is_named = false;
        }
    }

    /// Returns the names of the subtests around a point with that indent; the others have ended.
    fn around(&mut self, indent: usize, found: &mut Collector) -> Option<Arc<str>> {
        self.close(indent);
        if !self.is_named {
            let names: Vec<&str> = self.open.iter().map(|(_, name)| name.as_str()).collect();
            self.name = found.table.name(&clean(&names.join(" > ")));
            self.is_named = true;
        }
        self.name.clone()
    }

    fn close(&mut self, indent: usize) {
        let before = self.open.len();
        self.open.retain(|(outer, _)| *outer < indent);
        self.is_named &= self.open.len() == before;
    }
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
        let found: Vec<_> =
            report.results.iter().map(|r| (&*r.suite, &*r.name, r.status.word())).collect();
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
        assert_eq!(&*report.results[0].name, "1");
    }
}
