//! What the blame index is made of: the commits it lacks, and what each of them changed.
//!
//! The index is a value of the model. Here it is read out of the repository, and asked in place of
//! it: a repository that [has one](Repository::use_index) walks from change to change and never
//! looks at the trees between.

use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use gix::ObjectId;
use sha2::{Digest, Sha256};

use super::Repository;
use super::error::HistoryError;
use super::object::commit_id;
use super::tree::Entry;
use crate::model::blame_index::{
    BlameIndex, BlobPair, IndexedCommit, LineHunk, NewContent, NewVersions,
};
use crate::model::commit::CommitId;

impl Repository {
    /// Returns an index that holds nothing yet.
    pub fn empty_index(&self) -> BlameIndex {
        BlameIndex::new(self.world(), self.git.object_hash().len_in_bytes())
    }

    /// Returns whether what else decides history (replaced objects, grafts, the edge of a shallow
    /// clone) is as it was when the index was made.
    pub fn fits(&self, index: &BlameIndex) -> bool {
        index.world() == self.world()
    }

    fn world(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.git.object_hash().to_string());
        for id in &self.shallow {
            hash.update(format!("\nshallow {id}"));
        }
        for (commit, parents) in &self.grafts {
            hash.update(format!("\ngraft {commit}"));
            for parent in parents {
                hash.update(format!(" {parent}"));
            }
        }
        let mut replaced: Vec<String> = self
            .git
            .objects
            .store_ref()
            .replacements()
            .map(|(old, new)| format!("\nreplace {old} {new}"))
            .collect();
        replaced.sort_unstable();
        hash.update(replaced.concat());
        hash.finalize().into()
    }

    /// Returns the commits that lie behind `tips` and not in the index: children before parents,
    /// else newest first, and the line of the first tip before all.
    pub fn commits_beyond(
        &self,
        index: &BlameIndex,
        tips: &[CommitId],
    ) -> Result<Vec<IndexedCommit>, HistoryError> {
        let known = |id: &ObjectId| index.commit(id.as_slice()).is_some();
        let mut children: HashMap<ObjectId, u32> = HashMap::new();
        let mut unread = Vec::new();
        for tip in tips {
            let tip = self.object_id(&tip.0)?;
            if !known(&tip) && children.insert(tip, 0).is_none() {
                unread.push(tip);
            }
        }
        let starts = unread.clone();
        while let Some(id) = unread.pop() {
            for parent in &self.node(&id)?.parents {
                if known(parent) {
                    continue;
                }
                if !children.contains_key(parent) {
                    unread.push(*parent);
                }
                *children.entry(*parent).or_default() += 1;
            }
        }
        let mut found = Vec::with_capacity(children.len());
        let mut ready = BinaryHeap::new();
        for (place, tip) in starts.iter().enumerate() {
            if children.get(tip) == Some(&0) {
                let first = if place == 0 { i64::MAX } else { self.node(tip)?.seconds };
                ready.push((first, *tip));
            }
        }
        while let Some((_, id)) = ready.pop() {
            let node = self.node(&id)?;
            found.push(IndexedCommit {
                id: id.as_slice().to_vec(),
                seconds: node.seconds,
                parents: node.parents.iter().map(|parent| parent.as_slice().to_vec()).collect(),
            });
            for parent in &node.parents {
                if let Some(left) = children.get_mut(parent) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push((self.node(parent)?.seconds, *parent));
                    }
                }
            }
        }
        if let Some(commit) = children.iter().find_map(|(id, left)| (*left > 0).then_some(id)) {
            return Err(HistoryError::Circle { commit: commit_id(commit) });
        }
        Ok(found)
    }

    /// Returns what commits of the index changed against their first parents.
    pub fn versions_of(
        &self,
        index: &BlameIndex,
        commits: std::ops::Range<u32>,
    ) -> Result<NewVersions, HistoryError> {
        let mut numbers: HashMap<Vec<u8>, u32> = HashMap::new();
        let mut found = NewVersions::default();
        for commit in commits {
            let tree = |commit: u32| {
                let id = ObjectId::try_from(index.commit_id(commit));
                let id = id.unwrap_or_else(|_| self.git.object_hash().null());
                Ok::<_, HistoryError>(self.node(&id)?.tree)
            };
            let old = index.parents(commit).first().map(|parent| tree(*parent)).transpose()?;
            let mut changes = Vec::new();
            self.compare(
                old.as_ref(),
                Some(&tree(commit)?),
                &mut Vec::new(),
                &mut |path, old, new| {
                    if is_same(old, new) {
                        return;
                    }
                    let number = numbers.get(path).copied().unwrap_or_else(|| {
                        let fresh = found.paths.len() as u32;
                        found.paths.push(path.to_vec());
                        numbers.insert(path.to_vec(), fresh);
                        fresh
                    });
                    changes.push((number, content(new)));
                },
            )?;
            found.changes.push(changes);
        }
        Ok(found)
    }

    /// Lets the index answer where it can.
    pub fn use_index(&mut self, index: Arc<BlameIndex>) {
        self.index = Some(index);
    }

    /// Returns the hunks that were found out since this was last asked, for the index to keep.
    pub fn take_hunks(&self) -> Vec<(BlobPair, Vec<LineHunk>)> {
        self.fresh_hunks.take()
    }
}

/// Returns whether a walk cannot tell the two apart: a mode does not matter, nor what a link says.
fn is_same(old: Option<Entry>, new: Option<Entry>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) if old.is_file() && new.is_file() => old.id == new.id,
        (Some(old), Some(new)) => !old.is_file() && !new.is_file(),
        _ => false,
    }
}

fn content(entry: Option<Entry>) -> NewContent {
    match entry {
        Some(entry) if entry.is_file() => NewContent::File(entry.id.as_slice().to_vec()),
        Some(_) => NewContent::Other,
        None => NewContent::Nothing,
    }
}
