//! The tests that exercised a region, by the best method that finds any.
//!
//! Per-test coverage knows, and so does a mutation report that names the tests that run or noticed a
//! mutant. Without both, names tell: the test calls the function, surest last before an assertion, then the
//! class that owns it, then its file mirrors the region's file, then it uses a name of that file.

use std::collections::{BTreeMap, BTreeSet};

use super::mirror::mirrors;
use super::test_id::TestId;
use crate::model::assertion::TestFunction;
use crate::model::evidence::{CoveringTest, TestLinkMethod};
use crate::model::line_set::LineSet;
use crate::model::mutation::Mutant;

/// A name that tests of more files call than this says little about which function is meant.
const COMMON_NAME_FILES: usize = 5;

/// What is known of the region of one file and of the tests around it.
#[derive(Debug, Clone, Copy)]
pub struct TestLookup<'a> {
    /// Path of the region's file at the moment.
    pub path: &'a str,
    /// Functions that hold the region, with their owners, as in `Cart.total`.
    pub functions: &'a [String],
    /// Functions and classes that the file defines.
    pub defined: &'a [String],
    /// Lines of the region at the moment.
    pub lines: &'a [u32],
    /// All tests at the moment.
    pub tests: &'a [TestFunction],
    /// Lines of the file that single tests ran, in the moment's line numbers.
    pub per_test: &'a [(String, LineSet)],
    /// Mutants on the region, which may name tests.
    pub mutants: &'a [Mutant],
}

/// Returns the tests that exercised the region, in the order of `tests`; `None` where nothing links
/// any.
///
/// Each method is tried in turn and the first that finds tests decides. A name that tests of many
/// files call counts only in a file that mirrors the region's. Among callers those of mirroring
/// files are taken, unless none of them asserts anything. Skipped tests are listed as such.
pub fn covering_tests(lookup: &TestLookup<'_>) -> Option<Vec<CoveringTest>> {
    let links = Links::new(lookup);
    let found = [
        (TestLinkMethod::PerTestCoverage, links.by_coverage()),
        (TestLinkMethod::MutationReport, links.by_mutants()),
        (TestLinkMethod::CallsFunction, links.callers(&names(lookup.functions))),
        (TestLinkMethod::CallsOwner, links.callers(&owners(lookup.functions))),
        (TestLinkMethod::MirroredPath, links.mirrored()),
        (TestLinkMethod::UsesFile, links.callers(&names(lookup.defined))),
    ];
    let (method, places) = found.into_iter().find(|(_, places)| !places.is_empty())?;
    let called = names(lookup.functions);
    let test = |place: usize| {
        let test = &lookup.tests[place];
        let is_last = test.asserted_calls.iter().any(|name| called.contains(name.as_str()));
        let method = match method {
            TestLinkMethod::CallsFunction if is_last => TestLinkMethod::LastCall,
            method => method,
        };
        CoveringTest {
            path: test.path.clone(),
            name: test.name.clone(),
            line: test.lines.first,
            method,
            score: method.score(),
            assertions: test.assertions.clone(),
            skipped: test.skipped,
        }
    };
    Some(places.into_iter().map(test).collect())
}

/// The last segments of names.
fn names(functions: &[String]) -> BTreeSet<&str> {
    functions.iter().filter_map(|name| name.rsplit('.').next()).filter(|n| !is_dunder(n)).collect()
}

/// The owners of functions, one level up.
fn owners(functions: &[String]) -> BTreeSet<&str> {
    functions.iter().filter_map(|name| name.rsplit('.').nth(1)).collect()
}

/// Nobody calls `__init__` or `constructor` by name; the owner is what is called.
fn is_dunder(name: &str) -> bool {
    name == "constructor" || (name.starts_with("__") && name.ends_with("__"))
}

struct Links<'a> {
    lookup: &'a TestLookup<'a>,
    /// Files of the tests that call each name.
    callers: BTreeMap<&'a str, BTreeSet<&'a str>>,
    mirrored: BTreeSet<&'a str>,
}

impl<'a> Links<'a> {
    fn new(lookup: &'a TestLookup<'a>) -> Self {
        let mut callers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut files = BTreeSet::new();
        for test in lookup.tests {
            files.insert(test.path.as_str());
            for call in &test.calls {
                callers.entry(call).or_default().insert(&test.path);
            }
        }
        let mirrored = files.into_iter().filter(|file| mirrors(file, lookup.path)).collect();
        Self { lookup, callers, mirrored }
    }

