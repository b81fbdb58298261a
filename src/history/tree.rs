//! Trees: which content a path has at a commit, and which paths differ between two trees.

use std::rc::Rc;

use gix::ObjectId;
use gix::objs::tree::EntryKind;
use gix::objs::{Kind, TreeRefIter};

use super::Repository;
use super::error::HistoryError;
use super::object::damaged;
use super::path;
use super::tree_diff::{RawEntry, differing};
use crate::model::commit::{BlobId, CommitId};

/// What a tree says of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// File, folder, link or submodule.
    pub(super) kind: EntryKind,
    /// The object.
    pub(super) id: ObjectId,
}

impl Entry {
    /// Returns whether it is a regular file, executable or not.
    pub(super) fn is_file(self) -> bool {
        matches!(self.kind, EntryKind::Blob | EntryKind::BlobExecutable)
    }
}

impl Repository {
    /// Returns the content of a regular file at a commit; `None` where there is none at that path.
    pub fn blob_at(&self, commit: &CommitId, path: &str) -> Result<Option<BlobId>, HistoryError> {
        let commit = self.object_id(&commit.0)?;
        let names = self.split(&path::from_text(path));
        let entry = self.entry(&self.node(&commit)?.tree, &names)?;
        Ok(entry.filter(|entry| entry.is_file()).map(|entry| BlobId(entry.id.to_string())))
    }

    /// Returns the regular files at a commit with their content, by path. Links and submodules are
    /// left out.
    pub fn files_at(&self, commit: &CommitId) -> Result<Vec<(String, BlobId)>, HistoryError> {
        let commit = self.object_id(&commit.0)?;
        let mut files = Vec::new();
        self.list(&self.node(&commit)?.tree, &mut Vec::new(), &mut |path, entry| {
            if entry.is_file() {
                files.push((path::to_text(path), BlobId(entry.id.to_string())));
            }
        })?;
        files.sort_unstable();
        Ok(files)
    }

    /// Returns the regular files that differ between two commits, by path, each with its content at the
    /// second; `None` where it has none there.
    pub fn files_changed(
        &self,
        from: &CommitId,
        to: &CommitId,
    ) -> Result<Vec<(String, Option<BlobId>)>, HistoryError> {
        let tree = |commit: &CommitId| Ok(self.node(&self.object_id(&commit.0)?)?.tree);
        let (from, to) = (tree(from)?, tree(to)?);
        let changes = self.tree_changes(Some(&from), Some(&to))?;
        let blob = |entry: Entry| entry.is_file().then(|| BlobId(entry.id.to_string()));
        let file = |change: &TreeChange| (path::to_text(&change.path), change.new.and_then(blob));
        Ok(changes.iter().map(file).collect())
    }

    /// Returns a number to remember a path or a name by.
    pub(super) fn number(&self, bytes: &[u8]) -> u32 {
        let mut numbers = self.names.borrow_mut();
        if let Some(number) = numbers.get(bytes) {
            return *number;
        }
        let fresh = numbers.len() as u32;
        numbers.insert(bytes.to_vec(), fresh);
        fresh
    }

    /// Returns the names of a path's folders and its own, each with a number to remember it by.
    pub(super) fn split(&self, path: &[u8]) -> Rc<[Name]> {
        let name = |bytes: &[u8]| Name { number: self.number(bytes), bytes: bytes.into() };
        path.split(|byte| *byte == b'/').map(name).collect()
    }

    /// Returns what a path names in a tree.
    pub(super) fn entry(
        &self,
        tree: &ObjectId,
        path: &[Name],
    ) -> Result<Option<Entry>, HistoryError> {
        let mut tree = *tree;
        for (depth, name) in path.iter().enumerate() {
            let Some(entry) = self.child(&tree, name)? else { return Ok(None) };
            if depth + 1 == path.len() {
                return Ok(Some(entry));
            }
            if entry.kind != EntryKind::Tree {
                return Ok(None);
            }
            tree = entry.id;
        }
        Ok(None)
    }

    fn child(&self, tree: &ObjectId, name: &Name) -> Result<Option<Entry>, HistoryError> {
        let key = (*tree, name.number);
        if let Some(known) = self.entries.get(&key) {
            return Ok(known);
        }
        let bytes = self.object(tree, Kind::Tree)?;
        let mut found = None;
        for entry in TreeRefIter::from_bytes(&bytes, self.git.object_hash()) {
            let entry = entry.map_err(|source| damaged(tree, source))?;
            if entry.filename == name.bytes.as_ref() {
                found = Some(Entry { kind: entry.mode.kind(), id: entry.oid.to_owned() });
                break;
            }
        }
        Ok(self.entries.put(key, found, 1))
    }

