//! Branches of an LCOV section: which hit lines have a branch that nobody took.
//!
//! coverage.py before 7.6.2 writes the line a branch leads to, and 0 for an exit, where the format
//! asks for the line it starts from. Such sections name no partial lines: a wrong line is worse
//! than none.

use crate::model::branches::{BranchLine, BranchLines};
use crate::model::line_set::LineSet;
use crate::model::packed_coverage::{number, put_number};

/// The `BRDA` records of a section, or of all sections of a file.
#[derive(Debug, Default)]
pub(super) struct Branches {
    /// Sorted, each once, after [`Self::settle`].
    seen: Vec<Branch>,
}

/// A branch in eight bytes: 25 bits of line, 38 that stand for block and branch, and whether it was
/// ever taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Branch(u64);

/// What stands for block and branch of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(u64);

impl Key {
    /// Returns the key of a block and a branch that are plain numbers, as nearly all are.
    pub(super) fn of_numbers(block: u64, branch: u64) -> Option<Self> {
        (block < 1 << 18 && branch < 1 << 19).then_some(Self(block << 19 | branch))
    }

    /// Returns the key of block and branch as written: a hash of 37 bits.
    pub(super) fn of_text(text: &[u8]) -> Self {
        Self(1 << 37 | hash(text) >> 27)
    }
}

impl Branch {
    fn new(line: u32, key: u64, taken: bool) -> Self {
        Self(u64::from(line) << 39 | key << 1 | u64::from(taken))
    }

    fn line(self) -> u32 {
        (self.0 >> 39) as u32
    }

    fn key(self) -> u64 {
        self.0 >> 1 & ((1 << 38) - 1)
    }

