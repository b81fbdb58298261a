//! Coverage reports to model values, by content: the file name says nothing.

mod branches;
mod gathered;
mod lcov;

use super::SourceError;
use super::compression::plain;
use crate::model::coverage::CoverageReport;

/// Returns the report the bytes hold; gzip is unpacked, the format found from the content.
pub fn read(bytes: &[u8]) -> Result<CoverageReport, SourceError> {
    let plain = plain(bytes)?;
    if plain.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(SourceError::Empty);
    }
    if !lcov::is_lcov(&plain.bytes) {
        return Err(SourceError::UnknownFormat { looks_like: looks_like(&plain.bytes) });
    }
    let mut report = lcov::read(&plain.bytes)?;
    if plain.cut {
        report
            .warnings
            .push("the gzip data ends in the middle; what came before was read".to_owned());
    }
    Ok(report)
}

/// Returns what a report that is not read here looks like.
fn looks_like(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]);
    let any = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') {
        return match () {
            () if any(&["<CoverageSession"]) => "OpenCover",
            () if any(&["<coverage "]) && any(&["clover", "generated="]) => "Clover",
            () if any(&["<coverage ", "<coverage>"]) => "Cobertura",
            () if any(&["<report ", "-//JACOCO//"]) => "JaCoCo",
            () if any(&["<Root ", "CoveredStatements"]) => "dotCover",
            () if any(&["<results"]) => "Visual Studio coverage",
            () if any(&["<testsuite", "<testcase"]) => "JUnit test results",
            () => "XML of another kind",
        };
    }
    match () {
        () if start.starts_with("mode: ") => "a Go cover profile",
        () if head.starts_with("SQLite format 3") => "a coverage.py data file",
        () if any(&["llvm.coverage.json.export"]) => "llvm-cov JSON",
        () if any(&["\"statementMap\""]) => "Istanbul JSON",
        () if any(&["\"executed_lines\"", "\"show_contexts\""]) => "coverage.py JSON",
        () if any(&["\"mutants\""]) => "a mutation report",
        () if any(&["\"coverage\"", "\"lines\""]) && start.starts_with('{') => "SimpleCov JSON",
        () if start.starts_with(['{', '[']) => "JSON of another kind",
        () => "none of the known formats",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_named() {
        for (text, message) in [
            ("<?xml version=\"1.0\"?>\n<coverage line-rate=\"1\">", "Cobertura"),
            ("<!DOCTYPE report PUBLIC \"-//JACOCO//DTD\"><report name=\"x\">", "JaCoCo"),
            ("mode: set\nexample.org/a.go:1.2,3.4 1 1\n", "a Go cover profile"),
            ("<testsuites/>", "JUnit test results"),
            ("hello", "none of the known formats"),
        ] {
            let error = read(text.as_bytes()).unwrap_err().to_string();
            assert_eq!(error, format!("not a format escapee reads yet: looks like {message}"));
        }
        assert!(matches!(read(b" \n"), Err(SourceError::Empty)));
    }
}
