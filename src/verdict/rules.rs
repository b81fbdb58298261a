//! The judges of the table, in its order.

use super::Judgement::{self, Abstains, Fits, No};
use super::rows::{self, row};
use super::words::{counted, line_list};
use crate::model::evidence::{CoverageFacts, Exclusion, Facts, LineState, TestLinkMethod};
use crate::model::test_run::TestStatus;

/// What is missing where no test is linked.
pub(super) const NO_TESTS: &str = "which tests ran the code and what they assert: no test is \
    linked; a coverage report with per-test contexts would tell";

pub(super) fn not_an_escape(facts: &Facts) -> Judgement {
    let answer = match &facts.exclusion {
        Some(Exclusion::FoundBefore { phase }) => format!("found in {phase}, before production"),
        Some(Exclusion::Duplicate { of }) => format!("repeats {of}"),
        Some(Exclusion::NoDefect { words }) => format!("the source says `{words}`"),
        Some(Exclusion::NotOurCode { .. }) | None => return No,
    };
    Fits(Vec::new(), vec![row("why apart", answer)])
}

pub(super) fn no_code_of_ours(facts: &Facts) -> Judgement {
    let Some(Exclusion::NotOurCode { words }) = &facts.exclusion else { return No };
    Fits(Vec::new(), vec![row("why apart", format!("the source says `{words}`"))])
}

pub(super) fn signal_lost(facts: &Facts) -> Judgement {
    let Some(signal) = &facts.signal else {
        // No test can have failed on code that none runs.
        let silent =
            facts.coverage.as_ref().is_some_and(|c| c.ran() == 0) && facts.covered() == Some(false);
        return if facts.signal_known || silent {
            No
        } else if facts.coverage.is_none() {
            no_code()
        } else {
            Abstains(
                "runs of a covering test before and with the introducing change: `escapee import \
                 tests FILE --commit REV`"
                    .to_owned(),
            )
        };
    };
    let (sub, fate) = match signal.then {
        TestStatus::Failed | TestStatus::Errored => ("overridden", "still failed"),
        TestStatus::Skipped => ("muted", "was skipped"),
        TestStatus::Passed | TestStatus::Flaky => ("retried", "passed on a retry"),
    };
    let answer = format!(
        "{} passed at {}, failed at {} and {fate} at {}",
        signal.test,
        signal.passed_at.short(),
        signal.failed_at.short(),
        signal.then_at.short()
    );
    Fits(vec![sub.to_owned()], vec![row("warned before shipping", answer)])
}

pub(super) fn uncovered(facts: &Facts) -> Judgement {
    let coverage = match known_coverage(facts) {
        Ok(coverage) => coverage,
        Err(judgement) => return judgement,
    };
    if coverage.ran() == 0 { Fits(Vec::new(), Vec::new()) } else { No }
}

pub(super) fn branch_not_taken(facts: &Facts) -> Judgement {
    let coverage = match known_coverage(facts) {
        Ok(coverage) => coverage,
        Err(judgement) => return judgement,
    };
    let mut sub = Vec::new();
    let mut found = Vec::new();
    if coverage.count(LineState::Uncovered) > 0 {
        sub.push("statements not run".to_owned());
        found.push(row("not run", line_list(&coverage.unrun)));
    }
    if !coverage.partial.is_empty() {
        sub.push("branch not taken".to_owned());
        found.push(row("branch not taken", line_list(&coverage.partial)));
    }
    if sub.is_empty() { No } else { Fits(sub, found) }
}

pub(super) fn wrong_expectation(facts: &Facts) -> Judgement {
    if let Err(judgement) = covered(facts) {
        return judgement;
    }
    match (&facts.edited_expectation, &facts.fix_tests, &facts.tests) {
        (Some(edit), _, _) => Fits(Vec::new(), vec![row("the fix changes", edit.clone())]),
        (None, None, _) => Abstains(
            "a fix, which would show a changed expectation: `escapee link ID --fix REV`".to_owned(),
        ),
        (None, Some(_), None) => Abstains(NO_TESTS.to_owned()),
        (None, Some(_), Some(_)) => No,
    }
}

