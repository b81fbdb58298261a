//! What one file's tests and helpers do, read once per content.

use serde::{Deserialize, Serialize};

use super::file_kind::file_kind;
use super::language::{Language, test_language_of};
use super::scan::{Scanned, generated_ranges, scanned, with_generated};
use super::tree::{NotParsed, parse, parse_ranges};
use crate::model::region::FileKind;

/// What a file's tests and helpers do. Opaque: a [`super::TestSuite`] makes tests of it, together with
/// the other files of its tree.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestFile {
    pub(super) language: Language,
    pub(super) found: Scanned,
}

impl TestFile {
    /// Reads a file. Whether its path is one of tests decides where only names tell tests from helpers,
    /// so the result is that of a content and a kind of path, whatever the path.
    pub fn read(language: Language, in_test_file: bool, source: &[u8]) -> Result<Self, NotParsed> {
        let source = String::from_utf8_lossy(source);
        let tree = parse(language, source.as_bytes())?;
        let mut found = scanned(language, in_test_file, &source, &tree);
        if language == Language::Rust {
            let ranges = generated_ranges(&source, &tree);
            if !ranges.is_empty() {
                // A macro's variables become plain names of the same length.
                let plain = source.replace('$', "_");
                let tree = parse_ranges(language, plain.as_bytes(), &ranges)?;
                found = with_generated(language, &plain, &tree, found);
            }
        }
        Ok(Self { language, found })
    }
}

/// Whether a path is one of tests, or of what tests share. Perl's folder `t` counts here.
pub fn is_test_file(path: &str) -> bool {
    file_kind(path) == FileKind::Test || path.starts_with("t/")
}

/// Returns the language of a file that may hold tests or their helpers: test files, and Rust, whose
/// tests stand beside the code.
pub fn language_with_tests(path: &str) -> Option<Language> {
    let language = test_language_of(path)?;
    (language == Language::Rust || is_test_file(path)).then_some(language)
}
