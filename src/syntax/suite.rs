//! The tests of a tree: what each asserts, with helpers followed one call deep into other files and
//! with the tests that classes inherit.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::expression::is_nothing;
use super::failure_words::names_failure;
use super::language::Language;
use super::oracle::Oracle;
use super::test_file::TestFile;
use super::unit::{Event, Part, Unit};
use crate::model::assertion::{Assertion, AssertionKind, Strength, TestFunction};
use crate::model::lines::LineRange;

mod helper;
mod inherit;
mod last_call;
mod method_names;
mod on_any;
mod oracles;
mod reach;

/// Most assertions that are kept of one test.
const MAX_ASSERTIONS: usize = 2_000;

/// Most tests that are kept of one file.
const MAX_TESTS: usize = 20_000;

/// The files of a tree that hold tests and helpers, ready to be resolved file by file.
#[derive(Default)]
pub struct TestSuite {
    files: Vec<File>,
    /// Helpers that assert, and tests of bases, by name: file and unit.
    by_name: HashMap<Box<str>, Vec<Place>>,
    /// Files that define a class, by its name.
    classes: HashMap<Box<str>, Vec<u32>>,
    /// Names of classes that another derives from.
    derived_from: std::collections::HashSet<Box<str>>,
    /// How many functions of a name the tests' own files of Java and Kotlin hold, and whether one overrides another.
    defined: HashMap<Box<str>, (u32, bool)>,
    /// Which tests name which types, as far as it was asked.
    known_types: std::cell::RefCell<HashMap<(Place, Box<str>), bool>>,
}

struct File {
    path: String,
    facts: Arc<TestFile>,
    /// Units by name.
    own: BTreeMap<Box<str>, Vec<u32>>,
}

impl File {
    /// Whether a word is one of what the file imports.
    fn imports(&self, word: &str) -> bool {
        self.facts.found.imports.binary_search_by(|known| (**known).cmp(word)).is_ok()
    }
}

/// A unit of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    file: u32,
    unit: u32,
}

impl TestSuite {
    /// Returns the suite of some files, each with its path.
    pub fn new(files: Vec<(String, Arc<TestFile>)>) -> Self {
        let mut suite = Self::default();
        for (path, facts) in files {
            suite.add(path, facts);
        }
        suite
    }

    fn add(&mut self, path: String, facts: Arc<TestFile>) {
        let file = self.files.len() as u32;
        let mut own: BTreeMap<Box<str>, Vec<u32>> = BTreeMap::new();
        for (unit, found) in facts.found.units.iter().enumerate() {
            own.entry(found.name.clone()).or_default().push(unit as u32);
            let asserts = found.passes_on() || found.oracles().next().is_some();
            let helps = found.helps() && asserts;
            self.count_definition(&facts, found);
            if helps {
                let places = self.by_name.entry(found.name.clone()).or_default();
                places.push(Place { file, unit: unit as u32 });
            }
        }
        for (class, bases) in &facts.found.bases {
            self.classes.entry(class.as_str().into()).or_default().push(file);
            self.derived_from.extend(bases.iter().map(|base| base.as_str().into()));
        }
        self.files.push(File { path, facts, own });
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns every test, file by file in the order the files were given; made as they are asked for.
    pub fn tests(&self) -> impl Iterator<Item = TestFunction> + '_ {
        (0..self.files.len()).flat_map(|file| self.tests_of(file))
    }

    /// Returns the tests of one file, in file order; inherited ones follow, under the name of the class
    /// that runs them.
    pub fn tests_of(&self, file: usize) -> Vec<TestFunction> {
        let Some(found) = self.files.get(file).map(|file| &file.facts.found) else {
            return Vec::new();
        };
        let own = found.units.iter().enumerate().filter(|(_, unit)| self.runs(file, unit));
        let mut tests: Vec<TestFunction> = own
            .take(MAX_TESTS)
            .map(|(at, unit)| {
                self.test(Place { file: file as u32, unit: at as u32 }, &unit.owners, file)
            })
            .collect();
        tests.extend(self.inherited(file, MAX_TESTS.saturating_sub(tests.len())));
        tests
    }

    /// Returns the place of each file, by its path, as [`Self::tests_of`] takes it.
    pub fn places(&self) -> HashMap<&str, usize> {
        self.files.iter().enumerate().map(|(place, file)| (&*file.path, place)).collect()
    }

    /// Returns the path of each file, with the words of its imports.
    pub fn imports(&self) -> impl Iterator<Item = (&str, &[Box<str>])> {
        self.files.iter().map(|file| (&*file.path, &*file.facts.found.imports))
    }

