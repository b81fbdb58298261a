//! A set of lines as a bitmap: one bit a line, the unit coverage is kept in.

/// A set of 1-based lines. Line `n` is bit `n - 1`; equal sets have equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LineSet {
    bytes: Vec<u8>,
}

impl LineSet {
    /// Highest line a set holds; reports that claim more are rejected line by line.
    pub const MAX_LINE: u32 = 1 << 24;

    /// Returns the set whose bitmap is `bytes`, least significant bit first.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Self {
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        Self { bytes }
    }

    /// Returns the bitmap, least significant bit first, without trailing zero bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds a line; gives back whether it was a line a set can hold.
    pub fn insert(&mut self, line: u32) -> bool {
        if line == 0 || line > Self::MAX_LINE {
            return false;
        }
        let (byte, bit) = place(line);
        if self.bytes.len() <= byte {
            self.bytes.resize(byte + 1, 0);
        }
        self.bytes[byte] |= bit;
        true
    }

    /// Returns whether the line is in the set.
    pub fn contains(&self, line: u32) -> bool {
        if line == 0 {
            return false;
        }
        let (byte, bit) = place(line);
        self.bytes.get(byte).is_some_and(|b| b & bit != 0)
    }

    /// Adds every line of `other`.
    pub fn unite(&mut self, other: &Self) {
        if self.bytes.len() < other.bytes.len() {
            self.bytes.resize(other.bytes.len(), 0);
        }
        for (mine, theirs) in self.bytes.iter_mut().zip(&other.bytes) {
            *mine |= theirs;
        }
    }

    /// Removes every line that is also in `other`.
    pub fn subtract(&mut self, other: &Self) {
        for (mine, theirs) in self.bytes.iter_mut().zip(&other.bytes) {
            *mine &= !theirs;
        }
        while self.bytes.last() == Some(&0) {
            self.bytes.pop();
        }
    }

    /// Returns how many lines the set holds.
    pub fn count(&self) -> u32 {
        self.bytes.iter().map(|b| b.count_ones()).sum()
    }

    /// Returns whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the lines, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.bytes.iter().enumerate().flat_map(|(byte, bits)| {
            (0..8)
                .filter(move |bit| bits & (1 << bit) != 0)
                .map(move |bit| byte as u32 * 8 + bit + 1)
        })
    }
}

impl FromIterator<u32> for LineSet {
    fn from_iter<I: IntoIterator<Item = u32>>(lines: I) -> Self {
        let mut set = Self::default();
        for line in lines {
            set.insert(line);
        }
        set
    }
}

fn place(line: u32) -> (usize, u8) {
    (((line - 1) / 8) as usize, 1 << ((line - 1) % 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_put_in_and_nothing_else() {
        let mut set: LineSet = [1, 8, 9, 300].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 8, 9, 300]);
        assert!(!set.contains(2) && !set.contains(0));
        set.subtract(&[300].into_iter().collect());
        assert_eq!((set.count(), set.as_bytes().len()), (3, 2));
        assert!(!set.insert(0) && !set.insert(LineSet::MAX_LINE + 1));
    }
}
