//! Rows, maturity, cohorts, every definition by hand, restatements.

use super::super::escape_rate;
use super::*;
use crate::model::release::ReleaseResult;

fn at(day: &str) -> Time {
    format!("{day}T00:00:00Z").parse().unwrap()
}

fn defect(id: &str, day: &str, phase: Phase, severity: u8) -> Defect {
    Defect {
        id: id.to_owned(),
        incidents: vec![id.to_owned()],
        phase,
        at: Some(at(day)),
        severity: Some(severity),
        component: "pay".to_owned(),
        contained: Contained::Unknown,
        class: None,
        class_by_people: false,
        linked: true,
        has_evidence: false,
        covered: None,
        verified: None,
    }
}

fn study(defects: &[Defect], definitions: &[RateDefinition], mature_days: u32) -> RateStudy {
    study_of(defects, definitions, mature_days, &[], &[])
}

fn study_of(
    defects: &[Defect],
    definitions: &[RateDefinition],
    mature_days: u32,
    deployments: &[Release],
    printed: &[PrintedFigure],
) -> RateStudy {
    let question = RateQuestion {
        by: Grouping::Quarter,
        definitions: definitions.to_vec(),
        cohort: Cohort::Discovery,
        mature_days,
    };
    let lines = Exposure { changed_lines: Some(2_000), ..Exposure::default() };
    let data = StudyData {
        dossiers: &[],
        defects,
        deployments,
        exposure: &|_| lines,
        calendar: Calendar::default(),
        through: Some(at("2026-07-10")),
        sources: 1,
        printed,
        today: Some(at("2026-07-10").date_naive()),
    };
    rate_study(&question, &data)
}

fn some() -> Vec<Defect> {
    vec![
        defect("A", "2026-01-05", Phase::Production, 1),
        defect("B", "2026-01-06", Phase::Test, 4),
        defect("C", "2026-01-07", Phase::Uat, 2),
        defect("D", "2026-04-05", Phase::Production, 3),
        defect("E", "2026-07-05", Phase::Test, 3),
    ]
}

#[test]
fn each_definition_agrees_with_a_count_done_by_hand() {
    // 2026Q1: A escaped (weight 5), B caught in test (1), C in acceptance (3).
    use RateDefinition::{Density, EscapeRate, SeverityWeighted, StageLeakage};
    let found = study(&some(), &[EscapeRate, StageLeakage, SeverityWeighted, Density], 0);
    let row = &found.rows[0];
    let values: Vec<_> = row.measures.iter().map(|one| (one.k, one.n)).collect();
    assert_eq!(values, [(1, 3), (2, 3), (5, 9), (1, 2_000)]);
    assert_eq!(row.measures[3].value, Some(0.5));
    assert!((row.measures[2].effective_n.unwrap() - 81.0 / 35.0).abs() < 1e-12);
    assert_eq!(row.measures[1].k_of, ["A", "C"]);
    let stages: Vec<_> = found.stages.iter().map(|(_, rate)| (rate.k, rate.n)).collect();
    assert_eq!(stages, [(0, 0), (2, 2), (0, 2), (1, 3), (2, 5)]);
}

#[test]
fn an_immature_period_is_marked_and_in_no_comparison() {
    let found = study(&some(), &[RateDefinition::EscapeRate], 30);
    let mature: Vec<bool> = found.rows.iter().map(|row| row.mature).collect();
    assert_eq!(mature, [true, false, false], "2026Q2 ends less than 30 days before the data do");
    assert!(found.rows.iter().all(|row| row.measures[0].change.is_none()));
    let all = study(&some(), &[RateDefinition::EscapeRate], 0);
    assert!(all.rows[1].measures[0].change.is_some() && !all.rows[2].mature);
    assert_eq!(all.rows[1].per_exposure[0].exposure, "changed lines");
}

#[test]
fn a_deployment_that_was_taken_back_is_a_failure_and_one_that_never_went_live_does_not_count() {
    let release = |day: &str, result| Release {
        time: at(day),
        environment: "production".to_owned(),
        component: None,
        repo: None,
        version: None,
        commit: None,
        result,
    };
    let deployments = [
        release("2026-01-02", ReleaseResult::Success),
        release("2026-01-03", ReleaseResult::RolledBack),
        release("2026-01-04", ReleaseResult::Failure),
    ];
    let found = study_of(&some(), &[RateDefinition::ChangeFailure], 0, &deployments, &[]);
    let one = &found.rows[0].measures[0];
    assert_eq!((one.k, one.n, found.rows[0].exposure.deployments), (1, 2, Some(2)));
    assert_eq!(one.k_of, ["2026-01-03T00:00:00Z"]);
}

