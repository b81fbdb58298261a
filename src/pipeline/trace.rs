//! Traces fix commits of one repository without a database.

use std::path::PathBuf;
use std::sync::Arc;

use super::blame_index::{Harvest, Keep, Wanted, grown};
use super::index_file::IndexFile;
use super::progress::{Progress, Step};
use super::workspace::project_at;
use super::{Place, crew};
use crate::error::Error;
use crate::history::{self, HistoryError, Repository, TraceOptions};
use crate::model::commit::CommitId;
use crate::model::region::{FileKind, Trace};
use crate::syntax;

/// What tracing several fixes gave.
#[derive(Debug, Clone, Default)]
pub struct Traced {
    /// The traces, in the order asked for.
    pub traces: Vec<Trace>,
    /// Fixes that could not be read, and why.
    pub problems: Vec<String>,
    /// What was wrong with a kept blame index; the answers are as they would be without one.
    pub notes: Vec<String>,
}

/// How fixes are traced.
#[derive(Debug, Clone, Default)]
pub struct TraceRequest {
    /// Whether commit ids and `Fixes:` lines in messages are passed over.
    pub ignore_message: bool,
    /// Whether all candidates are given, each with what speaks for it.
    pub explain: bool,
    /// File that the blame index is kept in; nowhere without one.
    pub index: Option<PathBuf>,
    /// Whether to do with half the memory, and more slowly.
    pub low_memory: bool,
}

/// Traces the fixes. A fix that cannot be read is named and the rest goes on.
pub fn trace(
    place: &Place,
    revisions: &[String],
    request: &TraceRequest,
    progress: &mut Progress<'_>,
) -> Result<Traced, Error> {
    let failed = |source| Error::History { name: place.folder.display().to_string(), source };
    let open = || Repository::open_within(&place.folder, request.low_memory);
    let repository = open().map_err(failed)?;
    let (_, project) = project_at(&place.folder)?;
    let mut done = Traced::default();
    let TraceRequest { ignore_message, explain, .. } = *request;
    let mut options = TraceOptions { ignore_message, explain, ..TraceOptions::default() };
    for rev in &project.ignore_revs {
        match repository.resolve(rev) {
            Ok(commit) => options.ignore_revs.push(commit),
            Err(error) => done.problems.push(format!("ignore_revs: {error}")),
        }
    }
    let fixes: Vec<_> = revisions.iter().map(|revision| repository.resolve(revision)).collect();
    let sources = |fix: &Result<CommitId, HistoryError>| -> Vec<String> {
        let paths = fix.as_ref().ok().and_then(|fix| repository.changed_paths(fix).ok());
        let is_source = |path: &String| syntax::file_kind(path) == FileKind::Source;
        paths.into_iter().flatten().filter(is_source).collect()
    };
    let paths: Vec<Vec<String>> = fixes.iter().map(sources).collect();
    let mut tips: Vec<CommitId> = repository.head().map_err(failed)?.into_iter().collect();
    tips.extend(fixes.iter().flatten().cloned());
    let mut keep = match &request.index {
        Some(path) => Keep::File(IndexFile::open(path)?),
        None => Keep::Nowhere,
    };
    let wanted = Wanted {
        folder: &place.folder,
        tips: &tips,
        traces: fixes.len(),
        open: &open,
        low_memory: request.low_memory,
    };
    let index = grown(&repository, &mut keep, &wanted, &mut done.notes, progress)?;
    drop(repository);

    let mut answers: Vec<Option<Result<Trace, String>>> = Vec::new();
    answers.resize_with(fixes.len(), || None);
    let mut count = 0;
    let mut harvest = Harvest::new(&mut keep, index.as_ref());
    crew::share(
        crew::threads(fixes.len(), None, request.low_memory),
        &paths,
        |jobs, give| {
            let mut repository = open();
            if let (Ok(repository), Some(index)) = (&mut repository, &index) {
                repository.use_index(Arc::clone(index));
            }
            for job in jobs {
                let answer = match (&repository, &fixes[job]) {
                    (Ok(repository), Ok(fix)) => history::trace(repository, fix, &options)
                        .map(|trace| (trace, repository.take_hunks()))
                        .map_err(|error| error.to_string()),
                    (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
                };
                give(job, answer);
            }
        },
        |job, answer| {
            progress(Step::Answers, count, fixes.len());
            count += 1;
            answers[job] = Some(answer.map(|(trace, hunks)| {
                harvest.add(hunks);
                trace
            }));
        },
    );
    progress(Step::Answers, fixes.len(), fixes.len());
    harvest.finish()?;
    for (revision, answer) in revisions.iter().zip(answers.into_iter().flatten()) {
        match answer {
            Ok(trace) => done.traces.push(trace),
            Err(error) => done.problems.push(format!("{revision}: {error}")),
        }
    }
    Ok(done)
}
