//! A table of releases or deployments: `time, environment, component, version, commit, result`
//! and `repo`, under these headers or those that pipelines use.

use crate::model::batch::{Batch, Dropped};
use crate::model::incident::Phase;
use crate::model::release::{Release, ReleaseResult};
use crate::sources::SourceError;
use crate::sources::incidents;
use crate::sources::table::{self, Row};
use crate::sources::text::Cleaner;
use crate::sources::time::{ColumnFormat, TimeRules};

/// Longest name kept, in characters.
const MAX_NAME: usize = 250;

const TIME: &[&str] = &[
    "time",
    "deployed_at",
    "finished_at",
    "finished_date",
    "finish_time",
    "completed_at",
    "released_at",
    "published_at",
    "deployed",
    "released",
    "date",
    "timestamp",
    "started_at",
    "started_date",
    "created_at",
    "created_date",
];
const ENVIRONMENT: &[&str] = &["environment", "env", "target", "stage"];
const COMPONENT: &[&str] = &["component", "service", "application", "app", "module"];
const REPO: &[&str] = &["repo", "repository"];
const VERSION: &[&str] = &["version", "tag", "tag_name", "release", "ref"];
const COMMIT: &[&str] =
    &["commit", "commit_sha", "commit_id", "sha", "revision", "rev", "git_sha", "commit_hash"];
const RESULT: &[&str] = &["result", "status", "conclusion", "state", "outcome"];

/// The places of the columns; `None` where the file has none.
struct Places {
    time: usize,
    environment: Option<usize>,
    component: Option<usize>,
    repo: Option<usize>,
    version: Option<usize>,
    commit: Option<usize>,
    result: Option<usize>,
}

pub(super) fn read(
    bytes: &[u8],
    date_format: Option<&str>,
    zone: Option<&str>,
) -> Result<Batch<Release>, SourceError> {
    let mut table = table::read(bytes)?;
    let headers: Vec<String> =
        table.header.iter().map(|header| incidents::normal(header)).collect();
    let place =
        |known: &[&str]| known.iter().find_map(|name| headers.iter().position(|h| h == name));
    let missing = |column| SourceError::MissingColumn { column, found: table.header.clone() };
    let places = Places {
        time: place(TIME).ok_or_else(|| missing("time"))?,
        environment: place(ENVIRONMENT),
        component: place(COMPONENT),
        repo: place(REPO),
        version: place(VERSION),
        commit: place(COMMIT),
        result: place(RESULT),
    };
    if places.version.is_none() && places.commit.is_none() {
        return Err(missing("version"));
    }
    let mut batch = Batch {
        skipped: std::mem::take(&mut table.skipped),
        rejected: std::mem::take(&mut table.rejected),
        notes: std::mem::take(&mut table.notes),
        ..Batch::default()
    };
    let rules = TimeRules::new(date_format, zone)?;
    let times = table.rows.iter().filter_map(|row| filled(row, Some(places.time)));
    let format = rules.column(&table.header[places.time], times)?;
    if format.zoneless() > 0 && !rules.names_zone() {
        batch.notes.push(format!("{} times name no zone and are read as UTC", format.zoneless()));
    }
    let mut cleaner = Cleaner::default();
    for row in &table.rows {
        match release(row, &places, &rules, &format, &mut cleaner) {
            Ok(release) => batch.accepted.push(release),
            Err(reason) => batch.rejected.push(Dropped { line: row.line, reason }),
        }
    }
    batch.rejected.sort();
    batch.notes.extend(unread(&table.header, &places));
    batch.notes.extend(cleaner.notes());
    Ok(batch)
}

fn release(
    row: &Row,
    places: &Places,
    rules: &TimeRules,
    format: &ColumnFormat,
    cleaner: &mut Cleaner,
) -> Result<Release, String> {
    let cell = filled(row, Some(places.time)).ok_or("has no time")?;
    let Some(stamp) = rules.stamp(format, cell) else {
        return Err(format!("`{}` is no time", Cleaner::default().line(cell, 40)));
    };
    let mut name = |place| {
        filled(row, place).map(|text| cleaner.line(text, MAX_NAME)).filter(|text| !text.is_empty())
    };
    let environment = name(places.environment);
    let (component, repo, version) =
        (name(places.component), name(places.repo), name(places.version));
    let commit = match filled(row, places.commit) {
        Some(text) => Some(
            incidents::revision(text)
                .ok_or_else(|| format!("`{}` is no revision", Cleaner::default().line(text, 60)))?,
        ),
        None => None,
    };
    if version.is_none() && commit.is_none() {
        return Err("names neither a version nor a commit".to_owned());
    }
    Ok(Release {
        time: stamp.at,
        environment: environment
            .map_or_else(|| "production".to_owned(), |word| environment_word(&word)),
        component,
        repo,
        version,
        commit,
        result: filled(row, places.result).map_or(ReleaseResult::Unknown, result),
    })
}

