//! The files of a repository at each opening: what they are called through renames, how large they
//! are, and how much they changed.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::CommitId;
use crate::model::region::FileKind;
use crate::syntax;

/// A file at one opening.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FileThen {
    /// Which file it is, through renames.
    pub id: usize,
    /// Its lines.
    pub lines: u64,
    /// Lines added or deleted since the opening before.
    pub churn: u64,
}

/// The files of a repository through all openings.
#[derive(Default)]
pub(super) struct Files {
    /// Source files by path, an opening each.
    pub at: Vec<BTreeMap<String, FileThen>>,
    /// The newest path of each file.
    pub names: Vec<String>,
    /// Every path a file ever had; a path that two files had names the later one.
    known: BTreeMap<String, usize>,
}

impl Files {
    /// Follows the files through the commits, `None` being a time before the first commit. The first
    /// commit only tells what changed until the second.
    pub(super) fn through(
        name: &str,
        repository: &Repository,
        commits: &[Option<CommitId>],
    ) -> Result<Self, Error> {
        let failed = |source| Error::History { name: name.to_owned(), source };
        let mut files = Self::default();
        let mut before: Option<&CommitId> = None;
        let mut all: BTreeMap<String, FileThen> = BTreeMap::new();
        for (place, commit) in commits.iter().enumerate() {
            for file in all.values_mut() {
                file.churn = 0;
            }
            if let Some(commit) = commit
                && before != Some(commit)
            {
                let changes = repository.churn(before, commit).map_err(failed)?;
                let taken: Vec<Option<FileThen>> = changes
                    .iter()
                    .map(|change| change.old_path.as_ref().and_then(|path| all.remove(path)))
                    .collect();
                for (change, old) in changes.into_iter().zip(taken) {
                    let Some(path) = change.new_path else { continue };
                    let id = old.map_or_else(|| files.new_id(), |file| file.id);
                    files.names[id].clone_from(&path);
                    files.known.insert(path.clone(), id);
                    let lines = old.map_or(0, |file| file.lines) + change.added;
                    let file = FileThen {
                        id,
                        lines: lines.saturating_sub(change.deleted),
                        churn: change.added + change.deleted,
                    };
                    all.insert(path, file);
                }
                before = Some(commit);
            }
            if place > 0 {
                let sources = all.iter().filter(|(path, file)| {
                    file.lines > 0 && syntax::file_kind(path) == FileKind::Source
                });
                files.at.push(sources.map(|(path, file)| (path.clone(), *file)).collect());
            }
        }
        Ok(files)
    }

    /// Returns the source files of one commit, under their own names; how much they changed is not
    /// asked.
    pub(super) fn of_commit(
        name: &str,
        repository: &Repository,
        commit: &CommitId,
    ) -> Result<Self, Error> {
        let failed = |source| Error::History { name: name.to_owned(), source };
        let mut files = Self { at: vec![BTreeMap::new()], ..Self::default() };
        for (path, _) in repository.files_at(commit).map_err(failed)? {
            if syntax::file_kind(&path) != FileKind::Source {
                continue;
            }
            let id = files.new_id();
            files.names[id].clone_from(&path);
            files.known.insert(path.clone(), id);
            files.at[0].insert(path, FileThen { id, ..FileThen::default() });
        }
        Ok(files)
    }

    fn new_id(&mut self) -> usize {
        self.names.push(String::new());
        self.names.len() - 1
    }

    /// Returns the file that a path names at an opening, else ever.
    pub(super) fn id_of(&self, opening: usize, path: &str) -> Option<usize> {
        let then = self.at.get(opening).and_then(|files| files.get(path));
        then.map(|file| file.id).or_else(|| self.known.get(path).copied())
    }
}
