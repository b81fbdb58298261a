//! How far a live tracker was read.

use serde::{Deserialize, Serialize};

use super::commit::Time;

/// How far a tracker's list was read; the default is not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncCursor {
    /// The newest change among the records that were stored; the next reading starts there.
    pub since: Option<Time>,
    /// What the server called the state of the first page, once the list was read to its end.
    pub etag: Option<String>,
    /// The reading that has not come to the list's end yet.
    pub pass: Option<SyncPass>,
    /// What became of the records since the last time a reading came to the end.
    #[serde(default)]
    pub counts: SyncCounts,
}

/// What became of the records of a reading, over all runs that it took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncCounts {
    /// Records that were new.
    pub imported: usize,
    /// Records that had changed.
    pub updated: usize,
}

/// A reading of a list from some place to its end. What changes meanwhile moves to the end and
/// shifts the rest, so a list that changed after the reading began is read again from its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPass {
    /// Where it started; `None` is the list's own start.
    pub since: Option<Time>,
    /// When it started, by the server's clock.
    pub began: Time,
    /// Address of the page to go on with, where a list is read newest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The newest change met so far, where it counts only once the list was read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Time>,
    /// Whether records came out of the order of their changes, so that what was met says nothing of
    /// what is still to come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disordered: bool,
    /// The oldest record met so far that is not resolved, where changes cannot be asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_open: Option<Time>,
}
