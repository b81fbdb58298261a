//! Mutation reports into the store; their records are mutants.
//!
//! Where a report embeds its sources, their content says which files they are and whether the commit
//! holds them. A content that the commit does not hold is kept under its own id, and counts only for
//! files that have it.

use super::mapped::{Mapped, unmapped_reason};
use super::pending::{NotHere, keep};
use super::target::Target;
use super::{ReportInput, ReportPlace, reconciliation};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::model::commit::BlobId;
use crate::model::mutation::MutatedFile;
use crate::pipeline::Workspace;
use crate::pipeline::import::count;
use crate::sources;
use crate::store::{ImportKind, MappedMutants, NewReport};

/// Imports a mutation report; its records are mutants.
pub fn mutants(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    place: &ReportPlace,
) -> Result<Reconciliation, Error> {
    let report =
        sources::mutants::read_from(input.file).map_err(|source| input.unreadable(source))?;
    let target = match Target::find(workspace, place)? {
        Target::Here(target) => target,
        Target::Elsewhere(repo, commit) => {
            let records = report.files.iter().map(|file| file.mutants.len()).sum();
            let done = reconciliation(records, &report.rejected, &report.warnings);
            let kind = ImportKind::Mutants;
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
    let mut mapped = Mapped::new(&raw, &tree, &target.hints(&raw, &[], &tree));
    for (at, file) in report.files.iter().enumerate() {
        if !holds(file, mapped.files[at].1.as_ref()) {
            for blob in [&file.blob, &file.blob_in_git].into_iter().flatten() {
                mapped.find_by_content(at, blob);
            }
        }
    }
    mapped.check(&raw, place.max_unmapped, (input.name, &target.tree_of))?;

    let records = report.files.iter().map(|file| file.mutants.len()).sum();
    let mut reconciliation = reconciliation(records, &report.rejected, &report.warnings);
    reconciliation.notes.extend([target.told.clone(), mapped.told(&target.tree_of)]);
    let mut elsewhere = Vec::new();
    let mut files = Vec::new();
    for (file, (mapping, in_tree)) in report.files.into_iter().zip(mapped.files) {
        if mapping.path.is_none() {
            let reason = unmapped_reason(&file.raw_path, &mapping, &target.tree_of);
            let dropped = file.mutants.iter().map(|_| Dropped { line: 0, reason: reason.clone() });
            reconciliation.skipped.extend(dropped);
        } else if file.blob.is_some() && !holds(&file, in_tree.as_ref()) {
            elsewhere.push(format!("`{}`", file.raw_path));
        }
        let blob = if holds(&file, in_tree.as_ref()) { in_tree } else { file.blob.or(in_tree) };
        files.push(MappedMutants {
            raw_path: file.raw_path,
            path: mapping.path,
            rule: mapping.rule.to_owned(),
            blob,
            mutants: file.mutants,
        });
    }
    if let Some(first) = elsewhere.first() {
        let (many, commit) = (elsewhere.len(), target.tree_of.short());
        reconciliation.notes.push(format!(
            "{many} files embed a source that {commit} does not hold, {first} first; their mutants \
             count only where a file has that very content. Is --commit the commit they ran at?"
        ));
    }
    let digest = input.digest()?;
    let source = input.source(ImportKind::Mutants, &digest, &reconciliation);
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
    let saved = workspace.store.save_mutants(&source, &report, &files);
    count(&mut reconciliation, workspace.stored(saved)?);
    Ok(reconciliation)
}

/// Whether a file's embedded source is the content that the tree has; without a source nothing
/// speaks against it.
fn holds(file: &MutatedFile, in_tree: Option<&BlobId>) -> bool {
    match (&file.blob, in_tree) {
        (Some(_), Some(blob)) => {
            [&file.blob, &file.blob_in_git].into_iter().flatten().any(|own| own == blob)
        }
        (None, Some(_)) => true,
        (_, None) => false,
    }
}
