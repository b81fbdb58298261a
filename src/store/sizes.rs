//! How much room each series takes.

use super::value::{count_at, from_word};
use super::{ImportKind, Store, StoreError, rows};

/// What a series keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSize {
    /// Repository name.
    pub repo: String,
    /// What its reports hold.
    pub kind: ImportKind,
    /// Its name.
    pub series: String,
    /// Its reports.
    pub reports: u64,
    /// Changes of files or tests between them.
    pub changes: u64,
    /// Bytes of its bitmaps of lines and its exact counts, each once; 0 for what is no coverage.
    pub bytes: u64,
}

impl Store {
    /// Returns what each series keeps, by repository, kind and name.
    pub fn series_sizes(&self) -> Result<Vec<SeriesSize>, StoreError> {
        let sql = include_str!("../../schema/queries/series_sizes.sql");
        rows(&self.connection, sql, [], |row| {
            let kind = row.get("kind")?;
            Ok(SeriesSize {
                repo: row.get("repository")?,
                kind: from_word(ImportKind::ALL, ImportKind::word, "a kind of series", kind)?,
                series: row.get("name")?,
                reports: count_at(row, "reports")? as u64,
                changes: count_at(row, "changes")? as u64,
                bytes: count_at(row, "bytes")? as u64,
            })
        })
    }
}
