//! Answers to many incidents, on as many threads as pay.

use super::analyze::Options;
use super::answer::answer;
use super::bench::Bench;
use super::test_shelf::Scan;
use super::{Workspace, crew};
use crate::error::Error;
use crate::model::blame_index::{BlobPair, LineHunk};
use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::region::Trace;
use crate::store::Store;

/// An incident's dossier, with what was found out on the way for the first time.
pub(super) struct Answer {
    pub(super) dossier: Dossier,
    pub(super) traces: Vec<(String, String, Trace)>,
    pub(super) scans: Vec<Scan>,
    /// Where versions of files differ, for each repository of the bench.
    pub(super) hunks: Vec<Vec<(BlobPair, Vec<LineHunk>)>>,
}

impl Answer {
    fn new(bench: &Bench<'_>, incident: &Incident) -> Result<Self, Error> {
        let dossier = answer(bench, incident)?;
        let hunks = bench.homes.iter().map(|home| home.repository.take_hunks()).collect();
        let (traces, scans) = (bench.fresh_traces.take(), bench.shelf.take_fresh());
        Ok(Self { dossier, traces, scans, hunks })
    }
}

/// Answers incidents, on several threads where there are enough of them. Each thread has its own
/// repositories and its own connection.
pub(super) fn answers(
    bench: &Bench<'_>,
    incidents: &[&Incident],
    options: &Options,
    mut take: impl FnMut(usize, Result<Answer, Error>),
) -> Result<(), Error> {
    let threads = crew::threads(incidents.len(), None, options.low_memory);
    if threads == 1 {
        for (job, incident) in incidents.iter().enumerate() {
            take(job, Answer::new(bench, incident));
        }
        return Ok(());
    }
    let common = bench.common()?;
    let files: Vec<Vec<String>> = incidents.iter().map(|i| bench.files_of(i)).collect();
    let Workspace { root, project, database, .. } = bench.workspace;
    let again = || -> Result<Workspace, Error> {
        let failed = |source| Error::Store { path: database.clone(), source };
        let store = Store::open(database).map_err(failed)?;
        let (root, project) = (root.clone(), project.clone());
        let released = std::cell::RefCell::default();
        Ok(Workspace { root, project, database: database.clone(), store, released })
    };
    let work = |jobs: &mut dyn Iterator<Item = usize>, give: &mut dyn FnMut(usize, _)| {
        let own = again();
        let failure = match own.as_ref().map(|own| Bench::new(own, options)) {
            Ok(Ok(own)) => {
                let own = own.sharing(&common);
                jobs.for_each(|job| give(job, Answer::new(&own, incidents[job])));
                return;
            }
            Ok(Err(error)) => Some(error),
            Err(_) => None,
        };
        if let (Some(job), Some(error)) = (jobs.next(), failure.or_else(|| own.err())) {
            give(job, Err(error));
        }
    };
    crew::share(threads, &files, work, take);
    Ok(())
}
