//! Test functions of one file and what they assert, helpers of the same file followed one call deep.

use std::sync::Arc;

use super::language::Language;
use super::suite::TestSuite;
use super::test_file::{TestFile, is_test_file};
use crate::model::assertion::TestFunction;

/// Returns the test functions of a file, in file order; inherited ones follow, under the name of the
/// class that runs them. A file too long or too hard to parse gives none.
pub fn tests(language: Language, path: &str, source: &[u8]) -> Vec<TestFunction> {
    match TestFile::read(language, is_test_file(path), source) {
        Ok(facts) => TestSuite::new(vec![(path.to_owned(), Arc::new(facts))]).tests_of(0),
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
