//! Tests at commits: each content read once, each tree resolved as a whole, so that helpers of other files and
//! inherited tests count. A commit whose test files are those of the commit before it has its tests too.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::Workspace;
use super::facts_by_content::{Facts, FactsByContent};
use super::tests_then::{Files, TestsThen, unread_files};
use crate::error::Error;
use crate::history::Repository;
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::store::ScanKey;
use crate::syntax::{self, NotParsed, SCANNER_VERSION, TestFile, TestSuite};

/// What a content holds, as the store keeps it.
pub(super) type Scan = (ScanKey, String);

/// How many commits' tests are kept, those asked for last: neighbouring incidents were met by the same release, or
/// have a fix in common.
const COMMITS: usize = 3;

/// Tests of some files of a commit, file by file.
type SomeTests = Rc<[Rc<Vec<TestFunction>>]>;

/// The tests of a commit of a repository.
struct Known {
    repo: String,
    commit: CommitId,
    tests: Rc<TestsThen>,
}

/// Tests by commit, and what was read for the first time.
#[derive(Default)]
pub(super) struct TestShelf {
    by_commit: RefCell<VecDeque<Known>>,
    by_fix: RefCell<VecDeque<(CommitId, SomeTests)>>,
    by_content: Arc<FactsByContent>,
    fresh: RefCell<Vec<Scan>>,
    /// Paths that could not be parsed at any commit.
    unread: RefCell<BTreeSet<String>>,
}

impl TestShelf {
    /// Returns a shelf for another thread, which knows the same contents.
    pub(super) fn beside(by_content: &Arc<FactsByContent>) -> Self {
        Self { by_content: Arc::clone(by_content), ..Self::default() }
    }

    /// Returns the facts by content, to be shared with other threads.
    pub(super) fn contents(&self) -> Arc<FactsByContent> {
        Arc::clone(&self.by_content)
    }

    /// Returns the tests of the tree at the commit. Of that tree only contents that no commit had before are
    /// read.
    pub(super) fn tests_at(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        commit: &CommitId,
    ) -> Result<Rc<TestsThen>, Error> {
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let mut known = self.by_commit.borrow_mut();
        let same = known.iter().position(|known| known.repo == repo && known.commit == *commit);
        if let Some(same) = same.and_then(|place| known.remove(place)) {
            let tests = Rc::clone(&same.tests);
            known.push_front(same);
            return Ok(tests);
        }
        let beside = known.iter().find(|known| known.repo == repo);
        let tests = if let Some(Known { commit: other, tests, .. }) = beside {
            let mut changed = repository.files_changed(other, commit).map_err(failed)?;
            changed.retain(|(path, _)| may_hold_tests(path));
            if changed.is_empty() {
                Rc::clone(tests)
            } else {
                let files = changed_files(&tests.files, changed);
                Rc::new(self.resolved(workspace, repo, repository, files)?)
            }
        } else {
            let mut files = repository.files_at(commit).map_err(failed)?;
            files.retain(|(path, _)| may_hold_tests(path));
            Rc::new(self.resolved(workspace, repo, repository, files)?)
        };
        known.truncate(COMMITS - 1);
        let (repo, commit) = (repo.to_owned(), commit.clone());
        known.push_front(Known { repo, commit, tests: Rc::clone(&tests) });
        Ok(tests)
    }

    /// Returns the tests of those files that a fix changes, in the order of their paths, in the tree the fix
    /// leaves.
    pub(super) fn tests_of_fix(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        fix: &CommitId,
        paths: &[&str],
    ) -> Result<SomeTests, Error> {
        if let Some((_, known)) = self.by_fix.borrow().iter().find(|(at, _)| at == fix) {
            return Ok(Rc::clone(known));
        }
        let tests = self.tests_at(workspace, repo, repository, fix)?;
        let found: SomeTests = tests.of(paths).into_iter().map(Rc::new).collect();
        let mut kept = self.by_fix.borrow_mut();
        kept.truncate(COMMITS - 1);
        kept.push_front((fix.clone(), Rc::clone(&found)));
        Ok(found)
    }

