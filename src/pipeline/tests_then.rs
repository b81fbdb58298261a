//! The tests of a repository as they stood at a commit, read once per content.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Workspace;
use crate::error::Error;
use crate::history::Repository;
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::model::region::FileKind;
use crate::syntax::{self, Language};

/// A file's tests, with the content and path they were read from.
pub(super) type Scan = (BlobId, String, Vec<TestFunction>);

type SharedTests = Rc<Vec<TestFunction>>;

/// Tests by commit, and what was read for the first time.
#[derive(Default)]
pub(super) struct TestShelf {
    by_commit: RefCell<HashMap<CommitId, SharedTests>>,
    by_content: RefCell<HashMap<(BlobId, String), SharedTests>>,
    fresh: RefCell<Vec<Scan>>,
}

impl TestShelf {
    /// Returns every test of the tree at the commit.
    pub(super) fn tests_at(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        commit: &CommitId,
    ) -> Result<SharedTests, Error> {
        if let Some(known) = self.by_commit.borrow().get(commit) {
            return Ok(Rc::clone(known));
        }
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let mut all = Vec::new();
        for (path, blob) in repository.files_at(commit).map_err(failed)? {
            let Some(language) = language_with_tests(&path) else { continue };
            all.extend(
                self.tests_in(workspace, repository, language, &path, &blob, repo)?.iter().cloned(),
            );
        }
        let all = Rc::new(all);
        self.by_commit.borrow_mut().insert(commit.clone(), Rc::clone(&all));
        Ok(all)
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
        if let Some(known) = self.by_content.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let stored = workspace.store.tests_in_blob(blob, path, syntax::SCANNER_VERSION);
        let tests = if let Some(tests) = workspace.stored(stored)? {
            Rc::new(tests)
        } else {
            let failed = |source| Error::History { name: repo.to_owned(), source };
            let source = repository.content(blob).map_err(failed)?;
            let tests = syntax::tests(language, path, &source);
            self.fresh.borrow_mut().push((blob.clone(), path.to_owned(), tests.clone()));
            Rc::new(tests)
        };
        self.by_content.borrow_mut().insert(key, Rc::clone(&tests));
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
