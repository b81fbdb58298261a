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
}

/// A reading of a list from some place to its end. What changes meanwhile moves to the end and
/// shifts the rest, so a list that changed after the reading began is read again from its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPass {
    /// Where it started; `None` is the list's own start.
    pub since: Option<Time>,
    /// When it started, by the server's clock.
    pub began: Time,
}
