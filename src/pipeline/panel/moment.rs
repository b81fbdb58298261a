//! The leading indicators of the units that hold incidents' regions, at their moments: measured like
//! a panel's opening, at one commit. Incidents of one commit share its measurement.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::files::Files;
use super::opening::{Evidence, evidence, units_at};
use super::openings::Trunk;
use super::sums::Sums;
use super::{TestShelf, units};
use crate::error::Error;
use crate::indicators::test_signal;
use crate::model::built_panel::PanelUnit;
use crate::model::commit::{CommitId, Time};
use crate::model::dossier::Dossier;
use crate::model::evidence::RegionEvidence;
use crate::model::panel::MEASURED;
use crate::model::project::RepositoryConfig;
use crate::model::signals::{MOST_TREES, Signal, Signals};
use crate::pipeline::Workspace;
use crate::syntax;

/// The floor of coverage that everybody is held to, in percent.
const FLOOR: f64 = 60.0;

/// Days of test runs that the test signal ratio looks back on.
const DAYS_OF_RUNS: i64 = 91;

/// A repository's name, one of its commits, and the time from which values of the user's own are
/// later than it; `None` is the commit's time.
type Tree = (String, CommitId, Option<Time>);

/// Returns what the indicators of the region's folder said at the moment's commit; `None` without a
/// region or without such a commit.
pub fn signals(
    workspace: &mut Workspace,
    dossier: &Dossier,
    as_of: Option<Time>,
) -> Result<Option<Signals>, Error> {
    let mut asked = Asked::new(workspace, as_of)?;
    let found = asked.signals(workspace, dossier)?;
    asked.keep(workspace)?;
    Ok(found)
}

/// Asks the indicators of the escapes among the dossiers, in their order, until [`MOST_TREES`] commits
/// were measured; an incident of a commit that was measured is asked whatever its place.
pub fn ask_signals(
    workspace: &mut Workspace,
    dossiers: &mut [Dossier],
    as_of: Option<Time>,
) -> Result<(), Error> {
    let mut asked = Asked::new(workspace, as_of)?;
    for dossier in dossiers.iter_mut().filter(|dossier| dossier.class().is_escape()) {
        let Some(place) = place(workspace, dossier) else { continue };
        if asked.trees.len() == MOST_TREES && !asked.trees.contains_key(&place.tree) {
            continue;
        }
        match asked.signals(workspace, dossier) {
            Ok(signals) => dossier.signals = signals,
            Err(Error::History { name, source }) => {
                dossier.missing.push(unreadable(&name, &source));
            }
            Err(error) => return Err(error),
        }
    }
    asked.keep(workspace)
}

/// Returns what an incident lacks whose indicators could not be measured.
pub(in crate::pipeline) fn unreadable(name: &str, source: &crate::history::HistoryError) -> String {
    format!("the indicators then: `{name}` cannot be read: {source}")
}

/// Where the indicators of an incident are measured.
struct Place<'a> {
    config: RepositoryConfig,
    tree: Tree,
    region: &'a RegionEvidence,
}

fn place<'a>(workspace: &Workspace, dossier: &'a Dossier) -> Option<Place<'a>> {
    let region = dossier.regions.first()?;
    let moment = dossier.moment.as_ref()?;
    let mut repositories = workspace.project.repositories.iter();
    let config = repositories.find(|one| one.name == region.repo)?.clone();
    let tree = (config.name.clone(), moment.commit.clone()?, moment.at);
    Some(Place { config, tree, region })
}

/// A commit that was measured: when its moment ends, and its units.
struct Measured {
    end: Time,
    units: BTreeMap<String, Sums>,
}

/// What was read for one answer, so that the next needs no second reading.
struct Asked {
    evidence: Evidence,
    shelf: TestShelf,
    /// Red runs by repository.
    red: BTreeMap<String, super::Signal>,
    trees: BTreeMap<Tree, Measured>,
}

