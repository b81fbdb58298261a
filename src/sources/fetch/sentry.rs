//! The issues of a Sentry organization that were met since a time, newest first. The link to the
//! next page says itself whether that holds anything. A cursor stands for a place in the list, so a
//! reader that was stopped goes on from the page it stood at.

use serde_json::Value;

use super::list::List;
use super::pass::Seen;
use super::url::{Base, encoded, query};
use crate::model::commit::Time;

/// Where the interface lies on its server.
pub(super) const FOLDER: &str = "/api/0";

/// Returns the address of the first page of what was met since a time.
pub(super) fn first(base: &Base, list: &List, since: Option<Time>) -> String {
    let List::Sentry { organization, projects } = list else { return String::new() };
    let (mut words, mut values) = (Vec::new(), Vec::new());
    for project in projects {
        if project.bytes().all(|byte| byte.is_ascii_digit()) {
            values.push(("project", project.as_str()));
        } else {
            words.push(format!("project:{project}"));
        }
    }
    words.extend(since.map(|since| format!("lastSeen:>={}", since.format("%Y-%m-%dT%H:%M:%S"))));
    // Without a query the server leaves out what is resolved.
    let words = words.join(" ");
    values.extend([("query", words.as_str()), ("sort", "date"), ("limit", "100")]);
    let path = format!("/organizations/{}/issues/", encoded(organization));
    base.call_in(FOLDER, &query(&path, &values))
}

/// Returns what tells an issue from others, and when it was met last.
pub(super) fn seen(record: &Value) -> Seen {
    Seen {
        key: record.get("id").map(Value::to_string),
        changed: super::pages::time_at(record, "lastSeen"),
    }
}
