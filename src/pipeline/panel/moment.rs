//! The leading indicators of the unit that holds an incident's region, at its moment: measured like
//! a panel's opening, at one commit.

use chrono::TimeDelta;

use super::files::Files;
use super::opening::{Evidence, evidence, units_at};
use super::openings::Trunk;
use super::sums::Sums;
use super::{TestShelf, units};
use crate::error::Error;
use crate::indicators::test_signal;
use crate::model::built_panel::PanelUnit;
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::panel::MEASURED;
use crate::model::signals::{Signal, Signals};
use crate::pipeline::Workspace;
use crate::syntax;

/// The floor of coverage that everybody is held to, in percent.
const FLOOR: f64 = 60.0;

/// Days of test runs that the test signal ratio looks back on.
const DAYS_OF_RUNS: i64 = 91;

/// Returns what the indicators of the region's folder said at the moment's commit; `None` without a
/// region or without such a commit.
pub fn signals(
    workspace: &mut Workspace,
    dossier: &Dossier,
    as_of: Option<Time>,
) -> Result<Option<Signals>, Error> {
    let (Some(moment), Some(region)) = (&dossier.moment, dossier.regions.first()) else {
        return Ok(None);
    };
    let Some(commit) = moment.commit.clone() else { return Ok(None) };
    let repositories = &workspace.project.repositories;
    let Some(config) = repositories.iter().find(|one| one.name == region.repo).cloned() else {
        return Ok(None);
    };
    let repository = workspace.open_repository(&config)?;
    let at = repository
        .commit(&commit)
        .map_err(|source| Error::History { name: config.name.clone(), source })?
        .committed_at;
    let files = Files::of_commit(&config.name, &repository, &commit)?;
    let openings = vec![Some(commit.clone())];
    let trunks = [Trunk { name: config.name.clone(), repository, openings, files }];
    let evidence: Evidence = evidence(workspace, as_of)?;
    let end = moment.at.unwrap_or(at);
    let shelf = TestShelf::default();
    let mut all = units_at(workspace, &trunks, &shelf, &evidence, PanelUnit::Module, (0, end))?;
    let fresh = shelf.take_fresh();
    let saved = workspace.store.save_test_files(syntax::SCANNER_VERSION, &fresh);
    saved.map_err(|source| Error::Store { path: workspace.database.clone(), source })?;
    let red = super::Signal::read(workspace, &config.name, &evidence.runs)?;
    let (ratio, _) = test_signal(&red.runs((end - TimeDelta::days(DAYS_OF_RUNS), end), end));

    let path = region.then.as_ref().map_or(&region.path, |then| &then.path);
    let Some(unit) = units::unit_of(&workspace.project, PanelUnit::Module, &config.name, path)
    else {
        return Ok(None);
    };
    let own = all.remove(&unit).unwrap_or_default();
    let others: Vec<[Option<f64>; 6]> = all.values().map(|sums| sums.measured(None)).collect();
    let values = own.measured(ratio.rate.map(|share| 100.0 * share));
    let rests_on = own.rests_on(ratio.n);
    let bars = [Some(FLOOR), None, None, Some(100.0), None, None];
    let mut signals: Vec<Signal> = MEASURED
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let others = others.iter().filter_map(|other| other[place]).collect();
            let value = (values[place], Some(rests_on[place]));
            Signal::new((*name).to_owned(), value, bars[place], others)
        })
        .collect();
    let value = |sums: &Sums, name: &str| sums.own.get(name).map(|(sum, n)| sum / *n as f64);
    for name in own.own.keys() {
        let others = all.values().filter_map(|sums| value(sums, name)).collect();
        signals.push(Signal::new(name.clone(), (value(&own, name), None), None, others));
    }
    Ok(Some(Signals { repo: config.name.clone(), commit, unit, signals }))
}
