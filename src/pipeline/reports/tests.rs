//! Test runs into the store; their records are tests.

use super::{ReportPlace, Target, reconciliation};
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::pipeline::Workspace;
use crate::pipeline::import::{Input, count, digest, import_source, unreadable};
use crate::sources;
use crate::store::{ImportKind, NewReport};

/// Imports a test run; its records are tests.
pub fn tests(
    workspace: &mut Workspace,
    input: Input<'_>,
    place: &ReportPlace,
) -> Result<Reconciliation, Error> {
    let report =
        sources::test_runs::read(input.bytes).map_err(|source| unreadable(input, source))?;
    let target = Target::find(workspace, place)?;
    let mut reconciliation =
        reconciliation(report.results.len(), &report.rejected, &report.warnings);
    let digest = digest(input.bytes);
    let source = import_source(ImportKind::Tests, input, &digest, &reconciliation);
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
