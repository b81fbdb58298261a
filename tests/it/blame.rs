//! Blame, changes and tracking: against hand-made histories, against `git` and against libgit2.
//!
//! The comparisons with `git` print a skip line where there is no `git`, and the one on a real
//! repository where the environment variable `ESCAPEE_REPO` names none.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

mod blamed;
mod git;
mod libgit2;
mod names;
mod tracked;

use escapee::history::{BlameOptions, Repository};
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

/// Returns the same under options.
fn origins_with(
    repo: &Repository,
    commit: &CommitId,
    path: &str,
    options: &BlameOptions,
) -> Vec<(CommitId, String, u32)> {
    let all = LineRange { first: 1, last: u32::MAX };
    let blamed = repo.blame(commit, path, &[all], options).unwrap();
    blamed.into_iter().map(|line| (line.commit, line.path, line.original_line)).collect()
}
