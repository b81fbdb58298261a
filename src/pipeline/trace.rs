//! Traces fix commits of one repository without a database.

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
}

/// How fixes are traced.
#[derive(Debug, Clone, Copy, Default)]
pub struct TraceRequest {
    /// Whether commit ids and `Fixes:` lines in messages are passed over.
    pub ignore_message: bool,
    /// Whether all candidates are given, each with what speaks for it.
    pub explain: bool,
}

/// Traces the fixes. A fix that cannot be read is named and the rest goes on.
pub fn trace(
    place: &Place,
    revisions: &[String],
    request: TraceRequest,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Traced, Error> {
    let failed = |source| Error::History { name: place.folder.display().to_string(), source };
    let repository = Repository::open(&place.folder).map_err(failed)?;
    let (_, project) = project_at(&place.folder)?;
    let mut done = Traced::default();
    let TraceRequest { ignore_message, explain } = request;
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
    drop(repository);

    let mut answers: Vec<Option<Result<Trace, String>>> = Vec::new();
    answers.resize_with(fixes.len(), || None);
    let mut count = 0;
    crew::share(
        &paths,
        |jobs, give| {
            let repository = Repository::open(&place.folder);
            for job in jobs {
                let answer = match (&repository, &fixes[job]) {
                    (Ok(repository), Ok(fix)) => {
                        history::trace(repository, fix, &options).map_err(|error| error.to_string())
                    }
                    (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
                };
                give(job, answer);
            }
        },
        |job, answer| {
            progress(count, fixes.len());
            count += 1;
            answers[job] = Some(answer);
        },
    );
    progress(fixes.len(), fixes.len());
    for (revision, answer) in revisions.iter().zip(answers.into_iter().flatten()) {
        match answer {
            Ok(trace) => done.traces.push(trace),
            Err(error) => done.problems.push(format!("{revision}: {error}")),
        }
    }
    Ok(done)
}
