//! Builds a panel from the store and git: units by quarter, measured strictly before the quarter.
//!
//! The opening of a quarter is the newest commit of the default branch before it. Only reports at
//! that commit or at an ancestor of it count, so what a fix adds inside a quarter (tests, coverage,
//! lines) is seen by the next quarter at the earliest. Renames follow the unit.

mod asserted;
mod contrasts;
mod files;
mod measured;
mod moment;
mod outcome;
mod signal;
mod sums;
mod units;

pub(super) use measured::coverage_of_tip;
pub use moment::signals;
pub(super) use signal::Signal;

use std::collections::BTreeMap;

use super::Workspace;
use super::tests_then::TestShelf;
use crate::error::Error;
use crate::history::Repository;
use crate::indicators::{defects, is_caught, is_escape, is_ours};
use crate::model::built_panel::{BuiltPanel, PanelUnit, Undone};
use crate::model::commit::{CommitId, Time};
use crate::model::coverage::StoredReport;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::own_indicator::OwnValue;
use crate::model::panel::{Claim, Panel, PanelIndicator, PanelRow};
use crate::model::period::Period;
use crate::model::project;
use crate::model::test_run::TestRun;
use crate::syntax;
use files::Files;
use outcome::Outcome;
use sums::{MEASURED, Sums};

/// Most quarters a panel goes back.
const MOST_PERIODS: usize = 60;

/// A repository through all openings.
pub(super) struct Trunk {
    name: String,
    repository: Repository,
    openings: Vec<Option<CommitId>>,
    files: Files,
}

/// What is read from the store once.
struct Evidence {
    coverage: Vec<StoredReport>,
    mutants: Vec<StoredReport>,
    runs: Vec<TestRun>,
    /// The red runs of each repository.
    signals: Vec<Signal>,
    own: Vec<OwnValue>,
}

/// Returns the panel of the dossiers, as the data stood at `as_of`.
///
/// Quarters run from that of the first escape to that of the newest incident; the units as they stand
/// at `as_of`, else at the tip, are measured too, for what may come next.
pub fn build(
    workspace: &mut Workspace,
    dossiers: &[Dossier],
    by: PanelUnit,
    as_of: Option<Time>,
) -> Result<BuiltPanel, Error> {
    let all = defects(dossiers);
    let ours: Vec<&Defect> = all.iter().filter(|defect| is_ours(defect)).collect();
    let periods = periods(workspace, &ours);
    let shelf = TestShelf::default();
    let mut evidence = evidence(workspace, as_of)?;
    let mut trunks = Vec::new();
    for config in &workspace.project.repositories {
        let repository = workspace.open_repository(config)?;
        let failed = |source| Error::History { name: config.name.clone(), source };
        let tip = repository.branch_tip(config.branch.as_deref()).map_err(failed)?;
        let at = |time: Time| match &tip {
            Some(tip) => repository.commit_before(tip, time).map_err(failed),
            None => Ok(None),
        };
        let mut openings = Vec::new();
        for time in opening_times(workspace, &periods) {
            openings.push(at(time)?);
        }
        openings.push(match as_of {
            Some(as_of) => at(as_of)?,
            None => tip.clone(),
        });
        let files = Files::through(&config.name, &repository, &openings)?;
        // The first commit only told what changed until the second.
        openings.remove(0);
        evidence.signals.push(Signal::read(workspace, &config.name, &evidence.runs)?);
        trunks.push(Trunk { name: config.name.clone(), repository, openings, files });
    }
    let mut built = BuiltPanel::default();
    let mut columns = Columns::new(&evidence.own);
    let (mut exposed, mut verified) = (Vec::new(), Vec::new());
    let outcome = Outcome::of(&ours, dossiers, &trunks, &periods, workspace.project.calendar);
    for (place, period) in periods.iter().enumerate() {
        let (start, _) = workspace.project.calendar.bounds(*period);
        let before = opening_times(workspace, &periods)[place];
        let units = units_at(workspace, &trunks, &shelf, &evidence, by, (place, start))?;
        let signal = signal_at(&evidence.signals, (before, start));
        let marks = outcome.marks(workspace, &trunks, by, place, &units, &mut built.left_out);
        for (unit, sums) in units {
            let own = marks.get(&unit).cloned().unwrap_or_default();
            columns.add(&sums, signal);
            exposed.push(sums.names_a_failure_state());
            verified.push(sums.verified());
            built.panel.rows.push(row(unit, period.to_string(), &sums, &own));
            built.escape_ids.push(own.escapes);
            built.caught_ids.push(own.caught);
        }
    }
    built.panel.indicators = columns.finish();
    built.panel.has_caught = ours.iter().any(|defect| is_caught(defect));
    built.matched = contrasts::matched(&built.panel.rows, &exposed);
    built.verified = contrasts::matched(&built.panel.rows, &verified);
    built.test_negative = outcome.test_negative;
    built.gaps = outcome.gaps;
    built.escapes = ours.iter().filter(|defect| is_escape(defect)).count() as u64;
    built.opened_at = periods.last().map(|last| workspace.project.calendar.bounds(*last).0);
    built.left_out.extend(outcome.unplaced);
    built.left_out.sort();
    (built.now, built.undone) = now(workspace, &trunks, &shelf, &evidence, by, (&periods, as_of))?;
    let fresh = shelf.take_fresh();
    let saved = workspace.store.save_tests_in_blobs(syntax::SCANNER_VERSION, &fresh);
    saved.map_err(|source| Error::Store { path: workspace.database.clone(), source })?;
    built.panel.notes = notes(&built, &periods);
    Ok(built)
}

