//! Branches of an LCOV section: which hit lines have a branch that nobody took.
//!
//! coverage.py before 7.6.2 writes the line a branch leads to, and 0 for an exit, where the format
//! asks for the line it starts from. Such sections name no partial lines: a wrong line is worse
//! than none.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

use crate::model::coverage::FileCoverage;
use crate::model::line_set::LineSet;

/// The `BRDA` records of one file, over all its sections.
#[derive(Debug, Default)]
pub(super) struct Branches {
    /// Line, a stand-in for block and branch, and whether it was ever taken; sorted after [`Self::settle`].
    seen: Vec<(u32, u64, bool)>,
    settled: usize,
    names_destinations: bool,
}

impl Branches {
    /// Adds a record: `key` is block and branch as written, `taken` the last field.
    pub(super) fn add(&mut self, line: u32, key: &[u8], taken: &[u8]) {
        // A fixed hash stands for texts that can be as long as the tool likes.
        let mut hasher = DefaultHasher::new();
        hasher.write(key);
        self.seen.push((line, hasher.finish(), is_positive(taken)));
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
        let mut joined: BTreeMap<(u32, u64), bool> = BTreeMap::new();
        for (line, key, taken) in self.seen.drain(..) {
            *joined.entry((line, key)).or_default() |= taken;
        }
        self.seen = joined.into_iter().map(|((line, key), taken)| (line, key, taken)).collect();
        self.settled = self.seen.len();
    }

    /// Returns the partial lines; `None` where the records do not say where a branch starts.
    pub(super) fn partial(&mut self, coverage: &FileCoverage) -> Option<LineSet> {
        self.settle();
        let off_the_lines = |(line, ..): &(u32, u64, bool)| !coverage.instrumented.contains(*line);
        if self.names_destinations || self.seen.iter().any(off_the_lines) {
            return None;
        }
        let open =
            self.seen.iter().filter(|(line, _, taken)| !taken && coverage.hit.contains(*line));
        Some(open.map(|(line, ..)| *line).collect())
    }
}

fn is_positive(taken: &[u8]) -> bool {
    taken != b"-"
        && taken.iter().any(|byte| (b'1'..=b'9').contains(byte))
        && !taken.starts_with(b"-")
}
