//! The golden cases, and evidence of each kind alone; the borders between the rules stand in `borders`.

mod borders;

use super::*;
use crate::model::assertion::{Assertion, AssertionKind, Strength};
use crate::model::commit::CommitId;
use crate::model::evidence::{
    ConditionEvidence, ConditionSource, CoverageFacts, CoveringTest, Exclusion, FailureState,
    FixTests, LineState, LostSignal, MutantTally, TestLinkMethod,
};
use crate::model::incident::Condition;
use crate::model::link::Confidence;
use crate::model::test_run::TestStatus;
use EscapeClass::{B, C, E, F, N, O, S, U, X0, X1};

fn region(states: &[(LineState, u32)]) -> CoverageFacts {
    let uncovered = states.iter().find(|(state, _)| *state == LineState::Uncovered);
    CoverageFacts {
        path: "shop/pay.py".to_owned(),
        statements: states.iter().copied().collect(),
        unrun: (12..12 + uncovered.map_or(0, |(_, n)| *n)).collect(),
        ..CoverageFacts::default()
    }
}

fn test(name: &str, assertions: u32) -> CoveringTest {
    let assertion = |line| Assertion {
        line,
        kind: AssertionKind::Value,
        expects: "paid".to_owned(),
        strength: Strength::Strong,
    };
    CoveringTest {
        path: "tests/test_pay.py".to_owned(),
        name: name.to_owned(),
        line: 5,
        method: TestLinkMethod::PerTestCoverage,
        score: TestLinkMethod::PerTestCoverage.score(),
        assertions: (1..=assertions).map(assertion).collect(),
        skipped: false,
    }
}

fn condition(condition: Condition) -> ConditionEvidence {
    let words = "the record says so".to_owned();
    ConditionEvidence { condition, source: ConditionSource::Field, words }
}

/// Covered by two tests with three assertions, no condition, fix known: F.
fn verified() -> Facts {
    Facts {
        coverage: Some(region(&[(LineState::Covered, 5)])),
        tests: Some(vec![test("test_pay", 2), test("test_refund", 1)]),
        failure_state: Some(FailureState { level: 2, ..FailureState::default() }),
        fix_tests: Some(FixTests {
            touches_tests: true,
            added_assertions: 1,
            ..FixTests::default()
        }),
        signal_known: true,
        ..Facts::default()
    }
}

fn class(facts: &Facts) -> EscapeClass {
    verdict(facts).class
}

fn answer<'a>(verdict: &'a Verdict, question: &str) -> &'a str {
    let found = verdict.evidence.iter().find(|row| row.question == question);
    found.map_or("", |row| row.answer.as_str())
}

#[test]
fn the_flash_sale_is_beyond_the_suite_by_load_and_concurrency() {
    let conditions = vec![condition(Condition::Load), condition(Condition::Concurrency)];
    let judged = verdict(&Facts { conditions, ..verified() });
    assert_eq!((judged.class, judged.rule), (N, 8));
    assert_eq!(judged.sub, ["load", "concurrency"]);
}

#[test]
fn the_payroll_run_is_beyond_the_suite_by_concurrency() {
    let mut facts = Facts { conditions: vec![condition(Condition::Concurrency)], ..verified() };
    facts.conditions[0].source = ConditionSource::WordsAndFix;
    let judged = verdict(&facts);
    assert_eq!((judged.class, judged.confidence), (N, Confidence::Medium));
    assert_eq!(judged.sub, ["concurrency"]);
}

#[test]
fn the_throttling_gateway_is_beyond_the_suite_by_a_third_party() {
    let judged =
        verdict(&Facts { conditions: vec![condition(Condition::ThirdParty)], ..verified() });
    assert_eq!((judged.class, judged.sub.as_slice()), (N, &["third-party".to_owned()][..]));
}

#[test]
fn rule_eight_names_the_branch_that_fits_and_tests_the_ways_they_are_linked() {
    let mut facts = Facts { conditions: vec![condition(Condition::Load)], ..verified() };
    if let Some(test) = facts.tests.as_mut().and_then(|tests| tests.last_mut()) {
        test.method = TestLinkMethod::CallsFunction;
    }
    let judged = verdict(&facts);
    let rule =
        "8, beyond the suite: covered and verified, and it took a condition beyond the suite";
    assert_eq!(answer(&judged, "rule"), rule);
    let linked = "yes: 2 tests with 3 assertions, linked by per-test-coverage and calls-function";
    assert_eq!(answer(&judged, "verified then"), linked);
    facts.coverage.as_mut().unwrap().configuration_only = true;
    let rule = "8, beyond the suite: the fix touches only files that nothing instruments";
    assert_eq!(answer(&verdict(&facts), "rule"), rule);
}

#[test]
fn the_declined_card_is_a_failing_state_that_was_not_asserted() {
    let looked_for = Some("card-declined".to_owned());
    let by = Some("test_pay: paid".to_owned());
    let failure_state = Some(FailureState {
        level: 2,
        by,
        looked_for,
        flow: Some("checkout".to_owned()),
        by_people: true,
        candidates: Vec::new(),
    });
    let judged = verdict(&Facts { failure_state, ..verified() });
    assert_eq!((judged.class, judged.rule, judged.confidence), (F, 9, Confidence::High));
    assert_eq!(judged.sub, ["many covering tests", "values only", "fix adds an assertion"]);
    assert_eq!(answer(&judged, "covered then"), "yes: 5 of 5 statements ran");
    let verified = "yes: 2 tests with 3 assertions, linked by per-test-coverage";
    assert_eq!(answer(&judged, "verified then"), verified);
    let state = "values asserted, no failure state (level 2 of 4), by test_pay: paid; looked for \
                 card-declined, listed in flow checkout: not found";
    assert_eq!(answer(&judged, "failure state"), state);
}

