//! What became of the mutants on a region, over all suites that tried any.

use std::collections::BTreeSet;

use crate::model::commit::CommitId;
use crate::model::evidence::{MutantTally, Survivor};
use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, MutantsThen, unite_mutants};
use crate::model::outline::Outline;
use crate::model::region::{LineRole, RegionLine};

/// Returns every line of the statements that hold a line of the region, ascending: reports put what
/// they know of a statement on any of its lines.
pub fn statement_lines(lines: impl Iterator<Item = u32>, outline: Option<&Outline>) -> Vec<u32> {
    let whole = |line: u32| {
        let statement = outline.and_then(|outline| outline.statement_at(line));
        statement.map_or(LineRange { first: line, last: line }, |statement| statement.lines)
    };
    let all: BTreeSet<u32> = lines.flat_map(|line| whole(line).lines()).collect();
    all.into_iter().collect()
}

/// Returns the lines that mutants of the region stand on: the statements that the fix deletes or
/// changes or that a person names; where it only puts lines in, their neighbours.
pub fn mutable_lines(lines: &[RegionLine], outline: Option<&Outline>) -> Vec<u32> {
    let is_code = |line: &&RegionLine| {
        outline.is_none_or(|outline| {
            outline.statement_at(line.line).is_some() || outline.statements.is_empty()
        })
    };
    let of = |keep: fn(&RegionLine) -> bool| -> Vec<u32> {
        lines.iter().filter(is_code).filter(|line| keep(line)).map(|line| line.line).collect()
    };
    let changed = of(|line| line.role != LineRole::Anchor);
    let lines = if changed.is_empty() { of(|_| true) } else { changed };
    statement_lines(lines.into_iter(), outline)
}

/// Returns the mutants that touch one of the lines, each fault once: noticed by one suite is
/// noticed.
pub fn region_mutants(lines: &[u32], series: &[MutantsThen]) -> Vec<Mutant> {
    let touches = |mutant: &&Mutant| {
        mutant.lines.is_some_and(|range| lines.iter().any(|line| range.contains(*line)))
    };
    let mut all = Vec::new();
    for then in series {
        let here: Vec<Mutant> = then.mutants.iter().filter(touches).cloned().collect();
        unite_mutants(&mut all, &here);
    }
    all
}

/// Returns how many of the mutants were noticed and how many not; `None` where none was tried.
///
/// A mutant that ran out of time was noticed. One that did not build, broke the run, was left out
/// or not tried says nothing.
pub fn mutant_tally(mutants: &[Mutant]) -> Option<MutantTally> {
    let count = |of: &[MutantStatus]| {
        mutants.iter().filter(|mutant| of.contains(&mutant.status)).count() as u32
    };
    let tally = MutantTally {
        killed: count(&[MutantStatus::Killed, MutantStatus::Timeout]),
        survived: count(&[MutantStatus::Survived]),
        no_coverage: count(&[MutantStatus::NoCoverage]),
    };
    (tally.killed + tally.survived + tally.no_coverage > 0).then_some(tally)
}

/// Returns the mutants that no test noticed, in the order of their lines, as lines of `path` at `commit`.
pub fn survivors(mutants: &[Mutant], commit: &CommitId, path: &str) -> Vec<Survivor> {
    let unnoticed = |mutant: &&Mutant| {
        matches!(mutant.status, MutantStatus::Survived | MutantStatus::NoCoverage)
    };
    let survivor = |mutant: &Mutant| {
        Some(Survivor {
            commit: commit.clone(),
            path: path.to_owned(),
            line: mutant.lines?.first,
            operator: mutant.operator.to_string(),
            not_run: mutant.status == MutantStatus::NoCoverage,
        })
    };
    let mut all: Vec<Survivor> = mutants.iter().filter(unnoticed).filter_map(survivor).collect();
    all.sort_by(|a, b| (a.line, &a.operator).cmp(&(b.line, &b.operator)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::EvidenceMethod;
    use crate::model::outline::Statement;

    #[test]
    fn mutants_stand_on_the_whole_statements_that_the_fix_changes() {
        let statement =
            |first, last| Statement { lines: LineRange { first, last }, import_time: false };
        let statements = vec![statement(2, 4), statement(5, 5), statement(6, 7)];
        let outline = Outline { statements, ..Outline::default() };
        let line = |line, role| RegionLine { line, role };
        let mixed = [line(3, LineRole::Deleted), line(6, LineRole::Anchor)];
        assert_eq!(mutable_lines(&mixed, Some(&outline)), [2, 3, 4]);
        assert_eq!(mutable_lines(&mixed[1..], Some(&outline)), [6, 7]);
        // A comment that the fix deletes is no code that could be mutated.
        let comment = [line(9, LineRole::Deleted), line(5, LineRole::Anchor)];
        assert_eq!(mutable_lines(&comment, Some(&outline)), [5]);
        assert_eq!(mutable_lines(&mixed, None), [3]);
    }

    #[test]
    fn what_no_test_noticed_is_named_by_line_and_operator() {
        let mutant = |first: u32, operator: &str, status| Mutant {
            lines: Some(LineRange { first, last: first }),
            operator: operator.into(),
            replacement: None,
            status,
            killed_by: [].into(),
            covered_by: None,
        };
        let mutants = [
            mutant(9, "Negate", MutantStatus::NoCoverage),
            mutant(3, "Assignment", MutantStatus::Survived),
            mutant(3, "Return", MutantStatus::Killed),
            mutant(4, "Return", MutantStatus::Timeout),
        ];
        let found = survivors(&mutants, &CommitId("c".to_owned()), "pay.py");
        let told: Vec<_> =
            found.iter().map(|one| (one.line, one.operator.as_str(), one.not_run)).collect();
        assert_eq!(told, [(3, "Assignment", false), (9, "Negate", true)]);
    }

    #[test]
    fn a_fault_that_one_suite_noticed_is_noticed_and_other_lines_say_nothing() {
        use MutantStatus::{Ignored, Killed, NoCoverage, Survived, Timeout};
        let mutant = |first, last, status| Mutant {
            lines: Some(LineRange { first, last }),
            operator: "m".into(),
            replacement: None,
            status,
            killed_by: [].into(),
            covered_by: None,
        };
        let series = |mutants: &[Mutant]| MutantsThen {
            series: "unit".to_owned(),
            commit: CommitId("c".to_owned()),
            taken_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            method: EvidenceMethod::AtCommit,
            mutants: mutants.to_vec(),
            gone: 0,
        };
        let unit = series(&[mutant(1, 3, Survived), mutant(9, 9, Killed), mutant(3, 3, Ignored)]);
        let slow = series(&[mutant(1, 3, Timeout), mutant(2, 2, NoCoverage)]);
        let here = region_mutants(&[2, 3], &[unit, slow]);
        let tally = mutant_tally(&here);
        assert_eq!(tally, Some(MutantTally { killed: 1, survived: 0, no_coverage: 1 }));
        assert_eq!(mutant_tally(&here[1..2]), None, "a mutant that was left out tells nothing");
    }
}
