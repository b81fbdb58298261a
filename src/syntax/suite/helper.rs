//! Which function a test's call means: one of its class or its bases, of its file, or of a file that it
//! imports.

use super::method_names::{is_double, is_of_trait, says_it_asserts, says_it_looks};
use super::reach::{distance, reaches};
use super::{File, Place, TestSuite};
use crate::model::assertion::{Assertion, AssertionKind, Strength};
use crate::syntax::failure_words::names_failure;
use crate::syntax::language::Language;
use crate::syntax::scan::Scanned;
use crate::syntax::unit::{Event, Unit};

/// How many classes up a helper is looked for.
const MAX_BASES: usize = 8;

/// Most candidates of one name that are looked at.
const MAX_CANDIDATES: usize = 200;

/// Words that stand for the object itself.
const SELF: &[&str] =
    &["self", "this", "cls", "super", "Self", "$this", "static", "parent", "base"];

impl TestSuite {
    /// Returns the function that an event of a test calls, as a class with these owners runs it.
    pub(super) fn helper(
        &self,
        test: Place,
        owners: &[String],
        home: usize,
        event: &Event,
    ) -> Option<Place> {
        let file = &self.files[test.file as usize];
        let language = file.facts.language;
        let name = file.facts.found.name(event.name);
        if name.is_empty() || (!file.own.contains_key(name) && !self.by_name.contains_key(name)) {
            return None;
        }
        if name.ends_with('!') {
            return self.free_helper(test, event);
        }
        let receiver = file.facts.found.name(event.receiver);
        let class = owners.last().map(String::as_str);
        let implicit_self = matches!(
            language,
            Language::Java
                | Language::CSharp
                | Language::Kotlin
                | Language::Cpp
                | Language::Ruby
                | Language::Php
        );
        if SELF.contains(&receiver) || (receiver.is_empty() && implicit_self) {
            let mut line = vec![(home, class.unwrap_or_default().to_owned())];
            line.extend(self.line_of_bases(home, class.unwrap_or_default()));
            let found =
                line.iter().find_map(|(file, class)| self.of_class(*file, class, name, test));
            // Rust's `super::checks(…)` is a function of the module around.
            let of_module = language == Language::Rust && receiver == "super";
            if found.is_some() || !(receiver.is_empty() || of_module) {
                return found;
            }
            if of_module {
                return self.free_helper(test, event);
            }
        }
        if !receiver.is_empty() {
            return self
                .of_class(test.file as usize, receiver, name, test)
                .or_else(|| self.only_method(test, name))
                .or_else(|| self.imported(test, name, receiver))
                .or_else(|| self.on_any(test, name, receiver));
        }
        self.free_helper(test, event)
    }

    /// Returns the free function that an event calls by its bare name.
    pub(super) fn free_helper(&self, test: Place, event: &Event) -> Option<Place> {
        let file = &self.files[test.file as usize];
        let name = file.facts.found.name(event.name);
        self.nearest(file, test, name).or_else(|| self.imported(test, name, ""))
    }

    /// Returns the free function of the file whose owners are nearest to the test's.
    fn nearest(&self, file: &File, test: Place, name: &str) -> Option<Place> {
        let unit = self.unit(test);
        let places = file.own.get(name)?.iter().map(|unit| Place { unit: *unit, ..test });
        let free = places.filter(|place| {
            let other = self.unit(*place);
            let beside = self.is_of_tests(*place, test) || name.ends_with('!');
            let helps = other.helps();
            helps && !other.is_method && other.lines != unit.lines && beside
        });
        free.max_by_key(|place| {
            let other = self.unit(*place);
            let shared = other.owners.iter().zip(&*unit.owners).take_while(|(a, b)| a == b).count();
            (shared == other.owners.len(), shared)
        })
    }

    /// Whether a unit may help a test of its file. Production code of the same file asserts as well, so a
    /// Rust helper is one of the test's module or of a file of tests.
    fn is_of_tests(&self, place: Place, test: Place) -> bool {
        let facts = &self.files[place.file as usize].facts;
        facts.language != Language::Rust
            || facts.found.in_test_file
            || self.unit(place).owners.first() == self.unit(test).owners.first()
    }

