//! Coverage of one file in one piece of memory: a report of a hundred thousand files is held at once
//! until its paths are known.

use std::fmt;

use super::branches::BranchLines;
use super::coverage::{FileCoverage, LineCounts};
use super::line_set::LineSet;

/// Three strings of bytes in one allocation of their exact size; nothing where all are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pieces(Box<[u8]>);

impl Pieces {
    /// Returns the strings in one.
    pub fn new([one, two, three]: [&[u8]; 3]) -> Self {
        if one.is_empty() && two.is_empty() && three.is_empty() {
            return Self::default();
        }
        let (mut head, mut at) = ([0; 20], 0);
        for length in [one.len(), two.len()] {
            put_number(length as u64, |byte| {
                head[at] = byte;
                at += 1;
            });
        }
        let mut bytes = Vec::with_capacity(at + one.len() + two.len() + three.len());
        for part in [&head[..at], one, two, three] {
            bytes.extend_from_slice(part);
        }
        Self(bytes.into_boxed_slice())
    }

    /// Returns the three strings.
    pub fn parts(&self) -> [&[u8]; 3] {
        let mut rest = &self.0[..];
        let [one, two] = [number(&mut rest), number(&mut rest)].map(|length| length as usize);
        let (one, rest) = rest.split_at(one.min(rest.len()));
        let (two, three) = rest.split_at(two.min(rest.len()));
        [one, two, three]
    }

    /// Returns how many bytes it takes.
    pub fn size(&self) -> usize {
        self.0.len()
    }
}

/// Gives the bytes of a number, seven bits each and the lowest first, to `put`.
pub fn put_number(mut value: u64, mut put: impl FnMut(u8)) {
    while value >= 0x80 {
        put(value as u8 | 0x80);
        value >>= 7;
    }
    put(value as u8);
}

/// Takes a number off the front of the bytes; 0 where there is none.
pub fn number(bytes: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    while let [byte, rest @ ..] = *bytes {
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 63 {
            break;
        }
    }
    value
}

/// What [`FileCoverage`] says, packed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PackedCoverage(Pieces);

impl PackedCoverage {
    /// Returns the bitmaps packed: instrumented, hit and partial lines, without zero bytes at the end,
    /// and the branches. Partial lines take no room where they are those that the branches tell.
    pub fn new([instrumented, hit, partial]: [&[u8]; 3], branches: &BranchLines) -> Self {
        let mut finer = Vec::new();
        if !partial.is_empty() || !branches.is_empty() {
            let told = branches.partial(hit);
            let (length, partial) = if told.as_bytes() == partial {
                (0, &[][..])
            } else {
                (partial.len() + 1, partial)
            };
            finer.reserve_exact(partial.len() + branches.as_bytes().len() + 3);
            put_number(length as u64, |byte| finer.push(byte));
            finer.extend_from_slice(partial);
            finer.extend_from_slice(branches.as_bytes());
        }
        Self(Pieces::new([instrumented, hit, &finer]))
    }

    /// Returns the coverage.
    pub fn unpacked(&self) -> FileCoverage {
        let [instrumented, hit, mut finer] = self.0.parts();
        let length = (number(&mut finer) as usize).checked_sub(1);
        let (partial, branches) = finer.split_at(length.unwrap_or(0).min(finer.len()));
        let branches = BranchLines::from_bytes(branches.to_vec());
        let set = |bitmap: &[u8]| LineSet::from_bytes(bitmap.to_vec());
        let partial = if length.is_none() { branches.partial(hit) } else { set(partial) };
        let [instrumented, hit] = [instrumented, hit].map(set);
        FileCoverage { instrumented, hit, partial, branches }
    }

    /// Returns how many lines there are and how many ran.
    pub fn counts(&self) -> LineCounts {
        let ones = |bitmap: &[u8]| bitmap.iter().map(|byte| u64::from(byte.count_ones())).sum();
        let [instrumented, hit, _] = self.0.parts();
        LineCounts { lines: ones(instrumented), hit: ones(hit) }
    }
}

impl From<&FileCoverage> for PackedCoverage {
    fn from(FileCoverage { instrumented, hit, partial, branches }: &FileCoverage) -> Self {
        Self::new([instrumented, hit, partial].map(LineSet::as_bytes), branches)
    }
}

impl fmt::Debug for PackedCoverage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.unpacked().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::branches::BranchLine;

    #[test]
    fn what_was_packed_comes_out_again() {
        let set = |lines: &[u32]| lines.iter().copied().collect::<LineSet>();
        let branches = |lines: &[(u32, u32, u32)]| -> BranchLines {
            let one = |(line, all, taken): &(u32, u32, u32)| BranchLine {
                line: *line,
                all: *all,
                taken: *taken,
            };
            lines.iter().map(one).collect()
        };
        for (instrumented, hit, partial, branches) in [
            (&[1, 9, 4_000][..], &[9][..], &[][..], branches(&[(9, 300, 7)])),
            (&[1, 9], &[9], &[], branches(&[])),
            (&[], &[], &[], branches(&[])),
            (&[3], &[3], &[3], branches(&[(3, 2, 1), (4, 2, 0)])),
            // What the branches tell is not what was told: one line more, one fewer.
            (&[3, 4], &[3, 4], &[3, 4], branches(&[(3, 2, 1), (4, 2, 2)])),
            (&[3, 4], &[3, 4], &[], branches(&[(3, 2, 1), (4, 2, 2)])),
            (&[3], &[3], &[3], branches(&[])),
        ] {
            let coverage = FileCoverage {
                instrumented: set(instrumented),
                hit: set(hit),
                partial: set(partial),
                branches,
            };
            let packed = PackedCoverage::from(&coverage);
            assert_eq!(packed.unpacked(), coverage);
            let counts = packed.counts();
            assert_eq!((counts.lines, counts.hit), (instrumented.len() as u64, hit.len() as u64));
        }
        assert_eq!(PackedCoverage::from(&FileCoverage::default()).0.size(), 0);
        let size = |partial| {
            let bitmaps = [&[0x0f][..], &[0x0f], partial];
            PackedCoverage::new(bitmaps, &branches(&[(3, 2, 1), (4, 2, 2)])).0.size()
        };
        assert_eq!(size(&[0x04]) + 1, size(&[0x0c]), "what the branches tell takes no room");
    }

    #[test]
    fn numbers_of_every_size_survive_and_a_cut_one_ends() {
        for value in [0, 1, 127, 128, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put_number(value, |byte| bytes.push(byte));
            assert_eq!(number(&mut &bytes[..]), value);
        }
        assert_eq!((number(&mut &[0xff, 0xff][..]), number(&mut &[][..])), (0x3fff, 0));
        assert!(Pieces::default().parts().iter().all(|part| part.is_empty()));
    }
}
