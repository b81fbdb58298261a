//! gcov's JSON (gcc 9 and later) and gcovr's: lines with counts and branches.
//!
//! Instances of a template repeat their lines, one set a function; a line ran if it ran in any.

use serde::Deserialize;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{Flag, Fold, Folded, Maybe, Number, Text, each};

use super::collector::Collector;

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    #[serde(rename = "file", alias = "filename")]
    path: Text,
    lines: Folded<Lines>,
    line_total: Number,
    line_covered: Number,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Line {
    #[serde(rename = "line_number")]
    number: Number,
    count: Number,
    branches: Folded<Ways>,
    #[serde(rename = "gcovr/noncode")]
    is_no_code: Flag,
    #[serde(rename = "gcovr/excluded")]
    is_excluded: Flag,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Branch {
    count: Number,
    throw: Flag,
}

/// The lines of a file, and how many are none.
#[derive(Default)]
struct Lines {
    all: Vec<Counted>,
    others: usize,
}

/// A line with how often it ran, and the ways that leave it.
struct Counted {
    line: u32,
    count: Number,
    ways: Ways,
}

/// Ways that leave a line: taken and all.
#[derive(Default)]
struct Ways {
    taken: u32,
    all: u32,
}

impl Fold for Lines {
    type Part = Maybe<Line>;

    fn add(&mut self, _: Option<&str>, part: Maybe<Line>) {
        let line = part.0.unwrap_or_default();
        if line.is_no_code.0 || line.is_excluded.0 {
            return;
        }
        let Some(number) = line.number.line() else {
            self.others += 1;
            return;
        };
        self.all.push(Counted { line: number, count: line.count, ways: line.branches.0 });
    }
}

impl Fold for Ways {
    type Part = Maybe<Branch>;

    fn add(&mut self, _: Option<&str>, part: Maybe<Branch>) {
        // A branch that only an exception takes says nothing about the statement before it.
        if let Some(way) = part.0.filter(|way| !way.throw.0) {
            self.taken += u32::from(way.count.is_hit() == Some(true));
            self.all += 1;
        }
    }
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    found.sums_repeats();
    let mut summaries_only = 0;
    let ended = each(document.text(), &["files"], |_, one: Maybe<File>| {
        let one = one.0.unwrap_or_default();
        let Some(file) = found.file(&one.path.0, 0) else { return };
        for _ in 0..one.lines.0.others {
            found.rejections.add(0, format!("`{}` has a line that is none", one.path.0));
        }
        for Counted { line, count, ways } in one.lines.0.all {
            let hit = found.ran(count);
            found.line(file, line, hit);
            found.times(file, line, count.whole());
            found.branches(file, line, ways.taken, ways.all);
        }
        if let (Some(all), Some(hit)) = (one.line_total.whole(), one.line_covered.whole()) {
            found.stated(file, all, hit);
            summaries_only += usize::from(all > 0);
        }
    });
    found.has_only_totals(summaries_only);
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
