//! Brings files into the store. Each import is one transaction and ends with a reconciliation.

use sha2::{Digest, Sha256};

use super::Workspace;
pub use super::import_incidents::{IncidentImport, IncidentOptions, incident_file, incidents};
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::commit::Time;
use crate::model::panel::Claim;
use crate::sources;
use crate::store::{ImportKind, ImportSource, Saved};

/// A file to import: its name (never its folder) and its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// File name, for messages and the import log.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// When it is imported.
    pub at: Time,
}

/// Imports releases and deployments.
pub fn releases(
    workspace: &mut Workspace,
    input: Input<'_>,
    date_format: Option<&str>,
    zone: Option<&str>,
) -> Result<Reconciliation, Error> {
    let batch = sources::releases::read_as(input.bytes, date_format, zone)
        .map_err(|source| unreadable(input, source))?;
    let mut reconciliation = reconciliation(&batch);
    let digest = digest(input.bytes);
    let source = import_source(ImportKind::Releases, input, &digest, &reconciliation);
    let saved = workspace.store.save_releases(&source, &batch.accepted);
    count(&mut reconciliation, workspace.stored(saved)?);
    Ok(reconciliation)
}

/// Imports values of an indicator of the user's own.
pub fn indicator(
    workspace: &mut Workspace,
    input: Input<'_>,
    name: Option<&str>,
    claim: Claim,
) -> Result<Reconciliation, Error> {
    let batch = sources::panels::read_own(input.bytes, name, claim)
        .map_err(|source| unreadable(input, source))?;
    let mut reconciliation = reconciliation(&batch);
    let digest = digest(input.bytes);
    let source = import_source(ImportKind::Indicator, input, &digest, &reconciliation);
    let saved = workspace.store.save_own_indicators(&source, &batch.accepted);
    count(&mut reconciliation, workspace.stored(saved)?);
    Ok(reconciliation)
}

/// Imports the deployments that the tables of a pipeline give together; `None` where the files are
/// no such tables.
pub fn pipeline_releases(
    workspace: &mut Workspace,
    inputs: &[Input<'_>],
) -> Result<Option<Reconciliation>, Error> {
    let [first, _, ..] = inputs else { return Ok(None) };
    let files: Vec<&[u8]> = inputs.iter().map(|input| input.bytes).collect();
    let read = sources::releases::read_pipelines(&files, None, None);
    let Some(batch) = read.map_err(|source| unreadable(*first, source))? else { return Ok(None) };
    let mut reconciliation = reconciliation(&batch);
    let digest = digest(&files.concat());
    let source = import_source(ImportKind::Releases, *first, &digest, &reconciliation);
    let saved = workspace.store.save_releases(&source, &batch.accepted);
    count(&mut reconciliation, workspace.stored(saved)?);
    Ok(Some(reconciliation))
}

pub(super) fn unreadable(input: Input<'_>, source: sources::SourceError) -> Error {
    Error::Import { name: input.name.to_owned(), source }
}

pub(super) fn import_source<'a>(
    kind: ImportKind,
    input: Input<'a>,
    digest: &'a str,
    done: &Reconciliation,
) -> ImportSource<'a> {
    let (skipped, failed) = (done.skipped.len(), done.failed.len());
    ImportSource { kind, name: input.name, digest, at: input.at, skipped, failed }
}

pub(super) fn reconciliation<T>(batch: &crate::model::batch::Batch<T>) -> Reconciliation {
    Reconciliation {
        seen: batch.seen(),
        skipped: batch.skipped.clone(),
        failed: batch.rejected.clone(),
        notes: batch.notes.clone(),
        ..Reconciliation::default()
    }
}

pub(super) fn count(reconciliation: &mut Reconciliation, saved: Saved) {
    reconciliation.imported = saved.imported;
    reconciliation.updated = saved.updated;
    reconciliation.unchanged = saved.unchanged;
}

/// Returns the SHA-256 of the bytes, in lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Returns bytes in lower-case hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
