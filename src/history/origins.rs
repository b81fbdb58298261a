//! Where the lines of a file at a commit may come from: the same path at each parent, else the file it
//! was renamed from.

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use super::error::HistoryError;
use super::walk::Walk;
use crate::model::blame_index::{BlameIndex, Content};

/// A file as a parent has it.
pub(super) struct Origin {
    /// The parent.
    pub(super) parent: ObjectId,
    /// The file's path there, by its number in the walk.
    pub(super) path: u32,
    /// Its content there.
    pub(super) blob: ObjectId,
}

impl Walk<'_> {
    /// Returns the parents' files that lines may come from: first those at the same path, then for
    /// parents without that path the removed file it was renamed from.
    pub(super) fn origins(
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
pub(super) enum Origins {
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
