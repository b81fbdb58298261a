//! The tests linked to each file at an opening, by the names and folders of their files.

use std::collections::{BTreeMap, BTreeSet};

use super::files::Files;
use crate::error::Error;
use crate::evidence::{MirrorIndex, StateWords};
use crate::history::Repository;
use crate::model::assertion::{AssertionKind, Strength, TestFunction};
use crate::model::commit::CommitId;
use crate::pipeline::Workspace;
use crate::pipeline::test_shelf::TestShelf;

/// What a test file asserts.
#[derive(Debug, Clone, Default)]
pub(super) struct Asserted {
    /// Assertions in its tests.
    pub assertions: u64,
    /// Whether one of them names a failure state, be it listed or not.
    pub names_failure: bool,
    /// The failure states that flows list and it asserts, by their place among all that are listed.
    pub states: BTreeSet<usize>,
}

/// Returns for each file the test files linked to it, with what they assert. A file that no test
/// file mirrors is absent: whether other tests assert it, names cannot tell.
pub(super) fn asserted(
    workspace: &Workspace,
    shelf: &TestShelf,
    (name, repository): (&str, &Repository),
    commit: &CommitId,
    (files, opening): (&Files, usize),
) -> Result<BTreeMap<usize, BTreeMap<String, Asserted>>, Error> {
    let tests = shelf.tests_at(workspace, name, repository, commit)?;
    let mut by_file: BTreeMap<&str, Asserted> = BTreeMap::new();
    let listed: Vec<StateWords> =
        workspace.project.flows.iter().flat_map(|flow| &flow.states).map(StateWords::of).collect();
    for test in tests.iter().filter(|test| !test.skipped) {
        add(by_file.entry(&test.path).or_default(), test, &listed);
    }
    let then = &files.at[opening];
    let index = MirrorIndex::new(then.keys().map(String::as_str).collect());
    let ids: Vec<usize> = then.values().map(|file| file.id).collect();
    let mut linked: BTreeMap<usize, BTreeMap<String, Asserted>> = BTreeMap::new();
    for (path, asserted) in by_file {
        for place in index.sources_of(path) {
            let own = linked.entry(ids[place]).or_default();
            own.insert(path.to_owned(), asserted.clone());
        }
    }
    Ok(linked)
}

/// Adds a test to what its file asserts. What counts as asserted is what `flows` counts.
fn add(sum: &mut Asserted, test: &TestFunction, listed: &[StateWords]) {
    sum.assertions += test.assertions.len() as u64;
    sum.names_failure |= test
        .assertions
        .iter()
        .any(|one| one.kind == AssertionKind::FailureState && one.strength == Strength::Strong);
    for (place, words) in listed.iter().enumerate() {
        if test.assertions.iter().any(|one| words.are_met_by(&one.expects)) {
            sum.states.insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assertion::Assertion;
    use crate::model::lines::LineRange;
    use crate::model::project::FailureStateConfig;

    #[test]
    fn a_listed_state_is_asserted_by_its_error_its_status_or_its_words_each_state_by_itself() {
        let state = |name: &str| FailureStateConfig { name: name.to_owned(), ..Default::default() };
        let listed = [
            FailureStateConfig { errors: vec!["AlreadyPaid".to_owned()], ..state("paid-twice") },
            FailureStateConfig { statuses: vec![429], ..state("throttled") },
            FailureStateConfig { words: vec!["declined".to_owned()], ..state("card-declined") },
        ];
        let listed: Vec<StateWords> = listed.iter().map(StateWords::of).collect();
        let asserted = |kind, expects: &str| {
            let (expects, strength) = (expects.to_owned(), Strength::Strong);
            let test = TestFunction {
                path: "tests/test_pay.py".to_owned(),
                name: "test_pay".to_owned(),
                lines: LineRange::one(1),
                assertions: vec![Assertion { line: 1, kind, expects, strength }],
                calls: Vec::new(),
                asserted_calls: Vec::new(),
                skipped: false,
                rows: None,
            };
            let mut sum = Asserted::default();
            add(&mut sum, &test, &listed);
            (sum.states.into_iter().collect::<Vec<_>>(), sum.names_failure)
        };
        assert_eq!(asserted(AssertionKind::FailureState, "AlreadyPaid"), (vec![0], true));
        assert_eq!(asserted(AssertionKind::Value, "429"), (vec![1], false));
        assert_eq!(asserted(AssertionKind::Value, "\"declined\""), (vec![2], false));
        assert_eq!(asserted(AssertionKind::FailureState, "EmptyCart"), (vec![], true));
    }
}
