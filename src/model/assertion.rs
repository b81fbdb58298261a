//! Tests and what they assert.

use serde::{Deserialize, Serialize};

use super::incident::words;
use super::lines::LineRange;

/// A test function found in a source file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestFunction {
    /// Path from the repository root.
    pub path: String,
    /// Name with its owners, as in `TestCart.test_total`.
    pub name: String,
    /// Its lines.
    pub lines: LineRange,
    /// What it asserts, helpers followed one call deep; those of other files where the whole tree was
    /// read.
    pub assertions: Vec<Assertion>,
    /// Names it calls, last segment only, sorted, each once.
    pub calls: Vec<String>,
    /// Those of them that it calls last before an assertion: on the assertion's line, else on the nearest
    /// line in front of it that calls anything. Sorted, each once.
    #[serde(default)]
    pub asserted_calls: Vec<String>,
    /// Whether the source marks it as skipped or ignored.
    pub skipped: bool,
    /// How many rows of input are written beside it; `None` where it takes none or gets them elsewhere.
    #[serde(default)]
    pub rows: Option<u32>,
}

/// One assertion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// Line it stands on.
    pub line: u32,
    /// What it looks at.
    pub kind: AssertionKind,
    /// What it expects: error type, message, status or constant, in the source's words; empty where nothing is named.
    pub expects: String,
    /// Whether it can tell a right state from a wrong one.
    pub strength: Strength,
}

/// What an assertion looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssertionKind {
    /// An ordinary value.
    Value,
    /// A failure state: an error, a status of 400 or more, a panic.
    FailureState,
    /// That a mock was called.
    MockInteraction,
    /// A stored snapshot.
    Snapshot,
    /// A property over generated input.
    Property,
}

/// Whether an assertion can tell a right state from a wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Names what it expects.
    Strong,
    /// A weak oracle: any error, truthiness, not null, compared with itself.
    Weak,
}

words!(AssertionKind {
    Value => "value", FailureState => "failure-state", MockInteraction => "mock-interaction",
    Snapshot => "snapshot", Property => "property",
});
words!(Strength { Strong => "strong", Weak => "weak" });
