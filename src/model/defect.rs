//! Defects: the unit of every rate.

use serde::{Deserialize, Serialize};

use super::commit::Time;
use super::incident::{Contained, Phase};
use super::verdict::EscapeClass;

/// Incidents that share a fix, a `duplicate_of` or a problem id; an unlinked incident alone is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Id of its earliest incident.
    pub id: String,
    /// Ids of all its incidents, sorted.
    pub incidents: Vec<String>,
    /// Where it was found: production if any incident was, else the latest phase known.
    pub phase: Phase,
    /// Earliest time of its incidents; `None` leaves it out of every period.
    pub at: Option<Time>,
    /// Worst severity of its incidents, 1 to 4.
    pub severity: Option<u8>,
    /// Component by `escapee.toml`; `other` where nothing matches.
    pub component: String,
    /// Whether it was contained.
    pub contained: Contained,
    /// Class of its earliest analysed incident that is an escape; `None` before analysis.
    pub class: Option<EscapeClass>,
    /// Whether people gave that class.
    pub class_by_people: bool,
    /// Whether code is linked to it.
    pub linked: bool,
    /// Whether line coverage answers for its region; see `Facts::has_evidence`.
    pub has_evidence: bool,
    /// Whether its region was covered; `None` without evidence.
    pub covered: Option<bool>,
    /// Whether its region was verified at level 2 or more; `None` without evidence.
    pub verified: Option<bool>,
}
