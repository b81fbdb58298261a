//! coverage.py's JSON: lines run, missing and excluded, branches, and with contexts the tests.
//!
//! Excluded lines that ran are listed among the executed ones and are not instrumented. A branch
//! is a pair of lines, negative where it leaves the function. A context of no test is the import.

use serde::Deserialize;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{LineNumbers, List, Map, Maybe, Number, Text, each};
use crate::sources::text::clean;

use super::collector::Collector;

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    executed_lines: LineNumbers,
    missing_lines: LineNumbers,
    excluded_lines: LineNumbers,
    executed_branches: Option<List<List<Number>>>,
    missing_branches: Option<List<List<Number>>>,
    contexts: Map<List<Text>>,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::default();
    let ended = each(document.text(), &["files"], |path, one: Maybe<File>| match one.0 {
        Some(one) => file(&mut found, &path, one),
        None => found.rejections.add(0, format!("the file `{}` has no lines", clean(&path))),
    });
    found.report_of("coverage.py-json", "JSON", ended)
}

fn file(found: &mut Collector, path: &str, one: File) {
    let Some(file) = found.file(path, 0) else { return };
    let excluded = one.excluded_lines.lines;
    for (numbers, hit) in [(&one.executed_lines, true), (&one.missing_lines, false)] {
        for line in numbers.lines.iter().filter(|line| !excluded.contains(*line)) {
            found.line(file, line, hit);
            found.statements(1, u64::from(hit));
        }
        for _ in 0..numbers.others {
            found.rejections.add(0, format!("{} has a line that is none", clean(path)));
        }
    }
    for (branches, taken) in [(one.executed_branches, true), (one.missing_branches, false)] {
        let Some(branches) = branches else { continue };
        found.tells(false, true);
        for branch in branches.0 {
            match branch.0.first().and_then(|from| from.line()) {
                Some(from) => found.branch(file, from, taken),
                // Some versions list the entry of a function as a branch of no line.
                None => found.tells(false, true),
            }
        }
    }
    for (line, contexts) in one.contexts.0 {
        let Some(line) = found.number(&line, 0) else { continue };
        for test in contexts.0.iter().map(|test| clean(&test.0)).filter(|test| !test.is_empty()) {
            found.tested(file, &test, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn excluded_lines_are_not_instrumented_and_tests_keep_their_lines() {
        let report = read(
            r#"{"meta": {"format": 3}, "files": {"pkg\\a.py": {"executed_lines": [1, 2, 9], "missing_lines": [3],
            "excluded_lines": [9, 10], "executed_branches": [[2, -1]], "missing_branches": [[2, 3]],
            "contexts": {"1": [""], "2": ["", "t.py::a|run"]}, "functions": {"f": {"executed_lines": [1]}}},
            "b.py": 7}, "totals": {}}"#,
        )
        .unwrap();
        let file = &report.files[0];
        assert_eq!(
            (file.raw_path.as_str(), file.counts().lines, file.counts().hit),
            ("pkg\\a.py", 3, 2)
        );
        assert!(file.coverage().partial.contains(2));
        let lines: crate::model::line_set::LineSet = [2].into_iter().collect();
        assert_eq!(file.tests, [("t.py::a|run".into(), lines.into())]);
        assert_eq!((report.finer.statements, report.finer.branches), (Some(3), Some(2)));
        assert_eq!(report.rejected[0].reason, "the file `b.py` has no lines");
    }

    #[test]
    fn a_cut_keeps_the_files_before_it() {
        let report = read(r#"{"files": {"a.py": {"executed_lines": [1]}, "b.py": {"exec"#).unwrap();
        assert_eq!((report.files.len(), report.rejected.len()), (1, 1));
        assert_eq!(report.finer.branches, None);
    }
}
