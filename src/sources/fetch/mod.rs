//! Pages of live trackers for the same importers that read files.
//!
//! A client speaks to one server only: the one it was given. It asks politely, waits as it is told
//! and gives up after a while; the waiting itself is the caller's.

mod client;
mod error;
mod github;
mod polite;
mod url;

pub use error::FetchError;
pub use github::{GITHUB, GitHubPages};

use std::time::Duration;

use crate::model::batch::Batch;
use crate::model::incident::Incident;
use crate::model::sync::SyncCursor;

/// How a server is reached.
pub struct Access<'a> {
    /// Where its interface begins, as in `https://api.github.com`.
    pub base: String,
    /// What lets a reader in; it goes to that server and nowhere else.
    pub token: Option<String>,
    /// Waits for as long as it is told, after a word on what for.
    pub wait: &'a mut dyn FnMut(Duration, &str),
}

/// A page of a tracker's list.
#[derive(Debug)]
pub struct Page {
    /// Its records.
    pub batch: Batch<Incident>,
    /// Its bytes, for the log of imports.
    pub bytes: Vec<u8>,
    /// Where to go on once the page is stored.
    pub cursor: SyncCursor,
}
