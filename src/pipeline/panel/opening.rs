//! The units as they stood at one opening, with the sums of their files, from what the store knew.

use std::collections::{BTreeMap, BTreeSet};

use super::openings::Trunk;
use super::signal::Signal;
use super::sums::Sums;
use super::{asserted, measured, units};
use crate::error::Error;
use crate::model::built_panel::PanelUnit;
use crate::model::commit::Time;
use crate::model::coverage::StoredReport;
use crate::model::own_indicator::OwnValue;
use crate::model::panel::is_taken;
use crate::model::project;
use crate::model::test_run::TestRun;
use crate::pipeline::Workspace;
use crate::pipeline::test_shelf::TestShelf;

/// What is read from the store once.
pub(super) struct Evidence {
    coverage: Vec<StoredReport>,
    mutants: Vec<StoredReport>,
    pub runs: Vec<TestRun>,
    /// The red runs of each repository.
    pub signals: Vec<Signal>,
    pub own: Vec<OwnValue>,
    /// Names of values of the user's own that are left out, as a panel has such a column.
    pub taken: BTreeSet<String>,
}

/// Returns what is stored, of what was known at `as_of`; the red runs are not read yet.
pub(super) fn evidence(workspace: &Workspace, as_of: Option<Time>) -> Result<Evidence, Error> {
    let early = |at: Time| as_of.is_none_or(|as_of| at <= as_of);
    let mut coverage = workspace.stored(workspace.store.coverage_reports())?;
    coverage.retain(|report| early(report.taken_at));
    let mut mutants = workspace.stored(workspace.store.mutation_reports())?;
    mutants.retain(|report| early(report.taken_at));
    let mut runs = workspace.stored(workspace.store.test_runs())?;
    runs.retain(|run| early(run.taken_at));
    let mut own = workspace.stored(workspace.store.own_indicators())?;
    own.retain(|value| early(value.at));
    let taken: BTreeSet<String> =
        own.iter().filter(|value| is_taken(&value.name)).map(|value| value.name.clone()).collect();
    own.retain(|value| !taken.contains(&value.name));
    Ok(Evidence { coverage, mutants, runs, signals: Vec::new(), own, taken })
}

/// Returns the units at an opening with the sums of their files.
pub(super) fn units_at(
    workspace: &Workspace,
    trunks: &[Trunk],
    shelf: &TestShelf,
    evidence: &Evidence,
    by: PanelUnit,
    (place, start): (usize, Time),
) -> Result<BTreeMap<String, Sums>, Error> {
    let project = &workspace.project;
    let mut all: BTreeMap<String, Sums> = BTreeMap::new();
    // Of each value of the user's own the newest before the opening counts.
    let mut own: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for value in evidence.own.iter().filter(|value| value.at < start) {
        own.insert((&value.name, &value.unit), value.value);
    }
    for trunk in trunks {
        let Some(commit) = &trunk.openings[place] else { continue };
        let home = (trunk.name.as_str(), &trunk.repository);
        let then = (&trunk.files, place);
        let covered = measured::coverage(workspace, home, commit, &evidence.coverage, then)?;
        let mutated = measured::mutants(workspace, home, commit, &evidence.mutants, then)?;
        let mut tested = asserted::asserted(workspace, shelf, home, commit, then)?;
        for (path, file) in &trunk.files.at[place] {
            let newest = &trunk.files.names[file.id];
            let Some(unit) = units::unit_of(project, by, &trunk.name, newest) else { continue };
            let sums = all.entry(unit).or_default();
            sums.loc += file.lines;
            sums.churn += file.churn;
            if let Some(counts) = covered.get(&file.id) {
                sums.add_coverage(newest, counts);
            }
            if let Some((counted, caught)) = mutated.get(&file.id) {
                sums.add_mutants(newest, *counted, *caught);
            }
            sums.tests.extend(tested.remove(&file.id).unwrap_or_default());
            let listed = project.flows.iter().flat_map(|flow| {
                let holds = flow.paths.iter().any(|prefix| project::under(prefix, path));
                flow.states.iter().map(move |state| (holds, state))
            });
            for (place, (_, state)) in listed.enumerate().filter(|(_, (holds, _))| *holds) {
                sums.states.entry(place).or_insert_with(|| state.name.clone());
            }
            for ((name, unit), value) in &own {
                if units::holds(project, unit, &trunk.name, path) {
                    let sum = sums.own.entry((*name).to_owned()).or_default();
                    *sum = (sum.0 + value, sum.1 + 1);
                }
            }
        }
    }
    Ok(all)
}

/// Returns the mean of the repositories' ratios in a stretch of time.
pub(super) fn signal_at(signals: &[Signal], (start, end): (Time, Time)) -> Option<f64> {
    let found: Vec<f64> = signals.iter().filter_map(|one| one.between(start, end)).collect();
    (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64)
}
