//! What a file is, what it holds and what is wrong with it, whatever its kind.

use super::SourceError;
use super::document::{Document, Source};
use super::format::Kind;
use super::{coverage, mutants, test_runs};
use crate::model::coverage::CoverageReport;
use crate::model::inspection::{InspectedSource, InspectedTotals, Inspection};
use crate::model::mutation::MutationReport;
use crate::model::test_run::TestReport;

/// Returns what the bytes hold; gzip is unpacked, the format found from the content.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, SourceError> {
    inspect_from(&bytes)
}

/// Returns what a file of any size holds, as [`inspect`] does.
pub fn inspect_from(source: &dyn Source) -> Result<Inspection, SourceError> {
    let document = Document::open(source)?;
    Ok(match document.format.kind() {
        Kind::Coverage => of_coverage(coverage::read_document(&document)?),
        Kind::Tests => of_tests(test_runs::read_document(&document)?),
        Kind::Mutants => of_mutants(mutants::read_document(&document)?),
        Kind::None => {
            return Err(SourceError::UnknownFormat { looks_like: document.format.name() });
        }
    })
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// Which lines ran.
    Coverage,
    /// What tests did.
    Tests,
    /// What became of mutants.
    Mutants,
}

/// Returns what a file is about; `None` where it is no report that can be read.
pub fn kind_of(source: &dyn Source) -> Option<ReportKind> {
    match Document::open(source).ok()?.format.kind() {
        Kind::Coverage => Some(ReportKind::Coverage),
        Kind::Tests => Some(ReportKind::Tests),
        Kind::Mutants => Some(ReportKind::Mutants),
        Kind::None => None,
    }
}

fn of_coverage(report: CoverageReport) -> Inspection {
    let CoverageReport { format, files, finer, warnings, rejected, .. } = report;
    let counts = files.into_iter().map(|file| (file.counts(), file));
    let sources: Vec<InspectedSource> = counts
        .map(|(counts, file)| InspectedSource {
            path: file.raw_path,
            lines: Some(counts.lines),
            lines_hit: Some(counts.hit),
            ..InspectedSource::default()
        })
        .collect();
    let sum = |of: fn(&InspectedSource) -> Option<u64>| sources.iter().filter_map(of).sum();
    let totals = InspectedTotals::Coverage {
        files: sources.len() as u64,
        lines: sum(|source| source.lines),
        lines_hit: sum(|source| source.lines_hit),
        finer,
    };
    Inspection { format, totals, sources, warnings, rejected }
}

fn of_tests(report: TestReport) -> Inspection {
    let TestReport { format, totals, warnings, rejected, .. } = report;
    let totals = InspectedTotals::Tests(totals);
    Inspection { format, totals, sources: Vec::new(), warnings, rejected }
}

fn of_mutants(report: MutationReport) -> Inspection {
    let by_status = report.by_status();
    let MutationReport { format, files, warnings, rejected, .. } = report;
    let totals = InspectedTotals::Mutants {
        files: files.len() as u64,
        mutants: by_status.values().sum(),
        by_status,
    };
    let sources = files.into_iter().map(|file| InspectedSource {
        path: file.raw_path,
        mutants: Some(file.mutants.len() as u64 + file.left_out),
        blob: file.blob.map(|blob| blob.0),
        ..InspectedSource::default()
    });
    let sources = sources.collect();
    Inspection { format, totals, sources, warnings, rejected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_found_and_counted() {
        let coverage = inspect(b"SF:a.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nend_of_record\n").unwrap();
        let InspectedTotals::Coverage { files, lines, lines_hit, finer } = &coverage.totals else {
            panic!("{coverage:?}")
        };
        assert_eq!((*files, *lines, *lines_hit), (1, 2, 1));
        assert_eq!((finer.branches, finer.statements), (Some(1), None));
        let tests = inspect(b"ok 1 - a\nnot ok 2 - b\n").unwrap();
        assert_eq!((tests.format, tests.totals.kind()), ("tap", "tests"));
        let text = br#"{"files": {"a.js": {"source": "x", "mutants": [{"status": "Killed"}]}}}"#;
        let mutants = inspect(text).unwrap();
        assert_eq!((mutants.totals.kind(), mutants.sources[0].mutants), ("mutants", Some(1)));
        assert!(mutants.sources[0].blob.is_some());
    }

    #[test]
    fn what_is_none_of_the_kinds_is_refused_by_name() {
        let error = inspect(b"<html/>").unwrap_err().to_string();
        assert_eq!(error, "not a format escapee reads yet: looks like XML of another kind");
    }
}
