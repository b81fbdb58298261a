//! The blame index: for each path the commits that changed it, and for versions of a file the lines
//! in which they differ.
//!
//! It is made once from history and then only grows: by new commits, by their versions, by hunks.
//! What it grew by is a [part](BlameIndex::take_parts) of bytes to be kept, and
//! [`BlameIndex::read`] makes the index of such parts again. Its answers are those of the
//! repository; it knows every ancestor of a commit that it knows.

mod applied;
mod bytes;
mod commits;
mod hunks;
mod ids;
mod part;
mod versions;
mod written;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use commits::Commits;
pub use commits::IndexedCommit;
use hunks::Hunks;
pub use hunks::{BlobPair, LineHunk};
use ids::Ids;
pub use part::IndexDamage;
pub use versions::Content;
use versions::{Version, Versions};

/// What a path names at a commit, as history reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewContent {
    /// A regular file, by the id of its blob.
    File(Vec<u8>),
    /// A link or a submodule.
    Other,
    /// Nothing, or a folder.
    Nothing,
}

/// What commits changed against their first parents: paths, and by commit in the order of the
/// commits each changed path, as a place in `paths`, with what it now names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewVersions {
    /// Paths, each once.
    pub paths: Vec<Vec<u8>>,
    /// Changes of each commit.
    pub changes: Vec<Vec<(u32, NewContent)>>,
}

/// What kept parts make.
#[derive(Debug, Clone)]
pub struct KeptIndex {
    /// The index; `None` where there is none in it.
    pub index: Option<BlameIndex>,
    /// How many bytes of what was kept it stands in; the rest is of no use.
    pub used: usize,
    /// What is wrong with the rest.
    pub damage: Option<IndexDamage>,
}

/// Paths, blobs and commits by number, and what is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlameIndex {
    world: [u8; 32],
    id_length: usize,
    commits: Commits,
    /// How many commits have their versions.
    known: u32,
    paths: Vec<Vec<u8>>,
    path_numbers: HashMap<Vec<u8>, u32>,
    blobs: Ids,
    versions: Versions,
    hunks: Hunks,
    parts: Vec<u8>,
}

impl BlameIndex {
    /// How every kept index begins; what follows tells its version.
    pub const MARK: &[u8] = b"escapee blame index ";

    /// Returns an empty index of a repository with ids of that many bytes. `world` is a digest of
    /// all else that decides what history says, such as replaced objects: with another world the
    /// index is worth nothing.
    pub fn new(world: [u8; 32], id_length: usize) -> Self {
        Self {
            world,
            id_length,
            commits: Commits::new(id_length),
            known: 0,
            paths: Vec::new(),
            path_numbers: HashMap::new(),
            blobs: Ids::new(id_length),
            versions: Versions::default(),
            hunks: Hunks::default(),
            parts: part::head(&world, id_length),
        }
    }

    /// Returns the digest it was made with.
    pub fn world(&self) -> [u8; 32] {
        self.world
    }

    /// Returns how many commits it holds.
    pub fn commit_count(&self) -> usize {
        self.commits.len() as usize
    }

    /// Returns for how many pairs of versions it knows where they differ.
    pub fn pair_count(&self) -> usize {
        self.hunks.len()
    }

    /// Returns the number of a commit.
    pub fn commit(&self, id: &[u8]) -> Option<u32> {
        self.commits.ids.number(id)
    }

    /// Returns the id of a commit.
    pub fn commit_id(&self, commit: u32) -> &[u8] {
        self.commits.ids.get(commit)
    }

    /// Returns a commit's date in seconds since 1970.
    pub fn seconds(&self, commit: u32) -> i64 {
        self.commits.seconds.get(commit as usize).copied().unwrap_or_default()
    }

    /// Returns a commit's parents.
    pub fn parents(&self, commit: u32) -> &[u32] {
        self.commits.parents(commit)
    }

    /// Returns the number of a path; `None` where no commit ever had it.
    pub fn path(&self, path: &[u8]) -> Option<u32> {
        self.path_numbers.get(path).copied()
    }

    /// Returns the number of a blob that some path named.
    pub fn blob(&self, id: &[u8]) -> Option<u32> {
        self.blobs.number(id)
    }

    /// Returns the id of a blob.
    pub fn blob_id(&self, blob: u32) -> &[u8] {
        self.blobs.get(blob)
    }

