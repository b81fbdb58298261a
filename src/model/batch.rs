//! What an importer gives: every record of the file, accepted, skipped or rejected.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The records of one file. `accepted + skipped + rejected` is the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch<T> {
    /// Records that were understood, in file order.
    pub accepted: Vec<T>,
    /// Records that were left out on purpose, each with the reason.
    pub skipped: Vec<Dropped>,
    /// Records that could not be understood, each with the reason.
    pub rejected: Vec<Dropped>,
    /// What the reader decided or noticed: encoding, delimiter, columns nobody reads.
    pub notes: Vec<String>,
}

impl<T> Default for Batch<T> {
    fn default() -> Self {
        Self { accepted: Vec::new(), skipped: Vec::new(), rejected: Vec::new(), notes: Vec::new() }
    }
}

impl<T> Batch<T> {
    /// Returns how many records the file held.
    pub fn seen(&self) -> usize {
        self.accepted.len() + self.skipped.len() + self.rejected.len()
    }
}

/// A record that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dropped {
    /// Line of the file where the record starts, 1-based; 0 where a format has no lines.
    pub line: u64,
    /// Why, in words a user can act on.
    pub reason: String,
}

/// The line every import ends with: `seen = imported + updated + unchanged + skipped + failed`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Records in the file.
    pub seen: usize,
    /// Records the store did not have.
    pub imported: usize,
    /// Records the store had with other content.
    pub updated: usize,
    /// Records the store had with the same content.
    pub unchanged: usize,
    /// Records left out on purpose.
    pub skipped: Vec<Dropped>,
    /// Records that could not be read.
    pub failed: Vec<Dropped>,
    /// What was decided or noticed on the way.
    pub notes: Vec<String>,
}

impl Reconciliation {
    /// Returns whether the parts add up to what was seen.
    pub fn balances(&self) -> bool {
        self.seen
            == self.imported
                + self.updated
                + self.unchanged
                + self.skipped.len()
                + self.failed.len()
    }

    /// Adds the account of another file.
    pub fn add(&mut self, part: Self) {
        self.seen += part.seen;
        self.imported += part.imported;
        self.updated += part.updated;
        self.unchanged += part.unchanged;
        self.skipped.extend(part.skipped);
        self.failed.extend(part.failed);
        self.notes.extend(part.notes);
    }

    /// Returns the reasons records were skipped for, each with its count, sorted by reason.
    pub fn skipped_by_reason(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for dropped in &self.skipped {
            *counts.entry(dropped.reason.as_str()).or_insert(0) += 1;
        }
        counts
    }
}
