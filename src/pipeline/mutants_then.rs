//! Mutants of a file as they were known at a moment: which report counts, and where its mutants
//! stand at the commit that is asked for.
//!
//! A mutation run often tries some files only, so a report that does not hold the file is no report
//! of it, and the one before counts.

use std::collections::BTreeMap;

use super::bench::Bench;
use super::coverage_then::PlacedRegion;
use super::report_then::{Eligible, eligible};
use crate::error::Error;
use crate::history::Repository;
use crate::model::commit::{BlobId, CommitId};
use crate::model::coverage::StoredReport;
use crate::model::evidence::EvidenceMethod;
use crate::model::lines::LineRange;
use crate::model::moment::Moment;
use crate::model::mutation::{Mutant, MutantsThen};

/// Returns what each series knew at the moment of the mutants of a region's file, on the lines of
/// the region's commit. In order: the report at the moment's commit; the nearest ancestor's whose
/// file has the same content; the nearest ancestor's, its lines carried forward.
pub(super) fn mutants_then(
    bench: &Bench<'_>,
    moment: &Moment,
    region: &PlacedRegion<'_>,
) -> Result<Vec<MutantsThen>, Error> {
    let repository = &bench.home(region.repo)?.repository;
    let reading = Reading { bench, repository, region };
    let mut found = Vec::new();
    for reports in bench.mutation_series_of(region.repo) {
        let eligible = eligible(bench, repository, moment, region.repo, reports)?;
        found.extend(reading.of_series(moment, &eligible)?);
    }
    Ok(found)
}

struct Reading<'a> {
    bench: &'a Bench<'a>,
    repository: &'a Repository,
    region: &'a PlacedRegion<'a>,
}

impl Reading<'_> {
    fn of_series(
        &self,
        moment: &Moment,
        eligible: &Eligible<'_>,
    ) -> Result<Option<MutantsThen>, Error> {
        let Some(commit) = &moment.commit else { return Ok(None) };
        if let Some(report) = eligible.at {
            let found = self.carried(commit, report, EvidenceMethod::AtCommit)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        if let Some(then) = self.content(commit)? {
            for (ancestor, report) in &eligible.near {
                if self.content(ancestor)?.as_ref() == Some(&then) {
                    let found = self.carried(ancestor, report, EvidenceMethod::SameContent)?;
                    if found.is_some() {
                        return Ok(found);
                    }
                }
            }
        }
        for (ancestor, report) in &eligible.near {
            let found = self.carried(ancestor, report, EvidenceMethod::CarriedForward)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Returns the content of the region's file as it stood at a commit, under the name it had there.
    fn content(&self, at: &CommitId) -> Result<Option<BlobId>, Error> {
        let region = self.region;
        let failed = |source| Error::History { name: region.repo.to_owned(), source };
        let here = self.repository.blob_at(at, region.path).map_err(failed)?;
        if here.is_some() {
            return Ok(here);
        }
        let tracking = self.repository.track(at, region.path, region.commit).map_err(failed)?;
        match tracking.from_path {
            Some(path) => self.repository.blob_at(at, &path).map_err(failed),
            None => Ok(None),
        }
    }

    /// Returns what a report says of the file, on the lines of the region's commit; `None` where it
    /// does not hold the file, or holds a content that neither commit has.
    fn carried(
        &self,
        at: &CommitId,
        report: &StoredReport,
        method: EvidenceMethod,
    ) -> Result<Option<MutantsThen>, Error> {
        let region = self.region;
        let failed = |source| Error::History { name: region.repo.to_owned(), source };
        let tracking = self.repository.track(at, region.path, region.commit).map_err(failed)?;
        let Some(path) = &tracking.from_path else { return Ok(None) };
        let workspace = self.bench.workspace;
        let stored = workspace.store.mutants_at(report.series_id, report.seq, region.repo, path);
        let Some(stored) = workspace.stored(stored)? else { return Ok(None) };
        let there = self.repository.blob_at(at, path).map_err(failed)?;
        let here = self.repository.blob_at(region.commit, region.path).map_err(failed)?;
        let same_as = |blob: &Option<BlobId>| stored.blob.is_some() && stored.blob == *blob;
        let total = stored.mutants.len();
        let mutants: Vec<Mutant> = if same_as(&here) {
            stored.mutants
        } else if stored.blob.is_none() || same_as(&there) {
            let places = tracking.lines.iter().zip(1..);
            let now: Now = places.filter_map(|(old, new)| Some(((*old)?, new))).collect();
            stored.mutants.into_iter().filter_map(|mutant| moved(mutant, &now)).collect()
        } else {
            return Ok(None);
        };
        Ok(Some(MutantsThen {
            series: report.series.clone(),
            commit: report.commit.clone(),
            taken_at: report.taken_at,
            method,
            gone: total - mutants.len(),
            mutants,
        }))
    }
}

/// Where the lines of a file stand now, by where they stood before.
type Now = BTreeMap<u32, u32>;

/// Returns a mutant on the lines it has now; `None` where one of its lines is there no more or
/// others came between, as then it is another fault.
fn moved(mutant: Mutant, now: &Now) -> Option<Mutant> {
    let Some(lines) = mutant.lines else { return Some(mutant) };
    let first = *now.get(&lines.first)?;
    let last = first + (lines.last - lines.first);
    let whole = lines.lines().zip(first..=last).all(|(old, new)| now.get(&old) == Some(&new));
    whole.then_some(Mutant { lines: Some(LineRange { first, last }), ..mutant })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mutation::MutantStatus;

    #[test]
    fn a_mutant_moves_with_its_lines_and_is_gone_with_one_of_them() {
        let mutant = |first, last| Mutant {
            lines: Some(LineRange { first, last }),
            operator: "".into(),
            replacement: None,
            status: MutantStatus::Killed,
            killed_by: [].into(),
            covered_by: None,
        };
        // A line was put in front, the old line 3 replaced, another put before the old line 5.
        let now = Now::from([(1, 2), (2, 3), (4, 5), (5, 7)]);
        let place = |first, last| {
            moved(mutant(first, last), &now).map(|m| m.lines.map(|l| (l.first, l.last)))
        };
        assert_eq!(place(1, 2), Some(Some((2, 3))));
        assert_eq!([place(3, 3), place(2, 4), place(4, 5), place(9, 9)], [None; 4]);
        let nowhere = Mutant { lines: None, ..mutant(1, 1) };
        assert_eq!(moved(nowhere.clone(), &now), Some(nowhere));
    }
}
