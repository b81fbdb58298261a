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

    /// Takes out the files that some files may mean: those beside them, those they name, and those that
    /// tests of their language share.
    pub(super) fn of_files(
        &mut self,
        files: &[(String, Arc<TestFile>)],
    ) -> Vec<(Language, String, Content)> {
        let folders: HashSet<&str> = files.iter().map(|(path, _)| folder(path)).collect();
        let words: HashSet<String> =
            files.iter().flat_map(|(_, file)| file.words().map(flat)).collect();
        let families: Vec<Language> =
            files.iter().filter_map(|(path, _)| syntax::language_with_tests(path)).collect();
        let may_mean = |(language, path, _): &mut (Language, String, Content)| {
            let is_shared = || {
                let lower = path.to_ascii_lowercase();
                SHARED.iter().any(|word| lower.contains(word)) && syntax::is_test_file(path)
            };
            let folder = folder(path);
            families.iter().any(|other| other.family() == language.family())
                && (folders.contains(folder)
                    || words.contains(&flat(stem(path)))
                    || (*language == Language::Go && words.contains(&flat(stem(folder))))
                    || is_shared())
        };
        self.files.extract_if(.., may_mean).collect()
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// Returns a word as it is called by the conventions of all languages: `cart_helper` and `CartHelper` alike.
fn flat(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}