    /// Returns the method of that name of a class in a file.
    fn of_class(&self, file: usize, class: &str, name: &str, test: Place) -> Option<Place> {
        if class.is_empty() {
            return None;
        }
        let units = self.files.get(file)?.own.get(name)?;
        let lines = self.unit(test).lines;
        let places = units.iter().map(|unit| Place { file: file as u32, unit: *unit });
        let mut overloads = places.filter(|place| {
            let unit = self.unit(*place);
            let helps = unit.helps() && self.is_of_tests(*place, test);
            helps && unit.class() == Some(class) && (unit.lines != lines || place.file != test.file)
        });
        // Of several by one name most only pass on to the one that asserts.
        let first = overloads.next()?;
        let asserts = |place: &Place| self.unit(*place).oracles().next().is_some();
        Some(if asserts(&first) { first } else { overloads.find(asserts).unwrap_or(first) })
    }

    /// Returns the only method of that name in the file, for a language whose receivers have no class. In
    /// Rust, whose traits give any type a method, and in C#, the test or a function it calls must name the
    /// type.
    fn only_method(&self, test: Place, name: &str) -> Option<Place> {
        let file = &self.files[test.file as usize];
        let language = file.facts.language;
        if language.is_script() {
            // A function of an object that the file writes out, where no other has its name.
            let [only] = file.own.get(name)?.as_slice() else { return None };
            let place = Place { unit: *only, ..test };
            let unit = self.unit(place);
            // The code under test has methods of the same names; a tester's own say what they are.
            let helps = unit.of_object
                && says_it_looks(name)
                && unit.helps()
                && unit.oracles().next().is_some();
            return helps.then_some(place);
        }
        if !matches!(language, Language::Go | Language::CSharp | Language::Rust | Language::Cpp)
            || is_of_trait(name)
        {
            return None;
        }
        let places = file.own.get(name)?.iter().map(|unit| Place { unit: *unit, ..test });
        let mut places = places.filter(|place| self.is_of_tests(*place, test));
        let place = places.next().filter(|_| places.next().is_none())?;
        let unit = self.unit(place);
        let helps = unit.helps() && unit.is_method;
        let is_known = (language == Language::Go && !unit.class().is_some_and(is_double))
            || (language == Language::Cpp && (says_it_asserts(name) || name.starts_with("Test")))
            || unit.class().is_some_and(|class| self.knows(test, class));
        (helps && is_known && unit.lines != self.unit(test).lines).then_some(place)
    }

    /// Whether a test, or a function of its file that it calls, names a type; found out once.
    fn knows(&self, test: Place, class: &str) -> bool {
        let key = (test, class.into());
        if let Some(known) = self.known_types.borrow().get(&key) {
            return *known;
        }
        let known = self.names_type(test, class);
        self.known_types.borrow_mut().insert(key, known);
        known
    }

    fn names_type(&self, test: Place, class: &str) -> bool {
        let file = &self.files[test.file as usize];
        let name = |at| file.facts.found.name(at);
        let names = |unit: &Unit| {
            unit.events.iter().any(|e| name(e.receiver) == class || name(e.name) == class)
        };
        let unit = self.unit(test);
        let mut called = unit.events.iter().filter_map(|event| file.own.get(name(event.name)));
        names(unit)
            || called
                .any(|units| units.iter().any(|at| names(self.unit(Place { unit: *at, ..test }))))
    }

    /// Returns the function of another file that the test's file imports, or that stands beside it where
    /// the language needs no import.
    fn imported(&self, test: Place, name: &str, receiver: &str) -> Option<Place> {
        let places = self.by_name.get(name)?;
        let importer = &self.files[test.file as usize];
        let reached = places.iter().take(MAX_CANDIDATES).filter(|place| place.file != test.file);
        // A program of C knows one function of a name.
        let is_only = importer.facts.language == Language::C && places.len() == 1;
        let reached = reached.filter(|place| {
            let of_c = self.files[place.file as usize].facts.language == Language::C;
            if is_only && of_c && receiver.is_empty() {
                return true;
            }
            let holder = &self.files[place.file as usize];
            holder.facts.language.family() == importer.facts.language.family()
                && reaches(importer, holder, self.unit(**place), name, receiver, places.len() == 1)
        });
        reached
            .min_by_key(|place| distance(&importer.path, &self.files[place.file as usize].path))
            .copied()
    }

