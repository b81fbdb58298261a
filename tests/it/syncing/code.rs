//! What trackers tell of the code behind an issue where `--links` asks for it, and of releases.

use escapee::pipeline::sync::{SyncOptions, sync_releases};
use escapee::sources::fetch::{Access, JiraApi, List, ReleaseList};
use serde_json::{Value, json};

use super::trackers::{asked, jira_issue, ok, path};
use super::{Project, sum};
use crate::support::Stub;

const WITH_LINKS: SyncOptions =
    SyncOptions { links: true, phase: None, full: false, no_raw: false };

fn gitlab() -> Stub {
    let issue = |number: u32, state: &str| {
        json!({"id": 900 + number, "iid": number, "project_id": 7, "state": state,
            "title": format!("Issue {number}"), "severity": "UNKNOWN", "issue_type": "incident",
            "web_url": format!("https://gitlab.com/g/p/-/issues/{number}"),
            "created_at": "2026-01-05T09:00:00.000Z", "updated_at": "2026-01-05T10:00:00.000Z"})
    };
    Stub::answering(move |request| match path(request) {
        "/api/v4/projects/g%2Fp/issues" => {
            ok(&json!([issue(1, "closed"), issue(2, "closed"), issue(3, "opened")]))
        }
        "/api/v4/projects/g%2Fp/issues/1/closed_by" => ok(&json!([
            {"iid": 8, "state": "closed", "merge_commit_sha": "1111111aaaaaaa"},
            {"iid": 9, "state": "merged", "merge_commit_sha": null, "squash_commit_sha": "abcdef1234567890"},
        ])),
        "/api/v4/projects/g%2Fp/releases" => ok(&json!([
            {"tag_name": "v3", "upcoming_release": true, "released_at": "2027-01-07T10:00:00Z"},
            {"tag_name": "v2", "released_at": "2026-01-07T10:00:00Z", "commit": {"id": "0123456789abcdef"}},
            {"tag_name": "v1"},
        ])),
        "/api/v4/projects/g%2Fp/deployments" => ok(&json!([
            {"id": 5, "status": "success", "sha": "0123456789abcdef", "environment": {"name": "production"},
                "created_at": "2026-01-07T10:00:00Z", "deployable": {"finished_at": "2026-01-07T10:05:00Z"}},
            {"id": 6, "status": "running", "sha": "abcdef1234567890", "environment": {"name": "staging"},
                "created_at": "2026-01-06T10:00:00Z"},
        ])),
        _ => None,
    })
}

fn of_gitlab() -> List {
    List::GitLab { project: "g/p".into(), labels: vec![], kind: None }
}

#[test]
fn gitlab_tells_the_merged_request_that_closed_an_issue() {
    let (stub, mut project) = (gitlab(), Project::new());
    let (done, _) = project.sync_list(&stub, &of_gitlab(), (None, Some("t")), WITH_LINKS);
    assert_eq!((sum(&done), done.stopped.is_none()), ([3, 3, 0, 0, 0], true));
    let fixes: Vec<String> = project.incidents().iter().map(|i| i.fix_commits.join(" ")).collect();
    // The second was closed by hand, and the server knows no list for it.
    assert_eq!(fixes, ["abcdef1234567890", "", ""]);
    let asked = stub.asked();
    assert!(!asked.iter().any(|asked| asked.contains("issues/3/closed_by")));
}

