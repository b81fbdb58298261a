//! Mutation reports to model values, by content.

mod cargo_mutants;
mod collector;
mod elements;
mod kept;
mod phases;
mod pit;
mod test_names;

use super::SourceError;
use super::document::{Document, Source};
use super::format::Format;
use crate::model::mutation::{MutatedFile, MutationReport};

/// Returns the report the bytes hold; gzip is unpacked, the format found from the content.
pub fn read(bytes: &[u8]) -> Result<MutationReport, SourceError> {
    read_from(&bytes)
}

/// Returns the report a file of any size holds, as [`read`] does.
pub fn read_from(source: &dyn Source) -> Result<MutationReport, SourceError> {
    let report = read_document(&Document::open(source)?)?;
    if report.left_out.is_empty() {
        return Ok(report);
    }
    Err(SourceError::TooLargeReport { what: "mutants", limit: collector::MAX_SIZE })
}

/// Returns the files whose source a report embeds, with the ids of their contents: what pins it to
/// history, without its mutants.
pub fn embedded_from(source: &dyn Source) -> Result<Vec<MutatedFile>, SourceError> {
    let document = Document::open(source)?;
    match document.format {
        Format::MutationElements => elements::embedded(&document),
        _ => Ok(Vec::new()),
    }
}

/// Returns the report of a file whose format is known. Where its mutants are too many to keep, the
/// report counts them all and holds the first.
pub(super) fn read_document(document: &Document<'_>) -> Result<MutationReport, SourceError> {
    let reader = match document.format {
        Format::MutationElements => elements::read,
        Format::Pit => pit::read,
        Format::CargoMutants => cargo_mutants::read,
        other => return Err(other.refused()),
    };
    let mut report = reader(document)?;
    report.warnings.extend(document.warnings());
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lines::LineRange;
    use crate::model::mutation::MutantStatus::{Killed, NoCoverage, Survived, Timeout};

    #[test]
    fn the_same_scenario_in_each_format_gives_one_result() {
        let elements = r#"{"schemaVersion": "2", "thresholds": {"high": 80, "low": 60}, "files": {"src/cart.rs":
            {"language": "rust", "source": "", "mutants": [
            {"id": "1", "mutatorName": "m", "status": "Killed", "location": {"start": {"line": 3, "column": 1}, "end": {"line": 4, "column": 2}}},
            {"id": "2", "mutatorName": "m", "status": "Survived", "location": {"start": {"line": 7, "column": 1}, "end": {"line": 7, "column": 2}}},
            {"id": "3", "mutatorName": "m", "status": "Timeout", "location": {"start": {"line": 9, "column": 1}, "end": {"line": 9, "column": 2}}}]}}}"#;
        let outcome = |first: u32, last: u32, summary: &str| {
            format!(
                r#"{{"scenario": {{"Mutant": {{"file": "src/cart.rs", "genre": "m", "span": {{"start": {{"line": {first}}},
                "end": {{"line": {last}}}}}}}}}, "summary": "{summary}", "phase_results": []}}"#
            )
        };
        let cargo = format!(
            r#"{{"outcomes": [{{"scenario": "Baseline", "summary": "Success"}}, {}, {}, {}]}}"#,
            outcome(3, 4, "CaughtMutant"),
            outcome(7, 7, "MissedMutant"),
            outcome(9, 9, "Timeout")
        );
        for text in [elements, &cargo] {
            let report = read(text.as_bytes()).unwrap();
            let [file] = &report.files[..] else { panic!("{report:?}") };
            let found: Vec<_> = file.mutants.iter().map(|m| (m.lines, m.status)).collect();
            let lines = |first, last| Some(LineRange { first, last });
            assert_eq!(
                found,
                [(lines(3, 4), Killed), (lines(7, 7), Survived), (lines(9, 9), Timeout)]
            );
            assert_eq!((file.raw_path.as_str(), report.rejected.len()), ("src/cart.rs", 0));
        }
        let pit = "<mutations><mutation status='NO_COVERAGE' detected='false'><sourceFile>Cart.java</sourceFile>\
            <mutatedClass>com.shop.Cart</mutatedClass><lineNumber>3</lineNumber></mutation></mutations>";
        let report = read(pit.as_bytes()).unwrap();
        assert_eq!(report.files[0].raw_path, "com/shop/Cart.java");
        assert_eq!(report.files[0].mutants[0].status, NoCoverage);
    }

    #[test]
    fn the_sources_a_report_embeds_are_those_of_its_files_without_their_mutants() {
        let text = r#"{"files": {"a.js": {"source": "hello\r\n", "mutants": [{"status": "Killed"}]},
            "b.js": {"mutants": []}, "c.js": 3}}"#;
        let whole = read(text.as_bytes()).unwrap().files;
        let embedded = embedded_from(&text.as_bytes()).unwrap();
        let [file] = &embedded[..] else { panic!("{embedded:?}") };
        assert_eq!((&file.raw_path, &file.blob), (&whole[0].raw_path, &whole[0].blob));
        assert!(file.blob_in_git.is_some() && file.mutants.is_empty());
        assert!(embedded_from(&&b"<mutations/>"[..]).unwrap().is_empty());
    }

    #[test]
    fn a_report_of_another_kind_is_named() {
        let error = read(b"TN:\nSF:a\n").unwrap_err().to_string();
        assert_eq!(error, "it holds a coverage report: looks like LCOV");
        assert!(matches!(read(b" "), Err(SourceError::Empty)));
    }
}
