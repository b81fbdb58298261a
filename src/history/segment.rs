//! Stretches of lines on their way, and how they part where two versions of a file differ.

use crate::model::blame_index::LineHunk;

/// Lines that stand together: `count` lines asked for from `asked` on stand from `here` on.
/// 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// First line at the start of the walk.
    pub(super) asked: u32,
    /// First line where the walk stands.
    pub(super) here: u32,
    /// How many lines.
    pub(super) count: u32,
}

/// Returns the lines the old content has too, as numbered there, and the lines it has not. Both
/// `lines` and `hunks` are sorted by where they stand in the new content.
pub(super) fn split(lines: &[Segment], hunks: &[LineHunk]) -> (Vec<Segment>, Vec<Segment>) {
    let (mut kept, mut changed) = (Vec::new(), Vec::new());
    let mut first_hunk = 0;
    for segment in lines {
        let end = segment.here + segment.count;
        while hunks.get(first_hunk).is_some_and(|hunk| hunk.new.end <= segment.here) {
            first_hunk += 1;
        }
        // What stands before the first hunk that ends behind the segment's start.
        let mut shift = match first_hunk.checked_sub(1).map(|before| &hunks[before]) {
            Some(hunk) => i64::from(hunk.old.end) - i64::from(hunk.new.end),
            None => 0,
        };
        let mut at = segment.here;
        let piece = |from: u32, to: u32, shift: i64| Segment {
            asked: segment.asked + (from - segment.here),
            here: (i64::from(from) + shift) as u32,
            count: to - from,
        };
        for hunk in &hunks[first_hunk..] {
            if hunk.new.start >= end {
                break;
            }
            if at < hunk.new.start {
                kept.push(piece(at, hunk.new.start, shift));
            }
            let (from, to) = (hunk.new.start.max(at), hunk.new.end.min(end));
            if from < to {
                changed.push(piece(from, to, 0));
            }
            at = to.max(at);
            shift = i64::from(hunk.old.end) - i64::from(hunk.new.end);
        }
        if at < end {
            kept.push(piece(at, end, shift));
        }
    }
    (kept, changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(asked: u32, here: u32, count: u32) -> Segment {
        Segment { asked, here, count }
    }

    #[test]
    fn lines_around_hunks_are_kept_and_lines_in_them_changed() {
        // Old a b c d e; new a X X c e: line 1 became two, line 3 went away.
        let hunks = [LineHunk { old: 1..2, new: 1..3 }, LineHunk { old: 3..4, new: 4..4 }];
        let (kept, changed) = split(&[segment(0, 0, 5)], &hunks);
        assert_eq!(kept, [segment(0, 0, 1), segment(3, 2, 1), segment(4, 4, 1)]);
        assert_eq!(changed, [segment(1, 1, 2)]);
    }

    #[test]
    fn segments_that_start_inside_or_behind_a_hunk_keep_their_shift() {
        let hunks = [LineHunk { old: 1..2, new: 1..3 }, LineHunk { old: 3..4, new: 4..4 }];
        let (kept, changed) = split(&[segment(7, 2, 2), segment(9, 4, 1)], &hunks);
        assert_eq!(kept, [segment(8, 2, 1), segment(9, 4, 1)]);
        assert_eq!(changed, [segment(7, 2, 1)]);
    }
}