    /// Calls `visit` with every entry below `tree` that is not a folder; `prefix` is `tree`'s path.
    fn list(
        &self,
        tree: &ObjectId,
        prefix: &mut Vec<u8>,
        visit: &mut dyn FnMut(&[u8], Entry),
    ) -> Result<(), HistoryError> {
        for (name, entry) in self.children(tree)? {
            let length = enter(prefix, &name);
            if entry.kind == EntryKind::Tree {
                self.list(&entry.id, prefix, visit)?;
            } else {
                visit(prefix, entry);
            }
            prefix.truncate(length);
        }
        Ok(())
    }

    fn children(&self, tree: &ObjectId) -> Result<Vec<(Vec<u8>, Entry)>, HistoryError> {
        let bytes = self.object(tree, Kind::Tree)?;
        TreeRefIter::from_bytes(&bytes, self.git.object_hash())
            .map(|entry| {
                let entry = entry.map_err(|source| damaged(tree, source))?;
                let found = Entry { kind: entry.mode.kind(), id: entry.oid.to_owned() };
                Ok((entry.filename.to_vec(), found))
            })
            .collect()
    }

    /// Returns the paths whose entry differs between two trees, by path. Folders are looked into,
    /// never returned; `None` is the empty tree.
    pub(super) fn tree_changes(
        &self,
        old: Option<&ObjectId>,
        new: Option<&ObjectId>,
    ) -> Result<Rc<Vec<TreeChange>>, HistoryError> {
        let key = (old.copied(), new.copied());
        if let Some(known) = self.tree_diffs.get(&key) {
            return Ok(known);
        }
        let mut changes = Vec::new();
        self.compare(old, new, &mut Vec::new(), &mut |path, old, new| {
            changes.push(TreeChange { path: path.to_vec(), old, new });
        })?;
        // A file that became a folder, or was one, is told in two pieces.
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        let weight = changes.len() + 4;
        Ok(self.tree_diffs.put(key, Rc::new(changes), weight))
    }

    /// Calls `visit` with every path whose entry differs between two trees, as told of
    /// [`Self::tree_changes`], in no order. `prefix` is the trees' path.
    pub(super) fn compare(
        &self,
        old: Option<&ObjectId>,
        new: Option<&ObjectId>,
        prefix: &mut Vec<u8>,
        visit: &mut Visit<'_>,
    ) -> Result<(), HistoryError> {
        if old == new {
            return Ok(());
        }
        let read = |tree: Option<&ObjectId>| match tree {
            Some(id) => self.object(id, Kind::Tree),
            None => Ok(Rc::default()),
        };
        let (old_bytes, new_bytes) = (read(old)?, read(new)?);
        let odd = || {
            let id = new.or(old).map_or_else(String::new, ToString::to_string);
            HistoryError::OddTree { id }
        };
        let hash_length = self.git.object_hash().len_in_bytes();
        for (old, new) in differing(&old_bytes, &new_bytes, hash_length).ok_or_else(odd)? {
            let Some(name) = old.or(new).map(|entry| entry.name) else { continue };
            let read = |entry: Option<RawEntry<'_>>| {
                entry.map(|entry| entry.entry().ok_or_else(odd)).transpose()
            };
            let (old, new) = (read(old)?, read(new)?);
            if old == new {
                continue;
            }
            let length = enter(prefix, name);
            let folder = |entry: Option<Entry>| entry.filter(|entry| entry.kind == EntryKind::Tree);
            let other = |entry: Option<Entry>| entry.filter(|entry| entry.kind != EntryKind::Tree);
            let (old_folder, new_folder) = (folder(old), folder(new));
            let ids = (old_folder.as_ref().map(|e| &e.id), new_folder.as_ref().map(|e| &e.id));
            self.compare(ids.0, ids.1, prefix, visit)?;
            let (old, new) = (other(old), other(new));
            if old.is_some() || new.is_some() {
                visit(prefix, old, new);
            }
            prefix.truncate(length);
        }
        Ok(())
    }
}

/// Told a path, and its entry in an old and in a new tree; `None` is no entry, or a folder.
pub(super) type Visit<'a> = dyn FnMut(&[u8], Option<Entry>, Option<Entry>) + 'a;

/// An old and a new tree; `None` is the empty tree.
pub(super) type TreePair = (Option<ObjectId>, Option<ObjectId>);

/// A path whose entry differs between two trees; `None` is no entry, or a folder.
#[derive(Debug, Clone)]
pub(super) struct TreeChange {
    /// The path.
    pub(super) path: Vec<u8>,
    /// What it names in the old tree.
    pub(super) old: Option<Entry>,
    /// What it names in the new tree.
    pub(super) new: Option<Entry>,
}

/// One name in a path.
#[derive(Debug)]
pub(super) struct Name {
    number: u32,
    bytes: Box<[u8]>,
}

fn enter(prefix: &mut Vec<u8>, name: &[u8]) -> usize {
    let length = prefix.len();
    if length > 0 {
        prefix.push(b'/');
    }
    prefix.extend_from_slice(name);
    length
}
