//! Which replaced line a line stands for, when the commit that replaced it is to be looked through.
//!
//! By the rules of `git blame --ignore-rev`. Two lines are alike by the pairs of neighbouring bytes
//! they share, letter case and kind of white space left out. In a hunk the surest match is taken
//! first, what it used up of the old line is gone, and the rest is matched on either side of it, so
//! that lines keep their order. What finds nothing there may come from anywhere in the old file if
//! it is long enough, and else stays with the commit.

use std::collections::BTreeMap;
use std::ops::Range;

use super::line_diff::lines;
use super::segment::Segment;
use crate::model::blame_index::LineHunk;

/// How many old lines around the expected place are looked at, to either side.
const REACH: usize = 10;
/// How many pairs a line must share with one outside its hunk.
const ENOUGH: u32 = 10;

/// Returns the lines that found an old line, as numbered there, and those that did not.
pub(super) fn guess(
    changed: &[Segment],
    hunks: &[LineHunk],
    old: &[u8],
    new: &[u8],
) -> (Vec<Segment>, Vec<Segment>) {
    // Every hunk is matched, as each uses up what the later ones may find.
    let mut old: Vec<Pairs> = lines(old).map(Pairs::of).collect();
    let new: Vec<&[u8]> = lines(new).collect();
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    for hunk in hunks.iter().filter(|hunk| !hunk.new.is_empty()) {
        let range = |lines: &Range<u32>| lines.start as usize..lines.end as usize;
        let texts: Vec<Pairs> = new[range(&hunk.new)].iter().map(|text| Pairs::of(text)).collect();
        let near = Matching::of(&mut old[range(&hunk.old)], &texts);
        for ((place, text), near) in (hunk.new.start..).zip(&texts).zip(near) {
            let near = near.map(|line| hunk.old.start + line as u32);
            if let Some(found) = near.or_else(|| anywhere(&old, text, place)) {
                places.insert(place, found);
            }
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

/// Returns the old line most alike, of equals the one closest to the line's own number, and of those
/// the last.
fn anywhere(old: &[Pairs], text: &Pairs, place: u32) -> Option<u32> {
    let mut best: Option<(u32, u32)> = None;
    if text.total() < ENOUGH {
        return None;
    }
    for (line, pairs) in (0..).zip(old) {
        let shared = text.shared(pairs);
        let better = best.is_none_or(|(most, at)| {
            shared > most
                || (shared == most && u32::abs_diff(line, place) <= u32::abs_diff(at, place))
        });
        if shared >= ENOUGH && better {
            best = Some((shared, line));
        }
    }
    best.map(|(_, line)| line)
}

/// How often each pair of neighbouring bytes is in a line, ascending.
#[derive(Debug, Default)]
struct Pairs(Vec<(u32, u32)>);

impl Pairs {
    /// Returns the pairs of a line. White space is one sign, and stands at both ends.
    fn of(line: &[u8]) -> Self {
        let mut all = Vec::with_capacity(line.len() + 1);
        let mut before = 0_u32;
        for byte in line.iter().copied().chain([b' ']) {
            // Git widens bytes above 127 with their sign, so that some of their pairs are one.
            let here = match byte {
                b' ' | b'\t' | b'\n' | b'\r' => 0,
                _ => i32::from(byte.to_ascii_lowercase().cast_signed()).cast_unsigned(),
            };
            let pair = before | (here << 8);
            if pair != 0 {
                all.push(pair);
            }
            before = here;
        }
        all.sort_unstable();
        let mut counts: Vec<(u32, u32)> = Vec::new();
        for pair in all {
            match counts.last_mut() {
                Some((last, count)) if *last == pair => *count += 1,
                _ => counts.push((pair, 1)),
            }
        }
        Self(counts)
    }

    fn total(&self) -> u32 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Returns how many pairs two lines share.
    fn shared(&self, other: &Self) -> u32 {
        let mut rest = other.0.as_slice();
        let mut shared = 0;
        for (pair, count) in &self.0 {
            while let [(first, _), tail @ ..] = rest
                && first < pair
            {
                rest = tail;
            }
            match rest {
                [] => break,
                [(first, theirs), ..] if first == pair => shared += count.min(theirs),
                _ => {}
            }
        }
        shared
    }

    /// Takes the pairs of another line out.
    fn take_out(&mut self, other: &Self) {
        for (pair, count) in &mut self.0 {
            if let Ok(at) = other.0.binary_search_by_key(pair, |(theirs, _)| *theirs) {
                *count = count.saturating_sub(other.0[at].1);
            }
        }
        self.0.retain(|(_, count)| *count > 0);
    }
}

/// The best match of a new line among the old ones it may go to.
#[derive(Debug, Clone, Copy)]
enum Best {
    Unknown,
    Nothing,
    Found { old: usize, certainty: i64 },
}

/// The lines of a hunk on their way to a match.
struct Matching<'a> {
    old: &'a mut [Pairs],
    new: &'a [Pairs],
    /// How far from its expected place a match may be.
    reach: usize,
    best: Vec<Best>,
    /// How alike each new line is to each old one within reach; `None` is not counted yet.
    alike: Vec<Option<u32>>,
}

impl<'a> Matching<'a> {
    /// Returns for each new line the old line it matches. What is matched of an old line is taken out.
    fn of(old: &'a mut [Pairs], new: &'a [Pairs]) -> Vec<Option<usize>> {
        let mut found = vec![None; new.len()];
        if old.is_empty() {
            return found;
        }
        let reach = REACH.min(old.len() - 1);
        let alike = vec![None; new.len() * (2 * reach + 1)];
        let mut matching = Self { old, new, reach, best: vec![Best::Unknown; new.len()], alike };
        let mut open = vec![(0..matching.old.len(), 0..new.len())];
        while let Some((among, lines)) = open.pop() {
            let mut surest: Option<(i64, usize, usize)> = None;
            for line in lines.clone() {
                if let Best::Found { old, certainty } = matching.best(line, &among)
                    && surest.is_none_or(|(most, _, _)| certainty > most)
                {
                    surest = Some((certainty, line, old));
                }
            }
            let Some((_, line, old)) = surest else { continue };
            found[line] = Some(old);
            matching.use_up(line, old, &lines);
            open.push((old..among.end, line + 1..lines.end));
            open.push((among.start..old + 1, lines.start..line));
        }
        found
    }

    /// Returns the old line at the same part of the hunk.
    fn expected(&self, line: usize) -> usize {
        (2 * line + 1) * self.old.len() / (2 * self.new.len())
    }

    fn best(&mut self, line: usize, among: &Range<usize>) -> Best {
        if !matches!(self.best[line], Best::Unknown) {
            return self.best[line];
        }
        let expected = self.expected(line);
        let from = among.start.max(expected.saturating_sub(self.reach));
        let to = among.end.min(expected + self.reach + 1);
        let (mut first, mut second) = ((0, 0), 0);
        for old in from..to {
            let cell = line * (2 * self.reach + 1) + old + self.reach - expected;
            let (texts, olds) = (self.new, &*self.old);
            let alike = *self.alike[cell].get_or_insert_with(|| texts[line].shared(&olds[old]));
            // Among equally alike lines the closest to the expected place.
            let score = i64::from(alike) * (1000 - old.abs_diff(expected) as i64);
            if score > first.0 {
                second = first.0;
                first = (score, old);
            } else {
                second = second.max(score);
            }
        }
        self.best[line] = if first.0 == 0 {
            Best::Nothing
        } else {
            // A line that two lines match well is less sure than one that matches one as well.
            Best::Found { old: first.1, certainty: 2 * first.0 - second }
        };
        self.best[line]
    }

    /// Takes a matched line out of the old one; whoever could match that is to be asked anew.
    fn use_up(&mut self, line: usize, old: usize, lines: &Range<usize>) {
        self.old[old].take_out(&self.new[line]);
        for other in lines.clone() {
            let expected = self.expected(other);
            if old.abs_diff(expected) <= self.reach {
                self.alike[other * (2 * self.reach + 1) + old + self.reach - expected] = None;
                if matches!(self.best[other], Best::Found { .. }) {
                    self.best[other] = Best::Unknown;
                }
            }
        }
    }
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
        let (guessed, left) = guess(&lines, &hunks, b"total = a+b\n", b"total = a + b\n!(\n");
        assert_eq!(guessed, [Segment { asked: 0, here: 0, count: 1 }]);
        assert_eq!(left, [Segment { asked: 1, here: 1, count: 1 }]);
    }

    #[test]
    fn pairs_are_counted_without_case_and_white_space_is_one_sign() {
        // The example git gives: "Darth   Radar" has 12 pairs, "ar" twice and "da" twice.
        let pairs = Pairs::of(b"Darth   Radar\n");
        assert_eq!((pairs.total(), pairs.0.len()), (12, 10));
        assert_eq!(Pairs::of(b"darth\tradar").shared(&pairs), 12);
        assert_eq!(Pairs::of(b"radar").shared(&pairs), 6);
    }

    #[test]
    fn a_moved_line_is_found_in_the_rest_of_the_file_if_it_is_long_enough() {
        let old = b"a long line that moves down\nshort\nx\n";
        let new = b"x\na long line that moves down\nshort\n";
        let hunks = [LineHunk { old: 0..2, new: 0..0 }, LineHunk { old: 3..3, new: 1..3 }];
        let lines = [Segment { asked: 5, here: 1, count: 2 }];
        let (guessed, left) = guess(&lines, &hunks, old, new);
        assert_eq!(guessed, [Segment { asked: 5, here: 0, count: 1 }]);
        assert_eq!(left, [Segment { asked: 6, here: 2, count: 1 }]);
    }
}
