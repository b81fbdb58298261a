//! A repository of the workspace with what links and moments need of it, read once.

use std::cell::OnceCell;
use std::sync::Arc;

use super::ignored::ignored_revs;
use crate::error::Error;
use crate::history::{Copies, LinkedRepository, LogIndex, Repository, Shipping};
use crate::model::blame_index::BlameIndex;
use crate::model::commit::{CommitId, Tag};
use crate::model::project::RepositoryConfig;
use crate::model::release::Release;

/// The log of a repository and the copies in it.
pub(super) struct Logs {
    log: LogIndex,
    copies: Copies,
}

/// A repository with what links and moments need of it.
pub(super) struct Home {
    pub name: String,
    pub repository: Repository,
    pub branch: Option<String>,
    pub tag_pattern: Option<String>,
    pub tags: Vec<Tag>,
    /// All references and the edge of a shallow clone: what a fetch changes.
    pub fetched: String,
    pub ignore_revs: Vec<CommitId>,
    /// What could not be read of the lists of commits to look through.
    pub ignore_problems: Vec<String>,
    pub tip: Option<CommitId>,
    /// The blame index that the repository uses.
    pub index: Option<Arc<BlameIndex>>,
    key_pattern: Option<regex::Regex>,
    read: OnceCell<Arc<Logs>>,
}

impl Home {
    /// Reads the repository's names; its log is read when somebody asks for it.
    pub(super) fn new(
        config: &RepositoryConfig,
        repository: Repository,
        key_pattern: Option<regex::Regex>,
        ignore_revs: &[String],
    ) -> Result<Self, Error> {
        let failed = |source| Error::History { name: config.name.clone(), source };
        let branch = config.branch.clone();
        let (ignore_revs, ignore_problems) =
            ignored_revs(&repository, ignore_revs).map_err(failed)?;
        Ok(Self {
            name: config.name.clone(),
            tip: repository.branch_tip(branch.as_deref()).map_err(failed)?,
            tags: repository.tags().map_err(failed)?,
            fetched: repository.fetched().map_err(failed)?,
            ignore_revs,
            ignore_problems,
            branch,
            tag_pattern: config.tag_pattern.clone(),
            index: None,
            key_pattern,
            read: OnceCell::new(),
            repository,
        })
    }

    /// Lets the repository use a blame index.
    pub(super) fn use_index(&mut self, index: &Arc<BlameIndex>) {
        self.repository.use_index(Arc::clone(index));
        self.index = Some(Arc::clone(index));
    }

    /// Takes the logs that another thread read.
    pub(super) fn share(&mut self, logs: &Arc<Logs>) {
        self.read = OnceCell::from(Arc::clone(logs));
    }

    /// Returns the log, if somebody asked for it before.
    pub(super) fn log_if_read(&self) -> Option<&LogIndex> {
        self.read.get().map(|logs| &logs.log)
    }

    /// Returns the log and the copies in it, read once.
    pub(super) fn read(&self) -> Result<&Arc<Logs>, Error> {
        if let Some(read) = self.read.get() {
            return Ok(read);
        }
        let failed = |source| Error::History { name: self.name.clone(), source };
        let commits = match &self.tip {
            Some(tip) => self.repository.log(tip).map_err(failed)?,
            None => Vec::new(),
        };
        let log = LogIndex::new(commits, self.key_pattern.as_ref());
        let copies = Copies::read(&self.repository, &log, &self.tags).map_err(failed)?;
        Ok(self.read.get_or_init(|| Arc::new(Logs { log, copies })))
    }

    /// Returns the repository as links need it.
    pub(super) fn linked(&self) -> Result<LinkedRepository<'_>, Error> {
        let read = self.read()?;
        Ok(LinkedRepository {
            name: &self.name,
            repo: &self.repository,
            branch: self.branch.as_deref(),
            log: &read.log,
            copies: &read.copies,
            tags: &self.tags,
            tag_pattern: self.tag_pattern.as_deref(),
        })
    }

    /// Returns the repository as moments need it.
    pub(super) fn shipping<'h>(&'h self, releases: &'h [Release]) -> Result<Shipping<'h>, Error> {
        Ok(Shipping {
            repo: &self.repository,
            repo_name: &self.name,
            branch: self.branch.as_deref(),
            tags: &self.tags,
            copies: &self.read()?.copies,
            releases,
        })
    }
}
