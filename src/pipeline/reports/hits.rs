//! Whether the exact counts of a coverage report are kept: for releases, and where a person asks.

use super::ReportPlace;
use super::target::Here;
use crate::error::Error;
use crate::history::tag_matches;
use crate::model::commit::CommitId;
use crate::model::project::Project;
use crate::pipeline::Workspace;

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
    let commits: Vec<&CommitId> =
        std::iter::once(&target.commit).chain(&target.merged_as).collect();
    let failed = |source| Error::History { name: target.name.clone(), source };
    let tags = target.repository.tags().map_err(failed)?;
    let is_release = |name: &str| names_release(&workspace.project, &target.name, name);
    let tag = tags.iter().find(|tag| commits.contains(&&tag.commit) && is_release(&tag.name));
    if let Some(tag) = tag {
        return Ok(Some(format!("tag {}", tag.name)));
    }
    for release in workspace.stored(workspace.store.releases())? {
        let is_here = release.repo.as_ref().is_none_or(|repo| *repo == target.name);
        let commit = release.commit.as_ref().filter(|_| is_here);
        let commit = commit.and_then(|rev| target.repository.resolve(rev).ok());
        if commit.is_some_and(|commit| commits.contains(&&commit)) {
            let name = release.version.unwrap_or(release.environment);
            return Ok(Some(format!("release {name}")));
        }
    }
    let known = workspace.store.keeps_hits(&target.name, &place.series, &target.commit, digest);
    Ok(workspace.stored(known)?.then(|| "as before".to_owned()))
}

/// Whether a tag is one of a release: any is where nothing says what they look like.
fn names_release(project: &Project, repo: &str, tag: &str) -> bool {
    let of_repository = project.repositories.iter().filter(|known| known.name == repo);
    let of_components = project.components.iter().map(|known| known.tag_pattern.as_deref());
    let patterns = of_repository.map(|known| known.tag_pattern.as_deref()).chain(of_components);
    let patterns: Vec<&str> = patterns.flatten().collect();
    patterns.is_empty() || patterns.iter().any(|pattern| tag_matches(Some(pattern), tag))
}
