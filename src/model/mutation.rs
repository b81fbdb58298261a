//! Mutation reports: which deliberate faults the tests noticed.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::batch::Dropped;
use super::commit::{BlobId, CommitId, Time};
use super::evidence::EvidenceMethod;
use super::incident::words;
use super::lines::LineRange;

/// Names of tests, in the report's order. Mutants of one place share their list, and lists the names.
pub type TestNames = Arc<[Arc<str>]>;

/// A deliberate fault in one place, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutant {
    /// Lines it changes; `None` where the report does not say.
    pub lines: Option<LineRange>,
    /// Name of the operator that made it, in the tool's words.
    pub operator: Arc<str>,
    /// What stands there instead, where the report says.
    pub replacement: Option<Arc<str>>,
    /// What became of it.
    pub status: MutantStatus,
    /// Names of tests that killed it; empty where the report names none.
    pub killed_by: TestNames,
    /// Names of tests that run its place; `None` where the report does not tell.
    pub covered_by: Option<TestNames>,
}

impl Mutant {
    /// Returns what two reports that speak of the same fault agree on: the same change at the same
    /// place.
    fn fault(&self) -> (Option<LineRange>, Arc<str>, Option<Arc<str>>) {
        (self.lines, Arc::clone(&self.operator), self.replacement.clone())
    }

    /// Adds what another part of the same run knows of the same fault: what says more of its end
    /// counts, and the tests of both.
    pub fn unite(&mut self, other: &Self) {
        if other.status.telling() < self.status.telling() {
            self.status = other.status;
        }
        add_names(&mut self.killed_by, &other.killed_by);
        match (&mut self.covered_by, &other.covered_by) {
            (Some(mine), Some(theirs)) => add_names(mine, theirs),
            (mine @ None, Some(theirs)) => *mine = Some(theirs.clone()),
            (_, None) => {}
        }
    }
}

fn add_names(mine: &mut TestNames, theirs: &TestNames) {
    let known: HashSet<&str> = mine.iter().map(|name| &**name).collect();
    let mut more: Vec<Arc<str>> =
        theirs.iter().filter(|name| !known.contains(&***name)).cloned().collect();
    if !more.is_empty() {
        let mut met = HashSet::new();
        more.retain(|name| met.insert(Arc::clone(name)));
        *mine = mine.iter().cloned().chain(more).collect();
    }
}

/// Adds the mutants of another part of the same run. The nth of several equal faults is the nth
/// there; a fault that is not there yet is put at the end.
pub fn unite_mutants(mine: &mut Vec<Mutant>, theirs: &[Mutant]) {
    let mut places: HashMap<_, VecDeque<usize>> = HashMap::new();
    for (at, mutant) in mine.iter().enumerate() {
        places.entry(mutant.fault()).or_default().push_back(at);
    }
    for mutant in theirs {
        match places.get_mut(&mutant.fault()).and_then(VecDeque::pop_front) {
            Some(at) => mine[at].unite(mutant),
            None => mine.push(mutant.clone()),
        }
    }
}

/// The mutants of a file as one series of reports knew them at a moment, on the lines of the file
/// as it stands at the commit that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MutantsThen {
    /// The suite whose report it is.
    pub series: String,
    /// Commit the report was measured at.
    pub commit: CommitId,
    /// When it was taken.
    pub taken_at: Time,
    /// How the report was found to count.
    pub method: EvidenceMethod,
    /// Mutants whose lines are still there, in the report's order, and those without lines.
    pub mutants: Vec<Mutant>,
    /// How many mutants stood on lines that are there no more.
    pub gone: usize,
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

impl MutantStatus {
    /// Orders statuses by how much they tell: 0 tells most.
    fn telling(self) -> u8 {
        match self {
            Self::Killed => 0,
            Self::Timeout => 1,
            Self::Survived => 2,
            Self::NoCoverage => 3,
            Self::RuntimeError => 4,
            Self::CompileError => 5,
            Self::Ignored => 6,
            Self::Pending => 7,
        }
    }
}

/// The mutants of one file of a report, before its path is mapped to the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MutatedFile {
    /// The path as the report writes it; a package and file name where there is no path.
    pub raw_path: String,
    /// Content id of the source, where the report holds the source: it pins the report to history.
    pub blob: Option<BlobId>,
    /// Content id of the source with the line ends git would store, where they are others.
    pub blob_in_git: Option<BlobId>,
    /// Its mutants, in the report's order.
    pub mutants: Vec<Mutant>,
    /// How many more it has that were too many to keep.
    pub left_out: u64,
}

/// A mutation report as a file holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MutationReport {
    /// Name of the format.
    pub format: &'static str,
    /// Its files, each once, sorted by raw path.
    pub files: Vec<MutatedFile>,
    /// Mutants that were too many to keep, by status; `files` does not hold them.
    pub left_out: BTreeMap<MutantStatus, u64>,
    /// Records that could not be read.
    pub rejected: Vec<Dropped>,
    /// What was noticed.
    pub warnings: Vec<String>,
}

impl MutationReport {
    /// Returns how many mutants there are of each status, those that were left out too.
    pub fn by_status(&self) -> BTreeMap<MutantStatus, u64> {
        let mut counts = self.left_out.clone();
        for mutant in self.files.iter().flat_map(|file| &file.mutants) {
            *counts.entry(mutant.status).or_insert(0) += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(operator: &str, status: MutantStatus, killed_by: &[&str]) -> Mutant {
        Mutant {
            lines: None,
            operator: operator.into(),
            replacement: None,
            status,
            killed_by: killed_by.iter().map(|name| (*name).into()).collect(),
            covered_by: None,
        }
    }

    #[test]
    fn parts_of_one_run_give_the_same_whole_in_either_order() {
        use MutantStatus::{Killed, Pending, Survived};
        let one =
            [mutant("a", Pending, &[]), mutant("a", Survived, &[]), mutant("b", Killed, &["x"])];
        let two =
            [mutant("a", Killed, &["y"]), mutant("b", Killed, &["y"]), mutant("c", Survived, &[])];
        let united = |first: &[Mutant], second: &[Mutant]| {
            let mut all = first.to_vec();
            unite_mutants(&mut all, second);
            let tell = |m: &Mutant| (m.operator.to_string(), m.status, m.killed_by.len());
            let mut told: Vec<_> = all.iter().map(tell).collect();
            told.sort();
            told
        };
        let whole = [("a", Killed, 1), ("a", Survived, 0), ("b", Killed, 2), ("c", Survived, 0)];
        let whole = whole.map(|(operator, status, tests)| (operator.to_owned(), status, tests));
        assert_eq!(united(&one, &two), whole);
        assert_eq!(united(&two, &one), whole);
    }

    #[test]
    fn mutants_are_counted_by_status_over_all_files() {
        let file = |statuses: &[MutantStatus]| MutatedFile {
            mutants: statuses.iter().map(|status| mutant("", *status, &[])).collect(),
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
