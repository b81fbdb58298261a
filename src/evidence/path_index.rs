//! The paths of a tree by their ends, as a report may know only the end of a path.

use std::collections::BTreeSet;

/// The tree, its paths sorted by their segments from the last to the first, so that paths with a
/// common end are neighbours.
pub(super) struct Index<'a> {
    pub(super) paths: BTreeSet<&'a str>,
    backwards: Vec<(Vec<&'a str>, &'a str)>,
}

/// What the index knows of a report's path.
pub(super) enum Found {
    Exact(String),
    /// The best file, how many segments it shares, and whether either path is the end of the other.
    Suffix {
        path: String,
        shared: usize,
        whole: bool,
    },
    Several,
    Nothing,
}

impl<'a> Index<'a> {
    /// Returns the index of a tree.
    pub(super) fn new(tree: &[&'a str]) -> Self {
        let mut backwards: Vec<_> =
            tree.iter().map(|path| (path.rsplit('/').collect::<Vec<_>>(), *path)).collect();
        backwards.sort_unstable();
        backwards.dedup();
        Self { paths: tree.iter().copied().collect(), backwards }
    }

    /// Returns what file a path's segments mean.
    pub(super) fn find(&self, path: &[&str]) -> Found {
        let joined = path.join("/");
        if self.paths.contains(joined.as_str()) {
            return Found::Exact(joined);
        }
        let key: Vec<&str> = path.iter().rev().copied().collect();
        let place = self.backwards.partition_point(|(other, _)| *other < key);
        let near = [place.checked_sub(1), Some(place)].into_iter().flatten();
        let shared = near
            .filter_map(|at| self.backwards.get(at))
            .map(|(other, _)| common(other, &key))
            .max()
            .unwrap_or(0);
        if shared == 0 {
            return Found::Nothing;
        }
        let end = &key[..shared];
        let first =
            self.backwards.partition_point(|(other, _)| &other[..shared.min(other.len())] < end);
        let last =
            self.backwards.partition_point(|(other, _)| &other[..shared.min(other.len())] <= end);
        let Some((best, path)) = self.backwards.get(first) else { return Found::Nothing };
        // A file that is wholly the end of the report's path comes first and beats longer ones,
        // whose further folders contradict it.
        let whole_file = best.len() == shared;
        if last - first > 1 && !whole_file {
            return Found::Several;
        }
        let whole = whole_file || key.len() == shared;
        Found::Suffix { path: (*path).to_owned(), shared, whole }
    }
}

fn common(one: &[&str], two: &[&str]) -> usize {
    one.iter().zip(two).take_while(|(a, b)| a == b).count()
}
