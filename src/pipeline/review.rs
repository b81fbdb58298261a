//! Puts dossiers and the panel of the store together into a review.

use std::collections::BTreeSet;
use std::path::Path;

use super::order::worst_first;
use super::panel::Signal;
use super::read::SCHEMA_VERSION;
use super::{Workspace, calibrate, panel, rate};
use crate::calibration::KNOT;
use crate::error::Error;
use crate::indicators::{
    agreement, class_table, component_table, covered_share, defects, escape_rate, impact,
    is_escape, latency_table, quadrant, sev1_marks, test_signal, unmatched_components,
    verified_share,
};
use crate::model::built_panel::PanelUnit;
use crate::model::calibration::Calibration;
use crate::model::commit::Time;
use crate::model::components::ComponentTable;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::incident::Phase;
use crate::model::panel::MatchedRow;
use crate::model::period::Period;
use crate::model::project::{Project, RepositoryConfig};
use crate::model::quadrant::Quadrant;
use crate::model::rate::{Grouping, RateDefinition, RateRow};
use crate::model::review::{Alike, Completeness, Review, SignalRow};
pub use crate::model::scope::Scope;
use crate::stats::wilson;

/// Where a review learns which indicators told.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// The panel of the store and git, as the data stood at the end of the scope or at the time asked for.
    Store,
    /// A panel in a file.
    File(&'a Path),
    /// Not asked.
    Nothing,
}

/// Returns the names of all components, those without an incident too.
fn components(workspace: &Workspace, dossiers: &[Dossier]) -> Vec<String> {
    let configured = workspace.project.components.iter().map(|known| known.name.clone());
    let met = dossiers.iter().map(|dossier| dossier.component.clone());
    let mut names: Vec<String> = configured.chain(met).chain([Project::OTHER.to_owned()]).collect();
    names.sort();
    names.dedup();
    names
}

/// Which indicators told, coverage beside mutation score, and why there is neither.
#[derive(Default)]
struct Indicators {
    calibration: Option<Calibration>,
    quadrant: Option<Quadrant>,
    alike: Option<Alike>,
    no_panel: Option<String>,
}

/// Returns what the panel says. It is that of the whole project whatever the scope's component, as
/// one component has too few escapes to compare, and ends with the scope's quarter.
fn indicators(
    workspace: &mut Workspace,
    dossiers: &[Dossier],
    (scope, as_of): (&Scope, Option<Time>),
    told: Told<'_>,
) -> Result<Indicators, Error> {
    let (panel, calibration, alike) = match told {
        Told::Nothing => return Ok(Indicators::default()),
        Told::File(path) => {
            let (panel, calibration) = calibrate::of_file(path)?;
            (panel, calibration, None)
        }
        Told::Store => {
            let as_of = [as_of, last_moment(workspace, scope)].into_iter().flatten().min();
            let known = dossiers.iter().filter(|dossier| {
                as_of.is_none_or(|as_of| dossier.incident.at().is_none_or(|at| at <= as_of))
            });
            let known: Vec<Dossier> = known.cloned().collect();
            let built = match panel::build(workspace, &known, PanelUnit::Module, as_of) {
                Ok(built) => built,
                // A review is worth reading without the repository, and says what it lacks.
                Err(Error::History { name, source }) => {
                    let no_panel = format!("the history of `{name}` cannot be read: {source}");
                    return Ok(Indicators { no_panel: Some(no_panel), ..Indicators::default() });
                }
                Err(error) => return Err(error),
            };
            let calibration = calibrate::of_built(&built, KNOT);
            let alike = alike(&built.verified);
            (built.panel, calibration, alike)
        }
    };
    Ok(Indicators {
        quadrant: quadrant(&panel, f64::from(KNOT)),
        calibration: Some(calibration),
        alike,
        no_panel: None,
    })
}

