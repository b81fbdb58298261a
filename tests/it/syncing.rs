//! A live tracker read over the loopback: paging, waiting, stopping, and a token that stays home.
#![expect(clippy::unwrap_used, reason = "the helpers belong to tests")]

mod code;
mod moving;
mod trackers;

use std::fmt::Write as _;
use std::time::Duration;

use escapee::model::incident::Incident;
use escapee::pipeline::import::{Input, incidents};
use escapee::pipeline::sync::{SyncOptions, Synced, sync};
use escapee::pipeline::{Place, Workspace};
use escapee::sources::fetch::{Access, List};
use tempfile::TempDir;

use crate::support::{Reply, Stub};

const START: &str = "Mon, 05 Jan 2026 12:00:00 GMT";

/// An issue that changed at some minute past ten.
fn issue(number: u32, minute: u32) -> String {
    format!(
        r#"{{"number":{number},"title":"Issue {number}","state":"open","html_url":"https://github.com/o/r/issues/{number}","user":{{"login":"jane-roe"}},"created_at":"2026-01-05T09:00:00Z","updated_at":"2026-01-05T10:{minute:02}:00Z","closed_at":null}}"#
    )
}

fn page(issues: &[(u32, u32)], next: Option<&str>) -> Reply {
    let body: Vec<String> = issues.iter().map(|(number, minute)| issue(*number, *minute)).collect();
    let mut headers = vec![("date", START.to_owned()), ("etag", "\"state\"".to_owned())];
    if let Some(next) = next {
        headers
            .push(("link", format!("<{next}>; rel=\"next\", <{{base}}/x?page=9>; rel=\"last\"")));
    }
    Reply::Say(200, headers, format!("[{}]", body.join(",")))
}

fn say(status: u16, headers: &[(&'static str, &str)]) -> Reply {
    let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Reply::Say(status, headers, "{\"message\":\"sorry\"}".to_owned())
}

struct Project {
    workspace: Workspace,
    _folder: TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path().to_owned(), database: None };
        let workspace = Workspace::open_or_create(&place).unwrap();
        Self { workspace, _folder: folder }
    }

    /// Syncs the issues of a repository once; gives back what was done and what was waited for.
    fn sync(&mut self, stub: &Stub, token: Option<&str>) -> (Synced, String) {
        let list = List::GitHub { repo: "o/r".to_owned(), labels: Vec::new() };
        self.sync_list(stub, &list, (None, token), SyncOptions::default())
    }

    /// Syncs a list once with a name and a token; gives back what was done and what was waited for.
    fn sync_list(
        &mut self,
        stub: &Stub,
        list: &List,
        (user, token): (Option<&str>, Option<&str>),
        options: SyncOptions,
    ) -> (Synced, String) {
        let mut waited = String::new();
        let mut wait = |pause: Duration, what: &str| {
            let _ = write!(waited, "{} s for {what}; ", pause.as_secs());
        };
        let access = Access {
            base: stub.base.clone(),
            user: user.map(str::to_owned),
            token: token.map(str::to_owned),
            now: "2026-02-01T00:00:00Z".parse().unwrap(),
            wait: &mut wait,
        };
        let done = sync(&mut self.workspace, access, list, options, &mut |_| {}).unwrap();
        (done, waited)
    }

    fn incidents(&self) -> Vec<Incident> {
        self.workspace.store.incidents().unwrap()
    }

    fn ids(&self) -> Vec<String> {
        self.incidents().into_iter().map(|incident| incident.id).collect()
    }
}

fn sum(synced: &Synced) -> [usize; 5] {
    let done = &synced.reconciliation;
    assert!(done.balances());
    [done.seen, done.imported, done.updated, done.unchanged, done.skipped.len()]
}

fn problem(synced: &Synced) -> String {
    let stopped = synced.stopped.as_ref().unwrap();
    std::error::Error::source(stopped).unwrap().to_string()
}