    fn is_taken(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Branches {
    /// Adds a record.
    pub(super) fn add(&mut self, line: u32, key: Key, taken: bool) {
        self.seen.push(Branch::new(line, key.0, taken));
    }

    /// Returns how many records there are.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.seen.clear();
    }

    /// Joins repeats.
    pub(super) fn settle(&mut self) {
        if !self.seen.is_sorted() {
            self.seen.sort_unstable();
        }
        self.seen.dedup_by(|later, kept| {
            let same = later.0 >> 1 == kept.0 >> 1;
            // Of two that are the same the one that was taken comes later.
            if same {
                *kept = *later;
            }
            same
        });
    }

    /// Adds packed ones.
    pub(super) fn unpack(&mut self, mut packed: &[u8]) {
        let (mut line, mut next) = (0, 0);
        while !packed.is_empty() {
            let value = number(&mut packed);
            if value & 2 != 0 {
                (line, next) = (line + number(&mut packed) as u32, 0);
            }
            let key = next + (value >> 2);
            self.seen.push(Branch::new(line, key, value & 1 == 1));
            next = key + 1;
        }
    }

    /// Joins repeats and writes what is left to the bytes, in some three bytes a line with two
    /// branches: each key as the distance from the one before, and the line only where it is another.
    pub(super) fn pack(&mut self, bytes: &mut Vec<u8>) {
        self.settle();
        bytes.clear();
        let (mut line, mut next) = (0, 0);
        for branch in &self.seen {
            let other_line = branch.line() != line;
            let from = if other_line { 0 } else { next };
            let (flags, key) =
                (u64::from(other_line) << 1 | u64::from(branch.is_taken()), branch.key());
            put_number((key - from) << 2 | flags, |byte| bytes.push(byte));
            if other_line {
                put_number(u64::from(branch.line() - line), |byte| bytes.push(byte));
            }
            (line, next) = (branch.line(), key + 1);
        }
    }

    /// Returns how many branches there are and how many were taken; `None` without records.
    pub(super) fn counts(&self) -> Option<(u64, u64)> {
        let taken = self.seen.iter().filter(|branch| branch.is_taken()).count() as u64;
        (!self.seen.is_empty()).then_some((self.seen.len() as u64, taken))
    }

    /// Returns the branches line by line; repeats are joined already.
    pub(super) fn by_line(&self) -> BranchLines {
        let lines = self.seen.chunk_by(|one, next| one.line() == next.line());
        let count = |of_line: &[Branch]| BranchLine {
            line: of_line[0].line(),
            all: of_line.len() as u32,
            taken: of_line.iter().filter(|branch| branch.is_taken()).count() as u32,
        };
        lines.map(count).collect()
    }

    /// Returns the partial lines; `None` where a branch is on a line that is not instrumented, so that
    /// the records do not say where a branch starts.
    pub(super) fn partial(&self, instrumented: &[u8], hit: &[u8]) -> Option<LineSet> {
        let has = |bitmap: &[u8], branch: &Branch| {
            let at = branch.line() - 1;
            bitmap.get((at / 8) as usize).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
        };
        if self.seen.iter().any(|branch| !has(instrumented, branch)) {
            return None;
        }
        let open = self.seen.iter().filter(|branch| !branch.is_taken() && has(hit, branch));
        Some(open.map(|branch| branch.line()).collect())
    }
}

/// Returns the 64-bit FNV-1a hash. Source: Fowler, Noll and Vo, offset and prime of 64 bits.
fn hash(text: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::coverage::{CoverageReport, FileCoverage};
    use crate::sources::coverage::read;

    fn one(text: &str) -> (FileCoverage, CoverageReport) {
        let report = read(text.as_bytes()).unwrap();
        (report.files[0].coverage(), report)
    }

    fn lines(set: &LineSet) -> Vec<u32> {
        set.iter().collect()
    }

    #[test]
    fn a_hit_line_with_a_branch_nobody_took_in_any_section_is_partial() {
        let section = |second: &str| {
            format!(
                "SF:a.c\nDA:1,1\nDA:2,1\nDA:3,0\nBRDA:1,0,0,4\nBRDA:1,0,1,{second}\nBRDA:2,0,if x, y,0\n\
                 BRDA:3,0,0,-\nBRDA:1,e0,2,-\nend_of_record\n"
            )
        };
        let (file, report) = one(&section("-"));
        assert_eq!(lines(&file.partial), [1, 2]);
        let by_line: Vec<_> =
            file.branches.iter().map(|one| (one.line, one.all, one.taken)).collect();
        assert_eq!(by_line, [(1, 2, 1), (2, 1, 0), (3, 1, 0)]);
        assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(4), Some(1)));
        assert_eq!(lines(&one(&(section("-") + &section("1"))).0.partial), [2]);
    }

    #[test]
    fn branches_named_by_their_destination_are_not_used() {
        let old = "SF:a.py\nDA:1,1,0+rJ+TJ0+yMKb+t52XXXog\nDA:2,1,MMRZGzB7NigoGuA4ef/upg\nBRDA:2,0,0,0\nend_of_record\n";
        let exit = "SF:a.py\nDA:1,1\nBRDA:0,0,0,0\nBRDA:1,0,1,0\nend_of_record\n";
        let elsewhere = "SF:a.py\nDA:1,1\nBRDA:9,0,0,0\nBRDA:1,0,1,0\nend_of_record\n";
        for text in [old, exit, elsewhere] {
            let (file, report) = one(text);
            assert!(file.branches.is_empty(), "a wrong count is worse than none");
            assert!(file.partial.is_empty() && report.rejected.is_empty());
            assert!(
                report.warnings[0].starts_with("1 files name where branches lead"),
                "{:?}",
                report.warnings
            );
        }
        let new = "SF:a.py\nDA:1,1\nBRDA:1,0,jump to line 2,0\nend_of_record\n";
        assert_eq!(lines(&one(new).0.partial), [1]);
    }

    #[test]
    fn what_was_packed_comes_out_again_sorted_and_each_once() {
        let keys = [
            Key::of_numbers(0, 0),
            Key::of_numbers(0, 1),
            Key::of_numbers(262_143, 524_287),
            Some(Key::of_text(b"0,if x")),
        ];
        let mut branches = Branches::default();
        for line in [LineSet::MAX_LINE, 7, 1] {
            for key in keys.into_iter().flatten() {
                branches.add(line, key, false);
                branches.add(line, key, line == 7);
            }
        }
        let (mut packed, mut again) = (Vec::new(), Branches::default());
        branches.pack(&mut packed);
        again.unpack(&packed);
        assert_eq!((again.seen.len(), &again.seen), (12, &branches.seen));
        assert_eq!(again.counts(), Some((12, 4)));
        assert_eq!((Key::of_numbers(1 << 18, 0), Key::of_numbers(0, 1 << 19)), (None, None));
    }
}
