//! Brings exports of incidents into the store, one record after the other and in one transaction: a
//! stop leaves the store as it was. A file that was read before, with the same settings and no other
//! change of an incident since, is known by its digest and not read again.

use std::collections::BTreeSet;
use std::io::Cursor;

use sha2::{Digest as _, Sha256};

use super::Workspace;
use super::import::{Input, count, digest, hexadecimal, reconciliation};
use super::known_pages::KnownPages;
use crate::error::Error;
use crate::model::batch::{Batch, Dropped, Reconciliation};
use crate::model::commit::Time;
use crate::model::incident::{Incident, Phase};
use crate::model::raw::{RawForm, RawRecord};
use crate::sources::incidents::{self, Decided, Taker, Took};
use crate::sources::input::Rewind;
use crate::store::{ImportKind, ImportSource, IncidentSaver, Saved, Store, StoreError};

/// Why a record that was forgotten is left out.
const FORGOTTEN: &str = "forgotten on request";

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct IncidentOptions {
    /// Phase of records that name none.
    pub phase: Option<Phase>,
    /// Whether nothing is changed.
    pub dry_run: bool,
    /// Whether no raw record is kept.
    pub no_raw: bool,
    /// Whether the records are given back too, which takes memory for all of them.
    pub with_records: bool,
}

/// What importing incidents decided and did.
pub struct IncidentImport {
    /// How the file was read; `None` where it was known.
    pub decided: Option<Decided>,
    /// The records that were or would be stored, where they were asked for.
    pub records: Vec<Incident>,
    /// What became of each record of the file.
    pub reconciliation: Reconciliation,
}

/// Imports incidents from bytes. `phase` stands in where the file does not tell one.
pub fn incidents(
    workspace: &mut Workspace,
    input: Input<'_>,
    phase: Option<Phase>,
    dry_run: bool,
) -> Result<IncidentImport, Error> {
    let options = IncidentOptions { phase, dry_run, no_raw: false, with_records: true };
    let file = &mut Cursor::new(input.bytes);
    incident_file(workspace, input.name, file, input.at, options, &mut |_, _| {})
}

/// Imports incidents from a file. `told` learns how many of how many records were read.
pub fn incident_file(
    workspace: &mut Workspace,
    name: &str,
    file: &mut dyn Rewind,
    at: Time,
    options: IncidentOptions,
    told: &mut dyn FnMut(usize, usize),
) -> Result<IncidentImport, Error> {
    let unreadable = |source| Error::Import { name: name.to_owned(), source };
    let bytes = digest_of(file).map_err(|e| unreadable(crate::sources::SourceError::Read(e)))?;
    let mapping = workspace.project.mapping.clone();
    let version = env!("CARGO_PKG_VERSION");
    let (phase, no_raw) = (options.phase, options.no_raw);
    let settings =
        digest(format!("{version}\n{bytes}\n{mapping:?}\n{phase:?}\n{no_raw}").as_bytes());
    if !options.dry_run
        && let Some(known) = workspace.stored(workspace.store.read_file(&settings))?
    {
        return Ok(unchanged(known));
    }
    let forgotten = workspace.stored(workspace.store.forgotten())?;
    let mut form = RawForm {
        date_format: mapping.date_format.clone(),
        zone: mapping.zone.clone(),
        phase: options.phase.map(|phase| phase.word().to_owned()),
        ..RawForm::default()
    };
    let keep_raw = !options.dry_run && !options.no_raw;
    let into = if options.dry_run {
        Into::Trial { store: &workspace.store, saved: Saved::default() }
    } else {
        Into::Store(
            workspace
                .store
                .incident_saver()
                .map_err(|source| Error::Store { path: workspace.database.clone(), source })?,
        )
    };
    let mut saving = Saving {
        into,
        pages: None,
        phase: options.phase,
        with_records: options.with_records || options.dry_run,
        records: Vec::new(),
        forgotten,
        form: keep_raw.then_some(&mut form),
        skipped: Vec::new(),
        silent: 0,
        accepted: 0,
        rows: 0,
        told,
        failure: None,
    };
    let read = incidents::read_into(file, name, &mapping, &mut saving);
    let stored = |source| Error::Store { path: workspace.database.clone(), source };
    if let Some(source) = saving.failure.take() {
        return Err(stored(source));
    }
    let (mut batch, decided) = read.map_err(unreadable)?;
    batch.skipped.append(&mut saving.skipped);
    batch.skipped.sort();
    let mut done =
        Reconciliation { seen: batch.seen() + saving.accepted, ..reconciliation(&batch) };
    if saving.silent > 0 {
        done.notes.push(format!(
            "{} of {} records name no phase and are neither escape nor caught; \
             --phase production or --phase test says it",
            saving.silent, saving.accepted
        ));
    }
    let (decided, records) = (Some(decided), saving.records);
    let saver = match saving.into {
        Into::Trial { saved, .. } => {
            count(&mut done, saved);
            return Ok(IncidentImport { decided, records, reconciliation: done });
        }
        Into::Store(saver) => saver,
    };
    count(&mut done, saver.saved());
    let (skipped, failed) = (done.skipped.len(), done.failed.len());
    let kind = ImportKind::Incidents;
    let source = ImportSource { kind, name, digest: &bytes, at, skipped, failed };
    saver.commit_file(&source, &settings, &done).map_err(stored)?;
    Ok(IncidentImport { decided, records, reconciliation: done })
}

/// What an import of a file says that was read before.
fn unchanged(known: Reconciliation) -> IncidentImport {
    let mut notes = known.notes;
    notes.insert(0, "this very file was read before, and no incident changed since".to_owned());
    let reconciliation = Reconciliation {
        unchanged: known.imported + known.updated + known.unchanged,
        imported: 0,
        updated: 0,
        notes,
        ..known
    };
    IncidentImport { decided: None, records: Vec::new(), reconciliation }
}

/// Returns the SHA-256 of a file.
fn digest_of(file: &mut dyn Rewind) -> std::io::Result<String> {
    file.rewind()?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&piece[..read]);
    }
}

/// Returns what stands for the id of a forgotten incident.
pub(super) fn forgotten_digest(id: &str) -> String {
    digest(format!("forgotten\n{id}").as_bytes())
}

/// Where records go.
enum Into<'s> {
    /// Into the store.
    Store(IncidentSaver<'s>),
    /// Nowhere; what would become of them is counted.
    Trial { store: &'s Store, saved: Saved },
}

/// Saves records as they come.
struct Saving<'s, 't> {
    into: Into<'s>,
    pages: Option<KnownPages>,
    phase: Option<Phase>,
    with_records: bool,
    records: Vec<Incident>,
    forgotten: BTreeSet<String>,
    form: Option<&'t mut RawForm>,
    skipped: Vec<Dropped>,
    silent: usize,
    accepted: usize,
    rows: usize,
    told: &'t mut dyn FnMut(usize, usize),
    failure: Option<StoreError>,
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

/// Takes incidents that were forgotten out of a batch.
pub(super) fn leave_out_forgotten(batch: &mut Batch<Incident>, forgotten: &BTreeSet<String>) {
    if forgotten.is_empty() {
        return;
    }
    let before = batch.accepted.len();
    batch.accepted.retain(|incident| !forgotten.contains(&forgotten_digest(&incident.id)));
    let left_out = before - batch.accepted.len();
    let dropped = Dropped { line: 0, reason: FORGOTTEN.to_owned() };
    batch.skipped.extend(std::iter::repeat_n(dropped, left_out));
}
