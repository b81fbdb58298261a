//! Releases and deployments of a repository at GitHub or GitLab, newest first. What is older than
//! the last reading is not asked for again, but for a few days in which a deployment may still end.

use chrono::TimeDelta;
use serde_json::Value;

use super::authorization::Scheme;
use super::client::Client;
use super::link::next_link;
use super::list::List;
use super::pages::time_at;
use super::url::encoded;
use super::{Access, FetchError, github, gitlab};
use crate::model::batch::{Batch, Dropped};
use crate::model::commit::Time;
use crate::model::release::{Release, ReleaseResult};
use crate::sources::releases::{environment_word, result};
use crate::sources::text::Cleaner;

/// How long a deployment may take to end.
const UNSETTLED: TimeDelta = TimeDelta::days(7);

/// Most pages that are read.
const MOST_PAGES: u32 = 200;

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseList {
    /// Releases that were published.
    Releases,
    /// Deployments, each with how it ended.
    Deployments,
}

impl ReleaseList {
    /// Returns the word it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Releases => "releases",
            Self::Deployments => "deployments",
        }
    }
}

/// Returns the releases or deployments of a repository since a time, and the newest time among them.
pub fn releases(
    access: Access<'_>,
    list: &List,
    what: ReleaseList,
    since: Option<Time>,
    told: &mut dyn FnMut(usize),
) -> Result<(Batch<Release>, Option<Time>), FetchError> {
    list.check()?;
    let (scheme, folder) = match list {
        List::GitHub { repo, .. } => (Scheme::Bearer, format!("/repos/{repo}/{}", what.word())),
        List::GitLab { project, .. } => {
            (Scheme::Private, format!("/projects/{}/{}", encoded(project), what.word()))
        }
        _ => return Err(FetchError::Name { name: list.name(), example: "github or gitlab" }),
    };
    let mut client = Client::new(access, scheme, list.token_variable())?;
    let on_github = matches!(list, List::GitHub { .. });
    let first = match (on_github, what) {
        (true, _) => client.base.call(&format!("{folder}?per_page=100")),
        (false, ReleaseList::Releases) => client.base.call_in(
            gitlab::FOLDER,
            &format!("{folder}?order_by=released_at&sort=desc&per_page=100"),
        ),
        (false, ReleaseList::Deployments) => client.base.call_in(
            gitlab::FOLDER,
            &format!("{folder}?order_by=created_at&sort=desc&per_page=100"),
        ),
    };
    let headers: &[(&str, &str)] =
        if on_github { github::HEADERS } else { &[("accept", "application/json")] };
    let (mut batch, mut newest) = (Batch::default(), None);
    let mut next = Some(first);
    for _ in 0..MOST_PAGES {
        let Some(url) = next.take() else { break };
        let (answer, page) = client.json(&url, headers)?;
        let Value::Array(records) = page else {
            return Err(FetchError::Shape { path: folder, what: what.word() });
        };
        let mut old = false;
        for record in &records {
            let created = time_at(record, "created_at").or_else(|| time_at(record, "released_at"));
            newest = newest.max(created);
            old |= since.zip(created).is_some_and(|(since, created)| created < since - UNSETTLED);
            let read = match (on_github, what) {
                (_, ReleaseList::Releases) => release(record, on_github),
                (true, ReleaseList::Deployments) if old => continue,
                (true, ReleaseList::Deployments) => deployment(&mut client, record, &folder)?,
                (false, ReleaseList::Deployments) => gitlab_deployment(record),
            };
            match read {
                Ok(release) => batch.accepted.push(release),
                Err(Left::Skipped(reason)) => {
                    batch.skipped.push(Dropped { line: 0, reason: reason.to_owned() });
                }
                Err(Left::Failed(reason)) => {
                    batch.rejected.push(Dropped { line: 0, reason: reason.to_owned() });
                }
            }
        }
        told(batch.seen());
        if !old {
            next = match answer.header("link").and_then(next_link) {
                Some(link) => Some(client.base.follow(link)?),
                None if on_github => None,
                None => gitlab::next(&answer, &url),
            };
        }
    }
    Ok((batch, newest))
}

