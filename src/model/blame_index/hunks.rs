//! Where two versions of a file differ, line by line, remembered by their contents.

use std::collections::HashMap;
use std::ops::Range;

/// A stretch of lines that differs, in 0-based half-open line numbers. Either side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineHunk {
    /// Lines of the old content.
    pub old: Range<u32>,
    /// Lines of the new content.
    pub new: Range<u32>,
}

/// Two blobs by number, and whether white space was ignored.
pub type BlobPair = (u32, u32, bool);

/// Hunks by the two blobs they stand between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hunks {
    all: Vec<LineHunk>,
    places: HashMap<BlobPair, (u32, u32)>,
}

impl Hunks {
    pub(super) fn add(&mut self, pair: BlobPair, hunks: &[LineHunk]) {
        let start = self.all.len() as u32;
        self.all.extend_from_slice(hunks);
        self.places.insert(pair, (start, self.all.len() as u32));
    }

    pub(super) fn get(&self, pair: BlobPair) -> Option<&[LineHunk]> {
        let (start, end) = self.places.get(&pair)?;
        self.all.get(*start as usize..*end as usize)
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}
