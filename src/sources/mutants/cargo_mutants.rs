//! cargo-mutants' `outcomes.json`. Older files have no summary; the phases then tell the outcome.

use serde_json::Value;

use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, MutationReport};
use crate::sources::document::Document;
use crate::sources::json::{Number, each};
use crate::sources::xml::clean;

use super::collector::Collector;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> MutationReport {
    let mut found = Collector::default();
    let mut broken = false;
    let ended = each(document.text(), &["outcomes"], |_, outcome: Value| {
        let status = by_summary(&outcome).or_else(|| by_phases(&outcome));
        let Some(mutant) = outcome.pointer("/scenario/Mutant") else {
            // The run without a mutant is no record of one, but a failure there spoils the rest.
            let baseline = outcome.get("scenario").and_then(Value::as_str).is_some();
            broken |= baseline
                && matches!(status, Some(MutantStatus::Killed | MutantStatus::CompileError));
            if !baseline {
                found.rejections.add(0, "an outcome without a mutant");
            }
            return;
        };
        let text = |key: &str| clean(mutant.get(key).and_then(Value::as_str).unwrap_or(""));
        let Some(status) = status else {
            found.rejections.add(0, format!("a mutant of `{}` has no status known", text("file")));
            return;
        };
        let replacement = text("replacement");
        let operator = match text("genre") {
            genre if genre.is_empty() => text("name"),
            genre => genre,
        };
        let path = text("file");
        found.mutant(
            &path,
            0,
            Mutant {
                lines: lines(mutant),
                operator,
                replacement: (!replacement.is_empty()).then_some(replacement),
                status,
                killed_by: Vec::new(),
                covered_by: None,
            },
        );
    });
    if broken {
        found
            .warnings
            .push("the tests failed without any mutant, so every mutant looks killed".to_owned());
    }
    found.report_of("cargo-mutants", "JSON", ended)
}

fn lines(mutant: &Value) -> Option<LineRange> {
    let line = |pointer: &str| Number(mutant.pointer(pointer).and_then(Value::as_f64)).line();
    let first = line("/span/start/line").or_else(|| line("/line"))?;
    let last = line("/span/end/line").unwrap_or(first).max(first);
    Some(LineRange { first, last })
}

fn by_summary(outcome: &Value) -> Option<MutantStatus> {
    Some(match outcome.get("summary")?.as_str()? {
        "CaughtMutant" | "Failure" => MutantStatus::Killed,
        "MissedMutant" => MutantStatus::Survived,
        // A run that only checks that mutants build has not tried them.
        "Success" => MutantStatus::Pending,
        "Timeout" => MutantStatus::Timeout,
        "Unviable" => MutantStatus::CompileError,
        _ => return None,
    })
}

/// Returns what the phases come to: a build that failed, tests that failed, or neither.
fn by_phases(outcome: &Value) -> Option<MutantStatus> {
    let phases = outcome.get("phase_results")?.as_array()?;
    let mut tested = false;
    for phase in phases {
        let is_test = phase.get("phase").and_then(Value::as_str) == Some("Test");
        tested |= is_test;
        let result =
            ["process_status", "cargo_result", "result"].iter().find_map(|k| phase.get(k))?;
        // A status is a word, or an object with the word for its key: `{"Failure": 101}`.
        let word =
            result.as_str().or_else(|| result.as_object()?.keys().next().map(String::as_str));
        match word? {
            "Success" => {}
            "Timeout" => return Some(MutantStatus::Timeout),
            _ if is_test => return Some(MutantStatus::Killed),
            _ => return Some(MutantStatus::CompileError),
        }
    }
    Some(if tested { MutantStatus::Survived } else { MutantStatus::Pending })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> MutationReport {
        super::read(&Document::open(&text.as_bytes()).unwrap())
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
