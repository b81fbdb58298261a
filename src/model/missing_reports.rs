//! The reports that are missing: the fewest commits whose coverage would answer most incidents.

use serde::Serialize;

use super::commit::{CommitId, Time};

/// What to measure first, and what it would answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MissingReports {
    /// The commits, the most useful first; each counts only what those before it leave open.
    pub commits: Vec<MissingReport>,
    /// Incidents with code of ours and without coverage evidence as of then.
    pub open: usize,
    /// Incidents of those that no report can answer, each with the reason.
    pub unanswerable: Vec<Unanswerable>,
}

/// A commit at which a report would answer something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingReport {
    /// Repository name.
    pub repo: String,
    /// The commit to measure.
    pub commit: CommitId,
    /// When it was committed.
    pub committed_at: Time,
    /// Ids of the incidents whose region it holds, that no commit before it in the list answers.
    pub incidents: Vec<String>,
}

/// An incident that no coverage report can answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unanswerable {
    /// Its id.
    pub incident: String,
    /// Why.
    pub reason: &'static str,
}

impl MissingReports {
    /// Returns how many incidents the commits answer together.
    pub fn answered(&self) -> usize {
        self.commits.iter().map(|commit| commit.incidents.len()).sum()
    }
}
