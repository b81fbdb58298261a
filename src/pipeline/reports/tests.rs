//! Test runs into the store; their records are tests.

use super::arrival::{Read, Target, arrive, finish, new_report};
use super::{ReportInput, ReportPlace};
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::test_run::TestReport;
use crate::pipeline::Workspace;
use crate::sources;
use crate::store::{ImportKind, NewReport};

/// Imports a test run; its records are tests.
pub fn tests(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    place: &ReportPlace,
) -> Result<Reconciliation, Error> {
    let report =
        sources::test_runs::read_from(input.file).map_err(|source| input.unreadable(source))?;
    let TestReport { format, results, rejected, warnings, taken_at, .. } = report;
    let digest = input.digest()?;
    let read = Read {
        kind: ImportKind::Tests,
        digest: &digest,
        records: results.len(),
        rejected: &rejected,
        warnings: &warnings,
        format,
    };
    let target = Target::find(workspace, place)?;
    // Of a run that waits for its commit the file is kept, and its tests need no room.
    let results = if matches!(target, Target::Here(_)) { results } else { Vec::new() };
    let (target, done) = match arrive(workspace, input, place, target, &read)? {
        Ok(here) => here,
        Err(kept) => return Ok(kept),
    };
    let run = NewReport {
        commit: &target.tree_of,
        taken_at: taken_at.unwrap_or(target.committed_at),
        zone_known: taken_at.is_some(),
        ..new_report(&target, place, &read)
    };
    let saved = workspace.store.save_test_run(&input.source(&read, &done), &run, results);
    finish(workspace, done, saved)
}
