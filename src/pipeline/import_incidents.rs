//! Brings exports of incidents into the store, one record after the other and in one transaction: a
//! stop leaves the store as it was. A file that was read before, with the same settings and no other
//! change of an incident since, is known by its digest and not read again.

use std::io::Cursor;

use sha2::{Digest as _, Sha256};

use super::Workspace;
use super::import::{Input, count, digest, hexadecimal, reconciliation};
use super::incident_saving::{Into, Saving};
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::commit::Time;
use crate::model::incident::{Incident, Phase};
use crate::model::raw::RawForm;
use crate::sources::incidents::{self, Decided};
use crate::sources::input::Rewind;
use crate::store::{ImportKind, ImportSource, Saved};

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
