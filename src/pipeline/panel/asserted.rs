//! The tests linked to each file at an opening, by the names and folders of their files.

use std::collections::BTreeMap;

use super::files::Files;
use crate::error::Error;
use crate::evidence::MirrorIndex;
use crate::history::Repository;
use crate::model::assertion::{AssertionKind, Strength, TestFunction};
use crate::model::commit::CommitId;
use crate::pipeline::Workspace;
use crate::pipeline::tests_then::TestShelf;

/// What a test file asserts.
#[derive(Debug, Clone, Default)]
pub(super) struct Asserted {
    /// Assertions in its tests.
    pub assertions: u64,
    /// What its assertions on failure states expect, lower case; only those that name it.
    pub failure_states: Vec<String>,
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
    for test in tests.iter().filter(|test| !test.skipped) {
        add(by_file.entry(&test.path).or_default(), test);
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

fn add(sum: &mut Asserted, test: &TestFunction) {
    sum.assertions += test.assertions.len() as u64;
    let named = test
        .assertions
        .iter()
        .filter(|one| one.kind == AssertionKind::FailureState && one.strength == Strength::Strong);
    sum.failure_states.extend(named.map(|one| one.expects.to_lowercase()));
}
