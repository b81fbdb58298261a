//! Reports of any kind: their series, their place in it, the files they were read from.
//!
//! A report's place is given by the order of import. So reports of the past may come in any order
//! and move nothing; which report counts for a moment is decided by the history of commits.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::imports::{ImportKind, ImportSource, next_generation};
use super::spans::Place;
use super::value::{json, key, time, time_text};
use super::{StoreError, found_id, new_id, paths, rows, run};
use crate::model::commit::{CommitId, Time};
use crate::model::coverage::StoredReport;

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
    /// Whether the exact counts of its files are kept.
    pub keeps_hits: bool,
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

/// Where a report that holds files goes: to the end of its series, or into the report of the same
/// commit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Its series.
    pub(super) series: Series,
    /// The report it goes into.
    pub(super) target: Report,
    /// Whether there was none at this commit before.
    pub(super) is_new: bool,
    /// Whether it is a part beside others, so that what it does not mention stays.
    pub(super) shard: bool,
}

/// Returns where a report of files goes; a report is added where the commit has none.
pub(super) fn place(
    connection: &Connection,
    report: &NewReport<'_>,
    kind: ImportKind,
    digest: &str,
) -> Result<Placed, StoreError> {
    let series = series(connection, report, kind)?;
    let earlier = at_commit(connection, series, report.commit)?.first().copied();
    let Some(target) = earlier else {
        let target = append(connection, series, report, 0)?;
        return Ok(Placed { series, target, is_new: true, shard: false });
    };
    let shard = !is_only_upload(connection, target.id, digest)?;
    Ok(Placed { series, target, is_new: false, shard })
}

/// Notes the file that a report was read from and the commits it stands for, and that evidence
/// changed where it did.
pub(super) fn finish(
    connection: &Connection,
    placed: Placed,
    source: &ImportSource<'_>,
    report: &NewReport<'_>,
    unmapped: &[&str],
    changed: bool,
) -> Result<(), StoreError> {
    save_upload(connection, placed.target.id, source, report, unmapped)?;
    let stands_for_more = merge_as(connection, placed.target.id, report.merged_as)?;
    if placed.is_new || stands_for_more || changed {
        next_generation(connection)?;
    }
    Ok(())
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

/// Returns all reports of a kind of all repositories, in the order of import.
pub(super) fn of_kind(
    connection: &Connection,
    kind: ImportKind,
) -> Result<Vec<StoredReport>, StoreError> {
    let sql = include_str!("../../schema/queries/merged_as.sql");
    let mut merged: BTreeMap<i64, Vec<CommitId>> = BTreeMap::new();
    let pairs = rows(connection, sql, [], |row| {
        Ok((row.get("report_id")?, CommitId(row.get("commit_oid")?)))
    })?;
    for (report, commit) in pairs {
        merged.entry(report).or_default().push(commit);
    }
    let sql = include_str!("../../schema/queries/reports_of_kind.sql");
    rows(connection, sql, named_params! { ":kind": kind.word() }, |row| {
        let id = row.get("id")?;
        Ok(StoredReport {
            id,
            repo: row.get("repository")?,
            series: row.get("series")?,
            series_id: row.get("series_id")?,
            seq: row.get("seq")?,
            commit: CommitId(row.get("commit_oid")?),
            taken_at: time(row, "taken_at")?,
            merged_as: merged.remove(&id).unwrap_or_default(),
        })
    })
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
fn is_only_upload(connection: &Connection, report: i64, digest: &str) -> Result<bool, StoreError> {
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
                keeps_hits: false,
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