impl Asked {
    fn new(workspace: &Workspace, as_of: Option<Time>) -> Result<Self, Error> {
        Ok(Self {
            evidence: evidence(workspace, as_of)?,
            shelf: TestShelf::default(),
            red: BTreeMap::new(),
            trees: BTreeMap::new(),
        })
    }

    /// Saves what was read of tests on the way.
    fn keep(&self, workspace: &mut Workspace) -> Result<(), Error> {
        let fresh = self.shelf.take_fresh();
        let saved = workspace.store.save_test_files(syntax::SCANNER_VERSION, &fresh);
        saved.map_err(|source| Error::Store { path: workspace.database.clone(), source })
    }

    fn signals(
        &mut self,
        workspace: &Workspace,
        dossier: &Dossier,
    ) -> Result<Option<Signals>, Error> {
        let Some(Place { config, tree, region }) = place(workspace, dossier) else {
            return Ok(None);
        };
        if !self.red.contains_key(&config.name) {
            let red = super::Signal::read(workspace, &config.name, &self.evidence.runs)?;
            self.red.insert(config.name.clone(), red);
        }
        if !self.trees.contains_key(&tree) {
            let measured = self.measured(workspace, &config, &tree)?;
            self.trees.insert(tree.clone(), measured);
        }
        let Measured { end, units: all } = &self.trees[&tree];
        let runs = self.red[&config.name].runs((*end - TimeDelta::days(DAYS_OF_RUNS), *end), *end);
        let (ratio, _) = test_signal(&runs);
        let path = region.then.as_ref().map_or(&region.path, |then| &then.path);
        let of = units::unit_of(&workspace.project, PanelUnit::Module, &config.name, path);
        let Some(unit) = of else { return Ok(None) };
        let none = Sums::default();
        let own = all.get(&unit).unwrap_or(&none);
        let others = || all.iter().filter(|(name, _)| **name != unit).map(|(_, sums)| sums);
        let measured: Vec<[Option<f64>; 6]> = others().map(|sums| sums.measured(None)).collect();
        let values = own.measured(ratio.rate.map(|share| 100.0 * share));
        let rests_on = own.rests_on(ratio.n);
        let bars = [Some(FLOOR), None, None, Some(100.0), None, None];
        let of_place = |(place, name): (usize, &&str)| {
            let others = measured.iter().filter_map(|other| other[place]).collect();
            let value = (values[place], Some(rests_on[place]));
            Signal::new((*name).to_owned(), value, bars[place], others)
        };
        let mut signals: Vec<Signal> = MEASURED.iter().enumerate().map(of_place).collect();
        let value = |sums: &Sums, name: &str| sums.own.get(name).map(|(sum, n)| sum / *n as f64);
        for name in own.own.keys() {
            let others = others().filter_map(|sums| value(sums, name)).collect();
            signals.push(Signal::new(name.clone(), (value(own, name), None), None, others));
        }
        Ok(Some(Signals { repo: config.name, commit: tree.1, unit, signals }))
    }

    /// Returns the units of a commit as they stood at its moment.
    fn measured(
        &self,
        workspace: &Workspace,
        config: &RepositoryConfig,
        (_, commit, at): &Tree,
    ) -> Result<Measured, Error> {
        let repository = workspace.open_repository(config)?;
        let committed = repository
            .commit(commit)
            .map_err(|source| Error::History { name: config.name.clone(), source })?
            .committed_at;
        let files = Files::of_commit(&config.name, &repository, commit)?;
        let openings = vec![Some(commit.clone())];
        let trunks = [Trunk { name: config.name.clone(), repository, openings, files }];
        let end = at.unwrap_or(committed);
        let opening = (0, end);
        let by = PanelUnit::Module;
        let units = units_at(workspace, &trunks, &self.shelf, &self.evidence, by, opening)?;
        Ok(Measured { end, units })
    }
}
