//! Which lines two contents share, line by line as `git diff` and `git blame` decide it.
//!
//! Myers' algorithm with git's shortcuts, after git's trim of the common tail, then git's slider
//! with the indent heuristic. `ignore_whitespace` is git's `-w`: lines are compared with all white
//! space taken out, but placed by the indent they have.

use std::ops::Range;
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::diff::blob::{
    Algorithm, Diff, IndentHeuristic, IndentLevel, Interner, SliderHeuristic, Token,
};

use super::Repository;
use super::error::HistoryError;

/// A stretch of lines that differs, in 0-based half-open line numbers. Either side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineHunk {
    /// Lines of the old content.
    pub(super) old: Range<u32>,
    /// Lines of the new content.
    pub(super) new: Range<u32>,
}

impl Repository {
    /// Returns where two contents differ, by their ids.
    pub(super) fn diff(
        &self,
        old: &ObjectId,
        new: &ObjectId,
        ignore_whitespace: bool,
    ) -> Result<Rc<Vec<LineHunk>>, HistoryError> {
        let key = (*old, *new, ignore_whitespace);
        if let Some(known) = self.diffs.get(&key) {
            return Ok(known);
        }
        let (before, after) = (self.blob(old)?, self.blob(new)?);
        let hunks = if ignore_whitespace {
            let folded = [self.folded(old, &before), self.folded(new, &after)];
            hunks([&before, &after], Some([&folded[0], &folded[1]]))
        } else {
            hunks([&before, &after], None)
        };
        Ok(self.keep_diff(key, hunks))
    }

    /// Returns where two contents that were read already differ.
    pub(super) fn hunks_between(
        &self,
        (old_id, old): (&ObjectId, &[u8]),
        (new_id, new): (&ObjectId, &[u8]),
    ) -> Rc<Vec<LineHunk>> {
        let key = (*old_id, *new_id, false);
        self.diffs.get(&key).unwrap_or_else(|| self.keep_diff(key, hunks([old, new], None)))
    }

    fn keep_diff(
        &self,
        key: (ObjectId, ObjectId, bool),
        hunks: Vec<LineHunk>,
    ) -> Rc<Vec<LineHunk>> {
        let weight = hunks.len() + 4;
        self.diffs.put(key, Rc::new(hunks), weight)
    }

    fn folded(&self, id: &ObjectId, content: &[u8]) -> Rc<Vec<u8>> {
        self.folded.get(id).unwrap_or_else(|| {
            let folded = Rc::new(fold(content));
            let weight = folded.len() + 100;
            self.folded.put(*id, folded, weight)
        })
    }
}

/// Returns where two contents differ. `folded` has them without white space, line by line, if that
/// is to be ignored.
fn hunks([old, new]: [&[u8]; 2], folded: Option<[&[u8]; 2]>) -> Vec<LineHunk> {
    let (old, new) = without_common_tail(old, new);
    let sides = [Side::new(old), Side::new(new)];
    let mut interner: Interner<&[u8]> = Interner::new(sides[0].lines.len());
    let mut intern = |line| interner.intern(line);
    let tokens: [Vec<Token>; 2] = std::array::from_fn(|side| {
        let count = sides[side].lines.len();
        match folded {
            Some(folded) => lines(folded[side]).take(count).map(&mut intern).collect(),
            None => sides[side].lines.iter().copied().map(&mut intern).collect(),
        }
    });
    let [old_tokens, new_tokens] = &tokens;
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, old_tokens, new_tokens, interner.num_tokens());
    diff.postprocess_with(old_tokens, new_tokens, |tokens: &[Token], hunk, earliest_end| {
        // The slider only hands over the tokens of the side it moves lines on.
        let side = &sides[usize::from(!std::ptr::eq(tokens, old_tokens.as_slice()))];
        side.best_slider_end(hunk, earliest_end)
    });
    diff.hunks().map(|hunk| LineHunk { old: hunk.before, new: hunk.after }).collect()
}

/// The lines of one side, to place a hunk by how they are indented.
struct Side<'a> {
    lines: Vec<&'a [u8]>,
    places: Vec<Token>,
}

impl<'a> Side<'a> {
    fn new(content: &'a [u8]) -> Self {
        let lines: Vec<_> = lines(content).collect();
        let places = (0..lines.len() as u32).map(Token).collect();
        Self { lines, places }
    }

