//! Coverage reports to model values, by content: the file name says nothing.

mod branches;
mod clover;
mod cobertura;
mod codecov;
mod collected;
mod collector;
mod coverage_py;
mod coverage_py_data;
mod dotcover;
mod gathered;
mod gcov;
mod go_profile;
mod istanbul;
mod jacoco;
mod lcov;
mod lcov_counts;
mod lcov_line;
mod lcov_parts;
mod lcov_paths;
mod lcov_size;
mod llvm_cov;
mod opencover;
mod per_test;
mod pieces;
mod section;
mod simplecov;
mod sonar;
mod tally;
mod visual_studio;
mod work;

use super::SourceError;
use super::document::{Document, Source};
use super::format::Format;
use crate::model::coverage::CoverageReport;

/// Returns the report the bytes hold; gzip is unpacked, the format found from the content.
pub fn read(bytes: &[u8]) -> Result<CoverageReport, SourceError> {
    read_from(&bytes)
}

/// Returns the report a file of any size holds, as [`read`] does, in memory that grows with the
/// lines of code it speaks of and not with the file.
pub fn read_from(source: &dyn Source) -> Result<CoverageReport, SourceError> {
    with_lines(read_document(&Document::open(source)?)?)
}

/// Returns the report where it tells of lines whether they ran: totals alone would have every line of
/// their files count as one that did not, or as no code.
fn with_lines(report: CoverageReport) -> Result<CoverageReport, SourceError> {
    if report.only_totals { Err(SourceError::OnlyTotals) } else { Ok(report) }
}

/// Whether a report read with counts holds files and none of them tells any, rather than too many.
pub fn tells_no_hits(report: &CoverageReport) -> bool {
    !report.files.is_empty()
        && !report.hits_dropped
        && report.files.iter().all(|file| file.hits.is_none())
}

/// Returns the report as [`read_from`] does, with how often each line ran where the report tells.
pub fn read_with_hits(source: &dyn Source) -> Result<CoverageReport, SourceError> {
    let mut document = Document::open(source)?;
    document.wants_hits = true;
    with_lines(read_document(&document)?)
}

/// Returns the report of a file whose format is known.
pub(super) fn read_document(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let reader = match document.format {
        Format::Lcov => lcov::read,
        Format::CoveragePyData => coverage_py_data::read,
        Format::Cobertura => cobertura::read,
        Format::Jacoco => jacoco::read,
        Format::Clover => clover::read,
        Format::OpenCover => opencover::read,
        Format::DotCover => dotcover::read,
        Format::VisualStudio => visual_studio::read,
        Format::SonarCoverage => sonar::read,
        Format::CoveragePyJson => coverage_py::read,
        Format::Istanbul => istanbul::read,
        Format::GoProfile => go_profile::read,
        Format::LlvmCov => llvm_cov::read,
        Format::Gcov => gcov::read,
        Format::SimpleCov => simplecov::read,
        Format::CodecovJson => codecov::read,
        other => return Err(other.refused()),
    };
    let mut report = reader(document)?;
    report.warnings.extend(document.warnings());
    Ok(report)
}

#[cfg(test)]
mod tests;
