//! The tests of a repository as they stood at a commit, read once per content.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use super::Workspace;
use crate::error::Error;
use crate::history::Repository;
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::model::region::FileKind;
use crate::syntax::{self, Language};

/// A file's tests, with the content and path they were read from.
pub(super) type Scan = (BlobId, String, Vec<TestFunction>);

type SharedTests = Arc<Vec<TestFunction>>;

/// Tests of a file by its content and path. Who asks while another reads waits for the answer.
pub(super) type ByContent = Mutex<HashMap<(BlobId, String), Arc<Mutex<Option<SharedTests>>>>>;

/// How many commits' tests are kept: neighbouring incidents were met by the same release.
const COMMITS: usize = 4;

/// Tests by commit, and what was read for the first time.
#[derive(Default)]
pub(super) struct TestShelf {
    by_commit: RefCell<VecDeque<(CommitId, SharedTests)>>,
    by_content: Arc<ByContent>,
    fresh: RefCell<Vec<Scan>>,
}

impl TestShelf {
    /// Returns a shelf for another thread, which knows the same contents.
    pub(super) fn beside(by_content: &Arc<ByContent>) -> Self {
        Self { by_content: Arc::clone(by_content), ..Self::default() }
    }

    /// Returns the tests by content, to be shared with other threads.
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
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let mut all = Vec::new();
        for (path, blob) in repository.files_at(commit).map_err(failed)? {
            let Some(language) = language_with_tests(&path) else { continue };
            all.extend(
                self.tests_in(workspace, repository, language, &path, &blob, repo)?.iter().cloned(),
            );
        }
        let all = Arc::new(all);
        let mut kept = self.by_commit.borrow_mut();
        kept.truncate(COMMITS - 1);
        kept.push_front((commit.clone(), Arc::clone(&all)));
        Ok(all)
    }

    /// Returns the tests of one file's content; none where no grammar reads it.
    pub(super) fn tests_of(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        path: &str,
        blob: &BlobId,
    ) -> Result<SharedTests, Error> {
        match language_with_tests(path) {
            Some(language) => self.tests_in(workspace, repository, language, path, blob, repo),
            None => Ok(SharedTests::default()),
        }
    }

    fn tests_in(
        &self,
        workspace: &Workspace,
        repository: &Repository,
        language: Language,
        path: &str,
        blob: &BlobId,
        repo: &str,
    ) -> Result<SharedTests, Error> {
        let key = (blob.clone(), path.to_owned());
        let slot = {
            let mut slots = self.by_content.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(key).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*slot {
            return Ok(Arc::clone(known));
        }
        let stored = workspace.store.tests_in_blob(blob, path, syntax::SCANNER_VERSION);
        let tests = if let Some(tests) = workspace.stored(stored)? {
            Arc::new(tests)
        } else {
            let failed = |source| Error::History { name: repo.to_owned(), source };
            let source = repository.content(blob).map_err(failed)?;
            let tests = syntax::tests(language, path, &source);
            self.fresh.borrow_mut().push((blob.clone(), path.to_owned(), tests.clone()));
            Arc::new(tests)
        };
        *slot = Some(Arc::clone(&tests));
        Ok(tests)
    }

    /// Returns what was read for the first time since the last call, for the store to keep.
    pub(super) fn take_fresh(&self) -> Vec<Scan> {
        std::mem::take(&mut self.fresh.borrow_mut())
    }
}

/// Returns the language of a file that may hold tests: test files, and Rust, whose tests stand
/// beside the code.
fn language_with_tests(path: &str) -> Option<Language> {
    let language = syntax::language_of(path)?;
    let holds = language == Language::Rust || syntax::file_kind(path) == FileKind::Test;
    holds.then_some(language)
}