/// Why a record gives no release.
enum Left {
    Skipped(&'static str),
    Failed(&'static str),
}

fn text<'r>(record: &'r Value, pointer: &str) -> Option<&'r str> {
    record.pointer(pointer)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

fn is(record: &Value, key: &str) -> bool {
    record.get(key).and_then(Value::as_bool) == Some(true)
}

fn made(
    time: Time,
    environment: &str,
    version: Option<&str>,
    commit: Option<&str>,
    result: ReleaseResult,
) -> Result<Release, Left> {
    let mut line = |text: &str| Cleaner::default().line(text, 200);
    let commit = match commit {
        Some(commit) => Some(
            crate::sources::incidents::revision(commit)
                .ok_or(Left::Failed("its commit or tag is no revision"))?,
        ),
        None => None,
    };
    if commit.is_none() && version.is_none() {
        return Err(Left::Failed("names neither a version nor a commit"));
    }
    Ok(Release {
        time,
        environment: environment_word(&line(environment)),
        component: None,
        repo: None,
        version: version.map(&mut line),
        commit,
        result,
    })
}

fn release(record: &Value, on_github: bool) -> Result<Release, Left> {
    if is(record, "draft") || is(record, "upcoming_release") {
        return Err(Left::Skipped("a release that is not published"));
    }
    let time = time_at(record, if on_github { "published_at" } else { "released_at" });
    let time = time.ok_or(Left::Failed("a release without a time"))?;
    let tag = text(record, "/tag_name");
    let environment = if is(record, "prerelease") { "pre-release" } else { "production" };
    made(time, environment, tag, text(record, "/commit/id").or(tag), ReleaseResult::Success)
}

/// Reads how a deployment ended, which is a list of its own.
fn deployment(
    client: &mut Client<'_>,
    record: &Value,
    folder: &str,
) -> Result<Result<Release, Left>, FetchError> {
    let Some(id) = record.get("id").and_then(Value::as_u64) else {
        return Ok(Err(Left::Failed("a deployment without a number")));
    };
    let url = client.base.call(&format!("{folder}/{id}/statuses?per_page=100"));
    let (_, statuses) = client.json(&url, github::HEADERS)?;
    let statuses = statuses.as_array().cloned().unwrap_or_default();
    let ended = statuses
        .iter()
        .find(|status| matches!(text(status, "/state"), Some("success" | "failure" | "error")));
    let Some(ended) = ended else {
        return Ok(Err(Left::Skipped("a deployment that has not ended")));
    };
    let time = time_at(ended, "created_at").or_else(|| time_at(record, "created_at"));
    let Some(time) = time else { return Ok(Err(Left::Failed("a deployment without a time"))) };
    let environment = text(record, "/environment").unwrap_or("production");
    let result = text(ended, "/state").map_or(ReleaseResult::Unknown, result);
    Ok(made(time, environment, None, text(record, "/sha").or(text(record, "/ref")), result))
}

fn gitlab_deployment(record: &Value) -> Result<Release, Left> {
    let status = text(record, "/status").unwrap_or_default();
    if !matches!(status, "success" | "failed" | "canceled") {
        return Err(Left::Skipped("a deployment that has not ended"));
    }
    let finished = record.get("deployable").and_then(|job| time_at(job, "finished_at"));
    let time = finished.or_else(|| time_at(record, "updated_at"));
    let time = time.or_else(|| time_at(record, "created_at"));
    let time = time.ok_or(Left::Failed("a deployment without a time"))?;
    let environment = text(record, "/environment/name").unwrap_or("production");
    made(time, environment, None, text(record, "/sha"), result(status))
}
