//! What a commit changed against its first parent, as `git diff -U0 -M` shows it.
//!
//! Attributes, drivers and settings of the repository play no part: a file is binary if its first
//! 8,000 bytes hold a NUL, or if it is larger than escapee reads. Links and submodules are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gix::ObjectId;
use sha2::{Digest, Sha256};

use super::Repository;
use super::error::HistoryError;
use super::line_diff::{is_space, lines};
use super::object::{MAX_CONTENT, commit_id};
use super::path;
use super::similarity::is_binary;
use super::tree::Entry;
use crate::model::blame_index::LineHunk;
use crate::model::change::{Change, FileChange, Hunk};
use crate::model::commit::{BlobId, CommitId};

/// A file's two sides: path and entry at the parent and at the commit.
pub(super) struct Sides {
    pub(super) old: Option<(Vec<u8>, Entry)>,
    pub(super) new: Option<(Vec<u8>, Entry)>,
}

impl Repository {
    /// Returns what a commit changed against its first parent; against nothing for a root and at a
    /// shallow boundary. A merge shows what it brought to its first parent.
    pub fn change(&self, commit: &CommitId) -> Result<Change, HistoryError> {
        let id = self.object_id(&commit.0)?;
        let parent = self.node(&id)?.parents.first().copied();
        let mut files = Vec::new();
        for sides in self.changed_files(parent.as_ref(), &id)? {
            files.push(self.file_change(&sides)?);
        }
        Ok(Change { commit: commit_id(&id), parent: parent.as_ref().map(commit_id), files })
    }

    /// Returns the paths whose content a commit changed against its first parent, new and removed
    /// ones too, sorted.
    pub fn changed_paths(&self, commit: &CommitId) -> Result<Vec<String>, HistoryError> {
        let node = self.node(&self.object_id(&commit.0)?)?;
        let parent = node.parents.first().map(|parent| self.node(parent)).transpose()?;
        let changes =
            self.tree_changes(parent.as_ref().map(|node| &node.tree), Some(&node.tree))?;
        Ok(changes.iter().map(|change| path::to_text(&change.path)).collect())
    }

    pub(super) fn changed_files(
        &self,
        parent: Option<&ObjectId>,
        commit: &ObjectId,
    ) -> Result<Vec<Sides>, HistoryError> {
        let old = parent.map(|parent| self.node(parent)).transpose()?;
        let old = old.as_ref().map(|node| &node.tree);
        let changes = self.tree_changes(old, Some(&self.node(commit)?.tree))?;
        let renames: BTreeMap<usize, usize> = self.renames(&changes, None)?;
        let moved: BTreeSet<usize> = renames.values().copied().collect();
        let mut files = Vec::new();
        for (place, change) in changes.iter().enumerate() {
            if moved.contains(&place) {
                continue;
            }
            let from = renames.get(&place).map_or(change, |source| &changes[*source]);
            let side = |path: &Vec<u8>, entry: Option<Entry>| {
                entry.filter(|entry| entry.is_file()).map(|entry| (path.clone(), entry))
            };
            let sides =
                Sides { old: side(&from.path, from.old), new: side(&change.path, change.new) };
            if sides.old.is_some() || sides.new.is_some() {
                files.push(sides);
            }
        }
        Ok(files)
    }

    fn file_change(&self, sides: &Sides) -> Result<FileChange, HistoryError> {
        let path = |side: &Option<(Vec<u8>, Entry)>| side.as_ref().map(|(p, _)| path::to_text(p));
        let id = |side: &Option<(Vec<u8>, Entry)>| side.as_ref().map(|(_, entry)| entry.id);
        let (old, new) = (id(&sides.old), id(&sides.new));
        let texts = match (self.text(old.as_ref())?, self.text(new.as_ref())?) {
            (Some(old), Some(new)) => Some((old, new)),
            _ => None,
        };
        let blob = |id: Option<ObjectId>| id.map(|id| BlobId(id.to_string()));
        let hunks = match &texts {
            Some(_) if old == new => Vec::new(),
            Some((before, after)) => {
                let empty = ObjectId::empty_blob(self.git.object_hash());
                let (old, new) = (old.unwrap_or(empty), new.unwrap_or(empty));
                hunks(before, after, &self.hunks_between((&old, before), (&new, after)))
            }
            None => Vec::new(),
        };
        Ok(FileChange {
            old_path: path(&sides.old),
            new_path: path(&sides.new),
            old_blob: blob(old),
            new_blob: blob(new),
            binary: texts.is_none(),
            hunks,
        })
    }

