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
use super::common_ends::{common_ends, line_ends, without_common_tail};
use super::error::HistoryError;
use crate::model::blame_index::LineHunk;

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
        let pair = self.index.as_ref().and_then(|index| {
            Some((index.blob(old.as_slice())?, index.blob(new.as_slice())?, ignore_whitespace))
        });
        let kept = self.index.as_ref().zip(pair).and_then(|(index, pair)| index.hunks(pair));
        if let Some(kept) = kept {
            return Ok(self.keep_diff(key, kept.to_vec()));
        }
        let (before, after) = (self.blob(old)?, self.blob(new)?);
        let hunks = hunks([&before, &after], ignore_whitespace);
        if let Some(pair) = pair {
            self.fresh_hunks.borrow_mut().push((pair, hunks.clone()));
        }
        Ok(self.keep_diff(key, hunks))
    }

    /// Returns where two contents that were read already differ.
    pub(super) fn hunks_between(
        &self,
        (old_id, old): (&ObjectId, &[u8]),
        (new_id, new): (&ObjectId, &[u8]),
    ) -> Rc<Vec<LineHunk>> {
        let key = (*old_id, *new_id, false);
        self.diffs.get(&key).unwrap_or_else(|| self.keep_diff(key, hunks([old, new], false)))
    }

    fn keep_diff(
        &self,
        key: (ObjectId, ObjectId, bool),
        hunks: Vec<LineHunk>,
    ) -> Rc<Vec<LineHunk>> {
        let weight = hunks.len() + 4;
        self.diffs.put(key, Rc::new(hunks), weight)
    }
}

/// Returns where two contents differ.
///
/// Most versions of a file differ in a few lines, so all work is done on the lines between the
/// common ends. Lines of the ends matter in two ways only: a hunk may slide onto them, and how often
/// a line occurs in the whole file decides what Myers' algorithm skips. Those that cannot be equal
/// to a line in the middle do neither, and one token stands for them all. Where the middles share no
/// line, there is nothing to skip, and only the neighbours are looked at.
fn hunks([old, new]: [&[u8]; 2], ignore_whitespace: bool) -> Vec<LineHunk> {
    let (old, new) = without_common_tail(old, new);
    let (head, tail) = common_ends(old, new);
    let (head, tail) = (&old[..head], &old[old.len() - tail..]);
    let middles = [old, new].map(|side| &side[head.len()..side.len() - tail.len()]);
    if middles.iter().all(|middle| middle.is_empty()) {
        return Vec::new();
    }
    let middle_lines = middles.map(|middle| lines(middle).collect::<Vec<_>>());
    let texts = middle_lines.each_ref().map(|lines| text(lines, ignore_whitespace));
    let mut interner: Interner<&[u8]> = Interner::new(middle_lines[0].len());
    let mut intern = |text| lines(text).map(|line| interner.intern(line)).collect::<Vec<Token>>();
    let middle_tokens = texts.each_ref().map(|text| intern(text));
    let highest = middle_tokens[0].iter().map(|token| token.0).max();
    let apart = middle_tokens[1].iter().all(|token| Some(token.0) > highest);

    let mut shapes = Shapes::default();
    middle_lines.iter().flatten().for_each(|line| shapes.add(line));
    let (mut head_lines, tail_lines): (Vec<_>, Vec<_>) = if apart {
        let upwards = head.split_inclusive(|byte| *byte == b'\n').rev();
        (shapes.neighbours(upwards), shapes.neighbours(lines(tail)))
    } else {
        (lines(head).collect(), lines(tail).collect())
    };
    let skipped = if apart { line_ends(head) - head_lines.len() } else { 0 };
    if apart {
        head_lines.reverse();
    }

    let like = |ends: &[&[u8]]| -> Vec<usize> {
        (0..ends.len()).filter(|place| shapes.contain(ends[*place])).collect()
    };
    let (in_head, in_tail) = (like(&head_lines), like(&tail_lines));
    let text_of = |ends: &[&[u8]], places: &[usize]| {
        let found: Vec<&[u8]> = places.iter().map(|place| ends[*place]).collect();
        text(&found, ignore_whitespace)
    };
    let head_text = text_of(&head_lines, &in_head);
    let tail_text = text_of(&tail_lines, &in_tail);
    let (head_found, tail_found) = (intern(&head_text), intern(&tail_text));
    let other = Token(interner.num_tokens());
    let spread = |count: usize, places: &[usize], found: &[Token]| {
        let mut tokens = vec![other; count];
        for (place, token) in places.iter().zip(found) {
            tokens[*place] = *token;
        }
        tokens
    };
    let head_tokens = spread(head_lines.len(), &in_head, &head_found);
    let tail_tokens = spread(tail_lines.len(), &in_tail, &tail_found);
    let [old_tokens, new_tokens] =
        middle_tokens.map(|middle| [&head_tokens[..], &middle, &tail_tokens].concat());

    let sides =
        middle_lines.each_ref().map(|middle| Side { head: &head_lines, middle, tail: &tail_lines });
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &old_tokens, &new_tokens, other.0 + 1);
    diff.postprocess_with(&old_tokens, &new_tokens, |tokens: &[Token], hunk, earliest_end| {
        // The slider only hands over the tokens of the side it moves lines on.
        let side = &sides[usize::from(!std::ptr::eq(tokens, old_tokens.as_slice()))];
        side.best_slider_end(hunk, earliest_end)
    });
    let place = |lines: Range<u32>| lines.start + skipped as u32..lines.end + skipped as u32;
    diff.hunks().map(|hunk| LineHunk { old: place(hunk.before), new: place(hunk.after) }).collect()
}

