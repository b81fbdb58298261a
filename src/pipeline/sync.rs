//! Reads live trackers into the store, page by page: a page and how far it reaches are saved at
//! once, so what was stored before a stop stays, and the next sync goes on from there.

use std::collections::BTreeSet;

use super::Workspace;
use super::forgotten::leave_out_forgotten;
use super::import::{digest, reconciliation};
use super::incident_saving::stand_in;
use super::known_pages::KnownPages;
pub use super::sync_releases::sync_releases;
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::commit::Time;
use crate::model::incident::{Incident, Phase};
use crate::model::sync::{SyncCounts, SyncCursor};
use crate::sources::fetch::{Access, FetchError, List, Page, Pages};
use crate::store::{ImportKind, ImportSource, Saved, StoreError, SyncList};

/// How to sync.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyncOptions {
    /// Phase of records that name none.
    pub phase: Option<Phase>,
    /// Whether the whole list is read, not only what changed.
    pub full: bool,
    /// Whether no raw record is kept.
    pub no_raw: bool,
    /// Whether more is asked of each record: what closed it, which lines its trace names.
    pub links: bool,
}

/// What a sync did, and why it stopped where it did not come to the end.
pub struct Synced {
    /// What became of each record that was read.
    pub reconciliation: Reconciliation,
    /// Why it stopped early; what was read before is stored.
    pub stopped: Option<Error>,
}

/// Reads what changed in a list since the last sync. `told` learns of each page how many records
/// came so far.
pub fn sync(
    workspace: &mut Workspace,
    access: Access<'_>,
    list: &List,
    options: SyncOptions,
    told: &mut dyn FnMut(usize),
) -> Result<Synced, Error> {
    let (base, list_name, at) = (access.base.clone(), list.name(), access.now);
    let place = SyncList { tracker: list.tracker(), base: &base, list: &list_name };
    let mut cursor = workspace.stored(workspace.store.sync_cursor(place))?;
    if options.full {
        cursor = SyncCursor { counts: cursor.counts, ..SyncCursor::default() };
    }
    let from_the_start = cursor.since.is_none() && cursor.pass.is_none();
    let mut counts = cursor.counts;
    let name = format!("{} {list_name}", list.tracker());
    let failed = |source: FetchError| Error::Fetch { name: name.clone(), source };
    let mapping = workspace.project.mapping.clone();
    let mut pages = Pages::new(access, list, cursor, &mapping).map_err(failed)?;
    pages = pages.with_links(options.links);
    let mut done = Reconciliation::default();
    let mut came = BTreeSet::new();
    let mut known = KnownPages::new(workspace.stored(workspace.store.incident_pages())?);
    let forgotten = workspace.stored(workspace.store.forgotten())?;
    let stopped = loop {
        let mut page = match pages.next_page() {
            Ok(Some(page)) => page,
            Ok(None) => break None,
            Err(source) => break Some(failed(source)),
        };
        settle(&mut page, options.phase, &mut known, &forgotten);
        let mut of_page = reconciliation(&page.batch);
        came.extend(page.batch.accepted.iter().map(|incident| incident.id.clone()));
        if options.no_raw {
            page.raws.clear();
        }
        let saved = save(workspace, place, &name, at, &mut page, &mut counts);
        let saved = workspace.stored(saved)?;
        super::import::count(&mut of_page, saved);
        add(&mut done, of_page);
        told(done.seen);
    };
    done.notes.extend(pages.left_open());
    if from_the_start && stopped.is_none() {
        done.notes.extend(gone(workspace, place, &came)?);
    }
    Ok(Synced { reconciliation: done, stopped })
}

/// Gives the records of a page the ids and the phase they are stored with.
fn settle(
    page: &mut Page,
    phase: Option<Phase>,
    known: &mut KnownPages,
    forgotten: &BTreeSet<String>,
) {
    for incident in &mut page.batch.accepted {
        let told = incident.id.clone();
        known.keep_id(incident, true);
        stand_in(incident, phase);
        let raw = page.raws.iter_mut().find(|raw| raw.incident.as_ref() == Some(&told));
        if let Some(raw) = raw {
            raw.incident = Some(incident.id.clone());
        }
    }
    leave_out_forgotten(&mut page.batch, forgotten);
    page.raws.retain(|raw| {
        let taken = |id: &String| page.batch.accepted.iter().any(|incident| incident.id == *id);
        raw.incident.as_ref().is_none_or(taken)
    });
}

/// Saves a page with how far it reaches; the log has one line for a reading, however many runs it
/// took.
fn save(
    workspace: &mut Workspace,
    place: SyncList<'_>,
    name: &str,
    at: Time,
    page: &mut Page,
    counts: &mut SyncCounts,
) -> Result<Saved, StoreError> {
    let mut saver = workspace.store.incident_saver()?;
    for incident in &page.batch.accepted {
        saver.save(incident)?;
        saver.track(place, key_of(page, incident), &incident.id)?;
    }
    saver.keep_raw(&page.form)?;
    for raw in &page.raws {
        saver.raw(raw)?;
    }
    let done = saver.saved();
    counts.imported += done.imported;
    counts.updated += done.updated;
    page.cursor.counts = if page.last { SyncCounts::default() } else { *counts };
    saver.reach(place, &page.cursor)?;
    if !page.last {
        return saver.commit(None);
    }
    let all = std::mem::take(counts);
    let digest = digest(format!("{:?}", page.cursor).as_bytes());
    // What is met again because a run was stopped is no news: the log tells of changes alone.
    let kind = ImportKind::Incidents;
    let source = ImportSource { kind, name, digest: &digest, at, skipped: 0, failed: 0 };
    let (imported, updated) = (all.imported, all.updated);
    saver.commit_counted(&source, Saved { imported, updated, unchanged: 0 })?;
    Ok(done)
}

/// What the tracker itself knows a record by; its id where it names nothing else.
fn key_of<'p>(page: &'p Page, incident: &'p Incident) -> &'p str {
    page.keys.get(&incident.id).map_or(&incident.id, String::as_str)
}

/// Says which incidents a list that was read whole does not hold any more.
fn gone(
    workspace: &Workspace,
    place: SyncList<'_>,
    came: &BTreeSet<String>,
) -> Result<Option<String>, Error> {
    let known = workspace.stored(workspace.store.tracked(place))?;
    let gone: Vec<&str> =
        known.iter().map(|(_, id)| id.as_str()).filter(|id| !came.contains(*id)).collect();
    Ok((!gone.is_empty()).then(|| {
        let first = gone.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        let more = if gone.len() > 5 { ", …" } else { "" };
        format!(
            "{} incidents are no longer in the list, deleted or moved there: {first}{more}; they \
             stay here, and `escapee forget ID` removes one",
            gone.len()
        )
    }))
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