    fn mirrored(&self) -> Vec<usize> {
        self.places(|test| self.mirrored.contains(test.path.as_str()))
    }

    fn places(&self, keep: impl Fn(&TestFunction) -> bool) -> Vec<usize> {
        let tests = self.lookup.tests.iter().enumerate();
        tests.filter(|(_, test)| keep(test)).map(|(place, _)| place).collect()
    }

    /// Returns the tests that call one of the names.
    fn callers(&self, names: &BTreeSet<&str>) -> Vec<usize> {
        let is_mirrored = |test: &TestFunction| self.mirrored.contains(test.path.as_str());
        let is_common =
            |name: &str| self.callers.get(name).is_some_and(|f| f.len() > COMMON_NAME_FILES);
        let calls = |test: &TestFunction| {
            test.calls.iter().any(|call| {
                names.contains(call.as_str()) && (is_mirrored(test) || !is_common(call))
            })
        };
        let all = self.places(calls);
        let near: Vec<usize> =
            all.iter().copied().filter(|place| is_mirrored(&self.lookup.tests[*place])).collect();
        // Callers elsewhere may assert what the nearest ones do not, so silence needs all of them.
        if near.iter().any(|place| asserts(&self.lookup.tests[*place])) { near } else { all }
    }

    /// Returns the tests whose own coverage touches the region.
    fn by_coverage(&self) -> Vec<usize> {
        let touches = |(_, lines): &&(String, LineSet)| {
            self.lookup.lines.iter().any(|line| lines.contains(*line))
        };
        self.all_named(self.lookup.per_test.iter().filter(touches).map(|(name, _)| name.as_str()))
    }

    /// Returns the tests that a mutation report names: those that run a mutant of the region, where it
    /// tells; else those that noticed one.
    fn by_mutants(&self) -> Vec<usize> {
        let running = self.lookup.mutants.iter().filter_map(|mutant| mutant.covered_by.as_ref());
        let mut names: BTreeSet<&str> =
            running.flat_map(|tests| tests.iter()).map(|name| &**name).collect();
        if names.is_empty() {
            let noticing = self.lookup.mutants.iter().flat_map(|mutant| mutant.killed_by.iter());
            names = noticing.map(|name| &**name).collect();
        }
        self.all_named(names.into_iter())
    }

    /// Returns the tests that names of a report mean.
    fn all_named<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<usize> {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, test) in self.lookup.tests.iter().enumerate() {
            let name = test.name.rsplit(['.', ':']).next().unwrap_or(&test.name);
            by_name.entry(name).or_default().push(place);
        }
        let mut found = BTreeSet::new();
        let mut unnamed = false;
        for name in names {
            let places = self.named(name, &by_name);
            unnamed |= places.is_empty();
            found.extend(places);
        }
        let found: Vec<usize> = found.into_iter().collect();
        // What a test that cannot be read asserts is not known, so silence proves nothing then.
        let silent = !found.iter().any(|place| asserts(&self.lookup.tests[*place]));
        if unnamed && silent { Vec::new() } else { found }
    }

    /// Returns the tests a report's name may mean: those with its owners, else all of its file.
    fn named(&self, name: &str, by_name: &BTreeMap<&str, Vec<usize>>) -> Vec<usize> {
        let titles = self.titled(name);
        if !titles.is_empty() {
            return titles;
        }
        let Some(id) = TestId::parse(name) else { return Vec::new() };
        let candidates = by_name.get(id.function).into_iter().flatten().copied();
        let fitting: Vec<usize> = candidates
            .filter(|place| {
                let test = &self.lookup.tests[*place];
                id.names(&test.path, &test.name)
            })
            .collect();
        let exact: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|place| id.is_exact(&self.lookup.tests[*place].name))
            .collect();
        if exact.is_empty() { fitting } else { exact }
    }
}

impl Links<'_> {
    /// Returns the tests whose titles, one after the other as runners print them, are the name.
    fn titled(&self, name: &str) -> Vec<usize> {
        if !name.contains(' ') {
            return Vec::new();
        }
        self.places(|test| test.name.contains(" > ") && test.name.replace(" > ", " ") == name)
    }
}

fn asserts(test: &TestFunction) -> bool {
    !test.skipped && !test.assertions.is_empty()
}

#[cfg(test)]
mod tests;
