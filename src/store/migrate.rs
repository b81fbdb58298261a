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
    include_str!("../../schema/0006_mutants.sql"),
    include_str!("../../schema/0007_answers.sql"),
    include_str!("../../schema/0008_blame_index.sql"),
    include_str!("../../schema/0009_test_files.sql"),
    include_str!("../../schema/0010_printed.sql"),
    include_str!("../../schema/0011_incident_records.sql"),
    include_str!("../../schema/0012_pending.sql"),
    include_str!("../../schema/0013_fix_versions.sql"),
    include_str!("../../schema/0014_branches.sql"),
    include_str!("../../schema/0015_indicator_imports.sql"),
    include_str!("../../schema/0016_line_hits.sql"),
    include_str!("../../schema/0017_no_tests_memo.sql"),
    include_str!("../../schema/0018_withdrawn_answers.sql"),
];

/// Returns the number of the newest schema.
pub(super) fn known() -> i64 {
    MIGRATIONS.len() as i64
}

/// Brings the database to the newest schema. One of another program or of a newer escapee is left
/// as it is.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let shown = || path.display().to_string();
    let not_ours = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotOurs { path: shown() },
        _ => error.into(),
    };
    let known = known();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_an_earlier_schema_keeps_its_rows_and_their_links() {
        let mut database = Connection::open_in_memory().unwrap();
        database.pragma_update(None, "foreign_keys", true).unwrap();
        for migration in &MIGRATIONS[..5] {
            database.execute_batch(migration).unwrap();
        }
        database.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        database.pragma_update(None, "user_version", 5).unwrap();
        database
            .execute_batch(
                "INSERT INTO repository (id, name) VALUES (1, 'shop');
                 INSERT INTO series (id, repository_id, kind, name) VALUES (7, 1, 'tests', 'unit');
                 INSERT INTO report (series_id, seq, commit_oid, rerun, taken_at, zone_known)
                     VALUES (7, 1, 'aaa', 0, '2026-01-01T00:00:00Z', 1);
                 INSERT INTO import
                     (kind, name, digest, at, imported, updated, unchanged, skipped, failed)
                     VALUES ('tests', 'junit.xml', 'd', '2026-01-01T00:00:00Z', 1, 0, 0, 0, 0);",
            )
            .unwrap();

        migrate(&mut database, Path::new(":memory:")).unwrap();

        let count = |sql| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        let linked = "SELECT count(*) FROM report JOIN series ON series.id = report.series_id
            WHERE series.kind = 'tests' AND series.id = 7";
        assert_eq!(count(linked), 1);
        assert_eq!(count("SELECT count(*) FROM import WHERE name = 'junit.xml'"), 1);
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(count("PRAGMA user_version"), known());
    }

    #[test]
    fn coverage_from_before_branches_were_kept_has_none_and_a_count_needs_its_branches() {
        let mut database = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..13] {
            database.execute_batch(migration).unwrap();
        }
        database.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        database.pragma_update(None, "user_version", 13).unwrap();
        let old = "INSERT INTO coverage_object
            (digest, instrumented, hit, instrumented_count, hit_count) VALUES (x'01', x'03', x'01', 2, 1)";
        database.execute_batch(old).unwrap();

        migrate(&mut database, Path::new(":memory:")).unwrap();

        let unknown = "SELECT count(*) FROM coverage_object
            WHERE branches IS NULL AND branch_count IS NULL AND taken_count IS NULL";
        assert_eq!(database.query_row(unknown, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
        for wrong in ["branch_count = 0", "branch_count = 2", "taken_count = 1"] {
            let set = format!("UPDATE coverage_object SET {wrong}");
            assert!(database.execute_batch(&set).is_err(), "{wrong}");
        }
        let right =
            "UPDATE coverage_object SET branches = x'05', branch_count = 2, taken_count = 1";
        database.execute_batch(right).unwrap();
    }

    #[test]
    fn the_log_waiting_reports_and_files_of_reports_survive_what_was_put_beside_them() {
        let mut database = Connection::open_in_memory().unwrap();
        database.pragma_update(None, "foreign_keys", true).unwrap();
        for migration in &MIGRATIONS[..13] {
            database.execute_batch(migration).unwrap();
        }
        database.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        database.pragma_update(None, "user_version", 13).unwrap();
        database
            .execute_batch(
                "INSERT INTO repository (id, name) VALUES (1, 'shop');
                 INSERT INTO series (id, repository_id, kind, name) VALUES (7, 1, 'coverage', 'u');
                 INSERT INTO report (id, series_id, seq, commit_oid, rerun, taken_at, zone_known)
                     VALUES (3, 7, 1, 'aaa', 0, '2026-01-01T00:00:00Z', 1);
                 INSERT INTO upload (id, report_id, digest, name, format, warnings)
                     VALUES (4, 3, 'd', 'lcov.info', 'lcov', '[]');
                 INSERT INTO pending_report
                     (repository_id, kind, series, commit_oid, name, at, digest, packed)
                     VALUES (1, 'coverage', 'u', 'bbb', 'w', '2026-01-01T00:00:00Z', 'e', x'00');
                 INSERT INTO import
                     (kind, name, digest, at, imported, updated, unchanged, skipped, failed)
                     VALUES ('coverage', 'lcov.info', 'd', '2026-01-01T00:00:00Z', 1, 0, 0, 0, 0);",
            )
            .unwrap();

        migrate(&mut database, Path::new(":memory:")).unwrap();

        let count = |sql| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        let upload = "SELECT count(*) FROM upload JOIN report ON report.id = upload.report_id
            WHERE upload.id = 4 AND upload.keeps_hits = 0";
        let waits = "SELECT count(*) FROM pending_report
            WHERE name = 'w' AND max_unmapped = 50 AND keep_hits = 0";
        assert_eq!((count(upload), count(waits)), (1, 1));
        assert_eq!(count("SELECT count(*) FROM import WHERE name = 'lcov.info'"), 1);
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }
}
