//! Facts that cost time and never change: traces of fixes.
//!
//! A stored answer that this version cannot read is as good as none: it is found out anew.

use rusqlite::named_params;

use super::value::json;
use super::{Store, StoreError, first, paths, run};
use crate::model::commit::CommitId;
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
}
