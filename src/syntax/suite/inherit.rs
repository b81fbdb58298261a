//! Tests that a class runs without writing them: those of its bases, in its file or another.

use super::{Place, TestSuite};
use crate::model::assertion::TestFunction;
use crate::syntax::language::Language;

impl TestSuite {
    /// Returns the tests that the classes of a file inherit, at most so many, under the names of the
    /// classes that run them. Their path and lines are where they are written.
    pub(super) fn inherited(&self, file: usize, most: usize) -> Vec<TestFunction> {
        let found = &self.files[file].facts.found;
        let language = self.files[file].facts.language;
        let mut tests = Vec::new();
        for (class, bases) in &found.bases {
            if bases.is_empty() || !self.runs_its_bases(language, file, class) {
                continue;
            }
            let own = self.class_units(file, class);
            let mut known: Vec<&str> = own.iter().map(|at| &*self.unit(*at).name).collect();
            for (holder, base) in self.line_of_bases(file, class) {
                for place in self.class_units(holder, &base) {
                    let unit = self.unit(place);
                    if tests.len() >= most {
                        return tests;
                    }
                    if !unit.helps() && !known.contains(&&*unit.name) {
                        known.push(&unit.name);
                        let outer = &unit.owners[..unit.owners.len() - 1];
                        let outer = if holder == file { outer } else { &[] };
                        let owners = [outer, std::slice::from_ref(class)].concat();
                        tests.push(self.test(place, &owners, file));
                    }
                }
            }
        }
        tests
    }

    /// Whether a runner takes a class for one of tests.
    fn runs_its_bases(&self, language: Language, file: usize, class: &str) -> bool {
        let known = |file: usize, class: &str| {
            self.files[file].facts.found.test_classes.iter().any(|known| known == class)
        };
        match language {
            // One that no other derives from, in a file of tests, is there to be run.
            Language::Python => {
                known(file, class)
                    || self.line_of_bases(file, class).iter().any(|(file, base)| known(*file, base))
                    || self.files[file].facts.found.in_test_file
                        && (!self.derived_from.contains(class)
                            || self.is_of_tests_by_bases(file, class))
            }
            Language::Java
            | Language::CSharp
            | Language::Kotlin
            | Language::Php
            | Language::Ruby => true,
            _ => false,
        }
    }

    /// Whether a class of Python is one of tests by what it derives from, in whatever file: by a base that is
    /// known as tests, or one out of the tree that is called so, as `fixtures.MappedTest`.
    pub(super) fn is_of_tests_by_bases(&self, file: usize, class: &str) -> bool {
        if self.files[file].facts.language != Language::Python {
            return false;
        }
        let line = self.line_of_bases(file, class);
        let known = |(file, base): &(usize, String)| {
            let found = &self.files[*file].facts.found;
            found.test_classes.contains(base)
                || found
                    .bases
                    .get(base)
                    .is_some_and(|bases| bases.iter().any(|base| self.is_called_tests(base)))
        };
        let own = self.files[file].facts.found.bases.get(class);
        own.is_some_and(|bases| bases.iter().any(|base| self.is_called_tests(base)))
            || line.iter().any(known)
    }

    /// Whether a base that no file of the tree holds says by its name that it is one of tests.
    fn is_called_tests(&self, base: &str) -> bool {
        let says = ["Test", "Tests", "TestBase", "TestCase"].iter().any(|end| base.ends_with(end));
        says && !self.classes.contains_key(base)
    }

    fn class_units(&self, file: usize, class: &str) -> Vec<Place> {
        let units = self.files[file].facts.found.units.iter().enumerate();
        let of_class = units.filter(|(_, unit)| unit.class() == Some(class));
        of_class.map(|(at, _)| Place { file: file as u32, unit: at as u32 }).collect()
    }
}
