//! What an analysis did, in counts.

use serde::{Deserialize, Serialize};

/// What an analysis did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisSummary {
    /// Incidents in the store.
    pub incidents: usize,
    /// Incidents analysed now.
    pub analysed: usize,
    /// Incidents whose answer still held.
    pub unchanged: usize,
    /// Incidents with a link to code.
    pub linked: usize,
    /// Incidents with a region.
    pub with_region: usize,
    /// Incidents on whose region line coverage answers; see `Facts::has_evidence`.
    pub with_evidence: usize,
    /// Class letters with their counts, in the order of the classes.
    pub classes: Vec<(String, usize)>,
    /// What stood in the way, each once, with how often.
    pub problems: Vec<(String, usize)>,
}
