//! Whether tests verified the region then, and how close they came to the failure.

use crate::model::assertion::AssertionKind;
use crate::model::dossier::Dossier;
use crate::model::evidence::{CoveringTest, MutantTally, Survivor, TestLinkMethod};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, percent};
use crate::report::shell::shell_word;

use super::{Item, Row, Tone};

/// How many tests a row lists.
const MOST: usize = 4;

/// Returns whether tests verified the region then: values or failure states asserted (level 2 or more).
pub(in crate::report) fn verified_then(dossier: &Dossier) -> Row {
    let facts = &dossier.facts;
    let assertions: Option<usize> =
        facts.tests.as_ref().map(|tests| tests.iter().map(|test| test.assertions.len()).sum());
    let level = facts.failure_state.as_ref().map(|state| state.level);
    let linked = facts.tests.as_ref().is_some_and(|tests| !tests.is_empty());
    let ran = facts.coverage.as_ref().is_some_and(|coverage| coverage.ran() > 0);
    let (word, tone) = match (level, assertions, facts.mutants) {
        // What linked tests assert verifies nothing where nobody knows whether they ran the code.
        _ if facts.covered().is_none() => ("UNKNOWN", Tone::Unknown),
        (Some(3..), ..) | (None, Some(1..), _) if ran => ("YES", Tone::Good),
        (Some(2), ..) if ran => ("YES", Tone::Mixed),
        (Some(_), ..) => ("NO", Tone::Bad),
        (None, Some(0), _) if linked => ("NO", Tone::Bad),
        (None, _, Some(mutants)) if mutants.killed > 0 => ("YES", Tone::Good),
        (None, _, Some(mutants)) if mutants.survived > 0 => ("NO", Tone::Bad),
        _ => ("UNKNOWN", Tone::Unknown),
    };
    let mut items = match &facts.tests {
        None => vec![Item::text("no test is linked to the region")],
        Some(tests) => test_items(tests, ran),
    };
    items.extend(facts.mutants.map(|mutants| Item::new("mutants", mutant_words(mutants))));
    items.extend(facts.survivors.iter().take(MOST).map(survivor));
    if facts.survivors.len() > MOST {
        let more = count((facts.survivors.len() - MOST) as u64, "more mutant");
        items.push(Item::text(format!("and {more} that no test noticed")));
    }
    if let Some(signal) = &facts.signal {
        let text = format!(
            "{} passed at {} and failed at {}; at {} it was {}",
            one_line(&signal.test, 120),
            signal.passed_at.short(),
            signal.failed_at.short(),
            signal.then_at.short(),
            signal.then,
        );
        items.push(Item::new("signal", text).judged());
    }
    Row::answer("VERIFIED THEN?", word, tone, items)
}

fn test_items(tests: &[CoveringTest], ran: bool) -> Vec<Item> {
    let assertions: usize = tests.iter().map(|test| test.assertions.len()).sum();
    let failure_states: usize = tests
        .iter()
        .flat_map(|test| &test.assertions)
        .filter(|assertion| assertion.kind == AssertionKind::FailureState)
        .count();
    let what = match (assertions, failure_states) {
        (0, _) => String::new(),
        (_, 0) => ", of values only".to_owned(),
        (_, failure_states) => format!(", {failure_states} of a failure state"),
    };
    let mut items = vec![Item::text(format!(
        "{}, {}{what}",
        count(tests.len() as u64, if ran { "covering test" } else { "linked test" }),
        count(assertions as u64, "assertion"),
    ))];
    for test in tests.iter().take(MOST) {
        let skipped = if test.skipped { ", skipped in the source" } else { "" };
        items.push(Item::new(
            "test",
            format!(
                "{} in {}:{} ({}{skipped}): {}",
                one_line(&test.name, 120),
                test.path,
                test.line,
                test_link(test.method),
                count(test.assertions.len() as u64, "assertion"),
            ),
        ));
    }
    if tests.len() > MOST {
        items.push(Item::text(format!("and {}", count((tests.len() - MOST) as u64, "more test"))));
    }
    items
}

/// Returns where a mutant stands that no test noticed.
fn survivor(one: &Survivor) -> Item {
    let (operator, path) = (one_line(&one.operator, 60), one_line(&one.path, 200));
    let run = if one.not_run { ", which no test ran" } else { "" };
    let place = format!("at {path}:{} in {}{run}", one.line, one.commit.short());
    let text = if operator.is_empty() { place } else { format!("{operator} {place}") };
    Item::new("survived", text)
}

