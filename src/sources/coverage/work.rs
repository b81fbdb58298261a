//! Work that a report causes beyond its reading, held against what was read: records in a hostile order
//! would have it done anew for each of them.

/// Bytes that may be packed and unpacked before they are held against what was read.
const FREE: u64 = 1 << 28;

/// Bytes packed and unpacked, and what was read for them.
#[derive(Debug, Default)]
pub(super) struct Work {
    done: u64,
    read: u64,
    /// Bytes that a unit of what was read may cause.
    for_each: u64,
}

impl Work {
    /// Returns no work yet, with how many bytes of it a unit of what is read may cause.
    pub(super) fn of(for_each: u64) -> Self {
        Self { for_each, ..Self::default() }
    }

    /// Counts what was read.
    pub(super) fn read(&mut self, units: u64) {
        self.read += units;
    }

    /// Counts bytes of work; returns whether it is within what was read.
    pub(super) fn take(&mut self, bytes: u64) -> bool {
        self.done = self.done.saturating_add(bytes);
        self.done <= FREE.saturating_add(self.read.saturating_mul(self.for_each))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_allows_work_beyond_what_is_free() {
        let mut work = Work::of(10);
        assert!(work.take(FREE) && !work.take(9));
        work.read(1);
        assert!(work.take(1) && !work.take(1));
    }
}
