//! Blame of many stretches of lines at once: what `git blame -L` says, for all of them together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::blame_index::{Harvest, Hunks, Keep, Wanted, grown};
use super::crew;
use super::index_file::IndexFile;
use super::progress::{Progress, Step};
use crate::error::Error;
use crate::history::{BlameOptions, BlamedLine, HistoryError, Repository};
use crate::model::commit::CommitId;
use crate::model::lines::LineRange;

/// Lines to be blamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlameRequest {
    /// The commit to start at.
    pub commit: CommitId,
    /// The file there.
    pub path: String,
    /// Its lines.
    pub lines: Vec<LineRange>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Blamed {
    /// For each request its lines, or why there are none.
    pub lines: Vec<Result<Vec<BlamedLine>, String>>,
    /// What was wrong besides.
    pub notes: Vec<String>,
}

/// How to go about it.
#[derive(Debug, Clone, Default)]
pub struct BlameJob {
    /// Where the blame index is kept; nowhere without one.
    pub index: Option<PathBuf>,
    /// Whether to do with half the memory.
    pub low_memory: bool,
    /// How many threads there may be; as many as the machine has cores where none is given.
    pub threads: Option<usize>,
    /// How lines are blamed.
    pub options: BlameOptions,
}

/// Returns who put the lines of every request where they stand.
pub fn blame(
    folder: &Path,
    requests: &[BlameRequest],
    job: &BlameJob,
    progress: &mut Progress<'_>,
) -> Result<Blamed, Error> {
    let failed = |source| Error::History { name: folder.display().to_string(), source };
    let open = || Repository::open_within(folder, job.low_memory);
    let repository = open().map_err(failed)?;
    let mut keep = match &job.index {
        Some(path) => Keep::File(IndexFile::open(path)?),
        None => Keep::Nowhere,
    };
    let mut tips: Vec<CommitId> = repository.head().map_err(failed)?.into_iter().collect();
    tips.extend(requests.iter().map(|request| request.commit.clone()));
    let threads = crew::threads(requests.len(), job.threads, job.low_memory);
    let wanted = Wanted {
        folder,
        tips: &tips,
        traces: requests.len(),
        open: &open,
        low_memory: job.low_memory,
    };
    let mut blamed = Blamed::default();
    let index = grown(&repository, &mut keep, &wanted, &mut blamed.notes, progress)?;
    let paths: Vec<Vec<String>> = requests.iter().map(|r| vec![r.path.clone()]).collect();
    blamed.lines.resize_with(requests.len(), || Ok(Vec::new()));
    let mut done = 0;
    let mut harvest = Harvest::new(&mut keep, index.as_ref());
    let answer = |repository: &Repository, number: usize| {
        let BlameRequest { commit, path, lines } = &requests[number];
        let blamed = repository.blame(commit, path, lines, &job.options);
        blamed
            .map(|lines| (lines, repository.take_hunks()))
            .map_err(|error: HistoryError| error.to_string())
    };
    let mut take = |number: usize, answer: Result<(Vec<BlamedLine>, Hunks), String>| {
        progress(Step::Answers, done, requests.len());
        done += 1;
        blamed.lines[number] = answer.map(|(lines, hunks)| {
            harvest.add(hunks);
            lines
        });
    };
    if threads == 1 && index.is_none() {
        for number in crew::order(&paths) {
            take(number, answer(&repository, number));
        }
    } else {
        drop(repository);
        let work = |jobs: &mut dyn Iterator<Item = usize>, give: &mut dyn FnMut(usize, _)| {
            let mut repository = open();
            if let (Ok(repository), Some(index)) = (&mut repository, &index) {
                repository.use_index(Arc::clone(index));
            }
            for number in jobs {
                match &repository {
                    Ok(repository) => give(number, answer(repository, number)),
                    Err(error) => give(number, Err(error.to_string())),
                }
            }
        };
        crew::share(threads, &paths, work, take);
    }
    progress(Step::Answers, requests.len(), requests.len());
    harvest.finish()?;
    Ok(blamed)
}
