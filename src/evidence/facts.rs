//! All parts of the evidence joined into the facts a verdict reads.

use super::conditions::conditions;
use super::expectation::edited_expectation;
use super::failure_state::{Told, failure_state};
use super::fix_assertions::{FixedTests, fix_assertions};
use super::fix_tests::fix_tests;
use super::said_conditions::{SaidConditions, said_conditions};
use crate::model::change::Change;
use crate::model::evidence::{
    CoverageFacts, CoveringTest, Exclusion, Facts, FixTests, LineState, LostSignal, MutantTally,
    RegionEvidence, Survivor,
};
use crate::model::incident::Incident;
use crate::model::project::{FailureStateConfig, FlowConfig};
use crate::model::region::{FileKind, FileRegion, LineRole};
use crate::model::worksheet::{Answer, Question};

/// What is known of one incident, before it is joined.
pub struct Parts<'a> {
    /// The record.
    pub incident: &'a Incident,
    /// Why it is no escape of our code, if it is not.
    pub exclusion: Option<Exclusion>,
    /// What coverage says of the top-ranked file; `None` without a region.
    pub coverage: Option<CoverageFacts>,
    /// Functions that hold the region.
    pub functions: &'a [String],
    /// Tests that ran it; `None` where nothing links any.
    pub tests: Option<Vec<CoveringTest>>,
    /// Mutants on it; `None` where no mutation report counts.
    pub mutants: Option<MutantTally>,
    /// Those of them that no test noticed.
    pub survivors: Vec<Survivor>,
    /// Functions of it that tests run without noticing what is done to them.
    pub pseudo_tested: Vec<String>,
    /// What the fixes made of the test files they change.
    pub fixed_tests: &'a [FixedTests<'a>],
    /// A lost signal of one of the tests.
    pub signal: Option<LostSignal>,
    /// Whether there are test runs that could have shown one.
    pub signal_known: bool,
    /// Runs with the introducing change in which they were green.
    pub green_runs: Option<u32>,
    /// Failure states that flows list for the region, each with its flow.
    pub states: &'a [(&'a FlowConfig, &'a FailureStateConfig)],
    /// What people answered.
    pub answers: &'a [Answer],
    /// The fixes that count.
    pub fixes: &'a [&'a Change],
    /// What kind of file a path is.
    pub kind: &'a dyn Fn(&str) -> FileKind,
}

/// Returns the facts that the parts make.
pub fn facts(parts: Parts<'_>) -> Facts {
    let is_test = |path: &str| (parts.kind)(path) == FileKind::Test;
    let is_source = |path: &str| (parts.kind)(path) == FileKind::Source;
    let tests = parts.tests.as_deref();
    let said = said_state(parts.answers);
    let told = Told { incident: parts.incident, said, states: parts.states };
    let any_hit = parts.coverage.as_ref().and_then(any_hit);
    Facts {
        failure_state: failure_state(&told, tests, any_hit),
        edited_expectation: edited_expectation(
            parts.fixes,
            &is_test,
            tests.unwrap_or_default(),
            parts.functions,
        ),
        conditions: conditions(parts.incident, &of_people(parts.answers), parts.fixes, &is_source),
        fix_tests: fix_tests(parts.fixes, &is_test)
            .map(|did| with_assertions(did, parts.fixed_tests, tests.unwrap_or_default())),
        pseudo_tested: parts.pseudo_tested,
        exclusion: parts.exclusion,
        coverage: parts.coverage,
        tests: parts.tests,
        mutants: parts.mutants,
        survivors: parts.survivors,
        signal: parts.signal,
        signal_known: parts.signal_known,
        green_runs: parts.green_runs,
    }
}