pub(super) fn nothing_asserted(facts: &Facts) -> Judgement {
    if let Err(judgement) = covered(facts) {
        return judgement;
    }
    let killed = facts.mutants.map_or(0, |m| m.killed);
    if let Some(mutants) = facts.mutants
        && killed == 0
        && mutants.survived + mutants.no_coverage >= 2
    {
        return Fits(vec!["no mutant killed".to_owned()], Vec::new());
    }
    match facts.asserted() {
        // A killed mutant proves that some test noticed; then tests linked by name are not all.
        Some(false) if killed > 0 && !linked_by_coverage(facts) => Abstains(format!(
            "the tests that killed {}: those linked by name assert nothing",
            counted(killed, "mutant")
        )),
        Some(false) => Fits(vec!["no assertion".to_owned()], Vec::new()),
        Some(true) => No,
        None => Abstains(NO_TESTS.to_owned()),
    }
}

pub(super) fn beyond_the_suite(facts: &Facts) -> Judgement {
    if facts.coverage.as_ref().is_some_and(|c| c.configuration_only) {
        return Fits(vec!["configuration".to_owned()], Vec::new());
    }
    if let Err(judgement) = covered(facts) {
        return judgement;
    }
    match facts.asserted() {
        None => Abstains(NO_TESTS.to_owned()),
        Some(true) if !facts.conditions.is_empty() => {
            Fits(facts.conditions.iter().map(|c| c.condition.to_string()).collect(), Vec::new())
        }
        Some(_) => No,
    }
}

pub(super) fn failing_state_not_asserted(facts: &Facts) -> Judgement {
    if let Err(judgement) = covered(facts) {
        return judgement;
    }
    match facts.asserted() {
        None => Abstains(NO_TESTS.to_owned()),
        Some(false) => No,
        Some(true) => Fits(failing_state_sub(facts), Vec::new()),
    }
}

/// Returns what splits the class of covered and verified code.
fn failing_state_sub(facts: &Facts) -> Vec<String> {
    let mut sub = Vec::new();
    match facts.tests.iter().flatten().filter(|test| !test.skipped).count() {
        0 => {}
        1 => sub.push("one covering test"),
        _ => sub.push("many covering tests"),
    }
    match facts.mutants {
        Some(m) if m.survived + m.no_coverage > 0 => sub.push("mutants survived"),
        Some(m) if m.killed > 0 => sub.push("all mutants killed"),
        _ => {}
    }
    match facts.failure_state.as_ref().map(|state| state.level) {
        Some(4) => sub.push("same failure asserted"),
        Some(3) => sub.push("other failure asserted"),
        Some(2) => sub.push("values only"),
        _ => {}
    }
    match &facts.fix_tests {
        Some(fix) if fix.added_assertions > 0 => sub.push("fix adds an assertion"),
        Some(fix) if fix.only_input_rows => sub.push("fix adds input rows only"),
        _ => {}
    }
    sub.into_iter().map(str::to_owned).collect()
}

/// Whether a report named the tests that ran the code.
pub(super) fn linked_by_coverage(facts: &Facts) -> bool {
    use TestLinkMethod::{MutationReport, PerTestCoverage};
    let mut tests = facts.tests.iter().flatten();
    tests.any(|test| matches!(test.method, PerTestCoverage | MutationReport))
}

/// What a rule says that needs code where no region is known.
fn no_code() -> Judgement {
    Abstains(
        "the code that failed: `escapee link ID --fix REV`, or `--cause REV`, or `--region PATH:A-B`"
            .to_owned(),
    )
}

/// Returns the coverage where it says whether tests ran the region; else what a rule that needs it
/// says.
fn known_coverage(facts: &Facts) -> Result<&CoverageFacts, Judgement> {
    let Some(coverage) = &facts.coverage else { return Err(no_code()) };
    if coverage.configuration_only {
        return Err(No);
    }
    match coverage.covered() {
        Some(_) => Ok(coverage),
        None => Err(Abstains(rows::missing_coverage(coverage))),
    }
}

/// Says that a rule may go on where the region was covered; else what it says.
fn covered(facts: &Facts) -> Result<(), Judgement> {
    match known_coverage(facts)?.covered() {
        Some(true) => Ok(()),
        _ => Err(No),
    }
}
