//! Repositories and their paths as row ids.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::{StoreError, found_id, new_id, rows, run};

/// Returns the row id of a repository, which is added where it is not known.
pub(super) fn repository(connection: &Connection, name: &str) -> Result<i64, StoreError> {
    let key = named_params! { ":name": name };
    let sql = include_str!("../../schema/queries/repository_id.sql");
    if let Some(id) = found_id(connection, sql, key)? {
        return Ok(id);
    }
    new_id(connection, include_str!("../../schema/queries/insert_repository.sql"), key)
}

/// The paths of a repository that the store knows.
pub(super) struct Paths<'a> {
    connection: &'a Connection,
    repository: i64,
    ids: BTreeMap<String, i64>,
}

impl<'a> Paths<'a> {
    /// Returns all paths of a repository.
    pub(super) fn load(connection: &'a Connection, repository: i64) -> Result<Self, StoreError> {
        let sql = include_str!("../../schema/queries/paths.sql");
        let pairs = rows(connection, sql, named_params! { ":repository": repository }, |row| {
            Ok((row.get("path")?, row.get("id")?))
        })?;
        Ok(Self { connection, repository, ids: pairs.into_iter().collect() })
    }

    /// Returns the row id of a path, which is added where it is not known.
    pub(super) fn id(&mut self, path: &str) -> Result<i64, StoreError> {
        if let Some(id) = self.ids.get(path) {
            return Ok(*id);
        }
        let sql = include_str!("../../schema/queries/insert_path.sql");
        let row = named_params! { ":repository": self.repository, ":path": path };
        let id = new_id(self.connection, sql, row)?;
        self.ids.insert(path.to_owned(), id);
        Ok(id)
    }
}

/// Notes by which rule each path of a report was found: raw path, path with its row id, rule. A path
/// that is written as the repository has it needs no note.
pub(super) fn save_rules<'f>(
    connection: &Connection,
    series: i64,
    found: impl IntoIterator<Item = (&'f str, (&'f str, i64), &'f str)>,
) -> Result<(), StoreError> {
    let sql = include_str!("../../schema/queries/path_rules.sql");
    let known = rows(connection, sql, named_params! { ":series": series }, |row| {
        Ok((row.get("raw_path")?, (row.get("path_id")?, row.get("rule")?)))
    })?;
    let known: BTreeMap<String, (i64, String)> = known.into_iter().collect();
    let sql = include_str!("../../schema/queries/upsert_path_rule.sql");
    for (raw, (path, id), rule) in found {
        let says_nothing = match known.get(raw) {
            Some((known, by)) => *known == id && by == rule,
            None => rule == "exact" && raw == path,
        };
        if says_nothing {
            continue;
        }
        let row = named_params! { ":series": series, ":raw_path": raw, ":path": id, ":rule": rule };
        run(connection, sql, row)?;
    }
    Ok(())
}
