//! States of lines and statements, of one suite and of several.

use super::*;
use crate::model::branches::BranchLines;
use crate::model::region::LineRole;

fn set(lines: &[u32]) -> LineSet {
    lines.iter().copied().collect()
}

fn report(instrumented: &[u32], hit: &[u32]) -> SeriesEvidence {
    let coverage = FileCoverage {
        instrumented: set(instrumented),
        hit: set(hit),
        partial: set(&[]),
        branches: BranchLines::default(),
    };
    SeriesEvidence {
        commit: CommitId("c1".to_owned()),
        taken_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        method: EvidenceMethod::AtCommit,
        coverage: Some(coverage),
        hits: None,
        younger: set(&[]),
        ambiguous: set(&[]),
    }
}

/// Lines 1-3 one statement, 4 a comment, 5 a module-level statement, 6-9 a call whose closure
/// holds the statement of line 7, line 10 a lone bracket outside of everything.
fn outline() -> Outline {
    use LineKind::{Code, Comment, Structure};
    let statement =
        |first, last, import_time| Statement { lines: LineRange { first, last }, import_time };
    Outline {
        statements: vec![
            statement(1, 3, false),
            statement(5, 5, true),
            statement(6, 9, false),
            statement(7, 7, false),
        ],
        lines: vec![Code, Code, Structure, Comment, Code, Code, Code, Code, Structure, Structure],
        ..Outline::default()
    }
}

fn states(series: &[SeriesEvidence]) -> Vec<LineState> {
    let lines: Vec<RegionLine> =
        (1..=10).map(|line| RegionLine { line, role: LineRole::Deleted }).collect();
    line_evidence(&lines, Some(&outline()), series).into_iter().map(|l| l.state).collect()
}

#[test]
fn a_statement_over_several_lines_has_one_state_and_a_closure_its_own() {
    use LineState::{Covered, ImportOnly, NotInstrumented, Uncovered};
    let found = states(&[report(&[1, 5, 6, 7], &[1, 5, 6])]);
    assert_eq!(found[..3], [Covered; 3]);
    assert_eq!(found[3..5], [NotInstrumented, ImportOnly]);
    assert_eq!(found[5..], [Covered, Uncovered, Covered, Covered, NotInstrumented]);
}

#[test]
fn an_import_time_statement_that_did_not_run_is_uncovered() {
    assert_eq!(states(&[report(&[5], &[])])[4], LineState::Uncovered);
}

#[test]
fn a_statement_without_a_record_is_excluded_where_the_report_holds_the_file() {
    assert_eq!(states(&[report(&[5], &[5])])[0], LineState::NotInstrumented);
}

#[test]
fn no_report_and_no_such_file_are_not_uncovered() {
    assert_eq!(states(&[])[0], LineState::Unknown);
    let absent = SeriesEvidence { coverage: None, ..report(&[], &[]) };
    let found = states(&[absent]);
    assert_eq!((found[0], found[3]), (LineState::NotInReport, LineState::NotInstrumented));
}

#[test]
fn a_line_newer_than_every_report_is_younger() {
    let old = SeriesEvidence { younger: set(&[7]), ..report(&[1, 6], &[1, 6]) };
    assert_eq!(states(std::slice::from_ref(&old))[6], LineState::Younger);
    let newer = report(&[7], &[7]);
    assert_eq!(states(&[old, newer])[6], LineState::Covered);
}

#[test]
fn a_state_read_from_a_line_that_may_be_another_says_so() {
    use EvidenceMethod::{Ambiguous, CarriedForward, Compared};
    let old = |method| SeriesEvidence { method, ambiguous: set(&[2]), ..report(&[1, 5], &[1, 5]) };
    let methods = |method| -> Vec<EvidenceMethod> {
        let lines = [1, 5].map(|line| RegionLine { line, role: LineRole::Deleted });
        let found = line_evidence(&lines, Some(&outline()), &[old(method)]);
        found.into_iter().map(|line| line.method).collect()
    };
    // Line 2 belongs to the statement of line 1, which has one state.
    assert_eq!(methods(CarriedForward), [Ambiguous, CarriedForward]);
    assert_eq!(methods(Compared), [Compared, Compared]);
}

#[test]
fn a_statement_whose_recorded_line_is_new_is_younger_and_not_excluded() {
    let old = SeriesEvidence { younger: set(&[1]), ..report(&[5], &[5]) };
    assert_eq!(states(&[old])[1], LineState::Younger);
}

#[test]
fn covered_by_any_suite_is_covered_and_names_that_suite() {
    let unit = report(&[1], &[]);
    let integration = SeriesEvidence { commit: CommitId("c2".to_owned()), ..report(&[1], &[1]) };
    let lines = [RegionLine { line: 1, role: LineRole::Deleted }];
    let found = line_evidence(&lines, Some(&outline()), &[unit, integration]);
    assert_eq!(found[0].state, LineState::Covered);
    assert_eq!(found[0].evidence_commit, Some(CommitId("c2".to_owned())));
}

#[test]
fn a_branch_not_taken_makes_a_line_partly_covered() {
    let mut partial = report(&[1], &[1]);
    partial.coverage.as_mut().unwrap().partial = set(&[1]);
    assert_eq!(states(std::slice::from_ref(&partial))[0], LineState::Partly);
    assert_eq!(states(&[partial, report(&[1], &[1])])[0], LineState::Covered);
}

#[test]
fn without_an_outline_each_line_speaks_for_itself() {
    let lines: Vec<RegionLine> =
        (1..=3).map(|line| RegionLine { line, role: LineRole::Anchor }).collect();
    let found = line_evidence(&lines, None, &[report(&[1, 2], &[1])]);
    let states: Vec<_> = found.iter().map(|l| l.state).collect();
    assert_eq!(states, [LineState::Covered, LineState::Uncovered, LineState::NotInstrumented]);
}
#[test]
fn counts_of_a_statement_are_those_of_its_busiest_line_and_add_up_over_suites() {
    let counted = |lines: &[(u32, u64)], hit: &[u32]| SeriesEvidence {
        hits: Some(lines.iter().copied().collect()),
        ..report(&[1, 3, 5, 6], hit)
    };
    let hits = |series: &[SeriesEvidence]| -> Vec<Option<u64>> {
        let lines: Vec<RegionLine> =
            [1, 2, 4, 5, 6].map(|line| RegionLine { line, role: LineRole::Anchor }).into();
        line_evidence(&lines, Some(&outline()), series).iter().map(|line| line.hits).collect()
    };
    let one = counted(&[(1, 4), (3, 9), (5, 1)], &[1, 3, 5]);
    let two = counted(&[(1, 30), (6, 2)], &[1, 6]);
    assert_eq!(hits(std::slice::from_ref(&one)), [Some(9), Some(9), None, Some(1), Some(0)]);
    let both = [one, two];
    assert_eq!(hits(&both), [Some(39), Some(39), None, Some(1), Some(2)]);
    // A suite that knows the lines and does not count makes every sum unknown.
    let [one, two] = both;
    assert_eq!(hits(&[one, two, report(&[1], &[])])[..3], [None, None, None]);
}
