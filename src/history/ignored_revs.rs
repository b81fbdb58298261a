//! The commits that a repository itself says blame should look through.
//!
//! They stand in the files that `blame.ignoreRevsFile` of the repository's own settings names, as
//! for git, else in `.git-blame-ignore-revs` at its root, as for most web pages of repositories.

use std::path::{Path, PathBuf};

use super::{HistoryError, Repository};
use crate::model::commit::CommitId;

/// The file that is read where no setting names one.
const USUAL: &str = ".git-blame-ignore-revs";

/// Commits to look through, and what of the lists could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IgnoredRevs {
    /// The commits, sorted, each once. Those the repository does not hold are left out, as in git.
    pub commits: Vec<CommitId>,
    /// Files and lines that could not be read.
    pub problems: Vec<String>,
}

impl Repository {
    /// Returns the commits that the repository's own lists say to look through.
    pub fn ignored_revs(&self) -> Result<IgnoredRevs, HistoryError> {
        let mut found = IgnoredRevs::default();
        let named = self.ignore_files();
        for path in &named {
            match std::fs::read(path) {
                Ok(text) => self.read_ignored(&path.display().to_string(), &text, &mut found),
                Err(error) => found.problems.push(format!("`{}`: {error}", path.display())),
            }
        }
        if named.is_empty()
            && let Some(text) = self.usual_list()?
        {
            self.read_ignored(USUAL, &text, &mut found);
        }
        found.commits.sort_unstable();
        found.commits.dedup();
        Ok(found)
    }

    /// Returns the files the settings name. An empty name forgets those before it, as in git.
    fn ignore_files(&self) -> Vec<PathBuf> {
        let config = self.git.config_snapshot();
        let mut files = Vec::new();
        for value in config.plumbing().strings("blame.ignoreRevsFile").unwrap_or_default() {
            let name = String::from_utf8_lossy(&value).into_owned();
            if name.is_empty() {
                files.clear();
            } else {
                files.push(self.root().join(name));
            }
        }
        files
    }

    /// Returns the usual list: of the working tree, else of what HEAD holds.
    fn usual_list(&self) -> Result<Option<Vec<u8>>, HistoryError> {
        if self.git.workdir().is_some() {
            return Ok(std::fs::read(self.root().join(USUAL)).ok());
        }
        let Some(head) = self.head()? else { return Ok(None) };
        match self.blob_at(&head, USUAL)? {
            Some(blob) => self.content(&blob).map(Some),
            None => Ok(None),
        }
    }

    fn root(&self) -> &Path {
        self.git.workdir().unwrap_or_else(|| self.git.git_dir())
    }

    fn read_ignored(&self, name: &str, text: &[u8], found: &mut IgnoredRevs) {
        for (number, line) in (1..).zip(String::from_utf8_lossy(text).lines()) {
            let id = line.split('#').next().unwrap_or("").trim();
            if id.is_empty() {
                continue;
            }
            match self.object_id(id) {
                Ok(_) => found.commits.extend(self.resolve(id)),
                Err(_) => {
                    found.problems.push(format!("`{name}`, line {number}: `{id}` is no full id"));
                }
            }
        }
    }
}