fn mutant_words(mutants: MutantTally) -> String {
    let MutantTally { killed, survived, no_coverage } = mutants;
    let total = u64::from(killed + survived + no_coverage);
    if total == 0 {
        return format!("{MISSING} (none on the region)");
    }
    let score = percent(f64::from(killed) / total as f64, total);
    format!("{killed} of {total} killed = {score}, {survived} survived, {no_coverage} not covered")
}

/// Returns how a test is linked to code, in words, with how often that is right.
pub(in crate::report) fn test_link(method: TestLinkMethod) -> String {
    let words = match method {
        TestLinkMethod::PerTestCoverage => return "per-test coverage".to_owned(),
        TestLinkMethod::MutationReport => return "named by the mutation report".to_owned(),
        TestLinkMethod::LastCall => "calls the function last before it asserts",
        TestLinkMethod::CallsFunction => "calls the function",
        TestLinkMethod::CallsOwner => "calls its class",
        TestLinkMethod::MirroredPath => "file of the same name",
        TestLinkMethod::UsesFile => "uses a name of the file",
        TestLinkMethod::ImportsFile => "its file imports the file",
    };
    format!("{words}, right for {} or more", percent(method.score(), 1))
}

pub(super) fn failure_state(dossier: &Dossier) -> Row {
    let label = "FAILURE STATE";
    let Some(state) = &dossier.facts.failure_state else {
        let items = vec![Item::text("not known whether a test asserts it")];
        return Row::answer(label, MISSING, Tone::Unknown, items);
    };
    let (word, tone, words) = match state.level {
        0 => ("NOT ASSERTED", Tone::Bad, "not executed"),
        1 => ("NOT ASSERTED", Tone::Bad, "executed, nothing asserted"),
        2 => ("NOT ASSERTED", Tone::Bad, "values asserted, no failure state"),
        3 => ("ANOTHER ONE", Tone::Mixed, "some failure state asserted, not this one"),
        _ => ("ASSERTED", Tone::Good, "the same failure asserted on this code"),
    };
    let mut items = vec![Item::text(format!("level {} of 4: {words}", state.level)).judged()];
    if let Some(name) = &state.looked_for {
        let listed = state.flow.as_ref();
        let listed = listed.map(|flow| format!(", listed in flow “{}”", one_line(flow, 60)));
        let asserted = match (state.level, &state.by) {
            (4.., Some(by)) => one_line(by, 300),
            _ => "none".to_owned(),
        };
        let guess = if state.candidates.is_empty() { "" } else { "?" };
        let name = one_line(name, 200);
        let text = format!("{name}{guess}{}, asserted: {asserted}", listed.unwrap_or_default());
        items.push(Item::new("looked for", text).judged());
    }
    if !state.candidates.is_empty() {
        let all = one_line(&state.candidates.join(", "), 300);
        let or = if state.looked_for.is_some() { "or " } else { "" };
        let id = shell_word(&dossier.incident.id);
        let text = format!("{or}{all}? `escapee answer {id} state=…` says which");
        items.push(Item::new("listed", text).judged());
    }
    if let Some(by) = state.by.as_ref().filter(|_| state.level < 4 || state.looked_for.is_none()) {
        items.push(Item::new("nearest", one_line(by, 300)).judged());
    }
    Row::answer(label, word, tone, items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::{FailureState, LineState};
    use crate::report::sample;

    #[test]
    fn verified_means_level_two_or_more_and_without_a_level_any_assertion_or_kill() {
        let mut dossier = sample::dossier();
        for (level, word) in [(0, "NO"), (1, "NO"), (2, "YES"), (3, "YES"), (4, "YES")] {
            let state = FailureState { level, ..FailureState::default() };
            dossier.facts.failure_state = Some(state);
            assert_eq!(verified_then(&dossier).word, word, "level {level}");
        }
        dossier.facts.failure_state = None;
        assert_eq!(verified_then(&dossier).word, "YES");
        for test in dossier.facts.tests.iter_mut().flatten() {
            test.assertions.clear();
        }
        assert_eq!(verified_then(&dossier).word, "NO");
        dossier.facts.tests = None;
        assert_eq!(verified_then(&dossier).word, "YES");
        dossier.facts.mutants = None;
        assert_eq!(verified_then(&dossier).word, "UNKNOWN");
    }

    #[test]
    fn linked_tests_verify_nothing_where_nobody_knows_whether_they_ran_the_code() {
        let mut dossier = sample::dossier();
        let coverage = dossier.facts.coverage.as_mut().unwrap();
        coverage.statements = [(LineState::Unknown, 4)].into();
        dossier.facts.failure_state = None;
        let row = verified_then(&dossier);
        assert_eq!(row.word, "UNKNOWN");
        assert!(row.items[0].text.contains("linked test"), "{}", row.items[0].text);
    }
}
