//! Coverage reports to model values, by content: the file name says nothing.

mod branches;
mod clover;
mod cobertura;
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
mod lcov_line;
mod llvm_cov;
mod opencover;
mod simplecov;
mod sonar;
mod visual_studio;

use std::io::Read;

use super::SourceError;
use super::compression::plain;
use super::encoding::decode;
use super::format::{Format, sniff};
use super::stream::{Opened, open};
use crate::model::coverage::CoverageReport;

/// What is told of a gzip that ends in the middle.
const CUT: &str = "the gzip data ends in the middle; what came before was read";

/// Returns the report the bytes hold; gzip is unpacked, the format found from the content.
pub fn read(bytes: &[u8]) -> Result<CoverageReport, SourceError> {
    let plain = plain(bytes)?;
    if plain.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(SourceError::Empty);
    }
    let mut report = read_as(sniff(&plain.bytes), &plain.bytes)?;
    if plain.cut {
        report.warnings.push(CUT.to_owned());
    }
    Ok(report)
}

/// Returns the report the input holds, as [`read`] does; LCOV in memory that does not grow with it.
pub fn read_from(input: impl Read) -> Result<CoverageReport, SourceError> {
    match open(input)? {
        Opened::Lcov(input) => lcov::read(input),
        Opened::Whole(bytes) => read(&bytes),
    }
}

/// Returns the report of LCOV that comes piece by piece.
pub(super) fn read_lcov(input: impl Read) -> Result<CoverageReport, SourceError> {
    lcov::read(input)
}

/// Returns the report of bytes whose format is known.
pub(super) fn read_as(format: Format, bytes: &[u8]) -> Result<CoverageReport, SourceError> {
    let reader = match format {
        Format::Lcov => return lcov::read(bytes),
        Format::CoveragePyData => return coverage_py_data::read(bytes),
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
        other => return Err(SourceError::UnknownFormat { looks_like: other.name() }),
    };
    let decoded = decode(bytes)?;
    let mut report = reader(&decoded.text)?;
    if decoded.replaced {
        report.warnings.push(format!("bytes that are not {} were replaced", decoded.encoding));
    }
    Ok(report)
}
