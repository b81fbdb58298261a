//! The commits that the rows of a verdict rest on.

use crate::model::change::Change;
use crate::model::commit::CommitId;
use crate::model::evidence::{Facts, RegionEvidence};
use crate::model::moment::Moment;
use crate::model::mutation::MutantsThen;
use crate::model::verdict::Verdict;

/// What was read for one region.
pub(super) struct Reading<'a> {
    pub(super) region: &'a RegionEvidence,
    pub(super) moment: &'a Moment,
    pub(super) mutants: &'a [MutantsThen],
    pub(super) fixes: &'a [Change],
    pub(super) facts: &'a Facts,
}

/// Returns the verdict with the commits that each row was read at: of the report, the tests, the mutation run,
/// the runs in which a test began to fail, the fix. A row of the record's own words has none.
pub(super) fn cited(mut verdict: Verdict, reading: &Reading<'_>) -> Verdict {
    for row in &mut verdict.evidence {
        let mut commits = reading.of(&row.question);
        commits.sort_unstable();
        commits.dedup();
        row.commits = commits;
    }
    verdict
}

impl Reading<'_> {
    fn of(&self, question: &str) -> Vec<CommitId> {
        match question {
            "covered then" | "not run" | "branch not taken" => {
                self.region.lines.iter().filter_map(|line| line.evidence_commit.clone()).collect()
            }
            "verified then" | "failure state" => {
                let is_known = self.facts.tests.is_some();
                self.moment.commit.iter().filter(|_| is_known).cloned().collect()
            }
            "mutants" | "tested in name" => {
                self.mutants.iter().map(|then| then.commit.clone()).collect()
            }
            "warned before shipping" => {
                let signal = self.facts.signal.iter();
                signal.flat_map(|s| [s.passed_at.clone(), s.failed_at.clone()]).collect()
            }
            "the fix" | "the fix changes" => {
                self.fixes.iter().map(|change| change.commit.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
}
