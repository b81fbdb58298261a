//! Following lines back through history, commit by commit, as `git blame` does.
//!
//! A line's way back depends only on its commit, path and number, because contents are always
//! compared whole. So lines that meet in one file at one commit go on together, and nothing is lost
//! by taking commits newest first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::rc::Rc;

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use super::Repository;
use super::error::HistoryError;
use super::filters::FilterKeys;
use super::object::commit_id;
use super::reformat;
use super::tree::Name;
use super::walked::{Arrived, Touched, Walked};
use crate::model::blame_index::{BlameIndex, Content, LineHunk};

/// Lines that stand together: `count` lines asked for from `asked` on stand from `here` on.
/// 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// First line at the start of the walk.
    pub(super) asked: u32,
    /// First line where the walk stands.
    pub(super) here: u32,
    /// How many lines.
    pub(super) count: u32,
}

/// How to walk.
pub(super) struct Rules {
    /// Whether lines that differ in white space alone are the same.
    pub(super) ignore_whitespace: bool,
    /// Commits that hand their lines on to what they replaced, where it can be told.
    pub(super) ignore: BTreeSet<ObjectId>,
    /// Commits at which the walk ends, whoever put the lines in.
    pub(super) stops: BTreeSet<ObjectId>,
}

/// A file as a parent has it.
struct Origin {
    parent: ObjectId,
    path: u32,
    blob: ObjectId,
}

/// Lines on their way, in one file at one commit.
struct Stand {
    blob: ObjectId,
    lines: Vec<Segment>,
}

/// A path in full, as its names, and by its number in the index.
#[derive(Clone)]
struct Path {
    bytes: Rc<[u8]>,
    names: Rc<[Name]>,
    indexed: Option<u32>,
    keys: Rc<FilterKeys>,
}

struct Walk<'a> {
    repo: &'a Repository,
    rules: &'a Rules,
    paths: HashMap<u32, Path>,
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
    fn path(&mut self, path: &[u8]) -> u32 {
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

    /// Returns the parents' files that lines may come from: first those at the same path, then for
    /// parents without that path the removed file it was renamed from.
    fn origins(
        &mut self,
        commit: &ObjectId,
        path: u32,
        blob: &ObjectId,
    ) -> Result<Origins, HistoryError> {
        let parents = self.parents(commit, path)?;
        let mut found: Vec<Option<Origin>> = Vec::with_capacity(parents.len());
        let mut absent = Vec::new();
        for (place, (parent, held)) in parents.into_iter().enumerate() {
            match held {
                Held::File(held) => {
                    let origin = Origin { parent, path, blob: held };
                    if held == *blob {
                        return Ok(Origins::Same(origin));
                    }
                    found.push(fresh(&found, origin));
                }
                Held::Other => found.push(None),
                Held::Nothing => {
                    absent.push((place, parent));
                    found.push(None);
                }
            }
        }
        if absent.is_empty() {
            return Ok(Origins::Differ(found.into_iter().flatten().collect()));
        }
        let tree = self.repo.node(commit)?.tree;
        let bytes = self.paths[&path].bytes.clone();
        for (place, parent) in absent {
            let old = self.repo.node(&parent)?.tree;
            let Some(source) = self.repo.moved_from(&old, &tree, &bytes)? else { continue };
            let path = self.path(&source.path);
            let origin = Origin { parent, path, blob: source.blob };
            if source.blob == *blob {
                return Ok(Origins::Same(origin));
            }
            found[place] = fresh(&found[..place], origin);
        }
        Ok(Origins::Differ(found.into_iter().flatten().collect()))
    }

    /// Returns a commit's parents with what each has at a path.
    fn parents(&self, commit: &ObjectId, path: u32) -> Result<Vec<(ObjectId, Held)>, HistoryError> {
        let path = &self.paths[&path];
        if let Some(index) = self.repo.index.as_deref()
            && let Some(commit) = index.commit(commit.as_slice())
        {
            let parents = index.parents(commit).iter();
            return parents.map(|parent| held_in(index, *parent, path.indexed)).collect();
        }
        let mut found = Vec::new();
        for parent in &self.repo.node(commit)?.parents {
            let entry = self.repo.entry(&self.repo.node(parent)?.tree, &path.names)?;
            let held = match entry {
                Some(entry) if entry.is_file() => Held::File(entry.id),
                Some(entry) if entry.kind != EntryKind::Tree => Held::Other,
                _ => Held::Nothing,
            };
            found.push((*parent, held));
        }
        Ok(found)
    }
}

