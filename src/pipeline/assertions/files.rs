//! The files of a folder as it lies there, or of a commit.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::ScanRequest;
use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::{BlobId, CommitId};
use crate::model::project::under;
use crate::pipeline::workspace::root_of;

/// Folders that hold what tools put there and nobody wrote.
const SKIPPED: &[&str] =
    &["node_modules", "target", "__pycache__", "venv", "bower_components", "site-packages"];

/// Longest file that is read, in bytes; the parser refuses sooner.
const MAX_BYTES: u64 = 64 << 20;

/// Where a file's content lies.
#[derive(Debug, Clone)]
pub(super) enum Content {
    File(PathBuf),
    Blob(BlobId),
}

/// A tree of files.
pub(super) enum Files {
    /// A folder, and the files and folders of it that were asked for.
    Folder { root: PathBuf, wanted: Vec<PathBuf> },
    /// A commit, and the paths of it that were asked for.
    Commit { repository: Box<Repository>, commit: CommitId, wanted: Vec<String> },
}

impl Files {
    pub(super) fn open(root: &Path, request: &ScanRequest) -> Result<Self, Error> {
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let Some(rev) = &request.at else {
            let first = request.paths.first();
            let outside =
                first.map(absolute).filter(|path| !path.starts_with(absolute(&root.to_owned())));
            let root = match outside {
                Some(path) => {
                    root_of(if path.is_dir() { &path } else { path.parent().unwrap_or(&path) })
                }
                None => root.to_owned(),
            };
            for path in &request.paths {
                std::fs::metadata(path).map_err(|source| Error::File {
                    action: "read",
                    path: path.clone(),
                    source,
                })?;
            }
            let wanted =
                if request.paths.is_empty() { vec![root.clone()] } else { request.paths.clone() };
            return Ok(Self::Folder { root, wanted });
        };
        let name = root.display().to_string();
        let failed = |source| Error::History { name: name.clone(), source };
        let repository = Box::new(Repository::open(root).map_err(failed)?);
        let commit = repository.resolve(rev).map_err(failed)?;
        let home = absolute(&root.to_owned());
        let inside = |path: &PathBuf| {
            let full = absolute(path);
            let text = match full.strip_prefix(&home) {
                Ok(inside) => inside.to_path_buf(),
                Err(_) => path.clone(),
            };
            slashed(&text)
        };
        let wanted = request.paths.iter().map(inside).collect();
        Ok(Self::Commit { repository, commit, wanted })
    }

    pub(super) fn commit(&self) -> Option<&CommitId> {
        match self {
            Self::Folder { .. } => None,
            Self::Commit { commit, .. } => Some(commit),
        }
    }

    /// Returns the files by path. Links are not followed.
    pub(super) fn list(&self) -> Result<Vec<(String, Content)>, Error> {
        let mut files = Vec::new();
        match self {
            Self::Folder { root, wanted } => {
                for path in wanted {
                    walk(root, path, &mut Err, &mut files)?;
                }
            }
            Self::Commit { repository, commit, wanted } => {
                let name = commit.0.clone();
                let listed = repository
                    .files_at(commit)
                    .map_err(|source| Error::History { name, source })?;
                let is_wanted =
                    |path: &str| wanted.is_empty() || wanted.iter().any(|w| under(w, path));
                let kept = listed.into_iter().filter(|(path, _)| is_wanted(path));
                files.extend(kept.map(|(path, blob)| (path, Content::Blob(blob))));
            }
        }
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files.dedup_by(|a, b| a.0 == b.0);
        Ok(files)
    }

    /// Returns the files that were not asked for, given the paths of those that were: of a work tree or a
    /// commit all, of any other folder those beside them. What cannot be listed helps no test.
    pub(super) fn others(&self, asked: &HashSet<String>) -> Result<Vec<(String, Content)>, Error> {
        let mut files = Vec::new();
        match self {
            Self::Folder { root, wanted } if *wanted == [root.clone()] => {}
            Self::Folder { root, .. } if root.join(".git").exists() => {
                walk(root, root, &mut |_| Ok(()), &mut files)?;
            }
            Self::Folder { root, wanted } => {
                let folders: BTreeSet<&Path> = wanted.iter().filter_map(|w| w.parent()).collect();
                for folder in folders {
                    beside(root, folder, &mut files);
                }
            }
            Self::Commit { wanted, .. } if wanted.is_empty() => {}
            Self::Commit { repository, commit, .. } => {
                let name = commit.0.clone();
                let listed = repository
                    .files_at(commit)
                    .map_err(|source| Error::History { name, source })?;
                files.extend(listed.into_iter().map(|(path, blob)| (path, Content::Blob(blob))));
            }
        }
        files.retain(|(path, _)| !asked.contains(path));
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files.dedup_by(|a, b| a.0 == b.0);
        Ok(files)
    }

    /// Returns a file's content, or why it cannot be read.
    pub(super) fn read(&self, content: &Content) -> Result<Vec<u8>, String> {
        match (self, content) {
            (_, Content::File(path)) => std::fs::read(path).map_err(|error| error.to_string()),
            (Self::Commit { repository, .. }, Content::Blob(blob)) => {
                repository.content(blob).map_err(|error| error.to_string())
            }
            (Self::Folder { .. }, Content::Blob(blob)) => {
                Err(format!("no repository for {}", blob.0))
            }
        }
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// Returns a path as it is called from a folder.
fn named(root: &Path, path: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let full = absolute(path);
    slashed(full.strip_prefix(absolute(root)).unwrap_or(path))
}

/// Adds a file, or the files of a folder and all below it; hidden folders and those of tools are left
/// out. What becomes of a folder that cannot be read is asked.
fn walk(
    root: &Path,
    start: &Path,
    failed: &mut dyn FnMut(Error) -> Result<(), Error>,
    files: &mut Vec<(String, Content)>,
) -> Result<(), Error> {
    if start.is_file() {
        files.push((named(root, start), Content::File(start.to_owned())));
        return Ok(());
    }
    let mut folders = vec![start.to_owned()];
    while let Some(folder) = folders.pop() {
        let unread = |source| Error::File { action: "read", path: folder.clone(), source };
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(source) => {
                failed(unread(source))?;
                continue;
            }
        };
        for entry in entries {
            let entry = entry.map_err(unread)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type().map_err(unread)?;
            let path = entry.path();
            if kind.is_dir() && !name.starts_with('.') && !SKIPPED.contains(&&*name) {
                folders.push(path);
            } else if kind.is_file() && entry.metadata().is_ok_and(|m| m.len() <= MAX_BYTES) {
                files.push((named(root, &path), Content::File(path)));
            }
        }
    }
    Ok(())
}

/// Adds the files that stand in a folder, and none below it.
fn beside(root: &Path, folder: &Path, files: &mut Vec<(String, Content)>) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.metadata().is_ok_and(|m| m.is_file() && m.len() <= MAX_BYTES) {
            files.push((named(root, &entry.path()), Content::File(entry.path())));
        }
    }
}
