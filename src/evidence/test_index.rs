//! The tests of a tree by what they call, what they are named and which files they may mirror: what a region's
//! tests are looked up in, without a look at all of them for each region.

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;

use super::mirror::{mirrors, names_of_source, names_of_test, words_of_import};
use crate::model::assertion::TestFunction;

/// A name that tests of more files call than this says little about which function is meant.
const COMMON_NAME_FILES: usize = 5;

/// Joins the titles of a test and of what it stands in.
const TITLES: &str = " > ";

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Tests in the order of their files, found by place.
#[derive(Debug, Clone, Default)]
pub struct TestIndex {
    tests: Vec<TestFunction>,
    callers: HashMap<Box<str>, Callers>,
    by_name: HashMap<Box<str>, Vec<usize>>,
    by_titles: HashMap<String, Vec<usize>>,
    files: HashMap<Box<str>, Vec<usize>>,
    /// Test files by the names of the files that they may mirror.
    mirroring: HashMap<String, BTreeSet<Box<str>>>,
    /// Test files by the words of their imports.
    importing: HashMap<Box<str>, BTreeSet<Box<str>>>,
}

/// The tests that call a name.
#[derive(Debug, Clone, Default)]
struct Callers {
    places: Vec<usize>,
    /// Whether they stand in so many files that the name says little.
    are_common: bool,
}

impl Deref for TestIndex {
    type Target = [TestFunction];

    fn deref(&self) -> &Self::Target {
        &self.tests
    }
}

impl TestIndex {
    /// Returns the index of these tests.
    pub fn new(tests: Vec<TestFunction>) -> Self {
        let mut index = Self::default();
        for (place, test) in tests.iter().enumerate() {
            for call in &test.calls {
                if let Some(callers) = index.callers.get_mut(call.as_str()) {
                    callers.places.push(place);
                } else {
                    let callers = Callers { places: vec![place], are_common: false };
                    index.callers.insert(call.as_str().into(), callers);
                }
            }
            let name = test.name.rsplit(['.', ':']).next().unwrap_or(&test.name);
            index.by_name.entry(name.into()).or_default().push(place);
            if test.name.contains(TITLES) {
                let titles = test.name.replace(TITLES, " ");
                index.by_titles.entry(titles).or_default().push(place);
            }
            if let Some(of_file) = index.files.get_mut(test.path.as_str()) {
                of_file.push(place);
                continue;
            }
            index.files.insert(test.path.as_str().into(), vec![place]);
            for name in names_of_test(&test.path) {
                index.mirroring.entry(name).or_default().insert(test.path.as_str().into());
            }
        }
        for callers in index.callers.values_mut() {
            let files: BTreeSet<&str> =
                callers.places.iter().map(|place| &*tests[*place].path).collect();
            callers.are_common = files.len() > COMMON_NAME_FILES;
        }
        index.tests = tests;
        index
    }

    /// Returns the index with what these files import, each as words.
    #[must_use]
    pub fn with_imports<'f>(
        mut self,
        files: impl IntoIterator<Item = (&'f str, &'f [Box<str>])>,
    ) -> Self {
        for (path, words) in files {
            if self.files.contains_key(path) {
                for word in words {
                    self.importing.entry(word.clone()).or_default().insert(path.into());
                }
            }
        }
        self
    }

    /// Returns the test files that import a source file, as far as words tell: its name stands in an import,
    /// and so does its folder, where that says anything and is not the test's own.
    pub(super) fn files_importing(&self, source: &str) -> BTreeSet<&str> {
        let Some((words, folder)) = words_of_import(source) else { return BTreeSet::new() };
        let imports = |word: &str, file: &str| {
            self.importing.get(word).is_some_and(|files| files.contains(file))
        };
        let is_meant = |file: &&str| {
            let beside = folder_of(file) == folder_of(source);
            let named = words.iter().all(|word| imports(word, file));
            named && (beside || folder.is_none_or(|folder| imports(folder, file)))
        };
        let first = words.first().and_then(|word| self.importing.get(*word));
        let files = first.into_iter().flatten().map(|file| &**file);
        files.filter(|file| *file != source).filter(is_meant).collect()
    }

    /// Returns the test files that mirror a source file, or are it.
    pub(super) fn files_mirroring(&self, source: &str) -> BTreeSet<&str> {
        let named = names_of_source(source).into_iter();
        let files = named.filter_map(|name| self.mirroring.get(&name)).flatten();
        files.map(|file| &**file).filter(|file| mirrors(file, source)).collect()
    }

    /// Returns the tests of these files.
    pub(super) fn tests_of(&self, files: &BTreeSet<&str>) -> BTreeSet<usize> {
        files.iter().filter_map(|file| self.files.get(*file)).flatten().copied().collect()
    }

    /// Returns the tests that call one of the names. A name that tests of many files call counts only in
    /// the `near` files.
    pub(super) fn callers(&self, names: &BTreeSet<&str>, near: &BTreeSet<&str>) -> BTreeSet<usize> {
        let all = names.iter().filter_map(|name| self.callers.get(*name));
        let counting = all.flat_map(|callers| {
            let is_near = |place: &&usize| near.contains(&*self.tests[**place].path);
            callers.places.iter().filter(move |place| !callers.are_common || is_near(place))
        });
        counting.copied().collect()
    }

    /// Returns the tests whose own name, without that of what they stand in, is this.
    pub(super) fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the tests whose titles, one after the other as runners print them, are the name.
    pub(super) fn titled(&self, name: &str) -> &[usize] {
        self.by_titles.get(name).map_or(&[], Vec::as_slice)
    }
}
