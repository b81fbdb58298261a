//! The shop's git repository, written object by object: the same facts give the same ids.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use git2::{Oid, Repository, Signature, Time};

use super::DemoError;
use super::facts::{Commit, Facts};

/// A commit as it was written, and what was measured there.
pub(super) struct Written {
    pub id: String,
    pub name: Option<String>,
    pub at: DateTime<Utc>,
    pub files: BTreeMap<String, String>,
    /// Names of the runs made at this commit: release tags, and names of commits.
    pub runs: Vec<String>,
}

/// Writes all commits and tags, checks out the newest, and gives the commits back, oldest first.
pub(super) fn build(folder: &Path, facts: &Facts) -> Result<Vec<Written>, DemoError> {
    let mut options = git2::RepositoryInitOptions::new();
    options.initial_head("main").external_template(false);
    let repository = Repository::init_opts(folder, &options)?;
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut written: Vec<Written> = Vec::new();
    let mut tip: Option<Oid> = None;
    for commit in &facts.commits {
        change(&mut files, commit, facts)?;
        let tree = write_tree(&repository, &files)?;
        let id = write_commit(&repository, commit, tree, tip)?;
        tip = Some(id);
        let named = |run: &&super::facts::Run| Some(&run.commit) == commit.name.as_ref();
        written.push(Written {
            id: id.to_string(),
            name: commit.name.clone(),
            at: commit.at,
            files: files.clone(),
            runs: facts.runs.run.iter().filter(named).map(|run| run.commit.clone()).collect(),
        });
    }
    for release in &facts.releases {
        let Some(commit) = written.iter_mut().rev().find(|commit| commit.at <= release.at) else {
            let place = release.tag.clone();
            return Err(DemoError::Facts { what: "a release before the first commit", place });
        };
        let target = repository.find_object(Oid::from_str(&commit.id)?, None)?;
        let tagger = signature(release.at)?;
        repository.tag(
            &release.tag,
            &target,
            &tagger,
            &format!("release {}\n", release.tag),
            false,
        )?;
        commit.runs.push(release.tag.clone());
    }
    repository.checkout_head(Some(git2::build::CheckoutBuilder::new().force()))?;
    Ok(written)
}

fn change(
    files: &mut BTreeMap<String, String>,
    commit: &Commit,
    facts: &Facts,
) -> Result<(), DemoError> {
    for file in facts.files.iter().filter(|file| Some(&file.commit) == commit.name.as_ref()) {
        files.insert(file.path.clone(), file.text.clone());
    }
    for edit in &commit.edit {
        let place = || format!("{} ({})", edit.path, commit.message.lines().next().unwrap_or(""));
        let Some(text) = files.get_mut(&edit.path) else {
            return Err(DemoError::Facts {
                what: "an edit of a file that is not there",
                place: place(),
            });
        };
        if text.matches(&edit.find).count() != 1 {
            return Err(DemoError::Facts {
                what: "an edit whose text does not stand there once",
                place: place(),
            });
        }
        *text = text.replacen(&edit.find, &edit.put, 1);
    }
    Ok(())
}

/// Writes the tree of all files and gives its id back.
fn write_tree(repository: &Repository, files: &BTreeMap<String, String>) -> Result<Oid, DemoError> {
    let mut index = git2::Index::new()?;
    for (path, text) in files {
        let id = repository.blob(text.as_bytes())?;
        index.add(&git2::IndexEntry {
            ctime: git2::IndexTime::new(0, 0),
            mtime: git2::IndexTime::new(0, 0),
            dev: 0,
            ino: 0,
            mode: 0o100_644,
            uid: 0,
            gid: 0,
            file_size: 0,
            id,
            flags: 0,
            flags_extended: 0,
            path: path.as_bytes().to_vec(),
        })?;
    }
    Ok(index.write_tree_to(repository)?)
}

fn write_commit(
    repository: &Repository,
    commit: &Commit,
    tree: Oid,
    parent: Option<Oid>,
) -> Result<Oid, DemoError> {
    let signature = signature(commit.at)?;
    let tree = repository.find_tree(tree)?;
    let parent = parent.map(|id| repository.find_commit(id)).transpose()?;
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    let message = format!("{}\n", commit.message.trim_end());
    Ok(repository.commit(Some("HEAD"), &signature, &signature, &message, &tree, &parents)?)
}

fn signature(at: DateTime<Utc>) -> Result<Signature<'static>, DemoError> {
    Ok(Signature::new("Shop", "shop@example.invalid", &Time::new(at.timestamp(), 0))?)
}
