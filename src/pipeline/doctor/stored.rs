//! What the store says of its own evidence: reports that wait, paths that match nothing, suites that
//! are red, releases that no report reaches, and how much room each series takes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::plain;
use crate::error::Error;
use crate::history::Repository;
use crate::model::checkup::{Check, CheckState};
use crate::model::commit::CommitId;
use crate::model::coverage::StoredReport;
use crate::pipeline::Workspace;

/// Newest releases looked at.
const MOST_RELEASES: usize = 200;

/// Reports whose commit is not in the clone.
pub(super) fn pending(workspace: &Workspace) -> Result<Check, Error> {
    let waiting = workspace.stored(workspace.store.pending_reports())?;
    let named: Vec<String> = waiting
        .iter()
        .map(|report| {
            format!("{} ({} of {})", report.commit.short(), report.kind.word(), report.series)
        })
        .collect();
    let mend = "git fetch, then escapee import pending; squashed or rebased: escapee import pending \
                --commit ID --merged-as REV";
    Ok(plain("pending", &named, "reports wait for a commit that is not here", mend))
}

/// Paths of the newest report of each series that no file of the repository answers to.
pub(super) fn unmapped(workspace: &Workspace, reports: &[StoredReport]) -> Result<Check, Error> {
    let mut newest: BTreeMap<i64, &StoredReport> = BTreeMap::new();
    for report in reports {
        let known = newest.entry(report.series_id).or_insert(report);
        if report.taken_at > known.taken_at {
            *known = report;
        }
    }
    let mut named = Vec::new();
    for report in newest.values() {
        let paths = workspace.stored(workspace.store.unmapped_paths(report.id))?;
        named.extend(paths.into_iter().map(|path| format!("{path} ({})", report.series)));
    }
    let what = "paths of the newest coverage reports match no file of their commit";
    let mend = "escapee inspect FILE shows a report's paths; import it again with the --commit and \
                --repository it was measured at";
    Ok(plain("paths", &named, what, mend))
}

/// Suites whose newest run is red.
pub(super) fn red(workspace: &Workspace) -> Result<Check, Error> {
    let runs = workspace.stored(workspace.store.test_runs())?;
    let mut newest = BTreeMap::new();
    for run in &runs {
        let known = newest.entry((&run.repo, &run.series)).or_insert(run);
        if (run.taken_at, run.seq) > (known.taken_at, known.seq) {
            *known = run;
        }
    }
    let mut named = Vec::new();
    for ((_, series), run) in &newest {
        let results = workspace.stored(workspace.store.test_statuses(run))?;
        let red = results.iter().filter(|result| result.status.is_red()).count();
        if red > 0 {
            let (all, commit) = (results.len(), run.commit.short());
            named.push(format!("{series} ({red} of {all} tests at {commit})"));
        }
    }
    let what = "suites are red in their newest run, so what they cover is shown beside that";
    Ok(plain("red suites", &named, what, "mend or quarantine the tests that fail"))
}

/// Releases that no coverage report reaches: none at their commit nor at an ancestor.
pub(super) fn releases(
    workspace: &Workspace,
    reports: &[StoredReport],
    repositories: &BTreeMap<String, Repository>,
) -> Result<Option<Check>, Error> {
    let mut shipped = shipped(workspace, repositories)?;
    if shipped.is_empty() {
        return Ok(None);
    }
    shipped.sort_by(|a, b| b.cmp(a));
    shipped.dedup_by(|a, b| a.1 == b.1 && a.2 == b.2);
    shipped.truncate(MOST_RELEASES);
    let mut bare = Vec::new();
    for (_, repo, commit, name) in &shipped {
        let repository = &repositories[repo];
        let measured: Vec<CommitId> = reports
            .iter()
            .filter(|report| report.repo == *repo)
            .flat_map(|report| std::iter::once(&report.commit).chain(&report.merged_as))
            .filter(|commit| repository.has(commit))
            .cloned()
            .collect();
        let reached = repository.ancestors_among(commit, &measured);
        let failed = |source| Error::History { name: repo.clone(), source };
        if reached.map_err(failed)?.is_empty() {
            bare.push(name.clone());
        }
    }
    let what = format!(
        "of the {} newest releases have no coverage report at or before them",
        shipped.len()
    );
    let mend = "escapee doctor --missing-reports names the commits to measure first";
    Ok(Some(plain("releases then", &bare, &what, mend)))
}

/// Returns what was shipped: time, repository, commit and name; deployments, else tags.
fn shipped(
    workspace: &Workspace,
    repositories: &BTreeMap<String, Repository>,
) -> Result<Vec<(i64, String, CommitId, String)>, Error> {
    let mut shipped = Vec::new();
    for release in workspace.stored(workspace.store.releases())? {
        let named = [&release.commit, &release.version].into_iter().flatten();
        let found = repositories.iter().find_map(|(repo, repository)| {
            let is_it = release.repo.as_ref().is_none_or(|named| named == repo);
            let mut commits = named.clone().filter_map(|rev| repository.resolve(rev).ok());
            is_it.then(|| commits.next()).flatten().map(|commit| (repo.clone(), commit))
        });
        if let Some((repo, commit)) = found {
            let name = release.version.clone().unwrap_or_else(|| commit.short().to_owned());
            shipped.push((release.time.timestamp(), repo, commit, name));
        }
    }
    if shipped.is_empty() {
        for (repo, repository) in repositories {
            let failed = |source| Error::History { name: repo.clone(), source };
            let tags = repository.tags().map_err(failed)?.into_iter();
            shipped
                .extend(tags.map(|tag| (tag.at.timestamp(), repo.clone(), tag.commit, tag.name)));
        }
    }
    Ok(shipped)
}

/// How much room the database and each of its series takes.
pub(super) fn room(workspace: &Workspace) -> Result<Check, Error> {
    let sizes = workspace.stored(workspace.store.series_sizes())?;
    let mut found = match std::fs::metadata(&workspace.database) {
        Ok(file) => format!("{} in the database", size_of(file.len())),
        Err(_) => "a database in memory".to_owned(),
    };
    for size in &sizes {
        let (kind, reports, changes) = (size.kind.word(), size.reports, size.changes);
        let _ = write!(
            found,
            "; {} {kind} of {}: {reports} reports, {changes} changes",
            size.repo, size.series
        );
        if size.bytes > 0 {
            let _ = write!(found, ", {} of lines", size_of(size.bytes));
        }
    }
    Ok(Check { name: "room", state: CheckState::Fine, found, mend: None })
}

fn size_of(bytes: u64) -> String {
    let (kilobytes, megabytes) = (bytes as f64 / 1e3, bytes as f64 / 1e6);
    if bytes < 1_000_000 { format!("{kilobytes:.0} kB") } else { format!("{megabytes:.1} MB") }
}
