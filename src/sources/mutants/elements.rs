//! mutation-testing-elements JSON, the common form of Stryker, Infection and others.
//!
//! A file embeds its source, whose blob id pins the report to history. Old files write
//! `BuildError` and `Skipped`. Tests are named by id and listed apart.

use std::collections::HashMap;

use serde::Deserialize;

use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, MutationReport};
use crate::sources::document::Document;
use crate::sources::json::{List, Maybe, Number, Text, each};
use crate::sources::xml::clean;

use super::collector::Collector;

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    source: Text,
    mutants: List<Maybe<Found>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Found {
    mutator_name: Text,
    replacement: Option<Text>,
    status: Text,
    location: Maybe<Location>,
    killed_by: List<Text>,
    covered_by: Option<List<Text>>,
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

#[derive(Deserialize, Default)]
#[serde(default)]
struct TestFile {
    tests: List<Maybe<Test>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Test {
    id: Text,
    name: Text,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> MutationReport {
    let names = test_names(document);
    let mut found = Collector::default();
    let mut without_source = 0;
    let ended = each(document.text(), &["files"], |path, one: Maybe<File>| {
        let Some(one) = one.0 else {
            found.rejections.add(0, format!("the file `{}` has no mutants", clean(&path)));
            return;
        };
        if one.source.0.is_empty() {
            without_source += 1;
            found.file(&path, 0);
        } else {
            found.pin(&path, &one.source.0);
        }
        for mutant in one.mutants.0 {
            match mutant.0.and_then(|mutant| mutant.known(&names)) {
                Some(mutant) => found.mutant(&path, 0, mutant),
                None => found
                    .rejections
                    .add(0, format!("a mutant of `{}` has no status known", clean(&path))),
            }
        }
    });
    if without_source > 0 {
        found.warnings.push(format!(
            "{without_source} files embed no source, so their content does not say which commit they are of"
        ));
    }
    found.report_of("stryker-json", "JSON", ended)
}

/// Returns the names of the tests by id.
fn test_names(document: &Document<'_>) -> HashMap<String, String> {
    let mut names = HashMap::new();
    // What is wrong with the text is told by the reading of its files.
    let _ = each(document.text(), &["testFiles"], |path, one: Maybe<TestFile>| {
        let tests = one.0.unwrap_or_default().tests.0;
        for test in tests.into_iter().filter_map(|test| test.0) {
            let name = clean(&test.name.0);
            let full = if path.is_empty() { name } else { format!("{path}::{name}") };
            names.insert(test.id.0, full);
        }
    });
    names
}

impl Found {
    fn known(self, names: &HashMap<String, String>) -> Option<Mutant> {
        let tests_of = |tests: List<Text>| {
            let name = |id: Text| names.get(&id.0).cloned().unwrap_or_else(|| clean(&id.0));
            tests.0.into_iter().map(name).collect::<Vec<_>>()
        };
        Some(Mutant {
            lines: self.location.0.and_then(Location::lines),
            operator: clean(&self.mutator_name.0),
            replacement: self.replacement.map(|text| clean(&text.0)),
            status: status(&self.status.0)?,
            killed_by: tests_of(self.killed_by),
            covered_by: self.covered_by.map(tests_of),
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
        super::read(&Document::open(&text.as_bytes()).unwrap())
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
        assert_eq!(first.killed_by, ["t.js::adds"]);
        assert_eq!(
            first.covered_by.as_deref(),
            Some(&["t.js::adds".to_owned(), "8".to_owned()][..])
        );
        assert_eq!((file.mutants[1].status, file.mutants[1].lines), (MutantStatus::Ignored, None));
        assert_eq!(report.rejected.len(), 2);
    }
}
