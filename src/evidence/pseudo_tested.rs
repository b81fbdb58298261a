//! Functions that tests run without noticing what is done to them.
//!
//! After Niedermayr, Juergens and Wagner (2016), Will my tests tell me if I break this code?, with
//! whatever mutants a report holds in place of an emptied body.

use std::collections::BTreeSet;

use crate::model::evidence::{LineEvidence, LineState};
use crate::model::mutation::{Mutant, MutantStatus};
use crate::model::outline::Outline;

/// Mutants that must have survived before silence means something.
const ENOUGH: usize = 2;

/// Returns the functions, in file order, that ran in a test and of whose mutants, two or more,
/// every one survived.
pub fn pseudo_tested(outline: &Outline, lines: &[LineEvidence], mutants: &[Mutant]) -> Vec<String> {
    let ran: BTreeSet<&str> = lines
        .iter()
        .filter(|line| matches!(line.state, LineState::Covered | LineState::Partly))
        .filter_map(|line| Some(outline.function_at(line.line)?.name.as_str()))
        .collect();
    let silent = |name: &str| {
        let (mut survived, mut noticed) = (0, 0);
        for mutant in mutants {
            let here = mutant.lines.and_then(|lines| outline.function_at(lines.first));
            if here.is_some_and(|function| function.name == name) {
                match mutant.status {
                    MutantStatus::Survived => survived += 1,
                    MutantStatus::Killed | MutantStatus::Timeout => noticed += 1,
                    _ => {}
                }
            }
        }
        noticed == 0 && survived >= ENOUGH
    };
    let mut found: Vec<String> = Vec::new();
    for function in &outline.functions {
        let name = function.name.as_str();
        if ran.contains(name) && silent(name) && !found.contains(&function.name) {
            found.push(function.name.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::EvidenceMethod;
    use crate::model::lines::LineRange;
    use crate::model::outline::Function;
    use crate::model::region::LineRole;

    fn found(state: LineState, statuses: &[MutantStatus]) -> Vec<String> {
        let lines = LineRange { first: 1, last: 4 };
        let function = Function { name: "total".to_owned(), lines, header: lines };
        let outline = Outline { functions: vec![function], ..Outline::default() };
        let line = LineEvidence {
            line: 2,
            role: LineRole::Function,
            statement: 2,
            state,
            evidence_commit: None,
            method: EvidenceMethod::AtCommit,
            hits: None,
        };
        let mutant = |status: &MutantStatus| Mutant {
            lines: Some(LineRange { first: 2, last: 2 }),
            operator: "".into(),
            replacement: None,
            status: *status,
            killed_by: [].into(),
            covered_by: None,
        };
        let mutants: Vec<Mutant> = statuses.iter().map(mutant).collect();
        pseudo_tested(&outline, &[line], &mutants)
    }

    #[test]
    fn a_function_that_runs_and_whose_every_mutant_survives_is_tested_in_name_only() {
        use MutantStatus::{Killed, NoCoverage, Survived, Timeout};
        assert_eq!(found(LineState::Covered, &[Survived, Survived]), ["total"]);
        for other in [&[Survived][..], &[Survived, Survived, Killed], &[Survived, Timeout], &[]] {
            assert_eq!(found(LineState::Covered, other), [""; 0], "{other:?}");
        }
        assert_eq!(found(LineState::Covered, &[NoCoverage, NoCoverage]), [""; 0]);
        assert_eq!(found(LineState::Uncovered, &[Survived, Survived]), [""; 0]);
    }
}
