//! The commits that fix an incident because their message names it.
//!
//! Not every commit that names an incident fixes it. Left out are: a merge that brings in a commit
//! which names it too, a revert of such a commit, and a commit that is known as a cause.

use super::HistoryError;
use super::links::{Found, LinkedRepository};
use super::message::mentions_key;
use crate::model::commit::{Commit, CommitId};
use crate::model::link::LinkMethod;

/// Returns the fixes that messages name, in all repositories, newest first in each.
pub(super) fn key_fixes<'a>(
    repos: &[LinkedRepository<'a>],
    incident: &str,
    causes: &[Found<'_>],
) -> Result<Vec<Found<'a>>, HistoryError> {
    let mut fixes = Vec::new();
    for home in repos {
        let naming = home.log.naming(incident);
        for commit in &naming {
            let is_cause = causes.iter().any(|c| c.home.name == home.name && c.commit == commit.id)
                || named_as_cause(home, &naming, &commit.id);
            let undoes = home.log.takes_back(&commit.id).iter().any(|old| holds(&naming, &old.id))
                || quotes_a_fix(home, &commit.id, incident);
            if !is_cause && !undoes && !brings_in_one(home, &naming, commit)? {
                let method = LinkMethod::KeyInMessage;
                fixes.push(Found { home: *home, commit: commit.id.clone(), method });
            }
        }
    }
    Ok(fixes)
}

fn holds(commits: &[&Commit], id: &CommitId) -> bool {
    commits.iter().any(|commit| commit.id == *id)
}

/// Whether this is a revert of a commit whose first line names the incident, on any branch.
fn quotes_a_fix(home: &LinkedRepository<'_>, id: &CommitId, incident: &str) -> bool {
    let quoted = home.log.facts(id).and_then(|facts| facts.reverted_subject.as_deref());
    quoted.is_some_and(|subject| mentions_key(subject, incident))
}

/// Whether another commit that names the incident calls this one its cause.
fn named_as_cause(home: &LinkedRepository<'_>, naming: &[&Commit], id: &CommitId) -> bool {
    naming.iter().filter_map(|other| home.log.facts(&other.id)).any(|facts| {
        facts.root_causes.iter().chain(&facts.fixes).any(|cause| id.0.starts_with(cause))
    })
}

/// Whether this is a merge of a commit that names the incident and is no merge itself.
fn brings_in_one(
    home: &LinkedRepository<'_>,
    naming: &[&Commit],
    merge: &Commit,
) -> Result<bool, HistoryError> {
    let Some((first, [_, ..])) = merge.parents.split_first() else { return Ok(false) };
    let others: Vec<CommitId> =
        naming.iter().filter(|c| c.parents.len() < 2).map(|c| c.id.clone()).collect();
    let before = home.repo.ancestors_among(first, &others)?;
    let behind = home.repo.ancestors_among(&merge.id, &others)?;
    Ok(behind.iter().any(|commit| !before.contains(commit)))
}
