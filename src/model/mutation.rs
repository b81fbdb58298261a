//! Mutation reports: which deliberate faults the tests noticed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::batch::Dropped;
use super::commit::BlobId;
use super::incident::words;
use super::lines::LineRange;

/// A deliberate fault in one place, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutant {
    /// Lines it changes; `None` where the report does not say.
    pub lines: Option<LineRange>,
    /// Name of the operator that made it, in the tool's words.
    pub operator: String,
    /// What stands there instead, where the report says.
    pub replacement: Option<String>,
    /// What became of it.
    pub status: MutantStatus,
    /// Names of tests that killed it; empty where the report names none.
    pub killed_by: Vec<String>,
    /// Names of tests that run its place; `None` where the report does not tell.
    pub covered_by: Option<Vec<String>>,
}

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MutantStatus {
    /// A test failed because of it.
    Killed,
    /// Tests ran it and passed.
    Survived,
    /// No test ran it.
    NoCoverage,
    /// The tests did not end in time with it.
    Timeout,
    /// It could not be built.
    CompileError,
    /// It broke the test run itself.
    RuntimeError,
    /// It was left out on purpose.
    Ignored,
    /// It was not tried.
    Pending,
}

words!(MutantStatus {
    Killed => "killed", Survived => "survived", NoCoverage => "no_coverage", Timeout => "timeout",
    CompileError => "compile_error", RuntimeError => "runtime_error", Ignored => "ignored",
    Pending => "pending",
});

/// The mutants of one file of a report, before its path is mapped to the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MutatedFile {
    /// The path as the report writes it; a package and file name where there is no path.
    pub raw_path: String,
    /// Content id of the source, where the report holds the source: it pins the report to history.
    pub blob: Option<BlobId>,
    /// Its mutants, in the report's order.
    pub mutants: Vec<Mutant>,
}

/// A mutation report as a file holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MutationReport {
    /// Name of the format.
    pub format: &'static str,
    /// Its files, each once, sorted by raw path.
    pub files: Vec<MutatedFile>,
    /// Records that could not be read.
    pub rejected: Vec<Dropped>,
    /// What was noticed.
    pub warnings: Vec<String>,
}

impl MutationReport {
    /// Returns how many mutants there are of each status.
    pub fn by_status(&self) -> BTreeMap<MutantStatus, u64> {
        let mut counts = BTreeMap::new();
        for mutant in self.files.iter().flat_map(|file| &file.mutants) {
            *counts.entry(mutant.status).or_insert(0) += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutants_are_counted_by_status_over_all_files() {
        let mutant = |status| Mutant {
            lines: None,
            operator: String::new(),
            replacement: None,
            status,
            killed_by: Vec::new(),
            covered_by: None,
        };
        let file = |statuses: &[MutantStatus]| MutatedFile {
            mutants: statuses.iter().map(|status| mutant(*status)).collect(),
            ..MutatedFile::default()
        };
        let files = vec![
            file(&[MutantStatus::Killed, MutantStatus::Survived]),
            file(&[MutantStatus::Killed]),
        ];
        let report = MutationReport { files, ..MutationReport::default() };
        let counts: Vec<_> = report.by_status().into_iter().collect();
        assert_eq!(counts, [(MutantStatus::Killed, 2), (MutantStatus::Survived, 1)]);
    }
}
