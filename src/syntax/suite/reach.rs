//! Whether a file may mean what another holds: by its imports, its folder, its language.

use super::File;
use super::method_names::{is_common, is_of_trait, says_it_asserts, says_it_looks};
use crate::model::assertion::Strength;
use crate::syntax::language::Language;
use crate::syntax::test_file::stem;
use crate::syntax::unit::Unit;

/// Whether a file may mean a function of another file by its name, which is the only one of that name in the
/// tree or one of several.
pub(super) fn reaches(
    importer: &File,
    holder: &File,
    unit: &Unit,
    name: &str,
    receiver: &str,
    is_only: bool,
) -> bool {
    let has = |word: &str| importer.imports(word);
    let stem = stem(&holder.path);
    let class = unit.class().unwrap_or_default();
    let beside = folder(&importer.path) == folder(&holder.path);
    match importer.facts.language {
        Language::Go => {
            let package = folder(&holder.path);
            let package = package.rsplit('/').next().unwrap_or_default();
            if receiver.is_empty() {
                !unit.is_method && (beside || (has("*") && has(package)))
            } else {
                // Imported under a name that says whose: `rtest ".../internal/test"`.
                let renamed = || {
                    receiver.ends_with(package)
                        && package.len() > 3
                        && has(receiver)
                        && has(package)
                };
                // A method of the suite that the test's own is built on, in another file of the package.
                let of_suite = unit.is_method && beside && class.ends_with("Suite");
                // One of a tester of the package: `cluster.waitOnLeader()`.
                let of_tester = unit.is_method && beside && is_only && says_it_looks(name);
                of_suite
                    || of_tester
                    || (!unit.is_method
                        && (receiver == package || (!package.is_empty() && renamed())))
            }
        }
        Language::Rust => {
            // Production code asserts as well; only what belongs to tests helps them.
            let of_tests = holder.facts.found.in_test_file
                || unit.owners.first().is_some_and(|owner| owner.starts_with("test"));
            if unit.is_method {
                // One that a function of the helpers' file gave: `bigquery().one_statement(sql)`.
                let other = receiver.starts_with(|c: char| c.is_ascii_uppercase());
                let of_helpers = is_only
                    && !other
                    && !is_common(name)
                    && !is_of_trait(name)
                    && (has(stem) || has(class) || (has("*") && stem.contains("test")));
                return of_tests && (receiver == class || of_helpers);
            }
            // A macro is the crate's wherever it stands; one of production code checks its input, unless it
            // compares: `parses_to!` of a parser's own.
            if name.ends_with('!') {
                return of_tests
                    || unit.oracles().any(|(_, oracle)| oracle.strength == Strength::Strong);
            }
            of_tests
                && (receiver == stem
                    || has(name)
                    || (receiver.is_empty() && (has(stem) || has("*"))))
        }
        Language::Java | Language::Kotlin => {
            if receiver.is_empty() {
                // All of a package that is imported, or the same package in another folder of sources.
                let package = folder(&holder.path);
                let inner =
                    |path: &str| path.rsplit_once("/kotlin/").map(|(_, inner)| inner.to_owned());
                let last = package.rsplit('/').next().unwrap_or_default();
                let same = !unit.is_method
                    && importer.facts.language == Language::Kotlin
                    && ((has("*") && has(last))
                        || (inner(package).is_some()
                            && inner(package) == inner(folder(&importer.path))));
                // A method is imported with its class, a function of that name with its package alone.
                (has(name) && !unit.is_method) || has(class) || (beside && !unit.is_method) || same
            } else {
                receiver == class
            }
        }
        // An extension method is called on anything; one that asserts says so by its name, where the methods
        // of the code under test may have any.
        Language::CSharp => {
            receiver == class
                || (unit.is_method
                    && (receiver.is_empty() || says_it_asserts(name) || name.starts_with("Is")))
        }
        Language::Ruby => {
            let mixed_in =
                || importer.facts.found.bases.values().flatten().any(|base| base == class);
            let shared = class.is_empty() || stem.contains("helper") || mixed_in();
            receiver == class || (receiver.is_empty() && shared)
        }
        Language::Php => receiver == class || (receiver.is_empty() && !unit.is_method),
        Language::C | Language::Cpp => receiver.is_empty() && (has(stem) || beside),
        // A method of a class is that class's own where it is called by its name.
        Language::JavaScript | Language::TypeScript | Language::Tsx
            if unit.is_method
                && receiver != class
                && receiver.starts_with(|c: char| c.is_ascii_uppercase()) =>
        {
            false
        }
        // A function that a module exports is called on what the module was imported as.
        Language::JavaScript | Language::TypeScript | Language::Tsx
            if !receiver.is_empty() && !unit.is_method =>
        {
            (has(stem) || has(name)) && (has(receiver) || receiver == stem)
        }
        Language::Python if !receiver.is_empty() => {
            (has(name) || has(stem) || receiver == stem)
                && is_known(importer, holder, unit, receiver)
        }
        _ => has(name) || has(stem) || (has("*") && receiver.is_empty()) || receiver == stem,
    }
}

/// Whether what a helper of Python is called on is known to be its own: the module that holds it, or an object where
/// the file names its class. Production code has methods of the same names.
fn is_known(importer: &File, holder: &File, unit: &Unit, receiver: &str) -> bool {
    if unit.is_method {
        let class = unit.class().unwrap_or_default();
        let of_tests = holder.facts.found.in_test_file && says_it_looks(&unit.name);
        return importer.imports(class) || of_tests || unit.name.starts_with("assert");
    }
    // A package gives its own functions out under its name; those of a folder in it are others.
    let folder = folder(&holder.path);
    let of_package = folder.split('/').any(|part| part == receiver)
        && folder.rsplit('/').next() != Some(receiver);
    receiver == stem(&holder.path) || (importer.imports(receiver) && !of_package)
}

/// Returns how many folders lie between two files.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split('/').collect(), b.split('/').collect());
    let shared = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    a.len() + b.len() - 2 * shared
}

/// Returns the folder of a path.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
