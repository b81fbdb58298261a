//! What is missing for numbers that hold: gaps in evidence, links, releases.

use serde::Serialize;

/// What a look at the data found, a check each, in the order in which they are mended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checkup {
    /// The checks.
    pub checks: Vec<Check>,
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// What was found.
    pub state: CheckState,
    /// What was found, in words with counts.
    pub found: String,
    /// The command that mends it; `None` where nothing is missing.
    pub mend: Option<String>,
}

/// Whether something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// Nothing is missing.
    Fine,
    /// Something is missing.
    Gap,
    /// It cannot be told, as something before it is missing.
    Unknown,
}

super::incident::words!(CheckState { Fine => "fine", Gap => "gap", Unknown => "unknown" });

impl Checkup {
    /// Returns how many checks found something missing.
    pub fn gaps(&self) -> usize {
        self.checks.iter().filter(|check| check.state == CheckState::Gap).count()
    }
}