/// Returns the last moment of the scope; `None` where it has no end.
fn last_moment(workspace: &Workspace, scope: &Scope) -> Option<Time> {
    let end = scope.quarter.map(|quarter| workspace.project.calendar.bounds(quarter).1)?;
    Some(end - chrono::TimeDelta::seconds(1))
}

/// Returns the shares of verified files among those that escaped and among like ones.
fn alike(rows: &[MatchedRow]) -> Option<Alike> {
    let share = |cases: bool| {
        let held: Vec<bool> =
            rows.iter().filter(|row| row.is_case == cases).map(|row| row.exposed).collect();
        wilson(held.iter().filter(|yes| **yes).count() as u64, held.len() as u64)
    };
    (!rows.is_empty()).then(|| Alike { escaped: share(true), others: share(false) })
}

/// Returns what red test runs meant, by what is known at the end of the scope.
fn signal(
    workspace: &Workspace,
    periods: &[Period],
    known: Option<Time>,
) -> Result<Vec<SignalRow>, Error> {
    let early = |at: Time| known.is_none_or(|known| at <= known);
    let mut runs = workspace.stored(workspace.store.test_runs())?;
    runs.retain(|run| early(run.taken_at));
    let repositories = workspace.project.repositories.iter();
    let read = |config: &RepositoryConfig| Signal::read(workspace, &config.name, &runs);
    let signals: Vec<Signal> = repositories.map(read).collect::<Result<_, _>>()?;
    let row = |period: &Period| {
        let bounds = workspace.project.calendar.bounds(*period);
        let of = |signal: &Signal| signal.runs(bounds, known.unwrap_or(Time::MAX_UTC));
        let (ratio, unresolved) = test_signal(&signals.iter().flat_map(of).collect::<Vec<_>>());
        SignalRow { period: *period, ratio, unresolved }
    };
    Ok(periods.iter().map(row).collect())
}

/// Returns how many reports, runs and releases there are that a review which ends then may use.
fn used(workspace: &Workspace, end: Option<Time>) -> Result<Completeness, Error> {
    let early = |at: &Time| end.is_none_or(|end| *at <= end);
    let of = |times: Vec<Time>| times.iter().filter(|at| early(at)).count() as u64;
    let reports = workspace.stored(workspace.store.coverage_reports())?;
    let runs = workspace.stored(workspace.store.test_runs())?;
    let releases = workspace.stored(workspace.store.releases())?;
    Ok(Completeness {
        coverage_reports: of(reports.iter().map(|report| report.taken_at).collect()),
        test_runs: of(runs.iter().map(|run| run.taken_at).collect()),
        releases: of(releases.iter().map(|release| release.time).collect()),
        ..Completeness::default()
    })
}

/// Asks what the indicators said of the worst escapes of a review, as the data stood at `as_of`.
pub fn ask_signals(
    workspace: &mut Workspace,
    review: &mut Review,
    as_of: Option<Time>,
) -> Result<(), Error> {
    panel::ask_signals(workspace, &mut review.dossiers, as_of)
}

