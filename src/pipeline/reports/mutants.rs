//! Mutation reports into the store; their records are mutants.
//!
//! Where a report embeds its sources, their content says which files they are and whether the commit
//! holds them. A content that the commit does not hold is kept under its own id, and counts only for
//! files that have it.

use super::arrival::{Read, Target, arrive, finish, new_report};
use super::mapped::{Mapped, unmapped_reason};
use super::{ReportInput, ReportPlace};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::model::commit::BlobId;
use crate::model::mutation::{MutatedFile, MutationReport};
use crate::pipeline::Workspace;
use crate::sources;
use crate::store::{ImportKind, MappedMutants};

/// Imports a mutation report; its records are mutants.
pub fn mutants(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    place: &ReportPlace,
) -> Result<Reconciliation, Error> {
    let report =
        sources::mutants::read_from(input.file).map_err(|source| input.unreadable(source))?;
    let MutationReport { format, files: reported, rejected, warnings, .. } = report;
    let digest = input.digest()?;
    let read = Read {
        kind: ImportKind::Mutants,
        digest: &digest,
        records: reported.iter().map(|file| file.mutants.len()).sum(),
        rejected: &rejected,
        warnings: &warnings,
        format,
    };
    let target = Target::find(workspace, place)?;
    // Of a report that waits for its commit the file is kept, and its mutants need no room.
    let reported = if matches!(target, Target::Here(_)) { reported } else { Vec::new() };
    let (target, mut done) = match arrive(workspace, input, place, target, &read)? {
        Ok(here) => here,
        Err(kept) => return Ok(kept),
    };
    let raw: Vec<&str> = reported.iter().map(|f| f.raw_path.as_str()).collect();
    let tree = target.tree()?;
    let mut mapped = Mapped::new(&raw, &tree, &target.hints(&raw, &[], &tree));
    for (at, file) in reported.iter().enumerate() {
        if !holds(file, mapped.files[at].1.as_ref()) {
            for blob in [&file.blob, &file.blob_in_git].into_iter().flatten() {
                mapped.find_by_content(at, blob);
            }
        }
    }
    mapped.check(&raw, place.max_unmapped, (input.name, &target.tree_of))?;

    done.notes.push(mapped.told(&target.tree_of));
    let mut elsewhere = Vec::new();
    let mut files = Vec::new();
    for (file, (mapping, in_tree)) in reported.into_iter().zip(mapped.files) {
        let is_here = mapping.path.is_some();
        if !is_here {
            let reason = unmapped_reason(&file.raw_path, &mapping, &target.tree_of);
            let dropped = file.mutants.iter().map(|_| Dropped { line: 0, reason: reason.clone() });
            done.skipped.extend(dropped);
        } else if file.blob.is_some() && !holds(&file, in_tree.as_ref()) {
            elsewhere.push(format!("`{}`", file.raw_path));
        }
        let blob = if holds(&file, in_tree.as_ref()) { in_tree } else { file.blob.or(in_tree) };
        files.push(MappedMutants {
            raw_path: file.raw_path,
            path: mapping.path,
            rule: mapping.rule.to_owned(),
            blob,
            // Of a file that is not here only the path is kept.
            mutants: if is_here { file.mutants } else { Vec::new() },
        });
    }
    if let Some(first) = elsewhere.first() {
        let (many, commit) = (elsewhere.len(), target.tree_of.short());
        done.notes.push(format!(
            "{many} files embed a source that {commit} does not hold, {first} first; their mutants \
             count only where a file has that very content. Is --commit the commit they ran at?"
        ));
    }
    let source = input.source(&read, &done);
    let saved = workspace.store.save_mutants(&source, &new_report(&target, place, &read), files);
    finish(workspace, done, saved)
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
