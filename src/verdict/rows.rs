//! The evidence in sentences: what was asked, what was found, of how many.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::words::{counted, line_list};
use crate::model::assertion::AssertionKind;
use crate::model::evidence::{CoverageFacts, Facts, FixTests, LineState, TestLinkMethod};
use crate::model::verdict::EvidenceRow;

/// Returns one row.
pub(super) fn row(question: &str, answer: impl Into<String>) -> EvidenceRow {
    EvidenceRow { question: question.to_owned(), answer: answer.into(), commits: Vec::new() }
}

/// Returns the rows that every verdict on an escape shows, as far as they are known.
pub(super) fn shared(facts: &Facts) -> Vec<EvidenceRow> {
    let coverage = facts
        .coverage
        .as_ref()
        .map_or_else(|| "not known: no region is known".to_owned(), covered_then);
    let mut rows = vec![row("covered then", coverage), row("verified then", verified_then(facts))];
    if let Some(mutants) = facts.mutants {
        let all = mutants.killed + mutants.survived + mutants.no_coverage;
        let mut answer = format!("{} of {} killed", mutants.killed, counted(all, "mutant"));
        if let Some(one) = facts.survivors.first() {
            let (path, line, commit) = (&one.path, one.line, one.commit.short());
            let _ = write!(answer, "; not noticed: {} at {path}:{line} in {commit}", one.operator);
            if facts.survivors.len() > 1 {
                let _ = write!(answer, " and {} more", facts.survivors.len() - 1);
            }
        }
        rows.push(row("mutants", answer));
    }
    if !facts.pseudo_tested.is_empty() {
        let names = facts.pseudo_tested.join(", ");
        rows.push(row("tested in name", format!("{names}: tests run it, every mutant survives")));
    }
    if let Some(answer) = failure_state(facts) {
        rows.push(row("failure state", answer));
    }
    rows.extend(
        facts.conditions.iter().map(|c| row("condition", format!("{}: {}", c.condition, c.words))),
    );
    if let Some(answer) = fix_did(facts) {
        rows.push(row("the fix", answer));
    }
    rows
}

/// Returns whether the region was covered, with its counts.
fn covered_then(coverage: &CoverageFacts) -> String {
    if coverage.configuration_only {
        return "cannot be: the fix touches only files that no coverage tool reads".to_owned();
    }
    if coverage.new_definitions_only {
        return "cannot be: the fix only adds definitions, so no line was there to run".to_owned();
    }
    let (ran, known) = (coverage.ran(), coverage.known());
    let import = coverage.count(LineState::ImportOnly);
    if ran == 0 && known == import {
        return format!("not known: {}", unknown_parts(coverage).join(", "));
    }
    let all = known - import;
    let mut answer = vec![match ran {
        _ if coverage.covered().is_none() => {
            format!("not known: of the {} that a report knows {ran} ran", counted(all, "statement"))
        }
        0 => format!("no: 0 of {} ran", counted(all, "statement")),
        _ if ran == all => format!("yes: {ran} of {} ran", counted(all, "statement")),
        _ => format!("partly: {ran} of {} ran", counted(all, "statement")),
    }];
    if !coverage.unrun.is_empty() {
        answer.push(format!("not run: {}", line_list(&coverage.unrun)));
    }
    if !coverage.partial.is_empty() {
        answer.push(format!("branch not taken: {}", line_list(&coverage.partial)));
    }
    answer.extend(unknown_parts(coverage));
    answer.join("; ")
}

