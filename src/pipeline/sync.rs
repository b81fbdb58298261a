//! Reads live trackers into the store, page by page: what was stored before a stop stays, and the
//! next sync goes on from there.

use super::Workspace;
use super::import::{Input, count, digest, import_source, reconciliation, stand_in};
use super::known_pages::keep_ids;
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::commit::Time;
use crate::model::incident::Phase;
use crate::sources::fetch::{Access, FetchError, GitHubPages};
use crate::store::{ImportKind, SyncList};

/// What a sync did, and why it stopped where it did not come to the end.
pub struct Synced {
    /// What became of each record that was read.
    pub reconciliation: Reconciliation,
    /// Why it stopped early; what was read before is stored.
    pub stopped: Option<Error>,
}

/// Reads the issues of a GitHub repository that changed since the last sync. `told` learns of each
/// page how many records came so far.
pub fn github(
    workspace: &mut Workspace,
    access: Access<'_>,
    repo: &str,
    phase: Option<Phase>,
    at: Time,
    told: &mut dyn FnMut(usize),
) -> Result<Synced, Error> {
    let base = access.base.clone();
    let list = SyncList { tracker: "github", base: &base, list: repo };
    let cursor = workspace.stored(workspace.store.sync_cursor(list))?;
    let name = format!("github {repo}");
    let failed = |source: FetchError| Error::Fetch { name: name.clone(), source };
    let mapping = workspace.project.mapping.clone();
    let mut pages = GitHubPages::new(access, repo, cursor, &mapping).map_err(failed)?;
    let mut done = Reconciliation::default();
    let stopped = loop {
        let mut page = match pages.next_page() {
            Ok(Some(page)) => page,
            Ok(None) => break None,
            Err(source) => break Some(failed(source)),
        };
        stand_in(&mut page.batch.accepted, phase);
        keep_ids(workspace, &mut page.batch.accepted, true)?;
        let mut of_page = reconciliation(&page.batch);
        let digest = digest(&page.bytes);
        let input = Input { name: &name, bytes: &page.bytes, at };
        let source = import_source(ImportKind::Incidents, input, &digest, &of_page);
        let saved = workspace.store.save_incidents(&source, &page.batch.accepted);
        count(&mut of_page, workspace.stored(saved)?);
        let kept = workspace.store.save_sync_cursor(list, &page.cursor);
        workspace.stored(kept)?;
        add(&mut done, of_page);
        told(done.seen);
    };
    Ok(Synced { reconciliation: done, stopped })
}

fn add(done: &mut Reconciliation, page: Reconciliation) {
    done.seen += page.seen;
    done.imported += page.imported;
    done.updated += page.updated;
    done.unchanged += page.unchanged;
    done.skipped.extend(page.skipped);
    done.failed.extend(page.failed);
    for note in page.notes {
        if !done.notes.contains(&note) {
            done.notes.push(note);
        }
    }
}
