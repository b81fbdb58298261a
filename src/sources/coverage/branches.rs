//! Branches of an LCOV section: which hit lines have a branch that nobody took.
//!
//! coverage.py before 7.6.2 writes the line a branch leads to, and 0 for an exit, where the format
//! asks for the line it starts from. Such sections name no partial lines: a wrong line is worse
//! than none.

use crate::model::coverage::FileCoverage;
use crate::model::line_set::LineSet;

/// The `BRDA` records of one file, over all its sections.
#[derive(Debug, Default)]
pub(super) struct Branches {
    /// Sorted after [`Self::settle`].
    seen: Vec<Branch>,
    settled: usize,
    names_destinations: bool,
}

/// A branch in eight bytes, as reports have millions: 25 bits of line, 38 of a hash that stands for
/// block and branch, and whether it was ever taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Branch(u64);

impl Branch {
    fn new(line: u32, key: &[u8], taken: bool) -> Self {
        Self(u64::from(line) << 39 | hash(key) >> 26 << 1 | u64::from(taken))
    }

    fn line(self) -> u32 {
        (self.0 >> 39) as u32
    }

    fn is_taken(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Branches {
    /// Adds a record: `key` is block and branch as written, `taken` the last field.
    pub(super) fn add(&mut self, line: u32, key: &[u8], taken: &[u8]) {
        self.seen.push(Branch::new(line, key, is_positive(taken)));
    }

    /// Marks the file as written by a tool that names the line a branch leads to, 0 for an exit.
    pub(super) fn name_destinations(&mut self) {
        self.names_destinations = true;
    }

    /// Joins repeats, so that a thousand sections of one file take no more room than one.
    pub(super) fn settle(&mut self) {
        if self.seen.len() == self.settled {
            return;
        }
        self.seen.sort();
        self.seen.dedup_by(|later, kept| {
            let same = later.0 >> 1 == kept.0 >> 1;
            // Of two that are the same the one that was taken comes later.
            if same {
                *kept = *later;
            }
            same
        });
        self.seen.shrink_to_fit();
        self.settled = self.seen.len();
    }

    /// Returns how many branches there are and how many were taken; `None` without records.
    pub(super) fn counts(&mut self) -> Option<(u64, u64)> {
        self.settle();
        let taken = self.seen.iter().filter(|branch| branch.is_taken()).count() as u64;
        (!self.seen.is_empty()).then_some((self.seen.len() as u64, taken))
    }

    /// Returns the partial lines; `None` where the records do not say where a branch starts.
    pub(super) fn partial(&mut self, coverage: &FileCoverage) -> Option<LineSet> {
        self.settle();
        let off_the_lines = |branch: &Branch| !coverage.instrumented.contains(branch.line());
        if self.names_destinations || self.seen.iter().any(off_the_lines) {
            return None;
        }
        let lines =
            self.seen.iter().filter(|branch| !branch.is_taken()).map(|branch| branch.line());
        Some(lines.filter(|line| coverage.hit.contains(*line)).collect())
    }
}

/// Returns the 64-bit FNV-1a hash. Source: Fowler, Noll and Vo, offset and prime of 64 bits.
fn hash(text: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

fn is_positive(taken: &[u8]) -> bool {
    taken != b"-"
        && taken.iter().any(|byte| (b'1'..=b'9').contains(byte))
        && !taken.starts_with(b"-")
}

#[cfg(test)]
mod tests {
    use crate::model::coverage::{CoverageReport, FileCoverage};
    use crate::model::line_set::LineSet;
    use crate::sources::coverage::read;

    fn one(text: &str) -> (FileCoverage, CoverageReport) {
        let report = read(text.as_bytes()).unwrap();
        (report.files[0].coverage.clone(), report)
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
        assert_eq!(lines(&one(&section("-")).0.partial), [1, 2]);
        assert_eq!(lines(&one(&(section("-") + &section("1"))).0.partial), [2]);
    }

    #[test]
    fn branches_named_by_their_destination_are_not_used() {
        let old = "SF:a.py\nDA:1,1,0+rJ+TJ0+yMKb+t52XXXog\nDA:2,1,MMRZGzB7NigoGuA4ef/upg\nBRDA:2,0,0,0\nend_of_record\n";
        let exit = "SF:a.py\nDA:1,1\nBRDA:0,0,0,0\nBRDA:1,0,1,0\nend_of_record\n";
        let elsewhere = "SF:a.py\nDA:1,1\nBRDA:9,0,0,0\nBRDA:1,0,1,0\nend_of_record\n";
        for text in [old, exit, elsewhere] {
            let (file, report) = one(text);
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
}
