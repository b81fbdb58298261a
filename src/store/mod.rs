//! SQLite ↔ model: the one room that names the database.
//!
//! A [`Store`] takes and gives model values, a method per query; the SQL stands in `schema/`. Each
//! import is one transaction: it is saved whole or leaves nothing. What was not measured is NULL or
//! no row, never zero. The clock is an argument.

mod answers;
mod blame_index;
mod coverage;
mod coverage_read;
mod dossiers;
mod edits;
mod error;
mod figures;
mod file;
mod imports;
mod incident_row;
mod incidents;
mod line_hits;
mod links;
mod memo;
mod migrate;
mod mutants;
mod name_lists;
mod object_spans;
mod objects;
mod panel;
mod paths;
mod pending;
mod raw;
mod releases;
mod reports;
mod saver;
mod sizes;
mod spans;
mod sync;
mod test_files;
mod test_runs;
mod value;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Params, Row, Transaction, TransactionBehavior};

pub use answers::Answers;
pub use coverage::MappedFile;
pub use coverage_read::StoredFile;
pub use error::StoreError;
pub use imports::{Counts, ImportKind, ImportRecord, ImportSource, Saved};
pub use mutants::{MappedMutants, StoredMutants};
pub use panel::{CoverageCounts, TestSpan};
pub use pending::PendingReport;
pub use reports::NewReport;
pub use saver::IncidentSaver;
pub use sizes::SeriesSize;
pub use sync::SyncList;
pub use test_files::ScanKey;

/// How much of the file SQLite keeps in memory, in KiB: all of a usual one, so that a look-up reads
/// no page twice.
const CACHE_KIB: i64 = 64 * 1024;

/// How much of it while a large import is written, which would else be in memory until its end.
const WRITE_CACHE_KIB: i64 = 8 * 1024;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// The project's database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Returns the store in the file, which is made where it is not there. Only its owner can read it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let refused = |source| StoreError::Open { path: path.display().to_string(), source };
        file::create_or_keep_private(path).map_err(refused)?;
        // Without SQLITE_OPEN_URI a name like `file:x?mode=…` is only a name.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        prepare(&connection)?;
        migrate::migrate(&mut connection, path)?;
        // What touches the file is asked for last, so that a file of another program stays as it is.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        Ok(Self { connection })
    }

    /// Returns an empty store that is gone with the value.
    pub fn open_in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        migrate::migrate(&mut connection, Path::new(":memory:"))?;
        Ok(Self { connection })
    }

    /// Keeps little of the file in memory, or as much as usual again.
    fn keep_little(&self, little: bool) -> Result<(), StoreError> {
        let kib = if little { WRITE_CACHE_KIB } else { CACHE_KIB };
        Ok(self.connection.pragma_update(None, "cache_size", -kib)?)
    }

    /// Returns a transaction that holds the right to write from its start, so it cannot fail half way
    /// for want of it. Dropped without commit it leaves nothing.
    fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Returns all rows of a query.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    connection.prepare_cached(sql)?.query_and_then(params, read)?.collect()
}

/// Returns the first row of a query, if there is one.
fn first<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// Returns the column `id` of the first row, if there is one.
fn found_id(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Option<i64>, StoreError> {
    first(connection, sql, params, |row| Ok(row.get("id")?))
}

/// Returns the id of the row that a statement adds.
fn new_id(connection: &Connection, sql: &str, params: impl Params) -> Result<i64, StoreError> {
    run(connection, sql, params)?;
    Ok(connection.last_insert_rowid())
}

/// Runs a statement that gives no rows; returns how many rows it changed.
fn run(connection: &Connection, sql: &str, params: impl Params) -> Result<usize, StoreError> {
    Ok(connection.prepare_cached(sql)?.execute(params)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_prepares_on_a_fresh_schema() {
        let store = Store::open_in_memory().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/queries");
        let mut prepared = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let sql = std::fs::read_to_string(&path).unwrap();
            assert!(sql.starts_with("-- "), "{} says not what it is", path.display());
            store.connection.prepare(&sql).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            prepared += 1;
        }
        assert!(prepared > 50, "only {prepared} queries were found");
    }

    #[test]
    fn every_table_is_strict_and_says_what_it_is() {
        let store = Store::open_in_memory().unwrap();
        let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table'";
        for table in rows(&store.connection, sql, [], |row| Ok(row.get::<_, String>(0)?)).unwrap() {
            assert!(table.contains("(\n    -- ") && table.contains(" STRICT"), "{table}");
        }
    }
}
