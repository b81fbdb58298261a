//! Traces fix commits of one repository without a database.

use std::path::PathBuf;
use std::sync::Arc;

use super::blame_index::{Harvest, Hunks, Keep, Wanted, grown};
use super::ignored::ignored_revs;
use super::import::digest;
use super::index_file::IndexFile;
use super::journal::Journal;
use super::progress::{Progress, Step};
use super::rules::rules;
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
    /// How many candidates of each fix are kept; `None` is all of them.
    pub top: Option<usize>,
}

/// Traces the fixes. A fix that cannot be read is named and the rest goes on. What the journal holds
/// is not traced again, and each trace goes there as soon as it is made.
pub fn trace(
    place: &Place,
    revisions: &[String],
    request: &TraceRequest,
    mut journal: Option<&mut Journal>,
    progress: &mut Progress<'_>,
) -> Result<Traced, Error> {
    let failed = |source| Error::History { name: place.folder.display().to_string(), source };
    let open = || Repository::open_within(&place.folder, request.low_memory);
    let repository = open().map_err(failed)?;
    let (_, project) = project_at(&place.folder)?;
    let mut done = Traced::default();
    for rev in &project.ignore_revs {
        if let Err(error) = repository.resolve(rev) {
            done.problems.push(format!("ignore_revs: {error}"));
        }
    }
    let (ignore_revs, problems) =
        ignored_revs(&repository, &project.ignore_revs).map_err(failed)?;
    done.problems.extend(problems);
    let TraceRequest { ignore_message, explain, top, .. } = *request;
    let options = TraceOptions { ignore_message, ignore_revs, before: None, explain };
    let key = match journal {
        Some(_) => key(&repository, &options, top).map_err(failed)?,
        None => String::new(),
    };
    let fixes: Vec<_> = revisions.iter().map(|revision| repository.resolve(revision)).collect();
    let mut answers: Vec<Option<Result<Trace, String>>> = Vec::new();
    answers.resize_with(fixes.len(), || None);
    if let Some(journal) = &mut journal {
        for (answer, fix) in answers.iter_mut().zip(&fixes) {
            *answer = fix.as_ref().ok().and_then(|fix| journal.take(&key, fix)).map(Ok);
        }
    }
    let left: Vec<usize> = (0..fixes.len()).filter(|job| answers[*job].is_none()).collect();
    let paths: Vec<Vec<String>> = match left.len() {
        0 | 1 => vec![Vec::new(); left.len()],
        _ => left.iter().map(|job| sources(&repository, &fixes[*job])).collect(),
    };
    let mut tips: Vec<CommitId> = repository.head().map_err(failed)?.into_iter().collect();
    tips.extend(fixes.iter().flatten().cloned());
    let mut keep = match &request.index {
        Some(path) => Keep::File(IndexFile::open(path)?),
        None => Keep::Nowhere,
    };
    let wanted = Wanted {
        folder: &place.folder,
        tips: &tips,
        traces: left.len(),
        open: &open,
        low_memory: request.low_memory,
    };
    let index = grown(&repository, &mut keep, &wanted, &mut done.notes, progress)?;
    let answer = |repository: &Repository, job: usize| match &fixes[left[job]] {
        Ok(fix) => history::trace(repository, fix, &options)
            .map(|trace| (trace, repository.take_hunks()))
            .map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let mut count = fixes.len() - left.len();
    let mut unwritten = None;
    let mut harvest = Harvest::new(&mut keep, index.as_ref());
    let mut take = |job: usize, answer: Result<(Trace, Hunks), String>| {
        progress(Step::Answers, count, fixes.len());
        count += 1;
        answers[left[job]] = Some(answer.map(|(mut trace, hunks)| {
            harvest.add(hunks);
            trace.candidates.truncate(top.unwrap_or(usize::MAX));
            if let Some(journal) = &mut journal
                && !trace.lacks_objects()
                && let Err(error) = journal.add(&key, &trace)
            {
                unwritten.get_or_insert(error);
            }
            trace
        }));
    };
    let threads = crew::threads(left.len(), None, request.low_memory);
    if threads == 1 && index.is_none() {
        // What was read so far is of use, and a repository takes a while to open.
        for job in crew::order(&paths) {
            take(job, answer(&repository, job));
        }
    } else {
        drop(repository);
        let work = |jobs: &mut dyn Iterator<Item = usize>, give: &mut dyn FnMut(usize, _)| {
            let mut repository = open();
            if let (Ok(repository), Some(index)) = (&mut repository, &index) {
                repository.use_index(Arc::clone(index));
            }
            for job in jobs {
                match &repository {
                    Ok(repository) => give(job, answer(repository, job)),
                    Err(error) => give(job, Err(error.to_string())),
                }
            }
        };
        crew::share(threads, &paths, work, take);
    }
    progress(Step::Answers, fixes.len(), fixes.len());
    harvest.finish()?;
    if let Some(error) = unwritten {
        return Err(error);
    }
    for (revision, answer) in revisions.iter().zip(answers.into_iter().flatten()) {
        match answer {
            Ok(trace) => done.traces.push(trace),
            Err(error) => done.problems.push(format!("{revision}: {error}")),
        }
    }
    Ok(done)
}

/// Returns a digest of all that the trace of a commit hangs on.
fn key(
    repository: &Repository,
    options: &TraceOptions,
    top: Option<usize>,
) -> Result<String, HistoryError> {
    let all = format!("{}\n{options:?}\n{top:?}\n{}", rules(), repository.fetched()?);
    Ok(digest(all.as_bytes()))
}

/// Returns the source files a fix changes: fixes of the same file go together.
fn sources(repository: &Repository, fix: &Result<CommitId, HistoryError>) -> Vec<String> {
    let paths = fix.as_ref().ok().and_then(|fix| repository.changed_paths(fix).ok());
    let is_source = |path: &String| syntax::file_kind(path) == FileKind::Source;
    paths.into_iter().flatten().filter(is_source).collect()
}
