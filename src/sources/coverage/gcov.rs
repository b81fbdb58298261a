//! gcov's JSON (gcc 9 and later) and gcovr's: lines with counts and branches.
//!
//! Instances of a template repeat their lines, one set a function; a line ran if it ran in any.

use serde::Deserialize;
use serde_json::Value;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{List, Maybe, Number, Text, each};

use super::collector::Collector;

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    #[serde(rename = "file", alias = "filename")]
    path: Text,
    lines: List<Maybe<Line>>,
    line_total: Number,
    line_covered: Number,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Line {
    #[serde(rename = "line_number")]
    number: Number,
    count: Number,
    branches: List<Maybe<Branch>>,
    #[serde(rename = "gcovr/noncode")]
    is_no_code: Value,
    #[serde(rename = "gcovr/excluded")]
    is_excluded: Value,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Branch {
    count: Number,
    throw: Value,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    found.sums_repeats();
    let mut summaries_only = 0;
    let ended = each(document.text(), &["files"], |_, one: Maybe<File>| {
        let one = one.0.unwrap_or_default();
        let Some(file) = found.file(&one.path.0, 0) else { return };
        for line in one.lines.0 {
            let line = line.0.unwrap_or_default();
            if line.is_no_code == Value::Bool(true) || line.is_excluded == Value::Bool(true) {
                continue;
            }
            let Some(number) = line.number.line() else {
                found.rejections.add(0, format!("`{}` has a line that is none", one.path.0));
                continue;
            };
            let hit = found.ran(line.count);
            found.line(file, number, hit);
            found.times(file, number, line.count.whole());
            // A branch that only an exception takes says nothing about the statement before it.
            let ways = line.branches.0.iter().filter_map(|branch| branch.0.as_ref());
            let ways: Vec<bool> = ways
                .filter(|way| way.throw != Value::Bool(true))
                .map(|way| way.count.is_hit() == Some(true))
                .collect();
            let taken = ways.iter().filter(|taken| **taken).count();
            found.branches(file, number, taken as u32, ways.len() as u32);
        }
        if let (Some(all), Some(hit)) = (one.line_total.whole(), one.line_covered.whole()) {
            found.stated(file, all, hit);
            summaries_only += usize::from(all > 0);
        }
    });
    if summaries_only > 0 {
        found.warnings.push(format!(
            "{summaries_only} files have summaries and no lines: write the report with `gcovr --json`"
        ));
    }
    found.report_of("gcov-json", "JSON", ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn lines_of_template_instances_unite_and_what_is_no_code_is_left_out() {
        let report = read(
            r#"{"gcovr/format_version": "0.6", "files": [{"file": "a.cpp", "lines": [
            {"line_number": 3, "count": 0, "function_name": "f<int>", "branches": [{"count": 0, "throw": false}, {"count": 0}]},
            {"line_number": 3, "count": 2, "branches": [{"count": 2}, {"count": 0}, {"count": 0, "throw": true}]},
            {"line_number": 4, "count": 1, "gcovr/noncode": true}, {"line_number": 5, "count": -1}, {"line_number": 0}]},
            {"filename": "b.cpp", "line_total": 4, "line_covered": 2}]}"#,
        )
        .unwrap();
        let file = &report.files[0];
        assert_eq!((file.counts().lines, file.counts().hit), (2, 1));
        assert!(file.coverage().partial.contains(3));
        assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(2), Some(1)));
        assert_eq!((report.files[1].counts().lines, report.rejected.len()), (4, 1));
        assert_eq!(report.warnings.len(), 2);
    }
}
