//! The borders between the rules: which comes first, what proves nothing, what half evidence says.

use super::*;

#[test]
fn statements_and_branches_that_did_not_run_are_named() {
    let states = [(LineState::Covered, 2), (LineState::Uncovered, 1)];
    let judged = verdict(&Facts { coverage: Some(region(&states)), ..verified() });
    assert_eq!((judged.class, judged.rule), (B, 5));
    assert_eq!(answer(&judged, "not run"), "line 12");
    let mut facts = Facts { coverage: Some(region(&[(LineState::Partly, 1)])), ..verified() };
    assert_eq!(class(&facts), F, "a partial branch outside of what the fix edits is covered");
    facts.coverage.as_mut().unwrap().partial = vec![9];
    let judged = verdict(&facts);
    assert_eq!((judged.class, judged.sub.as_slice()), (B, &["branch not taken".to_owned()][..]));
}

#[test]
fn an_edited_expectation_comes_before_a_condition() {
    let edited_expectation = Some("test_pay: 4 -> 5".to_owned());
    let conditions = vec![condition(Condition::Load)];
    let judged = verdict(&Facts { edited_expectation, conditions, ..verified() });
    assert_eq!((judged.class, judged.rule), (O, 6));
}

#[test]
fn two_mutants_of_which_none_was_killed_prove_that_nothing_is_asserted() {
    let with = |killed, survived| {
        let mutants = Some(MutantTally { killed, survived, no_coverage: 0 });
        class(&Facts { mutants, ..verified() })
    };
    assert_eq!((with(0, 2), with(0, 1), with(1, 5)), (E, F, F));
}

#[test]
fn a_killed_mutant_keeps_tests_linked_by_name_from_proving_silence() {
    let mut silent = test("test_pay", 0);
    silent.method = TestLinkMethod::MirroredPath;
    let mutants = Some(MutantTally { killed: 3, survived: 0, no_coverage: 0 });
    let judged = verdict(&Facts { tests: Some(vec![silent]), mutants, ..verified() });
    assert_eq!(judged.class, U);
    assert!(judged.abstained.iter().any(|a| a.class == E));
}

#[test]
fn words_of_a_condition_do_not_excuse_code_that_no_test_verifies() {
    let conditions = vec![condition(Condition::Concurrency)];
    let uncovered = Some(region(&[(LineState::Uncovered, 1)]));
    let facts = Facts { conditions: conditions.clone(), ..verified() };
    assert_eq!(class(&Facts { coverage: uncovered, ..facts.clone() }), C);
    assert_eq!(class(&Facts { tests: Some(vec![test("test_pay", 0)]), ..facts.clone() }), E);
    assert_eq!(class(&Facts { tests: None, ..facts }), U);
}

#[test]
fn skipped_tests_verify_nothing() {
    let mut skipped = test("test_pay", 3);
    skipped.skipped = true;
    let judged = verdict(&Facts { tests: Some(vec![skipped]), ..verified() });
    assert_eq!(judged.class, U);
    let answer = answer(&judged, "verified then");
    assert_eq!(answer, "not known: 1 test linked, skipped in the source");
}

#[test]
fn statements_that_no_report_knows_lower_the_confidence_and_are_told() {
    let states = [(LineState::Covered, 2), (LineState::Younger, 1)];
    let judged = verdict(&Facts { coverage: Some(region(&states)), ..verified() });
    assert_eq!((judged.class, judged.confidence), (F, Confidence::Medium));
    let said = answer(&judged, "covered then");
    assert_eq!(said, "yes: 2 of 2 statements ran; 1 statement younger than the report");
    let states = [(LineState::Covered, 1), (LineState::Younger, 4)];
    let judged = verdict(&Facts { coverage: Some(region(&states)), ..verified() });
    assert_eq!(judged.confidence, Confidence::Low);
    assert_eq!((judged.class, judged.sub[0].as_str()), (U, "most statements in no report"));
    let said = answer(&judged, "covered then");
    let known = "not known: of the 1 statement that a report knows 1 ran; 4 statements younger than \
                 the report";
    assert_eq!(said, known);
}

#[test]
fn without_test_runs_the_rule_of_signals_abstains() {
    let judged = verdict(&Facts { signal_known: false, ..verified() });
    assert_eq!(judged.class, F);
    assert_eq!(judged.abstained.len(), 1);
    assert_eq!(judged.abstained[0].class, S);
    assert!(verdict(&verified()).abstained.is_empty());
}

#[test]
fn the_table_stands_in_the_order_of_the_classes() {
    let classes: Vec<_> = RULES.iter().map(|rule| rule.class).collect();
    assert_eq!(classes, EscapeClass::ALL[..9]);
    assert_eq!(EscapeClass::ALL[9], U);
}
