//! One reading of a list: what was met so far, and whether it has to be read again.
//!
//! Records that change while a list is read move to its end and shift the others; what changed
//! after the reading began makes it start again from where it stood, so that none is missed. Pages
//! that come twice, or in another order, cost nothing: of each record the newest state counts.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Value;

use super::FetchError;
use crate::model::batch::Dropped;
use crate::model::commit::Time;
use crate::model::sync::{SyncCursor, SyncPass};

/// Most times a list is read again because it changed meanwhile.
const PASSES: u32 = 3;

/// Most times one address is asked in a reading.
const VISITS: u32 = 3;

/// Most pages one after the other that hold nothing but what came before.
const STALE: u32 = 10;

/// A reading of a list.
pub(super) struct Pass {
    pub(super) cursor: SyncCursor,
    /// Where the requests of this reading start.
    pub(super) since: Option<Time>,
    again: u32,
    /// Of each record the newest change and a digest of its state.
    states: HashMap<String, (Option<Time>, u64)>,
    visits: HashMap<String, u32>,
    /// The newest change met in this reading.
    highest: Option<Time>,
    /// Whether this reading met anything that it did not know.
    news: bool,
    /// Pages one after the other that held records, and none that was new.
    stale: u32,
}

/// What is read of a record before its importer sees it.
pub(super) struct Seen {
    /// What tells it from others of the list.
    pub(super) key: Option<String>,
    /// When it changed last.
    pub(super) changed: Option<Time>,
}

impl Pass {
    /// Returns the reading that goes on from a cursor.
    pub(super) fn new(cursor: SyncCursor) -> Self {
        Self {
            since: cursor.since,
            cursor,
            again: 0,
            states: HashMap::new(),
            visits: HashMap::new(),
            highest: None,
            news: false,
            stale: 0,
        }
    }

    /// Marks that a page is asked for; a server that leads in a circle is left.
    pub(super) fn visit(&mut self, url: &str, path: &str) -> Result<(), FetchError> {
        let visits = self.visits.entry(url.to_owned()).or_default();
        *visits += 1;
        if *visits > VISITS + self.again || self.stale >= STALE {
            return Err(FetchError::Circle { path: path.to_owned() });
        }
        Ok(())
    }

    /// Marks the beginning, by the server's clock, unless an earlier run was stopped in the middle.
    pub(super) fn begin(&mut self, began: Time) {
        if self.cursor.pass.is_none() {
            let since = self.since;
            self.cursor.pass = Some(SyncPass {
                since,
                began,
                next: None,
                newest: None,
                disordered: false,
                oldest_open: None,
            });
        }
    }

    /// Returns the records that are news, and those that came before, each with why it is left out.
    pub(super) fn take(
        &mut self,
        records: Vec<Value>,
        seen: impl Fn(&Value) -> Seen,
    ) -> (Vec<Value>, Vec<Dropped>) {
        let (mut news, mut dropped) = (Vec::new(), Vec::new());
        for record in records {
            let Seen { key, changed } = seen(&record);
            let digest = digest(&record);
            let known = key.as_ref().and_then(|key| self.states.get(key));
            let reason = known.and_then(|(newest, known)| {
                if *known == digest {
                    Some("the same record again")
                } else {
                    (changed < *newest).then_some("an earlier state of a record that came before")
                }
            });
            if let Some(reason) = reason {
                if self.again > 0 {
                    // The reader itself asked for it once more.
                    continue;
                }
                dropped.push(Dropped { line: 0, reason: reason.to_owned() });
                continue;
            }
            if let Some(key) = key {
                self.states.insert(key, (changed, digest));
            }
            news.push(record);
        }
        self.news |= !news.is_empty();
        let stale = news.is_empty() && !dropped.is_empty();
        self.stale = if stale { self.stale + 1 } else { 0 };
        (news, dropped)
    }

    /// Moves on to the newest change met, or stays where this reading started if the records do not
    /// come in the order of their changes: a reader that is stopped then starts there again.
    pub(super) fn reach(&mut self, changes: &[Time]) {
        let newest = changes.iter().max().copied();
        let first = changes.first().copied();
        let in_order = changes.is_sorted() && (first.is_none() || first >= self.highest);
        self.highest = self.highest.max(newest);
        self.cursor.etag = None;
        let Some(pass) = &mut self.cursor.pass else { return };
        pass.newest = pass.newest.max(newest);
        pass.disordered |= !in_order;
        self.cursor.since =
            if pass.disordered { pass.since } else { self.cursor.since.max(newest) };
    }

