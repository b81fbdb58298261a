//! coverage.py's data file (`.coverage`, an SQLite database): the lines that ran, test by test.
//!
//! The file does not know which lines did not run, so what it gives is whole only beside a report
//! that does. Lines are bits of a blob, bit n being line n; with branches they are pairs instead.
//! The database comes from outside: a copy of it is opened, only to be read, and only its tables,
//! never a view.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Row};

use crate::model::coverage::CoverageReport;
use crate::model::line_set::LineSet;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::text::clean;

use super::collector::Collector;

/// Largest database read.
const MAX_DATABASE: u64 = 1 << 30;
/// Largest value of a row: a bitmap of all lines that a file can have.
const MAX_VALUE: i32 = 4 << 20;

/// Returns the report the file holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let file = document.raw().map_err(SourceError::Read)?;
    // In a folder of its own, which takes whatever SQLite puts beside the file with it.
    let folder = tempfile::tempdir().map_err(SourceError::Read)?;
    let path = folder.path().join("coverage");
    let mut copy = File::create(&path).map_err(SourceError::Read)?;
    let copied = io::copy(&mut file.take(MAX_DATABASE + 1), &mut copy);
    if copied.map_err(SourceError::Read)? > MAX_DATABASE {
        return Err(SourceError::TooLarge { limit: MAX_DATABASE });
    }
    let mut found = Collector::default();
    let database = open(&path).map_err(SourceError::Sqlite)?;
    let tables = tables(&database).map_err(SourceError::Sqlite)?;
    let has = |table: &str| tables.iter().any(|found| found == table);
    if !has("file") || !has("context") || !(has("line_bits") || has("arc")) {
        return Err(SourceError::UnknownFormat { looks_like: "an SQLite database" });
    }
    if has("line_bits") {
        let sql = include_str!("../../../schema/foreign/coverage_py_lines.sql");
        each(&database, sql, &mut found, |found, file, test, row| {
            let bits: Vec<u8> = row.get("numbits")?;
            for line in lines(&bits) {
                ran(found, file, test, line);
            }
            Ok(())
        })
        .map_err(SourceError::Sqlite)?;
    }
    if has("arc") {
        let sql = include_str!("../../../schema/foreign/coverage_py_branches.sql");
        each(&database, sql, &mut found, |found, file, test, row| {
            for line in [row.get::<_, i64>("fromno")?, row.get::<_, i64>("tono")?] {
                // A negative number is the way in or out of a function, not a line.
                if let Ok(line) = u32::try_from(line) {
                    ran(found, file, test, line);
                }
            }
            Ok(())
        })
        .map_err(SourceError::Sqlite)?;
    }
    found.warnings.push(
        "a data file knows only lines that ran: import `coverage json`, `xml` or `lcov` of the same \
         run beside it"
            .to_owned(),
    );
    found.report("coverage.py-data")
}

fn ran(found: &mut Collector, file: usize, test: &str, line: u32) {
    if line == 0 || line > LineSet::MAX_LINE {
        return;
    }
    found.line(file, line, true);
    if !test.is_empty() {
        found.tested(file, test, line);
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE)?;
    database.pragma_update(None, "trusted_schema", false)?;
    database.pragma_update(None, "cell_size_check", true)?;
    Ok(database)
}

/// Returns the names of the plain tables; a view could compute for ever.
fn tables(database: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = include_str!("../../../schema/foreign/coverage_py_tables.sql");
    let mut query = database.prepare(sql)?;
    let names = query.query_map([], |row| row.get(0))?;
    names.collect()
}

/// Calls `take` with each row, its file and its test.
fn each(
    database: &Connection,
    sql: &str,
    found: &mut Collector,
    take: impl Fn(&mut Collector, usize, &str, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut query = database.prepare(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let path: Option<String> = row.get("path")?;
        let test: Option<String> = row.get("test")?;
        let Some(file) = found.file(&path.unwrap_or_default(), 0) else { continue };
        take(found, file, &clean(&test.unwrap_or_default()), row)?;
    }
    Ok(())
}

/// Returns the numbers of the bits that are set.
fn lines(bits: &[u8]) -> impl Iterator<Item = u32> {
    bits.iter().take(1 << 21).enumerate().flat_map(|(at, byte)| {
        (0..8).filter(move |bit| byte & (1 << bit) != 0).map(move |bit| at as u32 * 8 + bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&bytes)?)
    }

    fn saved(sql: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        std::fs::read(path).unwrap()
    }

    fn database(sql: &str) -> Vec<u8> {
        saved(&format!(
                "CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT);
                 CREATE TABLE context (id INTEGER PRIMARY KEY, context TEXT);
                 CREATE TABLE line_bits (file_id INTEGER, context_id INTEGER, numbits BLOB);
                 CREATE TABLE arc (file_id INTEGER, context_id INTEGER, fromno INTEGER, tono INTEGER);
                 INSERT INTO file VALUES (1, '/w/a.py');
                 INSERT INTO context VALUES (1, ''), (2, 't.py::a|run'); {sql}"
            ))
    }

    #[test]
    fn bits_and_pairs_give_the_lines_each_test_ran() {
        // 0x06 is lines 1 and 2, 0x0100 behind it line 8.
        let bits = database("INSERT INTO line_bits VALUES (1, 1, x'0601'), (1, 2, x'04');");
        let arcs = database(
            "INSERT INTO arc VALUES (1, 1, -1, 1), (1, 2, 2, -1), (1, 1, 1, 8), (1, 1, 8, 2);",
        );
        for bytes in [bits, arcs] {
            let report = read(&bytes).unwrap();
            let file = &report.files[0];
            assert_eq!(file.coverage().hit.iter().collect::<Vec<_>>(), [1, 2, 8]);
            let lines: LineSet = [2].into_iter().collect();
            assert_eq!(file.tests, [("t.py::a|run".into(), lines.into())]);
            assert!(report.warnings[0].starts_with("a data file knows only lines that ran"));
        }
    }

    #[test]
    fn another_database_and_a_broken_one_are_refused() {
        let other = saved("CREATE VIEW file AS SELECT 1 AS id; CREATE TABLE arc (x);");
        assert!(matches!(read(&other), Err(SourceError::UnknownFormat { .. })));
        let whole = database("INSERT INTO line_bits VALUES (1, 1, x'0601');");
        assert!(read(&whole[..whole.len() / 2]).is_err());
        assert!(read(b"SQLite format 3\0").is_err());
    }
}
