//! The command killed in the middle: the next run ends with the same database as one that was never
//! disturbed.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rusqlite::types::ValueRef;

use super::shop::{command, run_in};
use crate::support::{Reply, Stub};

/// Returns every row of every table of a database.
pub(super) fn dump(folder: &Path) -> String {
    let database = rusqlite::Connection::open(folder.join("escapee.db")).unwrap();
    let mut tables = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap();
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut text = String::new();
    for table in tables {
        let mut query = database.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = query.column_count();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cell = |at| match row.get_ref(at).unwrap() {
                ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
                other => format!("{other:?}"),
            };
            let cells: Vec<String> = (0..columns).map(cell).collect();
            writeln!(text, "{table}: {}", cells.join("|")).unwrap();
        }
    }
    text
}

/// Asserts that two dumps have the same rows.
pub(super) fn assert_same(one: &str, two: &str) {
    let other = one.lines().zip(two.lines()).find(|(one, two)| one != two);
    assert_eq!(other, None);
    assert_eq!(one.lines().count(), two.lines().count());
}

fn incidents(rows: usize) -> String {
    let mut csv = "id,title,phase,severity,started_at,component,labels\n".to_owned();
    for row in 0..rows {
        let (severity, day) = (row % 4 + 1, row % 28 + 1);
        writeln!(
            csv,
            "INC-{row},Charged {row} times,production,{severity},2026-01-{day:02}T10:00:00Z,pay,a;b"
        )
        .unwrap();
    }
    csv
}

#[test]
fn an_import_that_is_killed_anywhere_leaves_nothing_and_the_next_one_all() {
    let csv = incidents(3_000);
    let folder = || {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("incidents.csv"), &csv).unwrap();
        folder
    };
    let arguments = ["import", "incidents", "incidents.csv"];
    let undisturbed = folder();
    assert_eq!(run_in(undisturbed.path(), &arguments).code, 0);
    let whole = dump(undisturbed.path());
    assert!(whole.contains("INC-2999") && whole.contains("raw_record: "));

    let disturbed = folder();
    let mut killed = 0;
    for pause in [1, 5, 10, 20, 40, 60, 90, 130, 180, 240, 320, 420] {
        let mut child = command(disturbed.path(), &arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        if disturbed.path().join("escapee.db").exists() {
            // Nothing of it, or all of it where the kill came too late.
            let rows = dump(disturbed.path()).matches("\nincident: ").count();
            assert!(rows == 0 || rows >= 2_999, "{rows} rows after {pause} ms");
        }
    }
    assert!(killed > 0, "no run was killed");
    assert_eq!(run_in(disturbed.path(), &arguments).code, 0);
    assert_same(&dump(disturbed.path()), &whole);
}

/// A server with thirty issues, three a page, that changed a minute after one another.
fn github() -> Stub {
    Stub::answering(|request| {
        let value = |name: &str| {
            let (_, rest) = request.split_once(&format!("{name}="))?;
            Some(rest.split(['&', ' ']).next().unwrap_or_default().to_owned())
        };
        let since = value("since").unwrap_or_default();
        let page: usize = value("&page").map_or(1, |page| page.parse().unwrap());
        let issue = |number: usize| {
            format!(
                r#"{{"number":{number},"title":"Issue {number}","state":"open","html_url":"https://github.com/o/r/issues/{number}","created_at":"2026-01-05T09:00:00Z","updated_at":"2026-01-05T10:{number:02}:00Z","closed_at":null}}"#
            )
        };
        let all = (1..=30).filter(|number| format!("2026-01-05T10:{number:02}:00Z") >= since);
        let here: Vec<String> = all.clone().skip((page - 1) * 3).take(3).map(issue).collect();
        let mut headers = vec![("date", "Mon, 05 Jan 2026 12:00:00 GMT".to_owned())];
        if all.count() > page * 3 {
            let since = if since.is_empty() { String::new() } else { format!("&since={since}") };
            let next = page + 1;
            headers.push((
                "link",
                format!("<{{base}}/repos/o/r/issues?state=all{since}&page={next}>; rel=\"next\""),
            ));
        }
        Some(Reply::Say(200, headers, format!("[{}]", here.join(","))))
    })
}

#[test]
fn a_sync_that_is_killed_at_any_page_ends_as_one_that_was_not() {
    let sync =
        |folder: &Path, base: &str| run_in(folder, &["sync", "github", "o/r", "--base-url", base]);
    // The address is part of what is remembered, so one server serves all.
    let stub = github();
    let undisturbed = tempfile::tempdir().unwrap();
    let done = sync(undisturbed.path(), &stub.base);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("seen 30 = imported 30"), "{}", done.out);
    let whole = dump(undisturbed.path());
    let mut killed = 0;
    for pages in 1..=10 {
        let folder = tempfile::tempdir().unwrap();
        let before = stub.asked().len();
        let mut child =
            command(folder.path(), &["sync", "github", "o/r", "--base-url", &stub.base])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
        while stub.asked().len() < before + pages && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(pages as u64 % 4));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let done = sync(folder.path(), &stub.base);
        assert_eq!(done.code, 0, "{}", done.err);
        assert_same(&dump(folder.path()), &whole);
    }
    assert!(killed >= 5, "{killed} runs were killed");
}
