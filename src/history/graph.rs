//! Questions about the shape of history: what lies behind a commit, and in which order.

use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::rc::Rc;

use gix::ObjectId;

use super::Repository;
use super::error::HistoryError;
use super::memo::IdSet;
use super::object::{commit_id, time};
use crate::model::commit::{Commit, CommitId, Time};

/// Commits that a walk may see before generations are numbered for it.
const NEAR: usize = 1_000;

impl Repository {
    /// Returns every commit reachable from `tip`: children before parents, else newest first.
    pub fn log(&self, tip: &CommitId) -> Result<Vec<Commit>, HistoryError> {
        let tip = self.object_id(&tip.0)?;
        let mut children: HashMap<ObjectId, u32> = HashMap::from([(tip, 0)]);
        let mut unread = vec![tip];
        let mut commits: HashMap<ObjectId, Commit> = HashMap::new();
        while let Some(id) = unread.pop() {
            commits.insert(id, self.whole_commit(&id)?);
            for parent in &self.node(&id)?.parents {
                if !children.contains_key(parent) {
                    unread.push(*parent);
                }
                *children.entry(*parent).or_default() += 1;
            }
        }
        let mut log = Vec::with_capacity(children.len());
        let mut ready = BinaryHeap::from([(self.node(&tip)?.seconds, tip)]);
        while let Some((_, id)) = ready.pop() {
            let Some(commit) = commits.remove(&id) else { return Err(circle(&id)) };
            log.push(commit);
            for parent in &self.node(&id)?.parents {
                if let Some(left) = children.get_mut(parent) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push((self.node(parent)?.seconds, *parent));
                    }
                }
            }
        }
        // What never gets ready lies behind itself.
        match commits.keys().min() {
            Some(id) => Err(circle(id)),
            None => Ok(log),
        }
    }

    /// Returns whether more than `limit` commits are reachable from `tips`. Where there is a commit
    /// graph its size is taken, which may count commits that no tip leads to.
    pub fn has_more_commits(&self, tips: &[CommitId], limit: usize) -> Result<bool, HistoryError> {
        if let Some(graph) = &self.graph {
            return Ok(graph.num_commits() as usize > limit);
        }
        let mut seen = IdSet::default();
        let mut unread: Vec<ObjectId> =
            tips.iter().map(|tip| self.object_id(&tip.0)).collect::<Result<_, _>>()?;
        while let Some(id) = unread.pop() {
            if seen.insert(id) {
                unread.extend(&self.node(&id)?.parents);
            }
            if seen.len() > limit {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns `tip` and its first parents down to a root, with their commit times.
    pub fn first_parents(&self, tip: &CommitId) -> Result<Vec<(CommitId, Time)>, HistoryError> {
        let mut next = Some(self.object_id(&tip.0)?);
        let mut chain = Vec::new();
        let mut seen = IdSet::default();
        while let Some(id) = next {
            if !seen.insert(id) {
                return Err(circle(&id));
            }
            let node = self.node(&id)?;
            chain.push((commit_id(&id), time(node.seconds)));
            next = node.parents.first().copied();
        }
        Ok(chain)
    }

    /// Returns whether `ancestor` is `of` or lies behind it.
    pub fn is_ancestor(&self, ancestor: &CommitId, of: &CommitId) -> Result<bool, HistoryError> {
        let ancestor = self.object_id(&ancestor.0)?;
        let of = self.object_id(&of.0)?;
        if let Some(known) = self.ancestries.get(&of) {
            return Ok(known.contains(&ancestor));
        }
        Ok(!self.ancestors_by_distance(&of, &[ancestor])?.is_empty())
    }

    /// Returns those of `among` that are `of` or lie behind it, nearest first: by the commits on the
    /// shortest way there, then newest first, then by id.
    pub fn ancestors_among(
        &self,
        of: &CommitId,
        among: &[CommitId],
    ) -> Result<Vec<CommitId>, HistoryError> {
        let of = self.object_id(&of.0)?;
        let among: Vec<ObjectId> =
            among.iter().map(|id| self.object_id(&id.0)).collect::<Result<_, _>>()?;
        let found = self.ancestors_by_distance(&of, &among)?;
        Ok(found.iter().map(commit_id).collect())
    }

    /// One walk by distance, left as soon as all are found. Where generations are numbered, nothing older
    /// than all that is still sought is visited; a walk that grows long has them numbered. Commit dates are not
    /// used for that, because clocks are wrong.
    fn ancestors_by_distance(
        &self,
        of: &ObjectId,
        among: &[ObjectId],
    ) -> Result<Vec<ObjectId>, HistoryError> {
        let mut sought: BTreeSet<ObjectId> = among.iter().copied().collect();
        let mut found = Vec::new();
        let mut seen = IdSet::default();
        seen.insert(*of);
        let mut level = vec![*of];
        let (mut cut, mut numbered) = (false, false);
        let mut floor = self.lowest_generation(&sought)?;
        while !level.is_empty() && !sought.is_empty() {
            let here: Vec<ObjectId> =
                level.iter().copied().filter(|id| sought.remove(id)).collect();
            let mut keyed = Vec::with_capacity(here.len());
            for id in here {
                keyed.push((std::cmp::Reverse(self.node(&id)?.seconds), id));
            }
            keyed.sort_unstable();
            found.extend(keyed.iter().map(|(_, id)| id));
            let grows_long = seen.len() > NEAR && !numbered;
            if grows_long {
                numbered = true;
                self.count_generations(&[&[*of], among].concat())?;
            }
            if grows_long || !keyed.is_empty() {
                floor = self.lowest_generation(&sought)?;
            }
            let mut next = Vec::new();
            for id in level {
                let node = self.node(&id)?;
                if let (Some(floor), Some(generation)) = (floor, self.generation(&id, &node))
                    && generation <= floor
                {
                    cut = true;
                    continue;
                }
                next.extend(node.parents.iter().copied().filter(|parent| seen.insert(*parent)));
            }
            level = next;
        }
        if level.is_empty() && !cut {
            let weight = seen.len();
            self.ancestries.put(*of, Rc::new(seen), weight);
        }
        Ok(found)
    }

    /// Returns the lowest number of the commits; `None` where one has none that is known. A commit without a
    /// number may stand above any, so only numbers on both sides allow a cut.
    fn lowest_generation(&self, commits: &BTreeSet<ObjectId>) -> Result<Option<u32>, HistoryError> {
        let mut lowest = None;
        for id in commits {
            let Some(number) = self.generation(id, &*self.node(id)?) else { return Ok(None) };
            lowest = Some(lowest.map_or(number, |lowest: u32| lowest.min(number)));
        }
        Ok(lowest)
    }
}

/// Returns the error of a commit that lies behind itself.
fn circle(id: &ObjectId) -> HistoryError {
    HistoryError::Circle { commit: commit_id(id) }
}
