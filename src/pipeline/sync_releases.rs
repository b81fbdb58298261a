//! Reads releases and deployments from live trackers into the store.

use super::Workspace;
use super::import::{count, digest, reconciliation};
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::sync::SyncCursor;
use crate::sources::fetch::{Access, List, ReleaseList, releases};
use crate::store::{ImportKind, ImportSource, SyncList};

/// Reads the releases or deployments of a repository that are new since the last time. `told` learns
/// how many came so far.
pub fn sync_releases(
    workspace: &mut Workspace,
    access: Access<'_>,
    list: &List,
    what: ReleaseList,
    full: bool,
    told: &mut dyn FnMut(usize),
) -> Result<Reconciliation, Error> {
    let (base, at) = (access.base.clone(), access.now);
    let name = format!("{} {}", list.name(), what.word());
    let place = SyncList { tracker: list.tracker(), base: &base, list: &name };
    let known = workspace.stored(workspace.store.sync_cursor(place))?;
    let since = known.since.filter(|_| !full);
    let failed = |source| Error::Fetch { name: name.clone(), source };
    let (mut batch, newest) = releases(access, list, what, since, told).map_err(failed)?;
    let repo = repository(workspace, list);
    for release in &mut batch.accepted {
        release.repo.clone_from(&repo);
    }
    let mut done = reconciliation(&batch);
    let digest = digest(format!("{:?}", batch.accepted).as_bytes());
    let kind = ImportKind::Releases;
    let (skipped, failed) = (done.skipped.len(), done.failed.len());
    let source = ImportSource { kind, name: &name, digest: &digest, at, skipped, failed };
    let tally = workspace.store.save_releases(&source, &batch.accepted);
    count(&mut done, workspace.stored(tally)?);
    let cursor = SyncCursor { since: known.since.max(newest), ..SyncCursor::default() };
    let mut saver = workspace
        .store
        .incident_saver()
        .map_err(|source| Error::Store { path: workspace.database.clone(), source })?;
    let kept = saver.reach(place, &cursor).and_then(|()| saver.commit(None));
    workspace.stored(kept)?;
    Ok(done)
}

/// The repository of escapee.toml that the list's name ends with; `None` stands for the only one.
fn repository(workspace: &Workspace, list: &List) -> Option<String> {
    let repositories = &workspace.project.repositories;
    let name = match list {
        List::GitHub { repo, .. } => repo,
        List::GitLab { project, .. } => project,
        _ => return None,
    };
    let short = name.rsplit('/').next().unwrap_or(name);
    let known = repositories.iter().find(|repository| repository.name == short);
    match known {
        Some(known) => Some(known.name.clone()),
        None => (repositories.len() > 1).then(|| short.to_owned()),
    }
}
