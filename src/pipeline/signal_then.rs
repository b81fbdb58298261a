//! What the runs of covering tests said before shipping: did one begin to fail with the
//! introducing change, and was that not heeded?

use std::collections::BTreeMap;

use super::bench::Bench;
use crate::error::Error;
use crate::evidence::{RunOfTest, RunPlace, lost_signal, tells};
use crate::model::commit::CommitId;
use crate::model::evidence::{CoveringTest, LostSignal};
use crate::model::test_run::{TestRun, TestStatus};

/// What the runs of covering tests tell.
#[derive(Debug, Default)]
pub(super) struct SignalThen {
    /// The first covering test whose warning was lost between the introducing commit and the
    /// moment's.
    pub(super) lost: Option<LostSignal>,
    /// Whether a covering test ran there, so that no lost warning means there was none.
    pub(super) known: bool,
    /// Runs from the introducing commit to the moment's in which covering tests ran and none was red;
    /// `None` where none ran there.
    pub(super) green_runs: Option<u32>,
}

/// Returns what the runs of covering tests tell of the way from the introducing commit to the
/// moment's.
pub(super) fn signal_then(
    bench: &Bench<'_>,
    repo: &str,
    introduced: &CommitId,
    shipped: &CommitId,
    tests: &[CoveringTest],
) -> Result<SignalThen, Error> {
    let repository = &bench.home(repo)?.repository;
    let failed = |source| Error::History { name: repo.to_owned(), source };
    let mut commits: Vec<CommitId> = bench.runs_of(repo).map(|run| run.commit.clone()).collect();
    commits.sort();
    commits.dedup();
    // Only runs that the shipped commit has behind it could have warned.
    let near = repository.ancestors_among(shipped, &commits).map_err(failed)?;
    let parents = repository.commit(introduced).map_err(failed)?.parents;
    let adjacent = |commit: &CommitId| commit == introduced || parents.first() == Some(commit);
    let mut places: BTreeMap<&CommitId, (RunPlace, u32)> = BTreeMap::new();
    for (order, commit) in near.iter().rev().enumerate() {
        let carries = repository.is_ancestor(introduced, commit).map_err(failed)?;
        let place =
            if carries { RunPlace::FromIntroducedToShipped } else { RunPlace::BeforeIntroduced };
        places.insert(commit, (place, order as u32));
    }
    let runs: Vec<&TestRun> =
        bench.runs_of(repo).filter(|run| places.contains_key(&run.commit)).collect();
    let mut then = SignalThen::default();
    // Whether a covering test was red in a run with the change, by run.
    let mut red: BTreeMap<i64, bool> = BTreeMap::new();
    for test in tests {
        let mut seen = Vec::new();
        for run in &runs {
            let (place, order) = places[&run.commit];
            for result in bench.results(run)?.of(test) {
                if place == RunPlace::FromIntroducedToShipped
                    && result.status != TestStatus::Skipped
                {
                    *red.entry(run.id).or_default() |= result.status.is_red();
                }
                seen.push(RunOfTest {
                    commit: run.commit.clone(),
                    taken_at: run.taken_at,
                    status: result.status,
                    place,
                    order,
                    adjacent: adjacent(&run.commit),
                });
            }
        }
        then.lost = then.lost.or_else(|| lost_signal(&test.name, &seen));
        then.known |= then.lost.is_some() || tells(&seen);
    }
    let green = red.values().filter(|is_red| !**is_red).count() as u32;
    then.green_runs = (!red.is_empty()).then_some(green);
    Ok(then)
}
