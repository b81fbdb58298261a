//! Which removed file a new file came from, by git's default rules.
//!
//! First the same content (a file of the same name preferred), then a name that only one removed
//! and one new file bear if they share 75 %, then the best pairs that share at least 50 %. Shared
//! is counted as git counts it, in hashed spans of a line or 64 bytes. No copies, no break-up of
//! rewritten files, and no guesses where more than a million pairs would have to be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gix::ObjectId;

use super::Repository;
use super::error::HistoryError;
use super::object::MAX_CONTENT;
use super::similarity::{Spans, shared_bytes, spans};
use super::tree::{Entry, TreeChange};

const MAX_SCORE: u64 = 60_000;
const MIN_SCORE: u64 = MAX_SCORE / 2;
const MIN_SAME_NAME_SCORE: u64 = MAX_SCORE / 4 * 3;
const MAX_PAIRS: usize = 1000 * 1000;
const BEST_KEPT: usize = 4;

/// Where a new file came from.
#[derive(Debug, Clone)]
pub(super) struct Move {
    /// Its path in the old tree.
    pub(super) path: Rc<[u8]>,
    /// Its content in the old tree.
    pub(super) blob: ObjectId,
}

/// A file that only one of the two trees has.
struct File<'a> {
    change: usize,
    path: &'a [u8],
    entry: Entry,
}

impl Repository {
    /// Returns for each new file of `changes` the removed file it came from, both as indexes.
    /// `only` limits the question to one new path, as blame asks it.
    pub(super) fn renames(
        &self,
        changes: &[TreeChange],
        only: Option<&[u8]>,
    ) -> Result<BTreeMap<usize, usize>, HistoryError> {
        let mut removed = Vec::new();
        let mut new = Vec::new();
        for (change, TreeChange { path, old, new: now }) in changes.iter().enumerate() {
            match (old, now) {
                (Some(entry), None) => removed.push(File { change, path, entry: *entry }),
                (None, Some(entry)) if only.is_none_or(|only| only == path) => {
                    new.push(File { change, path, entry: *entry });
                }
                _ => {}
            }
        }
        let mut pairs = BTreeMap::new();
        same_content(&mut removed, &mut new, &mut pairs);
        self.same_name(&mut removed, &mut new, &mut pairs)?;
        if removed.len().saturating_mul(new.len()) <= MAX_PAIRS {
            self.most_alike(&removed, &new, &mut pairs)?;
        }
        Ok(pairs)
    }

    /// Returns the file in the old tree that `path`, new in the new tree, came from. Asked as blame
    /// asks it: no other new file competes for the removed ones.
    pub(super) fn moved_from(
        &self,
        old: &ObjectId,
        new: &ObjectId,
        path: &[u8],
    ) -> Result<Option<Move>, HistoryError> {
        let key = (*old, *new, self.number(path));
        if let Some(known) = self.moves.get(&key) {
            return Ok(known);
        }
        let changes = self.tree_changes(Some(old), Some(new))?;
        let source = self.renames(&changes, Some(path))?.into_values().next();
        let found = source.and_then(|source| {
            let TreeChange { path, old, .. } = &changes[source];
            old.map(|entry| Move { path: path.as_slice().into(), blob: entry.id })
        });
        Ok(self.moves.put(key, found, 1))
    }

