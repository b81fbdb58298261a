//! Test reports to model values, by content.

mod junit;
mod junit_case;

use super::SourceError;
use super::compression::plain;
use super::encoding::decode;
use crate::model::test_run::TestReport;

/// Returns the report the bytes hold; gzip is unpacked, the format found from the content.
pub fn read(bytes: &[u8]) -> Result<TestReport, SourceError> {
    let plain = plain(bytes)?;
    let decoded = decode(&plain.bytes)?;
    let text = decoded.text.trim_start();
    if text.is_empty() {
        return Err(SourceError::Empty);
    }
    if !junit::is_junit(text) {
        return Err(SourceError::UnknownFormat { looks_like: looks_like(text) });
    }
    // Line numbers are those of the file, so white space in front stays.
    let mut report = junit::read(&decoded.text);
    if plain.cut {
        report
            .warnings
            .push("the gzip data ends in the middle; what came before was read".to_owned());
    }
    Ok(report)
}

/// Returns what a report that is not read here looks like.
fn looks_like(text: &str) -> &'static str {
    let head: String = text.chars().take(4096).collect();
    let any = |words: &[&str]| words.iter().any(|word| head.contains(word));
    match () {
        () if any(&["<TestRun"]) => "TRX",
        () if any(&["<test-run", "<test-results"]) => "NUnit",
        () if any(&["<assemblies", "<assembly"]) => "xUnit.net",
        () if any(&["<coverage", "<CoverageSession", "<report "]) || head.starts_with("TN:") => {
            "a coverage report"
        }
        () if any(&["\"Action\":"]) => "go test -json",
        () if head.starts_with("TAP version") || head.starts_with("1..") => "TAP",
        () if head.starts_with('<') => "XML of another kind",
        () if head.starts_with(['{', '[']) => "JSON of another kind",
        () => "none of the known formats",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_named() {
        for (text, name) in [
            ("<?xml version=\"1.0\"?><TestRun id=\"1\"/>", "TRX"),
            ("{\"Action\":\"pass\"}", "go test -json"),
            ("<coverage line-rate=\"1\"/>", "a coverage report"),
        ] {
            let error = read(text.as_bytes()).unwrap_err().to_string();
            assert!(error.ends_with(&format!("looks like {name}")), "{error}");
        }
    }
}
