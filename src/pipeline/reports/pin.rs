//! The commit of a report that nobody named: by the sources it embeds, else by what a build says of
//! itself in its environment. What was taken is always told, and the newest commit is never meant.
//!
//! Last comes the time a report gives: that is offered in words and never taken, as clocks and
//! branches lie.

use super::ReportInput;
use super::mapped::Mapped;
use crate::error::Error;
use crate::evidence::PathHints;
use crate::history::{HistoryError, Repository};
use crate::model::commit::BlobId;
use crate::pipeline::Workspace;
use crate::sources::{self, ReportKind, kind_of};

/// Newest commits that are looked through for embedded sources.
const MOST_COMMITS: usize = 5_000;

/// A commit, and by what it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The revision.
    pub commit: String,
    /// What named it, as told.
    pub named_by: String,
}

impl Pin {
    /// Returns the pin of a revision that a person named.
    pub fn of_person(commit: &str) -> Self {
        Self { commit: commit.to_owned(), named_by: format!("--commit {commit}") }
    }
}

/// Returns the commit of a report that no person named. `build` is a variable of the environment with
/// the commit in it.
pub fn pin(
    workspace: &Workspace,
    repo: Option<&str>,
    input: &ReportInput<'_>,
    build: Option<(&str, &str)>,
) -> Result<Pin, Error> {
    let config = workspace.repository(repo)?;
    let repository = workspace.open_repository(config)?;
    let failed = |source| Error::History { name: config.name.clone(), source };
    let kind = kind_of(input.file);
    let branch = config.branch.as_deref();
    if kind == Some(ReportKind::Mutants) {
        let read = sources::mutants::embedded_from(input.file);
        let files = read.map_err(|source| input.unreadable(source))?;
        let embedded = files.iter().filter_map(|file| {
            let blobs = [file.blob.as_ref()?, file.blob_in_git.as_ref().or(file.blob.as_ref())?];
            Some((file.raw_path.as_str(), blobs))
        });
        let embedded: Vec<(&str, [&BlobId; 2])> = embedded.collect();
        if let Some(pin) = by_content(&repository, branch, &embedded).map_err(failed)? {
            return Ok(pin);
        }
    }
    // What a build says of itself is said of one repository.
    let is_of_here = |commit: &str| {
        workspace.project.repositories.len() == 1 || repository.resolve(commit).is_ok()
    };
    if let Some((variable, commit)) = build.filter(|(_, commit)| is_of_here(commit)) {
        let named_by = format!("{variable} of the environment; --commit names another");
        return Ok(Pin { commit: commit.to_owned(), named_by });
    }
    let mut offered = None;
    if kind == Some(ReportKind::Tests) {
        let read = sources::test_runs::read_from(input.file);
        let report = read.map_err(|source| input.unreadable(source))?;
        if let (Some(at), Some(tip)) =
            (report.taken_at, repository.branch_tip(branch).map_err(failed)?)
        {
            let chain = repository.first_parents(&tip).map_err(failed)?;
            let then = chain.into_iter().find(|(_, committed)| *committed <= at);
            let at = at.format("%Y-%m-%d %H:%M UTC").to_string();
            offered = then.map(|(commit, _)| (at, commit.0));
        }
    }
    Err(Error::NoCommit { name: input.name.to_owned(), offered })
}

/// Returns the newest commit that holds every embedded source whose path is known.
fn by_content(
    repository: &Repository,
    branch: Option<&str>,
    embedded: &[(&str, [&BlobId; 2])],
) -> Result<Option<Pin>, HistoryError> {
    let Some(tip) = repository.branch_tip(branch)? else { return Ok(None) };
    let tree = repository.files_at(&tip)?;
    let raw: Vec<&str> = embedded.iter().map(|(path, _)| *path).collect();
    let mapped = Mapped::new(&raw, &tree, &PathHints::default());
    let known = embedded.iter().zip(&mapped.files);
    let known: Vec<(&str, [&BlobId; 2])> = known
        .filter_map(|((_, blobs), (mapping, _))| Some((mapping.path.as_deref()?, *blobs)))
        .collect();
    if known.is_empty() {
        return Ok(None);
    }
    for commit in repository.log(&tip)?.into_iter().take(MOST_COMMITS) {
        let mut holds = true;
        for (path, blobs) in &known {
            let there = repository.blob_at(&commit.id, path)?;
            holds = there.is_some_and(|there| blobs.contains(&&there));
            if !holds {
                break;
            }
        }
        if holds {
            let many = known.len();
            let sources = if many == 1 { "source" } else { "sources" };
            return Ok(Some(Pin {
                commit: commit.id.0,
                named_by: format!("the newest commit that holds the {many} {sources} it embeds"),
            }));
        }
    }
    Ok(None)
}
