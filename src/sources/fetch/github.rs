//! The issues of a GitHub repository, oldest change first. The link to the next page is followed as
//! the server gives it.

use serde_json::Value;

use super::list::List;
use super::pass::Seen;
use super::url::{Base, query};
use crate::model::commit::Time;

/// What every request names: the shape and the version of the interface.
pub(super) const HEADERS: &[(&str, &str)] = &[
    ("accept", "application/vnd.github+json, application/json;q=0.9"),
    ("x-github-api-version", "2022-11-28"),
];

/// Returns the address of the first page of what changed since a time.
pub(super) fn first(base: &Base, list: &List, since: Option<Time>) -> String {
    let List::GitHub { repo, labels } = list else { return String::new() };
    let (labels, since) = (labels.join(","), since.map(super::pages::second));
    let mut values =
        vec![("state", "all"), ("sort", "updated"), ("direction", "asc"), ("per_page", "100")];
    if !labels.is_empty() {
        values.push(("labels", &labels));
    }
    if let Some(since) = &since {
        values.push(("since", since));
    }
    // The server's own examples leave colons as they are.
    base.call(&query(&format!("/repos/{repo}/issues"), &values).replace("%3A", ":"))
}

/// Returns what tells an issue from others, and its last change.
pub(super) fn seen(record: &Value) -> Seen {
    Seen {
        key: record.get("number").or_else(|| record.get("id")).map(Value::to_string),
        changed: super::pages::time_at(record, "updated_at"),
    }
}