/// Returns one spelling for production, whatever the pipeline calls it; others in lower case.
pub(in crate::sources) fn environment_word(word: &str) -> String {
    let word = word.to_lowercase();
    if !word.contains(' ') && incidents::phase(&word) == Phase::Production {
        "production".to_owned()
    } else {
        word
    }
}

/// Returns how a deployment went, whatever the pipeline calls it.
pub(in crate::sources) fn result(word: &str) -> ReleaseResult {
    match incidents::normal(word).as_str() {
        "success" | "successful" | "succeeded" | "ok" | "passed" | "done" | "deployed"
        | "complete" | "completed" | "active" | "finished" => ReleaseResult::Success,
        "failure" | "failed" | "error" | "errored" | "aborted" | "abort" | "canceled"
        | "cancelled" | "timed_out" => ReleaseResult::Failure,
        "rolled_back" | "rollback" | "rolledback" | "reverted" => ReleaseResult::RolledBack,
        _ => ReleaseResult::Unknown,
    }
}

fn filled(row: &Row, place: Option<usize>) -> Option<&str> {
    let cell = row.cell(place?);
    (!cell.is_empty() && !cell.eq_ignore_ascii_case("null")).then_some(cell)
}

fn unread(header: &[String], places: &Places) -> Option<String> {
    let read = [
        Some(places.time),
        places.environment,
        places.component,
        places.repo,
        places.version,
        places.commit,
        places.result,
    ];
    let unread: Vec<String> = (0..header.len())
        .filter(|at| !read.contains(&Some(*at)))
        .map(|at| Cleaner::default().line(&header[at], 60))
        .collect();
    (!unread.is_empty()).then(|| format!("columns that nothing reads: {}", unread.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Batch<Release>, SourceError> {
        super::read(bytes, None, None)
    }

    #[test]
    fn a_pipelines_headers_and_words_are_understood() {
        let batch = read(
            b"id,commit_sha,result,environment,finished_date\n\
              1,10A6464B6BD2,FAILURE,PRODUCTION,2022-03-07T06:26:42+01:00\n\
              2,c791ea694,ROLLED_BACK,Staging,2022-03-07T06:26:42Z\n\
              3,c791ea694,SUCCESS,,\n\
              4,,SUCCESS,prod,2022-03-07T06:26:42Z\n\
              5,$(rm),SUCCESS,prod,2022-03-07T06:26:42Z\n\
              6,abc,SUCCESS,prod,soon\n",
        )
        .unwrap();
        let first = &batch.accepted[0];
        assert_eq!(first.time.to_rfc3339(), "2022-03-07T05:26:42+00:00");
        assert_eq!(
            (first.environment.as_str(), first.commit.as_deref()),
            ("production", Some("10a6464b6bd2"))
        );
        assert_eq!(
            (first.result, batch.accepted[1].result),
            (ReleaseResult::Failure, ReleaseResult::RolledBack)
        );
        let rejected: Vec<_> = batch.rejected.iter().map(|d| (d.line, d.reason.as_str())).collect();
        assert_eq!(
            rejected,
            [
                (4, "has no time"),
                (5, "names neither a version nor a commit"),
                (6, "`$(rm)` is no revision"),
                (7, "`soon` is no time"),
            ]
        );
        assert_eq!(batch.seen(), 6);
        assert_eq!(batch.notes, ["columns that nothing reads: id"]);
    }

    #[test]
    fn a_file_without_a_time_or_without_a_name_is_refused() {
        let error = read(b"version,env\n1,prod\n").unwrap_err();
        assert_eq!(error.to_string(), "no column named `time`");
        assert!(error.hint().unwrap().contains("`version`, `env`"));
        assert_eq!(read(b"time,env\n").unwrap_err().to_string(), "no column named `version`");
    }

    #[test]
    fn what_the_file_leaves_open_stays_open() {
        let batch = read(b"time;version\n2026-01-05 10:00;v1.2\n").unwrap();
        let release = &batch.accepted[0];
        assert_eq!(
            (release.environment.as_str(), release.result),
            ("production", ReleaseResult::Unknown)
        );
        assert_eq!((&release.commit, &release.component), (&None, &None));
        assert_eq!(batch.notes, ["1 times name no zone and are read as UTC"]);
    }
}
