//! How much changed between two commits, file by file, renames followed.

use super::Repository;
use super::change::Sides;
use super::error::HistoryError;
use super::path;
use crate::model::blame_index::LineHunk;
use crate::model::change::Churn;
use crate::model::commit::{CommitId, Time};

impl Repository {
    /// Returns the lines of each file added and deleted from one commit to another, `None` being
    /// nothing at all; what was changed and changed back in between does not count. Binary and very
    /// large files change no lines.
    pub fn churn(
        &self,
        old: Option<&CommitId>,
        new: &CommitId,
    ) -> Result<Vec<Churn>, HistoryError> {
        let old = old.map(|old| self.object_id(&old.0)).transpose()?;
        let files = self.changed_files(old.as_ref(), &self.object_id(&new.0)?)?;
        files.iter().map(|sides| self.churn_of(sides)).collect()
    }

    fn churn_of(&self, sides: &Sides) -> Result<Churn, HistoryError> {
        let name = |side: &Option<_>| side.as_ref().map(|(p, _): &(Vec<u8>, _)| path::to_text(p));
        let hunks = self.line_hunks(sides)?;
        let count =
            |side: fn(&LineHunk) -> u32| hunks.iter().map(|hunk| u64::from(side(hunk))).sum();
        Ok(Churn {
            old_path: name(&sides.old),
            new_path: name(&sides.new),
            deleted: count(|hunk| hunk.old.end - hunk.old.start),
            added: count(|hunk| hunk.new.end - hunk.new.start),
        })
    }

    /// Returns the newest of `tip` and its first parents that was committed before `time`.
    pub fn commit_before(
        &self,
        tip: &CommitId,
        time: Time,
    ) -> Result<Option<CommitId>, HistoryError> {
        self.first_parent_at(tip, time - chrono::TimeDelta::seconds(1))
    }
}
