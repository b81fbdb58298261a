//! Failure states that code has and no test asserts, to be added to its flow.

use std::collections::BTreeSet;

use super::{Ask, chosen, keep, places, tests_at};
use crate::error::Error;
use crate::evidence::{Expectations, SuggestIn, suggestions};
use crate::model::assertion::{AssertionKind, TestFunction};
use crate::model::evidence::CoveringTest;
use crate::model::flow::{FailurePoint, Suggestion};
use crate::model::project::FlowConfig;
use crate::pipeline::Workspace;
use crate::pipeline::analyze::Options;
use crate::pipeline::bench::Bench;
use crate::pipeline::flow_code::{FlowFile, code_of};
use crate::pipeline::home::Home;
use crate::syntax;

/// Returns failure states that the code of the flows, or of the paths, has and no test asserts.
pub fn suggest(workspace: &mut Workspace, ask: &Ask) -> Result<Vec<Suggestion>, Error> {
    let mut chosen = if ask.paths.is_empty() { chosen(workspace, ask)? } else { Vec::new() };
    if !ask.paths.is_empty() {
        let paths = ask.paths.iter().map(|path| from_root(path).to_owned()).collect();
        chosen.push(FlowConfig { name: String::new(), paths, ..FlowConfig::default() });
    }
    let (all, scans) = {
        let bench = Bench::new(workspace, &Options::default())?;
        let (mut all, mut files) = (Vec::new(), 0);
        for (home, commit) in places(&bench, ask)? {
            let tests = tests_at(&bench, home, &commit)?;
            let expected = expected_failures(&tests);
            for flow in &chosen {
                let code = code_of(&bench, home, flow, &commit, &tests)?;
                files += code.files.len();
                let linked: Vec<CoveringTest> = code.tests();
                let points = code.files.iter().map(|file| failure_points(home, file));
                let points = points.collect::<Result<Vec<_>, _>>()?;
                let bases = points.iter().flatten().flat_map(|point| &point.bases);
                let bases: BTreeSet<String> = bases.cloned().collect();
                for (file, points) in code.files.iter().zip(points) {
                    let inside = points.into_iter().filter(|p| file.holds_line(flow, p.line));
                    let code = SuggestIn {
                        repo: &home.name,
                        flow: (!flow.name.is_empty()).then_some(flow.name.as_str()),
                        path: &file.path,
                        outline: &file.outline,
                        tests: &linked,
                        expected: &expected,
                        listed: &flow.states,
                        bases: &bases,
                    };
                    all.extend(suggestions(&code, &inside.collect::<Vec<_>>()));
                }
            }
        }
        if files == 0 {
            return Err(Error::NoFlowCode {
                places: chosen.iter().flat_map(named_places).collect(),
            });
        }
        (all, bench.shelf.take_fresh())
    };
    keep(workspace, &scans)?;
    Ok(all)
}

/// Returns the paths of a flow, else its functions.
fn named_places(flow: &FlowConfig) -> impl Iterator<Item = String> + '_ {
    let named = if flow.paths.is_empty() { &flow.functions } else { &flow.paths };
    named.iter().cloned()
}

/// Returns a path as those of a tree are written; the tree's own root is empty.
fn from_root(path: &str) -> &str {
    if path == "." { "" } else { path.strip_prefix("./").unwrap_or(path) }
}

/// Returns what the failure-state assertions of running tests expect.
fn expected_failures(tests: &[TestFunction]) -> Expectations {
    let assertions = tests.iter().filter(|test| !test.skipped).flat_map(|test| &test.assertions);
    let failures = assertions.filter(|a| a.kind == AssertionKind::FailureState);
    failures.map(|a| a.expects.as_str()).collect()
}

fn failure_points(home: &Home, file: &FlowFile) -> Result<Vec<FailurePoint>, Error> {
    let Some(language) = syntax::language_of(&file.path) else { return Ok(Vec::new()) };
    let failed = |source| Error::History { name: home.name.clone(), source };
    let source = home.repository.content(&file.blob).map_err(failed)?;
    Ok(syntax::failure_points(language, &source))
}
