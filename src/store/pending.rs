//! Report files that wait for a commit the clone does not hold yet.

use rusqlite::named_params;

use super::paths::repository;
use super::value::{from_word, time, time_text};
use super::{ImportKind, Store, StoreError, first, rows, run};
use crate::model::commit::{CommitId, Time};

/// A report file that waits, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingReport {
    /// Row id; of no meaning before it is kept.
    pub id: i64,
    /// Repository name.
    pub repo: String,
    /// What it holds.
    pub kind: ImportKind,
    /// The suite it belongs to.
    pub series: String,
    /// The commit it waits for.
    pub commit: CommitId,
    /// Name of the file.
    pub name: String,
    /// When it was given.
    pub at: Time,
    /// Share of its files, in percent, that may match nothing in the repository.
    pub max_unmapped: u8,
    /// Whether exact hit counts were asked for.
    pub keep_hits: bool,
}

impl Store {
    /// Keeps a report file, packed; the same one again changes nothing.
    pub fn keep_pending(
        &mut self,
        report: &PendingReport,
        digest: &str,
        packed: &[u8],
    ) -> Result<(), StoreError> {
        let write = self.write()?;
        let row = named_params! {
            ":repository": repository(&write, &report.repo)?, ":kind": report.kind.word(),
            ":series": report.series, ":commit": report.commit.0, ":name": report.name,
            ":at": time_text(report.at), ":digest": digest, ":packed": packed,
            ":max_unmapped": report.max_unmapped, ":keep_hits": report.keep_hits,
        };
        run(&write, include_str!("../../schema/queries/insert_pending_report.sql"), row)?;
        write.commit()?;
        Ok(())
    }

    /// Returns the report files that wait, oldest first.
    pub fn pending_reports(&self) -> Result<Vec<PendingReport>, StoreError> {
        let sql = include_str!("../../schema/queries/pending_reports.sql");
        rows(&self.connection, sql, [], |row| {
            let kind = row.get("kind")?;
            Ok(PendingReport {
                id: row.get("id")?,
                repo: row.get("repository")?,
                kind: from_word(ImportKind::ALL, ImportKind::word, "a kind of import", kind)?,
                series: row.get("series")?,
                commit: CommitId(row.get("commit_oid")?),
                name: row.get("name")?,
                at: time(row, "at")?,
                max_unmapped: row.get("max_unmapped")?,
                keep_hits: row.get("keep_hits")?,
            })
        })
    }

    /// Returns the packed bytes of a report file that waits; none where it waits no more.
    pub fn pending_bytes(&self, id: i64) -> Result<Vec<u8>, StoreError> {
        let sql = include_str!("../../schema/queries/pending_bytes.sql");
        let bytes =
            first(
                &self.connection,
                sql,
                named_params! { ":id": id },
                |row| Ok(row.get("packed")?),
            )?;
        Ok(bytes.unwrap_or_default())
    }

    /// Drops a report file that waits no more.
    pub fn drop_pending(&mut self, id: i64) -> Result<(), StoreError> {
        let write = self.write()?;
        let sql = include_str!("../../schema/queries/delete_pending_report.sql");
        run(&write, sql, named_params! { ":id": id })?;
        write.commit()?;
        Ok(())
    }
}
