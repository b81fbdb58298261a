//! Which reports of a series may speak at a moment: those of its commit or of an ancestor.

use std::collections::HashMap;
use std::rc::Rc;

use super::bench::Bench;
use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::{CommitId, Time};
use crate::model::coverage::StoredReport;
use crate::model::moment::Moment;

/// The reports of one series that count at a moment.
pub(super) struct Eligible<'r> {
    /// The report at the moment's commit.
    pub at: Option<&'r StoredReport>,
    /// Commits before it, nearest first, each with the report that stands for it.
    pub near: Vec<(CommitId, &'r StoredReport)>,
}

/// Commits at or before a moment's commit, nearest first, each with the place of the report that
/// stands for it. Regions and incidents that share a moment share the walk that finds them.
type Near = Rc<Vec<(CommitId, usize)>>;

/// Those commits by series, and by a moment's commit and time.
pub(super) type NearReports = HashMap<(i64, CommitId, Option<Time>), Near>;

/// Returns the reports of a series that count at the moment. A report stands for its own commit and
/// for those it was declared to be merged as.
pub(super) fn eligible<'r>(
    bench: &Bench<'_>,
    repository: &Repository,
    moment: &Moment,
    repo: &str,
    reports: &'r [StoredReport],
) -> Result<Eligible<'r>, Error> {
    let (Some(commit), Some(first)) = (&moment.commit, reports.first()) else {
        return Ok(Eligible { at: None, near: Vec::new() });
    };
    let key = (first.series_id, commit.clone(), moment.at);
    let known = bench.near_reports.borrow().get(&key).cloned();
    let near = if let Some(near) = known {
        near
    } else {
        let near = Rc::new(near(bench, repository, (moment, commit), repo, reports)?);
        bench.near_reports.borrow_mut().insert(key, Rc::clone(&near));
        near
    };
    let mut near = near.iter().map(|(at, place)| (at.clone(), &reports[*place])).peekable();
    let at = near.next_if(|(at, _)| at == commit).map(|(_, report)| report);
    Ok(Eligible { at, near: near.collect() })
}

fn near(
    bench: &Bench<'_>,
    repository: &Repository,
    (moment, commit): (&Moment, &CommitId),
    repo: &str,
    reports: &[StoredReport],
) -> Result<Vec<(CommitId, usize)>, Error> {
    let failed = |source| Error::History { name: repo.to_owned(), source };
    let mut by_commit: HashMap<&CommitId, usize> = HashMap::new();
    for (place, report) in reports.iter().enumerate() {
        let stands_for = std::iter::once(&report.commit).chain(&report.merged_as);
        if fresh(bench, moment, report) {
            by_commit.extend(stands_for.filter(|at| repository.has(at)).map(|at| (at, place)));
        }
    }
    let mut commits: Vec<CommitId> = by_commit.keys().map(|id| (*id).clone()).collect();
    commits.sort();
    let near = repository.ancestors_among(commit, &commits).map_err(failed)?;
    Ok(near.into_iter().map(|commit| (by_commit[&commit], commit)).map(|(p, c)| (c, p)).collect())
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