    /// Places a hunk by the indent of its own lines. Tokens would do without `-w` only, where equal
    /// tokens are equal lines; so each line stands for itself here.
    fn best_slider_end(&self, hunk: Range<u32>, earliest_end: u32) -> u32 {
        let indent = |token: Token| {
            let bytes = self.lines[token.0 as usize].iter();
            // Form feeds are no white space to git.
            let bytes = bytes.map(|byte| if *byte == 0x0c { b'x' } else { *byte });
            IndentLevel::for_ascii_line(bytes, 8)
        };
        IndentHeuristic::new(indent).best_slider_end(&self.places, hunk, earliest_end)
    }
}

/// Returns the content without white space but for one line end after each line.
fn fold(content: &[u8]) -> Vec<u8> {
    let mut folded = vec![0; content.len() + 1];
    let mut length = 0;
    // Every byte is written and then kept or not: a branch would be guessed wrong all the time.
    for byte in content {
        folded[length] = *byte;
        length += usize::from(*byte == b'\n' || !is_space(*byte));
    }
    if content.last().is_some_and(|last| *last != b'\n') {
        folded[length] = b'\n';
        length += 1;
    }
    folded.truncate(length);
    folded
}

/// Cuts equal blocks of 1,024 bytes off both ends and gives the rest of the cut line back, as git
/// does before it diffs without context. It decides which of several equal lines are paired.
fn without_common_tail<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    const BLOCK: usize = 1024;
    let mut cut = 0;
    let smaller = old.len().min(new.len());
    while cut + BLOCK <= smaller
        && old[old.len() - cut - BLOCK..old.len() - cut]
            == new[new.len() - cut - BLOCK..new.len() - cut]
    {
        cut += BLOCK;
    }
    let tail = &old[old.len() - cut..];
    let rest = tail.iter().position(|byte| *byte == b'\n').map_or(cut, |end| end + 1);
    (&old[..old.len() - cut + rest], &new[..new.len() - cut + rest])
}

/// Returns the lines of a content with their line ends.
pub(super) fn lines(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    content.lines_with_terminator()
}

/// Returns whether git takes the byte for white space; it leaves out form feed and vertical tab.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(old: &str, new: &str, ignore_whitespace: bool) -> Vec<(Range<u32>, Range<u32>)> {
        let contents = [old.as_bytes(), new.as_bytes()];
        let folded = contents.map(fold);
        let folded = ignore_whitespace.then_some([folded[0].as_slice(), &folded[1]]);
        hunks(contents, folded).into_iter().map(|hunk| (hunk.old, hunk.new)).collect()
    }

    #[test]
    fn a_changed_a_new_and_a_removed_line_are_three_hunks() {
        let found = cut("a\nb\nc\nd\ne\n", "a\nB\nc\nx\nd\n", false);
        assert_eq!(found, [(1..2, 1..2), (3..3, 3..4), (4..5, 5..5)]);
    }

    #[test]
    fn an_inserted_function_is_cut_where_its_indent_begins() {
        // Either "}\n\nfn b() {\n 2\n" or "\nfn b() {\n 2\n}\n" or "fn b() {\n 2\n}\n\n" could be
        // the insertion; git takes the last.
        let old = "fn a() {\n    1\n}\n\nfn c() {\n    3\n}\n";
        let new = "fn a() {\n    1\n}\n\nfn b() {\n    2\n}\n\nfn c() {\n    3\n}\n";
        assert_eq!(cut(old, new, false), [(4..4, 4..8)]);
    }

    #[test]
    fn white_space_alone_is_no_change_when_it_is_ignored() {
        let (old, new) = ("if a {\n  b\n}\n", "if a {\r\n\tb \r\n}");
        assert_eq!(cut(old, new, true), []);
        assert_eq!(cut(old, new, false), [(0..3, 0..3)]);
    }

    #[test]
    fn a_last_line_without_line_end_differs_from_one_with_it() {
        assert_eq!(cut("a\nb", "a\nb\n", false), [(1..2, 1..2)]);
        assert_eq!(cut("", "a\n", false), [(0..0, 0..1)]);
    }

    #[test]
    fn the_common_tail_is_cut_in_blocks_and_the_cut_line_given_back() {
        let tail = "0123456789abcde\n".repeat(64);
        let (old, new) = (format!("a\n{tail}"), format!("bb\n{tail}"));
        let (old, new) = without_common_tail(old.as_bytes(), new.as_bytes());
        assert_eq!((old, new), (&b"a\n0123456789abcde\n"[..], &b"bb\n0123456789abcde\n"[..]));
    }
}
