//! Test functions of a file and what they assert, helpers of the same file followed one call deep.

use std::collections::BTreeMap;

use super::file_kind::file_kind;
use super::language::Language;
use super::scan::{Scanned, scanned};
use super::tree::parse;
use super::unit::{Event, Part, Unit};
use crate::model::assertion::{Assertion, AssertionKind, Strength, TestFunction};
use crate::model::lines::LineRange;
use crate::model::region::FileKind;

/// Most assertions that are kept of one test.
const MAX_ASSERTIONS: usize = 2_000;

/// Most tests that are kept of one file.
const MAX_TESTS: usize = 20_000;

/// How many classes up a test method is inherited from.
const MAX_BASES: usize = 8;

/// Returns the test functions of a file, in file order; inherited ones follow, under the name of the
/// class that runs them. A file too long or too hard to parse gives none.
pub fn tests(language: Language, path: &str, source: &[u8]) -> Vec<TestFunction> {
    let source = String::from_utf8_lossy(source);
    let Some(tree) = parse(language, source.as_bytes()) else { return Vec::new() };
    let found = scanned(language, file_kind(path) == FileKind::Test, &source, &tree);
    let file = File { language, path, found: &found, by_name: by_name(&found.units) };
    let own = found.units.iter().filter(|unit| unit.part == Part::Test);
    let mut tests: Vec<TestFunction> = own.map(|unit| file.test(unit, &unit.owners)).collect();
    tests.extend(file.inherited());
    tests.truncate(MAX_TESTS);
    tests
}

fn by_name(units: &[Unit]) -> BTreeMap<&str, Vec<&Unit>> {
    let mut by_name: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for unit in units {
        by_name.entry(&unit.name).or_default().push(unit);
    }
    by_name
}

struct File<'f> {
    language: Language,
    path: &'f str,
    found: &'f Scanned,
    by_name: BTreeMap<&'f str, Vec<&'f Unit>>,
}

impl File<'_> {
    fn test(&self, unit: &Unit, owners: &[String]) -> TestFunction {
        let mut assertions: Vec<Assertion> = Vec::new();
        for event in &unit.events {
            if assertions.len() >= MAX_ASSERTIONS {
                break;
            }
            let helper = self.helper(unit, owners, event);
            let inner: Vec<&Event> = helper
                .map(|helper| helper.events.iter().filter(|e| e.oracle.is_some()).collect())
                .unwrap_or_default();
            let judged = if inner.is_empty() { vec![event] } else { inner };
            for oracle in judged.into_iter().filter_map(|e| e.oracle.as_ref()) {
                let kind = match oracle.kind {
                    AssertionKind::Value if unit.is_property => AssertionKind::Property,
                    kind => kind,
                };
                let expects = oracle.expects.clone();
                assertions.push(Assertion {
                    line: event.line,
                    kind,
                    expects,
                    strength: oracle.strength,
                });
            }
        }
        assertions.truncate(MAX_ASSERTIONS);
        if assertions.iter().all(|a| a.kind == AssertionKind::MockInteraction) {
            for assertion in &mut assertions {
                assertion.strength = Strength::Weak;
            }
        }
        let mut calls: Vec<String> = unit
            .events
            .iter()
            .filter(|event| event.is_call && !event.name.is_empty())
            .map(|event| event.name.clone())
            .collect();
        calls.sort_unstable();
        calls.dedup();
        TestFunction {
            path: self.path.to_owned(),
            name: [owners, std::slice::from_ref(&unit.name)].concat().join(self.joiner()),
            lines: LineRange { first: unit.lines.0, last: unit.lines.1.max(unit.lines.0) },
            assertions,
            calls,
            skipped: unit.skipped,
        }
    }

    fn joiner(&self) -> &'static str {
        match self.language {
            Language::JavaScript | Language::TypeScript | Language::Tsx => " > ",
            language => language.table().joiner,
        }
    }

    /// Returns the function of this file that an event calls: one of the test's class or its bases
    /// where the call names the object itself, else a free function.
    fn helper(&self, unit: &Unit, owners: &[String], event: &Event) -> Option<&Unit> {
        let named = self.by_name.get(event.name.as_str())?;
        let candidates = || {
            named
                .iter()
                .copied()
                .filter(|other| !std::ptr::eq(*other, unit) && other.lines != unit.lines)
        };
        let receiver = event.receiver.as_deref();
        let class = owners.last().map(String::as_str);
        let of_class = |class: Option<&str>| {
            candidates().find(|other| other.class() == class && class.is_some())
        };
        let is_self = matches!(receiver, Some("self" | "this" | "cls" | "super" | "Self"));
        if is_self || (receiver.is_none() && self.language == Language::Java) {
            return self.line_of_bases(class).into_iter().find_map(|class| of_class(Some(class)));
        }
        if receiver.is_some() {
            let method =
                || candidates().find(|_| self.language == Language::Go && named.len() == 1);
            return of_class(receiver).or_else(method);
        }
        // Production code of the same file asserts as well, so a Rust helper is one of the test's module.
        let beside = |other: &&Unit| {
            self.language != Language::Rust || other.owners.first() == owners.first()
        };
        candidates().filter(|other| !other.is_method).filter(beside).max_by_key(|other| {
            let shared = other.owners.iter().zip(owners).take_while(|(a, b)| a == b).count();
            (shared == other.owners.len(), shared)
        })
    }

    /// Returns a class and its bases in this file, nearest first.
    fn line_of_bases<'a>(&'a self, class: Option<&'a str>) -> Vec<&'a str> {
        let mut line: Vec<&str> = class.into_iter().collect();
        let mut at = 0;
        while at < line.len() && line.len() < MAX_BASES {
            let bases = self.found.bases.get(line[at]).map_or(&[][..], Vec::as_slice);
            for base in bases.iter().take(MAX_BASES) {
                if !line.contains(&base.as_str()) {
                    line.push(base);
                }
            }
            at += 1;
        }
        line
    }

    /// Returns the tests that classes of tests run without writing them: those of their bases.
    fn inherited(&self) -> Vec<TestFunction> {
        let mut tests = Vec::new();
        for class in &self.found.test_classes {
            let mut known: Vec<&str> =
                self.of_class(class).map(|unit| unit.name.as_str()).collect();
            for base in self.line_of_bases(Some(class)).into_iter().skip(1) {
                for unit in self.of_class(base).filter(|unit| unit.part != Part::Helper) {
                    if tests.len() >= MAX_TESTS {
                        return tests;
                    }
                    if !known.contains(&unit.name.as_str()) {
                        known.push(&unit.name);
                        let owners =
                            [&unit.owners[..unit.owners.len() - 1], std::slice::from_ref(class)];
                        tests.push(self.test(unit, &owners.concat()));
                    }
                }
            }
        }
        tests
    }

    fn of_class<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.found.units.iter().filter(move |unit| unit.class() == Some(class))
    }
}

#[cfg(test)]
mod tests;
