//! What the newest reports at or before an opening say, file by file.

use std::collections::{BTreeMap, HashMap};

use super::files::Files;
use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::CommitId;
use crate::model::coverage::{FileCoverage, StoredReport};
use crate::pipeline::Workspace;
pub(super) use crate::store::CoverageCounts;

/// Mutants that count and mutants caught of a file.
pub(super) type Counts = BTreeMap<usize, (u64, u64)>;

/// Returns for each series the report at the commit or at its nearest ancestor: what was measured
/// later, or elsewhere, is not known at the opening.
fn reports_at<'r>(
    name: &str,
    repository: &Repository,
    commit: &CommitId,
    reports: &'r [StoredReport],
) -> Result<Vec<&'r StoredReport>, Error> {
    let mut series: BTreeMap<i64, HashMap<&CommitId, &StoredReport>> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.repo == name) {
        let commits = std::iter::once(&report.commit).chain(&report.merged_as);
        let own = series.entry(report.series_id).or_default();
        own.extend(commits.map(|commit| (commit, report)));
    }
    let mut found = Vec::new();
    for by_commit in series.into_values() {
        if let Some(report) = by_commit.get(commit) {
            found.push(*report);
            continue;
        }
        let mut among: Vec<CommitId> = by_commit.keys().map(|id| (*id).clone()).collect();
        among.sort();
        let near = repository
            .ancestors_among(commit, &among)
            .map_err(|source| Error::History { name: name.to_owned(), source })?;
        found.extend(near.first().map(|commit| by_commit[commit]));
    }
    Ok(found)
}

/// Returns what the reports of all series together know of each file.
pub(super) fn coverage(
    workspace: &Workspace,
    (name, repository): (&str, &Repository),
    commit: &CommitId,
    reports: &[StoredReport],
    (files, opening): (&Files, usize),
) -> Result<BTreeMap<usize, CoverageCounts>, Error> {
    let mut counts: BTreeMap<usize, CoverageCounts> = BTreeMap::new();
    let mut twice: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
    let mut first: HashMap<String, (i64, i64)> = HashMap::new();
    for report in reports_at(name, repository, commit, reports)? {
        let key = (report.series_id, report.seq);
        for (path, known) in workspace.stored(workspace.store.coverage_counts_at(key.0, key.1))? {
            let Some(id) = files.id_of(opening, &path) else { continue };
            if let Some(other) = first.get(&path) {
                twice.entry(path).or_insert_with(|| vec![*other]).push(key);
            } else {
                first.insert(path, key);
                counts.insert(id, known);
            }
        }
    }
    // Two suites may run different lines of one file, so their lines and branches are united, not their counts.
    for (path, keys) in twice {
        let mut all = FileCoverage::default();
        for (series, seq) in keys {
            let file = workspace.stored(workspace.store.coverage_at(series, seq, name, &path))?;
            if let Some(file) = file {
                all.unite(&file.coverage);
            }
        }
        if let Some(id) = files.id_of(opening, &path) {
            let known = CoverageCounts {
                seen: all.instrumented.count().into(),
                run: all.hit.count().into(),
                branches: all.branches.counts(),
            };
            counts.insert(id, known);
        }
    }
    Ok(counts)
}

/// Returns mutants that count and mutants caught of each file; of several series the sums.
pub(super) fn mutants(
    workspace: &Workspace,
    (name, repository): (&str, &Repository),
    commit: &CommitId,
    reports: &[StoredReport],
    (files, opening): (&Files, usize),
) -> Result<Counts, Error> {
    let mut counts = Counts::new();
    for report in reports_at(name, repository, commit, reports)? {
        let rows = workspace.store.mutant_counts_at(report.series_id, report.seq);
        for (path, counted, caught) in workspace.stored(rows)? {
            if let Some(id) = files.id_of(opening, &path) {
                let sum = counts.entry(id).or_default();
                *sum = (sum.0 + counted, sum.1 + caught);
            }
        }
    }
    Ok(counts)
}

/// Returns lines seen and run by path, as the newest reports at or before a commit know them.
pub(in crate::pipeline) fn coverage_of_tip(
    workspace: &Workspace,
    name: &str,
    repository: &Repository,
    commit: &CommitId,
) -> Result<BTreeMap<String, (u64, u64)>, Error> {
    let reports = workspace.stored(workspace.store.coverage_reports())?;
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for report in reports_at(name, repository, commit, &reports)? {
        let rows = workspace.store.coverage_counts_at(report.series_id, report.seq);
        for (path, CoverageCounts { seen, run, .. }) in workspace.stored(rows)? {
            // Of two suites the better one: their lines together run at least as much.
            let known = counts.entry(path).or_default();
            *known =
                if known.1 * seen.max(1) > run * known.0.max(1) { *known } else { (seen, run) };
        }
    }
    Ok(counts)
}
