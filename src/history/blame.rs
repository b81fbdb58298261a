//! Blame: the commit that put each line where it stands, as `git blame` names it.

use std::collections::BTreeSet;

use gix::ObjectId;

use super::Repository;
use super::error::HistoryError;
use super::line_diff::lines;
use super::object::commit_id;
use super::path;
use super::segment::Segment;
use super::walk::Rules;
use super::walked::Touched;
use crate::model::commit::CommitId;
use crate::model::lines::{LineRange, ranges};

/// How to blame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlameOptions {
    /// Whether lines that differ in white space alone are the same, as with `-w`.
    pub ignore_whitespace: bool,
    /// Commits to look through, as mass reformatting: their lines go to the lines they replaced,
    /// where those can be told, and stay otherwise.
    pub ignore_revs: Vec<CommitId>,
}

/// A line and the commit that put it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlamedLine {
    /// Line at the commit asked for.
    pub line: u32,
    /// The commit that put it there.
    pub commit: CommitId,
    /// Its path at that commit.
    pub path: String,
    /// Its line at that commit.
    pub original_line: u32,
    /// Whether history was cut off at that commit when the repository was cloned; then the line may
    /// be older. A root commit is no boundary: it did put its lines there.
    pub boundary: bool,
}

impl Repository {
    /// Returns who put each of the lines where it stands, by line; no ranges, no lines. A range may
    /// run past the end of the file; one that starts past it is an error, as in git.
    pub fn blame(
        &self,
        commit: &CommitId,
        path: &str,
        lines: &[LineRange],
        options: &BlameOptions,
    ) -> Result<Vec<BlamedLine>, HistoryError> {
        Ok(self.blame_and_touches(commit, path, lines, options)?.0)
    }

    /// Returns the blame of lines, and the commits that changed their file on the way back to the
    /// oldest of them, newest first.
    pub(super) fn blame_and_touches(
        &self,
        commit: &CommitId,
        path: &str,
        lines: &[LineRange],
        options: &BlameOptions,
    ) -> Result<(Vec<BlamedLine>, Vec<Touched>), HistoryError> {
        let id = self.object_id(&commit.0)?;
        let blob = self.file(&id, path)?;
        if lines.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let asked = self.segments(&id, path, &blob, lines)?;
        let ignore: Result<BTreeSet<ObjectId>, _> =
            options.ignore_revs.iter().map(|id| self.object_id(&id.0)).collect();
        let rules = Rules {
            ignore_whitespace: options.ignore_whitespace,
            ignore: ignore?,
            stops: BTreeSet::new(),
        };
        let mut blamed = Vec::new();
        let walked = self.walk_back(id, &path::from_text(path), blob, asked, &rules)?;
        for arrived in walked.arrived {
            let boundary = self.shallow.contains(&arrived.commit);
            let commit = commit_id(&arrived.commit);
            let path = path::to_text(&arrived.path);
            blamed.extend((0..arrived.lines.count).map(|step| BlamedLine {
                line: arrived.lines.asked + step + 1,
                commit: commit.clone(),
                path: path.clone(),
                original_line: arrived.lines.here + step + 1,
                boundary,
            }));
        }
        blamed.sort_unstable_by_key(|line| line.line);
        Ok((blamed, walked.touched))
    }

    /// Returns the content of a regular file at a commit.
    pub(super) fn file(&self, commit: &ObjectId, path: &str) -> Result<ObjectId, HistoryError> {
        let names = self.split(&path::from_text(path));
        match self.entry(&self.node(commit)?.tree, &names)? {
            Some(entry) if entry.is_file() => Ok(entry.id),
            Some(_) => {
                Err(HistoryError::NotAFile { commit: commit_id(commit), path: path.to_owned() })
            }
            None => {
                Err(HistoryError::NoSuchFile { commit: commit_id(commit), path: path.to_owned() })
            }
        }
    }

    fn segments(
        &self,
        commit: &ObjectId,
        path: &str,
        blob: &ObjectId,
        asked: &[LineRange],
    ) -> Result<Vec<Segment>, HistoryError> {
        let count = lines(&self.blob(blob)?).count() as u32;
        let mut numbers = BTreeSet::new();
        for range in asked {
            if range.first == 0 || range.last < range.first {
                return Err(HistoryError::EmptyRange { first: range.first, last: range.last });
            }
            if range.first > count {
                let (commit, path) = (commit_id(commit), path.to_owned());
                return Err(HistoryError::NoSuchLine { commit, path, line: range.first, count });
            }
            numbers.extend(range.first..=range.last.min(count));
        }
        let segment = |range: LineRange| {
            let first = range.first - 1;
            Segment { asked: first, here: first, count: range.count() }
        };
        Ok(ranges(numbers).into_iter().map(segment).collect())
    }
}