/// Returns everything a report on the scope prints, as the data stood at `as_of` where that is given. Trends
/// end with the scope's quarter.
pub fn review(
    workspace: &mut Workspace,
    mut dossiers: Vec<Dossier>,
    (scope, as_of): (&Scope, Option<Time>),
    told: Told<'_>,
) -> Result<Review, Error> {
    let known = [as_of, last_moment(workspace, scope)].into_iter().flatten().min();
    if let Some(component) = &scope.component {
        let known = components(workspace, &dossiers);
        if !known.contains(component) {
            return Err(Error::NoComponent { name: component.clone(), known });
        }
    }
    let panel_file = match told {
        Told::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
        Told::Store | Told::Nothing => None,
    };
    let told = indicators(workspace, &dossiers, (scope, as_of), told)?;
    let calendar = workspace.project.calendar;
    let end = scope.quarter.map(|quarter| calendar.bounds(quarter).1);
    // The end of a quarter is no proof that the data reach it.
    let through = as_of.or_else(|| super::read::newest(&dossiers));
    let through = through.map(|through| end.map_or(through, |end| through.min(end)));
    if let Some(component) = &scope.component {
        dossiers.retain(|dossier| dossier.component == *component);
    }
    let start = scope.quarter.map(|quarter| calendar.bounds(quarter).0).or(scope.since);
    let before_end = |at: Option<Time>| end.is_none_or(|end| at.is_none_or(|at| at < end));
    dossiers.retain(|dossier| before_end(dossier.incident.at()));
    let all = defects(&dossiers);

    let from_start = |at: Option<Time>| start.is_none_or(|start| at.is_some_and(|at| at >= start));
    let inside: Vec<Defect> = all.iter().filter(|d| from_start(d.at)).cloned().collect();
    let escapes = |test: &dyn Fn(&Defect) -> bool| {
        inside.iter().filter(|d| is_escape(d) && test(d)).count() as u64
    };
    let used = used(workspace, known)?;
    let completeness = Completeness {
        incidents: inside.iter().map(|d| d.incidents.len() as u64).sum(),
        defects: inside.len() as u64,
        unlinked: escapes(&|d| !d.linked),
        no_evidence: escapes(&|d| d.linked && !d.has_evidence),
        unknown_phase: inside.iter().filter(|d| d.phase == Phase::Unknown).count() as u64,
        ..used
    };
    // A quarter is read against those before it; a span that only has a start stands for itself.
    let shown = if scope.quarter.is_some() { &all } else { &inside };
    let rates = |defects: &[Defect]| {
        escape_rate(defects, RateDefinition::EscapeRate, Grouping::Quarter, calendar, through)
    };
    let mut rate = rates(shown);
    if let Some(quarter) = scope.quarter
        && !rate.rows.iter().any(|row| row.period == Some(quarter))
    {
        let (key, period) = (quarter.to_string(), Some(quarter));
        let mature = end.is_some_and(|end| through.is_some_and(|through| end <= through));
        rate.rows.push(RateRow { key, period, mature, ..rates(&[]).total });
    }
    let classes = class_table(shown, calendar);
    let latency = latency_table(shown, &dossiers);
    let unmatched = unmatched_components(shown, &dossiers);
    let components = ComponentTable { unmatched, ..component_table(shown, calendar) };
    let cohort = rate::cohort(workspace, &dossiers, shown, through);
    let periods: Vec<Period> = rate.rows.iter().filter_map(|row| row.period).collect();
    let signal = signal(workspace, &periods, known)?;
    let data_through = dossiers.iter().filter_map(|d| d.incident.at()).max();
    // Of all quarters drawn; and once more for the scope, whose costs may be in fewer currencies.
    worst_first(&mut dossiers);
    let sev1 = sev1_marks(&dossiers, &rate);
    dossiers.retain(|dossier| from_start(dossier.incident.at()));
    worst_first(&mut dossiers);
    let mut answers = workspace.stored(workspace.store.answers())?;
    let ids: BTreeSet<&str> = dossiers.iter().map(|one| one.incident.id.as_str()).collect();
    answers.retain(|id, _| ids.contains(id.as_str()));
    Ok(Review {
        schema_version: SCHEMA_VERSION,
        scope: scope.clone(),
        banner: workspace.project.banner.clone(),
        data_through,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rate,
        sev1,
        classes,
        impact: impact(&dossiers),
        latency,
        components,
        calibration: told.calibration,
        quadrant: told.quadrant,
        alike: told.alike,
        no_panel: told.no_panel,
        panel_file,
        cohort,
        restatements: Vec::new(),
        signal,
        agreement: agreement(&answers),
        covered_escapes: covered_share(&inside),
        verified_escapes: verified_share(&inside),
        completeness,
        dossiers,
        is_of_one: false,
    })
}
