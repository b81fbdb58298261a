//! The files of a folder as it lies there, or of a commit.

use std::collections::HashSet;
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
                    walk(root, path, &mut files)?;
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

    /// Returns the files by path that were not asked for; none where the whole tree was.
    pub(super) fn others(&self) -> Result<Vec<(String, Content)>, Error> {
        let whole = match self {
            Self::Folder { root, wanted } if *wanted != [root.clone()] => {
                Self::Folder { root: root.clone(), wanted: vec![root.clone()] }.list()?
            }
            Self::Commit { repository, commit, wanted } if !wanted.is_empty() => {
                let name = commit.0.clone();
                let listed = repository
                    .files_at(commit)
                    .map_err(|source| Error::History { name, source })?;
                listed.into_iter().map(|(path, blob)| (path, Content::Blob(blob))).collect()
            }
            _ => return Ok(Vec::new()),
        };
        let asked: HashSet<String> = self.list()?.into_iter().map(|(path, _)| path).collect();
        Ok(whole.into_iter().filter(|(path, _)| !asked.contains(path)).collect())
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

/// Adds a file, or the files of a folder and all below it; hidden folders and those of tools are left
/// out.
fn walk(root: &Path, start: &Path, files: &mut Vec<(String, Content)>) -> Result<(), Error> {
    let home = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let named = |path: &Path| {
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        slashed(full.strip_prefix(&home).unwrap_or(path))
    };
    if start.is_file() {
        files.push((named(start), Content::File(start.to_owned())));
        return Ok(());
    }
    let mut folders = vec![start.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |source| Error::File { action: "read", path: folder.clone(), source };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if kind.is_dir() && !name.starts_with('.') && !SKIPPED.contains(&&*name) {
                folders.push(path);
            } else if kind.is_file() && entry.metadata().is_ok_and(|m| m.len() <= MAX_BYTES) {
                files.push((named(&path), Content::File(path)));
            }
        }
    }
    Ok(())
}
