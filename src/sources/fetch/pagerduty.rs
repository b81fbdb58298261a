//! The incidents of PagerDuty. They cannot be asked for by their last change, so the next reading
//! starts where the oldest one that was open began. The server reads half a year at a time.

use chrono::TimeDelta;
use serde_json::Value;

use super::list::List;
use super::pass::Seen;
use super::url::{Base, query};
use crate::model::commit::Time;

/// What every request names; the server wants a type of content even where there is none.
pub(super) const HEADERS: &[(&str, &str)] = &[
    ("accept", "application/vnd.pagerduty+json;version=2, application/json;q=0.9"),
    ("content-type", "application/json"),
];

/// Days read at once; the server allows half a year.
const WINDOW: TimeDelta = TimeDelta::days(180);

/// How far before the last reading the next one starts, so that late changes are met.
pub(super) const OVERLAP: TimeDelta = TimeDelta::days(30);

/// Incidents a page.
const LIMIT: u64 = 100;

/// The server refuses offsets beyond this.
const MOST: u64 = 10_000;

/// A stretch of time that is read page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) since: Time,
    until: Time,
    offset: u64,
}

impl Window {
    /// Returns the window that starts at a time and ends by the present.
    pub(super) fn starting(since: Time, now: Time) -> Self {
        Self { since, until: (since + WINDOW).min(now).max(since), offset: 0 }
    }

    /// Returns the address of its page.
    pub(super) fn url(&self, base: &Base, list: &List) -> String {
        let List::PagerDuty { services, .. } = list else { return String::new() };
        let (since, until) = (super::pages::second(self.since), super::pages::second(self.until));
        let (limit, offset) = (LIMIT.to_string(), self.offset.to_string());
        let mut values = vec![
            ("since", since.as_str()),
            ("until", &until),
            ("sort_by", "created_at:asc"),
            ("time_zone", "UTC"),
            ("limit", &limit),
            ("offset", &offset),
        ];
        values.extend(services.iter().map(|service| ("service_ids[]", service.as_str())));
        base.call(&query("/incidents", &values))
    }

    /// Returns the page to read after one; `None` when the present is reached, or where the server
    /// answers with incidents of other times than it was asked for, as it would for every window.
    pub(super) fn next(&self, page: &Value, created: &[Time], now: Time) -> Option<Self> {
        let asked = self.since - TimeDelta::days(1)..=self.until + TimeDelta::days(1);
        if !created.is_empty() && !created.iter().any(|time| asked.contains(time)) {
            return None;
        }
        let newest = created.iter().max().copied();
        let more = page.get("more").and_then(Value::as_bool).unwrap_or(false);
        let held = page.get("limit").and_then(Value::as_u64).unwrap_or(LIMIT).max(1);
        if more && self.offset + held + LIMIT <= MOST {
            return Some(Self { offset: self.offset + held, ..*self });
        }
        if more && let Some(newest) = newest.filter(|newest| *newest > self.since) {
            // Too many for one window: the next starts at the last that was read.
            return Some(Self::starting(newest, now));
        }
        (self.until < now).then(|| Self::starting(self.until, now))
    }
}

/// Returns when an incident began.
pub(super) fn created(record: &Value) -> Option<Time> {
    super::pages::time_at(record, "created_at")
}

/// Returns whether an incident may still change by itself.
pub(super) fn is_open(record: &Value) -> bool {
    record.get("status").and_then(Value::as_str) != Some("resolved")
}

/// Returns what tells an incident from others, and its last change.
pub(super) fn seen(record: &Value) -> Seen {
    let changed = ["updated_at", "last_status_change_at", "created_at"]
        .iter()
        .find_map(|key| super::pages::time_at(record, key));
    Seen { key: record.get("id").map(Value::to_string), changed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn windows_follow_one_another_up_to_the_present() {
        let time = |text: &str| text.parse::<Time>().unwrap();
        let now = time("2026-02-01T00:00:00Z");
        let window = Window::starting(time("2025-06-01T00:00:00Z"), now);
        let whole = json!({"more": false, "limit": 100});
        let second = window.next(&whole, &[], now).unwrap();
        assert_eq!((second.since, second.until), (time("2025-11-28T00:00:00Z"), now));
        assert_eq!(second.next(&whole, &[], now), None);
        let more = json!({"more": true, "limit": 25});
        assert_eq!(window.next(&more, &[], now).unwrap().offset, 25);
        let full = Window { offset: 9_900, ..window };
        let newest = time("2025-07-01T00:00:00Z");
        assert_eq!(full.next(&more, &[newest], now).unwrap().since, newest);
        // A server that gives the same example whatever it is asked.
        let other = time("2015-10-06T21:30:42Z");
        assert_eq!(window.next(&more, &[other], now), None);
    }
}
