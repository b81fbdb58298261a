//! Whether the exact counts of a coverage report are kept: for releases, and where a person asks.

use std::collections::HashMap;
use std::rc::Rc;

use super::ReportPlace;
use super::target::{Here, is_full_id};
use crate::error::Error;
use crate::history::tag_matches;
use crate::model::commit::CommitId;
use crate::model::project::Project;
use crate::model::release::{Release, ReleaseResult};
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
        if !is_live(&workspace.project, &target.name, &release) {
            continue;
        }
        let resolved = |rev: &String| {
            // Years of deployments are thousands of commits, of which none need be looked up.
            let known = is_full_id(rev).then(|| CommitId(rev.to_ascii_lowercase()));
            known.or_else(|| target.repository.resolve(rev).ok())
        };
        if let Some(commit) = release.commit.as_ref().and_then(resolved) {
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

/// Whether a release put the repository's code where incidents come from.
fn is_live(project: &Project, repo: &str, release: &Release) -> bool {
    release.result != ReleaseResult::Failure
        && release.environment.eq_ignore_ascii_case(&project.environment)
        && release.repo.as_ref().is_none_or(|of| of == repo)
}

/// Whether a tag is one of a release: of a component of the repository, which without a pattern of its
/// own has the repository's. Where nothing says what they look like any is.
fn names_release(project: &Project, repo: &str, tag: &str) -> bool {
    let of_repository = project.repositories.iter().find(|known| known.name == repo);
    let own = of_repository.and_then(|known| known.tag_pattern.as_deref());
    let components = project.components.iter();
    let components = components.filter(|known| known.repo.as_ref().is_none_or(|of| of == repo));
    let mut patterns: Vec<Option<&str>> =
        components.map(|known| known.tag_pattern.as_deref().or(own)).collect();
    if own.is_some() || patterns.is_empty() {
        patterns.push(own);
    }
    patterns.into_iter().any(|pattern| tag_matches(pattern, tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::Time;
    use crate::model::project::{ComponentConfig, RepositoryConfig};

    fn project(own: Option<&str>, components: &[(Option<&str>, Option<&str>)]) -> Project {
        let of = |(repo, pattern): &(Option<&str>, Option<&str>)| ComponentConfig {
            repo: repo.map(str::to_owned),
            tag_pattern: pattern.map(str::to_owned),
            ..ComponentConfig::default()
        };
        let repository = RepositoryConfig {
            name: "shop".to_owned(),
            tag_pattern: own.map(str::to_owned),
            ..RepositoryConfig::default()
        };
        Project {
            repositories: vec![repository],
            components: components.iter().map(of).collect(),
            ..Project::default()
        }
    }

    #[test]
    fn tags_of_components_of_this_repository_count_and_one_without_a_pattern_has_the_repositorys() {
        let (cart, elsewhere) = ((None, Some("cart-*")), (Some("other"), Some("pay-*")));
        for (own, components, taken) in [
            (None, &[cart, elsewhere][..], "cart-1"),
            (None, &[elsewhere], "cart-1 pay-1 v1"),
            (None, &[cart, (Some("shop"), None)], "cart-1 pay-1 v1"),
            (Some("v*"), &[cart, (Some("shop"), None), elsewhere], "cart-1 v1"),
            (Some("v*"), &[], "v1"),
            (None, &[], "cart-1 pay-1 v1"),
        ] {
            let project = project(own, components);
            let tags = ["cart-1", "pay-1", "v1"].into_iter();
            let found: Vec<&str> =
                tags.filter(|tag| names_release(&project, "shop", tag)).collect();
            assert_eq!(found.join(" "), taken, "{own:?} {components:?}");
        }
    }

    #[test]
    fn a_deployment_elsewhere_or_one_that_failed_is_no_release() {
        use ReleaseResult::{Failure, RolledBack, Unknown};
        let project = Project::default();
        let live = |environment: &str, repo: Option<&str>, result| {
            let release = Release {
                time: Time::UNIX_EPOCH,
                environment: environment.to_owned(),
                component: None,
                repo: repo.map(str::to_owned),
                version: None,
                commit: None,
                result,
            };
            is_live(&project, "shop", &release)
        };
        assert!(live("Production", None, Unknown) && live("production", Some("shop"), RolledBack));
        assert!(!live("staging", None, Unknown) && !live("production", None, Failure));
        assert!(!live("production", Some("other"), Unknown));
    }
}
