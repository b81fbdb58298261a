//! cargo-mutants' `outcomes.json`. Older files have no summary; the phases then tell the outcome.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::collector::Collector;
use super::kept::Unkept;
use super::phases::Phases;
use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, MutationReport};
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{Maybe, Number, Text, each};
use crate::sources::json_scalar::{Wanted, otherwise};
use crate::sources::text::clean;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Outcome {
    scenario: Scenario,
    summary: Text,
    phase_results: Phases,
}

/// What an outcome is of.
#[derive(Default)]
enum Scenario {
    /// The run without a mutant, by its name.
    Baseline,
    Mutant(Box<Fault>),
    #[default]
    Other,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Fault {
    file: Text,
    line: Number,
    span: Maybe<Span>,
    replacement: Text,
    genre: Text,
    name: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Span {
    start: Maybe<Place>,
    end: Maybe<Place>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Place {
    line: Number,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<MutationReport, SourceError> {
    let mut found = Collector::default();
    let mut broken = false;
    let ended = each(document.text(), &["outcomes"], |_, outcome: Maybe<Outcome>| {
        let outcome = outcome.0.unwrap_or_default();
        let status = by_summary(&outcome.summary.0).or(outcome.phase_results.0);
        let mutant = match outcome.scenario {
            Scenario::Mutant(mutant) => mutant,
            Scenario::Baseline => {
                // The run without a mutant is no record of one, but a failure there spoils the rest.
                broken |= matches!(status, Some(MutantStatus::Killed | MutantStatus::CompileError));
                return;
            }
            Scenario::Other => return found.rejections.add(0, "an outcome without a mutant"),
        };
        let path = clean(&mutant.file.0);
        let Some(status) = status else {
            found.rejections.add(0, format!("a mutant of `{path}` has no status known"));
            return;
        };
        let kept = mutant.kept(status, &mut found);
        found.mutant(&path, 0, status, kept);
    });
    if broken {
        found
            .warnings
            .push("the tests failed without any mutant, so every mutant looks killed".to_owned());
    }
    found.report_of("cargo-mutants", "JSON", ended)
}

impl Fault {
    fn kept(&self, status: MutantStatus, found: &mut Collector) -> Result<Mutant, Unkept> {
        let mut text = |text: &str| found.kept.text(text).ok_or(Unkept::NoRoom);
        let (replacement, genre) = (clean(&self.replacement.0), clean(&self.genre.0));
        let operator = if genre.is_empty() { clean(&self.name.0) } else { genre };
        let replacement = (!replacement.is_empty()).then(|| text(&replacement)).transpose()?;
        let operator = text(&operator)?;
        let killed_by = [].into();
        Ok(Mutant {
            lines: self.lines(),
            operator,
            replacement,
            status,
            killed_by,
            covered_by: None,
        })
    }

    fn lines(&self) -> Option<LineRange> {
        let span = self.span.0.as_ref();
        let line = |place: Option<&Maybe<Place>>| place?.0.as_ref()?.line.line();
        let first = line(span.map(|span| &span.start)).or_else(|| self.line.line())?;
        let last = line(span.map(|span| &span.end)).unwrap_or(first).max(first);
        Some(LineRange { first, last })
    }
}

impl<'de> Visitor<'de> for Wanted<Scenario> {
    type Value = Scenario;
    otherwise!(Scenario::Other; numbers, list);

    fn visit_str<E>(self, _: &str) -> Result<Scenario, E> {
        Ok(Scenario::Baseline)
    }

    fn visit_unit<E>(self) -> Result<Scenario, E> {
        Ok(Scenario::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scenario, A::Error> {
        let mut found = Scenario::Other;
        while let Some(key) = map.next_key::<Text>()? {
            if key.0 == "Mutant" {
                let fault = map.next_value::<Maybe<Fault>>()?.0.unwrap_or_default();
                found = Scenario::Mutant(Box::new(fault));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

fn by_summary(summary: &str) -> Option<MutantStatus> {
    Some(match summary {
        "CaughtMutant" | "Failure" => MutantStatus::Killed,
        "MissedMutant" => MutantStatus::Survived,
        // A run that only checks that mutants build has not tried them.
        "Success" => MutantStatus::Pending,
        "Timeout" => MutantStatus::Timeout,
        "Unviable" => MutantStatus::CompileError,
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
    fn the_old_shape_without_a_summary_gives_the_same_statuses() {
        let old = |build: &str, test: &str| {
            format!(
                r#"{{"scenario": {{"Mutant": {{"file": "src/a.rs", "line": 5, "function": "f", "replacement": "0"}}}},
                "phase_results": [{{"phase": "Build", "cargo_result": {build}}}, {{"phase": "Test", "cargo_result": {test}}}]}}"#
            )
        };
        let text = format!(
            r#"{{"outcomes": [{{"scenario": "Baseline", "phase_results": [{{"phase": "Test", "process_status": {{"Failure": 1}}}}]}},
            {}, {}, {}, {}, {{"scenario": {{"Mutant": {{"file": "src/a.rs"}}}}, "phase_results": 1}}, {{"scenario": 3}}]}}"#,
            old("\"Success\"", "{\"Failure\": 101}"),
            old("\"Success\"", "\"Success\""),
            old("\"Failure\"", "\"Success\""),
            old("\"Success\"", "\"Timeout\"")
        );
        let report = read(&text);
        let statuses: Vec<&str> = report.files[0].mutants.iter().map(|m| m.status.word()).collect();
        assert_eq!(statuses, ["killed", "survived", "compile_error", "timeout"]);
        assert_eq!(report.files[0].mutants[0].lines, Some(LineRange::one(5)));
        assert_eq!(report.rejected.len(), 2);
        assert!(report.warnings[0].starts_with("the tests failed without any mutant"));
    }
}
