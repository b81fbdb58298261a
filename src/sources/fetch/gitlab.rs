//! The issues of a GitLab project, oldest change first. The next page is the one that a link or a
//! header names.

use serde_json::Value;

use super::client::Answer;
use super::link::next_link;
use super::list::List;
use super::pass::Seen;
use super::url::{Base, encoded, query};
use crate::model::commit::Time;

/// Where the interface lies on its server.
pub(super) const FOLDER: &str = "/api/v4";

/// Returns the address of the first page of what changed since a time.
pub(super) fn first(base: &Base, list: &List, since: Option<Time>) -> String {
    let List::GitLab { project, labels, kind } = list else { return String::new() };
    let since = since.map(|since| since.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
    let labels = labels.join(",");
    let mut values = vec![
        ("scope", "all"),
        ("state", "all"),
        ("order_by", "updated_at"),
        ("sort", "asc"),
        ("per_page", "100"),
    ];
    if let Some(kind) = kind {
        values.push(("issue_type", kind));
    }
    if !labels.is_empty() {
        values.push(("labels", &labels));
    }
    if let Some(since) = &since {
        values.push(("updated_after", since));
    }
    let path = query(&format!("/projects/{}/issues", encoded(project)), &values);
    base.call_in(FOLDER, &path)
}

/// Returns the address of the next page: a link, else the page that a header numbers.
pub(super) fn next(answer: &Answer, url: &str) -> Option<String> {
    if let Some(link) = answer.header("link").and_then(next_link) {
        return Some(link.to_owned());
    }
    let page: u32 = answer.header("x-next-page")?.trim().parse().ok()?;
    let (path, query) = url.split_once('?')?;
    let mut values: Vec<&str> =
        query.split('&').filter(|value| !value.starts_with("page=")).collect();
    let page = format!("page={page}");
    values.push(&page);
    Some(format!("{path}?{}", values.join("&")))
}

/// Returns what tells an issue from others, and its last change.
pub(super) fn seen(record: &Value) -> Seen {
    Seen {
        key: record.get("id").or_else(|| record.get("iid")).map(Value::to_string),
        changed: super::pages::time_at(record, "updated_at"),
    }
}
