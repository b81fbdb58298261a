//! The open section of an LCOV report: its lines and branches, in buffers that are used again.

use super::branches::{Branches, Key};
use crate::model::packed_coverage::Pieces;

/// Most branches of a section; generated sources of a million lines have fewer.
const MAX_BRANCHES: usize = 1 << 20;
/// Branches up to which no repeats are looked for.
const FEW_BRANCHES: usize = 1 << 12;

/// Lines and branches since the section began.
#[derive(Debug, Default)]
pub(super) struct Section {
    instrumented: Vec<u8>,
    hit: Vec<u8>,
    /// Bytes of the bitmaps in use; what lies behind is zero.
    used: usize,
    /// Its branches.
    pub(super) branches: Branches,
    /// How many branches there may be before repeats are looked for.
    room: usize,
    /// The branches, packed.
    bytes: Vec<u8>,
}

impl Section {
    /// Adds an instrumented line, hit or not; a line is at least 1.
    pub(super) fn add_line(&mut self, line: u32, hit: bool) {
        let (byte, bit) = (((line - 1) / 8) as usize, (line - 1) % 8);
        if byte >= self.used {
            self.reach(byte + 1);
        }
        self.instrumented[byte] |= 1 << bit;
        self.hit[byte] |= u8::from(hit) << bit;
    }

    /// Adds a branch; returns whether there is room for it.
    pub(super) fn add_branch(&mut self, line: u32, key: Key, taken: bool) -> bool {
        if self.branches.len() == self.room && self.room < MAX_BRANCHES {
            // Looked for only as often as their number doubled, so that it costs little.
            self.branches.settle();
            self.room = (self.branches.len() * 2).clamp(FEW_BRANCHES, MAX_BRANCHES);
        }
        let has_room = self.branches.len() < self.room;
        if has_room {
            self.branches.add(line, key, taken);
        }
        has_room
    }

    /// Adds the lines of two bitmaps.
    pub(super) fn unite(&mut self, instrumented: &[u8], hit: &[u8]) {
        self.reach(instrumented.len().max(hit.len()).max(self.used));
        for (mine, theirs) in [(&mut self.instrumented, instrumented), (&mut self.hit, hit)] {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine |= theirs;
            }
        }
    }

    /// Returns the bitmap of the instrumented lines, without zero bytes at the end.
    pub(super) fn instrumented(&self) -> &[u8] {
        without_zeros(&self.instrumented[..self.used])
    }

    /// Returns the bitmap of the lines that ran, without zero bytes at the end.
    pub(super) fn hit(&self) -> &[u8] {
        without_zeros(&self.hit[..self.used])
    }

    /// Returns all of it in one piece: instrumented lines, hit lines, branches.
    pub(super) fn packed(&mut self) -> Pieces {
        self.branches.pack(&mut self.bytes);
        Pieces::new([self.instrumented(), self.hit(), &self.bytes])
    }

    /// Returns how many bytes its lines and branches take.
    pub(super) fn size(&self) -> u64 {
        (2 * self.used + 8 * self.branches.len()) as u64
    }

    /// Returns whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.used == 0 && self.branches.len() == 0
    }

    /// Makes it ready for another section.
    pub(super) fn clear(&mut self) {
        self.instrumented[..self.used].fill(0);
        self.hit[..self.used].fill(0);
        self.used = 0;
        self.branches.clear();
    }

    fn reach(&mut self, used: usize) {
        self.used = used;
        if used > self.instrumented.len() {
            let length = used.next_power_of_two();
            self.instrumented.resize(length, 0);
            self.hit.resize(length, 0);
        }
    }
}

fn without_zeros(bitmap: &[u8]) -> &[u8] {
    let end = bitmap.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    &bitmap[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_knows_nothing_of_the_one_before() {
        let mut section = Section::default();
        assert!(section.is_empty());
        for (line, hit) in [(300, true), (1, false), (1, true), (2, false)] {
            section.add_line(line, hit);
        }
        assert_eq!((section.instrumented().len(), section.hit()[0]), (38, 1));
        section.clear();
        assert!(section.is_empty() && section.instrumented().is_empty());
        section.add_line(9, false);
        section.unite(&[0, 0, 1], &[1]);
        assert_eq!((section.instrumented(), section.hit()), (&[0, 1, 1][..], &[1][..]));
    }

    #[test]
    fn endless_repeats_of_a_branch_take_no_room_and_endless_branches_have_an_end() {
        let mut section = Section::default();
        let key = |n: u64| Key::of_numbers(n % 4, n / 4).unwrap();
        assert!((0..1 << 16).all(|n| section.add_branch(1, key(n % 4), false)));
        assert!(section.branches.len() <= FEW_BRANCHES);
        section.clear();
        let all = MAX_BRANCHES as u64 + 1_000;
        let taken = (0..all).filter(|n| section.add_branch(1 + (n >> 20) as u32, key(*n), true));
        assert_eq!(taken.count(), MAX_BRANCHES);
    }
}
