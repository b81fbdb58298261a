//! What became of the mutants on a region, over all suites that tried any.

use crate::model::evidence::MutantTally;
use crate::model::mutation::{Mutant, MutantStatus, MutantsThen, unite_mutants};
use crate::model::region::RegionLine;

/// Returns the mutants that touch a line of the region, each fault once: noticed by one suite is
/// noticed.
pub fn region_mutants(lines: &[RegionLine], series: &[MutantsThen]) -> Vec<Mutant> {
    let touches = |mutant: &&Mutant| {
        mutant.lines.is_some_and(|range| lines.iter().any(|line| range.contains(line.line)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::CommitId;
    use crate::model::evidence::EvidenceMethod;
    use crate::model::lines::LineRange;
    use crate::model::region::LineRole;

    #[test]
    fn a_fault_that_one_suite_noticed_is_noticed_and_other_lines_say_nothing() {
        use MutantStatus::{Ignored, Killed, NoCoverage, Survived, Timeout};
        let mutant = |first, last, status| Mutant {
            lines: Some(LineRange { first, last }),
            operator: "m".to_owned(),
            replacement: None,
            status,
            killed_by: Vec::new(),
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
        let lines = [2, 3].map(|line| RegionLine { line, role: LineRole::Deleted });
        let here = region_mutants(&lines, &[unit, slow]);
        let tally = mutant_tally(&here);
        assert_eq!(tally, Some(MutantTally { killed: 1, survived: 0, no_coverage: 1 }));
        assert_eq!(mutant_tally(&here[1..2]), None, "a mutant that was left out tells nothing");
    }
}
