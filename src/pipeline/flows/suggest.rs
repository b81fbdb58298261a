//! Failure states that code has and no test asserts, to be added to its flow.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ask, chosen, keep, places, tests_at};
use memchr::memmem;

use crate::error::Error;
use crate::evidence::{Expectations, SuggestIn, suggestions};
use crate::model::assertion::{AssertionKind, TestFunction};
use crate::model::commit::BlobId;
use crate::model::evidence::CoveringTest;
use crate::model::flow::{FailurePoint, FailurePointKind, Suggestion};
use crate::model::project::{FlowConfig, under};
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
        let (mut all, mut read) = (Vec::new(), 0);
        for (home, commit) in places(&bench, ask)? {
            let mut here = Vec::new();
            let tests = tests_at(&bench, home, &commit)?;
            let expected = expected_failures(&tests);
            for flow in &chosen {
                let code = code_of(&bench, home, flow, &commit, &tests)?;
                read += code.files.len();
                let linked: Vec<CoveringTest> = code.tests();
                let production = |file: &&FlowFile| !shows_only(&file.path, &flow.paths);
                let files: Vec<&FlowFile> = code.files.iter().filter(production).collect();
                let points = used_points(home, &files)?;
                let bases = points.iter().flatten().flat_map(|point| &point.bases);
                let bases: BTreeSet<String> = bases.cloned().collect();
                for (file, points) in files.into_iter().zip(points) {
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
                    here.extend(suggestions(&code, &inside.collect::<Vec<_>>()));
                }
            }
            all.extend(unquoted(home, &tests.files, here)?);
        }
        if read == 0 {
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

/// Folders of code that shows or measures other code.
const SHOWING: &[&str] = &["benches", "benchmarks", "docs", "examples", "samples", "snippets"];

/// Whether a file only shows how others are used, and was not asked for as such.
fn shows_only(path: &str, asked: &[String]) -> bool {
    let shows = |part: &str| SHOWING.contains(&&*part.to_lowercase());
    let below = asked.iter().filter(|prefix| under(prefix, path)).map(String::len).max();
    path[below.unwrap_or(0).min(path.len())..].split('/').any(shows)
}

/// Returns the failure points of files, without errors that are declared and then named nowhere in them:
/// nothing there fails with those.
fn used_points(home: &Home, files: &[&FlowFile]) -> Result<Vec<Vec<FailurePoint>>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let (mut points, mut declared) = (Vec::new(), BTreeMap::new());
    for file in files {
        let source = home.repository.content(&file.blob).map_err(failed)?;
        let language = syntax::language_of(&file.path);
        let found = language.map(|language| syntax::failure_points(language, &source));
        let found = found.unwrap_or_default();
        let of_declared = found.iter().filter(|point| point.kind == FailurePointKind::Declared);
        declared.extend(of_declared.map(|point| (point.error.clone(), 0_usize)));
        points.push(found);
    }
    for file in files {
        let source = home.repository.content(&file.blob).map_err(failed)?;
        let text = String::from_utf8_lossy(&source);
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            if let Some(count) = declared.get_mut(word) {
                *count += 1;
            }
        }
    }
    let is_used = |point: &FailurePoint| {
        point.kind != FailurePointKind::Declared
            || declared.get(&point.error).is_none_or(|count| *count > 1)
    };
    for found in &mut points {
        found.retain(is_used);
    }
    Ok(points)
}

/// Fewest bytes of a message that is looked for by itself.
const LEAST_MESSAGE: usize = 12;

/// Returns the suggestions without those whose message stands in a test file as it is in the code: a table of a
/// test's rows names it, or a helper that compares it.
fn unquoted(
    home: &Home,
    files: &[(String, BlobId)],
    mut found: Vec<Suggestion>,
) -> Result<Vec<Suggestion>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let is_long = |message: &&String| message.len() >= LEAST_MESSAGE;
    let messages = found.iter().filter_map(|one| one.message.as_ref().filter(is_long));
    let mut sought: BTreeSet<String> = messages.cloned().collect();
    let mut quoted = BTreeSet::new();
    for (_, blob) in files.iter().filter(|(path, _)| syntax::is_test_file(path)) {
        if sought.is_empty() {
            break;
        }
        let source = home.repository.content(blob).map_err(failed)?;
        let is_here = |message: &String| memmem::find(&source, message.as_bytes()).is_some();
        let here: Vec<String> = sought.iter().filter(|message| is_here(message)).cloned().collect();
        for message in here {
            sought.remove(&message);
            quoted.insert(message);
        }
    }
    found.retain(|one| one.message.as_ref().is_none_or(|message| !quoted.contains(message)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_and_benchmarks_are_looked_at_only_where_they_are_asked_for() {
        let asked = |paths: &[&str]| paths.iter().map(|&path| path.to_owned()).collect::<Vec<_>>();
        for (path, paths, expected) in [
            ("src/Snippets/Docs/Retry.cs", &["src"][..], true),
            ("src/Snippets/Docs/Retry.cs", &["src/Snippets/Docs"], false),
            ("examples/a.py", &[], true),
            ("src/pay.py", &["src"], false),
            ("docs.py", &[""], false),
        ] {
            assert_eq!(shows_only(path, &asked(paths)), expected, "{path} of {paths:?}");
        }
    }
}
