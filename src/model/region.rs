//! Regions: the lines that carried a defect, and the commits that may have introduced it.

use serde::{Deserialize, Serialize};

use super::commit::CommitId;
use super::incident::words;
use super::lines::LineRange;

/// What tracing a fix gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The fix commit.
    pub fix: CommitId,
    /// Its first parent, whose lines everything here names; `None` for a root.
    pub parent: Option<CommitId>,
    /// The region, a file each, the file with most region lines first.
    pub files: Vec<FileRegion>,
    /// Commits that may have introduced the defect, best first.
    pub candidates: Vec<Candidate>,
    /// What stood in the way: a root, a shallow boundary, a binary file.
    pub notes: Vec<TraceNote>,
}

impl Trace {
    /// Returns whether objects were missing, so that the same question may have another answer once
    /// they are fetched.
    pub fn lacks_objects(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, TraceNote::MissingObject { .. }))
    }
}

/// The region in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRegion {
    /// Path at `Trace::parent`.
    pub path: String,
    /// The lines, ascending, each once.
    pub lines: Vec<RegionLine>,
    /// Functions that hold them, in file order.
    pub functions: Vec<String>,
    /// What kind of file it is.
    pub kind: FileKind,
    /// Whether the fix only puts lines in here: code that was missing.
    pub only_adds: bool,
    /// Whether all it puts in are new definitions: then no line existed that could have run.
    pub new_definitions_only: bool,
}

/// A line of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegionLine {
    /// Line at `Trace::parent`.
    pub line: u32,
    /// Why it belongs to the region.
    pub role: LineRole,
}

/// Why a line belongs to a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineRole {
    /// The fix deletes or changes it.
    Deleted,
    /// An executable neighbour, in the same function, of lines the fix puts in.
    Anchor,
    /// A person, a cause commit or the enclosing function names it.
    Function,
}

words!(LineRole { Deleted => "deleted", Anchor => "anchor", Function => "function" });

/// What kind of file a fix touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Source that a coverage tool can instrument.
    Source,
    /// A test, fixture or snapshot.
    Test,
    /// Configuration, infrastructure, migration or data: nothing instruments it.
    Configuration,
    /// Documentation and the like.
    Other,
}

words!(FileKind {
    Source => "source", Test => "test", Configuration => "configuration", Other => "other",
});

/// A commit that may have introduced the defect, and the lines that say so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The commit.
    pub commit: CommitId,
    /// Path at `Trace::parent` of the lines that led here.
    pub path: String,
    /// The lines that led here, at `Trace::parent`; `None` where a message or a person named the commit.
    pub lines: Option<LineRange>,
    /// How far the answer can be trusted, in `[0, 1]`.
    pub confidence: f64,
    /// How it was found.
    pub method: CandidateMethod,
    /// What speaks for it and against it, the strongest first; empty unless asked for, and where a
    /// message or a person named the commit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clues: Vec<Clue>,
}

/// Something that speaks for or against a candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clue {
    /// Its short name, as the table of weights lists it.
    pub name: String,
    /// What it says, in words.
    pub words: String,
    /// What was measured of the candidate.
    pub value: f64,
    /// What that adds to the candidate's score against the mean of all candidates of the fix; below
    /// zero it speaks against it.
    pub adds: f64,
}

/// How a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CandidateMethod {
    /// A person or the record names it.
    Person,
    /// The fix's message names it (`root cause:`, `Fixes:`).
    Message,
    /// The fix reverts it.
    Revert,
    /// Blame of lines the fix deletes or changes.
    Deleted,
    /// Blame of lines next to what the fix puts in.
    Adjacent,
    /// Blame of the enclosing function.
    Function,
    /// Blame of all the lines the fix deletes, comments and tests included.
    AnyLine,
    /// Blame of an earlier version of a line the fix deletes or changes.
    Earlier,
    /// It changed a file of the fix, and nothing closer is known.
    Touched,
}

words!(CandidateMethod {
    Person => "person", Message => "message", Revert => "revert", Deleted => "deleted",
    Adjacent => "adjacent", Function => "function", AnyLine => "any-line",
    Earlier => "earlier", Touched => "touched",
});

/// What stood in the way of a trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "note")]
pub enum TraceNote {
    /// The fix has no parent.
    Root,
    /// The fix is a merge; it was read against its first parent.
    Merge,
    /// The fix changes nothing against its first parent.
    Empty,
    /// A later commit took the fix back, so it does not count.
    Reverted {
        /// The commit that took it back.
        by: CommitId,
    },
    /// History ends at a shallow boundary; lines that old have no author commit.
    ShallowBoundary,
    /// A file is binary or too large to read line by line.
    Unreadable {
        /// The file.
        path: String,
    },
    /// The repository lacks an object, as a partial clone does, or it is damaged. What needs it is
    /// unknown.
    MissingObject {
        /// The object's id.
        id: String,
    },
}
