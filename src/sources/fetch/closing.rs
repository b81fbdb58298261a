//! What a tracker knows besides its list of the code behind an issue: which commit or merged change
//! closed it, when it was opened again, which lines its trace names. It costs a request an issue or
//! two, so it is asked for only where the caller wants it.

use std::collections::HashSet;
use std::fmt::Write as _;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::client::Client;
use super::link::next_link;
use super::list::List;
use super::pages::time_at;
use super::url::encoded;
use super::{FetchError, github, gitlab, sentry};

/// How far a merge may stand from the closing that it caused.
const TOGETHER: TimeDelta = TimeDelta::minutes(2);

/// Most pages of a history that are read.
const MOST_PAGES: u32 = 10;

/// Adds to a record what the tracker knows of the code behind it.
pub(super) fn add(
    client: &mut Client<'_>,
    list: &List,
    record: &mut Value,
) -> Result<(), FetchError> {
    match list {
        List::GitHub { repo, .. } => of_github(client, repo, record),
        List::GitLab { project, .. } => of_gitlab(client, project, record),
        List::Sentry { organization, .. } => of_sentry(client, organization, record),
        List::Jira { .. } => of_jira(client, record),
        List::PagerDuty { .. } => Ok(()),
    }
}

/// Says how often a server did not tell what closed an issue, and how often it told too much of it;
/// `None` where neither happened.
pub(super) fn note(client: &mut Client<'_>) -> Option<String> {
    let unanswered = client.take_unanswered();
    let count: usize = unanswered.values().sum();
    let by_status = unanswered.iter().map(|(status, count)| match status {
        200 => format!("an answer that cannot be read: {count}"),
        status => format!("HTTP {status}: {count}"),
    });
    let by_status = by_status.collect::<Vec<_>>().join(", ");
    let open = (count > 0).then(|| {
        format!(
            "questions about the code behind issues that the server left open: {count} ({by_status}), so \
             links may be missing; 401 and 403 mean that the token may not read it"
        )
    });
    let crowded = std::mem::take(&mut client.crowded);
    let crowded = (crowded > 0).then(|| {
        format!(
            "issues whose development panel shows more than {MOST_COMMITS} commits, none of which is \
             taken as a link: {crowded}"
        )
    });
    let notes: Vec<String> = open.into_iter().chain(crowded).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn text<'r>(record: &'r Value, pointer: &str) -> Option<&'r str> {
    record.pointer(pointer)?.as_str()
}

fn insert(record: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = record {
        fields.insert(key.to_owned(), value);
    }
}

fn of_github(client: &mut Client<'_>, repo: &str, record: &mut Value) -> Result<(), FetchError> {
    let closed = text(record, "/state") == Some("closed");
    let Some(number) = record.get("number").and_then(Value::as_u64) else { return Ok(()) };
    if !closed || record.get("pull_request").is_some() {
        return Ok(());
    }
    let path = format!("/repos/{repo}/issues/{number}/timeline?per_page=100");
    let mut next = Some(client.base.call(&path));
    let (mut commit, mut reopened, mut merged) = (None, None, Vec::new());
    for _ in 0..MOST_PAGES {
        let Some(url) = next.take() else { break };
        let Some((answer, page)) = client.optional(&url, github::HEADERS)? else { break };
        for event in page.as_array().into_iter().flatten() {
            match text(event, "/event") {
                // The last closing counts; a commit of another repository has its own address.
                Some("closed") => {
                    let here = format!("/repos/{repo}/commits/").to_lowercase();
                    let of_here = text(event, "/commit_url")
                        .is_none_or(|url| url.to_lowercase().contains(&here));
                    commit = text(event, "/commit_id").filter(|_| of_here).map(str::to_owned);
                }
                Some("reopened") => reopened = event.get("created_at").cloned().or(reopened),
                Some("cross-referenced") => {
                    let issue = event.pointer("/source/issue");
                    let full_name = issue.and_then(|i| text(i, "/repository/full_name"));
                    let at = issue
                        .and_then(|issue| issue.get("pull_request"))
                        .and_then(|pull| time_at(pull, "merged_at"));
                    let pull = issue.and_then(|issue| issue.get("number")?.as_u64());
                    if full_name.is_none_or(|name| name.eq_ignore_ascii_case(repo)) {
                        merged.extend(at.zip(pull));
                    }
                }
                _ => {}
            }
        }
        let link = answer.header("link").and_then(next_link);
        next = link.map(|link| client.base.follow(link)).transpose()?;
    }
    let closed_at = time_at(record, "closed_at");
    let by_merge = merged.iter().find(|(at, _)| {
        commit.is_none() && closed_at.is_some_and(|closed| (closed - *at).abs() <= TOGETHER)
    });
    if let Some((_, pull)) = by_merge {
        let url = client.base.call(&format!("/repos/{repo}/pulls/{pull}"));
        if let Some((_, pull)) = client.optional(&url, github::HEADERS)? {
            commit = text(&pull, "/merge_commit_sha").map(str::to_owned);
        }
    }
    if let Some(commit) = commit {
        insert(record, "fix_commits", json!([commit]));
    }
    if let Some(reopened) = reopened {
        insert(record, "history_reopened", reopened);
    }
    Ok(())
}

