//! Stretches of lines.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Lines `first..=last` of a file, 1-based and inclusive, as in git and LCOV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineRange {
    /// First line, at least 1.
    pub first: u32,
    /// Last line, at least `first`.
    pub last: u32,
}

impl LineRange {
    /// Returns the range of one line.
    pub fn one(line: u32) -> Self {
        Self { first: line, last: line }
    }

    /// Returns whether `line` lies in the range.
    pub fn contains(self, line: u32) -> bool {
        self.first <= line && line <= self.last
    }

    /// Returns how many lines the range holds.
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// Returns the lines, in order.
    pub fn lines(self) -> impl Iterator<Item = u32> {
        self.first..=self.last
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

/// Returns sorted lines joined into the fewest ranges.
pub fn ranges(lines: impl IntoIterator<Item = u32>) -> Vec<LineRange> {
    let mut lines: Vec<u32> = lines.into_iter().collect();
    lines.sort_unstable();
    lines.dedup();
    let mut ranges: Vec<LineRange> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some(range) if range.last + 1 == line => range.last = line,
            _ => ranges.push(LineRange::one(line)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_lines_join_and_repeats_count_once() {
        let joined = ranges([5, 1, 2, 2, 4]);
        assert_eq!(joined, [LineRange { first: 1, last: 2 }, LineRange { first: 4, last: 5 }]);
        assert_eq!(joined[0].to_string(), "1-2");
    }
}
