//! Test runs: what each test did, as spans.
//!
//! A second file for the same commit is a shard of the run if it names none of the run's tests, and
//! another run at that commit if it does: a failure and the retry that hid it are both kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, Row, named_params};

use super::imports::{ImportKind, log, next_generation};
use super::reports::{self, Report, Series};
use super::spans::spans_to_write;
use super::value::{from_word, time};
use super::{ImportSource, NewReport, Saved, Store, StoreError, found_id, new_id, rows, run};
use crate::model::commit::CommitId;
use crate::model::test_run::{TestResult, TestRun, TestStatus};

/// What a test did, and in how many attempts.
type Did = (TestStatus, u32);

impl Store {
    /// Saves a test run: at the end of its series, or into the run of the same commit whose other
    /// tests it has. The same file again leaves all unchanged.
    ///
    /// Each test should be there once; of several results the last one counts.
    pub fn save_test_run(
        &mut self,
        source: &ImportSource<'_>,
        report: &NewReport<'_>,
        results: Vec<TestResult>,
    ) -> Result<Saved, StoreError> {
        self.keep_little(true)?;
        let write = self.write()?;
        let series = reports::series(&write, report, ImportKind::Tests)?;
        let known = reports::with_upload(&write, series, report.commit, source.digest)?;
        let mut saved = Saved::default();
        let target = if let Some(target) = known {
            saved.unchanged = results.len();
            target
        } else {
            saved.imported = results.len();
            let results = with_ids(&write, series.repository, results)?;
            let target = target(&write, series, report, &results)?;
            reports::save_upload(&write, target.id, source, report, &[])?;
            target.id
        };
        let stands_for_more = reports::merge_as(&write, target, report.merged_as)?;
        if known.is_none() || stands_for_more {
            next_generation(&write)?;
        }
        log(&write, source, saved)?;
        write.commit()?;
        self.keep_little(false)?;
        Ok(saved)
    }

    /// Returns all test runs of all repositories, in the order of import.
    pub fn test_runs(&self) -> Result<Vec<TestRun>, StoreError> {
        let sql = include_str!("../../schema/queries/test_runs.sql");
        rows(&self.connection, sql, [], |row| {
            Ok(TestRun {
                id: row.get("id")?,
                repo: row.get("repository")?,
                series: row.get("series")?,
                seq: row.get("seq")?,
                commit: CommitId(row.get("commit_oid")?),
                taken_at: time(row, "taken_at")?,
            })
        })
    }

    /// Returns what each test did in a run, by suite, class and name.
    pub fn test_statuses(&self, run: &TestRun) -> Result<Vec<TestResult>, StoreError> {
        let sql = include_str!("../../schema/queries/test_statuses.sql");
        rows(&self.connection, sql, named_params! { ":report": run.id }, |row| {
            let (status, attempts) = did(row)?;
            Ok(TestResult {
                suite: row.get::<_, Arc<str>>("suite")?,
                class: row.get::<_, Arc<str>>("class")?,
                name: row.get::<_, Box<str>>("name")?,
                status,
                attempts,
            })
        })
    }
}

/// Returns the run that results belong to, with the results written.
fn target(
    connection: &Connection,
    series: Series,
    report: &NewReport<'_>,
    results: &BTreeMap<i64, Did>,
) -> Result<Report, StoreError> {
    let runs = reports::at_commit(connection, series, report.commit)?;
    for shard_of in &runs {
        let before = state(connection, series, shard_of.place.seq)?;
        if results.keys().all(|test| !before.contains_key(test)) {
            let wanted = results.iter().map(|(test, did)| (*test, Some(*did)));
            write(connection, series, *shard_of, &before, wanted)?;
            return Ok(*shard_of);
        }
    }
    let target = reports::append(connection, series, report, runs.len() as i64)?;
    let before = state(connection, series, target.place.seq)?;
    let mut wanted: BTreeMap<i64, Option<Did>> = before.keys().map(|test| (*test, None)).collect();
    wanted.extend(results.iter().map(|(test, did)| (*test, Some(*did))));
    write(connection, series, target, &before, wanted)?;
    Ok(target)
}

fn write(
    connection: &Connection,
    series: Series,
    target: Report,
    before: &BTreeMap<i64, Did>,
    wanted: impl IntoIterator<Item = (i64, Option<Did>)>,
) -> Result<(), StoreError> {
    let sql = include_str!("../../schema/queries/test_starts.sql");
    let key = named_params! { ":series": series.id, ":seq": target.place.seq + 1 };
    let next = rows(connection, sql, key, |row| Ok(row.get("test_id")?))?;
    let next: BTreeSet<i64> = next.into_iter().collect();
    let sql = include_str!("../../schema/queries/upsert_test_span.sql");
    for (test, from_seq, did) in spans_to_write(target.place, before, &next, wanted) {
        let row = named_params! {
            ":series": series.id, ":test": test, ":from_seq": from_seq,
            ":status": did.map(|(status, _)| status.word()),
            ":attempts": did.map(|(_, attempts)| attempts),
        };
        run(connection, sql, row)?;
    }
    Ok(())
}

