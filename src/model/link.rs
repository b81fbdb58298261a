//! Links from an incident to code: who or what says that this commit fixed or caused it.

use serde::{Deserialize, Serialize};

use super::commit::CommitId;
use super::incident::words;
use super::lines::LineRange;

/// One link of an incident to code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it points to.
    pub target: LinkTarget,
    /// Who or what says so.
    pub method: LinkMethod,
}

/// What a link points to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum LinkTarget {
    /// The commit that fixed it.
    Fix {
        /// Repository name.
        repo: String,
        /// The fix commit.
        commit: CommitId,
    },
    /// The commit that introduced it.
    Cause {
        /// Repository name.
        repo: String,
        /// The bug-introducing commit.
        commit: CommitId,
    },
    /// The lines that failed, where no fix is known yet.
    Region {
        /// Repository name.
        repo: String,
        /// Commit whose lines are meant.
        commit: CommitId,
        /// Path from the repository root.
        path: String,
        /// The lines.
        lines: LineRange,
    },
}

/// Who or what says so, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkMethod {
    /// A person, by `escapee link` or `incidents add`.
    Person,
    /// The record's `fix_commits` field.
    FixField,
    /// The record's `cause_commits` field.
    CauseField,
    /// A `root cause: <sha>` line in the record or in the fix's message.
    RootCauseLine,
    /// A `Fixes: <sha>` line in the fix's message.
    FixesLine,
    /// The fix is a revert of the commit it names.
    Revert,
    /// The record names another as its cause, whose key stands in a commit message.
    RegressedBy,
    /// The incident's key stands in a commit message.
    KeyInMessage,
    /// A stack trace in the record names the lines.
    StackFrame,
}

impl LinkMethod {
    /// Returns how far the method can be trusted.
    pub fn confidence(self) -> Confidence {
        match self {
            Self::RegressedBy | Self::KeyInMessage | Self::StackFrame => Confidence::Medium,
            _ => Confidence::High,
        }
    }
}

/// How far an answer can be trusted, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// More likely wrong than right cannot be excluded.
    Low,
    /// Usually right.
    Medium,
    /// Named by a person or by the record itself.
    High,
}

words!(LinkMethod {
    Person => "person", FixField => "fix-field", CauseField => "cause-field",
    RootCauseLine => "root-cause-line", FixesLine => "fixes-line", Revert => "revert",
    RegressedBy => "regressed-by", KeyInMessage => "key-in-message",
    StackFrame => "stack-frame",
});
words!(Confidence { Low => "low", Medium => "medium", High => "high" });

/// What a person said of an incident: kept as typed and resolved anew at each analysis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonLink {
    /// Incident the words are about.
    pub incident: String,
    /// `fix`, `cause` or `region`.
    pub role: LinkRole,
    /// `[repository:]REV` for fix and cause, `[repository:]PATH:A-B[@REV]` for a region.
    pub value: String,
}

/// What a person's word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkRole {
    /// The fix commit.
    Fix,
    /// The bug-introducing commit.
    Cause,
    /// The lines.
    Region,
}

words!(LinkRole { Fix => "fix", Cause => "cause", Region => "region" });