#[test]
fn the_test_that_asserts_nothing_leaves_the_code_unasserted() {
    let tests = Some(vec![test("test_refund", 0)]);
    let judged = verdict(&Facts { tests, ..verified() });
    assert_eq!((judged.class, judged.rule), (E, 7));
    let answer = answer(&judged, "verified then");
    assert_eq!(answer, "no: 1 test with 0 assertions, linked by per-test-coverage");
}

#[test]
fn the_muted_red_build_is_a_lost_signal_whatever_the_coverage() {
    let id = |n: char| CommitId(n.to_string().repeat(40));
    let signal = LostSignal {
        test: "test_stock".to_owned(),
        passed_at: id('a'),
        failed_at: id('b'),
        then: TestStatus::Skipped,
        then_at: id('c'),
    };
    let judged = verdict(&Facts { signal: Some(signal), ..verified() });
    assert_eq!(
        (judged.class, judged.rule, judged.sub.as_slice()),
        (S, 3, &["muted".to_owned()][..])
    );
    assert_eq!(
        answer(&judged, "warned before shipping"),
        "test_stock passed at aaaaaaaaaa, failed at bbbbbbbbbb and was skipped at cccccccccc"
    );
}

#[test]
fn the_legacy_path_is_uncovered_and_names_its_lines() {
    let coverage = Some(region(&[(LineState::Uncovered, 3)]));
    let judged = verdict(&Facts { coverage, tests: None, ..verified() });
    assert_eq!((judged.class, judged.rule, judged.confidence), (C, 4, Confidence::High));
    let answer = answer(&judged, "covered then");
    assert_eq!(answer, "no: 0 of 3 statements ran; not run: lines 12-14");
}

#[test]
fn code_that_no_test_runs_has_no_signal_to_lose() {
    let coverage = Some(region(&[(LineState::Uncovered, 3)]));
    let facts = Facts { coverage, tests: None, signal_known: false, ..verified() };
    let judged = verdict(&facts);
    assert_eq!(judged.class, C);
    assert!(!judged.abstained.iter().any(|a| a.class == S), "{:?}", judged.abstained);
    let ran = Facts { coverage: Some(region(&[(LineState::Covered, 3)])), ..facts };
    assert!(verdict(&ran).abstained.iter().any(|a| a.class == S));
}

#[test]
fn tests_linked_by_name_verify_nothing_that_did_not_run() {
    let uncovered = Some(region(&[(LineState::Uncovered, 3)]));
    let judged = verdict(&Facts { coverage: uncovered, ..verified() });
    assert_eq!(answer(&judged, "verified then"), "no: it did not run in any test");
    let judged = verdict(&Facts { coverage: Some(region(&[])), ..verified() });
    assert!(answer(&judged, "verified then").starts_with("not known whether they ran it: 2 tests"));
}

#[test]
fn no_evidence_is_never_uncovered() {
    for states in [
        &[][..],
        &[(LineState::Unknown, 3)],
        &[(LineState::NotInReport, 3)],
        &[(LineState::Younger, 3)],
        &[(LineState::ImportOnly, 3)],
    ] {
        let judged = verdict(&Facts { coverage: Some(region(states)), ..verified() });
        assert_eq!((judged.class, judged.rule), (U, 10), "{states:?}");
        assert!(judged.abstained.iter().any(|a| a.class == C), "{states:?}");
        assert!(!judged.would_change.is_empty(), "{states:?}");
    }
    let bare = verdict(&Facts::default());
    assert_eq!((bare.class, bare.sub.as_slice()), (U, &["no region known".to_owned()][..]));
    assert_eq!(bare.confidence, Confidence::Low);
    assert!(bare.would_change[0].contains("escapee link"));
}

#[test]
fn import_time_and_new_definitions_are_not_determined() {
    let import = Facts { coverage: Some(region(&[(LineState::ImportOnly, 1)])), ..verified() };
    assert_eq!(verdict(&import).sub, ["import-time only"]);
    let mut added = verified();
    added.coverage = Some(region(&[(LineState::Covered, 2)]));
    added.coverage.as_mut().unwrap().new_definitions_only = true;
    let judged = verdict(&added);
    assert_eq!(
        (judged.class, judged.sub.as_slice()),
        (U, &["new definitions only".to_owned()][..])
    );
}

#[test]
fn a_fix_of_configuration_alone_is_beyond_the_suite() {
    let mut facts = Facts { coverage: Some(region(&[])), ..Facts::default() };
    facts.coverage.as_mut().unwrap().configuration_only = true;
    let judged = verdict(&facts);
    assert_eq!((judged.class, judged.sub.as_slice()), (N, &["configuration".to_owned()][..]));
}

#[test]
fn what_is_no_escape_is_judged_first() {
    let apart = |exclusion| Facts { exclusion: Some(exclusion), ..verified() };
    let found = verdict(&apart(Exclusion::FoundBefore { phase: "uat".to_owned() }));
    assert_eq!((found.class, found.rule), (X0, 1));
    assert_eq!(answer(&found, "why apart"), "found in uat, before production");
    assert_eq!(class(&apart(Exclusion::Duplicate { of: "INC-1".to_owned() })), X0);
    assert_eq!(class(&apart(Exclusion::NotOurCode { words: "hardware".to_owned() })), X1);
}
