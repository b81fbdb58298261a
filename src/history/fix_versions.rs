//! The versions a record says it is fixed in: their tags, and which commits first went out with them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::HistoryError;
use super::links::LinkedRepository;
use super::tag_name::{tag_matches, tag_of_version};
use crate::model::commit::{CommitId, Tag, Time};

/// What stands behind the name of a version before its release.
const BEFORE_RELEASE: [&str; 8] = ["rc", "cr", "alpha", "beta", "pre", "dev", "snapshot", "m"];

/// Versions by repository and name, each read once for many incidents.
#[derive(Default)]
pub struct FixVersions {
    known: HashMap<(String, String), Option<Rc<FixVersion>>>,
}

/// A version that a tag names.
pub(super) struct FixVersion {
    pub(super) tag: Tag,
    /// Commits that first went out with it: those behind its tag and not behind the one before.
    commits: HashSet<CommitId>,
}

impl FixVersion {
    /// Returns whether the commit first went out with the version.
    pub(super) fn holds(&self, commit: &CommitId) -> bool {
        self.commits.contains(commit)
    }
}

impl FixVersions {
    /// Returns those of the versions that a tag of the repository names; others tell nothing.
    pub(super) fn of(
        &mut self,
        home: &LinkedRepository<'_>,
        versions: &[String],
    ) -> Result<Vec<Rc<FixVersion>>, HistoryError> {
        let mut found = Vec::new();
        for version in versions {
            let key = (home.name.to_owned(), version.clone());
            if !self.known.contains_key(&key) {
                self.known.insert(key.clone(), read(home, version)?.map(Rc::new));
            }
            found.extend(self.known.get(&key).cloned().flatten());
        }
        Ok(found)
    }
}

/// Returns when the last of the versions was tagged.
pub(super) fn last_at(versions: &[Rc<FixVersion>]) -> Option<Time> {
    versions.iter().map(|version| version.tag.at).max()
}

fn read(home: &LinkedRepository<'_>, version: &str) -> Result<Option<FixVersion>, HistoryError> {
    let Some(tag) = tag_of_version(home.tags, home.tag_pattern, version) else { return Ok(None) };
    let mut commits = behind(home, &tag.commit)?;
    let older = home.tags.iter().filter(|old| {
        old.at < tag.at
            && old.commit != tag.commit
            && tag_matches(home.tag_pattern, &old.name)
            && !is_before_release(&old.name, &tag.name)
    });
    let mut older: Vec<&Tag> = older.filter(|old| commits.contains(&old.commit)).collect();
    older.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.name.cmp(&b.name)));
    if let Some(before) = older.last() {
        for commit in behind(home, &before.commit)? {
            commits.remove(&commit);
        }
    }
    Ok(Some(FixVersion { tag: tag.clone(), commits }))
}

/// Whether a tag, such as `v1.2.1-rc.1`, went out on the way to the version of another.
fn is_before_release(old: &str, version: &str) -> bool {
    let Some(rest) = old.strip_prefix(version) else { return false };
    let rest = rest.trim_start_matches(['-', '.', '_']).to_lowercase();
    BEFORE_RELEASE.iter().any(|word| rest.starts_with(word))
}

/// Returns a commit and all behind it, by the log where it holds them.
fn behind(home: &LinkedRepository<'_>, from: &CommitId) -> Result<HashSet<CommitId>, HistoryError> {
    let mut all = HashSet::new();
    let mut open = vec![from.clone()];
    while let Some(id) = open.pop() {
        if all.contains(&id) {
            continue;
        }
        match home.log.commit(&id) {
            Some(known) => open.extend(known.parents.iter().cloned()),
            None => open.extend(home.repo.commit(&id)?.parents),
        }
        all.insert(id);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_tag_before_the_release_of_this_very_version_is_part_of_it() {
        for old in ["v1.2.1-rc.1", "v1.2.1rc1", "v1.2.1-beta", "v1.2.1.dev3", "v1.2.1-RC2"] {
            assert!(is_before_release(old, "v1.2.1"), "{old}");
        }
        for old in ["v1.2.1", "v1.2.10", "v1.2.1.1", "v1.2.0-rc.1", "v1.2.1-hotfix"] {
            assert!(!is_before_release(old, "v1.2.1"), "{old}");
        }
    }
}
