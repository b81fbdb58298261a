//! Whether the exact counts of a coverage report are kept: for releases, and where a person asks.

use std::collections::HashMap;
use std::rc::Rc;

use super::ReportPlace;
use super::target::Here;
use crate::error::Error;
use crate::history::tag_matches;
use crate::model::project::Project;
use crate::pipeline::Workspace;
use crate::pipeline::workspace::Released;

/// Returns why the counts of a report are kept, as told; `None` where they are not.
///
/// Those of a release are: a tag or a deployment names the report's commit or one it was merged as.
/// A file whose counts are kept keeps them when it is read again.
pub(super) fn kept_as(
    workspace: &Workspace,
    place: &ReportPlace,
    target: &Here,
    digest: &str,
) -> Result<Option<String>, Error> {
    if place.keep_hits {
        return Ok(Some("--keep-hits".to_owned()));
    }
    let released = released(workspace, target)?;
    let mut commits = std::iter::once(&target.commit).chain(&target.merged_as);
    if let Some(name) = commits.find_map(|commit| released.get(commit)) {
        return Ok(Some(name.clone()));
    }
    let known = workspace.store.keeps_hits(&target.name, &place.series, &target.commit, digest);
    Ok(workspace.stored(known)?.then(|| "as before".to_owned()))
}

/// Returns the commits of the repository that were released, read once a command: an import of many files
/// asks for each.
fn released(workspace: &Workspace, target: &Here) -> Result<Released, Error> {
    if let Some(known) = workspace.released.borrow().get(&target.name) {
        return Ok(Rc::clone(known));
    }
    let mut found = HashMap::new();
    for release in workspace.stored(workspace.store.releases())? {
        let is_here = release.repo.as_ref().is_none_or(|repo| *repo == target.name);
        let commit = release.commit.as_ref().filter(|_| is_here);
        if let Some(commit) = commit.and_then(|rev| target.repository.resolve(rev).ok()) {
            let name = release.version.unwrap_or(release.environment);
            found.entry(commit).or_insert(format!("release {name}"));
        }
    }
    let failed = |source| Error::History { name: target.name.clone(), source };
    for tag in target.repository.tags().map_err(failed)? {
        if names_release(&workspace.project, &target.name, &tag.name) {
            found.insert(tag.commit, format!("tag {}", tag.name));
        }
    }
    let found = Rc::new(found);
    workspace.released.borrow_mut().insert(target.name.clone(), Rc::clone(&found));
    Ok(found)
}

/// Whether a tag is one of a release: any is where nothing says what they look like.
fn names_release(project: &Project, repo: &str, tag: &str) -> bool {
    let of_repository = project.repositories.iter().filter(|known| known.name == repo);
    let of_components = project.components.iter().map(|known| known.tag_pattern.as_deref());
    let patterns = of_repository.map(|known| known.tag_pattern.as_deref()).chain(of_components);
    let patterns: Vec<&str> = patterns.flatten().collect();
    patterns.is_empty() || patterns.iter().any(|pattern| tag_matches(Some(pattern), tag))
}
