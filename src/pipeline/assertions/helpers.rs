//! The files that may help tests of the files that were asked for: helpers are followed out of them.

use std::collections::HashSet;
use std::sync::Arc;

use super::files::Content;
use crate::syntax::{self, Language, TestFile};

/// Words of a path that helpers are kept under, without being named by those they help.
const SHARED: &[&str] = &["assert", "common", "conftest", "helper", "shared", "support", "util"];

/// Files that were not asked for and may hold tests or helpers.
pub(super) struct Helpers {
    files: Vec<(Language, String, Content)>,
}

impl Helpers {
    pub(super) fn of(files: Vec<(String, Content)>) -> Self {
        let may_help = |(path, content): (String, Content)| {
            Some((syntax::language_with_tests(&path)?, path, content))
        };
        Self { files: files.into_iter().filter_map(may_help).collect() }
    }

    /// Takes out the files that some files may mean. Those of the tests that were asked for (`first`) stand beside
    /// them, are named by what they import, call or derive from, or are shared by the tests of their language. A
    /// helper is followed one call deep, so those of helpers are what these derive from, and C's macros.
    pub(super) fn of_files(
        &mut self,
        files: &[(String, Arc<TestFile>)],
        first: bool,
    ) -> Vec<(Language, String, Content)> {
        let folders: HashSet<&str> = files.iter().map(|(path, _)| folder(path)).collect();
        let families: HashSet<Language> =
            files.iter().filter_map(|(path, _)| language_of(path)).collect();
        let follows = first || families.contains(&Language::Cpp);
        let all = || files.iter().map(|(_, file)| file);
        let imported: HashSet<String> =
            all().filter(|_| follows).flat_map(|file| file.imports().map(flat)).collect();
        let bases = all().flat_map(|file| file.bases().map(flat));
        let called = all().filter(|_| first).flat_map(|file| file.called().map(flat));
        let named: HashSet<String> = bases.chain(called).collect();
        let may_mean = |(language, path, _): &mut (Language, String, Content)| {
            let is_shared = || {
                let lower = path.to_ascii_lowercase();
                SHARED.iter().any(|word| lower.contains(word)) && syntax::is_test_file(path)
            };
            let (folder, name) = (folder(path), flat(syntax::stem(path)));
            // Go imports folders.
            let is_named = match language {
                Language::Go => imported.contains(&flat(syntax::stem(folder))),
                // Macros of a crate are its tests' without an import.
                Language::Rust if name == "macros" => true,
                _ => imported.contains(&name) || named.contains(&name),
            };
            families.contains(&language.family())
                && (is_named || (first && (folders.contains(folder) || is_shared())))
        };
        self.files.extract_if(.., may_mean).collect()
    }
}

fn language_of(path: &str) -> Option<Language> {
    Some(syntax::language_with_tests(path)?.family())
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns a word as it is called by the conventions of all languages: `cart_helper` and `CartHelper` alike.
fn flat(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}
