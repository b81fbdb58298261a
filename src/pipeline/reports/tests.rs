//! Test runs into the store; their records are tests.

use super::{ReportInput, ReportPlace, Target, reconciliation};
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
    let target = Target::find(workspace, place)?;
    let mut reconciliation =
        reconciliation(report.results.len(), &report.rejected, &report.warnings);
    let digest = input.digest()?;
    let source = input.source(ImportKind::Tests, &digest, &reconciliation);
    let run = NewReport {
        repo: &target.name,
        series: &place.series,
        commit: &target.commit,
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
