//! Test functions of one file and what they assert, helpers of the same file followed one call deep.

use std::sync::Arc;

use super::language::Language;
use super::parsed::Parsed;
use super::suite::TestSuite;
use super::test_file::{TestFile, is_test_file};
use super::tree::NotParsed;
use crate::model::assertion::TestFunction;

/// Returns the test functions of a file, in file order; inherited ones follow, under the name of the
/// class that runs them. A file too long or too hard to parse gives none.
pub fn tests(language: Language, path: &str, source: &[u8]) -> Vec<TestFunction> {
    of_one(path, TestFile::read(language, is_test_file(path), source))
}

impl Parsed<'_> {
    /// Returns the test functions of the file, as [`tests`] does.
    pub fn tests(&self, path: &str) -> Vec<TestFunction> {
        let (language, source) = (self.language(), self.source());
        of_one(path, TestFile::read_with(language, is_test_file(path), source, self.tree()))
    }
}

fn of_one(path: &str, read: Result<TestFile, NotParsed>) -> Vec<TestFunction> {
    let Ok(facts) = read else { return Vec::new() };
    TestSuite::new(vec![(path.to_owned(), Arc::new(facts))]).tests_of(0)
}

#[cfg(test)]
mod tests;
