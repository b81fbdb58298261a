//! Tests that exercised a region.

use serde::{Deserialize, Serialize};

use crate::model::assertion::Assertion;
use crate::model::incident::words;
/// A test that exercised the region, and how that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoveringTest {
    /// Path of the test's file at the moment.
    pub path: String,
    /// Name with its owners.
    pub name: String,
    /// First line of the test at the moment.
    #[serde(default)]
    pub line: u32,
    /// How the link was found.
    pub method: TestLinkMethod,
    /// How often such links are right, at the least; see [`TestLinkMethod::score`].
    #[serde(default)]
    pub score: f64,
    /// What it asserts.
    pub assertions: Vec<Assertion>,
    /// Whether it is marked as skipped in the source.
    pub skipped: bool,
}

/// How a test was linked to a region, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestLinkMethod {
    /// Per-test coverage names it.
    PerTestCoverage,
    /// A mutation report names it as one that runs or noticed a mutant of the region.
    MutationReport,
    /// It calls the region's function last before an assertion.
    #[serde(rename = "last-call-before-assertion", alias = "last-call")]
    LastCall,
    /// It calls the region's function by name.
    CallsFunction,
    /// It calls the class that owns the function.
    CallsOwner,
    /// Its file mirrors the name of the region's file.
    MirroredPath,
    /// It uses a name that the region's file defines.
    UsesFile,
    /// Its file imports the region's file.
    ImportsFile,
}

impl TestLinkMethod {
    /// Returns how often a test linked so ran the region, in `[0, 1]`, at the least.
    ///
    /// Measured on the real bugs of the README, with per-test coverage left out: of the tests linked
    /// by a method, those that the contexts confirm; the score is the lower end of Wilson's 95 %
    /// interval of that share. 49 of 54 where the function is called last before an assertion, 7 of 10 for
    /// other calls of it, 52 of 84 for calls of its class, 6 of 31 for files of the same name, 4 of 4 for
    /// names of the file. What a report names is
    /// taken as it is.
    pub fn score(self) -> f64 {
        match self {
            Self::PerTestCoverage | Self::MutationReport => 1.0,
            Self::LastCall => 0.80,
            Self::CallsFunction => 0.40,
            Self::CallsOwner | Self::UsesFile => 0.51,
            // Imports alone decided for none of those bugs; they are taken for no surer than a name.
            Self::MirroredPath | Self::ImportsFile => 0.09,
        }
    }
}

words!(TestLinkMethod {
    PerTestCoverage => "per-test-coverage", MutationReport => "mutation-report",
    LastCall => "last-call-before-assertion", CallsFunction => "calls-function",
    CallsOwner => "calls-owner", MirroredPath => "mirrored-path", UsesFile => "uses-file",
    ImportsFile => "imports-file",
});