#[test]
fn pages_are_followed_as_linked_and_the_next_sync_asks_for_changes_only() {
    let pull =
        issue(3, 3).replace("\"state\"", "\"pull_request\":{\"url\":\"https://x\"},\"state\"");
    let second =
        Reply::Say(200, vec![("date", START.to_owned())], format!("[{pull},{}]", issue(4, 4)));
    let stub = Stub::serve(vec![
        page(&[(1, 1), (2, 2)], Some("{base}/repositories/7/issues?page=2")),
        second,
        page(&[(4, 4)], None),
        Reply::Say(304, Vec::new(), String::new()),
    ]);
    let mut project = Project::new();
    let (first, waited) = project.sync(&stub, None);
    assert_eq!((sum(&first), waited.as_str()), ([4, 3, 0, 0, 1], ""));
    assert_eq!(project.ids(), ["o/r#1", "o/r#2", "o/r#4"]);
    let (again, _) = project.sync(&stub, None);
    assert_eq!(sum(&again), [1, 0, 0, 1, 0]);
    let (nothing, _) = project.sync(&stub, None);
    assert_eq!((sum(&nothing), nothing.stopped.is_none()), ([0; 5], true));
    let asked = stub.asked();
    assert!(asked[0].starts_with(
        "get /repos/o/r/issues?state=all&sort=updated&direction=asc&per_page=100 http"
    ));
    assert!(asked[1].starts_with("get /repositories/7/issues?page=2 "));
    assert!(
        asked[2].contains("&since=2026-01-05t10:04:00z ") && !asked[2].contains("if-none-match")
    );
    assert!(asked[3].contains("if-none-match: \"state\""));
    assert!(asked[0].contains("user-agent: escapee/"));
}

