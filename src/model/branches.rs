//! Branches of a file: how many leave each line, and how many of those were taken.

use std::fmt;

use super::line_set::LineSet;
use super::packed_coverage::{number, put_number};

/// The branches that leave one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BranchLine {
    /// The line.
    pub line: u32,
    /// Branches that leave it; at least one.
    pub all: u32,
    /// Branches of those that were taken.
    pub taken: u32,
}

/// The branches of a file, line by line. A line takes a byte where two branches leave it, as nearly
/// all do.
///
/// Parts of one run tell counts, not which branches: of a line that two parts ran the larger count
/// stands, so at least that many were taken.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BranchLines(Vec<u8>);

/// Written where a line has another number of branches than two.
const OTHER: u64 = 3;

impl BranchLines {
    /// Returns the branches of [`Self::as_bytes`].
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Returns the branches as they are stored: the distance to the line before times four, plus the
    /// branches taken of two, or plus three, and then both counts follow.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns whether there is no branch.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the lines of the bitmap with a branch that nobody took.
    pub fn partial(&self, hit: &[u8]) -> LineSet {
        let ran = |line: u32| {
            let byte = |at: u32| hit.get((at / 8) as usize).map(|byte| byte >> (at % 8) & 1);
            line.checked_sub(1).and_then(byte) == Some(1)
        };
        let open = self.iter().filter(|one| one.taken < one.all && ran(one.line));
        open.map(|one| one.line).collect()
    }

    /// Returns the lines with branches, ascending.
    pub fn iter(&self) -> impl Iterator<Item = BranchLine> + '_ {
        let (mut rest, mut line) = (&self.0[..], 0_u32);
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let value = number(&mut rest);
            line = line.saturating_add((value >> 2) as u32);
            let (all, taken) = match value & 3 {
                OTHER => (number(&mut rest) as u32, number(&mut rest) as u32),
                taken => (2, taken as u32),
            };
            Some(BranchLine { line, all, taken })
        })
    }

    /// Returns branches and those of them that were taken; `None` where there is no branch, as a
    /// share of nothing is not 0.
    pub fn counts(&self) -> Option<(u64, u64)> {
        let sum = |(all, taken): (u64, u64), one: BranchLine| {
            (all + u64::from(one.all), taken + u64::from(one.taken))
        };
        (!self.is_empty()).then(|| self.iter().fold((0, 0), sum))
    }

    /// Adds what another part of the same run knows.
    pub fn unite(&mut self, other: &Self) {
        if other.is_empty() || self == other {
            return;
        }
        let mut all: Vec<BranchLine> = self.iter().chain(other.iter()).collect();
        all.sort_by_key(|one| one.line);
        all.dedup_by(|later, kept| {
            let same = later.line == kept.line;
            if same {
                (kept.all, kept.taken) = (kept.all.max(later.all), kept.taken.max(later.taken));
            }
            same
        });
        *self = all.into_iter().collect();
    }
}

impl FromIterator<BranchLine> for BranchLines {
    /// Takes lines in ascending order, each once.
    fn from_iter<I: IntoIterator<Item = BranchLine>>(lines: I) -> Self {
        let (mut bytes, mut before) = (Vec::new(), 0);
        for BranchLine { line, all, taken } in lines.into_iter().filter(|one| one.all > 0) {
            let distance = u64::from(line - before) << 2;
            before = line;
            let taken = taken.min(all);
            if all == 2 {
                put_number(distance | u64::from(taken), |byte| bytes.push(byte));
                continue;
            }
            for value in [distance | OTHER, u64::from(all), u64::from(taken)] {
                put_number(value, |byte| bytes.push(byte));
            }
        }
        Self(bytes)
    }
}

impl fmt::Debug for BranchLines {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(all: &[(u32, u32, u32)]) -> BranchLines {
        all.iter()
            .map(|(line, all, taken)| BranchLine { line: *line, all: *all, taken: *taken })
            .collect()
    }

    #[test]
    fn what_was_packed_comes_out_again_and_two_branches_take_a_byte() {
        let given = [(1, 2, 0), (9, 2, 2), (10, 7, 3), (4_000, 1, 1), (4_000_000, 300, 299)];
        let packed = lines(&given);
        let back: Vec<_> = packed.iter().map(|one| (one.line, one.all, one.taken)).collect();
        assert_eq!(back, given);
        assert_eq!(packed.counts(), Some((2 + 2 + 7 + 1 + 300, 2 + 3 + 1 + 299)));
        assert_eq!(lines(&given[..2]).as_bytes().len(), 2);
        assert_eq!((lines(&[]).counts(), lines(&[(3, 0, 0)]).counts()), (None, None));
        let cut = BranchLines::from_bytes(vec![0x80, 0xff, 3]);
        assert!(cut.iter().count() < 4);
    }

    #[test]
    fn parts_unite_line_by_line_in_any_order_and_any_number_of_times() {
        let parts =
            [lines(&[(1, 2, 1), (5, 2, 0)]), lines(&[(1, 2, 1), (5, 2, 2), (9, 4, 1)]), lines(&[])];
        let united = |order: &[usize]| {
            let mut all = BranchLines::default();
            for place in order {
                all.unite(&parts[*place]);
            }
            all
        };
        let expected = lines(&[(1, 2, 1), (5, 2, 2), (9, 4, 1)]);
        for order in [&[0, 1, 2][..], &[2, 1, 0], &[1, 0, 1, 0, 0, 2]] {
            assert_eq!(united(order), expected);
        }
    }
}