/// The quarters from the first escape to the newest defect.
fn periods(workspace: &Workspace, defects: &[&Defect]) -> Vec<Period> {
    let calendar = workspace.project.calendar;
    let first = defects.iter().filter(|d| is_escape(d)).filter_map(|d| d.at).min();
    let last = defects.iter().filter_map(|d| d.at).max();
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let last = calendar.quarter(last);
    let all = std::iter::successors(Some(calendar.quarter(first)), |period| Some(period.next()));
    let all: Vec<Period> = all.take_while(|period| *period <= last).take(10_000).collect();
    all[all.len().saturating_sub(MOST_PERIODS)..].to_vec()
}

/// Returns the start of the quarter before the first, then the start of each quarter.
fn opening_times(workspace: &Workspace, periods: &[Period]) -> Vec<Time> {
    let calendar = workspace.project.calendar;
    let starts: Vec<Time> = periods.iter().map(|period| calendar.bounds(*period).0).collect();
    let Some(first) = starts.first() else { return vec![Time::UNIX_EPOCH] };
    let before = calendar.quarter(*first - chrono::TimeDelta::days(1));
    std::iter::once(calendar.bounds(before).0).chain(starts).collect()
}

fn evidence(workspace: &Workspace, as_of: Option<Time>) -> Result<Evidence, Error> {
    let early = |at: Time| as_of.is_none_or(|as_of| at <= as_of);
    let mut coverage = workspace.stored(workspace.store.coverage_reports())?;
    coverage.retain(|report| early(report.taken_at));
    let mut mutants = workspace.stored(workspace.store.mutation_reports())?;
    mutants.retain(|report| early(report.taken_at));
    let mut runs = workspace.stored(workspace.store.test_runs())?;
    runs.retain(|run| early(run.taken_at));
    let mut own = workspace.stored(workspace.store.own_indicators())?;
    own.retain(|value| early(value.at));
    Ok(Evidence { coverage, mutants, runs, signals: Vec::new(), own })
}

/// Returns the units at an opening with the sums of their files.
fn units_at(
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
            if let Some((seen, run)) = covered.get(&file.id) {
                sums.add_coverage(newest, *seen, *run);
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
fn signal_at(signals: &[Signal], (start, end): (Time, Time)) -> Option<f64> {
    let found: Vec<f64> = signals.iter().filter_map(|one| one.between(start, end)).collect();
    (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64)
}

fn row(unit: String, period: String, sums: &Sums, own: &outcome::Marks) -> PanelRow {
    PanelRow {
        unit,
        period,
        loc: sums.loc as f64,
        churn: sums.churn as f64,
        escapes: own.escapes.len() as u64,
        caught: own.caught.len() as u64,
    }
}

/// The units as they stand, measured like an opening.
fn now(
    workspace: &Workspace,
    trunks: &[Trunk],
    shelf: &TestShelf,
    evidence: &Evidence,
    by: PanelUnit,
    (periods, as_of): (&[Period], Option<Time>),
) -> Result<(Panel, Vec<Undone>), Error> {
    let place = periods.len();
    let end = as_of.unwrap_or(Time::MAX_UTC);
    let start =
        periods.last().map_or(Time::UNIX_EPOCH, |last| workspace.project.calendar.bounds(*last).0);
    let signal = signal_at(&evidence.signals, (start, end));
    let mut undone = Vec::new();
    let mut columns = Columns::new(&evidence.own);
    let mut panel = Panel::default();
    for (unit, sums) in units_at(workspace, trunks, shelf, evidence, by, (place, end))? {
        columns.add(&sums, signal);
        undone.push(sums.undone());
        panel.rows.push(row(unit, "now".to_owned(), &sums, &outcome::Marks::default()));
    }
    panel.indicators = columns.finish();
    Ok((panel, undone))
}

/// The indicators' columns while rows are added.
struct Columns {
    own: Vec<(String, Claim)>,
    values: Vec<Vec<Option<f64>>>,
}

impl Columns {
    fn new(own: &[OwnValue]) -> Self {
        let claims: BTreeMap<&str, Claim> =
            own.iter().map(|value| (value.name.as_str(), value.claim)).collect();
        let own: Vec<_> =
            claims.into_iter().map(|(name, claim)| (name.to_owned(), claim)).collect();
        Self { values: vec![Vec::new(); MEASURED.len() + own.len()], own }
    }

    fn add(&mut self, sums: &Sums, signal: Option<f64>) {
        let own =
            self.own.iter().map(|(name, _)| sums.own.get(name).map(|(sum, n)| sum / *n as f64));
        let cells: Vec<Option<f64>> = sums.measured(signal).into_iter().chain(own).collect();
        for (column, cell) in self.values.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    /// Returns the columns that hold any value.
    fn finish(self) -> Vec<PanelIndicator> {
        let measured = MEASURED.iter().map(|name| ((*name).to_owned(), Claim::Protects));
        let named = measured.chain(self.own).zip(self.values);
        named
            .filter(|(_, values)| values.iter().any(Option::is_some))
            .map(|((name, claim), values)| PanelIndicator { name, claim, values })
            .collect()
    }
}

fn notes(built: &BuiltPanel, periods: &[Period]) -> Vec<String> {
    let mut notes = Vec::new();
    let absent: Vec<&str> = MEASURED
        .iter()
        .copied()
        .filter(|name| !built.panel.indicators.iter().any(|one| one.name == *name))
        .collect();
    if !absent.is_empty() && !periods.is_empty() {
        notes.push(format!("not measured before any quarter: {}", absent.join(", ")));
    }
    notes.push("branch coverage is not kept file by file, so it is no column".to_owned());
    notes
}