    /// Returns where a file's two sides differ; nothing where a side is binary or too large.
    pub(super) fn line_hunks(&self, sides: &Sides) -> Result<Rc<Vec<LineHunk>>, HistoryError> {
        let id = |side: &Option<(Vec<u8>, Entry)>| side.as_ref().map(|(_, entry)| entry.id);
        let (old, new) = (id(&sides.old), id(&sides.new));
        match (self.text(old.as_ref())?, self.text(new.as_ref())?) {
            (Some(before), Some(after)) if old != new => {
                let empty = ObjectId::empty_blob(self.git.object_hash());
                let (old, new) = (old.unwrap_or(empty), new.unwrap_or(empty));
                Ok(self.hunks_between((&old, &before), (&new, &after)))
            }
            _ => Ok(Rc::default()),
        }
    }

    /// Returns a side's content; empty for no side, `None` where it is binary or too large.
    fn text(&self, id: Option<&ObjectId>) -> Result<Option<Rc<Vec<u8>>>, HistoryError> {
        let Some(id) = id else { return Ok(Some(Rc::default())) };
        if self.content_size(id)? > MAX_CONTENT {
            return Ok(None);
        }
        let content = self.blob(id)?;
        Ok((!is_binary(&content)).then_some(content))
    }

    /// Returns a hash of what a commit puts in and takes out, file by file, without line numbers
    /// and white space: equal for a commit and its cherry-pick. `None` for a merge, for a commit that
    /// changes no file, and at a shallow boundary.
    pub fn patch_id(&self, commit: &CommitId) -> Result<Option<String>, HistoryError> {
        let id = self.object_id(&commit.0)?;
        if self.node(&id)?.parents.len() > 1 || self.shallow.contains(&id) {
            return Ok(None);
        }
        let change = self.change(commit)?;
        if change.files.is_empty() {
            return Ok(None);
        }
        let mut hash = Sha256::new();
        let mut part = |mark: u8, text: &str| {
            let squeezed: Vec<u8> = text.bytes().filter(|byte| !is_space(*byte)).collect();
            hash.update([mark]);
            hash.update((squeezed.len() as u64).to_le_bytes());
            hash.update(&squeezed);
        };
        for file in &change.files {
            part(b'a', file.old_path.as_deref().unwrap_or(""));
            part(b'b', file.new_path.as_deref().unwrap_or(""));
            if file.binary {
                part(b'o', file.old_blob.as_ref().map_or("", |blob| &blob.0));
                part(b'n', file.new_blob.as_ref().map_or("", |blob| &blob.0));
            }
            for hunk in &file.hunks {
                hunk.removed.iter().for_each(|line| part(b'-', line));
                hunk.added.iter().for_each(|line| part(b'+', line));
            }
        }
        let digits = hash.finalize();
        let digits = digits.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        Ok(Some(digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()))
    }
}

fn hunks(old: &[u8], new: &[u8], found: &[LineHunk]) -> Vec<Hunk> {
    let (mut old_lines, mut new_lines) = (Cursor::new(old), Cursor::new(new));
    let hunk = |found: &LineHunk| Hunk {
        // An empty side is named by the line before it, which is its 0-based start.
        old_first: found.old.start + u32::from(!found.old.is_empty()),
        new_first: found.new.start + u32::from(!found.new.is_empty()),
        removed: old_lines.take(found.old.start, found.old.end),
        added: new_lines.take(found.new.start, found.new.end),
    };
    found.iter().map(hunk).collect()
}

/// Walks a content's lines once, as hunks come in order.
struct Cursor<'a> {
    lines: Box<dyn Iterator<Item = &'a [u8]> + 'a>,
    next: u32,
}

impl<'a> Cursor<'a> {
    fn new(content: &'a [u8]) -> Self {
        Self { lines: Box::new(lines(content)), next: 0 }
    }

    fn take(&mut self, start: u32, end: u32) -> Vec<String> {
        for _ in self.next..start {
            self.lines.next();
        }
        self.next = end;
        let lines = self.lines.by_ref().take((end - start) as usize);
        lines.map(|line| String::from_utf8_lossy(without_end(line)).into_owned()).collect()
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
