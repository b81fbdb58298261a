//! Following lines back through history, commit by commit, as `git blame` does.
//!
//! A line's way back depends only on its commit, path and number, because contents are always
//! compared whole. So lines that meet in one file at one commit go on together, and nothing is lost
//! by taking commits newest first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::rc::Rc;

use gix::ObjectId;

use super::Repository;
use super::error::HistoryError;
use super::filters::FilterKeys;
use super::object::commit_id;
use super::origins::{Origin, Origins};
use super::reformat;
use super::segment::{Segment, split};
use super::tree::Name;
use super::walked::{Arrived, Touched, Walked};
use crate::model::blame_index::Content;

/// How to walk.
pub(super) struct Rules {
    /// Whether lines that differ in white space alone are the same.
    pub(super) ignore_whitespace: bool,
    /// Commits that hand their lines on to what they replaced, where it can be told.
    pub(super) ignore: BTreeSet<ObjectId>,
    /// Commits at which the walk ends, whoever put the lines in.
    pub(super) stops: BTreeSet<ObjectId>,
}

/// Lines on their way, in one file at one commit.
struct Stand {
    blob: ObjectId,
    lines: Vec<Segment>,
}

/// A path in full, as its names, and by its number in the index.
#[derive(Clone)]
pub(super) struct Path {
    pub(super) bytes: Rc<[u8]>,
    pub(super) names: Rc<[Name]>,
    pub(super) indexed: Option<u32>,
    keys: Rc<FilterKeys>,
}

/// A walk that is under way.
pub(super) struct Walk<'a> {
    pub(super) repo: &'a Repository,
    rules: &'a Rules,
    /// Paths by their numbers.
    pub(super) paths: HashMap<u32, Path>,
    queue: BinaryHeap<(i64, ObjectId, u32)>,
    stands: HashMap<(ObjectId, u32), Stand>,
    arrived: Vec<Arrived>,
    touched: Vec<(i64, Touched)>,
    /// How often the walk stood where, in histories that may run in a circle.
    visits: HashMap<(ObjectId, u32), u32>,
}

/// Clocks that are wrong bring a walk to one place several times, but not so often.
const MOST_VISITS: u32 = 10_000;

impl Repository {
    /// Returns where lines of a file come from. `blob` is the file's content at `commit`.
    pub(super) fn walk_back(
        &self,
        commit: ObjectId,
        path: &[u8],
        blob: ObjectId,
        lines: Vec<Segment>,
        rules: &Rules,
    ) -> Result<Walked, HistoryError> {
        let mut walk = Walk {
            repo: self,
            rules,
            paths: HashMap::new(),
            queue: BinaryHeap::new(),
            stands: HashMap::new(),
            arrived: Vec::new(),
            touched: Vec::new(),
            visits: HashMap::new(),
        };
        let path = walk.path(path);
        walk.hand_to(&Origin { parent: commit, path, blob }, lines)?;
        while let Some((_, commit, path)) = walk.queue.pop() {
            if let Some(stand) = walk.stands.remove(&(commit, path)) {
                walk.step(commit, path, stand)?;
            }
        }
        // Clocks that are wrong may bring a walk to a commit late, or twice.
        let mut touched = walk.touched;
        touched.sort_by_key(|(seconds, touched)| Reverse((*seconds, touched.commit)));
        touched.dedup();
        let touched = touched.into_iter().map(|(_, touched)| touched).collect();
        Ok(Walked { arrived: walk.arrived, touched })
    }
}

