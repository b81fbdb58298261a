//! What all reports go through on their way in: their commit is found, or they are kept until it
//! comes; what was read is accounted for, and saved under the commit.

use super::pending::{NotHere, keep};
use super::target::Here;
pub(super) use super::target::Target;
use super::{ReportInput, ReportPlace};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::pipeline::Workspace;
use crate::pipeline::import::count;
use crate::store::{ImportKind, NewReport, Saved, StoreError};

/// What was read of a report file.
pub(super) struct Read<'a> {
    pub(super) kind: ImportKind,
    /// SHA-256 of the file.
    pub(super) digest: &'a str,
    /// Records that may be saved.
    pub(super) records: usize,
    pub(super) rejected: &'a [Dropped],
    pub(super) warnings: &'a [String],
    pub(super) format: &'static str,
}

/// Returns the commit of a report and the account of what was read; where the commit is not here the
/// file is kept, and all there is is the account of that.
pub(super) fn arrive(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    place: &ReportPlace,
    target: Target,
    read: &Read<'_>,
) -> Result<Result<(Box<Here>, Reconciliation), Reconciliation>, Error> {
    let mut done = Reconciliation {
        seen: read.records + read.rejected.len(),
        failed: read.rejected.to_vec(),
        notes: read.warnings.to_vec(),
        ..Reconciliation::default()
    };
    match target {
        Target::Here(here) => {
            done.notes.push(here.told.clone());
            Ok(Ok((here, done)))
        }
        Target::Elsewhere(repo, commit) => {
            let not_here = NotHere { repo, commit, kind: read.kind, digest: read.digest, place };
            Ok(Err(keep(workspace, input, &not_here, done)?))
        }
    }
}

/// Returns a report measured at the commit, as the store takes it.
pub(super) fn new_report<'a>(
    target: &'a Here,
    place: &'a ReportPlace,
    read: &Read<'a>,
) -> NewReport<'a> {
    NewReport {
        repo: &target.name,
        series: &place.series,
        commit: &target.commit,
        taken_at: target.committed_at,
        zone_known: true,
        format: read.format,
        merged_as: &target.merged_as,
        warnings: read.warnings,
        keeps_hits: false,
    }
}

/// Returns the account with what the store made of the records.
pub(super) fn finish(
    workspace: &Workspace,
    mut done: Reconciliation,
    saved: Result<Saved, StoreError>,
) -> Result<Reconciliation, Error> {
    count(&mut done, workspace.stored(saved)?);
    Ok(done)
}
