//! What a command works on: the project's description, its repositories and its database.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::CommitId;
use crate::model::project::{Project, RepositoryConfig};
use crate::sources;
use crate::store::Store;

/// Name of the project file.
pub const PROJECT_FILE: &str = "escapee.toml";
/// Name of the database where no other is given.
pub const DATABASE_FILE: &str = "escapee.db";

/// Where a command was told to work.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Folder of the repository; the folder the command runs in where none is given.
    pub folder: PathBuf,
    /// The database; `escapee.db` beside `escapee.toml` where none is given.
    pub database: Option<PathBuf>,
}

/// The project's description, its repositories and its database.
pub struct Workspace {
    /// Folder of `escapee.toml`.
    pub root: PathBuf,
    /// What `escapee.toml` says, or its defaults.
    pub project: Project,
    /// Where the database lies.
    pub database: PathBuf,
    /// The database.
    pub store: Store,
    /// Commits that were released, by repository; read once.
    pub(super) released: RefCell<HashMap<String, Released>>,
}

/// Commits that were released, each with what is told of that.
pub(super) type Released = Rc<HashMap<CommitId, String>>;

impl Workspace {
    /// Opens the workspace; the database is made if it is not there.
    pub fn open_or_create(place: &Place) -> Result<Self, Error> {
        let (root, project) = project_at(&place.folder)?;
        let database = place.database.clone().unwrap_or_else(|| root.join(DATABASE_FILE));
        let store = Store::open(&database)
            .map_err(|source| Error::Store { path: database.clone(), source })?;
        Ok(Self { root, project, database, store, released: RefCell::default() })
    }

    /// Opens the workspace with its database if it is there, else with an empty one in memory.
    pub fn open_or_empty(place: &Place) -> Result<Self, Error> {
        let (root, project) = project_at(&place.folder)?;
        let database = place.database.clone().unwrap_or_else(|| root.join(DATABASE_FILE));
        let opened =
            if database.is_file() { Store::open(&database) } else { Store::open_in_memory() };
        let store = opened.map_err(|source| Error::Store { path: database.clone(), source })?;
        Ok(Self { root, project, database, store, released: RefCell::default() })
    }

    /// Opens the workspace; without a database there is nothing to read yet.
    pub fn open(place: &Place) -> Result<Self, Error> {
        let (root, _) = project_at(&place.folder)?;
        let database = place.database.clone().unwrap_or_else(|| root.join(DATABASE_FILE));
        if !database.is_file() {
            return Err(Error::Nothing {
                what: "database",
                hint: "start with `escapee init` or `escapee import incidents FILE`; --repo and --db name other places",
            });
        }
        Self::open_or_create(place)
    }

    /// Returns the description of the repository of that name, of the only one without a name.
    pub fn repository(&self, name: Option<&str>) -> Result<&RepositoryConfig, Error> {
        let known = || self.project.repositories.iter().map(|r| r.name.clone()).collect();
        match name {
            None => Ok(&self.project.repositories[0]),
            Some(name) => self
                .project
                .repository(name)
                .ok_or_else(|| Error::NoRepository { name: name.to_owned(), known: known() }),
        }
    }

    /// Opens one repository.
    pub fn open_repository(&self, config: &RepositoryConfig) -> Result<Repository, Error> {
        self.open_repository_within(config, false)
    }

    /// Opens one repository; with `low_memory` it remembers less.
    pub fn open_repository_within(
        &self,
        config: &RepositoryConfig,
        low_memory: bool,
    ) -> Result<Repository, Error> {
        let folder = match config.path.as_str() {
            "." => self.root.clone(),
            path => self.root.join(path),
        };
        Repository::open_within(&folder, low_memory)
            .map_err(|source| Error::History { name: config.name.clone(), source })
    }

    /// Opens every repository, by name.
    pub fn open_repositories(&self) -> Result<BTreeMap<String, Repository>, Error> {
        let open =
            |config: &RepositoryConfig| Ok((config.name.clone(), self.open_repository(config)?));
        self.project.repositories.iter().map(open).collect()
    }

    /// Wraps what the store said with the database's path.
    pub fn stored<T>(&self, result: Result<T, crate::store::StoreError>) -> Result<T, Error> {
        result.map_err(|source| Error::Store { path: self.database.clone(), source })
    }
}

/// Returns the nearest folder upwards that holds `escapee.toml`, with what that says; without one
/// the root of the repository around the folder, with the defaults.
pub fn project_at(folder: &Path) -> Result<(PathBuf, Project), Error> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    for root in absolute.ancestors() {
        let file = root.join(PROJECT_FILE);
        if file.is_file() {
            let text = std::fs::read_to_string(&file).map_err(|source| Error::File {
                action: "read",
                path: file.clone(),
                source,
            })?;
            let project = sources::project::read(&text)
                .map_err(|source| Error::Project { path: file, source })?;
            return Ok((root.to_owned(), project));
        }
    }
    Ok((root_of(folder), Project::default()))
}

/// Returns the root of the work tree around a folder; the folder itself where there is none.
pub(super) fn root_of(folder: &Path) -> PathBuf {
    if folder.join(".git").exists() || !folder.is_dir() {
        return folder.to_owned();
    }
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let root = absolute.ancestors().find(|root| root.join(".git").exists());
    // A folder inside `.git` has it above, too, but is no part of the work tree.
    match root.filter(|root| !absolute.starts_with(root.join(".git"))) {
        Some(root) => root.to_owned(),
        None => folder.to_owned(),
    }
}