fn of_gitlab(client: &mut Client<'_>, project: &str, record: &mut Value) -> Result<(), FetchError> {
    let closed = text(record, "/state") == Some("closed");
    let Some(iid) = record.get("iid").and_then(Value::as_u64).filter(|_| closed) else {
        return Ok(());
    };
    let path = format!("/projects/{}/issues/{iid}/closed_by?per_page=100", encoded(project));
    let url = client.base.call_in(gitlab::FOLDER, &path);
    let Some((_, requests)) = client.optional(&url, &[("accept", "application/json")])? else {
        return Ok(());
    };
    let merged = requests.as_array().into_iter().flatten();
    let merged = merged.filter(|request| text(request, "/state") == Some("merged"));
    let commit = |request: &Value| {
        let keys = ["/merge_commit_sha", "/squash_commit_sha", "/sha"];
        keys.iter().find_map(|key| text(request, key)).map(str::to_owned)
    };
    let commits: Vec<String> = merged.filter_map(commit).collect();
    if !commits.is_empty() {
        insert(record, "fix_commits", json!(commits));
    }
    Ok(())
}

/// Writes the frames of an issue's newest event as a trace into its text.
fn of_sentry(
    client: &mut Client<'_>,
    organization: &str,
    record: &mut Value,
) -> Result<(), FetchError> {
    let Some(id) = text(record, "/id").map(str::to_owned) else { return Ok(()) };
    let (organization, id) = (encoded(organization), encoded(&id));
    let path = format!("/organizations/{organization}/issues/{id}/events/latest/");
    let url = client.base.call_in(sentry::FOLDER, &path);
    let Some((_, event)) = client.optional(&url, &[("accept", "application/json")])? else {
        return Ok(());
    };
    let entries = event.get("entries").and_then(Value::as_array).into_iter().flatten();
    let exceptions = entries.filter(|entry| text(entry, "/type") == Some("exception"));
    let values = exceptions.filter_map(|entry| entry.pointer("/data/values")?.as_array()).flatten();
    let mut trace = text(record, "/culprit").unwrap_or_default().to_owned();
    for value in values {
        let frames = value.pointer("/stacktrace/frames").and_then(Value::as_array);
        for frame in frames.into_iter().flatten() {
            let own = frame.get("inApp").and_then(Value::as_bool) != Some(false);
            let line = frame.get("lineNo").and_then(Value::as_u64);
            if let (true, Some(line), Some(file)) = (own, line, file_of(frame)) {
                let _ = write!(trace, "\n  File \"{file}\", line {line}");
            }
        }
    }
    insert(record, "culprit", Value::from(trace));
    Ok(())
}

/// Returns the path of a frame; Java tells it as a package beside a name.
fn file_of(frame: &Value) -> Option<String> {
    let file = text(frame, "/filename").or_else(|| text(frame, "/absPath"))?;
    let package = text(frame, "/module").and_then(|module| Some(module.rsplit_once('.')?.0));
    let java = matches!(file.rsplit_once('.'), Some((_, "java" | "kt")));
    Some(match package.filter(|_| java && !file.contains('/')) {
        Some(package) => format!("{}/{file}", package.replace('.', "/")),
        None => file.replace('"', ""),
    })
}

/// Most commits of an issue that are kept.
const MOST_COMMITS: usize = 50;

/// Reads the commits that a Jira shows in its development panel beside a resolved issue. The call is
/// none that Jira promises; a server that does not know it tells nothing.
fn of_jira(client: &mut Client<'_>, record: &mut Value) -> Result<(), FetchError> {
    let resolved = record.pointer("/fields/resolutiondate").is_some_and(|at| !at.is_null());
    let Some(id) = text(record, "/id").filter(|_| resolved).map(encoded) else { return Ok(()) };
    let accept = [("accept", "application/json")];
    let call = |what: &str| format!("/rest/dev-status/latest/issue/{what}");
    let url = client.base.call(&call(&format!("summary?issueId={id}")));
    let Some((_, summary)) = client.optional(&url, &accept)? else { return Ok(()) };
    let hosts = summary.pointer("/summary/repository/byInstanceType").and_then(Value::as_object);
    let hosts: Vec<String> = hosts.into_iter().flatten().map(|(host, _)| encoded(host)).collect();
    let mut commits: Vec<String> = Vec::new();
    for host in hosts {
        let query = format!("detail?issueId={id}&applicationType={host}&dataType=repository");
        let url = client.base.call(&call(&query));
        let Some((_, detail)) = client.optional(&url, &accept)? else { continue };
        let lists = |value: &Value, key: &str| {
            value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let repositories = lists(&detail, "detail").into_iter();
        for repository in repositories.flat_map(|detail| lists(&detail, "repositories")) {
            for commit in lists(&repository, "commits") {
                let is = |key: &str| commit.get(key).and_then(Value::as_bool) == Some(true);
                let counts = !is("merge") && !is("fromFork");
                commits.extend(text(&commit, "/id").filter(|_| counts).map(str::to_owned));
            }
        }
    }
    let mut seen = HashSet::new();
    commits.retain(|commit| seen.insert(commit.clone()));
    // So many commits that speak of an issue say nothing of which one fixed it.
    if record.get("fix_commits").is_none() {
        if commits.len() > MOST_COMMITS {
            client.crowded += 1;
        } else if !commits.is_empty() {
            insert(record, "fix_commits", json!(commits));
        }
    }
    Ok(())
}
