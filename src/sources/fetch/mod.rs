//! Pages of live trackers for the same importers that read files.
//!
//! A client speaks to one server only: the one it was given. It asks politely, waits as it is told
//! and gives up after a while; the waiting itself is the caller's. A list is read oldest change
//! first where the tracker can do that, so that a reader that was stopped goes on from the newest
//! change it stored.

mod authorization;
mod client;
mod closing;
mod error;
mod github;
mod gitlab;
mod going_on;
mod jira;
mod link;
mod list;
mod pagerduty;
mod pages;
mod pass;
mod polite;
mod releases;
mod sentry;
mod taken;
mod url;

pub use error::FetchError;
pub use list::{JiraApi, List};
pub use pages::Pages;
pub use releases::{ReleaseList, releases};

use std::collections::BTreeMap;
use std::time::Duration;

use crate::model::batch::Batch;
use crate::model::commit::Time;
use crate::model::incident::Incident;
use crate::model::raw::{RawForm, RawRecord};
use crate::model::sync::SyncCursor;

/// How a server is reached.
pub struct Access<'a> {
    /// Where its interface begins, as in `https://api.github.com`.
    pub base: String,
    /// Whose token it is, where the tracker asks for a name beside it.
    pub user: Option<String>,
    /// What lets a reader in; it goes to that server and nowhere else.
    pub token: Option<String>,
    /// The present.
    pub now: Time,
    /// Waits for as long as it is told, after a word on what for.
    pub wait: &'a mut dyn FnMut(Duration, &str),
}

/// A page of a tracker's list.
#[derive(Debug)]
pub struct Page {
    /// Its records.
    pub batch: Batch<Incident>,
    /// How its raw records are read.
    pub form: RawForm,
    /// What is kept of its records as the tracker told them.
    pub raws: Vec<RawRecord>,
    /// What the tracker itself knows a record by, by the id it is shown under, where the two differ
    /// and the second may change.
    pub keys: BTreeMap<String, String>,
    /// Where to go on once the page is stored.
    pub cursor: SyncCursor,
    /// Whether the list was read to its end with it.
    pub last: bool,
}