    /// Returns whether any new file is alike enough to be a removed one under another name. Where none
    /// is, [`Self::renames`] need not weigh each removed file against each new one.
    pub(super) fn may_have_moved(
        &self,
        changes: &[TreeChange],
        path: &[u8],
    ) -> Result<bool, HistoryError> {
        let removed = changes.iter().find(|change| change.path == path && change.new.is_none());
        let Some(removed) = removed.and_then(|change| change.old) else { return Ok(false) };
        for change in changes.iter().filter(|change| change.old.is_none()) {
            let Some(new) = change.new else { continue };
            if new.id == removed.id || self.score(&removed, &new)? >= MIN_SCORE {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn same_name(
        &self,
        removed: &mut Vec<File<'_>>,
        new: &mut Vec<File<'_>>,
        pairs: &mut BTreeMap<usize, usize>,
    ) -> Result<(), HistoryError> {
        let sources = unique_names(removed);
        let targets = unique_names(new);
        let mut taken = Vec::new();
        for (name, source) in sources {
            let (Some(source), Some(Some(target))) = (source, targets.get(name)) else { continue };
            let score = self.score(&removed[source].entry, &new[*target].entry)?;
            if score >= MIN_SAME_NAME_SCORE {
                pairs.insert(new[*target].change, removed[source].change);
                taken.push((removed[source].change, new[*target].change));
            }
        }
        removed.retain(|file| !taken.iter().any(|(source, _)| *source == file.change));
        new.retain(|file| !taken.iter().any(|(_, target)| *target == file.change));
        Ok(())
    }

    fn most_alike(
        &self,
        removed: &[File<'_>],
        new: &[File<'_>],
        pairs: &mut BTreeMap<usize, usize>,
    ) -> Result<(), HistoryError> {
        let mut candidates = Vec::new();
        for target in new {
            let mut best: Vec<Candidate> = Vec::with_capacity(BEST_KEPT);
            for source in removed {
                let candidate = Candidate {
                    score: self.score(&source.entry, &target.entry)?,
                    same_name: name(source.path) == name(target.path),
                    source: source.change,
                    target: target.change,
                };
                keep(&mut best, candidate);
            }
            candidates.extend(best);
        }
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.rank()));
        let mut used = BTreeSet::new();
        for candidate in candidates {
            let fits = candidate.score >= MIN_SCORE
                && !pairs.contains_key(&candidate.target)
                && !used.contains(&candidate.source);
            if fits {
                pairs.insert(candidate.target, candidate.source);
                used.insert(candidate.source);
            }
        }
        Ok(())
    }

    /// Returns how much of the larger file the two share, of [`MAX_SCORE`].
    fn score(&self, old: &Entry, new: &Entry) -> Result<u64, HistoryError> {
        if !old.is_file() || !new.is_file() {
            return Ok(0);
        }
        let (old_size, new_size) = (self.size(&old.id)?, self.size(&new.id)?);
        let larger = old_size.max(new_size);
        let smaller = old_size.min(new_size);
        if smaller == 0
            || larger > MAX_CONTENT
            || larger * (MAX_SCORE - MIN_SCORE) < (larger - smaller) * MAX_SCORE
        {
            return Ok(0);
        }
        let (old, new) = (self.spans_of(&old.id)?, self.spans_of(&new.id)?);
        Ok(shared_bytes(&old, &new) * MAX_SCORE / larger)
    }

    fn size(&self, id: &ObjectId) -> Result<u64, HistoryError> {
        match self.sizes.get(id) {
            Some(known) => Ok(known),
            None => Ok(self.sizes.put(*id, self.content_size(id)?, 1)),
        }
    }

    fn spans_of(&self, id: &ObjectId) -> Result<Rc<Spans>, HistoryError> {
        if let Some(known) = self.spans.get(id) {
            return Ok(known);
        }
        let spans = Rc::new(spans(&self.blob(id)?));
        let weight = spans.weight();
        Ok(self.spans.put(*id, spans, weight))
    }
}

/// A removed file as the source of a new one.
#[derive(Clone, Copy)]
struct Candidate {
    score: u64,
    same_name: bool,
    source: usize,
    target: usize,
}

impl Candidate {
    fn rank(self) -> (u64, bool) {
        (self.score, self.same_name)
    }
}

/// Keeps the four best; of equals the first stays, in the place it was put, as git does it.
fn keep(best: &mut Vec<Candidate>, candidate: Candidate) {
    if best.len() < BEST_KEPT {
        best.push(candidate);
        return;
    }
    let mut worst = 0;
    for place in 1..best.len() {
        if best[place].rank() < best[worst].rank() {
            worst = place;
        }
    }
    if best[worst].rank() < candidate.rank() {
        best[worst] = candidate;
    }
}

fn same_content(
    removed: &mut Vec<File<'_>>,
    new: &mut Vec<File<'_>>,
    pairs: &mut BTreeMap<usize, usize>,
) {
    let mut by_content: BTreeMap<ObjectId, Vec<usize>> = BTreeMap::new();
    for (place, file) in removed.iter().enumerate() {
        by_content.entry(file.entry.id).or_default().push(place);
    }
    let mut used = vec![false; removed.len()];
    new.retain(|target| {
        let Some(places) = by_content.get(&target.entry.id) else { return true };
        let mut found: Option<usize> = None;
        let mut looked_at = 0;
        for &place in places {
            let source = &removed[place];
            let both_files = source.entry.is_file() && target.entry.is_file();
            if used[place] || !(both_files || source.entry.kind == target.entry.kind) {
                continue;
            }
            if name(source.path) == name(target.path) {
                found = Some(place);
                break;
            }
            found = found.or(Some(place));
            looked_at += 1;
            // Git looks at no more than a hundred equals.
            if looked_at == 100 {
                break;
            }
        }
        let Some(place) = found else { return true };
        used[place] = true;
        pairs.insert(target.change, removed[place].change);
        false
    });
    let mut used = used.into_iter();
    removed.retain(|_| !used.next().unwrap_or(false));
}

fn unique_names<'a>(files: &[File<'a>]) -> BTreeMap<&'a [u8], Option<usize>> {
    let mut names = BTreeMap::new();
    for (place, file) in files.iter().enumerate() {
        names.entry(name(file.path)).and_modify(|seen| *seen = None).or_insert(Some(place));
    }
    names
}

fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equals_the_first_four_are_kept() {
        let candidate = |score, source| Candidate { score, same_name: false, source, target: 0 };
        let mut best = Vec::new();
        for source in 0..6 {
            keep(&mut best, candidate(7, source));
        }
        keep(&mut best, candidate(8, 6));
        assert_eq!(best.iter().map(|kept| kept.source).collect::<Vec<_>>(), [6, 1, 2, 3]);
    }
}
