//! Versions: for each path the commits that changed it against their first parent.

use super::commits::{Commits, Place};

/// What a path names at a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A regular file, by the number of its blob.
    File(u32),
    /// A link or a submodule.
    Other,
    /// Nothing, or a folder.
    Nothing,
}

/// A path's change: path, commit and content by number.
pub(super) type Version = (u32, u32, Content);

/// Versions by path, then by the place of their commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Versions {
    /// Where each path's versions start, and the end.
    starts: Vec<u32>,
    sorted: Vec<(Place, Content)>,
    /// Those that are not in order yet.
    pending: Vec<(u32, Place, Content)>,
}

impl Versions {
    pub(super) fn add(&mut self, commits: &Commits, fresh: &[Version]) {
        let placed = |(path, commit, content): &Version| (*path, commits.place(*commit), *content);
        self.pending.extend(fresh.iter().map(placed));
    }

    /// Puts all that was added in order.
    pub(super) fn settle(&mut self, paths: usize) {
        if self.pending.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.pending);
        for path in 0..self.starts.len().saturating_sub(1) {
            let versions = self.of(path as u32).iter();
            all.extend(versions.map(|(place, content)| (path as u32, *place, *content)));
        }
        all.sort_unstable_by_key(|(path, place, _)| (*path, *place));
        self.starts = Vec::with_capacity(paths + 1);
        for (at, (path, _, _)) in all.iter().enumerate() {
            self.starts.resize(*path as usize + 1, at as u32);
        }
        self.starts.resize(paths + 1, all.len() as u32);
        self.sorted = all.into_iter().map(|(_, place, content)| (place, content)).collect();
    }

    /// Returns the version of a path at a commit, with the commit that made it; `None` where it was
    /// never there.
    pub(super) fn version(
        &self,
        commits: &Commits,
        path: u32,
        commit: u32,
    ) -> Option<(u32, Content)> {
        let versions = self.of(path);
        let mut at = commits.place(commit);
        loop {
            let behind = versions.partition_point(|(place, _)| *place <= at);
            if let Some((place, content)) = versions[..behind].last().filter(|(p, _)| p.0 == at.0) {
                return Some((commits.at(*place), *content));
            }
            at = commits.place(commits.base(at.0)?);
        }
    }

    fn of(&self, path: u32) -> &[(Place, Content)] {
        let bound = |at: u32| self.starts.get(at as usize).map(|start| *start as usize);
        match (bound(path), bound(path + 1)) {
            (Some(start), Some(end)) => &self.sorted[start..end],
            _ => &[],
        }
    }
}
