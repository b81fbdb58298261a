//! Dossiers: all that analysis found out about one incident. What `show` and reports print.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::commit::{CommitId, Time};
use super::evidence::{Facts, RegionEvidence};
use super::incident::Incident;
use super::link::Link;
use super::moment::Moment;
use super::region::{Candidate, FileRegion};
use super::signals::Signals;
use super::verdict::{EscapeClass, Verdict};
use super::worksheet::Worksheet;

/// All that analysis found out about one incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// The record.
    pub incident: Incident,
    /// Id of the defect it belongs to.
    pub defect: String,
    /// Component by `escapee.toml`; `other` where nothing matches.
    pub component: String,
    /// Links to code, best first.
    pub links: Vec<Link>,
    /// The fix commits that count, with what each gave.
    pub fixes: Vec<TracedFix>,
    /// Commits that may have introduced it, best first.
    pub candidates: Vec<Candidate>,
    /// When the best candidate was committed.
    pub introduced_at: Option<Time>,
    /// Repository and moment that evidence was read at; `None` without a region.
    pub moment: Option<Moment>,
    /// The earliest release that contains the best candidate.
    pub first_shipped: Option<Moment>,
    /// Evidence, a file each, the top-ranked file first.
    pub regions: Vec<RegionEvidence>,
    /// Verdict of each file of `regions`, in the same order.
    pub file_verdicts: Vec<Verdict>,
    /// All the verdict reads.
    pub facts: Facts,
    /// The answer.
    pub verdict: Verdict,
    /// What a post-mortem asks beside the class, and what people answered.
    #[serde(default)]
    pub worksheet: Worksheet,
    /// What the leading indicators said at the moment. Asked for where one incident is shown, and not
    /// stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signals: Option<Signals>,
    /// What could not be found out, and how to mend it.
    pub missing: Vec<String>,
}

impl Dossier {
    /// Returns the class that counts: what people said, else the machine's.
    pub fn class(&self) -> EscapeClass {
        self.worksheet.class().unwrap_or(self.verdict.class)
    }

    /// Returns whether people gave the class that counts.
    pub fn class_by_people(&self) -> bool {
        self.worksheet.class().is_some()
    }

    /// Returns when the defect was introduced and what tells: the time of the best candidate, else
    /// that of the record.
    pub fn introduction(&self) -> Option<(Time, ToldBy)> {
        let recorded = || self.incident.introduced_at.map(|stamp| (stamp.at, ToldBy::Record));
        self.introduced_at.map(|at| (at, ToldBy::Trace)).or_else(recorded)
    }

    /// Returns when the defect was detected, else when the incident began.
    pub fn detection(&self) -> Option<Time> {
        self.incident.detected_at.or(self.incident.started_at).map(|stamp| stamp.at)
    }

    /// Returns how long the defect stayed hidden: from its introduction to its detection. `None`
    /// where one is not known, or the introduction is not the earlier one.
    pub fn hidden(&self) -> Option<TimeDelta> {
        let hidden = self.detection()? - self.introduction()?.0;
        (hidden > TimeDelta::zero()).then_some(hidden)
    }
}

/// What tells when a defect was introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// The commit that the trace names.
    Trace,
    /// A field of the record.
    Record,
}

/// A fix commit and the regions it gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TracedFix {
    /// Repository name.
    pub repo: String,
    /// The fix commit.
    pub commit: CommitId,
    /// First line of its message.
    pub subject: String,
    /// When it was committed.
    pub at: Time,
    /// Its regions, at its first parent.
    pub regions: Vec<FileRegion>,
    /// Why it does not count, if it does not: reverted, a cherry-pick of another.
    pub dropped: Option<String>,
}
