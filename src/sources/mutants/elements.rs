//! mutation-testing-elements JSON, the common form of Stryker, Infection and others.
//!
//! A file embeds its source, whose blob id pins the report to history. Old files write
//! `BuildError` and `Skipped`. Tests are named by id and listed apart.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::collector::Collector;
use super::kept::{Kept, MAX_TESTS, TestList, Unkept};
use super::test_names::TestNames;
use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, MutatedFile, MutationReport};
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::ended::Ended;
use crate::sources::json::{Maybe, Number, Text, Texts, each_read};
use crate::sources::json_parted::{Part, Parted};
use crate::sources::text::clean;

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Found {
    mutator_name: Text,
    replacement: Option<Text>,
    status: Text,
    location: Maybe<Location>,
    killed_by: Texts,
    covered_by: Option<Texts>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Location {
    start: Maybe<Place>,
    end: Maybe<Place>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Place {
    line: Number,
    column: Number,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<MutationReport, SourceError> {
    let mut found = Collector::default();
    let names = TestNames::of(document, &mut found.kept);
    let (mut files, mut with_source) = (0_usize, 0_usize);
    let take = |path: &str, part: Part<Maybe<Found>>| match part {
        Part::NoObject => {
            found.rejections.add(0, format!("the file `{}` has no mutants", clean(path)));
        }
        Part::Begin => {
            files += 1;
            found.file(path, 0);
        }
        Part::Text(source) if source.is_empty() => {}
        Part::Text(source) => {
            with_source += 1;
            found.pin(path, &source);
        }
        Part::Element(Maybe(one)) => {
            let one = one.unwrap_or_default();
            let Some(status) = status(&one.status.0) else {
                let reason = format!("a mutant of `{}` has no status known", clean(path));
                return found.rejections.add(0, reason);
            };
            let mutant = one.kept(status, &names, &mut found.kept);
            found.mutant(path, 0, status, mutant);
        }
    };
    let ended = each_read(document.text(), &["files"], Parted::new("source", "mutants", take));
    let without_source = files.saturating_sub(with_source);
    if without_source > 0 {
        found.warnings.push(format!(
            "{without_source} files embed no source, so their content does not say which commit they are of"
        ));
    }
    found.report_of("stryker-json", "JSON", ended)
}

/// Returns the files whose source the text embeds, with the ids of their contents and no mutant.
pub(super) fn embedded(document: &Document<'_>) -> Result<Vec<MutatedFile>, SourceError> {
    let mut found = Collector::default();
    let take = |path: &str, part: Part<IgnoredAny>| {
        if let Part::Text(source) = part
            && !source.is_empty()
        {
            found.pin(path, &source);
        }
    };
    // What is wrong with the text is told where its mutants are read.
    let _ = each_read(document.text(), &["files"], Parted::new("source", "mutants", take));
    Ok(found.report_of("stryker-json", "JSON", Ended::default())?.files)
}

impl Found {
    fn kept(
        self,
        status: MutantStatus,
        names: &TestNames,
        kept: &mut Kept,
    ) -> Result<Mutant, Unkept> {
        let mut tests_of = |tests: &Texts| {
            if tests.len() > MAX_TESTS {
                return Err(Unkept::TooMany);
            }
            Ok(tests.iter().map(|id| names.get(id, kept)).collect())
        };
        let killed_by: TestList = tests_of(&self.killed_by)?;
        let covered_by = self.covered_by.as_ref().map(tests_of).transpose()?;
        let (killed_by, covered_by) = kept.tests(killed_by, covered_by)?;
        let mut text = |text: &Text| kept.text(&clean(&text.0)).ok_or(Unkept::NoRoom);
        Ok(Mutant {
            lines: self.location.0.and_then(Location::lines),
            operator: text(&self.mutator_name)?,
            replacement: self.replacement.as_ref().map(text).transpose()?,
            status,
            killed_by,
            covered_by,
        })
    }
}

impl Location {
    fn lines(self) -> Option<LineRange> {
        let first = self.start.0?.line.line()?;
        let end = self.end.0.unwrap_or_default();
        let last = end.line.line().unwrap_or(first).max(first);
        // An end in the first column takes nothing of its line.
        let open = end.column.0 == Some(1.0) && last > first;
        Some(LineRange { first, last: if open { last - 1 } else { last } })
    }
}

fn status(word: &str) -> Option<MutantStatus> {
    Some(match word {
        "Killed" => MutantStatus::Killed,
        "Survived" => MutantStatus::Survived,
        "NoCoverage" => MutantStatus::NoCoverage,
        "Timeout" => MutantStatus::Timeout,
        "CompileError" | "BuildError" => MutantStatus::CompileError,
        "RuntimeError" => MutantStatus::RuntimeError,
        "Ignored" | "Skipped" => MutantStatus::Ignored,
        "Pending" => MutantStatus::Pending,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> MutationReport {
        super::read(&Document::open(&text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn the_source_pins_the_file_and_tests_are_named() {
        let report = read(
            r#"{"files": {"a.js": {"source": "hello\n", "mutants": [
            {"id": "1", "mutatorName": "M", "replacement": "-", "status": "Killed", "killedBy": ["7"], "coveredBy": ["7", "8"],
             "location": {"start": {"line": 2, "column": 3}, "end": {"line": 4, "column": 1}}},
            {"id": 2, "status": "Vanished"}, {"id": "3", "status": "Skipped", "location": null}]}, "b.js": []},
            "testFiles": {"t.js": {"tests": [{"id": "7", "name": "adds"}]}}}"#,
        );
        let file = &report.files[0];
        let blob = file.blob.as_ref().unwrap();
        assert_eq!(blob.0, "ce013625030ba8dba906f756967f9e9ca394464a");
        let first = &file.mutants[0];
        assert_eq!(first.lines, Some(LineRange { first: 2, last: 3 }));
        let names = |names: &[std::sync::Arc<str>]| names.join(", ");
        assert_eq!(names(&first.killed_by), "t.js::adds");
        assert_eq!(first.covered_by.as_deref().map(names).as_deref(), Some("t.js::adds, 8"));
        assert_eq!((file.mutants[1].status, file.mutants[1].lines), (MutantStatus::Ignored, None));
        assert_eq!(report.rejected.len(), 2);
    }

    #[test]
    fn thousands_of_different_lists_of_tests_cost_the_lists_that_do_not_fit_and_no_mutant() {
        let mutant = |n: usize| {
            let tests: Vec<String> = (n..n + 500).map(|test| format!("\"{test}\"")).collect();
            let tests = tests.join(",");
            format!("{{\"status\":\"Survived\",\"coveredBy\":[{tests}]}}")
        };
        let mutants: Vec<String> = (0..4_000).map(mutant).collect();
        let report =
            read(&format!("{{\"files\":{{\"a.js\":{{\"mutants\":[{}]}}}}}}", mutants.join(",")));
        let kept = &report.files[0].mutants;
        assert_eq!((kept.len(), report.left_out.len()), (4_000, 0));
        let with_tests = kept.iter().take_while(|mutant| mutant.covered_by.is_some()).count();
        assert!((1_000..4_000).contains(&with_tests), "{with_tests}");
        assert!(kept[with_tests..].iter().all(|mutant| mutant.covered_by.is_none()));
        let count = 4_000 - with_tests;
        let told = format!(
            "the tests of {count} mutants are not kept, as those before take too much memory"
        );
        assert!(report.warnings.contains(&told), "{:?}", report.warnings);
    }
}