/// Returns what each test did in the run with this number.
fn state(
    connection: &Connection,
    series: Series,
    seq: i64,
) -> Result<BTreeMap<i64, Did>, StoreError> {
    let sql = include_str!("../../schema/queries/test_state.sql");
    let found =
        rows(connection, sql, named_params! { ":series": series.id, ":seq": seq }, |row| {
            let known = row.get::<_, Option<String>>("status")?.is_some();
            Ok(if known { Some((row.get("test_id")?, did(row)?)) } else { None })
        })?;
    Ok(found.into_iter().flatten().collect())
}

fn did(row: &Row<'_>) -> Result<Did, StoreError> {
    let status = row.get("status")?;
    let status = from_word(TestStatus::ALL, TestStatus::word, "what a test did", status)?;
    Ok((status, row.get("attempts")?))
}

/// Returns results by the row id of their test, which is added where it is not known. The names are
/// given back one by one, as there may be very many.
fn with_ids(
    connection: &Connection,
    repository: i64,
    results: Vec<TestResult>,
) -> Result<BTreeMap<i64, Did>, StoreError> {
    let known = include_str!("../../schema/queries/test_id.sql");
    let insert = include_str!("../../schema/queries/insert_test.sql");
    let mut with_ids = BTreeMap::new();
    for result in results {
        let row = named_params! {
            ":repository": repository, ":suite": &*result.suite, ":class": &*result.class,
            ":name": &*result.name,
        };
        let id = match found_id(connection, known, row)? {
            Some(id) => id,
            None => new_id(connection, insert, row)?,
        };
        with_ids.insert(id, (result.status, result.attempts));
    }
    Ok(with_ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::imports::{new_report, source};

    fn save(store: &mut Store, commit: &str, digest: &str, results: &[TestResult]) -> Saved {
        let commit = CommitId(commit.into());
        let report = new_report(&commit, "junit");
        store.save_test_run(&source(ImportKind::Tests, digest), &report, results.to_vec()).unwrap()
    }

    fn result(name: &str, status: TestStatus) -> TestResult {
        TestResult { suite: "s".into(), class: "".into(), name: name.into(), status, attempts: 1 }
    }

    /// What the tests did, run by run, as in `aaa 1: x passed, y failed`.
    fn told(store: &Store) -> Vec<String> {
        let runs = store.test_runs().unwrap();
        let tell = |run: &TestRun| {
            let results = store.test_statuses(run).unwrap();
            let results: Vec<String> =
                results.iter().map(|result| format!("{} {}", result.name, result.status)).collect();
            format!("{} {}: {}", run.commit, run.seq, results.join(", "))
        };
        runs.iter().map(tell).collect()
    }

    #[test]
    fn a_test_that_was_not_in_the_run_did_nothing_there() {
        use TestStatus::{Failed, Passed};
        let mut store = Store::open_in_memory().unwrap();
        save(&mut store, "aaa", "1", &[result("x", Passed), result("y", Failed)]);
        save(&mut store, "bbb", "2", &[result("x", Passed)]);
        save(&mut store, "ccc", "3", &[result("x", Passed), result("y", Passed)]);
        let runs = ["aaa 1: x passed, y failed", "bbb 2: x passed", "ccc 3: x passed, y passed"];
        assert_eq!(told(&store), runs);
        let sql = "SELECT count(*) FROM test_span";
        let spans: i64 = store.connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(spans, 4, "x once; y failed, left and passed");
    }

    #[test]
    fn other_tests_at_the_same_commit_are_a_shard_that_changes_no_later_run() {
        use TestStatus::{Failed, Passed};
        let mut store = Store::open_in_memory().unwrap();
        save(&mut store, "aaa", "1", &[result("x", Passed)]);
        save(&mut store, "bbb", "2", &[result("x", Passed)]);
        let saved = save(&mut store, "aaa", "3", &[result("y", Failed)]);
        assert_eq!(saved.imported, 1);
        assert_eq!(told(&store), ["aaa 1: x passed, y failed", "bbb 2: x passed"]);
    }

    #[test]
    fn the_same_test_at_the_same_commit_is_a_retry_and_both_runs_are_kept() {
        use TestStatus::{Failed, Passed};
        let mut store = Store::open_in_memory().unwrap();
        save(&mut store, "aaa", "1", &[result("x", Failed)]);
        save(&mut store, "aaa", "2", &[result("x", Passed)]);
        assert_eq!(told(&store), ["aaa 1: x failed", "aaa 2: x passed"]);
        assert_eq!(store.counts().unwrap().test_runs, 2);
    }

    #[test]
    fn the_same_file_again_is_unchanged() {
        let mut store = Store::open_in_memory().unwrap();
        let results = [result("x", TestStatus::Flaky)];
        assert_eq!(save(&mut store, "aaa", "1", &results).imported, 1);
        let generation = store.generation().unwrap();
        assert_eq!(save(&mut store, "aaa", "1", &results).unchanged, 1);
        assert_eq!(store.generation().unwrap(), generation);
        assert_eq!(told(&store), ["aaa 1: x flaky"]);
    }
}
