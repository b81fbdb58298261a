//! A tracker that changes while it is read, and pages that come twice or in another order.

use std::sync::{Arc, Mutex};

use escapee::pipeline::sync::SyncOptions;
use escapee::sources::fetch::{JiraApi, List};
use serde_json::json;

use super::trackers::{asked, jira_issue, ok, path};
use super::{Project, page, sum};
use crate::support::Stub;

#[test]
fn an_issue_of_jira_that_changes_between_two_pages_hides_no_other() {
    // Issue 1 changes while page 1 is on its way and moves to the end; what stood first on page 2
    // slips onto page 1 and is on no page that is read.
    for cloud in [true, false] {
        let all: Vec<_> = (1..=5).map(|n| jira_issue(n, &format!("SHOP-{n}"), n)).collect();
        let issues = Arc::new(Mutex::new(all));
        let mut pages = 0;
        let stub = Stub::answering(move |request| {
            let (search, place) = if cloud {
                ("/rest/api/3/search/jql", "nextPageToken")
            } else {
                ("/rest/api/2/search", "startAt")
            };
            if path(request) == "/rest/api/2/serverInfo" {
                return ok(&json!({"deploymentType": if cloud { "Cloud" } else { "Server" }}));
            } else if path(request) != search {
                return None;
            }
            let mut issues = issues.lock().unwrap();
            let start: usize = asked(request, place).map_or(0, |place| place.parse().unwrap());
            let (total, rest) = (issues.len(), issues.iter().skip(start).take(2));
            let page: Vec<_> = rest.cloned().collect();
            let next = start + page.len();
            pages += 1;
            if pages == 1 {
                let mut moved = issues.remove(0);
                moved["fields"]["updated"] = "2026-01-05T21:00:00.000+0800".into();
                moved["fields"]["status"]["name"] = "Closed".into();
                issues.push(moved);
            }
            ok(&if cloud && next < total {
                json!({"issues": page, "isLast": false, "nextPageToken": next.to_string()})
            } else if cloud {
                json!({"issues": page, "isLast": true})
            } else {
                json!({"issues": page, "startAt": start, "maxResults": 2, "total": total})
            })
        });
        let list = List::Jira { project: Some("SHOP".into()), filter: None, api: JiraApi::Unknown };
        let mut project = Project::new();
        let access = (Some("me@example.org"), Some("t"));
        let (done, _) = project.sync_list(&stub, &list, access, SyncOptions::default());
        assert!(done.stopped.is_none(), "{:?}", done.stopped);
        assert_eq!(project.ids(), ["SHOP-1", "SHOP-2", "SHOP-3", "SHOP-4", "SHOP-5"]);
        assert_eq!(project.incidents()[0].status.as_deref(), Some("Closed"));
        assert_eq!((sum(&done)[1], done.reconciliation.failed.len()), (5, 0));
    }
}

#[test]
fn pages_that_come_twice_or_in_another_order_add_no_record_and_lose_none() {
    let stub = Stub::serve(vec![
        page(&[(4, 4), (1, 1)], Some("{base}/x?page=2")),
        page(&[(4, 4), (1, 1)], Some("{base}/x?page=3")),
        page(&[(3, 3), (2, 2), (1, 1)], None),
    ]);
    let mut project = Project::new();
    let (done, _) = project.sync(&stub, None);
    assert_eq!(project.ids(), ["o/r#1", "o/r#2", "o/r#3", "o/r#4"]);
    assert_eq!((sum(&done)[1], done.stopped.is_none()), (4, true));
}
