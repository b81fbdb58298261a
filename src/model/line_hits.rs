//! Exact hit counts of one file: how often each line ran, packed.

use std::collections::BTreeMap;

use super::packed_coverage::{number, put_number};

/// How often the lines of a file ran; a line that is not there ran zero times.
///
/// Each line is its count and, where the line before it did not run, the distance to it: a byte for
/// most lines with counts below 64, two below 8,192.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineHits(Box<[u8]>);

impl LineHits {
    /// Returns the counts of lines that come ascending and each once; those that are 0 are left out.
    pub fn of_sorted(lines: impl IntoIterator<Item = (u32, u64)>) -> Self {
        let (mut bytes, mut before) = (Vec::new(), 0);
        for (line, times) in lines.into_iter().filter(|(_, times)| *times > 0) {
            let gap = u64::from(line - before) - 1;
            // The flag takes a bit, so the highest count that is kept is half of what there could be.
            let times = times.min(u64::MAX >> 1);
            put_number(times << 1 | u64::from(gap > 0), |byte| bytes.push(byte));
            if gap > 0 {
                put_number(gap, |byte| bytes.push(byte));
            }
            before = line;
        }
        Self(bytes.into_boxed_slice())
    }

    /// Returns the counts whose bytes are stored.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes.into_boxed_slice())
    }

    /// Returns the bytes to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the lines that ran, ascending, each with its count.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64)> {
        let (mut rest, mut line) = (&self.0[..], 0_u32);
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let value = number(&mut rest);
            let gap = if value & 1 == 1 { number(&mut rest) } else { 0 };
            line = line.saturating_add(u32::try_from(gap).unwrap_or(u32::MAX)).saturating_add(1);
            Some((line, value >> 1))
        })
    }
}

/// What is known of the exact counts of a file in a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum KeptHits {
    /// They were not asked for: the report is one of many.
    #[default]
    NotKept,
    /// They were, and the report tells whether lines ran and not how often.
    NotTold,
    /// How often each line ran.
    Told(LineHits),
}

/// Adds the counts of another part of the same run.
pub fn add_hits(sums: &mut BTreeMap<u32, u64>, part: &LineHits) {
    for (line, times) in part.iter() {
        let sum = sums.entry(line).or_default();
        *sum = sum.saturating_add(times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_out_again_and_lines_that_never_ran_take_nothing() {
        let lines = [(1, 1), (2, 63), (3, 0), (4, 64), (90, u64::MAX), (16_777_216, 5)];
        let packed = LineHits::of_sorted(lines);
        let out: Vec<_> = packed.iter().collect();
        assert_eq!(out, [(1, 1), (2, 63), (4, 64), (90, u64::MAX >> 1), (16_777_216, 5)]);
        assert_eq!(LineHits::from_bytes(packed.as_bytes().to_vec()), packed);
        assert!(LineHits::of_sorted([(7, 0)]).as_bytes().is_empty());
    }

    #[test]
    fn a_stretch_of_lines_with_small_counts_takes_a_byte_a_line() {
        let packed = LineHits::of_sorted((1..=100).map(|line| (line, u64::from(line) % 60 + 1)));
        assert_eq!(packed.as_bytes().len(), 100);
    }

    #[test]
    fn parts_of_a_run_add_up() {
        let mut sums = BTreeMap::new();
        add_hits(&mut sums, &LineHits::of_sorted([(1, 2), (3, u64::MAX)]));
        add_hits(&mut sums, &LineHits::of_sorted([(1, 5), (3, u64::MAX), (4, 1)]));
        assert_eq!(sums.into_iter().collect::<Vec<_>>(), [(1, 7), (3, u64::MAX - 1), (4, 1)]);
    }

    #[test]
    fn bytes_that_are_no_counts_end_and_stay_in_range() {
        for bytes in [vec![0xff], vec![0xff; 40], vec![1, 0xff, 0xff]] {
            assert!(LineHits::from_bytes(bytes).iter().count() <= 40);
        }
    }
}
