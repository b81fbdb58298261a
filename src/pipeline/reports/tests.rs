//! Test runs into the store; their records are tests.

use super::pending::{NotHere, keep};
use super::target::Target;
use super::{ReportInput, ReportPlace, reconciliation};
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::pipeline::Workspace;
use crate::pipeline::import::count;
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
    let target = match Target::find(workspace, place)? {
        Target::Here(target) => target,
        Target::Elsewhere(repo, commit) => {
            let records = report.results.len();
            let done = reconciliation(records, &report.rejected, &report.warnings);
            let kind = ImportKind::Tests;
            return keep(
                workspace,
                input,
                &NotHere { repo, commit, kind, series: &place.series },
                done,
            );
        }
    };
    let mut reconciliation =
        reconciliation(report.results.len(), &report.rejected, &report.warnings);
    reconciliation.notes.push(target.told.clone());
    let digest = input.digest()?;
    let source = input.source(ImportKind::Tests, &digest, &reconciliation);
    let run = NewReport {
        repo: &target.name,
        series: &place.series,
        commit: &target.tree_of,
        taken_at: report.taken_at.unwrap_or(target.committed_at),
        zone_known: report.taken_at.is_some(),
        format: report.format,
        merged_as: &target.merged_as,
        warnings: &report.warnings,
    };
    let saved = workspace.store.save_test_run(&source, &run, &report.results);
    count(&mut reconciliation, workspace.stored(saved)?);
    Ok(reconciliation)
}
