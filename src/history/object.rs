//! Reading single objects: commits as the walks need them, and the content of files.

use std::rc::Rc;

use chrono::DateTime;
use gix::ObjectId;
use gix::objs::{CommitRef, Find, FindHeader, Kind};

use super::Repository;
use super::error::HistoryError;
use super::packs::Whole;
use crate::model::commit::{BlobId, Commit, CommitId, Time};

/// The largest file content that is read: 64 MiB.
pub(super) const MAX_CONTENT: u64 = 64 << 20;

/// What walking history needs to know of a commit.
#[derive(Debug)]
pub(super) struct Node {
    /// Its tree.
    pub(super) tree: ObjectId,
    /// Its parents; empty for a root and at a shallow boundary.
    pub(super) parents: Vec<ObjectId>,
    /// Committer's date in seconds since 1970; 0 where it cannot be read, as in git.
    pub(super) seconds: i64,
    /// More than every ancestor's, where the commit graph knows it.
    pub(super) generation: Option<u32>,
}

/// Returns the id that git gives a file's content; `None` for content made to break the hash.
pub fn blob_id(content: &[u8]) -> Option<BlobId> {
    let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, Kind::Blob, content);
    Some(BlobId(id.ok()?.to_string()))
}

impl Repository {
    /// Returns the bytes of an object, which must be of kind `wanted`.
    pub(super) fn object(&self, id: &ObjectId, wanted: Kind) -> Result<Rc<Vec<u8>>, HistoryError> {
        let packed = self.packs.as_ref().and_then(|packs| packs.object(id));
        let (kind, bytes) = match packed {
            Some(whole) => whole,
            None => self.object_by_gix(id)?,
        };
        if kind == wanted {
            return Ok(bytes);
        }
        let id = id.to_string();
        Err(HistoryError::WrongKind { id, found: name(kind), wanted: name(wanted) })
    }

    fn object_by_gix(&self, id: &ObjectId) -> Result<Whole, HistoryError> {
        let mut buffer = Vec::new();
        let found = self.git.objects.try_find(id, &mut buffer);
        let data = found
            .map_err(|source| damaged(id, source))?
            .ok_or_else(|| HistoryError::Missing { id: id.to_string() })?;
        let (kind, length) = (data.kind, data.data.len());
        buffer.truncate(length);
        Ok((kind, Rc::new(buffer)))
    }

    /// Returns what walking needs to know of a commit.
    pub(super) fn node(&self, id: &ObjectId) -> Result<Rc<Node>, HistoryError> {
        if let Some(node) = self.nodes.get(id) {
            return Ok(node);
        }
        let node = match self.node_in_graph(id) {
            Some(node) => node,
            None => self.node_in_store(id)?,
        };
        Ok(self.nodes.put(*id, Rc::new(node), 1))
    }

    fn node_in_graph(&self, id: &ObjectId) -> Option<Node> {
        let graph = self.graph.as_ref()?;
        let commit = graph.commit_by_id(id)?;
        let parents = if self.shallow.contains(id) {
            Vec::new()
        } else {
            let positions: Result<Vec<_>, _> = commit.iter_parents().collect();
            positions.ok()?.into_iter().map(|at| graph.id_at(at).to_owned()).collect()
        };
        let known = 1..gix::commitgraph::GENERATION_NUMBER_MAX;
        Some(Node {
            tree: commit.root_tree_id().to_owned(),
            parents,
            seconds: commit.committer_timestamp() as i64,
            generation: Some(commit.generation()).filter(|number| known.contains(number)),
        })
    }

    fn node_in_store(&self, id: &ObjectId) -> Result<Node, HistoryError> {
        let bytes = self.object(id, Kind::Commit)?;
        Ok(self.node_of(id, &self.parsed(id, &bytes)?))
    }

    fn node_of(&self, id: &ObjectId, commit: &CommitRef<'_>) -> Node {
        let seconds = commit.time().map_or(0, |time| time.seconds);
        Node { tree: commit.tree(), parents: self.parents(id, commit), seconds, generation: None }
    }

    /// Returns the parents a commit has here, whatever itself says.
    fn parents(&self, id: &ObjectId, commit: &CommitRef<'_>) -> Vec<ObjectId> {
        if self.shallow.contains(id) {
            return Vec::new();
        }
        self.grafts.get(id).cloned().unwrap_or_else(|| commit.parents().collect())
    }

