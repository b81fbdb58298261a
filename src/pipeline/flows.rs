//! Critical flows at a commit: their failure states, what their tests know of them, what changed.

use std::collections::BTreeSet;

use super::Workspace;
use super::analyze::Options;
use super::bench::Bench;
use super::flow_code::{FlowCode, code_of};
use super::home::Home;
use super::tests_then::TestsThen;
use crate::error::Error;
use crate::evidence::state_standings;
use crate::history::tag_matches;
use crate::model::commit::{CommitId, Tag};
use crate::model::evidence::MutantTally;
use crate::model::flow::{FlowChange, FlowCommit, FlowRelease, FlowReport, FlowStanding};
use crate::model::project::FlowConfig;
use crate::sources::text::{Cleaner, MAX_TITLE};
use crate::stats::wilson;
use crate::syntax;

mod suggest;

pub use suggest::suggest;

/// Most commits that are listed of one flow.
const MOST_COMMITS: usize = 20;

/// Which flows, and where.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Names of flows; empty is all.
    pub names: Vec<String>,
    /// Paths to look for failure states in besides flows; only for suggestions.
    pub paths: Vec<String>,
    /// Revision; `None` is the tip of the default branch.
    pub at: Option<String>,
}

/// Returns the flows, a report for each repository that holds code of one.
pub fn flows(workspace: &mut Workspace, ask: &Ask) -> Result<Vec<FlowReport>, Error> {
    let chosen = chosen(workspace, ask)?;
    let (reports, scans) = {
        let bench = Bench::new(workspace, &Options::default())?;
        let mut reports = Vec::new();
        for (home, commit) in places(&bench, ask)? {
            reports.push(report(&bench, home, &commit, &chosen)?);
        }
        (reports, bench.shelf.take_fresh())
    };
    keep(workspace, &scans)?;
    let several = reports.len() > 1;
    Ok(reports
        .into_iter()
        .filter(|report| !several || report.flows.iter().any(|flow| !flow.files.is_empty()))
        .collect())
}

fn keep(workspace: &mut Workspace, scans: &[super::test_shelf::Scan]) -> Result<(), Error> {
    let saved = workspace.store.save_test_files(syntax::SCANNER_VERSION, scans);
    workspace.stored(saved)
}

/// Returns the flows asked for.
fn chosen(workspace: &Workspace, ask: &Ask) -> Result<Vec<FlowConfig>, Error> {
    let flows = &workspace.project.flows;
    if flows.is_empty() {
        return Err(Error::Nothing {
            what: "flow",
            hint: "list one in escapee.toml: [[flow]] name, paths, functions and [[flow.state]]; \
                   `escapee flows suggest PATH` proposes states",
        });
    }
    let known = || flows.iter().map(|flow| flow.name.clone()).collect();
    for name in &ask.names {
        if !flows.iter().any(|flow| flow.name == *name) {
            return Err(Error::NoFlow { name: name.clone(), known: known() });
        }
    }
    let is_asked = |flow: &&FlowConfig| ask.names.is_empty() || ask.names.contains(&flow.name);
    Ok(flows.iter().filter(is_asked).cloned().collect())
}

/// Returns each repository with the commit asked for, as far as it has one.
fn places<'b>(bench: &'b Bench<'_>, ask: &Ask) -> Result<Vec<(&'b Home, CommitId)>, Error> {
    let mut places = Vec::new();
    let mut missing = None;
    for home in &bench.homes {
        match (&ask.at, &home.tip) {
            (Some(rev), _) => match home.repository.resolve(rev) {
                Ok(commit) => places.push((home, commit)),
                Err(source) => {
                    missing = Some(Error::History { name: home.name.clone(), source });
                }
            },
            (None, Some(tip)) => places.push((home, tip.clone())),
            (None, None) => {}
        }
    }
    match missing.filter(|_| places.is_empty()) {
        Some(error) => Err(error),
        None if places.is_empty() => Err(Error::Nothing {
            what: "commit",
            hint: "flows are read from a repository: --repo names its folder",
        }),
        None => Ok(places),
    }
}

