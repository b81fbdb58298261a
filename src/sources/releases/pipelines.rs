//! Three tables of a delivery pipeline to deployments: the runs, the commits they ran for, and
//! their jobs. A run is a deployment where it or one of its jobs says so and was not skipped.

use std::collections::{BTreeMap, BTreeSet};

use super::csv::{environment_word, result};
use crate::model::batch::{Batch, Dropped};
use crate::model::release::Release;
use crate::sources::SourceError;
use crate::sources::incidents::{self, normal};
use crate::sources::table::{self, Row, Table};
use crate::sources::text::Cleaner;
use crate::sources::time::{ColumnFormat, TimeRules};

/// A table and the places of its columns by header, in one spelling.
struct Part {
    table: Table,
    places: BTreeMap<String, usize>,
}

impl Part {
    fn has(&self, headers: &[&str]) -> bool {
        headers.iter().all(|header| self.places.contains_key(*header))
    }

    fn cell<'r>(&self, row: &'r Row, header: &str) -> Option<&'r str> {
        let cell = row.cell(*self.places.get(header)?);
        (!cell.is_empty() && !cell.eq_ignore_ascii_case("null")).then_some(cell)
    }
}

/// Returns the deployments of pipeline tables, told apart by their headers; the records are the
/// runs. `None` where the files are no such tables.
pub(super) fn read(
    files: &[&[u8]],
    date_format: Option<&str>,
    zone: Option<&str>,
) -> Result<Option<Batch<Release>>, SourceError> {
    let (mut runs, mut commits, mut jobs) = (None, None, None);
    for bytes in files {
        let table = table::read(bytes)?;
        let places = table.header.iter().enumerate().rev().map(|(at, h)| (normal(h), at)).collect();
        let part = Part { table, places };
        if part.has(&["pipeline_id", "commit_sha"]) {
            commits = Some(part);
        } else if part.has(&["pipeline_id", "type", "result"]) {
            jobs = Some(part);
        } else if part.has(&["id", "type", "result", "finished_date"]) {
            runs = Some(part);
        }
    }
    let (Some(runs), Some(commits)) = (runs, commits) else { return Ok(None) };
    let rules = TimeRules::new(date_format, zone)?;
    let finished = runs.table.rows.iter().filter_map(|row| runs.cell(row, "finished_date"));
    let format = rules.column("finished_date", finished)?;
    let commit_of = commits.table.rows.iter().filter_map(|row| {
        Some((commits.cell(row, "pipeline_id")?, commits.cell(row, "commit_sha")?))
    });
    let commit_of: BTreeMap<&str, &str> = commit_of.collect();
    let deploying = deploying_jobs(jobs.as_ref());
    let mut batch = Batch {
        skipped: runs.table.skipped.clone(),
        rejected: runs.table.rejected.clone(),
        notes: [Some(&runs), Some(&commits), jobs.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|part| part.table.notes.clone())
            .collect(),
        ..Batch::default()
    };
    if format.zoneless() > 0 && !rules.names_zone() {
        batch.notes.push(format!("{} times name no zone and are read as UTC", format.zoneless()));
    }
    let tables = Tables { runs: &runs, commit_of, deploying, rules, format };
    for row in &runs.table.rows {
        match tables.release(row) {
            Ok(release) => batch.accepted.push(release),
            Err(Left::Skipped(reason)) => {
                batch.skipped.push(Dropped { line: row.line, reason: reason.to_owned() });
            }
            Err(Left::Rejected(reason)) => batch.rejected.push(Dropped { line: row.line, reason }),
        }
    }
    Ok(Some(batch))
}

/// Returns the environments of the jobs that deploy, by run; empty where a job names none.
fn deploying_jobs(jobs: Option<&Part>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let rows = jobs.into_iter().flat_map(|jobs| jobs.table.rows.iter().map(move |row| (jobs, row)));
    for (jobs, row) in rows {
        let deploys = jobs.cell(row, "type").is_some_and(is_deployment);
        let skipped = jobs.cell(row, "result").is_some_and(was_skipped);
        if let (true, false, Some(run)) = (deploys, skipped, jobs.cell(row, "pipeline_id")) {
            let environments = found.entry(run.to_owned()).or_default();
            environments.extend(jobs.cell(row, "environment").map(str::to_owned));
        }
    }
    found
}

/// Why a run is no release.
enum Left {
    Skipped(&'static str),
    Rejected(String),
}

struct Tables<'a> {
    runs: &'a Part,
    commit_of: BTreeMap<&'a str, &'a str>,
    deploying: BTreeMap<String, BTreeSet<String>>,
    rules: TimeRules,
    format: ColumnFormat,
}

impl Tables<'_> {
    fn release(&self, row: &Row) -> Result<Release, Left> {
        let cell = |header| self.runs.cell(row, header);
        let rejected = |text: &str, what: &str| {
            Left::Rejected(format!("`{}` {what}", Cleaner::default().line(text, 60)))
        };
        let id = cell("id").ok_or_else(|| Left::Rejected("has no id".to_owned()))?;
        let jobs = self.deploying.get(id);
        if jobs.is_none() && !cell("type").is_some_and(is_deployment) {
            return Err(Left::Skipped("a run that deploys nothing"));
        }
        if cell("result").is_some_and(was_skipped) {
            return Err(Left::Skipped("a deployment that was skipped"));
        }
        let Some(finished) = cell("finished_date") else {
            return Err(Left::Skipped("a deployment that has not finished"));
        };
        let stamp = self.rules.stamp(&self.format, finished);
        let time = stamp.ok_or_else(|| rejected(finished, "is no time"))?.at;
        let Some(commit) = self.commit_of.get(id) else {
            return Err(rejected(id, "has no commit among the commits of the runs"));
        };
        let commit =
            incidents::revision(commit).ok_or_else(|| rejected(commit, "is no revision"))?;
        let of_job = || jobs.and_then(|environments| environments.first()).map(String::as_str);
        let environment = cell("environment").or_else(of_job).unwrap_or("production");
        Ok(Release {
            time,
            environment: environment_word(&Cleaner::default().line(environment, 200)),
            component: None,
            repo: None,
            version: None,
            commit: Some(commit),
            result: cell("result").map_or(crate::model::release::ReleaseResult::Unknown, result),
        })
    }
}

fn is_deployment(word: &str) -> bool {
    word.eq_ignore_ascii_case("deployment")
}

fn was_skipped(word: &str) -> bool {
    word.eq_ignore_ascii_case("skipped")
}