    /// Ends the reading; gives back whether the list must be read again as a record changed after
    /// it began.
    pub(super) fn end(&mut self) -> bool {
        let Some(pass) = self.cursor.pass.take() else { return false };
        self.cursor.since = self.cursor.since.max(pass.newest);
        self.highest = None;
        let moved = self.cursor.since.is_some_and(|newest| newest > pass.began);
        let settled = self.again > 0 && !self.news;
        if !moved || settled || self.again >= PASSES {
            return false;
        }
        self.news = false;
        self.again += 1;
        self.since = pass.since;
        true
    }
}

fn digest(record: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    record.to_string().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn seen(record: &Value) -> Seen {
        Seen {
            key: record["id"].as_u64().map(|id| id.to_string()),
            changed: record["updated_at"].as_str().and_then(|text| text.parse().ok()),
        }
    }

    #[test]
    fn of_records_that_come_twice_or_in_another_order_the_newest_state_counts() {
        let mut pass = Pass::new(SyncCursor::default());
        let state = |hour: u32| json!({"id": 1, "updated_at": format!("2026-01-05T{hour}:00:00Z")});
        let (news, dropped) = pass.take(vec![state(11), state(11), state(10), state(12)], seen);
        assert_eq!(news, [state(11), state(12)]);
        let reasons: Vec<&str> = dropped.iter().map(|d| d.reason.as_str()).collect();
        assert_eq!(
            reasons,
            ["the same record again", "an earlier state of a record that came before"]
        );
        // What names no id is never taken for another.
        assert_eq!(pass.take(vec![json!({}), json!({})], seen).0.len(), 2);
    }

    #[test]
    fn a_list_that_changed_meanwhile_is_read_again_until_that_brings_nothing_new() {
        let mut pass = Pass::new(SyncCursor::default());
        let record = json!({"id": 1, "updated_at": "2026-01-05T11:00:00Z"});
        let read = |pass: &mut Pass, records: Vec<Value>| {
            pass.begin("2026-01-05T10:00:00Z".parse().unwrap());
            let (news, dropped) = pass.take(records, seen);
            pass.reach(&["2026-01-05T11:00:00Z".parse().unwrap()]);
            (news.len(), dropped.len(), pass.end())
        };
        assert_eq!(read(&mut pass, vec![record.clone()]), (1, 0, true));
        let other = json!({"id": 2, "updated_at": "2026-01-05T09:00:00Z"});
        assert_eq!(read(&mut pass, vec![record.clone(), other.clone()]), (1, 0, true));
        assert_eq!(read(&mut pass, vec![record, other]), (0, 0, false));
    }

    #[test]
    fn a_reader_of_records_out_of_order_starts_again_where_it_started() {
        let time = |hour: u32| format!("2026-01-05T{hour:02}:00:00Z").parse::<Time>().unwrap();
        let mut pass = Pass::new(SyncCursor { since: Some(time(1)), ..SyncCursor::default() });
        pass.begin(time(20));
        pass.reach(&[time(2), time(3)]);
        assert_eq!(pass.cursor.since, Some(time(3)));
        pass.reach(&[time(9), time(8)]);
        assert_eq!(pass.cursor.since, Some(time(1)));
        pass.reach(&[time(4)]);
        assert!(!pass.end());
        assert_eq!(pass.cursor.since, Some(time(9)));
    }

    #[test]
    fn a_server_that_leads_in_a_circle_is_left_after_some_rounds() {
        let mut pass = Pass::new(SyncCursor::default());
        for _ in 0..VISITS {
            pass.visit("https://h/x?page=2", "/x").unwrap();
        }
        assert!(matches!(pass.visit("https://h/x?page=2", "/x"), Err(FetchError::Circle { .. })));
        // Addresses without an end that all hold the same.
        let mut pass = Pass::new(SyncCursor::default());
        let record = json!({"id": 1});
        let asked = (0..99).take_while(|page| {
            pass.take(vec![record.clone()], seen);
            pass.visit(&format!("https://h/x?page={page}"), "/x").is_ok()
        });
        assert_eq!(asked.count(), STALE as usize);
    }
}
