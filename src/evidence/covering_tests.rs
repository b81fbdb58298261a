//! The tests that exercised a region, by the best method that finds any.
//!
//! Per-test coverage knows, and so does a mutation report that names the tests that run or noticed a
//! mutant. Without both, names tell: the test calls the function, then the class
//! that owns it, then its file mirrors the region's file, then it uses a name of that file.

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
    let test = |place: usize| {
        let test = &lookup.tests[place];
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
        let mut names: BTreeSet<&str> = running.flatten().map(String::as_str).collect();
        if names.is_empty() {
            let noticing = self.lookup.mutants.iter().flat_map(|mutant| &mutant.killed_by);
            names = noticing.map(String::as_str).collect();
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
mod tests {
    use super::*;
    use crate::model::assertion::{Assertion, AssertionKind, Strength};
    use crate::model::lines::LineRange;

    fn test(path: &str, name: &str, calls: &[&str], assertions: u32) -> TestFunction {
        let assertion = |line| Assertion {
            line,
            kind: AssertionKind::Value,
            expects: String::new(),
            strength: Strength::Strong,
        };
        TestFunction {
            path: path.to_owned(),
            name: name.to_owned(),
            lines: LineRange { first: 1, last: 9 },
            assertions: (1..=assertions).map(assertion).collect(),
            calls: calls.iter().map(|&c| c.to_owned()).collect(),
            skipped: false,
            rows: None,
        }
    }

    fn found(
        functions: &[&str],
        tests: &[TestFunction],
        per_test: &[(String, LineSet)],
    ) -> Option<(TestLinkMethod, Vec<String>)> {
        let functions: Vec<String> = functions.iter().map(|&f| f.to_owned()).collect();
        let lookup = TestLookup {
            path: "shop/cart.py",
            functions: &functions,
            defined: &["Cart".to_owned(), "total".to_owned(), "tax".to_owned()],
            lines: &[4, 5],
            tests,
            per_test,
            mutants: &[],
        };
        let tests = covering_tests(&lookup)?;
        Some((tests[0].method, tests.into_iter().map(|t| t.name).collect()))
    }

    fn ran(name: &str, lines: &[u32]) -> (String, LineSet) {
        (name.to_owned(), lines.iter().copied().collect())
    }

    #[test]
    fn per_test_coverage_beats_names() {
        let tests = [
            test("tests/test_cart.py", "test_total", &["total"], 1),
            test("tests/test_flow.py", "TestFlow.test_pay", &["pay"], 1),
        ];
        let per_test = [
            ran("tests/test_flow.py::TestFlow::()::test_pay[a|b]|run", &[5]),
            ran("tests/test_flow.py::TestFlow::()::test_pay[c]|setup", &[4]),
            ran("tests/test_cart.py::test_total|run", &[9]),
        ];
        let expected = (TestLinkMethod::PerTestCoverage, vec!["TestFlow.test_pay".to_owned()]);
        assert_eq!(found(&["Cart.total"], &tests, &per_test), Some(expected));
    }

    #[test]
    fn a_mutation_report_names_tests_by_what_they_run_else_by_what_they_noticed() {
        use crate::model::mutation::MutantStatus;
        let tests = [
            test("src/cart.test.ts", "cart > adds", &["add"], 1),
            test("src/cart.test.ts", "cart > totals", &["add"], 1),
        ];
        let found = |covered_by: Option<&[&str]>, killed_by: &[&str]| {
            let names = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect();
            let mutant = Mutant {
                lines: Some(LineRange { first: 4, last: 4 }),
                operator: "m".to_owned(),
                replacement: None,
                status: MutantStatus::Killed,
                killed_by: names(killed_by),
                covered_by: covered_by.map(names),
            };
            let lookup = TestLookup {
                path: "src/cart.ts",
                functions: &[],
                defined: &[],
                lines: &[4],
                tests: &tests,
                per_test: &[],
                mutants: &[mutant],
            };
            let tests = covering_tests(&lookup).unwrap();
            (tests[0].method, tests.into_iter().map(|t| t.name).collect::<Vec<_>>())
        };
        let (method, names) = found(Some(&["cart adds", "cart totals"]), &["cart totals"]);
        assert_eq!(method, TestLinkMethod::MutationReport);
        assert_eq!(names, ["cart > adds", "cart > totals"]);
        assert_eq!(found(None, &["cart totals"]).1, ["cart > totals"]);
    }

    #[test]
    fn an_inherited_test_is_found_by_its_file_and_name() {
        let tests = [test("tests/test_cart.py", "Base.test_total", &[], 1)];
        let per_test = [ran("tests/test_cart.py::Child::test_total|run", &[5])];
        let (method, names) = found(&["Cart.total"], &tests, &per_test).unwrap();
        assert_eq!(
            (method, names[0].as_str()),
            (TestLinkMethod::PerTestCoverage, "Base.test_total")
        );
    }

    #[test]
    fn callers_in_a_mirroring_file_stand_for_all_callers() {
        let tests = [
            test("tests/test_cart.py", "test_total", &["total"], 1),
            test("tests/test_report.py", "test_sum", &["total"], 1),
        ];
        let expected = (TestLinkMethod::CallsFunction, vec!["test_total".to_owned()]);
        assert_eq!(found(&["Cart.total"], &tests, &[]), Some(expected));
    }

    #[test]
    fn where_the_nearest_callers_assert_nothing_the_others_are_asked_too() {
        let tests = [
            test("tests/test_cart.py", "test_total", &["total"], 0),
            test("tests/test_report.py", "test_sum", &["total"], 1),
        ];
        assert_eq!(found(&["Cart.total"], &tests, &[]).unwrap().1, ["test_total", "test_sum"]);
    }

    #[test]
    fn a_name_that_many_files_call_counts_in_a_mirroring_file_only() {
        let mut tests: Vec<TestFunction> = (0..=COMMON_NAME_FILES)
            .map(|n| test(&format!("tests/test_x{n}.py"), "test_it", &["total"], 1))
            .collect();
        assert_eq!(found(&["total"], &tests, &[]), None);
        tests.push(test("tests/test_cart.py", "test_total", &["total"], 0));
        assert_eq!(found(&["total"], &tests, &[]).unwrap().1, ["test_total"]);
    }

    #[test]
    fn a_constructor_is_called_by_its_class() {
        let tests = [test("tests/test_flow.py", "test_pay", &["Cart"], 1)];
        let (method, _) = found(&["Cart.__init__"], &tests, &[]).unwrap();
        assert_eq!(method, TestLinkMethod::CallsOwner);
    }

    #[test]
    fn a_private_helper_is_found_by_the_file_that_mirrors_it_then_by_any_name_of_its_file() {
        let mirrored = [test("tests/test_cart.py", "test_x", &["other"], 1)];
        assert_eq!(found(&["_round"], &mirrored, &[]).unwrap().0, TestLinkMethod::MirroredPath);
        let user = [test("tests/test_flow.py", "test_x", &["tax"], 1)];
        assert_eq!(found(&["_round"], &user, &[]).unwrap().0, TestLinkMethod::UsesFile);
        assert_eq!(found(&["_round"], &[test("tests/t.py", "test_x", &["y"], 1)], &[]), None);
    }

    #[test]
    fn a_covering_test_that_cannot_be_read_keeps_silence_from_being_proof() {
        let tests = [test("tests/test_cart.py", "test_total", &["total"], 0)];
        let per_test = [ran("tests/test_cart.py::test_total|run", &[5]), ran("generated-7", &[5])];
        let (method, _) = found(&["Cart.total"], &tests, &per_test).unwrap();
        assert_eq!(method, TestLinkMethod::CallsFunction);
    }
}
