//! Helpers of Java and Kotlin that are called on an object whose type is not written where it is called:
//! `cart.validateSum(3)`, `name.eq("x")`, `items counts 2`.

use super::method_names::{is_common, says_it_asserts};
use super::reach::{distance, folder};
use super::{File, Place, TestSuite};
use crate::syntax::language::Language;
use crate::syntax::test_file::{TestFile, stem};
use crate::syntax::unit::{Hangs, INFIX, Part, Unit};

/// Most candidates of one name that are looked at.
const MAX_CANDIDATES: usize = 20;

fn is_jvm(language: Language) -> bool {
    matches!(language, Language::Java | Language::Kotlin)
}

impl TestSuite {
    /// Counts a function that a test may call by its name.
    pub(super) fn count_definition(&mut self, facts: &TestFile, unit: &Unit) {
        if is_jvm(facts.language) && facts.found.in_test_file && unit.helps() {
            let (count, overrides) = self.defined.entry(unit.name.clone()).or_default();
            if unit.hangs == Hangs::Override {
                *overrides = true;
            } else {
                *count += 1;
            }
        }
    }

    /// Returns the helper that a call on any object means: one that every function of its name in the tests'
    /// own files is like, as each of them asserts, and that the file may know.
    pub(super) fn on_any(&self, test: Place, name: &str, receiver: &str) -> Option<Place> {
        let importer = &self.files[test.file as usize];
        let is_infix = receiver == INFIX;
        // A method of a class is known by the class.
        let of_class = receiver.starts_with(|c: char| c.is_ascii_uppercase());
        if !is_jvm(importer.facts.language) || of_class || (is_common(name) && !is_infix) {
            return None;
        }
        let (count, overrides) = *self.defined.get(name)?;
        if count as usize > MAX_CANDIDATES || (overrides && !is_infix) {
            return None;
        }
        let asserting: Vec<Place> = self
            .by_name
            .get(name)?
            .iter()
            .copied()
            .filter(|place| {
                let facts = &self.files[place.file as usize].facts;
                let unit = self.unit(*place);
                is_jvm(facts.language)
                    && facts.found.in_test_file
                    && unit.hangs != Hangs::Override
                    && unit.oracles().next().is_some()
            })
            .collect();
        if asserting.len() != count as usize {
            return None;
        }
        let mut known = asserting.into_iter().filter(|place| {
            let (holder, unit) = (&self.files[place.file as usize], self.unit(*place));
            let is_itself = *place == test;
            // A fake of the tests has methods of the names that the code under test has.
            let says = is_infix || says_it_asserts(name);
            let hangs = unit.hangs == Hangs::Extension
                || (says && unit.is_method && !holds_tests(holder, unit));
            hangs && !is_itself && (place.file == test.file || knows(importer, holder, unit))
        });
        let first = known.next()?;
        let away = |place: &Place| distance(&importer.path, &self.files[place.file as usize].path);
        known.chain([first]).min_by_key(away)
    }
}

/// Whether the class of a helper holds tests: its methods are called on itself.
fn holds_tests(holder: &File, unit: &Unit) -> bool {
    holder.facts.found.units.iter().any(|other| {
        matches!(other.part, Part::Test | Part::TestOfBase) && other.class() == unit.class()
    })
}

/// Whether a file imports what another holds, or is of its package.
fn knows(importer: &File, holder: &File, unit: &Unit) -> bool {
    let has = |word: &str| importer.imports(word);
    let held = package(&holder.path);
    let last = held.rsplit('/').next().unwrap_or_default();
    package(&importer.path) == held
        || has(&unit.name)
        || unit.owners.iter().any(|owner| has(owner))
        || has(stem(&holder.path))
        || (has("*") && !last.is_empty() && has(last))
}

/// Returns the folder of a file below its folder of sources: its package.
fn package(path: &str) -> &str {
    let folder = folder(path);
    let roots = ["/java/", "/kotlin/"];
    roots.iter().find_map(|root| Some(folder.rsplit_once(root)?.1)).unwrap_or(folder)
}
