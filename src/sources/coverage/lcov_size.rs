//! How much of memory the files of an LCOV report take, and may take.

use crate::sources::SourceError;

/// Most bytes that the files of one report may take, with their paths, lines and branches.
pub(super) const MAX_SIZE: u64 = 64 << 20;
/// Most of them that lines and branches may take, which stand in memory more than once while a section
/// is packed.
const MAX_PACKED: u64 = 36 << 20;
/// Bytes that a file takes beside its path and lines; more where it has no line, as few real ones do.
pub(super) const FILE_SIZE: u64 = 320;
pub(super) const EMPTY_SIZE: u64 = 160;

/// What the files take.
#[derive(Debug, Default)]
pub(super) struct Size {
    all: u64,
    /// Of it what lines and branches take.
    packed: u64,
    most: u64,
}

impl Size {
    /// Returns nothing yet, of so many bytes.
    pub(super) fn within(most: u64) -> Self {
        Self { most, ..Self::default() }
    }

    /// Counts a new file.
    pub(super) fn file(&mut self, path: &str) -> Result<(), SourceError> {
        self.all += FILE_SIZE + EMPTY_SIZE + path.len() as u64;
        if self.all > self.most { Err(self.refused()) } else { Ok(()) }
    }

    /// Counts what the lines and branches of a file take more; one that had none has some now.
    pub(super) fn grow(&mut self, growth: u64, had_none: bool) {
        let spared = if had_none { EMPTY_SIZE } else { 0 };
        (self.all, self.packed) = (self.all + growth - spared, self.packed + growth);
    }

    /// Refuses what takes more than it may.
    pub(super) fn check(&self) -> Result<(), SourceError> {
        if self.has_room_for(0) { Ok(()) } else { Err(self.refused()) }
    }

    /// Returns whether so many bytes of packed lines may be kept beside.
    pub(super) fn has_room_for(&self, bytes: u64) -> bool {
        self.all + bytes <= self.most && self.packed + bytes <= MAX_PACKED
    }

    /// Returns why the report is refused.
    pub(super) fn refused(&self) -> SourceError {
        SourceError::TooLarge { limit: self.most }
    }
}