    /// Returns what a path names at a commit, and the commit at or before it in the line of first
    /// parents that made it so; `None` where the path was never there.
    pub fn version(&self, path: u32, commit: u32) -> Option<(u32, Content)> {
        self.versions.version(&self.commits, path, commit)
    }

    /// Returns whether `newer` comes to `older` by first parents alone, or is the same commit.
    pub fn is_in_line(&self, older: u32, newer: u32) -> bool {
        let older = self.commits.place(older);
        let mut at = self.commits.place(newer);
        loop {
            if at.0 == older.0 {
                return older.1 <= at.1;
            }
            match self.commits.base(at.0) {
                Some(base) => at = self.commits.place(base),
                None => return false,
            }
        }
    }

    /// Returns where two blobs differ, if that was found out before.
    pub fn hunks(&self, pair: BlobPair) -> Option<&[LineHunk]> {
        self.hunks.get(pair)
    }

    /// Adds commits: children before their parents, and each parent known or among them. Gives back
    /// whether that was so; nothing is added where it was not.
    pub fn add_commits(&mut self, fresh: &[IndexedCommit]) -> bool {
        let first = self.commits.len();
        let numbers: HashMap<&[u8], u32> =
            fresh.iter().zip(first..).map(|(commit, number)| (&commit.id[..], number)).collect();
        let number = |id: &Vec<u8>| numbers.get(&id[..]).copied().or_else(|| self.commit(id));
        let mut numbered = Vec::with_capacity(fresh.len());
        for commit in fresh {
            let Some(parents) = commit.parents.iter().map(number).collect() else { return false };
            numbered.push((commit.id.clone(), commit.seconds, parents));
        }
        if !numbered.is_empty() {
            let body = written::commits(first, &numbered);
            return self.grow(part::COMMITS, &body).is_some();
        }
        true
    }

    /// Returns the commits whose versions are not known yet, oldest numbers first.
    pub fn unread(&self) -> Range<u32> {
        self.known..self.commits.len()
    }

    /// Adds the versions of the next commits of [`Self::unread`]. Gives back whether they fit.
    pub fn add_versions(&mut self, fresh: &NewVersions) -> bool {
        let body = written::versions(self, fresh);
        self.grow(part::VERSIONS, &body).is_some()
    }

    /// Returns the part that makes an index know where pairs of blobs differ, to be put behind what
    /// was kept before; empty where it knows them all.
    pub fn part_of_hunks(&self, fresh: &[(BlobPair, Vec<LineHunk>)]) -> Vec<u8> {
        let mut pairs = HashSet::new();
        let unknown: Vec<_> = fresh
            .iter()
            .filter(|(pair, _)| self.hunks.get(*pair).is_none() && pairs.insert(*pair))
            .map(|(pair, hunks)| (*pair, hunks.as_slice()))
            .collect();
        let mut out = Vec::new();
        if !unknown.is_empty() {
            let body = written::hunks(unknown.into_iter());
            part::append(
                &mut out,
                part::HUNKS,
                &body,
                &part::seal(&self.world, part::HUNKS, &body),
            );
        }
        out
    }

    /// Makes what was added ready to be asked.
    pub fn settle(&mut self) {
        self.versions.settle(self.paths.len());
    }

    /// Returns what it grew by since it was last asked, to be put behind what was kept before.
    pub fn take_parts(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.parts)
    }

    /// Returns the index that the kept parts make.
    pub fn read(kept: &[u8]) -> KeptIndex {
        part::read(kept)
    }

    fn grow(&mut self, kind: u8, body: &[u8]) -> Option<()> {
        self.apply(kind, body)?;
        let seal = part::seal(&self.world, kind, body);
        part::append(&mut self.parts, kind, body, &seal);
        Some(())
    }

    fn path_number(&mut self, path: &[u8]) -> u32 {
        if let Some(known) = self.path_numbers.get(path) {
            return *known;
        }
        let number = self.paths.len() as u32;
        self.paths.push(path.to_vec());
        self.path_numbers.insert(path.to_vec(), number);
        number
    }

    fn add_known_versions(&mut self, commits: u32, fresh: &[Version]) {
        self.versions.add(&self.commits, fresh);
        self.known += commits;
    }
}
