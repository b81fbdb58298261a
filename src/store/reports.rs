//! Reports of any kind: their series, their place in it, the files they were read from.
//!
//! A report's place is given by the order of import. So reports of the past may come in any order
//! and move nothing; which report counts for a moment is decided by the history of commits.

use rusqlite::{Connection, named_params};

use super::imports::{ImportKind, ImportSource};
use super::spans::Place;
use super::value::{json, key, time_text};
use super::{StoreError, found_id, new_id, paths, rows, run};
use crate::model::commit::{CommitId, Time};

/// A report that is being saved, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewReport<'a> {
    /// Repository name.
    pub repo: &'a str,
    /// The suite it belongs to.
    pub series: &'a str,
    /// Commit it was measured at.
    pub commit: &'a CommitId,
    /// When it was taken; the commit's date where the report does not tell.
    pub taken_at: Time,
    /// Whether the report tells the zone of `taken_at`.
    pub zone_known: bool,
    /// Name of the format.
    pub format: &'a str,
    /// Commits it also stands for.
    pub merged_as: &'a [CommitId],
    /// What was noticed while it was read.
    pub warnings: &'a [String],
}

/// A series in the store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    /// Row id of its repository.
    pub(super) repository: i64,
    /// Its row id.
    pub(super) id: i64,
    /// The number of its last report; 0 where there is none.
    pub(super) last: i64,
}

/// A report of a series in the store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    /// Its row id.
    pub(super) id: i64,
    /// Its place in the series.
    pub(super) place: Place,
}

/// Returns the series a report belongs to, which is added where it is not known.
pub(super) fn series(
    connection: &Connection,
    report: &NewReport<'_>,
    kind: ImportKind,
) -> Result<Series, StoreError> {
    let repository = paths::repository(connection, report.repo)?;
    let key = named_params! {
        ":repository": repository, ":kind": kind.word(), ":name": report.series,
    };
    let known = found_id(connection, include_str!("../../schema/queries/series_id.sql"), key)?;
    let id = match known {
        Some(id) => id,
        None => new_id(connection, include_str!("../../schema/queries/insert_series.sql"), key)?,
    };
    let sql = include_str!("../../schema/queries/last_seq.sql");
    let last = rows(connection, sql, named_params! { ":series": id }, |row| Ok(row.get("seq")?))?;
    Ok(Series { repository, id, last: last.first().copied().unwrap_or_default() })
}

/// Returns the reports of a series at a commit, oldest first.
pub(super) fn at_commit(
    connection: &Connection,
    series: Series,
    commit: &CommitId,
) -> Result<Vec<Report>, StoreError> {
    let sql = include_str!("../../schema/queries/reports_at_commit.sql");
    rows(connection, sql, named_params! { ":series": series.id, ":commit": commit.0 }, |row| {
        let place = Place { seq: row.get("seq")?, last: series.last };
        Ok(Report { id: row.get("id")?, place })
    })
}

/// Returns the report at its commit that was read from this very file before.
pub(super) fn with_upload(
    connection: &Connection,
    series: Series,
    commit: &CommitId,
    digest: &str,
) -> Result<Option<i64>, StoreError> {
    let sql = include_str!("../../schema/queries/report_with_upload.sql");
    let key = named_params! { ":series": series.id, ":commit": commit.0, ":digest": digest };
    found_id(connection, sql, key)
}

/// Returns whether a report was read from this very file before and from no other.
pub(super) fn is_only_upload(
    connection: &Connection,
    report: i64,
    digest: &str,
) -> Result<bool, StoreError> {
    let sql = include_str!("../../schema/queries/upload_digests.sql");
    let digests = rows(connection, sql, named_params! { ":report": report }, |row| {
        Ok(row.get::<_, String>("digest")?)
    })?;
    Ok(digests == [digest])
}

/// Adds a report at the end of its series.
pub(super) fn append(
    connection: &Connection,
    series: Series,
    report: &NewReport<'_>,
    rerun: i64,
) -> Result<Report, StoreError> {
    let seq = series.last + 1;
    let sql = include_str!("../../schema/queries/insert_report.sql");
    let row = named_params! {
        ":series": series.id, ":seq": seq, ":commit": report.commit.0, ":rerun": rerun,
        ":taken_at": time_text(report.taken_at), ":zone_known": report.zone_known,
    };
    Ok(Report { id: new_id(connection, sql, row)?, place: Place { seq, last: seq } })
}

/// Lets a report stand for more commits; gives back whether any of them is new.
pub(super) fn merge_as(
    connection: &Connection,
    report: i64,
    commits: &[CommitId],
) -> Result<bool, StoreError> {
    let sql = include_str!("../../schema/queries/insert_merged_as.sql");
    let mut new = false;
    for commit in commits {
        new |= run(connection, sql, named_params! { ":report": report, ":commit": commit.0 })? > 0;
    }
    Ok(new)
}

/// Notes the file that a report was read from, with the paths that no file answers to.
pub(super) fn save_upload(
    connection: &Connection,
    report_id: i64,
    source: &ImportSource<'_>,
    report: &NewReport<'_>,
    unmapped: &[&str],
) -> Result<(), StoreError> {
    let row = named_params! {
        ":report": report_id, ":digest": source.digest, ":name": source.name,
        ":format": report.format,
        ":warnings": json(&report.warnings, "warnings of report", source.name)?,
        ":unmapped": unmapped_list(connection, unmapped, source.name)?,
    };
    run(connection, include_str!("../../schema/queries/upsert_upload.sql"), row)?;
    Ok(())
}

/// Reports that miss the same files share one list, as those of one series do day after day.
fn unmapped_list(
    connection: &Connection,
    raw_paths: &[&str],
    name: &str,
) -> Result<Option<i64>, StoreError> {
    if raw_paths.is_empty() {
        return Ok(None);
    }
    let digest = key(raw_paths.iter().map(|path| path.as_bytes()));
    let sql = include_str!("../../schema/queries/unmapped_id.sql");
    let known = found_id(connection, sql, named_params! { ":digest": digest })?;
    if known.is_some() {
        return Ok(known);
    }
    let list = json(&raw_paths, "unmapped paths of report", name)?;
    let sql = include_str!("../../schema/queries/insert_unmapped.sql");
    new_id(connection, sql, named_params! { ":digest": digest, ":raw_paths": list }).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::store::imports::source;

    #[test]
    fn commits_a_report_also_stands_for_add_up_and_change_the_generation() {
        let mut store = Store::open_in_memory().unwrap();
        let [a, b, c] = ["a", "b", "c"].map(|digit| CommitId(digit.repeat(40)));
        let mut save = |merged_as: &[CommitId]| {
            let report = NewReport {
                repo: "shop",
                series: "unit",
                commit: &a,
                taken_at: Time::UNIX_EPOCH,
                zone_known: false,
                format: "lcov",
                merged_as,
                warnings: &["cut short".into()],
            };
            store.save_coverage(&source(ImportKind::Coverage, "digest"), &report, &[]).unwrap();
            (store.generation().unwrap(), store.coverage_reports().unwrap()[0].merged_as.clone())
        };
        let (one, merged) = save(std::slice::from_ref(&c));
        assert_eq!(merged, std::slice::from_ref(&c));
        let (two, merged) = save(std::slice::from_ref(&b));
        assert_eq!(merged, [b.clone(), c.clone()]);
        assert_eq!(save(&[b, c]).0, two);
        assert_ne!(one, two);
    }
}
