//! Coverage of a region as it was known at a moment: which report counts, and what it says of
//! lines that have moved since.

use std::collections::BTreeMap;

use super::Workspace;
use super::bench::Bench;
use super::report_then::{eligible, lines_of};
use crate::error::Error;
use crate::evidence::{SeriesEvidence, line_evidence};
use crate::history::{Repository, TrackMethod, Tracking};
use crate::model::branches::BranchLines;
use crate::model::commit::{CommitId, Time};
use crate::model::coverage::{FileCoverage, StoredReport};
use crate::model::evidence::{EvidenceMethod, LineState, RegionEvidence};
use crate::model::line_set::LineSet;
use crate::model::moment::Moment;
use crate::model::outline::Outline;
use crate::model::region::RegionLine;

/// A region in one file, at the commit whose lines it names.
#[derive(Debug, Clone)]
pub(super) struct PlacedRegion<'a> {
    pub repo: &'a str,
    pub commit: &'a CommitId,
    pub path: &'a str,
    pub lines: &'a [RegionLine],
}

/// What a region's reports say, and the tests that per-test coverage names.
pub(super) struct CoverageThen {
    pub evidence: RegionEvidence,
    pub per_test: Vec<(String, LineSet)>,
}

/// Returns the evidence on a region at the moment. Only reports at the moment's commit or at an
/// ancestor of it count; what later ones say goes into `now`.
pub(super) fn coverage_then(
    bench: &Bench<'_>,
    moment: &Moment,
    region: &PlacedRegion<'_>,
    outline: Option<&Outline>,
) -> Result<CoverageThen, Error> {
    let repository = &bench.home(region.repo)?.repository;
    let mut used = Vec::new();
    let mut per_test = Vec::new();
    if region.lines.is_empty() {
        // A file that the fix puts in has no line at its parent that could have been covered.
        let evidence = RegionEvidence {
            repo: region.repo.to_owned(),
            commit: region.commit.clone(),
            path: region.path.to_owned(),
            lines: Vec::new(),
            evidence_at: None,
            now: Vec::new(),
            functions: Vec::new(),
            only_adds: false,
            then: None,
        };
        return Ok(CoverageThen { evidence, per_test });
    }
    for reports in bench.series_of(region.repo) {
        if let Some((report, method)) = report_then(bench, repository, moment, region, reports)? {
            tracing::debug!(path = region.path, commit = report.commit.short(), %method, "report counts");
            let mut carried = carry(bench.workspace, repository, report, region, method)?;
            per_test.extend(carried.detail(bench.workspace, report, region)?);
            used.push(carried.series);
        }
    }
    let lines = line_evidence(region.lines, outline, &used);
    let evidence = RegionEvidence {
        repo: region.repo.to_owned(),
        commit: region.commit.clone(),
        path: region.path.to_owned(),
        lines,
        evidence_at: used.iter().map(|series| series.taken_at).max(),
        now: now(bench, repository, moment, region, outline)?,
        functions: Vec::new(),
        only_adds: false,
        then: None,
    };
    per_test.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(CoverageThen { evidence, per_test })
}

/// Picks the report of one series that counts at the moment: the one at its commit, else the
/// nearest ancestor's whose file has the same content, else the nearest ancestor's.
fn report_then<'r>(
    bench: &Bench<'_>,
    repository: &Repository,
    moment: &Moment,
    region: &PlacedRegion<'_>,
    reports: &'r [StoredReport],
) -> Result<Option<(&'r StoredReport, EvidenceMethod)>, Error> {
    let Some(commit) = &moment.commit else { return Ok(None) };
    let failed = |source| Error::History { name: region.repo.to_owned(), source };
    let eligible = eligible(bench, repository, moment, region.repo, reports)?;
    if let Some(report) = eligible.at {
        return Ok(Some((report, EvidenceMethod::AtCommit)));
    }
    let then = repository.track(commit, region.path, region.commit).map_err(failed)?.from_path;
    if let Some(path) = &then {
        let content = repository.blob_at(commit, path).map_err(failed)?;
        for (ancestor, report) in &eligible.near {
            if content.is_some() && repository.blob_at(ancestor, path).map_err(failed)? == content {
                return Ok(Some((report, EvidenceMethod::SameContent)));
            }
        }
    }
    let nearest = eligible.near.first();
    Ok(nearest.map(|(_, report)| (*report, EvidenceMethod::CarriedForward)))
}

/// What a report says of the file, and where its lines are now.
struct Carried {
    series: SeriesEvidence,
    tracking: Tracking,
}

