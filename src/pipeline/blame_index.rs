//! The blame index of a repository: read from where it is kept, grown by what is new, kept again.
//!
//! An index costs a walk through all of history and then spares every trace its own. So it is made
//! for many traces or a short history, or because the caller wants one kept; and one that was kept
//! is always used. Whatever is wrong with it, the repository still has the answers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::crew;
use super::index_file::IndexFile;
use super::progress::{Progress, Step};
use crate::error::Error;
use crate::history::{HistoryError, Repository};
use crate::model::blame_index::{BlameIndex, BlobPair, LineHunk, NewVersions};
use crate::model::commit::CommitId;
use crate::store::{Store, StoreError};

/// Commits that one thread reads at a time.
const CHUNK: usize = 512;
/// So many commits are kept at once: a stop in the middle loses no more than these.
const KEPT: u32 = 8192;
/// Reading this many commits costs about as much as one trace without an index does; fewer where
/// changed-path filters already tell a trace which commits to pass.
const COMMITS_A_TRACE: usize = 1000;
const COMMITS_A_FILTERED_TRACE: usize = 300;
/// So many pairs of versions are kept at once.
const KEPT_PAIRS: usize = 4096;

/// Where versions of files differ, as it was found out on the way.
pub(super) type Hunks = Vec<(BlobPair, Vec<LineHunk>)>;

/// Where an index is kept.
pub(super) enum Keep<'a> {
    /// Nowhere: it is gone with the command.
    Nowhere,
    /// In a file of its own.
    File(IndexFile),
    /// In the project's database, under the repository's name.
    Database { store: &'a mut Store, repo: &'a str },
}

/// What an index is wanted for.
pub(super) struct Wanted<'a> {
    /// The repository's folder.
    pub folder: &'a Path,
    /// Commits whose history is asked for, the branch that most of it follows first.
    pub tips: &'a [CommitId],
    /// How many traces are wanted.
    pub traces: usize,
    /// How to read the repository.
    pub open: &'a (dyn Fn() -> Result<Repository, HistoryError> + Sync),
    /// Whether to do with half the memory.
    pub low_memory: bool,
}

