//! Reports of commits that are not in the clone: kept as they are until the commit comes, or until
//! a person says what it was merged as.

use super::{Importer, Pin, ReportInput, ReportPlace, coverage, mutants, tests};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::model::commit::{CommitId, Time};
use crate::pipeline::Workspace;
use crate::sources::{SourceError, packed};
use crate::store::{ImportKind, PendingReport};

/// A report whose commit is not here.
pub(super) struct NotHere<'a> {
    pub(super) repo: String,
    pub(super) commit: CommitId,
    pub(super) kind: ImportKind,
    /// SHA-256 of the file.
    pub(super) digest: &'a str,
    pub(super) place: &'a ReportPlace,
}

/// Keeps the file of a report whose commit is not here; none of its records is imported yet.
pub(super) fn keep(
    workspace: &mut Workspace,
    input: &ReportInput<'_>,
    report: &NotHere<'_>,
    mut done: Reconciliation,
) -> Result<Reconciliation, Error> {
    let short = report.commit.short();
    let reason = format!("{short} is not in this clone; the report is kept until it is");
    let records = done.seen - done.failed.len();
    done.skipped.extend((0..records).map(|_| Dropped { line: 0, reason: reason.clone() }));
    done.notes.push(format!(
        "{short} is not in this clone. After a fetch the next import takes the report in; if it was \
         squashed or rebased: escapee import pending --commit {} --merged-as REV",
        report.commit
    ));
    let bytes = packed(input.file).map_err(|error| input.unreadable(SourceError::Read(error)))?;
    let pending = PendingReport {
        id: 0,
        repo: report.repo.clone(),
        kind: report.kind,
        series: report.place.series.clone(),
        commit: report.commit.clone(),
        name: input.name.to_owned(),
        at: input.at,
        max_unmapped: report.place.max_unmapped,
        keep_hits: report.place.keep_hits,
    };
    let kept = workspace.store.keep_pending(&pending, report.digest, &bytes);
    workspace.stored(kept)?;
    Ok(done)
}

/// A report that was waiting, and what became of it.
pub struct Resolved {
    /// The report.
    pub report: PendingReport,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a report that was waiting.
pub enum Outcome {
    /// It was imported and waits no more.
    Imported(Reconciliation),
    /// Its commit is still not here.
    Waits,
    /// Too many of its paths match nothing there; it waits on.
    Refused(Error),
}

/// Imports the reports whose commit is here now. With a commit and revisions it was merged as, the
/// reports of that commit are imported as theirs. One with more than `max_unmapped` percent of paths
/// that match nothing, by default the share that was allowed when it was given, waits on, and keeps
/// no other out.
pub fn resolve(
    workspace: &mut Workspace,
    merged: Option<(&str, &[String])>,
    max_unmapped: Option<u8>,
    at: Time,
) -> Result<Vec<Resolved>, Error> {
    let pending = workspace.stored(workspace.store.pending_reports())?;
    let mut resolved = Vec::new();
    for report in pending {
        let declared = merged.filter(|(commit, _)| report.commit.0.starts_with(*commit));
        let config = workspace.repository(Some(&report.repo))?;
        let is_here = workspace.open_repository(config)?.has(&report.commit);
        if declared.is_none() && !is_here {
            resolved.push(Resolved { report, outcome: Outcome::Waits });
            continue;
        }
        let place = ReportPlace {
            repo: Some(report.repo.clone()),
            pin: Pin::of_person(&report.commit.0),
            series: report.series.clone(),
            merged_as: declared.map(|(_, revs)| revs.to_vec()).unwrap_or_default(),
            max_unmapped: max_unmapped.unwrap_or(report.max_unmapped),
            keep_hits: report.keep_hits,
        };
        let bytes = workspace.stored(workspace.store.pending_bytes(report.id))?;
        let input = ReportInput { name: &report.name, file: &&bytes[..], at };
        let outcome = match importer(report.kind)(workspace, &input, &place) {
            Ok(done) => Outcome::Imported(done),
            Err(error @ Error::Unmapped { .. }) => Outcome::Refused(error),
            Err(error) => return Err(error),
        };
        if matches!(outcome, Outcome::Imported(_)) {
            let dropped = workspace.store.drop_pending(report.id);
            workspace.stored(dropped)?;
        }
        resolved.push(Resolved { report, outcome });
    }
    Ok(resolved)
}

fn importer(kind: ImportKind) -> Importer {
    match kind {
        ImportKind::Tests => tests,
        ImportKind::Mutants => mutants,
        _ => coverage,
    }
}
