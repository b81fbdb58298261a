//! Critical flows as their tests stand at a commit, and failure states that no test asserts.

use serde::{Deserialize, Serialize};

use super::assertion::AssertionKind;
use super::commit::{CommitId, Time};
use super::evidence::TestLinkMethod;
use super::incident::words;
use super::rate::Rate;

/// All flows of a project at one commit of one repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowReport {
    /// Repository name.
    pub repo: String,
    /// The commit.
    pub commit: CommitId,
    /// When it was committed.
    pub at: Time,
    /// The newest release before it; `None` where there is none.
    pub since: Option<FlowRelease>,
    /// The flows, in the order of `escapee.toml`.
    pub flows: Vec<FlowStanding>,
    /// What the numbers rest on that is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// The release that changes are counted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowRelease {
    /// Its tag.
    pub tag: String,
    /// The commit it names.
    pub commit: CommitId,
}

/// One flow at a commit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowStanding {
    /// Its name.
    pub name: String,
    /// Files of its code at the commit; empty where its paths and functions name none.
    pub files: Vec<String>,
    /// Functions of its code.
    pub functions: u32,
    /// Statements of its code.
    pub statements: u32,
    /// Tests linked to its code, those that the source skips not counted.
    pub tests: u32,
    /// Assertions in them.
    pub assertions: u32,
    /// Assertions in the linked tests for 100 statements of the code; `None` without statements.
    pub assertion_density: Option<f64>,
    /// Its failure states, in the order of `escapee.toml`.
    pub states: Vec<StateStanding>,
    /// Failure states asserted of those listed.
    pub asserted: Rate,
    /// Statements that ran in a test of those that a report knows; `n` of 0 without one.
    pub covered: Rate,
    /// Statements that no report at or before the commit speaks of.
    pub unknown_statements: u32,
    /// Mutants noticed of those tried; `n` of 0 where none was.
    pub mutants: Rate,
    /// Functions that tests run and of whose mutants, two or more, none was noticed.
    pub pseudo_tested: Vec<String>,
    /// What changed since the release; `None` without one.
    pub changed: Option<FlowChange>,
}

/// A failure state of a flow, and who asserts it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateStanding {
    /// Its name.
    pub name: String,
    /// The assertions on it, strongest link first; empty is "none".
    pub by: Vec<StateAssertion>,
}

/// An assertion on a failure state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateAssertion {
    /// Path of the test's file.
    pub path: String,
    /// Line of the assertion.
    pub line: u32,
    /// The test, with its owners.
    pub test: String,
    /// What the assertion expects.
    pub expects: String,
    /// What it looks at.
    pub kind: AssertionKind,
    /// How the test is linked to the flow's code.
    pub method: TestLinkMethod,
    /// How often such links are right; see [`TestLinkMethod::score`].
    pub score: f64,
}

/// What changed in a flow since a release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowChange {
    /// Commits since then that touch its code, newest first.
    pub commits: Vec<FlowCommit>,
    /// Failure states asserted now and not then.
    pub gained: Vec<String>,
    /// Failure states asserted then and not now.
    pub lost: Vec<String>,
    /// Statements then.
    pub statements: u32,
    /// Assertions in the linked tests then.
    pub assertions: u32,
    /// Statements covered then, of those a report knew then.
    pub covered: (u64, u64),
    /// Mutants noticed then, of those tried then.
    pub mutants: (u64, u64),
}

/// A commit that touches a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowCommit {
    /// The commit.
    pub commit: CommitId,
    /// First line of its message.
    pub subject: String,
}

/// A place where code fails on purpose, or deals with a failure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FailurePoint {
    /// Line of the file.
    pub line: u32,
    /// What the code does there.
    pub kind: FailurePointKind,
    /// Error type or variant it names; empty where it names none.
    pub error: String,
    /// Message it gives, where one stands there.
    pub message: Option<String>,
    /// HTTP status of 400 or more.
    pub status: Option<u32>,
    /// Errors that a declared one derives from.
    pub bases: Vec<String>,
}

/// What code does at a failure point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailurePointKind {
    /// It throws or returns an error.
    Raised,
    /// It answers with a failing status.
    Status,
    /// It declares an error type or a variant of one.
    Declared,
    /// It branches on an error.
    Branch,
}

words!(FailurePointKind {
    Raised => "raised", Status => "status", Declared => "declared", Branch => "branch",
});

/// A failure state that the code has and no linked test asserts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Repository name.
    pub repo: String,
    /// The flow whose code it is in; `None` where a path was asked for.
    pub flow: Option<String>,
    /// Name for it, as in `card-declined`.
    pub name: String,
    /// What the code does.
    pub kind: FailurePointKind,
    /// Error type an assertion on it would name.
    pub error: Option<String>,
    /// Message an assertion on it would name.
    pub message: Option<String>,
    /// Status an assertion on it would name.
    pub status: Option<u32>,
    /// Path of the file.
    pub path: String,
    /// The lines where it stands, ascending.
    pub lines: Vec<u32>,
    /// Functions that hold them.
    pub functions: Vec<String>,
    /// Tests linked to the file; none of them asserts it.
    pub tests: u32,
}