    /// Returns the tests of a tree of these files.
    fn resolved(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        files: Files,
    ) -> Result<TestsThen, Error> {
        let (mut read, mut unread) = (Vec::new(), Vec::new());
        for (path, blob) in &files {
            match self.facts(workspace, repository, path, blob, repo)? {
                None => {}
                Some(None) => unread.push(path.clone()),
                Some(Some(facts)) => read.push((path.clone(), facts)),
            }
        }
        self.unread.borrow_mut().extend(unread.iter().cloned());
        Ok(TestsThen::new(files, TestSuite::new(read), unread))
    }

    /// Says which files could not be parsed at any of the commits asked for; `None` where all were.
    pub(super) fn unread(&self) -> Option<String> {
        let files = unread_files(self.unread.borrow().iter().map(String::as_str))?;
        Some(format!("{files}: what their tests assert is not known"))
    }

    /// Returns what was read of a file that may hold tests; `None` of one that cannot.
    fn facts(
        &self,
        workspace: &Workspace,
        repository: &Repository,
        path: &str,
        blob: &BlobId,
        repo: &str,
    ) -> Result<Option<Facts>, Error> {
        let Some(language) = syntax::language_with_tests(path) else { return Ok(None) };
        let in_test_file = syntax::is_test_file(path);
        let key = ScanKey { blob: blob.clone(), language: language.name(), in_test_file };
        self.by_content
            .of(&key, || {
                let stored = workspace.stored(workspace.store.test_file(&key, SCANNER_VERSION))?;
                // What this version cannot read is as good as none; a null stands for what cannot be parsed.
                let stored =
                    stored.and_then(|text| serde_json::from_str::<Option<TestFile>>(&text).ok());
                if let Some(facts) = stored {
                    return Ok(facts.map(Arc::new));
                }
                let failed = |source| Error::History { name: repo.to_owned(), source };
                let source = repository.content(blob).map_err(failed)?;
                let read = TestFile::read(language, in_test_file, &source);
                // Another build may have the grammar.
                let lasts = !matches!(read, Err(NotParsed::NoGrammar(_)));
                let read = read.ok();
                if let (true, Ok(text)) = (lasts, serde_json::to_string(&read)) {
                    self.fresh.borrow_mut().push((key.clone(), text));
                }
                Ok(read.map(Arc::new))
            })
            .map(Some)
    }

    /// Returns what was read for the first time since the last call, for the store to keep.
    pub(super) fn take_fresh(&self) -> Vec<Scan> {
        std::mem::take(&mut self.fresh.borrow_mut())
    }
}

fn may_hold_tests(path: &str) -> bool {
    syntax::language_with_tests(path).is_some()
}

/// Returns the files of a tree, by path, from those of another and what differs.
fn changed_files(files: &Files, changed: Vec<(String, Option<BlobId>)>) -> Files {
    let mut changed: BTreeMap<String, Option<BlobId>> = changed.into_iter().collect();
    let mut now: Files = Vec::with_capacity(files.len() + changed.len());
    for (path, blob) in files {
        match changed.remove(path) {
            None => now.push((path.clone(), blob.clone())),
            Some(blob) => now.extend(blob.map(|blob| (path.clone(), blob))),
        }
    }
    let before = now.len();
    now.extend(changed.into_iter().filter_map(|(path, blob)| Some((path, blob?))));
    if now.len() > before {
        now.sort_unstable();
    }
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_tree_follow_from_those_of_another_and_what_differs() {
        let file = |path: &str, blob: &str| (path.to_owned(), BlobId(blob.to_owned()));
        let before = vec![file("a", "1"), file("b", "2"), file("d", "3")];
        let blob = |text: &str| Some(BlobId(text.to_owned()));
        let changed = vec![
            ("b".to_owned(), blob("4")),
            ("c".to_owned(), blob("5")),
            ("d".to_owned(), None),
            ("e".to_owned(), None),
        ];
        let after = [file("a", "1"), file("b", "4"), file("c", "5")];
        assert_eq!(changed_files(&before, changed), after);
    }
}