#[test]
fn a_limit_an_outage_and_a_cut_connection_cost_time_and_no_record() {
    let stub = Stub::serve(vec![
        say(403, &[("retry-after", "7")]),
        say(502, &[]),
        Reply::Cut,
        say(
            429,
            &[
                ("date", "Mon, 05 Jan 2026 12:00:00 GMT"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", "1767614500"),
            ],
        ),
        page(&[(1, 1)], None),
    ]);
    let mut project = Project::new();
    let (done, waited) = project.sync(&stub, None);
    assert_eq!((sum(&done), project.ids()), ([1, 1, 0, 0, 0], vec!["o/r#1".to_owned()]));
    // 2026-01-05T12:00:00Z is 1767614400: 100 seconds, and one more.
    assert_eq!(
        waited,
        "7 s for the server's limit; 2 s for the server to recover; 4 s for the connection; 101 s for the server's limit; "
    );
}

#[test]
fn an_outage_without_an_end_is_an_error_after_some_attempts() {
    let stub = Stub::serve(vec![say(503, &[]); 9]);
    let (done, waited) = Project::new().sync(&stub, None);
    assert_eq!(problem(&done), "the server answers 503 for `/repos/o/r/issues`: sorry");
    assert_eq!((stub.asked().len(), waited.matches("recover").count()), (6, 5));
    let stub = Stub::serve(vec![say(429, &[("retry-after", "86400")])]);
    let (done, waited) = Project::new().sync(&stub, None);
    assert!(problem(&done).contains("wait 86400 seconds") && waited.is_empty());
    let stub = Stub::serve(vec![say(401, &[])]);
    let (done, _) = Project::new().sync(&stub, Some("secret-token"));
    assert_eq!(problem(&done), "the server answers 401 for `/repos/o/r/issues`: sorry");
}

#[test]
fn a_sync_that_was_stopped_ends_with_the_same_records_as_one_that_was_not() {
    let first = || page(&[(1, 1), (2, 2)], Some("{base}/repositories/7/issues?page=2"));
    let undisturbed = Stub::serve(vec![first(), page(&[(3, 3)], None)]);
    let mut whole = Project::new();
    whole.sync(&undisturbed, None);

    let stopped = Stub::serve(vec![first(), say(404, &[]), page(&[(2, 2), (3, 3)], None)]);
    let mut project = Project::new();
    let (done, _) = project.sync(&stopped, None);
    assert_eq!((sum(&done), project.ids().len()), ([2, 2, 0, 0, 0], 2));
    assert_eq!(problem(&done), "the server answers 404 for `/repositories/7/issues`: sorry");
    let (done, _) = project.sync(&stopped, None);
    assert_eq!(sum(&done), [2, 1, 0, 1, 0]);
    assert!(stopped.asked()[2].contains("since=2026-01-05t10:02:00z"));
    assert_eq!(project.incidents(), whole.incidents());
}

#[test]
fn what_shifts_while_it_is_read_is_found_in_a_second_pass() {
    // Issue 1 changes while page 1 is read and moves to the end, so issue 3 slips from page 2 to
    // page 1 and is missed; the change at 13:00 is after the reading began at 12:00.
    let late = issue(1, 0).replace("T10:00:00Z", "T13:00:00Z");
    let moved =
        Reply::Say(200, vec![("date", START.to_owned())], format!("[{},{late}]", issue(4, 4)));
    let afterwards = vec![("date", "Mon, 05 Jan 2026 14:00:00 GMT".to_owned())];
    let all = [issue(2, 2), issue(3, 3), issue(4, 4), late].join(",");
    let again = Reply::Say(200, afterwards, format!("[{all}]"));
    let stub = Stub::serve(vec![page(&[(1, 1), (2, 2)], Some("{base}/x?page=2")), moved, again]);
    let mut project = Project::new();
    let (done, _) = project.sync(&stub, None);
    assert_eq!(project.ids(), ["o/r#1", "o/r#2", "o/r#3", "o/r#4"]);
    assert!(done.stopped.is_none());
    assert!(!stub.asked()[2].contains("since="));
}

#[test]
fn a_token_goes_to_its_server_and_a_link_or_redirect_elsewhere_is_refused() {
    let other = Stub::serve(vec![page(&[(9, 9)], None); 3]);
    let foreign = format!("{}/issues?page=2", other.base);
    let stub =
        Stub::serve(vec![page(&[(1, 1)], Some(&foreign)), say(301, &[("location", &foreign)])]);
    let mut project = Project::new();
    let (done, _) = project.sync(&stub, Some("secret-token"));
    assert_eq!((sum(&done), project.ids()), ([1, 1, 0, 0, 0], vec!["o/r#1".to_owned()]));
    assert!(problem(&done).ends_with("which is not asked"), "{}", problem(&done));
    let (done, _) = project.sync(&stub, Some("secret-token"));
    assert!(problem(&done).contains("points to another host"));
    assert!(other.asked().is_empty());
    assert!(stub.asked().iter().all(|asked| asked.contains("authorization: bearer secret-token")));
    let database = std::fs::read(&project.workspace.database).unwrap();
    let told = format!("{}{done:?}", String::from_utf8_lossy(&database), done = done.stopped);
    assert!(!told.contains("secret-token") && !told.contains("jane-roe"));
}

#[test]
fn a_redirect_on_the_same_server_is_followed_and_a_circle_is_not() {
    let stub = Stub::serve(vec![
        say(301, &[("location", "{base}/repositories/7/issues?state=all")]),
        page(&[(1, 1)], None),
    ]);
    let (done, _) = Project::new().sync(&stub, None);
    assert_eq!(sum(&done), [1, 1, 0, 0, 0]);
    let stub = Stub::serve(vec![say(302, &[("location", "/x")]); 20]);
    let (done, _) = Project::new().sync(&stub, None);
    assert!(problem(&done).contains("without an end"));
}

#[test]
fn an_issue_keeps_the_id_it_is_known_by_and_a_number_is_not_one_of_two_repositories() {
    let mut project = Project::new();
    let import = |project: &mut Project, bytes: &str| {
        let at = "2026-02-01T00:00:00Z".parse().unwrap();
        let input = Input { name: "issues.json", bytes: bytes.as_bytes(), at };
        incidents(&mut project.workspace, input, None, false).unwrap();
    };
    import(&mut project, &format!("[{}]", issue(1, 1)));
    let (done, _) = project.sync(&Stub::serve(vec![page(&[(1, 1), (2, 2)], None)]), None);
    assert_eq!((sum(&done), project.ids()), ([2, 1, 0, 1, 0], vec!["1".into(), "o/r#2".into()]));
    import(&mut project, &format!("[{}]", issue(1, 1).replace("o/r", "o/s")));
    assert_eq!(project.ids(), ["1", "o/r#2", "o/s#1"]);
}
