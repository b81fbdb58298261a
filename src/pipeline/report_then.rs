//! Which reports of a series may speak at a moment: those of its commit or of an ancestor.

use std::collections::HashMap;

use super::bench::Bench;
use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::CommitId;
use crate::model::coverage::StoredReport;
use crate::model::moment::Moment;

/// The reports of one series that count at a moment.
pub(super) struct Eligible<'r> {
    /// The report at the moment's commit.
    pub at: Option<&'r StoredReport>,
    /// Commits before it, nearest first, each with the report that stands for it.
    pub near: Vec<(CommitId, &'r StoredReport)>,
}

/// Returns the reports of a series that count at the moment. A report stands for its own commit and
/// for those it was declared to be merged as.
pub(super) fn eligible<'r>(
    bench: &Bench<'_>,
    repository: &Repository,
    moment: &Moment,
    repo: &str,
    reports: &'r [StoredReport],
) -> Result<Eligible<'r>, Error> {
    let Some(commit) = &moment.commit else { return Ok(Eligible { at: None, near: Vec::new() }) };
    let failed = |source| Error::History { name: repo.to_owned(), source };
    let mut by_commit: HashMap<&CommitId, &StoredReport> = HashMap::new();
    for report in reports.iter().filter(|report| fresh(bench, moment, report)) {
        let stands_for = std::iter::once(&report.commit).chain(&report.merged_as);
        for at in stands_for.filter(|at| repository.has(at)) {
            by_commit.insert(at, report);
        }
    }
    let at = by_commit.remove(commit);
    let mut commits: Vec<CommitId> = by_commit.keys().map(|id| (*id).clone()).collect();
    commits.sort();
    let near = repository.ancestors_among(commit, &commits).map_err(failed)?;
    let near = near.into_iter().map(|commit| {
        let report = by_commit[&commit];
        (commit, report)
    });
    Ok(Eligible { at, near: near.collect() })
}

/// Returns the commit in the clone whose lines a report speaks of: its own, or where that is not
/// here the one it was declared to be merged as.
pub(super) fn lines_of<'r>(repository: &Repository, report: &'r StoredReport) -> &'r CommitId {
    let mut stands_for = std::iter::once(&report.commit).chain(&report.merged_as);
    stands_for.find(|commit| repository.has(commit)).unwrap_or(&report.commit)
}

fn fresh(bench: &Bench<'_>, moment: &Moment, report: &StoredReport) -> bool {
    match (bench.workspace.project.max_age_days, moment.at) {
        (Some(days), Some(at)) => at - report.taken_at <= chrono::Duration::days(i64::from(days)),
        _ => true,
    }
}