    /// Returns a class's bases with the files that hold them, nearest first.
    pub(super) fn line_of_bases(&self, home: usize, class: &str) -> Vec<(usize, String)> {
        let mut line: Vec<(usize, String)> = vec![(home, class.to_owned())];
        let mut at = 0;
        while at < line.len() && line.len() < MAX_BASES {
            let (file, class) = line[at].clone();
            let bases = self.files[file].facts.found.bases.get(&class);
            for base in bases.map_or(&[][..], Vec::as_slice).iter().take(MAX_BASES) {
                if let Some(holder) = self.class_file(file, base)
                    && !line.iter().any(|(at, known)| *at == holder && known == base)
                {
                    line.push((holder, base.clone()));
                }
            }
            at += 1;
        }
        line.remove(0);
        line
    }

    /// Returns the file that defines a class as a file means it: itself, else the nearest of its
    /// language.
    fn class_file(&self, from: usize, class: &str) -> Option<usize> {
        let importer = &self.files[from];
        if importer.facts.found.bases.contains_key(class) {
            return Some(from);
        }
        let holders = self.classes.get(class)?.iter().take(MAX_CANDIDATES);
        let same = holders.filter(|at| {
            self.files[**at as usize].facts.language.family() == importer.facts.language.family()
        });
        let nearest =
            same.min_by_key(|at| distance(&importer.path, &self.files[**at as usize].path));
        nearest.map(|at| *at as usize)
    }
}

/// Returns the assertion that a call is by its name alone, where what it calls is not in the tree, or is
/// (`is_known`) and asserts through others.
pub(super) fn by_convention(
    language: Language,
    found: &Scanned,
    event: &Event,
    is_known: bool,
) -> Option<Assertion> {
    let (name, receiver) = (found.name(event.name), found.name(event.receiver));
    let bare = receiver.is_empty() || SELF.contains(&receiver);
    let name = name.trim_end_matches('!').trim_start_matches('_');
    let continues = |rest: &str| {
        rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit())
    };
    let words: &[&str] = match language {
        Language::CSharp => &["Assert", "Should", "Expect", "assert", "Verify"],
        Language::Cpp | Language::C => {
            &["assert", "expect", "ASSERT", "EXPECT", "CHECK", "REQUIRE"]
        }
        Language::Go => &["assert", "Assert", "expect", "require", "must"],
        _ => &["assert", "expect", "should"],
    };
    let by_name = words.iter().any(|word| name.strip_prefix(word).is_some_and(continues));
    let on_subject =
        language == Language::CSharp && name.strip_prefix("Should").is_some_and(continues);
    // A method so named asserts, whatever it hangs on: `builder.AssertContent(…)`.
    let on_any = matches!(language, Language::CSharp | Language::Go)
        && name.strip_prefix("Assert").is_some_and(continues);
    // One that verifies may be the code under test, unless it is one of the tests' own or waits for a failure.
    let verifies = matches!(language, Language::Java | Language::Kotlin)
        && bare
        && name.strip_prefix("verify").is_some_and(continues)
        && (is_known || names_failure(name));
    // A test's own that ends it where something fails: `dbt.mustExec(…)`.
    let must = language == Language::Go && name.strip_prefix("must").is_some_and(continues);
    let must_fail = language == Language::Go
        && names_failure(name)
        && ["MustGet", "Expect", "Require", "Cmp"].iter().any(|word| name.starts_with(word));
    // What does something first and then asserts: `jenkins.buildAndAssertSuccess(job)`.
    let at_last = ["AndAssert", "_and_assert"].iter().any(|word| name.contains(word));
    let of_tests = verifies || must || must_fail || at_last;
    if !event.is_call || !(bare && by_name || on_subject || on_any || of_tests) {
        return None;
    }
    let failure = names_failure(name) && !must && !event.given_success;
    let kind = if failure || event.given_error {
        AssertionKind::FailureState
    } else {
        AssertionKind::Value
    };
    Some(Assertion { line: event.line, kind, expects: String::new(), strength: Strength::Strong })
}
