//! The tests of a repository as they stood at a commit: each content read once, each tree resolved as a
//! whole, so that helpers of other files and inherited tests count.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use super::Workspace;
use crate::error::Error;
use crate::history::Repository;
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::store::ScanKey;
use crate::syntax::{self, SCANNER_VERSION, TestFile, TestSuite};

/// What a content holds, as the store keeps it.
pub(super) type Scan = (ScanKey, String);

type SharedTests = Arc<Vec<TestFunction>>;

/// What was read of a content; `None` where no grammar reads it.
type Facts = Option<Arc<TestFile>>;

/// Facts by content and kind of path. Who asks while another reads waits for the answer.
pub(super) type ByContent = Mutex<HashMap<ScanKey, Arc<Mutex<Option<Facts>>>>>;

/// How many commits' tests are kept: neighbouring incidents were met by the same release, or have a fix in
/// common.
const COMMITS: usize = 4;

/// Tests of some files of a commit, by path.
type SomeTests = Vec<(String, SharedTests)>;

/// Tests by commit, and what was read for the first time.
#[derive(Default)]
pub(super) struct TestShelf {
    by_commit: RefCell<VecDeque<(CommitId, SharedTests)>>,
    by_fix: RefCell<VecDeque<(CommitId, SomeTests)>>,
    by_content: Arc<ByContent>,
    fresh: RefCell<Vec<Scan>>,
}

impl TestShelf {
    /// Returns a shelf for another thread, which knows the same contents.
    pub(super) fn beside(by_content: &Arc<ByContent>) -> Self {
        Self { by_content: Arc::clone(by_content), ..Self::default() }
    }

    /// Returns the facts by content, to be shared with other threads.
    pub(super) fn contents(&self) -> Arc<ByContent> {
        Arc::clone(&self.by_content)
    }

    /// Returns every test of the tree at the commit.
    pub(super) fn tests_at(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        commit: &CommitId,
    ) -> Result<SharedTests, Error> {
        if let Some((_, known)) = self.by_commit.borrow().iter().find(|(at, _)| at == commit) {
            return Ok(Arc::clone(known));
        }
        let all = Arc::new(self.suite_at(workspace, repo, repository, commit)?.tests().collect());
        let mut kept = self.by_commit.borrow_mut();
        kept.truncate(COMMITS - 1);
        kept.push_front((commit.clone(), Arc::clone(&all)));
        Ok(all)
    }

    /// Returns the tests of those files that a fix changes, each by its path, in the tree the fix leaves. Of
    /// that tree only contents that no commit had before are read.
    pub(super) fn tests_of_fix(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        fix: &CommitId,
        paths: &[&str],
    ) -> Result<SomeTests, Error> {
        if let Some((_, known)) = self.by_fix.borrow().iter().find(|(at, _)| at == fix) {
            return Ok(known.clone());
        }
        let suite = self.suite_at(workspace, repo, repository, fix)?;
        let of = |path: &&str| ((*path).to_owned(), Arc::new(suite.tests_of_path(path)));
        let found: SomeTests = paths.iter().map(of).collect();
        let mut kept = self.by_fix.borrow_mut();
        kept.truncate(COMMITS - 1);
        kept.push_front((fix.clone(), found.clone()));
        Ok(found)
    }

    fn suite_at(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        commit: &CommitId,
    ) -> Result<TestSuite, Error> {
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let mut files = Vec::new();
        for (path, blob) in repository.files_at(commit).map_err(failed)? {
            if let Some(facts) = self.facts(workspace, repository, &path, &blob, repo)? {
                files.push((path, facts));
            }
        }
        Ok(TestSuite::new(files))
    }

    fn facts(
        &self,
        workspace: &Workspace,
        repository: &Repository,
        path: &str,
        blob: &BlobId,
        repo: &str,
    ) -> Result<Facts, Error> {
        let Some(language) = syntax::language_with_tests(path) else { return Ok(None) };
        let in_test_file = syntax::is_test_file(path);
        let key = ScanKey { blob: blob.clone(), language: language.name(), in_test_file };
        let slot = {
            let mut slots = self.by_content.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(key.clone()).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*slot {
            return Ok(known.clone());
        }
        let stored = workspace.stored(workspace.store.test_file(&key, SCANNER_VERSION))?;
        // What this version cannot read is as good as none.
        let stored = stored.and_then(|text| serde_json::from_str(&text).ok());
        let facts = if let Some(facts) = stored {
            Some(Arc::new(facts))
        } else {
            let failed = |source| Error::History { name: repo.to_owned(), source };
            let source = repository.content(blob).map_err(failed)?;
            let read = TestFile::read(language, in_test_file, &source).ok().map(Arc::new);
            if let Some(text) = read.as_ref().and_then(|facts| serde_json::to_string(facts).ok()) {
                self.fresh.borrow_mut().push((key, text));
            }
            read
        };
        *slot = Some(facts.clone());
        Ok(facts)
    }

    /// Returns what was read for the first time since the last call, for the store to keep.
    pub(super) fn take_fresh(&self) -> Vec<Scan> {
        std::mem::take(&mut self.fresh.borrow_mut())
    }
}
