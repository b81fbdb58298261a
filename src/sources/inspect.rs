//! What a file is, what it holds and what is wrong with it, whatever its kind.

use std::io::Read;

use super::SourceError;
use super::compression::plain;
use super::format::{Kind, sniff};
use super::stream::{Opened, open};
use super::{coverage, mutants, test_runs};
use crate::model::coverage::CoverageReport;
use crate::model::inspection::{InspectedSource, InspectedTotals, Inspection};
use crate::model::mutation::MutationReport;
use crate::model::test_run::TestReport;

/// Returns what the input holds, as [`inspect`] does; LCOV in memory that does not grow with it.
pub fn inspect_from(input: impl Read) -> Result<Inspection, SourceError> {
    match open(input)? {
        Opened::Lcov(input) => Ok(of_coverage(coverage::read_lcov(input)?)),
        Opened::Whole(bytes) => inspect(&bytes),
    }
}

/// Returns what the bytes hold; gzip is unpacked, the format found from the content.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, SourceError> {
    let plain = plain(bytes)?;
    if plain.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(SourceError::Empty);
    }
    let format = sniff(&plain.bytes);
    let mut found = match format.kind() {
        Kind::Coverage => of_coverage(coverage::read_as(format, &plain.bytes)?),
        Kind::Tests => of_tests(test_runs::read_as(format, &plain.bytes)?),
        Kind::Mutants => of_mutants(mutants::read_as(format, &plain.bytes)?),
        Kind::None => return Err(SourceError::UnknownFormat { looks_like: format.name() }),
    };
    if plain.cut {
        let cut = "the gzip data ends in the middle; what came before was read";
        found.warnings.push(cut.to_owned());
    }
    Ok(found)
}

fn of_coverage(report: CoverageReport) -> Inspection {
    let counts = report.files.iter().map(|file| (file, file.counts()));
    let sources: Vec<InspectedSource> = counts
        .map(|(file, counts)| InspectedSource {
            path: file.raw_path.clone(),
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
        finer: report.finer,
    };
    let CoverageReport { format, warnings, rejected, .. } = report;
    Inspection { format, totals, sources, warnings, rejected }
}

fn of_tests(report: TestReport) -> Inspection {
    let TestReport { format, totals, warnings, rejected, .. } = report;
    let totals = InspectedTotals::Tests(totals);
    Inspection { format, totals, sources: Vec::new(), warnings, rejected }
}

fn of_mutants(report: MutationReport) -> Inspection {
    let by_status = report.by_status();
    let MutationReport { format, files, warnings, rejected } = report;
    let totals = InspectedTotals::Mutants {
        files: files.len() as u64,
        mutants: by_status.values().sum(),
        by_status,
    };
    let sources = files.into_iter().map(|file| InspectedSource {
        path: file.raw_path,
        mutants: Some(file.mutants.len() as u64),
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