/// Returns the index to use, brought up to date and kept; `None` where it does not pay, or cannot be
/// made. What was wrong is added to `notes`.
pub(super) fn grown(
    repository: &Repository,
    keep: &mut Keep<'_>,
    wanted: &Wanted<'_>,
    notes: &mut Vec<String>,
    progress: &mut Progress<'_>,
) -> Result<Option<Arc<BlameIndex>>, Error> {
    let known = read(repository, keep, notes)?;
    let pays = match (&known, &*keep) {
        (None, Keep::File(_)) => true,
        // One trace walks its own files only.
        (None, Keep::Nowhere) if wanted.traces < 2 => false,
        (known, _) => {
            let behind = known.as_ref().map_or(0, BlameIndex::commit_count);
            let filtered = repository.has_path_filters();
            let a_trace = if filtered { COMMITS_A_FILTERED_TRACE } else { COMMITS_A_TRACE };
            let limit = wanted.traces.saturating_mul(a_trace).saturating_add(behind);
            !repository.has_more_commits(wanted.tips, limit).unwrap_or(true)
        }
    };
    if !pays {
        // An index that is far behind still spares what it knows.
        return Ok(known.map(Arc::new));
    }
    let fresh = known.is_none();
    let mut index = known.unwrap_or_else(|| repository.empty_index());
    if fresh {
        keep.replace(&index.take_parts())?;
    }
    match grow(repository, &mut index, keep, wanted, progress) {
        Ok(()) => Ok(Some(Arc::new(index))),
        Err(Error::History { source, .. }) => {
            let folder = wanted.folder.display();
            notes.push(format!("`{folder}` is read without a blame index: {source}"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Reads what was kept; what is of no use is cut off.
fn read(
    repository: &Repository,
    keep: &mut Keep<'_>,
    notes: &mut Vec<String>,
) -> Result<Option<BlameIndex>, Error> {
    let kept = keep.read()?;
    if kept.is_empty() {
        return Ok(None);
    }
    if let Keep::File(file) = keep
        && !file.is_ours()
    {
        notes.push(
            "another process writes the blame index: it is read, and nothing is kept".to_owned(),
        );
    }
    let found = BlameIndex::read(&kept);
    if let Some(damage) = found.damage {
        notes.push(format!("the kept blame index is made anew where it cannot be read: {damage}"));
        keep.cut(&kept, found.used)?;
    }
    match found.index {
        Some(index) if repository.fits(&index) => Ok(Some(index)),
        Some(_) => {
            notes.push(
                "the kept blame index is made anew: it is of another repository, or replaced \
                 objects, grafts or the edge of the shallow clone have changed"
                    .to_owned(),
            );
            keep.cut(&kept, 0)?;
            Ok(None)
        }
        None => Ok(None),
    }
}

/// Brings the index up to the tips.
fn grow(
    repository: &Repository,
    index: &mut BlameIndex,
    keep: &mut Keep<'_>,
    wanted: &Wanted<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let failed = |source| Error::History { name: wanted.folder.display().to_string(), source };
    index.add_commits(&repository.commits_beyond(index, wanted.tips).map_err(failed)?);
    keep.add(&index.take_parts())?;
    loop {
        // As many commits as are kept at once, so that a thread never waits long for the others.
        let unread = index.unread();
        let next = unread.start..unread.end.min(unread.start.saturating_add(KEPT));
        if next.is_empty() {
            break;
        }
        for versions in read_versions(index, next, wanted, progress).map_err(failed)? {
            index.add_versions(&versions);
        }
        keep.add(&index.take_parts())?;
    }
    index.settle();
    Ok(())
}

/// Returns what the commits changed, in pieces that follow one another.
fn read_versions(
    index: &BlameIndex,
    commits: Range<u32>,
    wanted: &Wanted<'_>,
    progress: &mut Progress<'_>,
) -> Result<Vec<NewVersions>, HistoryError> {
    let starts = commits.clone().step_by(CHUNK);
    let pieces: Vec<Range<u32>> =
        starts.map(|start| start..(start + CHUNK as u32).min(commits.end)).collect();
    // Each piece has a key of its own, so that they are handed out one by one.
    let keys: Vec<Vec<String>> = (0..pieces.len()).map(|n| vec![format!("{n:06}")]).collect();
    let (total, mut done) = (index.commit_count(), commits.start as usize);
    let mut found: BTreeMap<usize, Result<NewVersions, HistoryError>> = BTreeMap::new();
    let cores = crew::cores().min(pieces.len());
    crew::share(
        crew::threads(pieces.len(), Some(cores), wanted.low_memory),
        &keys,
        |jobs, give| match (wanted.open)() {
            Ok(repository) => {
                jobs.for_each(|job| give(job, repository.versions_of(index, pieces[job].clone())));
            }
            Err(error) => {
                if let Some(job) = jobs.next() {
                    give(job, Err(error));
                }
            }
        },
        |job, versions| {
            done += pieces[job].len();
            progress(Step::Commits, done, total);
            found.insert(job, versions);
        },
    );
    found.into_values().collect()
}

/// Collects what was found out while the index was used, and keeps it.
pub(super) struct Harvest<'k, 'a> {
    keep: &'k mut Keep<'a>,
    index: Option<Arc<BlameIndex>>,
    fresh: Hunks,
    failure: Option<Error>,
}

impl<'k, 'a> Harvest<'k, 'a> {
    /// Returns a harvest that goes where the index is kept.
    pub(super) fn new(keep: &'k mut Keep<'a>, index: Option<&Arc<BlameIndex>>) -> Self {
        Self { keep, index: index.cloned(), fresh: Vec::new(), failure: None }
    }

    /// Takes in where versions of files differ.
    pub(super) fn add(&mut self, hunks: Hunks) {
        self.fresh.extend(hunks);
        if self.fresh.len() >= KEPT_PAIRS {
            self.store();
        }
    }

    /// Keeps what is left, or tells what stood in the way.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.store();
        self.failure.map_or(Ok(()), Err)
    }

    fn store(&mut self) {
        let fresh = std::mem::take(&mut self.fresh);
        if let (Some(index), None) = (&self.index, &self.failure) {
            self.failure = self.keep.add(&index.part_of_hunks(&fresh)).err();
        }
    }
}

impl Keep<'_> {
    fn read(&mut self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Nowhere => Ok(Vec::new()),
            Self::File(file) => file.read(),
            Self::Database { store, repo } => stored(store, |store| store.blame_index(repo)),
        }
    }

    /// Keeps one more part.
    fn add(&mut self, part: &[u8]) -> Result<(), Error> {
        match self {
            _ if part.is_empty() => Ok(()),
            Self::Nowhere => Ok(()),
            Self::File(file) => file.add(part),
            Self::Database { store, repo } => {
                stored(store, |store| store.add_to_blame_index(repo, part))
            }
        }
    }

    /// Keeps the first bytes of what was kept, and nothing else.
    fn cut(&mut self, kept: &[u8], length: usize) -> Result<(), Error> {
        match self {
            Self::Nowhere => Ok(()),
            Self::File(file) => file.cut(length),
            Self::Database { .. } => self.replace(&kept[..length]),
        }
    }

    fn replace(&mut self, parts: &[u8]) -> Result<(), Error> {
        match self {
            Self::Nowhere => Ok(()),
            Self::File(file) => file.cut(0).and_then(|()| file.add(parts)),
            Self::Database { store, repo } => {
                stored(store, |store| store.replace_blame_index(repo, parts))
            }
        }
    }
}

fn stored<T>(
    store: &mut Store,
    ask: impl FnOnce(&mut Store) -> Result<T, StoreError>,
) -> Result<T, Error> {
    ask(store).map_err(|source| Error::Store { path: "the database".into(), source })
}