/// What a parent has at a path.
enum Held {
    File(ObjectId),
    /// A link or a submodule that became a file: nothing to compare with.
    Other,
    /// Nothing or a folder: the file may have had another name.
    Nothing,
}

fn held_in(
    index: &BlameIndex,
    parent: u32,
    path: Option<u32>,
) -> Result<(ObjectId, Held), HistoryError> {
    let id = |bytes: &[u8]| {
        ObjectId::try_from(bytes).map_err(|_| HistoryError::InvalidId { id: String::new() })
    };
    let version = path.and_then(|path| index.version(path, parent));
    let held = match version.map(|(_, content)| content) {
        Some(Content::File(blob)) => Held::File(id(index.blob_id(blob))?),
        Some(Content::Other) => Held::Other,
        Some(Content::Nothing) | None => Held::Nothing,
    };
    Ok((id(index.commit_id(parent))?, held))
}

/// What the parents have of a file.
enum Origins {
    /// The very same content: all lines come from there.
    Same(Origin),
    /// Other contents, in the order of the parents.
    Differ(Vec<Origin>),
}

/// Returns the origin unless an earlier parent has the same content, which leaves it nothing.
fn fresh(earlier: &[Option<Origin>], origin: Origin) -> Option<Origin> {
    let known = earlier.iter().flatten().any(|other| other.blob == origin.blob);
    (!known).then_some(origin)
}

/// Returns the lines the old content has too, as numbered there, and the lines it has not. Both
/// `lines` and `hunks` are sorted by where they stand in the new content.
fn split(lines: &[Segment], hunks: &[LineHunk]) -> (Vec<Segment>, Vec<Segment>) {
    let (mut kept, mut changed) = (Vec::new(), Vec::new());
    let mut first_hunk = 0;
    for segment in lines {
        let end = segment.here + segment.count;
        while hunks.get(first_hunk).is_some_and(|hunk| hunk.new.end <= segment.here) {
            first_hunk += 1;
        }
        // What stands before the first hunk that ends behind the segment's start.
        let mut shift = match first_hunk.checked_sub(1).map(|before| &hunks[before]) {
            Some(hunk) => i64::from(hunk.old.end) - i64::from(hunk.new.end),
            None => 0,
        };
        let mut at = segment.here;
        let piece = |from: u32, to: u32, shift: i64| Segment {
            asked: segment.asked + (from - segment.here),
            here: (i64::from(from) + shift) as u32,
            count: to - from,
        };
        for hunk in &hunks[first_hunk..] {
            if hunk.new.start >= end {
                break;
            }
            if at < hunk.new.start {
                kept.push(piece(at, hunk.new.start, shift));
            }
            let (from, to) = (hunk.new.start.max(at), hunk.new.end.min(end));
            if from < to {
                changed.push(piece(from, to, 0));
            }
            at = to.max(at);
            shift = i64::from(hunk.old.end) - i64::from(hunk.new.end);
        }
        if at < end {
            kept.push(piece(at, end, shift));
        }
    }
    (kept, changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(asked: u32, here: u32, count: u32) -> Segment {
        Segment { asked, here, count }
    }

    #[test]
    fn lines_around_hunks_are_kept_and_lines_in_them_changed() {
        // Old a b c d e; new a X X c e: line 1 became two, line 3 went away.
        let hunks = [LineHunk { old: 1..2, new: 1..3 }, LineHunk { old: 3..4, new: 4..4 }];
        let (kept, changed) = split(&[segment(0, 0, 5)], &hunks);
        assert_eq!(kept, [segment(0, 0, 1), segment(3, 2, 1), segment(4, 4, 1)]);
        assert_eq!(changed, [segment(1, 1, 2)]);
    }

    #[test]
    fn segments_that_start_inside_or_behind_a_hunk_keep_their_shift() {
        let hunks = [LineHunk { old: 1..2, new: 1..3 }, LineHunk { old: 3..4, new: 4..4 }];
        let (kept, changed) = split(&[segment(7, 2, 2), segment(9, 4, 1)], &hunks);
        assert_eq!(kept, [segment(8, 2, 1), segment(9, 4, 1)]);
        assert_eq!(changed, [segment(7, 2, 1)]);
    }
}