    /// Returns whether the clone holds a commit.
    pub fn has(&self, id: &CommitId) -> bool {
        self.object_id(&id.0).is_ok_and(|id| self.node(&id).is_ok())
    }

    /// Returns a commit with its message.
    pub fn commit(&self, id: &CommitId) -> Result<Commit, HistoryError> {
        let id = self.object_id(&id.0)?;
        self.whole_commit(&id)
    }

    /// Returns a commit with its message. What walking needs of it is remembered.
    pub(super) fn whole_commit(&self, id: &ObjectId) -> Result<Commit, HistoryError> {
        let bytes = self.object(id, Kind::Commit)?;
        let commit = self.parsed(id, &bytes)?;
        if self.graph.is_none() && self.nodes.get(id).is_none() {
            self.nodes.put(*id, Rc::new(self.node_of(id, &commit)), 1);
        }
        let parents = self.parents(id, &commit).iter().map(commit_id).collect();
        let encoding = commit.encoding.and_then(|label| encoding_rs::Encoding::for_label(label));
        let message = match encoding {
            Some(encoding) => encoding.decode_without_bom_handling(commit.message).0.into_owned(),
            None => String::from_utf8_lossy(commit.message).into_owned(),
        };
        let authored = commit.author().ok().and_then(|author| author.time().ok());
        Ok(Commit {
            id: commit_id(id),
            parents,
            committed_at: time(commit.time().map_or(0, |time| time.seconds)),
            authored_at: time(authored.map_or(0, |time| time.seconds)),
            message,
        })
    }

    fn parsed<'a>(&self, id: &ObjectId, bytes: &'a [u8]) -> Result<CommitRef<'a>, HistoryError> {
        CommitRef::from_bytes(bytes, self.git.object_hash()).map_err(|source| damaged(id, source))
    }

    /// Returns a file's content. Content above 64 MiB is an error that names it.
    pub fn content(&self, blob: &BlobId) -> Result<Vec<u8>, HistoryError> {
        let id = self.object_id(&blob.0)?;
        Ok(Rc::unwrap_or_clone(self.blob(&id)?))
    }

    /// Returns a file's content, shared.
    pub(super) fn blob(&self, id: &ObjectId) -> Result<Rc<Vec<u8>>, HistoryError> {
        if let Some((Kind::Blob, content)) = self.packs.as_ref().and_then(|packs| packs.object(id))
        {
            return Ok(content);
        }
        if let Some(known) = self.loose.get(id) {
            return Ok(known);
        }
        let bytes = self.content_size(id)?;
        if bytes > MAX_CONTENT {
            let blob = BlobId(id.to_string());
            return Err(HistoryError::TooLarge { blob, bytes, limit: MAX_CONTENT });
        }
        let content = self.object(id, Kind::Blob)?;
        let weight = content.len() + 100;
        Ok(self.loose.put(*id, content, weight))
    }

    /// Returns how many bytes an object has.
    pub(super) fn content_size(&self, id: &ObjectId) -> Result<u64, HistoryError> {
        let header = self.git.objects.try_header(id).map_err(|source| damaged(id, source))?;
        header.map(|header| header.size).ok_or_else(|| HistoryError::Missing { id: id.to_string() })
    }

    /// Returns the object id a model id stands for.
    pub(super) fn object_id(&self, hex: &str) -> Result<ObjectId, HistoryError> {
        ObjectId::from_hex(hex.as_bytes())
            .ok()
            .filter(|id| id.kind() == self.git.object_hash())
            .ok_or_else(|| HistoryError::InvalidId { id: hex.to_owned() })
    }
}

/// Returns the model's id of a commit.
pub(super) fn commit_id(id: &ObjectId) -> CommitId {
    CommitId(id.to_string())
}

/// Returns the time of a commit date; dates no calendar holds become 1970, as git reads them.
pub(super) fn time(seconds: i64) -> Time {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// Returns the error for an object that cannot be decoded.
pub(super) fn damaged(id: &ObjectId, source: gix::Error) -> HistoryError {
    HistoryError::Damaged { id: id.to_string(), source: Box::new(source) }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Tree => "tree",
        Kind::Blob => "blob",
        Kind::Commit => "commit",
        Kind::Tag => "tag",
    }
}