/// Returns what line coverage does not answer, each part with its count.
fn unknown_parts(coverage: &CoverageFacts) -> Vec<String> {
    let named = [
        (LineState::ImportOnly, "ran at import only"),
        (LineState::NotInReport, "not in the report"),
        (LineState::Younger, "younger than the report"),
        (LineState::Unknown, "without any report"),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter(|(state, _)| coverage.count(*state) > 0)
        .map(|(state, words)| format!("{} {words}", counted(coverage.count(state), "statement")))
        .collect();
    if parts.is_empty() && coverage.known() == 0 {
        return vec!["no statement in the region, only comments or excluded lines".to_owned()];
    }
    parts
}

/// Returns what is missing for the coverage to answer, and how to get it.
pub(super) fn missing_coverage(coverage: &CoverageFacts) -> String {
    if coverage.new_definitions_only {
        return "lines that were there to run: the fix only adds definitions, and line coverage \
                cannot answer"
            .to_owned();
    }
    let import = "code that ran at import: whether a test used it, line coverage cannot answer";
    let count = |state| coverage.count(state) > 0;
    if count(LineState::NotInReport) {
        format!("a coverage report, at or before the moment, that holds {}", coverage.path)
    } else if count(LineState::Younger) {
        "a coverage report as new as the lines, and not newer than the moment".to_owned()
    } else if count(LineState::Unknown) {
        "a coverage report at or before the moment: `escapee import coverage FILE --commit REV`"
            .to_owned()
    } else if count(LineState::ImportOnly) {
        import.to_owned()
    } else {
        "a statement in the region: it holds only comments or excluded lines".to_owned()
    }
}

/// Returns whether tests that ran the region assert anything, with their counts.
fn verified_then(facts: &Facts) -> String {
    let coverage = facts.coverage.as_ref();
    if coverage.is_some_and(|c| c.covered() == Some(false) && c.ran() == 0) {
        return "no: it did not run in any test".to_owned();
    }
    let Some(tests) = facts.tests.as_ref().filter(|tests| !tests.is_empty()) else {
        return match facts.asserted() {
            Some(_) => "yes: tests killed mutants here; which tests is not known".to_owned(),
            None => "not known: no test could be linked to the code".to_owned(),
        };
    };
    let running: Vec<_> = tests.iter().filter(|test| !test.skipped).collect();
    let skipped = (tests.len() - running.len()) as u32;
    if running.is_empty() {
        return format!("not known: {} linked, skipped in the source", counted(skipped, "test"));
    }
    let methods: BTreeSet<TestLinkMethod> = running.iter().map(|test| test.method).collect();
    let methods: Vec<&str> = methods.into_iter().map(TestLinkMethod::word).collect();
    let assertions = running.iter().map(|test| test.assertions.len() as u32).sum();
    let answer = match facts.covered() {
        None => "not known whether they ran it",
        Some(_) if assertions == 0 => "no",
        Some(_) => "yes",
    };
    let more = if skipped > 0 { format!("; {skipped} more skipped") } else { String::new() };
    format!(
        "{answer}: {} with {}, linked by {}{more}",
        counted(running.len() as u32, "test"),
        counted(assertions, "assertion"),
        methods.join(" and ")
    )
}

fn failure_state(facts: &Facts) -> Option<String> {
    let state = facts.failure_state.as_ref()?;
    let words = match state.level {
        0 => "not executed",
        1 => "executed, nothing asserted",
        2 => "values asserted, no failure state",
        3 => "another failure state asserted",
        _ => "this failure state asserted",
    };
    let by = state.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
    let found = if state.level >= 4 { "found" } else { "not found" };
    let listed = state.flow.as_ref().map(|flow| format!(", listed in flow {flow}"));
    let listed = listed.unwrap_or_default();
    let wanted = state.looked_for.as_ref();
    let guess = if state.candidates.is_empty() { "" } else { "?" };
    let wanted = wanted.map(|wanted| format!("; looked for {wanted}{guess}{listed}: {found}"));
    Some(format!("{words} (level {} of 4){by}{}", state.level, wanted.unwrap_or_default()))
}

fn fix_did(facts: &Facts) -> Option<String> {
    let fix = facts.fix_tests.as_ref()?;
    let did = if !fix.touches_tests {
        return Some("changes no test".to_owned());
    } else if fix.only_input_rows {
        return Some("adds input rows to tests, no assertion".to_owned());
    } else {
        format!(
            "adds {} and {}",
            counted(fix.added_assertions, "assertion"),
            counted(fix.added_tests, "test")
        )
    };
    Some(match added(fix) {
        Some(added) => format!("{did}: {added}"),
        None => did,
    })
}

/// Returns the assertion of the fix that tells most: on a failure state before one on a value, one
/// that nothing before was like before one that repeats another.
fn added(fix: &FixTests) -> Option<String> {
    let best = fix.added.iter().min_by_key(|added| {
        (added.alike.is_some(), added.kind != AssertionKind::FailureState, added.line)
    })?;
    let expects = if best.expects.is_empty() { "a result" } else { &best.expects };
    let before = match &best.alike {
        Some(alike) => format!("asserted before by {alike}"),
        None => "nothing alike was asserted before".to_owned(),
    };
    let (path, line, commit) = (&best.path, best.line, best.commit.short());
    Some(format!("{expects} at {path}:{line} in {commit}, {before}"))
}