/// Returns the lines one after another; without white space, but for a line end each, if that is
/// to be ignored.
fn text(lines: &[&[u8]], ignore_whitespace: bool) -> Vec<u8> {
    if ignore_whitespace { fold(lines) } else { lines.concat() }
}

/// How many lines behind the last possible place of a hunk are kept: the slider's heuristic looks
/// past at most 20 blank lines.
const REACH: usize = 32;

/// The first and last signs of lines, white space left out. A line with other ones is another line.
struct Shapes(Vec<bool>);

impl Default for Shapes {
    fn default() -> Self {
        Self(vec![false; 1 << 16])
    }
}

impl Shapes {
    fn add(&mut self, line: &[u8]) {
        self.0[Self::place(line)] = true;
    }

    fn contain(&self, line: &[u8]) -> bool {
        self.0[Self::place(line)]
    }

    /// Returns lines up to the first that no hunk can slide past, as it is unlike all in the middle,
    /// and as many behind it as the slider looks at.
    fn neighbours<'a>(&self, nearest_first: impl Iterator<Item = &'a [u8]>) -> Vec<&'a [u8]> {
        let mut behind = 0;
        let within_reach = |line: &&[u8]| {
            behind += usize::from(behind > 0 || !self.contain(line));
            behind <= REACH
        };
        nearest_first.take_while(within_reach).collect()
    }

    fn place(line: &[u8]) -> usize {
        let sign = |byte: &&u8| !is_space(**byte);
        let first = line.iter().find(sign).copied().unwrap_or(0);
        let last = line.iter().rev().find(sign).copied().unwrap_or(0);
        usize::from(first) << 8 | usize::from(last)
    }
}

/// The lines of one side, to place a hunk by how they are indented.
struct Side<'a> {
    head: &'a [&'a [u8]],
    middle: &'a [&'a [u8]],
    tail: &'a [&'a [u8]],
}

impl Side<'_> {
    fn line(&self, place: u32) -> &[u8] {
        let mut place = place as usize;
        for part in [self.head, self.middle, self.tail] {
            match part.get(place) {
                Some(line) => return line,
                None => place -= part.len(),
            }
        }
        &[]
    }

    /// Places a hunk by the indent of its own lines. Tokens would do without `-w` only, where equal
    /// tokens are equal lines; so each line stands for itself here.
    fn best_slider_end(&self, hunk: Range<u32>, earliest_end: u32) -> u32 {
        let indent = |token: Token| {
            let bytes = self.line(token.0).iter();
            // Form feeds are no white space to git.
            let bytes = bytes.map(|byte| if *byte == 0x0c { b'x' } else { *byte });
            IndentLevel::for_ascii_line(bytes, 8)
        };
        let count = self.head.len() + self.middle.len() + self.tail.len();
        let places: Vec<Token> = (0..count as u32).map(Token).collect();
        IndentHeuristic::new(indent).best_slider_end(&places, hunk, earliest_end)
    }
}

/// Returns lines without white space but for one line end after each.
fn fold(lines: &[&[u8]]) -> Vec<u8> {
    let mut folded = vec![0; lines.iter().map(|line| line.len() + 1).sum()];
    let mut length = 0;
    for line in lines {
        // Every byte is written and then kept or not: a branch would be guessed wrong all the time.
        for byte in *line {
            folded[length] = *byte;
            length += usize::from(!is_space(*byte));
        }
        folded[length] = b'\n';
        length += 1;
    }
    folded.truncate(length);
    folded
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
mod tests;
