//! What a commit changed against its first parent.

use serde::{Deserialize, Serialize};

use super::commit::{BlobId, CommitId};

/// A commit's change against its first parent (against nothing for a root).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The commit.
    pub commit: CommitId,
    /// Its first parent; `None` for a root.
    pub parent: Option<CommitId>,
    /// The files it changed, by path.
    pub files: Vec<FileChange>,
}

/// What a commit did to one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// Path at the parent; `None` where the file is new.
    pub old_path: Option<String>,
    /// Path at the commit; `None` where the file was removed.
    pub new_path: Option<String>,
    /// Content at the parent.
    pub old_blob: Option<BlobId>,
    /// Content at the commit.
    pub new_blob: Option<BlobId>,
    /// Whether git would call it binary; then there are no hunks.
    pub binary: bool,
    /// What changed, in order, without context.
    pub hunks: Vec<Hunk>,
}

impl FileChange {
    /// Returns the path it is known by: at the commit, else at the parent.
    pub fn path(&self) -> &str {
        self.new_path.as_deref().or(self.old_path.as_deref()).unwrap_or("")
    }
}

/// How much of a file changed between two commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Churn {
    /// Path at the earlier commit; `None` where the file is new.
    pub old_path: Option<String>,
    /// Path at the later commit; `None` where the file was removed.
    pub new_path: Option<String>,
    /// Lines put in.
    pub added: u64,
    /// Lines taken away.
    pub deleted: u64,
}

/// A stretch of lines that one side has and the other has not, as `git diff -U0` cuts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hunk {
    /// First old line; for a pure insertion the line it follows (0 at the top).
    pub old_first: u32,
    /// First new line; for a pure deletion the line it follows (0 at the top).
    pub new_first: u32,
    /// The lines taken away, without line ends; bytes that are not UTF-8 are replaced.
    pub removed: Vec<String>,
    /// The lines put in.
    pub added: Vec<String>,
}
