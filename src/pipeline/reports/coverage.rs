//! Coverage reports into the store; their records are files.

use super::arrival::{Read, Target, arrive, finish, new_report};
use super::hits::kept_as;
use super::mapped::{Mapped, unmapped_reason};
use super::{ReportInput, ReportPlace};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::model::line_hits::KeptHits;
use crate::pipeline::Workspace;
use crate::sources;
use crate::store::{ImportKind, MappedFile, NewReport};

/// Imports a coverage report; its records are files.
pub fn coverage(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    place: &ReportPlace,
) -> Result<Reconciliation, Error> {
    let digest = input.digest()?;
    let target = Target::find(workspace, place)?;
    let kept_as = match &target {
        Target::Here(here) => kept_as(workspace, place, here, &digest)?,
        Target::Elsewhere(..) => None,
    };
    let read = if kept_as.is_some() {
        sources::coverage::read_with_hits(input.file)
    } else {
        sources::coverage::read_from(input.file)
    };
    let report = read.map_err(|source| input.unreadable(source))?;
    let read = Read {
        kind: ImportKind::Coverage,
        digest: &digest,
        records: report.files.len(),
        rejected: &report.rejected,
        warnings: &report.warnings,
        format: report.format,
    };
    let (target, mut done) = match arrive(workspace, input, place, target, &read)? {
        Ok(here) => here,
        Err(kept) => return Ok(kept),
    };
    let raw: Vec<&str> = report.files.iter().map(|f| f.raw_path.as_str()).collect();
    let tree = target.tree()?;
    let mapped = Mapped::new(&raw, &tree, &target.hints(&raw, &report.roots, &tree));
    mapped.check(&raw, place.max_unmapped, (input.name, &target.tree_of))?;
    done.notes.push(mapped.told(&target.tree_of));

    let tells_none = sources::coverage::tells_no_hits(&report);
    let mut files = Vec::new();
    let mut told = 0;
    for (file, (mapping, blob)) in report.files.into_iter().zip(mapped.files) {
        if mapping.path.is_none() {
            let reason = unmapped_reason(&file.raw_path, &mapping, &target.tree_of);
            done.skipped.push(Dropped { line: 0, reason });
        }
        told += usize::from(file.hits.is_some() && mapping.path.is_some());
        let hits = match (&kept_as, file.hits) {
            (None, _) => KeptHits::NotKept,
            (Some(_), None) => KeptHits::NotTold,
            (Some(_), Some(hits)) => KeptHits::Told(hits),
        };
        files.push(MappedFile {
            raw_path: file.raw_path,
            path: mapping.path,
            rule: mapping.rule.to_owned(),
            blob,
            coverage: file.packed,
            tests: file.tests,
            hits,
        });
    }
    match &kept_as {
        Some(why) if told > 0 => {
            done.notes.push(format!("How often each line ran is kept for {told} files ({why})."));
        }
        Some(_) if place.keep_hits && tells_none => {
            let note = "The report tells whether lines ran, not how often: no counts are kept.";
            done.notes.push(note.to_owned());
        }
        _ => {}
    }
    let source = input.source(&read, &done);
    let new = NewReport { keeps_hits: kept_as.is_some(), ..new_report(&target, place, &read) };
    let saved = workspace.store.save_coverage(&source, &new, &files);
    if told > 0 && saved.is_ok() {
        let store = &workspace.store;
        let repeated = store.repeated_hits(&target.name, &place.series, &target.commit, &digest);
        let count = workspace.stored(repeated)?;
        if count > 0 {
            done.notes.push(format!(
                "{count} of them have the very counts that another file of this report gives: the same \
                 run twice would count double, so how often their lines ran is not known."
            ));
        }
    }
    finish(workspace, done, saved)
}
