//! The tests of a repository as they stood at a commit: each content read once, each tree resolved as a
//! whole, so that helpers of other files and inherited tests count.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::Workspace;
use crate::error::Error;
use crate::history::Repository;
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::store::ScanKey;
use crate::syntax::{self, Language, NotParsed, SCANNER_VERSION, TestFile, TestSuite};

/// What a content holds, as the store keeps it.
pub(super) type Scan = (ScanKey, String);

/// The tests of a tree, and what of it could not be parsed.
#[derive(Debug, Default)]
pub(super) struct TestsThen {
    tests: Vec<TestFunction>,
    /// Paths of files that may hold tests and could not be parsed, sorted.
    unread: Vec<String>,
}

impl Deref for TestsThen {
    type Target = Vec<TestFunction>;

    fn deref(&self) -> &Self::Target {
        &self.tests
    }
}

impl TestsThen {
    /// Says which files could not be parsed at the commit; `None` where all were.
    pub(super) fn unread(&self, commit: &CommitId) -> Option<String> {
        unread_at(commit, &self.unread.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// As [`Self::unread`], of the files that may test a file of this path: those of its language, where
    /// that is known.
    pub(super) fn unread_of(&self, path: &str, commit: &CommitId) -> Option<String> {
        let family = |path| syntax::language_of(path).map(Language::family);
        let own = family(path);
        let beside = self.unread.iter().map(String::as_str);
        let beside = beside.filter(|file| own.is_none() || family(file) == own);
        unread_at(commit, &beside.collect::<Vec<_>>())
    }
}

/// Most paths that a note names.
const MOST_NAMED: usize = 3;

fn unread_at(commit: &CommitId, paths: &[&str]) -> Option<String> {
    let files = unread_files(paths.iter().copied())?;
    Some(format!("{files} at {}: what their tests assert is not known", commit.short()))
}

fn unread_files<'p>(paths: impl ExactSizeIterator<Item = &'p str>) -> Option<String> {
    let count = paths.len();
    let named: Vec<String> = paths.take(MOST_NAMED).map(|path| format!("`{path}`")).collect();
    let more = if count > MOST_NAMED { ", …" } else { "" };
    let files = if count == 1 { "1 file" } else { &format!("{count} files") };
    (count > 0).then(|| {
        format!("{files} that may hold tests cannot be parsed ({}{more})", named.join(", "))
    })
}

type SharedTests = Arc<TestsThen>;

/// What was read of a content; `None` where it cannot be parsed.
type Facts = Option<Arc<TestFile>>;

/// Facts by content and kind of path. Who asks while another reads waits for the answer.
pub(super) type ByContent = Mutex<HashMap<ScanKey, Arc<Mutex<Option<Facts>>>>>;

/// How many commits' tests are kept: neighbouring incidents were met by the same release, or have a fix in
/// common.
const COMMITS: usize = 4;

/// Tests of some files of a commit, file by file.
type SomeTests = Arc<[Arc<Vec<TestFunction>>]>;

/// Tests by commit, and what was read for the first time.
#[derive(Default)]
pub(super) struct TestShelf {
    by_commit: RefCell<VecDeque<(CommitId, SharedTests)>>,
    by_fix: RefCell<VecDeque<(CommitId, SomeTests)>>,
    by_content: Arc<ByContent>,
    fresh: RefCell<Vec<Scan>>,
    /// Paths that could not be parsed at any commit.
    unread: RefCell<BTreeSet<String>>,
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
        let (suite, unread) = self.suite_at(workspace, repo, repository, commit)?;
        let all = Arc::new(TestsThen { tests: suite.tests().collect(), unread });
        let mut kept = self.by_commit.borrow_mut();
        kept.truncate(COMMITS - 1);
        kept.push_front((commit.clone(), Arc::clone(&all)));
        Ok(all)
    }

    /// Returns the tests of those files that a fix changes, in the order of their paths, in the tree the fix
    /// leaves. Of that tree only contents that no commit had before are read.
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
        let (suite, _) = self.suite_at(workspace, repo, repository, fix)?;
        let places = suite.places();
        let tests = |path: &&str| places.get(path).map(|place| suite.tests_of(*place));
        let of = |path: &&str| Arc::new(tests(path).unwrap_or_default());
        let found: SomeTests = paths.iter().map(of).collect();
        let mut kept = self.by_fix.borrow_mut();
        kept.truncate(COMMITS - 1);
        kept.push_front((fix.clone(), found.clone()));
        Ok(found)
    }

    /// Returns the suite of a commit's tree, and the paths of what could not be parsed.
    fn suite_at(
        &self,
        workspace: &Workspace,
        repo: &str,
        repository: &Repository,
        commit: &CommitId,
    ) -> Result<(TestSuite, Vec<String>), Error> {
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        for (path, blob) in repository.files_at(commit).map_err(failed)? {
            match self.facts(workspace, repository, &path, &blob, repo)? {
                None => {}
                Some(None) => unread.push(path),
                Some(Some(facts)) => files.push((path, facts)),
            }
        }
        self.unread.borrow_mut().extend(unread.iter().cloned());
        Ok((TestSuite::new(files), unread))
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
        let slot = {
            let mut slots = self.by_content.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(key.clone()).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*slot {
            return Ok(Some(known.clone()));
        }
        let stored = workspace.stored(workspace.store.test_file(&key, SCANNER_VERSION))?;
        // What this version cannot read is as good as none; a null stands for what cannot be parsed.
        let stored = stored.and_then(|text| serde_json::from_str::<Option<TestFile>>(&text).ok());
        let facts = if let Some(facts) = stored {
            facts.map(Arc::new)
        } else {
            let failed = |source| Error::History { name: repo.to_owned(), source };
            let source = repository.content(blob).map_err(failed)?;
            let read = TestFile::read(language, in_test_file, &source);
            // Another build may have the grammar.
            let lasts = !matches!(read, Err(NotParsed::NoGrammar(_)));
            let read = read.ok();
            if let (true, Ok(text)) = (lasts, serde_json::to_string(&read)) {
                self.fresh.borrow_mut().push((key, text));
            }
            read.map(Arc::new)
        };
        *slot = Some(facts.clone());
        Ok(Some(facts))
    }

    /// Returns what was read for the first time since the last call, for the store to keep.
    pub(super) fn take_fresh(&self) -> Vec<Scan> {
        std::mem::take(&mut self.fresh.borrow_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unread_files_of_a_language_that_may_test_the_file_are_told() {
        let unread = ["pay_test.go", "tests/test_pay.py", "web/pay.test.tsx"];
        let then = TestsThen { unread: unread.map(str::to_owned).to_vec(), ..TestsThen::default() };
        let commit = CommitId("0123456789abcdef0123456789abcdef01234567".to_owned());
        let told = |path: &str| then.unread_of(path, &commit).unwrap_or_default();
        assert!(told("src/pay.py").starts_with(
            "1 file that may hold tests cannot be parsed (`tests/test_pay.py`) at 0123456789"
        ));
        assert!(told("web/pay.js").contains("(`web/pay.test.tsx`)"), "{}", told("web/pay.js"));
        assert_eq!(told("src/pay.rs"), "");
        // What no grammar reads may be tested in any language.
        assert!(told("deploy/pay.yaml").starts_with("3 files"), "{}", told("deploy/pay.yaml"));
    }
}
