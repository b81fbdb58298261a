//! What a reader has found of one file.

use std::collections::BTreeMap;

use crate::model::branches::BranchLine;
use crate::model::coverage::{FileCoverage, LineCounts, ReportFile};
use crate::model::line_set::LineSet;

#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) raw_path: String,
    pub(super) coverage: FileCoverage,
    pub(super) stated: Option<Box<LineCounts>>,
    pub(super) branches: BTreeMap<u32, (u32, u32)>,
    pub(super) partial: LineSet,
    pub(super) highest: u32,
}

impl Collected {
    pub(super) fn finished(mut self, totals: &mut Option<(u64, u64)>) -> ReportFile {
        let coverage = &mut self.coverage;
        for line in self.partial.iter().filter(|line| coverage.hit.contains(*line)) {
            coverage.partial.insert(line);
        }
        let branch = |(line, (taken, all))| BranchLine { line, all, taken };
        coverage.branches = self.branches.into_iter().map(branch).collect();
        coverage.partial.unite(&coverage.branches.partial(coverage.hit.as_bytes()));
        if let Some((all, taken)) = totals
            && let Some((own, own_taken)) = coverage.branches.counts()
        {
            (*all, *taken) = (*all + own, *taken + own_taken);
        }
        ReportFile {
            raw_path: self.raw_path,
            packed: (&self.coverage).into(),
            tests: Vec::new(),
            stated: self.stated,
            hits: None,
        }
    }
}
