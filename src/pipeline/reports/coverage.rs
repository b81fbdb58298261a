//! Coverage reports into the store; their records are files.

use super::mapped::{Mapped, unmapped_reason};
use super::pending::{NotHere, keep};
use super::target::Target;
use super::{ReportInput, ReportPlace, reconciliation};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::pipeline::Workspace;
use crate::pipeline::import::count;
use crate::sources;
use crate::store::{ImportKind, MappedFile, NewReport};

/// Imports a coverage report; its records are files.
pub fn coverage(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    place: &ReportPlace,
) -> Result<Reconciliation, Error> {
    let report =
        sources::coverage::read_from(input.file).map_err(|source| input.unreadable(source))?;
    let target = match Target::find(workspace, place)? {
        Target::Here(target) => target,
        Target::Elsewhere(repo, commit) => {
            let records = report.files.len();
            let done = reconciliation(records, &report.rejected, &report.warnings);
            let kind = ImportKind::Coverage;
            return keep(
                workspace,
                input,
                &NotHere { repo, commit, kind, series: &place.series },
                done,
            );
        }
    };
    let raw: Vec<&str> = report.files.iter().map(|f| f.raw_path.as_str()).collect();
    let tree = target.tree()?;
    let mapped = Mapped::new(&raw, &tree, &target.hints(&raw, &report.roots, &tree));
    mapped.check(&raw, place.max_unmapped, (input.name, &target.tree_of))?;

    let mut reconciliation = reconciliation(raw.len(), &report.rejected, &report.warnings);
    reconciliation.notes.extend([target.told.clone(), mapped.told(&target.tree_of)]);
    let mut files = Vec::new();
    for (file, (mapping, blob)) in report.files.into_iter().zip(mapped.files) {
        if mapping.path.is_none() {
            let reason = unmapped_reason(&file.raw_path, &mapping, &target.tree_of);
            reconciliation.skipped.push(Dropped { line: 0, reason });
        }
        files.push(MappedFile {
            raw_path: file.raw_path,
            path: mapping.path,
            rule: mapping.rule.to_owned(),
            blob,
            coverage: file.packed,
            tests: file.tests,
        });
    }
    let digest = input.digest()?;
    let source = input.source(ImportKind::Coverage, &digest, &reconciliation);
    let report = NewReport {
        repo: &target.name,
        series: &place.series,
        commit: &target.commit,
        taken_at: target.committed_at,
        zone_known: true,
        format: report.format,
        merged_as: &target.merged_as,
        warnings: &report.warnings,
    };
    let saved = workspace.store.save_coverage(&source, &report, &files);
    count(&mut reconciliation, workspace.stored(saved)?);
    Ok(reconciliation)
}
