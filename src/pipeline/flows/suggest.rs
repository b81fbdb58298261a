//! Failure states that code has and no test asserts, to be added to its flow.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ask, chosen, keep, places, tests_at};
use crate::error::Error;
use crate::evidence::{Expectations, SuggestIn, suggestions};
use crate::model::assertion::{AssertionKind, TestFunction};
use crate::model::commit::{BlobId, CommitId};
use crate::model::evidence::CoveringTest;
use crate::model::flow::{FailurePoint, FailurePointKind, Suggestion};
use crate::model::project::{FlowConfig, rest_under};
use crate::pipeline::Workspace;
use crate::pipeline::analyze::Options;
use crate::pipeline::bench::Bench;
use crate::pipeline::flow_code::{FlowFile, code_of};
use crate::pipeline::home::Home;
use crate::syntax::{self, Language};

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
            let tests = tests_at(&bench, home, &commit)?;
            let expected = expected_failures(&tests);
            for flow in &chosen {
                let code = code_of(&bench, home, flow, &commit, &tests)?;
                read += code.files.len();
                let linked: Vec<CoveringTest> = code.tests();
                let production = |file: &&FlowFile| !shows_only(&file.path, &flow.paths);
                let files: Vec<&FlowFile> = code.files.iter().filter(production).collect();
                let points = points_of(home, &files)?;
                let unused = unused(home, &commit, &points)?;
                let quoted = quoted(home, &tests.files, &files, &points)?;
                let bases = points.iter().flatten().flat_map(|point| &point.bases);
                let bases: BTreeSet<String> = bases.cloned().collect();
                for (file, points) in files.into_iter().zip(points) {
                    let inside = points.into_iter().filter(|point| {
                        let is_quoted = point.message.as_ref().is_some_and(|m| quoted.contains(m));
                        let is_unused = point.kind == FailurePointKind::Declared
                            && unused.contains(&point.error);
                        file.holds_line(flow, point.line) && !is_quoted && !is_unused
                    });
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
    let below = asked.iter().filter_map(|prefix| rest_under(prefix, path));
    below.min_by_key(|rest| rest.len()).unwrap_or(path).split('/').any(shows)
}

/// Returns the failure points of files, file by file.
fn points_of(home: &Home, files: &[&FlowFile]) -> Result<Vec<Vec<FailurePoint>>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let mut points = Vec::new();
    for file in files {
        let source = home.repository.content(&file.blob).map_err(failed)?;
        let language = syntax::language_of(&file.path);
        points.push(language.map_or_else(Vec::new, |l| syntax::failure_points(l, &source)));
    }
    Ok(points)
}

/// Returns the errors that are declared and then named nowhere in the code of the tree: nothing fails with those.
fn unused(
    home: &Home,
    commit: &CommitId,
    points: &[Vec<FailurePoint>],
) -> Result<BTreeSet<String>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let declared = points.iter().flatten().filter(|p| p.kind == FailurePointKind::Declared);
    let mut named: BTreeMap<String, u32> = declared.map(|point| (point.error.clone(), 0)).collect();
    if named.is_empty() {
        return Ok(BTreeSet::new());
    }
    for (path, blob) in home.repository.files_at(commit).map_err(failed)? {
        if syntax::language_of(&path).is_none() || syntax::is_test_file(&path) {
            continue;
        }
        let source = home.repository.content(&blob).map_err(failed)?;
        let text = String::from_utf8_lossy(&source);
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            if let Some(count) = named.get_mut(word) {
                *count += 1;
            }
        }
    }
    Ok(named.into_iter().filter(|(_, count)| *count < 2).map(|(error, _)| error).collect())
}

/// Fewest bytes of a message that is looked for by itself.
const LEAST_MESSAGE: usize = 12;

/// Returns the messages that a text in quotes begins with in a test file of the code's language: a table of a
/// test's rows names them, or a helper that compares them.
fn quoted(
    home: &Home,
    tests: &[(String, BlobId)],
    files: &[&FlowFile],
    points: &[Vec<FailurePoint>],
) -> Result<BTreeSet<String>, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let family = |path: &str| syntax::language_of(path).map(Language::family);
    let families: BTreeSet<_> = files.iter().filter_map(|file| family(&file.path)).collect();
    let mut sought: BTreeMap<&[u8], BTreeSet<&str>> = BTreeMap::new();
    for message in points.iter().flatten().filter_map(|point| point.message.as_deref()) {
        if let Some(start) = message.as_bytes().get(..LEAST_MESSAGE) {
            sought.entry(start).or_default().insert(message);
        }
    }
    let mut found = BTreeSet::new();
    for (path, blob) in tests {
        let is_beside = family(path).is_some_and(|family| families.contains(&family));
        if sought.is_empty() || !is_beside || !syntax::is_test_file(path) {
            continue;
        }
        let source = home.repository.content(blob).map_err(failed)?;
        for quote in memchr::memchr3_iter(b'"', b'\'', b'`', &source) {
            let inside = &source[quote + 1..];
            let start = inside.get(..LEAST_MESSAGE);
            let known = start.and_then(|start| sought.get(start)).into_iter().flatten();
            let here = known.filter(|message| inside.starts_with(message.as_bytes()));
            found.extend(here.map(|message| (*message).to_owned()));
        }
    }
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
            ("src/docs/x.py", &["src/**"], true),
            ("src/日本.py", &["src/**"], false),
        ] {
            assert_eq!(shows_only(path, &asked(paths)), expected, "{path} of {paths:?}");
        }
    }
}