#[test]
fn releases_and_deployments_of_gitlab_come_with_how_they_ended() {
    let (stub, mut project) = (gitlab(), Project::new());
    let mut read = |what| {
        let mut wait = |_: std::time::Duration, _: &str| {};
        let now = "2026-02-01T00:00:00Z".parse().unwrap();
        let token = Some("t".to_owned());
        let access = Access { base: stub.base.clone(), user: None, token, now, wait: &mut wait };
        let list = of_gitlab();
        sync_releases(&mut project.workspace, access, &list, what, false, &mut |_| {}).unwrap()
    };
    let releases = read(ReleaseList::Releases);
    assert!(releases.balances());
    assert_eq!((releases.seen, releases.imported, releases.skipped.len()), (3, 1, 1));
    assert_eq!(releases.failed[0].reason, "a release without a time");
    let deployments = read(ReleaseList::Deployments);
    assert_eq!((deployments.seen, deployments.imported, deployments.skipped.len()), (2, 1, 1));
    let told: Vec<String> = project
        .workspace
        .store
        .releases()
        .unwrap()
        .iter()
        .map(|release| {
            format!(
                "{} {} {}",
                release.time.format("%d %H:%M"),
                release.environment,
                release.commit.as_deref().unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(
        told,
        ["07 10:00 production 0123456789abcdef", "07 10:05 production 0123456789abcdef"]
    );
}

#[test]
fn the_newest_event_of_a_sentry_issue_names_its_own_lines() {
    let event = json!({"entries": [{"type": "breadcrumbs"}, {"type": "exception", "data": {"values": [
    {"type": "KeyError", "stacktrace": {"frames": [
        {"filename": "site-packages/flask/app.py", "lineNo": 9, "inApp": false},
        {"filename": "shop/pay.py", "lineNo": 42, "function": "charge", "inApp": true},
        {"filename": "Cart.java", "module": "org.shop.Cart", "lineNo": 7},
        {"filename": "shop/none.py", "lineNo": null},
    ]}}]}}]});
    let issue = |number: u32| {
        json!({"id": number.to_string(), "shortId": format!("SHOP-{number}"), "title": "KeyError",
            "culprit": "shop.pay", "level": "error", "status": "unresolved", "count": "1",
            "firstSeen": "2026-01-05T09:00:00Z", "lastSeen": "2026-01-05T10:00:00Z"})
    };
    let stub = Stub::answering(move |request| match path(request) {
        "/api/0/organizations/shop/issues/" => ok(&json!([issue(1), issue(2)])),
        "/api/0/organizations/shop/issues/1/events/latest/" => ok(&event),
        _ => None,
    });
    let list = List::Sentry { organization: "shop".into(), projects: vec![] };
    let mut project = Project::new();
    let (done, _) = project.sync_list(&stub, &list, (None, Some("t")), WITH_LINKS);
    assert_eq!((sum(&done)[1], done.stopped.is_none()), (2, true));
    let bodies: Vec<String> =
        project.incidents().into_iter().map(|i| i.body.unwrap_or_default()).collect();
    assert_eq!(
        bodies[0],
        "shop.pay\n  File \"shop/pay.py\", line 42\n  File \"org/shop/Cart.java\", line 7"
    );
    assert_eq!(bodies[1], "shop.pay");
}

#[test]
fn the_development_panel_of_jira_is_asked_for_resolved_issues_and_may_be_missing() {
    for known in [true, false] {
        let mut resolved = jira_issue(1, "SHOP-1", 1);
        resolved["fields"]["resolutiondate"] = "2026-01-06T18:00:00.000+0800".into();
        let issues = json!([resolved, jira_issue(2, "SHOP-2", 2)]);
        let summary =
            json!({"summary": {"repository": {"byInstanceType": {"GitHub": {"count": 1}}}}});
        let detail = json!({"detail": [{"repositories": [{"name": "o/r", "commits": [
            {"id": "abcdef1234567890", "merge": false, "author": {"name": "Jane Roe"}},
            {"id": "1111111aaaaaaa", "merge": true},
        ]}]}]});
        let stub = Stub::answering(move |request| {
            let panel = |value: &Value| if known { ok(value) } else { None };
            match path(request) {
                "/rest/api/2/search" => ok(&json!({"issues": issues, "startAt": 0, "total": 2})),
                "/rest/dev-status/latest/issue/summary" => panel(&summary),
                "/rest/dev-status/latest/issue/detail" => {
                    assert_eq!(asked(request, "issueId").as_deref(), Some("10001"));
                    assert_eq!(asked(request, "applicationType").as_deref(), Some("GitHub"));
                    panel(&detail)
                }
                _ => None,
            }
        });
        let list =
            List::Jira { project: Some("SHOP".into()), filter: None, api: JiraApi::DataCenter };
        let mut project = Project::new();
        let (done, _) = project.sync_list(&stub, &list, (None, Some("t")), WITH_LINKS);
        assert_eq!((sum(&done)[1], done.stopped.is_none()), (2, true), "{:?}", done.stopped);
        let incidents = project.incidents();
        let expected: &[&str] = if known { &["abcdef1234567890"] } else { &[] };
        assert_eq!(incidents[0].fix_commits, expected);
        assert!(incidents[1].fix_commits.is_empty());
        let asked = stub.asked().into_iter().filter(|asked| asked.contains("dev-status")).count();
        assert_eq!(asked, if known { 2 } else { 1 });
        let notes = done.reconciliation.notes.join("\n");
        let untold =
            "questions about the code behind issues that the server left open: 1 (HTTP 404: 1)";
        assert_eq!(notes.contains(untold), !known, "{notes}");
    }
}

#[test]
fn an_issue_with_more_commits_than_could_be_its_fix_has_none_and_is_counted() {
    for (count, kept) in [(50, 50), (51, 0)] {
        let mut resolved = jira_issue(1, "SHOP-1", 1);
        resolved["fields"]["resolutiondate"] = "2026-01-06T18:00:00.000+0800".into();
        let page = json!({"issues": [resolved], "startAt": 0, "total": 1});
        let summary = json!({"summary": {"repository": {"byInstanceType": {"GitHub": {}}}}});
        let commits: Vec<_> = (0..count).map(|n| json!({"id": format!("{n:040x}")})).collect();
        let detail = json!({"detail": [{"repositories": [{"commits": commits}]}]});
        let stub = Stub::answering(move |request| match path(request) {
            "/rest/api/2/search" => ok(&page),
            "/rest/dev-status/latest/issue/summary" => ok(&summary),
            "/rest/dev-status/latest/issue/detail" => ok(&detail),
            _ => None,
        });
        let list =
            List::Jira { project: Some("SHOP".into()), filter: None, api: JiraApi::DataCenter };
        let mut project = Project::new();
        let (done, _) = project.sync_list(&stub, &list, (None, Some("t")), WITH_LINKS);
        assert_eq!(project.incidents()[0].fix_commits.len(), kept);
        let notes = done.reconciliation.notes.join("\n");
        let told = "issues whose development panel shows more than 50 commits, none of which is taken \
                    as a link: 1";
        assert_eq!(notes.contains(told), kept == 0, "{notes}");
    }
}
