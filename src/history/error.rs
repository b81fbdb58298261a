//! Why git history could not be read.

use std::path::PathBuf;

use crate::model::commit::{BlobId, CommitId};

/// What failed while reading a repository, and on which thing.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The path leads nowhere.
    #[error("no folder `{path}`")]
    NoSuchFolder {
        /// The path asked for.
        path: PathBuf,
    },
    /// The folder is there but git would not take it for a repository.
    #[error("`{path}` is not a git repository")]
    NotARepository {
        /// The path asked for.
        path: PathBuf,
        /// What git's layout lacked.
        source: Box<gix::Error>,
    },
    /// Branches, tags, the shallow list or the commit graph could not be read.
    #[error("cannot read `{what}`")]
    Unreadable {
        /// What was read.
        what: &'static str,
        /// Why not.
        source: Box<gix::Error>,
    },
    /// A revision names no commit, or more than one.
    #[error("no commit is known as `{rev}`")]
    UnknownRevision {
        /// The revision as typed.
        rev: String,
        /// Why not, where there is more to say.
        source: Option<Box<gix::Error>>,
    },
    /// An id is not a full hexadecimal object id.
    #[error("`{id}` is not the id of a git object")]
    InvalidId {
        /// The text found instead.
        id: String,
    },
    /// An object is not in the repository, as in a partial or damaged clone.
    #[error("object `{id}` is missing")]
    Missing {
        /// The object's id.
        id: String,
    },
    /// An object is there but cannot be read.
    #[error("cannot read object `{id}`")]
    Damaged {
        /// The object's id.
        id: String,
        /// Why not.
        source: Box<gix::Error>,
    },
    /// An object is of another kind than asked for.
    #[error("object `{id}` is a {found}, not a {wanted}")]
    WrongKind {
        /// The object's id.
        id: String,
        /// Its kind.
        found: &'static str,
        /// The kind asked for.
        wanted: &'static str,
    },
    /// A tree's bytes are no tree.
    #[error("tree `{id}` is not written as git writes trees")]
    OddTree {
        /// The tree's id; the new one of two.
        id: String,
    },
    /// Grafts or replaced objects made a commit its own ancestor.
    #[error("grafts or replaced objects lead from commit `{}` back to itself", commit.short())]
    Circle {
        /// A commit of the circle.
        commit: CommitId,
    },
    /// The file does not exist at the commit.
    #[error("no file `{path}` at commit `{}`", commit.short())]
    NoSuchFile {
        /// The commit.
        commit: CommitId,
        /// The path looked for.
        path: String,
    },
    /// The path is a folder, a symbolic link or a submodule.
    #[error("`{path}` is not a regular file at commit `{}`", commit.short())]
    NotAFile {
        /// The commit.
        commit: CommitId,
        /// The path looked for.
        path: String,
    },
    /// A range of lines starts past the end of the file.
    #[error("`{path}` has {count} lines at commit `{}`, so there is no line {line}", commit.short())]
    NoSuchLine {
        /// The commit.
        commit: CommitId,
        /// The file.
        path: String,
        /// The first line asked for.
        line: u32,
        /// How many lines the file has.
        count: u32,
    },
    /// A range of lines is empty or starts at line 0.
    #[error("`{first}-{last}` is not a range of lines")]
    EmptyRange {
        /// First line asked for.
        first: u32,
        /// Last line asked for.
        last: u32,
    },
    /// A file is larger than escapee reads.
    #[error("content `{blob}` has {bytes} bytes, more than the {limit} that are read")]
    TooLarge {
        /// The content's id.
        blob: BlobId,
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
}
