//! Commits and the ids of git objects.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point in time, always UTC.
pub type Time = chrono::DateTime<chrono::Utc>;

/// The id of a commit: full, lower-case hexadecimal, 40 digits (SHA-1) or 64 (SHA-256).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommitId(pub String);

impl CommitId {
    /// Returns the first ten digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..10).unwrap_or(&self.0)
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of a file's content (a git blob): full, lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobId(pub String);

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A commit as escapee reads it. Persons are left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// Its parents, in git's order; empty for a root.
    pub parents: Vec<CommitId>,
    /// When it was committed (the committer's date).
    pub committed_at: Time,
    /// When it was written (the author's date).
    pub authored_at: Time,
    /// The whole message; bytes that are not UTF-8 are replaced.
    pub message: String,
}

impl Commit {
    /// Returns the first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or("")
    }
}

/// A tag and the commit it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Short name, as in `v1.2`.
    pub name: String,
    /// The commit it peels to.
    pub commit: CommitId,
    /// The tagger's date, else the commit date.
    pub at: Time,
}