impl Carried {
    /// Reads how often lines ran, and returns the lines single tests ran.
    fn detail(
        &mut self,
        workspace: &Workspace,
        report: &StoredReport,
        region: &PlacedRegion<'_>,
    ) -> Result<Vec<(String, LineSet)>, Error> {
        let Some(path) =
            self.tracking.from_path.as_ref().filter(|_| self.series.coverage.is_some())
        else {
            return Ok(Vec::new());
        };
        let lines = &self.tracking.lines;
        let hits = workspace.store.line_hits(report.id, region.repo, path);
        self.series.hits = workspace.stored(hits)?.map(|hits| {
            let count = |(index, line): (usize, &Option<u32>)| {
                Some((index as u32 + 1, *hits.get(line.as_ref()?)?))
            };
            lines.iter().enumerate().filter_map(count).collect()
        });
        let hits = workspace.store.test_hits(report.series_id, report.seq, path);
        let tests = workspace.stored(hits)?.into_iter();
        let tests = tests.map(|(test, ran)| (test, moved(lines, &ran)));
        Ok(tests.filter(|(_, lines)| !lines.is_empty()).collect())
    }
}

/// Returns the lines of a set where they are now.
fn moved(lines: &[Option<u32>], set: &LineSet) -> LineSet {
    let place = |(index, line): (usize, &Option<u32>)| {
        line.filter(|line| set.contains(*line)).map(|_| index as u32 + 1)
    };
    lines.iter().enumerate().filter_map(place).collect()
}

/// Carries what a report says of the file to the line numbers of the region's commit.
fn carry(
    workspace: &Workspace,
    repository: &Repository,
    report: &StoredReport,
    region: &PlacedRegion<'_>,
    method: EvidenceMethod,
) -> Result<Carried, Error> {
    let tracking = repository
        .track(lines_of(repository, report), region.path, region.commit)
        .map_err(|source| Error::History { name: region.repo.to_owned(), source })?;
    let guessed = tracking.method == TrackMethod::DirectDiff;
    let method = if guessed { EvidenceMethod::Compared } else { method };
    let mut younger = LineSet::default();
    for (index, line) in tracking.lines.iter().enumerate() {
        if line.is_none() {
            younger.insert(index as u32 + 1);
        }
    }
    let mut series = SeriesEvidence {
        commit: report.commit.clone(),
        taken_at: report.taken_at,
        method,
        coverage: None,
        hits: None,
        younger,
        ambiguous: tracking.ambiguous.clone(),
    };
    if let Some(path) = &tracking.from_path {
        let stored = workspace.store.coverage_at(report.series_id, report.seq, region.repo, path);
        series.coverage = workspace.stored(stored)?.map(|file| FileCoverage {
            instrumented: moved(&tracking.lines, &file.coverage.instrumented),
            hit: moved(&tracking.lines, &file.coverage.hit),
            partial: moved(&tracking.lines, &file.coverage.partial),
            branches: BranchLines::default(),
        });
    }
    Ok(Carried { series, tracking })
}

/// Says what the newest report that does not count at the moment knows of the region.
fn now(
    bench: &Bench<'_>,
    repository: &Repository,
    moment: &Moment,
    region: &PlacedRegion<'_>,
    outline: Option<&Outline>,
) -> Result<Vec<String>, Error> {
    let Some(at) = moment.at else { return Ok(Vec::new()) };
    let mut newest: Option<&StoredReport> = None;
    let known = |report: &&StoredReport| repository.has(lines_of(repository, report));
    for report in bench.series_of(region.repo).flatten().filter(known) {
        let later = report.taken_at > at;
        if later && newest.is_none_or(|known| known.taken_at < report.taken_at) {
            newest = Some(report);
        }
    }
    let Some(report) = newest else { return Ok(Vec::new()) };
    let carried = carry(bench.workspace, repository, report, region, EvidenceMethod::None)?;
    if carried.series.coverage.is_none() {
        return Ok(Vec::new());
    }
    let lines = line_evidence(region.lines, outline, &[carried.series]);
    let mut counts: BTreeMap<LineState, u32> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.state != LineState::NotInstrumented) {
        let state = if line.state == LineState::Younger { LineState::Unknown } else { line.state };
        *counts.entry(state).or_insert(0) += 1;
    }
    let words: Vec<String> = counts
        .into_iter()
        .map(|(state, count)| {
            let lines = if count == 1 { "line" } else { "lines" };
            match state {
                LineState::Unknown => format!("{count} {lines} no longer there"),
                state => format!("{count} {lines} {state}"),
            }
        })
        .collect();
    let (words, day) = (words.join(", "), day(report.taken_at));
    Ok(vec![format!("{words} (report of {day}, after shipping)")])
}

fn day(at: Time) -> String {
    at.format("%Y-%m-%d").to_string()
}
