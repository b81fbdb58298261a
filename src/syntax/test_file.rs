//! What one file's tests and helpers do, read once per content.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tree_sitter::{InputEdit, Point, Range, Tree};

use super::file_kind::{file_kind, is_test_module};
use super::language::{Language, file_name, test_language_of};
use super::plain::{attributes_of_one_branch, plain, plain_repetitions};
use super::scan::{Scanned, generated_ranges, scanned, with_generated};
use super::stretch::{Stretch, imports, stretch};
use super::tree::{NotParsed, parse, parse_after, parse_ranges, unread};
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
        Self::read_with(language, in_test_file, source, None)
    }

    /// As [`Self::read`], of a file whose tree may be known.
    pub(super) fn read_with(
        language: Language,
        in_test_file: bool,
        source: &[u8],
        known: Option<&Tree>,
    ) -> Result<Self, NotParsed> {
        let source = String::from_utf8_lossy(source);
        let plain = (language == Language::CSharp).then(|| attributes_of_one_branch(&source));
        let source = plain.flatten().map_or(source, Cow::Owned);
        // The places of a tree are those of the bytes it was made of.
        let known = known.filter(|_| matches!(source, Cow::Borrowed(_)));
        let part = match language {
            Language::Rust if !in_test_file => stretch(&source),
            // Go's packages keep what helps tests beside the code.
            Language::Go if !in_test_file && !takes_tester(&source) => Stretch::Nothing,
            _ => Stretch::Whole,
        };
        if part == Stretch::Nothing {
            return Ok(Self { language, found: Scanned::default() });
        }
        let (tree, front) = match (known, &part) {
            (Some(tree), Stretch::Whole) => (tree.clone(), 0),
            _ => parse_stretch(language, &source, &part)?,
        };
        let tree = mended(language, &source, tree);
        let outside = imports(&source[..front]);
        let mut found = scanned(language, in_test_file, &source, &tree, outside);
        if language == Language::Rust {
            let ranges = generated_ranges(&source, &tree);
            if !ranges.is_empty() {
                let plain = plain_repetitions(&source);
                let tree = parse_ranges(language, plain.as_bytes(), &ranges)?;
                found = with_generated(language, &plain, &tree, found);
            }
        }
        Ok(Self { language, found })
    }
}

impl TestFile {
    /// Returns the words of what the file imports.
    pub fn imports(&self) -> impl Iterator<Item = &str> {
        self.found.imports.iter().map(|word| &**word)
    }

    /// Returns the names of what its classes derive from.
    pub fn bases(&self) -> impl Iterator<Item = &str> {
        self.found.bases.values().flatten().map(String::as_str)
    }

    /// Returns the names that the file calls, and calls them on.
    pub fn called(&self) -> impl Iterator<Item = &str> {
        self.found.names.iter().map(|name| &**name)
    }
}

/// Returns the tree of a source's plain text where the source's own has errors and that one has fewer; its
/// places are those of the source.
fn mended(language: Language, source: &str, tree: Tree) -> Tree {
    if !tree.root_node().has_error() {
        return tree;
    }
    let other = plain(language, source).and_then(|text| {
        let mut edited = tree.clone();
        edits(source.as_bytes(), text.as_bytes()).for_each(|edit| edited.edit(&edit));
        parse_after(language, text.as_bytes(), &edited).ok()
    });
    match other {
        Some(other) if unread(&other) < unread(&tree) => other,
        _ => tree,
    }
}

/// Returns where two texts of one length differ, stretch by stretch.
fn edits<'s>(old: &'s [u8], new: &'s [u8]) -> impl Iterator<Item = InputEdit> + 's {
    let (mut at, mut row, mut line) = (0, 0, 0);
    std::iter::from_fn(move || {
        let from = at + old[at..].iter().zip(&new[at..]).position(|(a, b)| a != b)?;
        let same = old[from..].iter().zip(&new[from..]).position(|(a, b)| a == b);
        let to = same.map_or(old.len(), |same| from + same);
        let mut place = |end: usize| {
            for found in memchr::memchr_iter(b'\n', &old[at..end]) {
                row += 1;
                line = at + found + 1;
            }
            at = end;
            Point { row, column: end - line }
        };
        let (start, end) = (place(from), place(to));
        Some(InputEdit {
            start_byte: from,
            old_end_byte: to,
            new_end_byte: to,
            start_position: start,
            old_end_position: end,
            new_end_position: end,
        })
    })
}

/// Returns the tree of a stretch, and how many bytes in front of it were left out. What does not stand
/// alone is parsed with the whole file.
fn parse_stretch(
    language: Language,
    source: &str,
    part: &Stretch,
) -> Result<(Tree, usize), NotParsed> {
    if let Stretch::From(front) = *part {
        let row = memchr::memchr_iter(b'\n', &source.as_bytes()[..front]).count();
        let range = Range {
            start_byte: front,
            end_byte: source.len(),
            start_point: Point { row, column: 0 },
            end_point: Point { row: usize::MAX, column: usize::MAX },
        };
        let tree = parse_ranges(language, source.as_bytes(), &[range])?;
        if !tree.root_node().has_error() {
            return Ok((tree, front));
        }
    }
    Ok((parse(language, source.as_bytes())?, 0))
}

/// Whether a path is one of tests, or of what tests share. Beside what [`file_kind`] calls so, Perl's folder
/// `t` counts here, and the `mod.rs` of a folder that is called as modules of tests are.
pub fn is_test_file(path: &str) -> bool {
    file_kind(path) == FileKind::Test || path.starts_with("t/") || is_test_module(path, stem(path))
}

/// Returns a file's name without its extensions; the folder's for `mod`, `index` and the like.
pub fn stem(path: &str) -> &str {
    let stem = file_name(path).split('.').next().unwrap_or_default();
    if !matches!(stem, "mod" | "index" | "__init__" | "lib") {
        return stem;
    }
    path.rsplit('/').nth(1).unwrap_or(stem)
}

/// Whether a file of Go has functions that are given a test's own tester.
fn takes_tester(source: &str) -> bool {
    let source = source.as_bytes();
    let has = |word: &str| memchr::memmem::find(source, word.as_bytes()).is_some();
    has("\"testing\"") && (has("testing.T") || has("testing.B"))
}

/// Returns the language of a file that may hold tests or their helpers: test files, Rust, whose tests stand
/// beside the code, and Go, whose helpers do.
pub fn language_with_tests(path: &str) -> Option<Language> {
    let language = test_language_of(path)?;
    (matches!(language, Language::Rust | Language::Go) || is_test_file(path)).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_that_help_tests_are_told_from_production_that_begins_alike() {
        for path in [
            "src/test_common/mod.rs",
            "src/testing.rs",
            "src/testutil.rs",
            "internal/testutils/log.go",
            "src/test-helpers.ts",
            "src/tests.rs",
        ] {
            assert!(is_test_file(path), "{path}");
        }
        for path in
            ["src/testimonials.rs", "src/tester.rs", "src/testkitchen/oven.rs", "src/lib.rs"]
        {
            assert!(!is_test_file(path), "{path}");
        }
    }
}