/// What was parsed says more than single lines of a diff.
fn with_assertions(
    mut did: FixTests,
    fixed: &[FixedTests<'_>],
    before: &[CoveringTest],
) -> FixTests {
    did.added = fix_assertions(fixed, before);
    did.added_assertions = did.added_assertions.max(did.added.len() as u32);
    did.only_input_rows &= did.added.is_empty();
    did
}

/// The failure state that people named.
fn said_state(answers: &[Answer]) -> Option<&str> {
    let named = answers.iter().find(|answer| answer.question == Question::State);
    named.map(|answer| answer.value.as_str())
}

/// The conditions that people named or ruled out.
fn of_people(answers: &[Answer]) -> SaidConditions {
    let said = answers.iter().find(|answer| answer.question == Question::Condition);
    said.map(|answer| said_conditions(&answer.value)).unwrap_or_default()
}

/// Whether any statement ran in a test; `None` where line coverage cannot tell.
fn any_hit(coverage: &CoverageFacts) -> Option<bool> {
    match (coverage.ran(), coverage.count(LineState::Uncovered)) {
        (0, 0) => None,
        (ran, _) => Some(ran > 0),
    }
}

/// Returns what the coverage of the top-ranked file says.
///
/// A branch that was not taken counts where the fix edits its condition: on a line that the fix
/// deletes or changes or that a person names, and not on a mere neighbour. `configuration_only`
/// tells that the fix touches nothing that a coverage tool instruments.
pub fn coverage_facts(
    evidence: &RegionEvidence,
    region: &FileRegion,
    configuration_only: bool,
) -> CoverageFacts {
    let lines = |keep: &dyn Fn(LineState, LineRole) -> bool| {
        let kept = evidence.lines.iter().filter(|line| keep(line.state, line.role));
        kept.map(|line| line.line).collect()
    };
    CoverageFacts {
        path: evidence.path.clone(),
        statements: evidence.statements(),
        unrun: lines(&|state, _| state == LineState::Uncovered),
        partial: lines(&|state, role| state == LineState::Partly && role != LineRole::Anchor),
        configuration_only,
        new_definitions_only: region.new_definitions_only,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::CommitId;
    use crate::model::evidence::{EvidenceMethod, LineEvidence};

    #[test]
    fn a_branch_counts_where_the_fix_edits_its_condition_and_a_statement_counts_once() {
        let line = |line, statement, state, role| LineEvidence {
            line,
            role,
            statement,
            state,
            evidence_commit: None,
            method: EvidenceMethod::AtCommit,
            hits: None,
        };
        let evidence = RegionEvidence {
            repo: "main".to_owned(),
            commit: CommitId("c".to_owned()),
            path: "a.py".to_owned(),
            lines: vec![
                line(1, 1, LineState::Partly, LineRole::Deleted),
                line(2, 1, LineState::Partly, LineRole::Deleted),
                line(4, 4, LineState::Partly, LineRole::Anchor),
                line(5, 5, LineState::Uncovered, LineRole::Anchor),
                line(6, 6, LineState::NotInstrumented, LineRole::Deleted),
            ],
            evidence_at: None,
            now: Vec::new(),
            functions: Vec::new(),
            only_adds: false,
            then: None,
        };
        let region = FileRegion {
            path: "a.py".to_owned(),
            lines: Vec::new(),
            functions: Vec::new(),
            kind: FileKind::Source,
            only_adds: false,
            new_definitions_only: false,
        };
        let facts = coverage_facts(&evidence, &region, false);
        assert_eq!((facts.ran(), facts.known()), (2, 3));
        assert_eq!((facts.partial.as_slice(), facts.unrun.as_slice()), (&[1, 2][..], &[5][..]));
        assert_eq!(any_hit(&facts), Some(true));
    }

    #[test]
    fn an_incident_without_code_has_empty_facts() {
        let incident = Incident::new("INC-1", "csv", "x");
        let joined = facts(Parts {
            incident: &incident,
            exclusion: None,
            coverage: None,
            functions: &[],
            tests: None,
            mutants: None,
            survivors: Vec::new(),
            pseudo_tested: Vec::new(),
            fixed_tests: &[],
            signal: None,
            signal_known: false,
            green_runs: None,
            states: &[],
            answers: &[],
            fixes: &[],
            kind: &|_| FileKind::Source,
        });
        assert_eq!(joined, Facts::default());
    }
}
