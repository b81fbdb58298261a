//! Which files of a repository are compared: the same ones each time.

use escapee::history::{HistoryError, Repository};
use escapee::model::commit::CommitId;

/// A file at a commit.
pub(crate) type Job = (CommitId, String);

/// How many files of one fix are taken.
const FILES_OF_A_FIX: usize = 4;

/// Returns the files that fixes change, at the fix's first parent. The fixes (their subject says fix
/// or bug, and they are no merges) are spread evenly over history.
pub(crate) fn changed_files(
    repo: &Repository,
    head: &CommitId,
    fixes: usize,
) -> Result<Vec<Job>, HistoryError> {
    let log = repo.log(head)?;
    let is_fix = |message: &str| {
        let subject = message.lines().next().unwrap_or("").to_lowercase();
        ["fix", "bug"].iter().any(|word| subject.contains(word))
    };
    let all: Vec<CommitId> = log
        .into_iter()
        .filter(|commit| commit.parents.len() == 1 && is_fix(&commit.message))
        .map(|commit| commit.id)
        .collect();
    let mut jobs = Vec::new();
    for fix in spread(&all, fixes) {
        let change = repo.change(fix)?;
        let Some(parent) = change.parent else { continue };
        let changed = change.files.into_iter().filter(|file| !file.hunks.is_empty());
        let paths = changed.filter_map(|file| file.old_path).take(FILES_OF_A_FIX);
        jobs.extend(paths.map(|path| (parent.clone(), path)));
    }
    Ok(jobs)
}

/// Returns `count` of all, evenly spread.
pub(crate) fn spread<T>(all: &[T], count: usize) -> impl Iterator<Item = &T> {
    let count = count.min(all.len());
    (0..count).map(move |place| &all[place * all.len() / count])
}
