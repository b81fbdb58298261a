//! Copies of a commit: cherry-picks and rebases of one another, on whatever branch they lie.
//!
//! Two commits are copies if one's message names the other (`cherry picked from commit …`), or if
//! their changes have the same patch id. Picking and rebasing keep the author's date or at least
//! the subject, so over a whole history only commits that share one of them are compared.

use std::collections::{HashMap, HashSet};

use super::log_index::LogIndex;
use super::message::picked_from;
use super::{HistoryError, Repository};
use crate::model::commit::{Commit, CommitId, Tag, Time};

/// A subject that more commits share, such as `fix typo`, says nothing.
const SUBJECT_LIMIT: usize = 20;

/// Which commits of a repository may be copies of which, read once.
#[derive(Debug, Default)]
pub struct Copies {
    written_at: HashMap<Time, Vec<CommitId>>,
    subjects: HashMap<String, Vec<CommitId>>,
    /// A copy and the id of its original, as the message writes it.
    picks: Vec<(CommitId, String)>,
}

impl Copies {
    /// Returns the copies among the commits of the log and those that only tags lead to.
    pub fn read(repo: &Repository, log: &LogIndex, tags: &[Tag]) -> Result<Self, HistoryError> {
        let mut side = Vec::new();
        let mut seen: HashSet<CommitId> = HashSet::new();
        let mut unread: Vec<CommitId> = tags.iter().map(|tag| tag.commit.clone()).collect();
        while let Some(id) = unread.pop() {
            if log.commit(&id).is_none() && seen.insert(id.clone()) {
                let commit = repo.commit(&id)?;
                unread.extend(commit.parents.iter().cloned());
                side.push(commit);
            }
        }
        Ok(Self::among(log.commits().iter().chain(&side)))
    }

    /// Returns the copies among these commits.
    pub fn among<'a>(commits: impl IntoIterator<Item = &'a Commit>) -> Self {
        let mut copies = Self::default();
        for commit in commits {
            copies.written_at.entry(commit.authored_at).or_default().push(commit.id.clone());
            let subject = commit.subject().trim().to_owned();
            copies.subjects.entry(subject).or_default().push(commit.id.clone());
            for original in picked_from(&commit.message) {
                copies.picks.push((commit.id.clone(), original));
            }
        }
        copies.written_at.retain(|_, group| group.len() > 1);
        copies.subjects.retain(|_, group| (2..=SUBJECT_LIMIT).contains(&group.len()));
        copies.picks.sort_unstable();
        copies.picks.dedup();
        copies
    }

    /// Returns the commits that are copies of this one, sorted, itself left out.
    pub fn of(&self, repo: &Repository, commit: &CommitId) -> Result<Vec<CommitId>, HistoryError> {
        let mut copies = self.named(repo, commit);
        let whole = repo.commit(commit)?;
        let same_time = self.written_at.get(&whole.authored_at).into_iter().flatten();
        let same_subject = self.subjects.get(whole.subject().trim()).into_iter().flatten();
        let twins: Vec<&CommitId> =
            same_time.chain(same_subject).filter(|twin| *twin != commit).collect();
        if !twins.is_empty()
            && let Some(patch) = repo.patch_id(commit)?
        {
            for twin in twins {
                if !copies.contains(twin) && repo.patch_id(twin)?.as_ref() == Some(&patch) {
                    copies.push(twin.clone());
                }
            }
        }
        copies.retain(|copy| copy != commit);
        copies.sort_unstable();
        copies.dedup();
        Ok(copies)
    }

    /// Returns whether the two are copies of one another.
    pub fn are_copies(
        &self,
        repo: &Repository,
        one: &CommitId,
        other: &CommitId,
    ) -> Result<bool, HistoryError> {
        if one == other || self.named(repo, one).contains(other) {
            return Ok(true);
        }
        let patch = repo.patch_id(one)?;
        Ok(patch.is_some() && patch == repo.patch_id(other)?)
    }

    /// Copies that name the commit, originals it names, and other copies of the same original.
    fn named(&self, repo: &Repository, commit: &CommitId) -> Vec<CommitId> {
        let mut copies = Vec::new();
        let is = |id: &CommitId, written: &str| id.0.starts_with(written);
        for (copy, original) in &self.picks {
            if is(commit, original) {
                copies.push(copy.clone());
            } else if copy == commit {
                // The original may be on a branch that is gone; then there is nothing to add.
                copies.extend(repo.resolve(original).ok());
                let same = |(_, other): &&(CommitId, String)| other == original;
                copies.extend(self.picks.iter().filter(same).map(|(sibling, _)| sibling.clone()));
            }
        }
        copies
    }
}
