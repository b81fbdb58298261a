//! Reads the raw records that are kept anew, by the mapping there is now.

use super::Workspace;
use super::import::{count, reconciliation};
use super::incident_saving::stand_in;
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::incident::{Incident, Phase};
use crate::model::raw::{RawForm, RawRecord};
use crate::sources::incidents::{self, Decided, Taker, Took};
use crate::store::Store;

/// What a form's records gave: incidents with the line of their record.
#[derive(Default)]
struct Again(Vec<(u64, Incident)>);

impl Taker for Again {
    fn start(&mut self, _: &Decided, _: usize) {}

    fn take(&mut self, took: Took) -> bool {
        if let Took::Incident { line, incident, .. } = took {
            self.0.push((line, *incident));
        }
        true
    }
}

/// Reads all raw records anew. An incident without one stays as it is and is counted as skipped.
pub fn replay(workspace: &mut Workspace, phase: Option<Phase>) -> Result<Reconciliation, Error> {
    let mapping = workspace.project.mapping.clone();
    let forms = workspace.stored(workspace.store.raw_records())?;
    let mut done = Reconciliation::default();
    let mut read = Vec::new();
    for (form, mut records) in forms {
        // Lines repeat where several files have one form; a number of one's own tells them apart.
        for (at, record) in records.iter_mut().enumerate() {
            record.line = at as u64 + 1;
        }
        let mut again = Again::default();
        let unreadable = |source| Error::Import { name: "raw records".to_owned(), source };
        let (mut batch, _) =
            incidents::read_raw(&form, &records, &mapping, &mut again).map_err(unreadable)?;
        for dropped in batch.rejected.iter_mut().chain(&mut batch.skipped) {
            dropped.line = 0;
        }
        let part = reconciliation(&batch);
        done.seen += part.seen + again.0.len();
        done.skipped.extend(part.skipped);
        done.failed.extend(part.failed);
        for note in part.notes {
            if !done.notes.contains(&note) {
                done.notes.push(note);
            }
        }
        read.push((form, records, again.0));
    }
    let database = workspace.database.clone();
    let failed = |source| Error::Store { path: database.clone(), source };
    let saved = save(&mut workspace.store, read, phase).map_err(failed)?;
    count(&mut done, saved);
    Ok(done)
}

type Read = (RawForm, Vec<RawRecord>, Vec<(u64, Incident)>);

fn save(
    store: &mut Store,
    read: Vec<Read>,
    phase: Option<Phase>,
) -> Result<crate::store::Saved, crate::store::StoreError> {
    let mut saver = store.incident_saver()?;
    for (form, records, incidents) in read {
        let given = form.phase.as_deref();
        let given = Phase::ALL.iter().copied().find(|phase| Some(phase.word()) == given);
        saver.keep_raw(&form)?;
        for (line, mut incident) in incidents {
            let Some(record) = records.get(line as usize - 1) else { continue };
            stand_in(&mut incident, phase.or(given));
            let named = record.incident.as_deref();
            // Issues that are numbered in each repository keep the id that tells them apart.
            if let Some(before) = named.filter(|before| before.contains('#')) {
                before.clone_into(&mut incident.id);
            }
            if let Some(before) = named.filter(|before| *before != incident.id) {
                saver.rename(before, &incident.id)?;
            }
            saver.save(&incident)?;
            saver.raw(&RawRecord { incident: Some(incident.id.clone()), ..record.clone() })?;
        }
    }
    saver.commit(None)
}
