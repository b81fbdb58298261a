//! Builds a panel from the store and git: units by quarter, measured strictly before the quarter.
//!
//! The opening of a quarter is the newest commit of the default branch before it. Only reports at
//! that commit or at an ancestor of it count, so what a fix adds inside a quarter (tests, coverage,
//! lines) is seen by the next quarter at the earliest. Renames follow the unit.

mod asserted;
mod columns;
mod contrasts;
mod files;
mod measured;
mod moment;
mod opening;
mod openings;
mod outcome;
mod signal;
mod sums;
mod units;

pub(super) use measured::coverage_of_tip;
pub(super) use moment::unreadable;
pub use moment::{ask_signals, signals};
pub(super) use signal::Signal;

use super::Workspace;
use super::test_shelf::TestShelf;
use crate::error::Error;
use crate::indicators::{defects, is_caught, is_escape, is_ours};
use crate::model::built_panel::{BuiltPanel, PanelUnit, Undone};
use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::panel::{MEASURED, Panel, PanelRow};
use crate::model::period::Period;
use crate::syntax;
use columns::Columns;
use opening::{Evidence, evidence, signal_at, units_at};
use openings::{Trunk, opening_times, periods};
use outcome::Outcome;
use sums::Sums;

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
    let has_caught = ours.iter().any(|defect| is_caught(defect));
    let calendar = workspace.project.calendar;
    let periods = periods(calendar, &ours);
    let times = opening_times(calendar, &periods);
    let shelf = TestShelf::default();
    let mut evidence = evidence(workspace, as_of)?;
    let mut trunks = Vec::new();
    for config in &workspace.project.repositories {
        trunks.push(Trunk::through(workspace, config, &times, as_of)?);
        evidence.signals.push(Signal::read(workspace, &config.name, &evidence.runs)?);
    }
    let mut built = BuiltPanel::default();
    let mut columns = Columns::new(&evidence.own);
    let (mut exposed, mut verified) = (Vec::new(), Vec::new());
    let outcome = Outcome::of(&ours, dossiers, &trunks, &periods, calendar);
    for (place, period) in periods.iter().enumerate() {
        let (before, start) = (times[place], times[place + 1]);
        let units = units_at(workspace, &trunks, &shelf, &evidence, by, (place, start))?;
        let signal = signal_at(&evidence.signals, (before, start));
        let marks = outcome.marks(workspace, &trunks, by, place, &units, &mut built.left_out);
        for (unit, sums) in units {
            let own = marks.get(&unit).cloned().unwrap_or_default();
            columns.add(&sums, signal);
            exposed.push(sums.names_a_failure_state());
            verified.push(sums.verified());
            let caught = has_caught.then_some(own.caught.len() as u64);
            let found = (own.escapes.len() as u64, caught);
            built.panel.rows.push(row(unit, period.to_string(), &sums, found));
            built.escape_ids.push(own.escapes);
            built.caught_ids.push(own.caught);
        }
    }
    built.panel.indicators = columns.finish();
    built.panel.has_caught = has_caught;
    built.matched = contrasts::matched(&built.panel.rows, &exposed);
    built.verified = contrasts::matched(&built.panel.rows, &verified);
    built.test_negative = outcome.test_negative;
    built.gaps = outcome.gaps;
    built.escapes = ours.iter().filter(|defect| is_escape(defect)).count() as u64;
    built.opened_at = periods.last().map(|last| calendar.bounds(*last).0);
    built.left_out.extend(outcome.unplaced);
    built.left_out.sort();
    (built.now, built.undone) = now(workspace, &trunks, &shelf, &evidence, by, (&periods, as_of))?;
    let fresh = shelf.take_fresh();
    let saved = workspace.store.save_test_files(syntax::SCANNER_VERSION, &fresh);
    saved.map_err(|source| Error::Store { path: workspace.database.clone(), source })?;
    built.panel.notes = notes(&built, &periods);
    built.panel.notes.extend(shelf.unread());
    built.panel.notes.extend(evidence.taken.iter().map(|name| {
        format!("your indicator `{name}` is left out, as a panel has a column of that name")
    }));
    Ok(built)
}

fn row(
    unit: String,
    period: String,
    sums: &Sums,
    (escapes, caught): (u64, Option<u64>),
) -> PanelRow {
    PanelRow { unit, period, loc: sums.loc as f64, churn: sums.churn as f64, escapes, caught }
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
        panel.rows.push(row(unit, "now".to_owned(), &sums, (0, None)));
    }
    panel.indicators = columns.finish();
    Ok((panel, undone))
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
    notes
}
