//! Room for what a reader keeps of a report, counted in bytes: a hostile report ends where it is used
//! up, and what comes after is counted and not kept.

/// Bytes that a reader may still keep.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    left: u64,
    is_full: bool,
}

impl Room {
    /// Returns room for so many bytes.
    pub(super) fn of(bytes: u64) -> Self {
        Self { left: bytes, is_full: false }
    }

    /// Returns whether so many bytes fit, without taking them.
    pub(super) fn has(&self, bytes: usize) -> bool {
        !self.is_full && bytes as u64 <= self.left
    }

    /// Takes bytes; returns whether there was room for them. After the first that did not fit nothing
    /// does, so that what is kept is a beginning.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes as u64).filter(|_| !self.is_full) {
            Some(left) => self.left = left,
            None => self.is_full = true,
        }
        !self.is_full
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_after_the_first_that_did_not_fit_does_not_fit() {
        let mut room = Room::of(10);
        assert!(room.take(7) && room.has(3) && !room.has(4));
        assert!(!room.take(4) && !room.take(1));
    }
}
