//! Takes the records of a file one by one into the store, or counts what would become of them.

use std::collections::BTreeSet;

use super::forgotten::{FORGOTTEN, forgotten_digest};
use super::known_pages::KnownPages;
use crate::model::batch::Dropped;
use crate::model::incident::{Incident, Phase};
use crate::model::raw::{RawForm, RawRecord};
use crate::sources::incidents::{self, Decided, Taker, Took};
use crate::store::{IncidentSaver, Saved, Store, StoreError};

/// Where records go.
pub(super) enum Into<'s> {
    /// Into the store.
    Store(IncidentSaver<'s>),
    /// Nowhere; what would become of them is counted.
    Trial { store: &'s Store, saved: Saved },
}

/// Saves records as they come.
pub(super) struct Saving<'s, 't> {
    pub(super) into: Into<'s>,
    pub(super) pages: Option<KnownPages>,
    pub(super) phase: Option<Phase>,
    pub(super) with_records: bool,
    pub(super) records: Vec<Incident>,
    pub(super) forgotten: BTreeSet<String>,
    pub(super) form: Option<&'t mut RawForm>,
    pub(super) skipped: Vec<Dropped>,
    pub(super) silent: usize,
    pub(super) accepted: usize,
    pub(super) rows: usize,
    pub(super) told: &'t mut dyn FnMut(usize, usize),
    pub(super) failure: Option<StoreError>,
}

impl Taker for Saving<'_, '_> {
    fn start(&mut self, decided: &Decided, rows: usize) {
        self.rows = rows;
        if let (Some(form), Into::Store(saver)) = (&mut self.form, &mut self.into) {
            let RawForm { date_format, zone, phase, .. } = std::mem::take(*form);
            **form = RawForm { date_format, zone, phase, ..incidents::raw_form(decided) };
            if let Err(source) = saver.keep_raw(form) {
                self.failure = Some(source);
            }
        }
    }

    fn take(&mut self, took: Took) -> bool {
        if self.failure.is_none()
            && let Err(source) = self.save(took)
        {
            self.failure = Some(source);
        }
        self.failure.is_none()
    }
}

impl Saving<'_, '_> {
    fn save(&mut self, took: Took) -> Result<(), StoreError> {
        let (line, mut incident, raw) = match took {
            Took::Incident { line, incident, raw } => (line, *incident, raw),
            Took::Failed { line, raw } => return self.keep_raw(line, None, raw),
        };
        self.keep_id(&mut incident)?;
        if self.is_forgotten(&incident.id) {
            self.skipped.push(Dropped { line, reason: FORGOTTEN.to_owned() });
            return Ok(());
        }
        stand_in(&mut incident, self.phase);
        self.silent += usize::from(incident.phase == Phase::Unknown);
        self.accepted += 1;
        if self.accepted.is_multiple_of(512) || self.accepted == self.rows {
            (self.told)(self.accepted, self.rows);
        }
        self.keep_raw(line, Some(&incident.id), raw)?;
        match &mut self.into {
            Into::Store(saver) => saver.save(&incident)?,
            Into::Trial { store, saved } => match store.imported_incident(&incident.id)? {
                None => saved.imported += 1,
                Some(known) if known == incident => saved.unchanged += 1,
                Some(_) => saved.updated += 1,
            },
        }
        if self.with_records {
            self.records.push(incident);
        }
        Ok(())
    }

    fn keep_id(&mut self, incident: &mut Incident) -> Result<(), StoreError> {
        if !KnownPages::concerns(incident) {
            return Ok(());
        }
        let pages = match &mut self.pages {
            Some(pages) => pages,
            none => none.insert(KnownPages::new(match &self.into {
                Into::Store(saver) => saver.incident_pages()?,
                Into::Trial { store, .. } => store.incident_pages()?,
            })),
        };
        pages.keep_id(incident, false);
        Ok(())
    }

    fn is_forgotten(&self, id: &str) -> bool {
        !self.forgotten.is_empty() && self.forgotten.contains(&forgotten_digest(id))
    }

    fn keep_raw(
        &mut self,
        line: u64,
        id: Option<&str>,
        raw: Option<String>,
    ) -> Result<(), StoreError> {
        match (&mut self.into, raw) {
            (Into::Store(saver), Some(document)) if self.form.is_some() => {
                saver.raw(&RawRecord { line, incident: id.map(str::to_owned), document })
            }
            _ => Ok(()),
        }
    }
}

/// Gives the phase to an incident whose source does not tell one.
pub(super) fn stand_in(incident: &mut Incident, phase: Option<Phase>) {
    if let (Phase::Unknown, Some(phase)) = (incident.phase, phase) {
        incident.phase = phase;
    }
}