impl Walk<'_> {
    /// Returns the number of a path.
    pub(super) fn path(&mut self, path: &[u8]) -> u32 {
        let number = self.repo.number(path);
        let indexed = || self.repo.index.as_ref().and_then(|index| index.path(path));
        let whole = || Path {
            bytes: path.into(),
            names: self.repo.split(path),
            indexed: indexed(),
            keys: Rc::new(FilterKeys::of(path)),
        };
        self.paths.entry(number).or_insert_with(whole);
        number
    }

    fn hand_to(&mut self, origin: &Origin, lines: Vec<Segment>) -> Result<(), HistoryError> {
        if lines.is_empty() {
            return Ok(());
        }
        let (commit, seconds) = if let Some(made) = self.made_at(origin) {
            made
        } else {
            let commit = self.surely_passed(origin).unwrap_or(origin.parent);
            (commit, self.repo.node(&commit)?.seconds)
        };
        let key = (commit, origin.path);
        if let Some(stand) = self.stands.get_mut(&key) {
            stand.lines.extend(lines);
            return Ok(());
        }
        self.queue.push((seconds, commit, origin.path));
        self.stands.insert(key, Stand { blob: origin.blob, lines });
        Ok(())
    }

    /// Returns the commit that made a parent's file what it is, in the line of first parents, and
    /// its date, if the index knows: all commits before it hand every line on. A commit at which the
    /// walk ends is not passed.
    fn made_at(&self, origin: &Origin) -> Option<(ObjectId, i64)> {
        let index = self.repo.index.as_deref()?;
        let from = index.commit(origin.parent.as_slice())?;
        let (mut made, content) = index.version(self.paths[&origin.path].indexed?, from)?;
        let Content::File(blob) = content else { return None };
        if index.blob_id(blob) != origin.blob.as_slice() {
            return None;
        }
        for stop in &self.rules.stops {
            let Some(stop) = index.commit(stop.as_slice()) else { continue };
            if index.is_in_line(stop, from) && index.is_in_line(made, stop) {
                made = stop;
            }
        }
        Some((ObjectId::try_from(index.commit_id(made)).ok()?, index.seconds(made)))
    }

    /// Returns the first commit in the line of first parents that may have changed a parent's file, as
    /// far as changed-path filters tell. A commit at which the walk ends is not passed.
    fn surely_passed(&self, origin: &Origin) -> Option<ObjectId> {
        let (graph, filters) = self.repo.filters()?;
        let keys = &self.paths[&origin.path].keys;
        let stops: Vec<_> = self.rules.stops.iter().filter_map(|stop| graph.lookup(stop)).collect();
        let mut at = graph.lookup(origin.parent)?;
        while !stops.contains(&at) && filters.is_unchanged(at.0, keys) {
            match graph.commit_at(at).parent1() {
                Ok(Some(parent)) => at = parent,
                _ => break,
            }
        }
        Some(graph.id_at(at).to_owned())
    }

    fn arrive(&mut self, commit: ObjectId, path: u32, lines: Vec<Segment>) {
        let path = &self.paths[&path].bytes;
        let arrived = lines.into_iter().map(|lines| Arrived { commit, path: path.clone(), lines });
        self.arrived.extend(arrived);
    }

    fn step(&mut self, commit: ObjectId, path: u32, stand: Stand) -> Result<(), HistoryError> {
        let Stand { blob, mut lines } = stand;
        if self.repo.is_rewritten() {
            let visits = self.visits.entry((commit, path)).or_default();
            *visits += 1;
            if *visits > MOST_VISITS {
                return Err(HistoryError::Circle { commit: commit_id(&commit) });
            }
        }
        if self.rules.stops.contains(&commit) {
            self.arrive(commit, path, lines);
            return Ok(());
        }
        let origins = match self.origins(&commit, path, &blob)? {
            Origins::Same(origin) => return self.hand_to(&origin, lines),
            Origins::Differ(origins) => origins,
        };
        let old = origins.first().map(|origin| origin.blob);
        let seconds = match self.repo.index.as_deref() {
            Some(index) => index.commit(commit.as_slice()).map(|commit| index.seconds(commit)),
            None => None,
        };
        let seconds =
            seconds.map_or_else(|| Ok(self.repo.node(&commit)?.seconds), Ok::<_, HistoryError>)?;
        self.touched.push((seconds, Touched { commit, old, new: blob }));
        lines.sort_unstable_by_key(|segment| segment.here);
        for origin in &origins {
            if lines.is_empty() {
                return Ok(());
            }
            let hunks = self.repo.diff(&origin.blob, &blob, self.rules.ignore_whitespace)?;
            let (kept, changed) = split(&lines, &hunks);
            self.hand_to(origin, kept)?;
            lines = changed;
        }
        if self.rules.ignore.contains(&commit) {
            for origin in &origins {
                let hunks = self.repo.diff(&origin.blob, &blob, self.rules.ignore_whitespace)?;
                let (old, new) = (self.repo.blob(&origin.blob)?, self.repo.blob(&blob)?);
                let (guessed, left) = reformat::guess(&lines, &hunks, &old, &new);
                self.hand_to(origin, guessed)?;
                lines = left;
            }
        }
        self.arrive(commit, path, lines);
        Ok(())
    }
}
