//! The tests that exercised a region, by the best method that finds any.
//!
//! Per-test coverage knows, and so does a mutation report that names the tests that run or noticed a
//! mutant. Without both, names tell: the test calls the function, surest last before an assertion, then the
//! class that owns it, then its file mirrors the region's file, then it uses a name of that file, then its file imports it.

use std::collections::BTreeSet;

use super::test_id::TestId;
use super::test_index::TestIndex;
use crate::model::assertion::TestFunction;
use crate::model::evidence::{CoveringTest, TestLinkMethod};
use crate::model::line_set::LineSet;
use crate::model::mutation::Mutant;

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
    pub tests: &'a TestIndex,
    /// Lines of the file that single tests ran, in the moment's line numbers.
    pub per_test: &'a [(String, LineSet)],
    /// Mutants on the region, which may name tests.
    pub mutants: &'a [Mutant],
}

/// Returns the tests that exercised the region, in the order of `tests`; `None` where nothing links
/// any.
///
/// Each method is tried in turn and the first that finds tests decides. A name that tests of many
/// files call counts only in a file that mirrors the region's or imports it. Among callers those of mirroring
/// files are taken, unless none of them asserts anything. Skipped tests are listed as such.
pub fn covering_tests(lookup: &TestLookup<'_>) -> Option<Vec<CoveringTest>> {
    let links = Links::new(lookup);
    let find: [(TestLinkMethod, &dyn Fn() -> BTreeSet<usize>); 7] = [
        (TestLinkMethod::PerTestCoverage, &|| links.by_coverage()),
        (TestLinkMethod::MutationReport, &|| links.by_mutants()),
        (TestLinkMethod::CallsFunction, &|| links.callers(&names(lookup.functions))),
        (TestLinkMethod::CallsOwner, &|| links.callers(&owners(lookup.functions))),
        (TestLinkMethod::MirroredPath, &|| links.mirrored()),
        (TestLinkMethod::UsesFile, &|| links.callers(&names(lookup.defined))),
        (TestLinkMethod::ImportsFile, &|| lookup.tests.tests_of(&links.importing)),
    ];
    let found = find.iter().map(|(method, find)| (*method, find()));
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
    /// Test files that mirror the region's.
    mirroring: BTreeSet<&'a str>,
    /// Test files that import it.
    importing: BTreeSet<&'a str>,
}

impl<'a> Links<'a> {
    fn new(lookup: &'a TestLookup<'a>) -> Self {
        let mirroring = lookup.tests.files_mirroring(lookup.path);
        Self { lookup, mirroring, importing: lookup.tests.files_importing(lookup.path) }
    }

    fn mirrored(&self) -> BTreeSet<usize> {
        self.lookup.tests.tests_of(&self.mirroring)
    }

    /// Returns the tests that call one of the names.
    fn callers(&self, names: &BTreeSet<&str>) -> BTreeSet<usize> {
        let tests = self.lookup.tests;
        let near = self.mirroring.union(&self.importing).copied().collect();
        let all = tests.callers(names, &near);
        let near = all.iter().copied().filter(|at| self.mirroring.contains(&*tests[*at].path));
        let near: BTreeSet<usize> = near.collect();
        // Callers elsewhere may assert what the nearest ones do not, so silence needs all of them.
        if near.iter().any(|place| asserts(&tests[*place])) { near } else { all }
    }

    /// Returns the tests whose own coverage touches the region.
    fn by_coverage(&self) -> BTreeSet<usize> {
        let touches = |(_, lines): &&(String, LineSet)| {
            self.lookup.lines.iter().any(|line| lines.contains(*line))
        };
        self.all_named(self.lookup.per_test.iter().filter(touches).map(|(name, _)| name.as_str()))
    }

    /// Returns the tests that a mutation report names: those that run a mutant of the region, where it
    /// tells; else those that noticed one.
    fn by_mutants(&self) -> BTreeSet<usize> {
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
    fn all_named<'n>(&self, names: impl Iterator<Item = &'n str>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut unnamed = false;
        for name in names {
            let places = self.named(name);
            unnamed |= places.is_empty();
            found.extend(places);
        }
        // What a test that cannot be read asserts is not known, so silence proves nothing then.
        let silent = !found.iter().any(|place| asserts(&self.lookup.tests[*place]));
        if unnamed && silent { BTreeSet::new() } else { found }
    }

    /// Returns the tests a report's name may mean: those with its owners, else all of its file.
    fn named(&self, name: &str) -> Vec<usize> {
        let titled = self.lookup.tests.titled(name);
        if !titled.is_empty() {
            return titled.to_vec();
        }
        let Some(id) = TestId::parse(name) else { return Vec::new() };
        let test = |place: &usize| &self.lookup.tests[*place];
        let candidates = self.lookup.tests.named(id.function).iter().copied();
        let fitting: Vec<usize> =
            candidates.filter(|at| id.names(&test(at).path, &test(at).name)).collect();
        let exact: Vec<usize> =
            fitting.iter().copied().filter(|at| id.is_exact(&test(at).name)).collect();
        if exact.is_empty() { fitting } else { exact }
    }
}

fn asserts(test: &TestFunction) -> bool {
    !test.skipped && !test.assertions.is_empty()
}

#[cfg(test)]
mod tests;
