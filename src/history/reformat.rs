//! Which replaced line a line stands for, when the commit that replaced it is to be looked through.
//!
//! For commits that only reformat. Within a hunk each new line goes to the old line that holds most
//! of its pairs of neighbouring characters, white space left out; the order of lines is kept, and a
//! line that finds no half of its pairs stays with the commit. The aim is that of
//! `git blame --ignore-rev`; the guesses are not always the same.

use std::collections::BTreeMap;

use super::line_diff::{is_space, lines};
use super::walk::Segment;
use crate::model::blame_index::LineHunk;

/// How many old lines around the expected place are looked at, to either side.
const REACH: usize = 10;

/// Returns the lines that found an old line, as numbered there, and those that did not.
pub(super) fn guess(
    changed: &[Segment],
    hunks: &[LineHunk],
    old: &[u8],
    new: &[u8],
) -> (Vec<Segment>, Vec<Segment>) {
    let old: Vec<&[u8]> = lines(old).collect();
    let new: Vec<&[u8]> = lines(new).collect();
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    for hunk in hunks {
        let touched = |s: &Segment| s.here < hunk.new.end && hunk.new.start < s.here + s.count;
        if !hunk.old.is_empty() && changed.iter().any(touched) {
            let slice = |all: &[&[u8]], range: &std::ops::Range<u32>| -> Vec<Line> {
                all[range.start as usize..range.end as usize].iter().map(|l| Line::new(l)).collect()
            };
            let found = pairs(&slice(&old, &hunk.old), &slice(&new, &hunk.new));
            places.extend(found.into_iter().enumerate().filter_map(|(place, source)| {
                Some((hunk.new.start + place as u32, hunk.old.start + source? as u32))
            }));
        }
    }
    let (mut guessed, mut left) = (Vec::new(), Vec::new());
    for segment in changed {
        for step in 0..segment.count {
            let (asked, here) = (segment.asked + step, segment.here + step);
            match places.get(&here) {
                Some(place) => guessed.push(Segment { asked, here: *place, count: 1 }),
                None => left.push(Segment { asked, here, count: 1 }),
            }
        }
    }
    (guessed, left)
}

/// A line without its white space.
struct Line {
    squeezed: Vec<u8>,
    pairs: BTreeMap<[u8; 2], u32>,
}

impl Line {
    fn new(line: &[u8]) -> Self {
        let squeezed: Vec<u8> = line.iter().copied().filter(|byte| !is_space(*byte)).collect();
        let mut pairs = BTreeMap::new();
        for pair in squeezed.windows(2) {
            *pairs.entry([pair[0], pair[1]]).or_default() += 1;
        }
        Self { squeezed, pairs }
    }

    /// Returns how many of this line's pairs `other` holds.
    fn held_by(&self, other: &Self) -> u32 {
        let held = |(pair, count): (&[u8; 2], &u32)| {
            other.pairs.get(pair).map_or(0, |theirs| *count.min(theirs))
        };
        self.pairs.iter().map(held).sum()
    }
}

fn pairs(old: &[Line], new: &[Line]) -> Vec<Option<usize>> {
    let mut earliest = 0;
    let mut found = Vec::with_capacity(new.len());
    for (place, line) in new.iter().enumerate() {
        let expected = place * old.len() / new.len();
        let from = earliest.max(expected.saturating_sub(REACH));
        let to = (expected + REACH + 1).min(old.len());
        let all = line.squeezed.len().saturating_sub(1) as u32;
        let mut best: Option<(u32, usize)> = None;
        for (source, candidate) in old.iter().enumerate().take(to).skip(from) {
            let held =
                if line.squeezed == candidate.squeezed { all + 1 } else { line.held_by(candidate) };
            let enough = held > all || (held > 0 && held * 2 >= all);
            if enough && best.is_none_or(|(most, _)| held > most) {
                best = Some((held, source));
            }
        }
        if let Some((_, source)) = best {
            earliest = source;
        }
        found.push(best.map(|(_, source)| source));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_wrapped_call_go_to_the_line_they_stood_in() {
        let old = b"let a = 1;\ncall(first, second);\nlet b = 2;\n";
        let new = b"let a = 1;\ncall(\n    first,\n    second,\n);\nlet b = 2;\n";
        let hunks = [LineHunk { old: 1..2, new: 1..5 }];
        let lines = [Segment { asked: 0, here: 1, count: 4 }];
        let (guessed, left) = guess(&lines, &hunks, old, new);
        assert!(guessed.iter().all(|segment| segment.here == 1));
        assert_eq!((guessed.len(), left.len()), (4, 0));
    }

    #[test]
    fn a_line_unlike_all_it_replaced_stays() {
        let hunks = [LineHunk { old: 0..1, new: 0..2 }];
        let lines = [Segment { asked: 0, here: 0, count: 2 }];
        let (guessed, left) = guess(&lines, &hunks, b"total = a+b\n", b"total = a + b\nlog(x)\n");
        assert_eq!(guessed, [Segment { asked: 0, here: 0, count: 1 }]);
        assert_eq!(left, [Segment { asked: 1, here: 1, count: 1 }]);
    }
}
