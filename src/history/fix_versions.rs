//! The versions a record says it is fixed in: their tags, and which commits first went out with them.

use std::collections::BTreeMap;

use super::tag_name::tag_of_version;
use super::{HistoryError, Repository};
use crate::model::commit::{CommitId, Tag, Time};

/// The versions of a record that tags of a repository name.
pub(super) struct FixVersions {
    found: Vec<FixVersion>,
}

struct FixVersion {
    tag: Tag,
    /// The newest older tag behind it.
    before: Option<CommitId>,
}

impl FixVersions {
    /// Returns the versions that a tag names; a version without one tells nothing.
    pub(super) fn of(repo: &Repository, versions: &[String]) -> Result<Self, HistoryError> {
        let mut found = Vec::new();
        let tags = if versions.is_empty() { Vec::new() } else { repo.tags()? };
        for version in versions {
            let Some(tag) = tag_of_version(&tags, None, version) else { continue };
            let older = tags.iter().filter(|old| old.at < tag.at && old.commit != tag.commit);
            let mut older: Vec<&Tag> = older.collect();
            older.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.name.cmp(&a.name)));
            let commits: Vec<CommitId> = older.iter().map(|old| old.commit.clone()).collect();
            let behind = repo.ancestors_among(&tag.commit, &commits)?;
            let before = commits.into_iter().find(|commit| behind.contains(commit));
            found.push(FixVersion { tag: tag.clone(), before });
        }
        Ok(Self { found })
    }

    /// Returns when the last of them was tagged.
    pub(super) fn last_at(&self) -> Option<Time> {
        self.found.iter().map(|version| version.tag.at).max()
    }

    /// Returns those of the commits that first went out with one of the versions, and its tag.
    pub(super) fn first_in(
        &self,
        repo: &Repository,
        commits: &[CommitId],
    ) -> Result<BTreeMap<CommitId, String>, HistoryError> {
        let mut first_in = BTreeMap::new();
        for FixVersion { tag, before } in &self.found {
            let old = match before {
                Some(before) => repo.ancestors_among(before, commits)?,
                None => Vec::new(),
            };
            for commit in repo.ancestors_among(&tag.commit, commits)? {
                if !old.contains(&commit) {
                    first_in.entry(commit).or_insert_with(|| tag.name.clone());
                }
            }
        }
        Ok(first_in)
    }
}
