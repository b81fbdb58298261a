//! Traces fix commits of one repository without a database.

use super::Place;
use super::workspace::project_at;
use crate::error::Error;
use crate::history::{Repository, TraceOptions};
use crate::model::region::Trace;

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

/// Traces the fixes one by one. A fix that cannot be read is named and the rest goes on.
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
    for (index, revision) in revisions.iter().enumerate() {
        progress(index, revisions.len());
        let traced = repository
            .resolve(revision)
            .and_then(|fix| crate::history::trace(&repository, &fix, &options));
        match traced {
            Ok(trace) => done.traces.push(trace),
            Err(error) => done.problems.push(format!("{revision}: {error}")),
        }
    }
    progress(revisions.len(), revisions.len());
    Ok(done)
}