fn report(
    bench: &Bench<'_>,
    home: &Home,
    commit: &CommitId,
    flows: &[FlowConfig],
) -> Result<FlowReport, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let at = home.repository.commit(commit).map_err(failed)?.committed_at;
    let since = last_release(home, commit)?;
    let later = match &since {
        Some(tag) => commits_since(home, commit, &tag.commit)?,
        None => Vec::new(),
    };
    let tests = tests_at(bench, home, commit)?;
    let then = since.as_ref().map(|tag| tests_at(bench, home, &tag.commit)).transpose()?;
    let mut standings = Vec::new();
    for flow in flows {
        let code = code_of(bench, home, flow, commit, &tests)?;
        let mut standing = standing(flow, &code);
        if let (Some(tag), Some(then)) = (&since, &then) {
            let before = code_of(bench, home, flow, &tag.commit, then)?;
            let paths: BTreeSet<&str> =
                code.files.iter().chain(&before.files).map(|file| file.path.as_str()).collect();
            let touching = later
                .iter()
                .filter(|(_, changed)| changed.iter().any(|path| paths.contains(path.as_str())));
            let commits = touching.map(|(commit, _)| commit.clone()).take(MOST_COMMITS).collect();
            standing.changed = Some(change(&standing, &self::standing(flow, &before), commits));
        }
        standings.push(standing);
    }
    let notes = [tests.unread(commit), unread_then(since.as_ref(), then.as_deref())];
    Ok(FlowReport {
        repo: home.name.clone(),
        commit: commit.clone(),
        at,
        since: since.map(|tag| FlowRelease { tag: tag.name, commit: tag.commit }),
        flows: standings,
        notes: notes.into_iter().flatten().collect(),
    })
}

fn unread_then(since: Option<&Tag>, then: Option<&TestsThen>) -> Option<String> {
    then?.unread(&since?.commit)
}

fn standing(flow: &FlowConfig, code: &FlowCode) -> FlowStanding {
    let tests = code.tests();
    let running = tests.iter().filter(|test| !test.skipped);
    let assertions = running.clone().map(|test| test.assertions.len() as u32).sum::<u32>();
    let states = state_standings(&flow.states, &tests);
    let asserted = states.iter().filter(|state| !state.by.is_empty()).count();
    let MutantTally { killed, survived, no_coverage } = code.mutants;
    let (covered, known) = code.covered;
    FlowStanding {
        name: flow.name.clone(),
        files: code.files.iter().map(|file| file.path.clone()).collect(),
        functions: code.functions,
        statements: code.statements,
        tests: running.count() as u32,
        assertions,
        assertion_density: (code.statements > 0)
            .then(|| 100.0 * f64::from(assertions) / f64::from(code.statements)),
        asserted: wilson(asserted as u64, states.len() as u64),
        states,
        covered: wilson(covered.into(), known.into()),
        unknown_statements: code.unknown,
        mutants: wilson(killed.into(), (killed + survived + no_coverage).into()),
        pseudo_tested: code.pseudo_tested.clone(),
        changed: None,
    }
}

fn change(now: &FlowStanding, then: &FlowStanding, commits: Vec<FlowCommit>) -> FlowChange {
    let asserted = |standing: &FlowStanding| -> BTreeSet<String> {
        let states = standing.states.iter().filter(|state| !state.by.is_empty());
        states.map(|state| state.name.clone()).collect()
    };
    let (new, old) = (asserted(now), asserted(then));
    FlowChange {
        commits,
        gained: new.difference(&old).cloned().collect(),
        lost: old.difference(&new).cloned().collect(),
        statements: then.statements,
        assertions: then.assertions,
        covered: (then.covered.k, then.covered.n),
        mutants: (then.mutants.k, then.mutants.n),
    }
}

fn tests_at(
    bench: &Bench<'_>,
    home: &Home,
    commit: &CommitId,
) -> Result<std::rc::Rc<TestsThen>, Error> {
    bench.shelf.tests_at(bench.workspace, &home.name, &home.repository, commit)
}

/// Returns the newest release tag on an ancestor of the commit.
fn last_release(home: &Home, commit: &CommitId) -> Result<Option<Tag>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let mut tags: Vec<&Tag> = home
        .tags
        .iter()
        .filter(|tag| tag_matches(home.tag_pattern.as_deref(), &tag.name) && tag.commit != *commit)
        .collect();
    tags.sort_by(|a, b| (b.at, &b.name).cmp(&(a.at, &a.name)));
    for tag in tags {
        if home.repository.is_ancestor(&tag.commit, commit).map_err(failed)? {
            return Ok(Some(tag.clone()));
        }
    }
    Ok(None)
}

/// Returns the commits that came after another, newest first, each with the paths it changed.
fn commits_since(
    home: &Home,
    commit: &CommitId,
    since: &CommitId,
) -> Result<Vec<(FlowCommit, Vec<String>)>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let log = home.repository.log(since).map_err(failed)?;
    let before: BTreeSet<CommitId> = log.into_iter().map(|commit| commit.id).collect();
    let mut later = Vec::new();
    for one in home.repository.log(commit).map_err(failed)? {
        if !before.contains(&one.id) {
            let subject = Cleaner::default().line(one.subject(), MAX_TITLE);
            let paths = home.repository.changed_paths(&one.id).map_err(failed)?;
            later.push((FlowCommit { commit: one.id, subject }, paths));
        }
    }
    Ok(later)
}
