//! Proposals: commits that may have fixed an incident that names none.

use serde::{Deserialize, Serialize};

use super::commit::{CommitId, Time};

/// A commit that may have fixed an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Repository name.
    pub repo: String,
    /// The commit.
    pub commit: CommitId,
    /// First line of its message.
    pub subject: String,
    /// When it was committed.
    pub at: Time,
    /// How much speaks for it, 0 to 1; no probability.
    pub score: f64,
    /// What speaks for it, in words.
    pub reasons: Vec<String>,
}
