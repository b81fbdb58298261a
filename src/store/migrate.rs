//! The schema: one migration a file, applied in order, each once. A released one never changes.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::StoreError;

/// Marks a SQLite file as one of escapee: `escp` in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x6573_6370;

const MIGRATIONS: &[&str] = &[
    include_str!("../../schema/0001_records.sql"),
    include_str!("../../schema/0002_coverage.sql"),
    include_str!("../../schema/0003_test_runs.sql"),
    include_str!("../../schema/0004_analyses.sql"),
    include_str!("../../schema/0005_sync.sql"),
];

/// Brings the database to the newest schema. One of another program or of a newer escapee is left
/// as it is.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let shown = || path.display().to_string();
    let not_ours = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotOurs { path: shown() },
        _ => error.into(),
    };
    let known = MIGRATIONS.len() as i64;
    if identity(connection).map_err(not_ours)? == (APPLICATION_ID, known) {
        return Ok(());
    }
    // Two processes may come here at once; the second finds the work done.
    let write = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (application, found) = identity(&write)?;
    let tables: i64 =
        write.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && (application, found, tables) != (0, 0, 0) {
        return Err(StoreError::NotOurs { path: shown() });
    }
    if found > known {
        return Err(StoreError::Newer { path: shown(), found, known });
    }
    for migration in MIGRATIONS.iter().skip(found.max(0) as usize) {
        write.execute_batch(migration)?;
    }
    write.pragma_update(None, "application_id", APPLICATION_ID)?;
    write.pragma_update(None, "user_version", known)?;
    write.commit()?;
    Ok(())
}

fn identity(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get(0));
    Ok((pragma("application_id")?, pragma("user_version")?))
}
