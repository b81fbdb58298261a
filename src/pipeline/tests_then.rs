//! The tests of a repository as they stood at a commit, and what of its tree could not be parsed.

use std::cell::OnceCell;
use std::ops::Deref;

use crate::evidence::TestIndex;
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::syntax::{self, Language, TestSuite};

/// Files by path, each with its content.
pub(super) type Files = Vec<(String, BlobId)>;

/// The tests of a tree, and what of it could not be parsed.
#[derive(Default)]
pub(super) struct TestsThen {
    /// Files that may hold tests, by path.
    pub(super) files: Files,
    /// What they hold.
    pub(super) suite: TestSuite,
    /// Paths of those that could not be parsed, sorted.
    pub(super) unread: Vec<String>,
    /// Every test, made when the first is asked for.
    all: OnceCell<TestIndex>,
}

impl Deref for TestsThen {
    type Target = TestIndex;

    fn deref(&self) -> &Self::Target {
        let index = || TestIndex::new(self.suite.tests().collect());
        self.all.get_or_init(|| index().with_imports(self.suite.imports()))
    }
}

impl TestsThen {
    pub(super) fn new(files: Files, suite: TestSuite, unread: Vec<String>) -> Self {
        Self { files, suite, unread, all: OnceCell::new() }
    }

    /// Returns the tests of some files, in the order of the paths.
    pub(super) fn of(&self, paths: &[&str]) -> Vec<Vec<TestFunction>> {
        let places = self.suite.places();
        let tests = |path: &&str| places.get(path).map(|place| self.suite.tests_of(*place));
        paths.iter().map(|path| tests(path).unwrap_or_default()).collect()
    }

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

pub(super) fn unread_files<'p>(paths: impl ExactSizeIterator<Item = &'p str>) -> Option<String> {
    let count = paths.len();
    let named: Vec<String> = paths.take(MOST_NAMED).map(|path| format!("`{path}`")).collect();
    let more = if count > MOST_NAMED { ", …" } else { "" };
    let files = if count == 1 { "1 file" } else { &format!("{count} files") };
    (count > 0).then(|| {
        format!("{files} that may hold tests cannot be parsed ({}{more})", named.join(", "))
    })
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
