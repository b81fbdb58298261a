//! Facts that cost time and never change: traces of fixes, tests of a file's content.
//!
//! A stored answer that this version cannot read is as good as none: it is found out anew.

use rusqlite::named_params;

use super::value::json;
use super::{Store, StoreError, first, paths, run};
use crate::model::assertion::TestFunction;
use crate::model::commit::{BlobId, CommitId};
use crate::model::region::Trace;

impl Store {
    /// Returns the stored trace of a fix under these options.
    pub fn trace(
        &self,
        repo: &str,
        fix: &CommitId,
        options_digest: &str,
    ) -> Result<Option<Trace>, StoreError> {
        let sql = include_str!("../../schema/queries/trace.sql");
        let key = named_params! { ":repository": repo, ":fix": fix.0, ":options": options_digest };
        let document =
            first(&self.connection, sql, key, |row| Ok(row.get::<_, String>("document")?))?;
        Ok(document.and_then(|document| serde_json::from_str(&document).ok()))
    }

    /// Stores traces, by their fix.
    pub fn save_traces(
        &mut self,
        repo: &str,
        options_digest: &str,
        traces: &[Trace],
    ) -> Result<(), StoreError> {
        let write = self.write()?;
        let repository = paths::repository(&write, repo)?;
        let sql = include_str!("../../schema/queries/upsert_trace.sql");
        for trace in traces {
            let row = named_params! {
                ":repository": repository, ":fix": trace.fix.0, ":options": options_digest,
                ":document": json(trace, "trace", &trace.fix.0)?,
            };
            run(&write, sql, row)?;
        }
        write.commit()?;
        Ok(())
    }

    /// Returns the stored tests of a file's content, as that version of the scanner found them.
    pub fn tests_in_blob(
        &self,
        blob: &BlobId,
        path: &str,
        scanner: u32,
    ) -> Result<Option<Vec<TestFunction>>, StoreError> {
        let sql = include_str!("../../schema/queries/tests_in_blob.sql");
        let key = named_params! { ":blob": blob.0, ":path": path, ":scanner": scanner };
        let document =
            first(&self.connection, sql, key, |row| Ok(row.get::<_, String>("document")?))?;
        Ok(document.and_then(|document| serde_json::from_str(&document).ok()))
    }

    /// Stores the tests of files' contents.
    pub fn save_tests_in_blobs(
        &mut self,
        scanner: u32,
        found: &[(BlobId, String, Vec<TestFunction>)],
    ) -> Result<(), StoreError> {
        let write = self.write()?;
        let sql = include_str!("../../schema/queries/upsert_tests_in_blob.sql");
        for (blob, path, tests) in found {
            let row = named_params! {
                ":blob": blob.0, ":path": path, ":scanner": scanner,
                ":document": json(tests, "tests of", path)?,
            };
            run(&write, sql, row)?;
        }
        write.commit()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lines::LineRange;
    use crate::model::region::{Candidate, CandidateMethod, TraceNote};

    #[test]
    fn a_trace_is_found_under_its_repository_and_options_only() {
        let mut store = Store::open_in_memory().unwrap();
        let fix = CommitId("f".repeat(40));
        let trace = Trace {
            fix: fix.clone(),
            parent: None,
            files: Vec::new(),
            candidates: vec![Candidate {
                commit: CommitId("c".repeat(40)),
                path: "a.py".into(),
                lines: Some(LineRange { first: 1, last: 2 }),
                confidence: 0.7,
                method: CandidateMethod::Deleted,
                clues: Vec::new(),
            }],
            notes: vec![TraceNote::Root],
        };
        store.save_traces("shop", "one", std::slice::from_ref(&trace)).unwrap();
        assert_eq!(store.trace("shop", &fix, "one").unwrap(), Some(trace));
        assert_eq!(store.trace("shop", &fix, "two").unwrap(), None);
        assert_eq!(store.trace("till", &fix, "one").unwrap(), None);
    }

    #[test]
    fn a_file_without_tests_is_known_and_one_never_scanned_is_not() {
        let mut store = Store::open_in_memory().unwrap();
        let blob = BlobId("ab".into());
        store.save_tests_in_blobs(1, &[(blob.clone(), "a.py".into(), Vec::new())]).unwrap();
        assert_eq!(store.tests_in_blob(&blob, "a.py", 1).unwrap(), Some(Vec::new()));
        assert_eq!(store.tests_in_blob(&blob, "a.py", 2).unwrap(), None);
        assert_eq!(store.tests_in_blob(&blob, "b.py", 1).unwrap(), None);
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_as_good_as_none() {
        let mut store = Store::open_in_memory().unwrap();
        let blob = BlobId("ab".into());
        store.save_tests_in_blobs(1, &[(blob.clone(), "a.py".into(), Vec::new())]).unwrap();
        store.connection.execute("UPDATE tests_memo SET document = '{}'", []).unwrap();
        assert_eq!(store.tests_in_blob(&blob, "a.py", 1).unwrap(), None);
    }
}
