//! What a gate in CI was asked and says.

use serde::Serialize;

/// What a gate is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateQuestion {
    /// The floor of coverage in percent.
    pub floor: u32,
    /// Only files changed since this revision.
    pub since: Option<String>,
}

/// What a gate says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Gate {
    /// The floor of coverage in percent.
    pub floor: u32,
    /// Files of source that were looked at.
    pub checked: u64,
    /// Files below the floor, by repository and path.
    pub findings: Vec<GateFinding>,
    /// Files that no report at the tip or before it holds; they fail nothing.
    pub unknown: Vec<String>,
    /// Flows whose listed failure states are not all asserted, with the share that is, in percent.
    pub flows: Vec<(String, f64)>,
    /// Whether those fail the gate.
    pub flows_fail: bool,
    /// Why, or why not; `None` where flows were not asked for.
    pub flows_because: Option<String>,
}

impl Gate {
    /// Returns whether the change may pass.
    pub fn passes(&self) -> bool {
        self.findings.is_empty() && !self.flows_fail
    }
}

/// A file below the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateFinding {
    /// Repository.
    pub repo: String,
    /// Path at the tip.
    pub path: String,
    /// Lines the tool can see.
    pub seen: u64,
    /// Lines of those that ran.
    pub run: u64,
}