#[test]
fn what_a_report_printed_and_is_no_longer_so_is_restated_with_its_reason() {
    let printed = [PrintedFigure {
        printed_at: at("2026-04-01"),
        key: "2026Q1".to_owned(),
        escapes: vec!["A".to_owned(), "Z".to_owned()],
        caught: Some(vec!["B".to_owned()]),
    }];
    let found = study_of(&some(), &[RateDefinition::EscapeRate], 0, &[], &printed);
    let one = &found.restatements[0];
    assert_eq!((one.was, one.is), ((2, Some(3)), (1, Some(3))));
    assert_eq!(
        (&one.added[..], &one.removed[..]),
        (&["C (caught)".into()][..], &["Z (escaped)".into()][..])
    );
}

#[test]
fn what_one_report_of_a_day_restates_the_others_of_that_day_restate_and_those_of_the_next_do_not() {
    let printed = |day: &str, escapes: &[&str], caught: &[&str]| PrintedFigure {
        printed_at: at(day),
        key: "2026Q1".to_owned(),
        escapes: escapes.iter().map(|id| (*id).to_owned()).collect(),
        caught: Some(caught.iter().map(|id| (*id).to_owned()).collect()),
    };
    let was = printed("2026-04-01", &["A", "Z"], &["B", "C"]);
    let restated = |day: &str| {
        let printed = [was.clone(), printed(day, &["A"], &["B", "C"])];
        study_of(&some(), &[RateDefinition::EscapeRate], 0, &[], &printed).restatements
    };
    assert_eq!(restated("2026-07-10")[0].removed, ["Z (escaped)"]);
    assert_eq!(restated("2026-07-09"), []);
}

#[test]
fn caught_defects_that_no_source_told_of_then_are_no_restatement_and_never_none() {
    let printed = |escapes: &[&str]| PrintedFigure {
        printed_at: at("2026-04-01"),
        key: "2026Q1".to_owned(),
        escapes: escapes.iter().map(|id| (*id).to_owned()).collect(),
        caught: None,
    };
    let of = |figure| study_of(&some(), &[RateDefinition::EscapeRate], 0, &[], &[figure]);
    assert_eq!(of(printed(&["A"])).restatements, []);
    let found = of(printed(&["A", "Z"])).restatements;
    assert_eq!((found[0].was, found[0].is), ((2, None), (1, Some(3))));
    assert_eq!(
        (&found[0].added[..], &found[0].removed[..]),
        (&[][..], &["Z (escaped)".into()][..])
    );
}

#[test]
fn without_a_caught_defect_shares_have_no_value_and_counts_do() {
    let only = [defect("A", "2026-01-05", Phase::Production, 1)];
    let found = study(&only, &[RateDefinition::EscapeRate, RateDefinition::Density], 0);
    assert_eq!(found.total.measures[0].value, None);
    assert_eq!(found.total.measures[1].value, Some(0.5));
}

#[test]
fn the_rows_add_up_to_the_total() {
    let found = study(&some(), &[RateDefinition::EscapeRate], 0);
    let sum = |count: fn(&StudyRow) -> u64| found.rows.iter().map(count).sum::<u64>();
    assert_eq!(sum(|row| row.escapes), found.total.escapes);
    assert_eq!(Some(sum(|row| row.caught.unwrap())), found.total.caught);
    assert_eq!(sum(|row| row.incidents), found.total.incidents);
    assert_eq!(sum(|row| row.measures[0].n), found.total.measures[0].n);
}

#[test]
fn the_table_of_a_study_by_quarter_is_that_of_the_escape_rate() {
    let found = study(&some(), &[RateDefinition::Density, RateDefinition::EscapeRate], 0);
    let through = Some(at("2026-07-10"));
    let by = Grouping::Quarter;
    let rate = RateDefinition::EscapeRate;
    let table = escape_rate(&some(), rate, by, Calendar::default(), through);
    assert_eq!(table_of(&found), table);
    assert!(table.rows[1].change.is_some());
}
