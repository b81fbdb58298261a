//! What report files are and hold, as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::model::batch::Dropped;
use crate::model::inspection::{InspectedTotals, Inspection};

use super::{Document, SCHEMA_VERSION};

#[derive(Serialize)]
struct Body<'a> {
    reports: Vec<Report<'a>>,
}

#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    format: Option<&'static str>,
    kind: Option<&'static str>,
    totals: Option<Totals>,
    sources: Vec<Source<'a>>,
    warnings: &'a [String],
    rejected: &'a [Dropped],
    /// Why the file could not be read at all.
    error: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Totals {
    Coverage {
        files: u64,
        lines: u64,
        lines_hit: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        statements: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        statements_hit: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        branches: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        branches_hit: Option<u64>,
    },
    Tests(crate::model::test_run::TestTotals),
    Mutants {
        files: u64,
        mutants: u64,
        by_status: BTreeMap<&'static str, u64>,
    },
}

#[derive(Serialize)]
struct Source<'a> {
    path: &'a str,
    lines: Option<u64>,
    lines_hit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutants: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blob: Option<&'a str>,
}

/// Writes what each file is and holds, or why it could not be read.
pub fn inspections(
    out: &mut impl Write,
    files: &[(String, Result<Inspection, String>)],
) -> io::Result<()> {
    let reports = files.iter().map(|(file, found)| match found {
        Ok(found) => report(file, found),
        Err(error) => Report {
            file,
            format: None,
            kind: None,
            totals: None,
            sources: Vec::new(),
            warnings: &[],
            rejected: &[],
            error: Some(error),
        },
    });
    let body = Body { reports: reports.collect() };
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner: None, body })
}

fn report<'a>(file: &'a str, found: &'a Inspection) -> Report<'a> {
    let totals = match &found.totals {
        InspectedTotals::Coverage { files, lines, lines_hit, finer } => Totals::Coverage {
            files: *files,
            lines: *lines,
            lines_hit: *lines_hit,
            statements: finer.statements,
            statements_hit: finer.statements_hit,
            branches: finer.branches,
            branches_hit: finer.branches_hit,
        },
        InspectedTotals::Tests(totals) => Totals::Tests(*totals),
        InspectedTotals::Mutants { files, mutants, by_status } => Totals::Mutants {
            files: *files,
            mutants: *mutants,
            by_status: by_status.iter().map(|(status, n)| (status.word(), *n)).collect(),
        },
    };
    let sources = found.sources.iter().map(|source| Source {
        path: &source.path,
        lines: source.lines,
        lines_hit: source.lines_hit,
        mutants: source.mutants,
        blob: source.blob.as_deref(),
    });
    Report {
        file,
        format: Some(found.format),
        kind: Some(found.totals.kind()),
        totals: Some(totals),
        sources: sources.collect(),
        warnings: &found.warnings,
        rejected: &found.rejected,
        error: None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::coverage::FinerTotals;
    use crate::model::inspection::InspectedSource;
    use crate::model::mutation::MutantStatus;
    use crate::model::test_run::TestTotals;

    /// Returns a report of each kind, and a file that could not be read.
    pub(in crate::report::json) fn files() -> Vec<(String, Result<Inspection, String>)> {
        let found = |format, totals, source| Inspection {
            format,
            totals,
            sources: vec![source],
            warnings: vec!["w".to_owned()],
            rejected: vec![Dropped { line: 3, reason: "x".to_owned() }],
        };
        let finer =
            FinerTotals { branches: Some(4), branches_hit: Some(1), ..FinerTotals::default() };
        let coverage = InspectedTotals::Coverage { files: 1, lines: 2, lines_hit: 1, finer };
        let (path, blob) = ("C:\\a.c".to_owned(), Some("ab".to_owned()));
        let lines = InspectedSource {
            path,
            lines: Some(2),
            lines_hit: Some(1),
            ..InspectedSource::default()
        };
        let by_status = [(MutantStatus::NoCoverage, 1)].into();
        let mutants = InspectedTotals::Mutants { files: 1, mutants: 1, by_status };
        let pinned = InspectedSource { mutants: Some(1), blob, ..InspectedSource::default() };
        let tests = InspectedTotals::Tests(TestTotals::default());
        vec![
            ("a".to_owned(), Ok(found("lcov", coverage, lines))),
            ("b".to_owned(), Err("no".to_owned())),
            ("c".to_owned(), Ok(found("stryker-json", mutants, pinned))),
            ("d".to_owned(), Ok(found("junit", tests, InspectedSource::default()))),
        ]
    }

    #[test]
    fn totals_a_format_does_not_have_are_left_out_and_errors_stand_in_their_place() {
        let mut out = Vec::new();
        inspections(&mut out, &files()).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let reports = &json["reports"];
        assert_eq!(
            reports[0]["totals"],
            serde_json::json!({"files": 1, "lines": 2, "lines_hit": 1, "branches": 4, "branches_hit": 1})
        );
        assert_eq!(
            reports[0]["sources"][0],
            serde_json::json!({"path": "C:\\a.c", "lines": 2, "lines_hit": 1})
        );
        assert_eq!(reports[1]["error"], "no");
        assert!(reports[1]["totals"].is_null());
        assert_eq!(reports[2]["totals"]["by_status"], serde_json::json!({"no_coverage": 1}));
    }
}
