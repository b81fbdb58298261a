//! What a panel reads in bulk: counts of whole reports, tests that were ever red, and indicators of
//! the user's own.

use rusqlite::named_params;

use super::value::{from_word, time, time_text};
use super::{Saved, Store, StoreError, rows, run};
use crate::model::own_indicator::OwnValue;
use crate::model::panel::Claim;
use crate::model::test_run::TestStatus;

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
    /// Returns path, lines seen and lines run of every file of a report, by path.
    pub fn coverage_counts_at(
        &self,
        series_id: i64,
        seq: i64,
    ) -> Result<Vec<(String, u64, u64)>, StoreError> {
        let sql = include_str!("../../schema/queries/coverage_counts_at.sql");
        self.counts_of(sql, (series_id, seq), ["instrumented_count", "hit_count"])
    }

    /// Returns path, mutants that count and mutants caught of every file of a report, by path.
    pub fn mutant_counts_at(
        &self,
        series_id: i64,
        seq: i64,
    ) -> Result<Vec<(String, u64, u64)>, StoreError> {
        let sql = include_str!("../../schema/queries/mutant_counts_at.sql");
        self.counts_of(sql, (series_id, seq), ["counted", "caught"])
    }

    fn counts_of(
        &self,
        sql: &str,
        (series_id, seq): (i64, i64),
        columns: [&str; 2],
    ) -> Result<Vec<(String, u64, u64)>, StoreError> {
        let key = named_params! { ":series": series_id, ":seq": seq };
        rows(&self.connection, sql, key, |row| {
            let count =
                |column: &str| Ok::<_, StoreError>(row.get::<_, i64>(column)?.max(0) as u64);
            Ok((row.get("path")?, count(columns[0])?, count(columns[1])?))
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
    pub fn save_own_indicators(&mut self, values: &[OwnValue]) -> Result<Saved, StoreError> {
        let known = self.own_indicators()?;
        let write = self.write()?;
        let mut saved = Saved::default();
        for value in values {
            let place = known.binary_search_by(|old| {
                (&old.name, &old.unit, old.at).cmp(&(&value.name, &value.unit, value.at))
            });
            let before = place.ok().map(|place| &known[place]);
            saved.tally(before.is_some(), before == Some(value));
            let row = named_params! {
                ":name": value.name, ":unit": value.unit, ":at": time_text(value.at),
                ":value": value.value, ":claim": value.claim.word(),
            };
            run(&write, include_str!("../../schema/queries/upsert_own_indicator.sql"), row)?;
        }
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
