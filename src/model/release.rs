//! Releases and deployments.

use serde::{Deserialize, Serialize};

use super::commit::Time;
use super::incident::words;

/// A deployment or release: what went live where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// When it was live.
    pub time: Time,
    /// Environment; production where the source does not tell.
    pub environment: String,
    /// Component that was released; `None` is all of them.
    pub component: Option<String>,
    /// Repository name from `escapee.toml`; `None` where there is one only.
    pub repo: Option<String>,
    /// Version or tag.
    pub version: Option<String>,
    /// Commit or any revision; `None` leaves the version to name it.
    pub commit: Option<String>,
    /// Whether it went well.
    pub result: ReleaseResult,
}

/// Whether a deployment went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseResult {
    /// It is live.
    Success,
    /// It did not go live.
    Failure,
    /// It went live and was taken back.
    RolledBack,
    /// The source does not tell; counted as live.
    Unknown,
}

words!(ReleaseResult {
    Success => "success", Failure => "failure", RolledBack => "rolled-back", Unknown => "unknown",
});
