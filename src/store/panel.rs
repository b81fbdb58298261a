//! What a panel reads in bulk: counts of whole reports, tests that were ever red, and indicators of
//! the user's own.

use std::collections::BTreeMap;

use rusqlite::{Row, named_params};

use super::imports::log;
use super::value::{from_word, time, time_text};
use super::{ImportSource, Saved, Store, StoreError, rows, run};
use crate::model::own_indicator::OwnValue;
use crate::model::panel::Claim;
use crate::model::test_run::TestStatus;

/// What a report says of a file, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoverageCounts {
    /// Lines the tool can see.
    pub seen: u64,
    /// Lines of those that ran.
    pub run: u64,
    /// Branches and those of them that were taken; `None` where the report counts none.
    pub branches: Option<(u64, u64)>,
}

/// What a test did from a report of its series on; `None`: it was not in the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestSpan {
    /// The test.
    pub test: i64,
    /// The first report it holds for.
    pub from_seq: i64,
    /// What it did.
    pub status: Option<TestStatus>,
}

impl Store {
    /// Returns what a report says of every file it holds, by path.
    pub fn coverage_counts_at(
        &self,
        series_id: i64,
        seq: i64,
    ) -> Result<Vec<(String, CoverageCounts)>, StoreError> {
        let sql = include_str!("../../schema/queries/coverage_counts_at.sql");
        let key = named_params! { ":series": series_id, ":seq": seq };
        rows(&self.connection, sql, key, |row| {
            let taken: Option<i64> = row.get("taken_count")?;
            let branches = taken
                .map(|taken| {
                    Ok::<_, StoreError>((amount(row, "branch_count")?, taken.max(0) as u64))
                })
                .transpose()?;
            let (seen, run) = (amount(row, "instrumented_count")?, amount(row, "hit_count")?);
            Ok((row.get("path")?, CoverageCounts { seen, run, branches }))
        })
    }

    /// Returns path, mutants that count and mutants caught of every file of a report, by path.
    pub fn mutant_counts_at(
        &self,
        series_id: i64,
        seq: i64,
    ) -> Result<Vec<(String, u64, u64)>, StoreError> {
        let sql = include_str!("../../schema/queries/mutant_counts_at.sql");
        let key = named_params! { ":series": series_id, ":seq": seq };
        rows(&self.connection, sql, key, |row| {
            Ok((row.get("path")?, amount(row, "counted")?, amount(row, "caught")?))
        })
    }

    /// Returns the spans of every test of a series of test runs that was ever red, by test and run.
    pub fn red_tests(&self, repo: &str, series: &str) -> Result<Vec<TestSpan>, StoreError> {
        let sql = include_str!("../../schema/queries/red_tests.sql");
        let key = named_params! { ":repository": repo, ":series": series };
        rows(&self.connection, sql, key, |row| {
            let status: Option<String> = row.get("status")?;
            let status = status
                .map(|word| from_word(TestStatus::ALL, TestStatus::word, "a test status", word))
                .transpose()?;
            Ok(TestSpan { test: row.get("test_id")?, from_seq: row.get("from_seq")?, status })
        })
    }

    /// Saves values of the user's own; the same unit and day takes the new value.
    pub fn save_own_indicators(
        &mut self,
        source: &ImportSource<'_>,
        values: &[OwnValue],
    ) -> Result<Saved, StoreError> {
        let known = self.own_indicators()?;
        let identity = |value: &OwnValue| (value.name.clone(), value.unit.clone(), value.at);
        let mut known: BTreeMap<_, _> =
            known.into_iter().map(|value| (identity(&value), value)).collect();
        let write = self.write()?;
        let mut saved = Saved::default();
        for value in values {
            let before = known.insert(identity(value), value.clone());
            let same = before.as_ref() == Some(value);
            saved.tally(before.is_some(), same);
            if same {
                continue;
            }
            let row = named_params! {
                ":name": value.name, ":unit": value.unit, ":at": time_text(value.at),
                ":value": value.value, ":claim": value.claim.word(),
            };
            run(&write, include_str!("../../schema/queries/upsert_own_indicator.sql"), row)?;
        }
        log(&write, source, saved)?;
        write.commit()?;
        Ok(saved)
    }

    /// Returns all values of the user's own, by name, unit and day.
    pub fn own_indicators(&self) -> Result<Vec<OwnValue>, StoreError> {
        let sql = include_str!("../../schema/queries/own_indicators.sql");
        rows(&self.connection, sql, [], |row| {
            Ok(OwnValue {
                name: row.get("name")?,
                unit: row.get("unit")?,
                at: time(row, "at")?,
                value: row.get("value")?,
                claim: from_word(Claim::ALL, Claim::word, "a claim", row.get("claim")?)?,
            })
        })
    }
}

/// Returns the count in a column that is never NULL.
fn amount(row: &Row<'_>, column: &str) -> Result<u64, StoreError> {
    Ok(row.get::<_, i64>(column)?.max(0) as u64)
}
