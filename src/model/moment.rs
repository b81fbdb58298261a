//! Moments: the commit at which evidence is read.

use serde::{Deserialize, Serialize};

use super::commit::{CommitId, Time};
use super::incident::words;

/// Which commit of a defect's life is meant by "then".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentKind {
    /// What ran when the incident started (the default).
    Shipped,
    /// The earliest release that contains the introducing commit.
    FirstShipped,
    /// The introducing commit itself.
    Introduced,
    /// The first parent of the fix.
    FixParent,
}

words!(MomentKind {
    Shipped => "shipped", FirstShipped => "first-shipped", Introduced => "introduced",
    FixParent => "fix-parent",
});

/// The rung of the ladder that named the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// (a) The deployment live then in its environment and component.
    Deployment,
    /// (b) The incident's affected version.
    AffectedVersion,
    /// (c) The newest matching tag at or before the start that contains the introducing commit.
    Tag,
    /// (d) The default branch, first parent, at the start.
    DefaultBranch,
    /// (e) The fix's first parent: not shipped.
    FixParent,
    /// The bug-introducing commit, for what was caught before release.
    Introduced,
    /// (f) Nothing tells.
    Unknown,
}

words!(Rung {
    Deployment => "deployment", AffectedVersion => "affected-version", Tag => "tag",
    DefaultBranch => "default-branch", FixParent => "fix-parent", Introduced => "introduced",
    Unknown => "unknown",
});

/// The commit at which evidence is read, and why that one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Which moment was asked for.
    pub kind: MomentKind,
    /// How it was found.
    pub rung: Rung,
    /// The commit; `None` where nothing tells.
    pub commit: Option<CommitId>,
    /// When that was live or committed.
    pub at: Option<Time>,
    /// Tag or version it is known by.
    pub version: Option<String>,
}
