//! Escape classes and verdicts.

use serde::{Deserialize, Serialize};

use super::commit::CommitId;
use super::incident::words;
use super::link::Confidence;

/// Why the tests missed it: the first rule that fits, in the order of the definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EscapeClass {
    /// Found before production, duplicate, user error, not reproducible. Counted apart.
    X0,
    /// Vendor outage, hardware, manual operation. Counted apart.
    X1,
    /// A covering test failed before shipping and was not heeded.
    S,
    /// No executable statement of the region ran.
    C,
    /// Some statements or branches of the region did not run.
    B,
    /// The region is covered and the fix changes what a covering test expects.
    O,
    /// Covered, and no covering test asserts anything.
    E,
    /// Covered and verified, and a condition beyond the suite was needed.
    N,
    /// Covered and verified otherwise: the failing state was never asserted.
    F,
    /// Every rule abstained.
    U,
}

words!(EscapeClass {
    X0 => "X0", X1 => "X1", S => "S", C => "C", B => "B", O => "O", E => "E", N => "N", F => "F",
    U => "U",
});

impl EscapeClass {
    /// Returns the words charts and text use.
    pub fn label(self) -> &'static str {
        match self {
            Self::X0 => "not an escape",
            Self::X1 => "no code of ours",
            Self::S => "signal lost",
            Self::C => "uncovered",
            Self::B => "covered, branch not taken",
            Self::O => "asserted, wrong expectation",
            Self::E => "covered, nothing asserted",
            Self::N => "beyond the suite",
            Self::F => "covered, failing state not asserted",
            Self::U => "not determined",
        }
    }

    /// Returns the class as one of the answers people choose from.
    pub fn choice(self) -> &'static str {
        match self {
            Self::X0 => "found before production, a duplicate or an error of the user",
            Self::X1 => "our code had no part in it",
            Self::S => "a test failed before the release and was not heeded",
            Self::C => "no test ran the code",
            Self::B => "tests ran some of the code, not all",
            Self::O => "a test expected the wrong result",
            Self::E => "tests ran the code and asserted nothing of it",
            Self::N => "tests ran it and asserted; it took a condition that no suite holds",
            Self::F => "tests ran it and asserted, but never the state that failed",
            Self::U => "it cannot be told",
        }
    }

    /// Returns whether the class counts as an escape of our code.
    pub fn is_escape(self) -> bool {
        !matches!(self, Self::X0 | Self::X1)
    }
}

/// The answer on one incident, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The class.
    pub class: EscapeClass,
    /// Place of the rule in the table, 1 to 10.
    pub rule: u8,
    /// What splits the class further, such as `concurrency` or `one covering test`.
    pub sub: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRow>,
    /// Rules before it that could not be judged, and what was missing.
    pub abstained: Vec<Abstention>,
    /// What evidence would change it.
    pub would_change: Vec<String>,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

/// One thing a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRow {
    /// What was asked, as in `covered then`.
    pub question: String,
    /// What was found.
    pub answer: String,
    /// The commits it was read at, sorted: of the report, the tests, the mutation run, the fix.
    #[serde(default)]
    pub commits: Vec<CommitId>,
}

/// A rule that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abstention {
    /// The rule's class.
    pub class: EscapeClass,
    /// The evidence that is missing.
    pub missing: String,
}
