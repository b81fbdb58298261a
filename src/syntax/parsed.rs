//! A source file with its tree, which is of use to another version of the file.

use tree_sitter::{InputEdit, Point, Tree};

use super::language::Language;
use super::outline::{outline_of, without_tree};
use super::tree::{parse, parse_after};
use crate::model::outline::Outline;

/// A source file and its tree; a file too long or too hard to parse has none.
pub struct Parsed<'s> {
    language: Language,
    source: &'s [u8],
    tree: Option<Tree>,
}

impl<'s> Parsed<'s> {
    /// Parses a file.
    pub fn read(language: Language, source: &'s [u8]) -> Self {
        Self { language, source, tree: parse(language, source).ok() }
    }

    /// Parses another version of the file. What both have in common at either end is not parsed
    /// again, unless one of them has errors: how a parser mends those may hang on where it began.
    pub fn other<'o>(&self, source: &'o [u8]) -> Parsed<'o> {
        let language = self.language;
        let sound = |tree: &Tree| !tree.root_node().has_error();
        let reused = self.tree.as_ref().filter(|tree| sound(tree)).and_then(|tree| {
            let mut tree = tree.clone();
            tree.edit(&edit(self.source, source));
            parse_after(language, source, &tree).ok().filter(sound)
        });
        match reused {
            Some(tree) => Parsed { language, source, tree: Some(tree) },
            None => Parsed::read(language, source),
        }
    }

    /// Returns the language the file was parsed in.
    pub fn language(&self) -> Language {
        self.language
    }

    pub(super) fn source(&self) -> &'s [u8] {
        self.source
    }

    pub(super) fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// Returns the file's shape. One without a tree has no functions or statements and says that it
    /// has errors.
    pub fn outline(&self) -> Outline {
        match &self.tree {
            Some(tree) => outline_of(self.language, self.source, tree),
            None => without_tree(self.source),
        }
    }
}

/// Returns what stands between the lines that two versions begin and end with.
fn edit(old: &[u8], new: &[u8]) -> InputEdit {
    let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let head = old.iter().zip(new).take_while(same).count();
    let start = old[..head].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let tail = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    // Up to the next line's begin, so that no token is cut.
    let kept = &old[old.len() - tail..];
    let cut = kept.iter().position(|byte| *byte == b'\n').map_or(tail, |at| at + 1);
    let (old_end, new_end) = (old.len() - (tail - cut), new.len() - (tail - cut));
    InputEdit {
        start_byte: start,
        old_end_byte: old_end,
        new_end_byte: new_end,
        start_position: point(old, start),
        old_end_position: point(old, old_end),
        new_end_position: point(new, new_end),
    }
}

/// Returns the row and column of a byte, both from 0.
fn point(text: &[u8], at: usize) -> Point {
    let before = &text[..at];
    let row = memchr::memchr_iter(b'\n', before).count();
    let begin = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    Point { row, column: at - begin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_version_has_the_shape_it_has_by_itself() {
        let versions: [&[u8]; 9] = [
            b"def a():\n    return 1\n\n\ndef b(x):\n    if x:\n        return 2\n    return 3\n",
            b"def a():\n    return 1\n\n\ndef b(x):\n    if x:\n        return 4\n    return 3\n",
            b"import os\ndef a():\n    return 1\n\n\ndef b(x):\n    return 3\n",
            b"def a():\n    return 1",
            b"",
            b"\n",
            b"class C:\n    def a(self):\n        return 1\n\n    def b(self, x):\n        return 3\n",
            b"def a(:\n    return 1\n",
            b"def a():\n    '''\n    return 1\n\n\ndef b(x):\n    '''\n    return 3\n",
        ];
        for old in versions {
            let parsed = Parsed::read(Language::Python, old);
            for new in versions {
                let alone = Parsed::read(Language::Python, new).outline();
                assert_eq!(parsed.other(new).outline(), alone, "{old:?} {new:?}");
            }
        }
    }

    #[test]
    fn edit_is_what_lies_between_whole_lines() {
        let edit = edit(b"aa\nbb\ncc\n", b"aa\nbx\nby\ncc\n");
        let bytes = (edit.start_byte, edit.old_end_byte, edit.new_end_byte);
        assert_eq!(bytes, (3, 6, 9));
        let rows = (edit.start_position.row, edit.old_end_position.row, edit.new_end_position.row);
        assert_eq!(rows, (1, 2, 3));
    }
}
