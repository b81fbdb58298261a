//! How far live trackers were read, and which incident each of their records became. A page's
//! records and its cursor are saved at once, so a stop leaves both or none.

use rusqlite::{Connection, named_params};

use super::value::json;
use super::{Store, StoreError, first, rows, run};
use crate::model::sync::SyncCursor;

/// A list of a live tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncList<'a> {
    /// Name of the tracker, as in `github`.
    pub tracker: &'a str,
    /// Where its interface begins.
    pub base: &'a str,
    /// Name of the list there, as in `owner/repo`.
    pub list: &'a str,
}

impl Store {
    /// Returns how far a list was read; a cursor this version cannot read is none.
    pub fn sync_cursor(&self, list: SyncList<'_>) -> Result<SyncCursor, StoreError> {
        let sql = include_str!("../../schema/queries/sync_cursor.sql");
        let key = named_params! {
            ":tracker": list.tracker, ":base": list.base, ":list": list.list,
        };
        let document =
            first(&self.connection, sql, key, |row| Ok(row.get::<_, String>("document")?))?;
        let cursor = document.and_then(|document| serde_json::from_str(&document).ok());
        Ok(cursor.unwrap_or_default())
    }

    /// Returns the records of a list, by the tracker's key, with the incident each became.
    pub fn tracked(&self, list: SyncList<'_>) -> Result<Vec<(String, String)>, StoreError> {
        let sql = include_str!("../../schema/queries/tracked_incidents.sql");
        let key = named_params! {
            ":tracker": list.tracker, ":base": list.base, ":list": list.list,
        };
        rows(&self.connection, sql, key, |row| Ok((row.get("key")?, row.get("incident")?)))
    }
}

/// Writes how far a list was read.
pub(super) fn save_cursor(
    connection: &Connection,
    list: SyncList<'_>,
    cursor: &SyncCursor,
) -> Result<(), StoreError> {
    let row = named_params! {
        ":tracker": list.tracker, ":base": list.base, ":list": list.list,
        ":document": json(cursor, "cursor", list.list)?,
    };
    run(connection, include_str!("../../schema/queries/upsert_sync_cursor.sql"), row)?;
    Ok(())
}

/// Remembers which incident a record became; gives back the one it was before a move.
pub(super) fn track(
    connection: &Connection,
    list: SyncList<'_>,
    key: &str,
    incident: &str,
) -> Result<Option<String>, StoreError> {
    let place = named_params! {
        ":tracker": list.tracker, ":base": list.base, ":list": list.list, ":key": key,
    };
    let sql = include_str!("../../schema/queries/tracked.sql");
    let before: Option<String> = first(connection, sql, place, |row| Ok(row.get("incident")?))?;
    if before.as_deref() == Some(incident) {
        return Ok(None);
    }
    let row = named_params! {
        ":tracker": list.tracker, ":base": list.base, ":list": list.list, ":key": key,
        ":incident": incident,
    };
    run(connection, include_str!("../../schema/queries/upsert_tracked.sql"), row)?;
    Ok(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_its_own_cursor_and_a_new_one_starts_at_the_beginning() {
        let mut store = Store::open_in_memory().unwrap();
        let list = |list| SyncList { tracker: "github", base: "https://api.github.com", list };
        let cursor = SyncCursor {
            since: Some("2026-01-05T10:00:00Z".parse().unwrap()),
            etag: Some("\"e\"".into()),
            ..SyncCursor::default()
        };
        let mut save = |cursor: &SyncCursor| {
            let mut saver = store.incident_saver().unwrap();
            saver.reach(list("a/b"), cursor).unwrap();
            saver.commit(None).unwrap();
        };
        save(&SyncCursor::default());
        save(&cursor);
        assert_eq!(store.sync_cursor(list("a/b")).unwrap(), cursor);
        assert_eq!(store.sync_cursor(list("a/c")).unwrap(), SyncCursor::default());
    }
}
