//! Content-addressed objects: equal coverage is stored once, whatever report or path it came from.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::value::{Key, blob_bytes, blob_id, key, line_set};
use super::{StoreError, first, found_id, new_id, rows, run};
use crate::model::branches::BranchLines;
use crate::model::commit::BlobId;
use crate::model::coverage::FileCoverage;
use crate::model::line_set::LineSet;

/// What the single tests of a report ran of one file: lines by the test's name.
pub(super) type Hits = BTreeMap<String, LineSet>;

/// Returns the key of a file's coverage together with the content it was measured on.
pub(super) fn coverage_key(
    blob: Option<&BlobId>,
    coverage: &FileCoverage,
) -> Result<Key, StoreError> {
    let blob = blob.map(blob_bytes).transpose()?.unwrap_or_default();
    let FileCoverage { instrumented, hit, partial, branches } = coverage;
    let lines = [blob.as_slice(), instrumented.as_bytes(), hit.as_bytes(), partial.as_bytes()];
    // Without branches the key is that of the objects from before branches were kept.
    let branches = Some(branches.as_bytes()).filter(|branches| !branches.is_empty());
    Ok(key(lines.into_iter().chain(branches)))
}

/// Returns the row id of the object with this key and content, which is added where it is not known.
pub(super) fn coverage_id(
    connection: &Connection,
    digest: Key,
    blob: Option<&BlobId>,
    coverage: &FileCoverage,
) -> Result<i64, StoreError> {
    let sql = include_str!("../../schema/queries/coverage_object_id.sql");
    if let Some(id) = found_id(connection, sql, named_params! { ":digest": digest })? {
        return Ok(id);
    }
    let FileCoverage { instrumented, hit, partial, branches } = coverage;
    let counts = branches.counts().map(|(all, taken)| (all as i64, taken as i64));
    let row = named_params! {
        ":blob": blob.map(blob_bytes).transpose()?, ":digest": digest,
        ":instrumented": instrumented.as_bytes(), ":hit": hit.as_bytes(),
        ":partial": (!partial.is_empty()).then(|| partial.as_bytes()),
        ":instrumented_count": instrumented.count(), ":hit_count": hit.count(),
        ":branches": counts.map(|_| branches.as_bytes()),
        ":branch_count": counts.map(|(all, _)| all),
        ":taken_count": counts.map(|(_, taken)| taken),
    };
    new_id(connection, include_str!("../../schema/queries/insert_coverage_object.sql"), row)
}

/// Returns the object with this row id: the content it was measured on, and the coverage.
pub(super) fn coverage(
    connection: &Connection,
    id: i64,
) -> Result<(Option<BlobId>, FileCoverage), StoreError> {
    let sql = include_str!("../../schema/queries/coverage_object.sql");
    let found = first(connection, sql, named_params! { ":id": id }, read_coverage)?;
    found.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
}

/// Returns the content and the coverage in a row with the columns of an object.
pub(super) fn read_coverage(
    row: &rusqlite::Row<'_>,
) -> Result<(Option<BlobId>, FileCoverage), StoreError> {
    let blob: Option<Vec<u8>> = row.get("blob")?;
    let coverage = FileCoverage {
        branches: BranchLines::from_bytes(
            row.get::<_, Option<Vec<u8>>>("branches")?.unwrap_or_default(),
        ),
        instrumented: line_set(row, "instrumented")?,
        hit: line_set(row, "hit")?,
        partial: line_set(row, "partial")?,
    };
    Ok((blob.as_deref().map(blob_id), coverage))
}

/// Returns the key of what single tests ran of a file. Tests are known per repository.
pub(super) fn hits_key(repository: i64, hits: &Hits) -> Key {
    let repository = repository.to_le_bytes();
    let pairs = hits.iter().flat_map(|(name, lines)| [name.as_bytes(), lines.as_bytes()]);
    key(std::iter::once(repository.as_slice()).chain(pairs))
}

/// Returns what single tests ran, of the object with this row id.
pub(super) fn hits(connection: &Connection, id: i64) -> Result<Hits, StoreError> {
    let sql = include_str!("../../schema/queries/hits_rows.sql");
    let pairs = rows(connection, sql, named_params! { ":object": id }, |row| {
        Ok((row.get("name")?, line_set(row, "bits")?))
    })?;
    Ok(pairs.into_iter().collect())
}

/// Writes what single tests ran, and knows the tests of a repository by name.
pub(super) struct HitsWriter<'a> {
    connection: &'a Connection,
    repository: i64,
    contexts: Option<BTreeMap<String, i64>>,
}

impl<'a> HitsWriter<'a> {
    /// Returns a writer for one repository.
    pub(super) fn new(connection: &'a Connection, repository: i64) -> Self {
        Self { connection, repository, contexts: None }
    }

    /// Returns the row id of the object with this key and content, which is added where it is not
    /// known.
    pub(super) fn id(&mut self, digest: Key, hits: &Hits) -> Result<i64, StoreError> {
        let sql = include_str!("../../schema/queries/hits_object_id.sql");
        if let Some(id) = found_id(self.connection, sql, named_params! { ":digest": digest })? {
            return Ok(id);
        }
        let sql = include_str!("../../schema/queries/insert_hits_object.sql");
        let object = new_id(self.connection, sql, named_params! { ":digest": digest })?;
        for (name, lines) in hits {
            let row = named_params! {
                ":object": object, ":context": self.context(name)?, ":bits": self.bits(lines)?,
            };
            run(self.connection, include_str!("../../schema/queries/insert_hits_row.sql"), row)?;
        }
        Ok(object)
    }

    fn context(&mut self, name: &str) -> Result<i64, StoreError> {
        let repository = self.repository;
        let contexts = match &mut self.contexts {
            Some(contexts) => contexts,
            none => {
                let sql = include_str!("../../schema/queries/contexts.sql");
                let key = named_params! { ":repository": repository };
                let pairs =
                    rows(self.connection, sql, key, |row| Ok((row.get("name")?, row.get("id")?)))?;
                none.insert(pairs.into_iter().collect())
            }
        };
        if let Some(id) = contexts.get(name) {
            return Ok(*id);
        }
        let sql = include_str!("../../schema/queries/insert_context.sql");
        let row = named_params! { ":repository": repository, ":name": name };
        let id = new_id(self.connection, sql, row)?;
        contexts.insert(name.to_owned(), id);
        Ok(id)
    }

    fn bits(&self, lines: &LineSet) -> Result<i64, StoreError> {
        let key = named_params! { ":bits": lines.as_bytes() };
        let sql = include_str!("../../schema/queries/line_bits_id.sql");
        if let Some(id) = found_id(self.connection, sql, key)? {
            return Ok(id);
        }
        new_id(self.connection, include_str!("../../schema/queries/insert_line_bits.sql"), key)
    }
}
