//! Which lines two contents share, line by line as `git diff` and `git blame` decide it.
//!
//! Myers' algorithm with git's shortcuts, after git's trim of the common tail, then git's slider
//! with the indent heuristic. `ignore_whitespace` is git's `-w`: lines are compared with all white
//! space taken out, but placed by the indent they have.

use std::ops::Range;
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::diff::blob::{Algorithm, Diff, IndentHeuristic, IndentLevel, SliderHeuristic, Token};

use super::Repository;
use super::common_ends::{common_ends, without_common_tail};
use super::error::HistoryError;
use super::line_tokens::LineTokens;
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
        let hunks = self.hunks([(old, &before), (new, &after)], ignore_whitespace);
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
        let known = self.diffs.get(&key);
        known.unwrap_or_else(|| {
            self.keep_diff(key, self.hunks([(old_id, old), (new_id, new)], false))
        })
    }

    fn hunks(&self, contents: [(&ObjectId, &[u8]); 2], ignore_whitespace: bool) -> Vec<LineHunk> {
        hunks(contents, &mut self.line_tokens[usize::from(ignore_whitespace)].borrow_mut())
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
/// a line occurs in the whole file decides what Myers' algorithm skips. Those that are not equal to
/// a line in the middle do neither, and one token stands for them all. Where the middles share no
/// line, there is nothing to skip, and only the neighbours are looked at.
fn hunks(contents: [(&ObjectId, &[u8]); 2], tokens: &mut LineTokens) -> Vec<LineHunk> {
    let (old, new) = without_common_tail(contents[0].1, contents[1].1);
    let (head, tail) = common_ends(old, new);
    if head + tail == old.len() && head + tail == new.len() {
        return Vec::new();
    }
    let cut_off = contents[0].1.len() - old.len();
    let all = tokens.of_both(contents, (head, tail + cut_off));
    let middles = [(&all[0], old), (&all[1], new)]
        .map(|(lines, side)| lines.at(head)..lines.at(side.len() - tail));
    let mut dense = Dense::new(tokens.lend(Dense::NONE));
    let mut middle = |side: usize| -> Vec<Token> {
        all[side].tokens[middles[side].clone()].iter().map(|token| dense.take(*token)).collect()
    };
    let old_middle = middle(0);
    let in_old = old_middle.iter().map(|token| token.0).max();
    let new_middle = middle(1);
    let apart = new_middle.iter().all(|token| Some(token.0) > in_old);

    // Both ends are the old side's; the new one has the same.
    let ends = &all[0].tokens[..all[0].at(old.len())];
    let (head, tail) = (&ends[..middles[0].start], &ends[middles[0].end..]);
    let (head, tail) = if apart {
        let above = dense.neighbours(head.iter().rev());
        (&head[head.len() - above..], &tail[..dense.neighbours(tail.iter())])
    } else {
        (head, tail)
    };
    let skipped = middles[0].start - head.len();
    let end = |lines: &[u32]| lines.iter().map(|token| dense.get(*token)).collect::<Vec<Token>>();
    let (head, tail) = (end(head), end(tail));
    let [old_tokens, new_tokens] =
        [old_middle, new_middle].map(|middle| [&head[..], &middle, &tail].concat());

    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &old_tokens, &new_tokens, dense.count() + 1);
    let count = old_tokens.len().max(new_tokens.len());
    let places: Vec<Token> = (0..count as u32).map(Token).collect();
    diff.postprocess_with(&old_tokens, &new_tokens, |tokens: &[Token], hunk, earliest_end| {
        // The slider only hands over the tokens of the side it moves lines on.
        let side = usize::from(!std::ptr::eq(tokens, old_tokens.as_slice()));
        let line = |place: u32| all[side].line(contents[side].1, skipped + place as usize);
        best_slider_end(&places[..tokens.len()], line, hunk, earliest_end)
    });
    tokens.take_back(dense.cleared());
    let place = |lines: Range<u32>| lines.start + skipped as u32..lines.end + skipped as u32;
    diff.hunks().map(|hunk| LineHunk { old: place(hunk.before), new: place(hunk.after) }).collect()
}

/// How many lines behind the last possible place of a hunk are kept: the slider's heuristic looks
/// past at most 20 blank lines.
const REACH: usize = 32;

/// Numbers of the lines in the middle, from 0; lines that are not there share the next one.
struct Dense {
    numbers: Vec<u32>,
    taken: Vec<u32>,
}

impl Dense {
    const NONE: u32 = u32::MAX;

    /// Starts with room where nothing has a number.
    fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, taken: Vec::new() }
    }

    fn count(&self) -> u32 {
        self.taken.len() as u32
    }

    /// Returns the number of a line of the middle.
    fn take(&mut self, token: u32) -> Token {
        let number = &mut self.numbers[token as usize];
        if *number == Self::NONE {
            *number = self.taken.len() as u32;
            self.taken.push(token);
        }
        Token(*number)
    }

    /// Returns the number of any line.
    fn get(&self, token: u32) -> Token {
        Token(self.numbers[token as usize].min(self.count()))
    }

    /// Gives the room back as it came.
    fn cleared(mut self) -> Vec<u32> {
        for token in self.taken {
            self.numbers[token as usize] = Self::NONE;
        }
        self.numbers
    }

    /// Counts lines up to the first that no hunk can slide past, as it is unlike all in the middle,
    /// and as many behind it as the slider looks at.
    fn neighbours<'t>(&self, nearest_first: impl Iterator<Item = &'t u32>) -> usize {
        let mut behind = 0;
        let within_reach = |token: &&u32| {
            behind += usize::from(behind > 0 || self.get(**token).0 == self.count());
            behind <= REACH
        };
        nearest_first.take_while(within_reach).count()
    }
}

/// Places a hunk by the indent of its lines. Tokens would do without `-w` only, where equal tokens
/// are equal lines; so each place stands for itself here.
fn best_slider_end<'c>(
    places: &[Token],
    line: impl Fn(u32) -> &'c [u8],
    hunk: Range<u32>,
    earliest_end: u32,
) -> u32 {
    let indent = |token: Token| {
        let bytes = line(token.0).iter();
        // Form feeds are no white space to git.
        let bytes = bytes.map(|byte| if *byte == 0x0c { b'x' } else { *byte });
        IndentLevel::for_ascii_line(bytes, 8)
    };
    IndentHeuristic::new(indent).best_slider_end(places, hunk, earliest_end)
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
