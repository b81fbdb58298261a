//! The commits blame looks through: those of `escapee.toml` and those the repository itself names.

use crate::history::{HistoryError, Repository};
use crate::model::commit::CommitId;

/// Returns the commits, sorted, each once, and what the repository's own lists hold that could not
/// be read. What `escapee.toml` names may be of another repository, so it is passed over here.
pub(super) fn ignored_revs(
    repository: &Repository,
    named: &[String],
) -> Result<(Vec<CommitId>, Vec<String>), HistoryError> {
    let own = repository.ignored_revs()?;
    let mut commits = own.commits;
    commits.extend(named.iter().filter_map(|rev| repository.resolve(rev).ok()));
    commits.sort_unstable();
    commits.dedup();
    Ok((commits, own.problems))
}
