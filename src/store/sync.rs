//! How far live trackers were read. The records of a page are saved before its cursor, so what is
//! cut off in between is read again and changes nothing.

use rusqlite::named_params;

use super::value::json;
use super::{Store, StoreError, first, run};
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

    /// Stores how far a list was read.
    pub fn save_sync_cursor(
        &mut self,
        list: SyncList<'_>,
        cursor: &SyncCursor,
    ) -> Result<(), StoreError> {
        let write = self.write()?;
        let row = named_params! {
            ":tracker": list.tracker, ":base": list.base, ":list": list.list,
            ":document": json(cursor, "cursor", list.list)?,
        };
        run(&write, include_str!("../../schema/queries/upsert_sync_cursor.sql"), row)?;
        write.commit()?;
        Ok(())
    }
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
            pass: None,
        };
        store.save_sync_cursor(list("a/b"), &SyncCursor::default()).unwrap();
        store.save_sync_cursor(list("a/b"), &cursor).unwrap();
        assert_eq!(store.sync_cursor(list("a/b")).unwrap(), cursor);
        assert_eq!(store.sync_cursor(list("a/c")).unwrap(), SyncCursor::default());
    }
}
