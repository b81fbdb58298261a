//! Trackers besides GitHub, each by a small server with its own habits.
#![expect(clippy::unnecessary_wraps, reason = "a server's answer may be none")]

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use escapee::pipeline::sync::{SyncOptions, sync_releases};
use escapee::sources::fetch::{Access, JiraApi, List, ReleaseList};

use super::{Project, START, problem, sum};
use crate::support::{Reply, Stub};

pub(super) fn ok(value: &Value) -> Option<Reply> {
    Some(Reply::Say(200, vec![("date", START.to_owned())], value.to_string()))
}

pub(super) fn with(headers: &[(&'static str, &str)], value: &Value) -> Option<Reply> {
    let mut all = vec![("date", START.to_owned())];
    all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
    Some(Reply::Say(200, all, value.to_string()))
}

/// Returns the value of a request's query, decoded.
pub(super) fn asked(request: &str, name: &str) -> Option<String> {
    let (_, query) = request.split_whitespace().nth(1)?.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

pub(super) fn path(request: &str) -> &str {
    let target = request.split_whitespace().nth(1).unwrap_or_default();
    target.split('?').next().unwrap_or_default()
}

/// An issue of Jira that changed at some minute past ten, UTC, told in the zone of an account in
/// China.
pub(super) fn jira_issue(number: u32, key: &str, minute: u32) -> Value {
    json!({"id": (10_000 + number).to_string(), "key": key, "fields": {
        "summary": format!("Issue {number}"), "status": {"name": "Open"},
        "created": "2026-01-05T17:00:00.000+0800",
        "updated": format!("2026-01-05T18:{minute:02}:30.000+0800"),
        "customfield_7": {"value": "UAT"},
        "assignee": {"displayName": "Jane Roe", "accountId": "7:ab"},
        "description": {"type": "doc", "version": 1, "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "since noon"}]}]},
    }})
}

/// A Jira with two issues a page that understands one filter: a project and a minute in its zone.
pub(super) fn jira(issues: &Arc<Mutex<Vec<Value>>>, cloud: bool) -> Stub {
    let issues = Arc::clone(issues);
    Stub::answering(move |request| {
        let version = if cloud { 3 } else { 2 };
        let at = path(request);
        if at == "/rest/api/2/serverInfo" {
            return ok(&json!({"deploymentType": if cloud { "Cloud" } else { "Server" }}));
        } else if at == format!("/rest/api/{version}/myself") {
            return ok(&json!({"timeZone": "Asia/Shanghai", "displayName": "Jane Roe"}));
        } else if at == format!("/rest/api/{version}/field") {
            return ok(&json!([
                {"id": "customfield_7", "name": "Found in", "custom": true, "clauseNames": []},
                {"id": "customfield_8", "name": "Sprint", "custom": true, "clauseNames": []},
            ]));
        }
        let search = if cloud { "/rest/api/3/search/jql" } else { "/rest/api/2/search" };
        if at != search {
            return None;
        }
        let filter = asked(request, "jql")?;
        assert!(asked(request, "fields")?.contains("customfield_7"), "{request}");
        assert!(filter.ends_with("ORDER BY updated ASC"), "{filter}");
        let from = filter.split("updated >= \"").nth(1).map(|rest| rest[11..16].to_owned());
        let mut found = issues.lock().unwrap().clone();
        let updated = |issue: &Value| issue["fields"]["updated"].as_str().unwrap().to_owned();
        found.retain(|issue| from.as_ref().is_none_or(|from| updated(issue)[11..16] >= **from));
        found.sort_by_key(updated);
        let place = if cloud { "nextPageToken" } else { "startAt" };
        let start: usize = asked(request, place).map_or(0, |place| place.parse().unwrap());
        let total = found.len();
        let page: Vec<Value> = found.into_iter().skip(start).take(2).collect();
        let next = start + page.len();
        ok(&if cloud && next < total {
            json!({"issues": page, "isLast": false, "nextPageToken": next.to_string()})
        } else if cloud {
            json!({"issues": page, "isLast": true})
        } else {
            json!({"issues": page, "startAt": start, "maxResults": 2, "total": total})
        })
    })
}

#[test]
fn jira_of_both_kinds_is_read_by_pages_and_afterwards_by_what_changed() {
    for cloud in [true, false] {
        let of = |number: u32, minute| jira_issue(number, &format!("SHOP-{number}"), minute);
        let issues = Arc::new(Mutex::new(vec![of(1, 1), of(2, 2), of(3, 3), of(4, 40), of(5, 41)]));
        let stub = jira(&issues, cloud);
        let list = List::Jira { project: Some("SHOP".into()), filter: None, api: JiraApi::Unknown };
        let mut project = Project::new();
        let access = (Some("me@example.org"), Some("secret-token"));
        let (done, _) = project.sync_list(&stub, &list, access, SyncOptions::default());
        assert_eq!(sum(&done), [5, 5, 0, 0, 0], "{:?}", done.stopped);
        assert_eq!(project.ids(), ["SHOP-1", "SHOP-2", "SHOP-3", "SHOP-4", "SHOP-5"]);
        let first = &project.incidents()[0];
        assert_eq!(first.phase.word(), "uat");
        assert_eq!(first.body.as_deref(), Some("since noon"));
        assert_eq!(first.detected_at.unwrap().at.to_rfc3339(), "2026-01-05T09:00:00+00:00");

        issues.lock().unwrap()[1] = of(2, 59);
        let (done, _) = project.sync_list(&stub, &list, access, SyncOptions::default());
        // What changed, and what changed in the minute before the last change that was read.
        assert_eq!(sum(&done)[0], 3);
        assert_eq!(done.reconciliation.updated, 0);
        assert_eq!(done.reconciliation.unchanged, 3);

        issues.lock().unwrap()[2] = jira_issue(3, "PAY-9", 59);
        let (done, _) = project.sync_list(&stub, &list, access, SyncOptions::default());
        assert_eq!((done.reconciliation.imported, done.stopped.is_none()), (1, true));
        assert_eq!(project.ids(), ["PAY-9", "SHOP-1", "SHOP-2", "SHOP-4", "SHOP-5"]);

        issues.lock().unwrap().retain(|issue| issue["key"] != "SHOP-1");
        let full = SyncOptions { full: true, ..SyncOptions::default() };
        let (done, _) = project.sync_list(&stub, &list, access, full);
        assert!(
            done.reconciliation.notes[0].contains("no longer in the list"),
            "{done:?}",
            done = done.reconciliation
        );
        assert!(done.reconciliation.notes[0].contains("SHOP-1"));
        let authorizations: Vec<String> = stub.asked();
        // me@example.org:secret-token
        let basic = "authorization: basic bwvazxhhbxbszs5vcmc6c2vjcmv0lxrva2vu";
        assert!(authorizations.iter().all(|asked| asked.contains(basic)));
    }
}

#[test]
fn a_jira_without_a_word_on_itself_is_tried_and_its_zone_is_allowed_for() {
    let issues = Arc::new(Mutex::new(vec![jira_issue(1, "SHOP-1", 1)]));
    let inner = Arc::clone(&issues);
    let stub = Stub::answering(move |request| {
        let page = inner.lock().unwrap().clone();
        (path(request) == "/rest/api/2/search")
            .then(|| ok(&json!({"issues": page, "startAt": 0, "total": 1})))
            .flatten()
    });
    let list = List::Jira { project: Some("SHOP".into()), filter: None, api: JiraApi::Unknown };
    let mut project = Project::new();
    let (done, _) = project.sync_list(&stub, &list, (None, Some("pat")), SyncOptions::default());
    assert_eq!(sum(&done), [1, 1, 0, 0, 0]);
    let (done, _) = project.sync_list(&stub, &list, (None, Some("pat")), SyncOptions::default());
    assert_eq!(sum(&done), [1, 0, 0, 1, 0]);
    let asked = stub.asked();
    assert!(asked.last().unwrap().contains("updated%20%3e%3d%20%222026-01-04%2010%3a01%22"));
    assert!(asked.iter().all(|asked| asked.contains("authorization: bearer pat")));
}

fn gitlab_issue(number: u32, minute: u32) -> Value {
    json!({"id": 900 + number, "iid": number, "project_id": 7, "title": format!("Issue {number}"),
        "state": "closed", "severity": "UNKNOWN", "issue_type": "incident",
        "web_url": format!("https://gitlab.com/g/p/-/issues/{number}"),
        "author": {"username": "jane.roe", "name": "Jane Roe"},
        "created_at": "2026-01-05T09:00:00.000Z", "closed_at": null,
        "updated_at": format!("2026-01-05T10:{minute:02}:00.500Z")})
}

#[test]
fn gitlab_is_paged_by_a_header_or_a_link_and_asked_for_changes() {
    let stub = Stub::answering(|request| {
        assert_eq!(path(request), "/api/v4/projects/g%2Fp/issues");
        if asked(request, "updated_after").is_some() {
            return ok(&json!([gitlab_issue(3, 3)]));
        }
        match asked(request, "page").as_deref() {
            None => with(
                &[("x-next-page", "2"), ("link", "<{base}/x>; rel=\"first\"")],
                &json!([gitlab_issue(1, 1)]),
            ),
            Some("2") => with(
                &[("link", "<{base}/api/v4/projects/g%2Fp/issues?page=3>; rel=\"next\"")],
                &json!([gitlab_issue(2, 2)]),
            ),
            _ => with(&[("x-next-page", "")], &json!([gitlab_issue(3, 3)])),
        }
    });
    let list =
        List::GitLab { project: "g/p".into(), labels: vec![], kind: Some("incident".into()) };
    let mut project = Project::new();
    let (done, _) = project.sync_list(&stub, &list, (None, Some("secret")), SyncOptions::default());
    assert_eq!(sum(&done), [3, 3, 0, 0, 0], "{:?}", done.stopped);
    assert_eq!(project.ids(), ["g/p#1", "g/p#2", "g/p#3"]);
    assert!(project.incidents().iter().all(|incident| incident.resolved_at.is_none()));
    let (done, _) = project.sync_list(&stub, &list, (None, Some("secret")), SyncOptions::default());
    assert_eq!(sum(&done), [1, 0, 0, 1, 0]);
    let asked = stub.asked();
    assert!(asked[3].contains("updated_after=2026-01-05t10%3a03%3a00.500z"), "{}", asked[3]);
    assert!(asked.iter().all(|asked| {
        asked.contains("private-token: secret") && !asked.contains("authorization")
    }));
}

fn page_of_pagerduty(number: u32, created: &str, status: &str) -> Value {
    json!({"id": format!("P{number}"), "incident_number": number, "title": format!("Alarm {number}"),
        "created_at": created, "status": status, "urgency": "high",
        "service": {"id": "S1", "summary": "checkout"},
        "resolved_at": if status == "resolved" { Some(created) } else { None },
        "assignments": [{"assignee": {"summary": "Jane Roe"}}]})
}

#[test]
fn pagerduty_is_read_in_windows_and_again_from_the_oldest_that_was_open() {
    let stub = Stub::answering(|request| {
        let lower = request.to_lowercase();
        if !lower.contains("content-type: application/json")
            || !lower.contains("authorization: token token=secret")
        {
            return Some(Reply::Say(400, vec![], "{\"error\":{\"message\":\"bad\"}}".into()));
        }
        let time = |name| asked(request, name)?.parse::<escapee::model::commit::Time>().ok();
        let (since, until) = (time("since").unwrap(), time("until").unwrap());
        assert!(until - since <= chrono::TimeDelta::days(183), "{request}");
        let all = [
            page_of_pagerduty(1, "2025-03-01T08:00:00Z", "resolved"),
            page_of_pagerduty(2, "2025-03-02T08:00:00Z", "resolved"),
            page_of_pagerduty(3, "2025-11-20T08:00:00Z", "triggered"),
        ];
        let created = |page: &Value| -> escapee::model::commit::Time {
            page["created_at"].as_str().unwrap().parse().unwrap()
        };
        let inside = all.iter().filter(|page| (since..until).contains(&created(page)));
        let offset: usize = asked(request, "offset").unwrap().parse().unwrap();
        let page: Vec<&Value> = inside.clone().skip(offset).take(1).collect();
        let more = inside.count() > offset + 1;
        ok(&json!({"incidents": page, "limit": 1, "offset": offset, "more": more}))
    });
    let from = "2024-12-01T00:00:00Z".parse().unwrap();
    let list = List::PagerDuty { services: vec![], from };
    let mut project = Project::new();
    let (done, _) = project.sync_list(&stub, &list, (None, Some("secret")), SyncOptions::default());
    assert_eq!(sum(&done), [3, 3, 0, 0, 0], "{:?}", done.stopped);
    assert_eq!(project.ids(), ["P1", "P2", "P3"]);
    let before = stub.asked().len();
    let (done, _) = project.sync_list(&stub, &list, (None, Some("secret")), SyncOptions::default());
    assert_eq!(sum(&done), [1, 0, 0, 1, 0]);
    assert!(stub.asked()[before].contains("since=2025-11-20t08%3a00%3a00z"));
}

#[test]
fn sentry_is_read_until_a_link_says_that_nothing_follows_and_goes_on_where_it_stood() {
    let issue = |number: u32, minute: u32| {
        json!({"id": number.to_string(), "shortId": format!("SHOP-{number}"),
            "title": format!("Error {number}"), "culprit": "pay", "level": "error",
            "permalink": format!("https://sentry.io/o/issues/{number}/"),
            "status": "unresolved", "firstSeen": "2026-01-05T09:00:00Z", "count": "150",
            "lastSeen": format!("2026-01-05T10:{minute:02}:00Z"), "userCount": 3})
    };
    let mut cut = true;
    let stub = Stub::answering(move |request| {
        assert_eq!(path(request), "/api/0/organizations/shop/issues/");
        let link = |results: &str| {
            format!(
                "<{{base}}/api/0/organizations/shop/issues/?cursor=0:1:0>; rel=\"next\"; results=\"{results}\"; cursor=\"0:1:0\""
            )
        };
        if asked(request, "cursor").is_none() {
            return with(&[("link", &link("true"))], &json!([issue(1, 9)]));
        }
        if std::mem::take(&mut cut) {
            return Some(Reply::Say(404, vec![], "{\"detail\":\"gone\"}".into()));
        }
        with(&[("link", &link("false"))], &json!([issue(2, 3)]))
    });
    let list = List::Sentry { organization: "shop".into(), projects: vec!["web".into()] };
    let mut project = Project::new();
    let (done, _) = project.sync_list(&stub, &list, (None, Some("t")), SyncOptions::default());
    assert_eq!(sum(&done), [1, 1, 0, 0, 0]);
    assert!(problem(&done).ends_with(": gone"), "{}", problem(&done));
    let (done, _) = project.sync_list(&stub, &list, (None, Some("t")), SyncOptions::default());
    assert_eq!((sum(&done), project.ids()), ([1, 1, 0, 0, 0], vec!["1".into(), "2".into()]));
    let (done, _) = project.sync_list(&stub, &list, (None, Some("t")), SyncOptions::default());
    assert_eq!(sum(&done), [2, 0, 0, 2, 0]);
    let asked = stub.asked();
    assert!(asked[2].contains("cursor=0:1:0"));
    assert!(asked[3].contains("lastseen%3a%3e%3d2026-01-05t10%3a09%3a00"), "{}", asked[3]);
}

#[test]
fn an_answer_that_is_no_list_is_an_error_and_a_garbled_one_is_asked_for_again() {
    let list = List::PagerDuty { services: vec![], from: "2026-01-01T00:00:00Z".parse().unwrap() };
    let stub = Stub::answering(|_| ok(&json!({"hello": 1})));
    let (done, _) = Project::new().sync_list(&stub, &list, (None, None), SyncOptions::default());
    assert!(problem(&done).ends_with("is no list of incidents"), "{}", problem(&done));
    let half = Reply::Say(200, vec![("date", START.to_owned())], "[{\"number\":".to_owned());
    let stub = Stub::serve(vec![half.clone(), half.clone(), half]);
    let (done, waited) = Project::new().sync(&stub, None);
    assert!(problem(&done).ends_with("cannot be read"), "{}", problem(&done));
    assert_eq!(waited.matches("an answer that can be read").count(), 2);
}

/// A GitHub with one closed issue that a merge closed, one that a commit closed, and one open.
fn github_with_histories() -> Stub {
    let issue = |number: u32, state: &str, closed: Option<&str>| {
        json!({"number": number, "title": format!("Issue {number}"), "state": state,
            "html_url": format!("https://github.com/o/r/issues/{number}"),
            "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-06T10:00:00Z",
            "closed_at": closed})
    };
    let closed = Some("2026-01-06T10:00:00Z");
    Stub::answering(move |request| match path(request) {
        "/repos/o/r/issues" => ok(&json!([
            issue(1, "closed", closed),
            issue(2, "closed", closed),
            issue(3, "open", None)
        ])),
        "/repos/o/r/issues/1/timeline" => ok(&json!([
            {"event": "reopened", "created_at": "2026-01-05T12:00:00Z"},
            {"event": "cross-referenced", "source": {"issue": {"number": 8,
                "repository": {"full_name": "o/r"},
                "pull_request": {"merged_at": "2026-01-04T09:00:00Z"}}}},
            {"event": "cross-referenced", "source": {"issue": {"number": 9,
                "repository": {"full_name": "o/r"},
                "pull_request": {"merged_at": "2026-01-06T09:59:59Z"}}}},
            {"event": "closed", "commit_id": null, "created_at": closed},
        ])),
        "/repos/o/r/pulls/9" => ok(&json!({"number": 9, "merge_commit_sha": "abcdef1234567890"})),
        "/repos/o/r/issues/2/timeline" => ok(&json!([
            {"event": "closed", "commit_id": "1111111aaaaaaa",
                "commit_url": "https://api.github.com/repos/o/r/commits/1111111aaaaaaa"},
            {"event": "closed", "commit_id": "0123456789abcdef",
                "commit_url": "https://api.github.com/repos/o/r/commits/0123456789abcdef"},
        ])),
        "/repos/o/r/releases" => ok(&json!([
            {"tag_name": "v2", "published_at": "2026-01-07T10:00:00Z", "created_at": "2026-01-07T09:00:00Z"},
            {"tag_name": "v2-rc", "prerelease": true, "published_at": "2026-01-06T10:00:00Z"},
            {"tag_name": "v3", "draft": true},
        ])),
        "/repos/o/r/deployments" => ok(&json!([
            {"id": 5, "sha": "0123456789abcdef", "environment": "production", "created_at": "2026-01-07T10:00:00Z"},
            {"id": 6, "sha": "abcdef1234567890", "environment": "staging", "created_at": "2026-01-06T10:00:00Z"},
        ])),
        "/repos/o/r/deployments/5/statuses" => ok(&json!([
            {"state": "inactive", "created_at": "2026-01-09T10:00:00Z"},
            {"state": "success", "created_at": "2026-01-07T10:05:00Z"},
        ])),
        "/repos/o/r/deployments/6/statuses" => ok(&json!([{"state": "in_progress"}])),
        _ => None,
    })
}

#[test]
fn what_closed_an_issue_is_asked_for_where_it_is_wanted() {
    let stub = github_with_histories();
    let list = List::GitHub { repo: "o/r".into(), labels: vec![] };
    let mut project = Project::new();
    let options = SyncOptions { links: true, ..SyncOptions::default() };
    let (done, _) = project.sync_list(&stub, &list, (None, None), options);
    assert_eq!(sum(&done), [3, 3, 0, 0, 0], "{:?}", done.stopped);
    let incidents = project.incidents();
    assert_eq!(incidents[0].fix_commits, ["abcdef1234567890"]);
    assert_eq!(incidents[1].fix_commits, ["0123456789abcdef"]);
    assert!(incidents[2].fix_commits.is_empty());
    let reopened = incidents[0].reopened_at.unwrap().at.to_rfc3339();
    assert_eq!(reopened, "2026-01-05T12:00:00+00:00");
    // The list, two histories and a merge; and the list once more, as it holds changes later than the
    // server's clock, which brings nothing new.
    assert_eq!(stub.asked().len(), 5);
}

#[test]
fn releases_and_deployments_come_with_how_they_ended() {
    let stub = github_with_histories();
    let list = List::GitHub { repo: "o/r".into(), labels: vec![] };
    let mut project = Project::new();
    let mut read = |what| {
        let mut wait = |_: std::time::Duration, _: &str| {};
        let access = Access {
            base: stub.base.clone(),
            user: None,
            token: None,
            now: "2026-02-01T00:00:00Z".parse().unwrap(),
            wait: &mut wait,
        };
        let done =
            sync_releases(&mut project.workspace, access, &list, what, false, &mut |_| {}).unwrap();
        assert!(done.balances());
        [done.seen, done.imported, done.unchanged, done.skipped.len()]
    };
    assert_eq!(read(ReleaseList::Releases), [3, 2, 0, 1]);
    assert_eq!(read(ReleaseList::Deployments), [2, 1, 0, 1]);
    assert_eq!(read(ReleaseList::Releases), [3, 0, 2, 1]);
    let releases = project.workspace.store.releases().unwrap();
    let told: Vec<String> = releases
        .iter()
        .map(|r| {
            format!("{} {} {:?} {}", r.time.format("%d %H:%M"), r.environment, r.commit, r.result)
        })
        .collect();
    assert_eq!(
        told,
        [
            "06 10:00 pre-release Some(\"v2-rc\") success",
            "07 10:00 production Some(\"v2\") success",
            "07 10:05 production Some(\"0123456789abcdef\") success",
        ]
    );
}
