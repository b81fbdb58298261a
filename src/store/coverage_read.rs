//! Coverage, read: what a series says of a file as one of its reports left it.

use rusqlite::named_params;

use super::imports::ImportKind;
use super::{Store, StoreError, first, rows};
use super::{objects, reports};
use crate::model::commit::BlobId;
use crate::model::coverage::{FileCoverage, StoredReport};
use crate::model::line_set::LineSet;

/// A file as a report holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The content it was measured on; `None` where it is not known.
    pub blob: Option<BlobId>,
    /// What ran.
    pub coverage: FileCoverage,
}

impl Store {
    /// Returns all coverage reports of all repositories, in the order of import.
    pub fn coverage_reports(&self) -> Result<Vec<StoredReport>, StoreError> {
        reports::of_kind(&self.connection, ImportKind::Coverage)
    }

    /// Returns a file as the report holds it; `None` where the report does not hold it, which is
    /// not the same as a file of which nothing ran.
    pub fn coverage_at(
        &self,
        series_id: i64,
        seq: i64,
        repo: &str,
        path: &str,
    ) -> Result<Option<StoredFile>, StoreError> {
        let sql = include_str!("../../schema/queries/coverage_at.sql");
        let key = named_params! {
            ":series": series_id, ":seq": seq, ":repository": repo, ":path": path,
        };
        let found = first(&self.connection, sql, key, |row| {
            if row.get::<_, Option<i64>>("object_id")?.is_none() {
                return Ok(None);
            }
            let (blob, coverage) = objects::read_coverage(row)?;
            Ok(Some(StoredFile { blob, coverage }))
        })?;
        Ok(found.flatten())
    }

    /// Returns the paths that the report holds, sorted.
    pub fn covered_paths_at(&self, series_id: i64, seq: i64) -> Result<Vec<String>, StoreError> {
        let sql = include_str!("../../schema/queries/covered_paths_at.sql");
        let key = named_params! { ":series": series_id, ":seq": seq };
        rows(&self.connection, sql, key, |row| Ok(row.get("path")?))
    }

    /// Returns what single tests ran of a file, by the test's name; empty where the report does not
    /// tell.
    pub fn test_hits(
        &self,
        series_id: i64,
        seq: i64,
        path: &str,
    ) -> Result<Vec<(String, LineSet)>, StoreError> {
        let sql = include_str!("../../schema/queries/hits_object_at.sql");
        let key = named_params! { ":series": series_id, ":seq": seq, ":path": path };
        let object =
            first(&self.connection, sql, key, |row| Ok(row.get::<_, Option<i64>>("object_id")?))?;
        let Some(object) = object.flatten() else {
            return Ok(Vec::new());
        };
        Ok(objects::hits(&self.connection, object)?.into_iter().collect())
    }

    /// Returns the paths of a report that no file of the repository answers to, sorted.
    pub fn unmapped_paths(&self, report_id: i64) -> Result<Vec<String>, StoreError> {
        let sql = include_str!("../../schema/queries/unmapped_paths.sql");
        rows(&self.connection, sql, named_params! { ":report": report_id }, |row| {
            Ok(row.get("raw_path")?)
        })
    }
}
