//! Blame, changes and tracking: against hand-made histories, against `git` and against libgit2.
//!
//! The comparisons with `git` print a skip line where there is no `git`, and the one on a real
//! repository where the environment variable `ESCAPEE_REPO` names none.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

mod behind;
mod blamed;
pub(crate) mod foreign;
pub(crate) mod git;
mod indexed;
mod libgit2;
mod names;
mod shapes;
mod tracked;

use std::path::Path;
use std::sync::Arc;

use escapee::history::{BlameOptions, Repository};
use escapee::model::blame_index::BlameIndex;
use escapee::model::commit::CommitId;
use escapee::model::lines::LineRange;

use crate::support::RepoBuilder;

/// Returns the repository as the library reads it.
fn opened(repo: &RepoBuilder) -> Repository {
    Repository::open(repo.path()).unwrap()
}

/// Returns for each line of a file `(commit, path, line)` of its origin.
fn origins(repo: &Repository, commit: &CommitId, path: &str) -> Vec<(CommitId, String, u32)> {
    origins_with(repo, commit, path, &BlameOptions::default())
}

/// Returns the same under options, and makes sure that the blame index does not change it.
fn origins_with(
    repo: &Repository,
    commit: &CommitId,
    path: &str,
    options: &BlameOptions,
) -> Vec<(CommitId, String, u32)> {
    let all = LineRange { first: 1, last: u32::MAX };
    let blamed = repo.blame(commit, path, &[all], options).unwrap();
    let indexed = with_index(repo.path(), std::slice::from_ref(commit));
    assert_eq!(indexed.blame(commit, path, &[all], options).unwrap(), blamed, "{path} at {commit}");
    blamed.into_iter().map(|line| (line.commit, line.path, line.original_line)).collect()
}

/// Returns the repository with a blame index of all that lies behind `tips`, as it is kept.
fn with_index(folder: &Path, tips: &[CommitId]) -> Repository {
    let mut repo = Repository::open(folder).unwrap();
    let mut index = repo.empty_index();
    grow(&repo, &mut index, tips);
    let kept = BlameIndex::read(&index.take_parts());
    assert_eq!((kept.damage, kept.index.as_ref()), (None, Some(&index)));
    repo.use_index(Arc::new(index));
    repo
}

/// Brings an index up to `tips`, a few commits at a time.
fn grow(repo: &Repository, index: &mut BlameIndex, tips: &[CommitId]) {
    assert!(index.add_commits(&repo.commits_beyond(index, tips).unwrap()));
    while !index.unread().is_empty() {
        let unread = index.unread();
        let next = unread.start..unread.end.min(unread.start + 7);
        assert!(index.add_versions(&repo.versions_of(index, next).unwrap()));
    }
    index.settle();
}