    /// Whether a runner runs a unit under its own name: a test, or a test of a class that nothing
    /// derives from, so that only the class itself can run it.
    fn runs(&self, file: usize, unit: &Unit) -> bool {
        match unit.part {
            Part::Test => true,
            Part::Helper | Part::PassesOn => false,
            Part::TestOfBase => {
                let found = &self.files[file].facts.found;
                let class = unit.class().unwrap_or_default();
                found.in_test_file
                    && (!self.derived_from.contains(class)
                        || self.is_of_tests_by_bases(file, class))
            }
        }
    }

    fn unit(&self, place: Place) -> &Unit {
        &self.files[place.file as usize].facts.found.units[place.unit as usize]
    }

    /// Returns a test as a class with these owners runs it, the class standing in `home`.
    fn test(&self, place: Place, owners: &[String], home: usize) -> TestFunction {
        let file = &self.files[place.file as usize];
        let (unit, found) = (self.unit(place), &file.facts.found);
        let mut assertions: Vec<Assertion> = Vec::new();
        for event in &unit.events {
            if assertions.len() >= MAX_ASSERTIONS {
                break;
            }
            let fails = |oracle: &Oracle| oracle.kind == AssertionKind::FailureState;
            let own_fails = event.oracle.as_deref().is_some_and(fails);
            // A framework's macro is known by its name, whatever a copy of the framework makes of it.
            let is_wanted = |helper: &Place| {
                !own_fails && (event.oracle.is_none() || !self.unit(*helper).passes_on())
            };
            let helper = self.helper(place, owners, home, event).filter(is_wanted);
            let is_known = helper.is_some();
            if let Some(helper) = helper {
                let inner = self.oracles_of(helper);
                let passes_on = self.unit(helper).passes_on();
                if inner.is_empty() && !passes_on && !self.asserts_further(helper) {
                    continue;
                }
                if !inner.is_empty() {
                    let says = event.given_error || names_failure(found.name(event.name));
                    // One that only fails is what must not be called, whatever it is named: `lambdaError()`.
                    let any = |is: &dyn Fn(&Oracle) -> bool| inner.iter().any(|(_, o)| is(o));
                    let looks =
                        passes_on || event.given_error || any(&|o| o.strength == Strength::Strong);
                    let raised = says && looks && !any(&fails) && !event.given_success;
                    for (of, oracle) in inner {
                        let mut made = assertion(unit, event, &oracle, of.may_not_run);
                        // What only an argument asks for is a failure where the call gives one.
                        let not_asked = of.by_argument && !event.given_error;
                        if fails(&oracle) && (not_asked || event.given_success) {
                            made.kind = AssertionKind::Value;
                        }
                        // What must be nothing is no failure, whatever the helper is called.
                        let is_absence = is_nothing(&oracle.expects);
                        if raised && made.kind == AssertionKind::Value && !is_absence {
                            made.kind = AssertionKind::FailureState;
                        }
                        assertions.push(made);
                    }
                    continue;
                }
            }
            if let Some(oracle) = event.oracle.as_deref() {
                assertions.push(assertion(unit, event, oracle, event.may_not_run));
            } else {
                let language = file.facts.language;
                assertions.extend(helper::by_convention(language, found, event, is_known));
            }
        }
        assertions.truncate(MAX_ASSERTIONS);
        if assertions.iter().all(|a| a.kind == AssertionKind::MockInteraction) {
            for assertion in &mut assertions {
                assertion.strength = Strength::Weak;
            }
        }
        let called = unit.events.iter().filter(|event| event.is_call && event.name != 0);
        let mut calls: Vec<String> =
            called.map(|event| found.name(event.name).to_owned()).collect();
        calls.sort_unstable();
        calls.dedup();
        let asserted_calls = last_call::last_calls(unit, found, &assertions);
        TestFunction {
            path: file.path.clone(),
            name: named(file.facts.language, owners, &unit.name),
            lines: LineRange { first: unit.lines.0, last: unit.lines.1.max(unit.lines.0) },
            assertions,
            calls,
            asserted_calls,
            skipped: unit.skipped,
            rows: unit.rows,
        }
    }
}

fn assertion(unit: &Unit, event: &Event, oracle: &Oracle, may_not_run: bool) -> Assertion {
    let kind = match oracle.kind {
        AssertionKind::Value if unit.is_property => AssertionKind::Property,
        kind => kind,
    };
    let strength = if may_not_run { Strength::Weak } else { oracle.strength };
    Assertion { line: event.line, kind, expects: oracle.expects.to_string(), strength }
}

/// Returns a test's name with its owners.
fn named(language: Language, owners: &[String], name: &str) -> String {
    let joiner = match language {
        Language::JavaScript | Language::TypeScript | Language::Tsx => " > ",
        Language::Ruby | Language::Kotlin if name.contains(' ') => " > ",
        language => language.table().joiner,
    };
    let name = name.trim_matches('`');
    let mut full = owners.join(joiner);
    if !full.is_empty() {
        full.push_str(joiner);
    }
    full.push_str(name);
    full
}
