//! What a scan for assertions went through, and how dense assertions are.

use serde::Serialize;

use super::assertion::TestFunction;
use super::commit::CommitId;

/// What a scan went through. Every file that was seen is in exactly one of the four groups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ScanReach {
    /// The commit whose tree was read; `None` for a folder as it lies there.
    pub commit: Option<CommitId>,
    /// Files seen.
    pub seen: usize,
    /// Files of tests, or of Rust, that were read now.
    pub read: usize,
    /// Such files whose content was known from before.
    pub known: usize,
    /// Files that hold no tests by their name.
    pub other: usize,
    /// Files of tests that could not be read, with the reason.
    pub not_read: Vec<NotRead>,
}

/// A file of tests that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotRead {
    /// Path from the root.
    pub path: String,
    /// Why.
    pub because: String,
}

/// Assertion density of a module: assertions in the tests linked to it per 100 executable lines of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModuleDensity {
    /// The component of `escapee.toml`, else the folder.
    pub module: String,
    /// Its source files.
    pub files: usize,
    /// Its executable lines: first lines of statements. `None` where no file's language has an outline.
    pub executable_lines: Option<u64>,
    /// Tests linked to it.
    pub tests: usize,
    /// Of them, those that assert nothing.
    pub assertion_free: usize,
    /// Assertions in them.
    pub assertions: u64,
    /// Of them, those on a failure state.
    pub failure_states: u64,
    /// `100 · assertions / executable lines`; `None` without executable lines.
    pub density: Option<f64>,
}

/// What a scan says in short.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AssertionSummary {
    /// What was gone through.
    pub reach: ScanReach,
    /// Tests found.
    pub tests: usize,
    /// Assertions in them.
    pub assertions: u64,
    /// Of them, those on a failure state.
    pub failure_states: u64,
    /// Of them, those that cannot tell right from wrong.
    pub weak: u64,
    /// Tests that assert nothing, by path and line.
    pub assertion_free: Vec<TestFunction>,
    /// How densely each module is asserted, by name.
    pub modules: Vec<ModuleDensity>,
    /// Tests that are linked to no module.
    pub unlinked_tests: usize,
}
