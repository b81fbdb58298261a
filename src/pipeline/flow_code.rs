//! The code of one flow at a commit, with the tests, coverage and mutants of that moment.

use std::collections::BTreeMap;

use super::bench::Bench;
use super::coverage_then::{PlacedRegion, coverage_then};
use super::home::Home;
use super::mutants_then::mutants_then;
use crate::error::Error;
use crate::evidence::{
    TestIndex, TestLookup, covering_tests, mutant_tally, pseudo_tested, region_mutants,
};
use crate::model::commit::{BlobId, CommitId};
use crate::model::evidence::{CoveringTest, LineState, MutantTally};
use crate::model::moment::{Moment, MomentKind, Rung};
use crate::model::outline::{LineKind, Outline};
use crate::model::project::{FlowConfig, under};
use crate::model::region::{FileKind, LineRole, RegionLine};
use crate::syntax;

/// The code of a flow, and what is known of it.
#[derive(Default)]
pub(super) struct FlowCode {
    pub files: Vec<FlowFile>,
    pub functions: u32,
    pub statements: u32,
    /// Statements that ran in a test, and those that a report knows.
    pub covered: (u32, u32),
    /// Statements that no report speaks of.
    pub unknown: u32,
    pub mutants: MutantTally,
    pub pseudo_tested: Vec<String>,
}

/// A file with code of a flow.
pub(super) struct FlowFile {
    pub path: String,
    pub blob: BlobId,
    pub outline: Outline,
    pub tests: Vec<CoveringTest>,
}

impl FlowFile {
    /// Whether a line belongs to the flow: in one of its functions, or anywhere where it names none.
    pub(super) fn holds_line(&self, flow: &FlowConfig, line: u32) -> bool {
        flow.functions.is_empty()
            || self
                .outline
                .functions
                .iter()
                .any(|function| function.lines.contains(line) && flow.names(&function.name))
    }
}

impl FlowCode {
    /// Returns the tests linked to any file, each once, by its best link.
    pub(super) fn tests(&self) -> Vec<CoveringTest> {
        let mut best: BTreeMap<(&str, u32, &str), &CoveringTest> = BTreeMap::new();
        for test in self.files.iter().flat_map(|file| &file.tests) {
            let known = best.entry((&test.path, test.line, &test.name)).or_insert(test);
            if test.method < known.method {
                *known = test;
            }
        }
        best.into_values().cloned().collect()
    }
}

/// Returns the code of a flow at a commit.
pub(super) fn code_of(
    bench: &Bench<'_>,
    home: &Home,
    flow: &FlowConfig,
    commit: &CommitId,
    tests: &TestIndex,
) -> Result<FlowCode, Error> {
    let failed = |source| Error::History { name: home.name.clone(), source };
    let at = home.repository.commit(commit).map_err(failed)?.committed_at;
    let moment = Moment {
        kind: MomentKind::Shipped,
        rung: Rung::DefaultBranch,
        commit: Some(commit.clone()),
        at: Some(at),
        version: None,
    };
    let mut code = FlowCode::default();
    for (path, blob) in home.repository.files_at(commit).map_err(failed)? {
        let is_source = syntax::file_kind(&path) == FileKind::Source;
        let is_named = flow.paths.is_empty() || flow.paths.iter().any(|p| under(p, &path));
        if !is_source || !is_named || syntax::language_of(&path).is_none() {
            continue;
        }
        let outline = bench.outline(&home.name, commit, &path)?;
        let Some(outline) = outline.as_ref() else { continue };
        let mut names: Vec<String> = outline.functions.iter().map(|f| f.name.clone()).collect();
        if !flow.holds(&path, &names) {
            continue;
        }
        let defined = names.clone();
        if !flow.functions.is_empty() {
            names.retain(|name| flow.names(name));
        }
        let mut file = FlowFile { path, blob, outline: outline.clone(), tests: Vec::new() };
        let lines = file.statements(flow);
        let place = PlacedRegion { repo: &home.name, commit, path: &file.path, lines: &lines };
        let then = coverage_then(bench, &moment, &place, Some(outline))?;
        let numbers: Vec<u32> = lines.iter().map(|line| line.line).collect();
        let mutants = region_mutants(&numbers, &mutants_then(bench, &moment, &place)?);
        let found = covering_tests(&TestLookup {
            path: &file.path,
            functions: &names,
            defined: &defined,
            lines: &numbers,
            tests,
            per_test: &then.per_test,
            mutants: &mutants,
        });
        file.tests = found.unwrap_or_default();
        let states = then.evidence.statements();
        let of = |state| states.get(&state).copied().unwrap_or(0);
        let ran = of(LineState::Covered) + of(LineState::Partly);
        code.covered.0 += ran;
        code.covered.1 += ran + of(LineState::Uncovered);
        code.unknown +=
            of(LineState::NotInReport) + of(LineState::Younger) + of(LineState::Unknown);
        if let Some(tally) = mutant_tally(&mutants) {
            code.mutants.killed += tally.killed;
            code.mutants.survived += tally.survived;
            code.mutants.no_coverage += tally.no_coverage;
        }
        code.pseudo_tested.extend(pseudo_tested(outline, &then.evidence.lines, &mutants));
        code.functions += names.len() as u32;
        code.statements += lines.len() as u32;
        code.files.push(file);
    }
    Ok(code)
}

impl FlowFile {
    /// Returns the first line of each statement of the flow that does not run at import only.
    fn statements(&self, flow: &FlowConfig) -> Vec<RegionLine> {
        let mut lines: Vec<u32> = self
            .outline
            .statements
            .iter()
            .filter(|statement| !statement.import_time)
            .map(|statement| statement.lines.first)
            .filter(|line| self.outline.kind_at(*line) == Some(LineKind::Code))
            .filter(|line| self.holds_line(flow, *line))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        lines.into_iter().map(|line| RegionLine { line, role: LineRole::Function }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::TestLinkMethod;

    /// A test linked by a method.
    fn linked(line: u32, method: TestLinkMethod) -> CoveringTest {
        CoveringTest {
            path: "tests/pay.py".to_owned(),
            name: "test_pays".to_owned(),
            line,
            method,
            score: 0.5,
            assertions: Vec::new(),
            skipped: false,
        }
    }

    fn file(tests: Vec<CoveringTest>) -> FlowFile {
        FlowFile {
            path: "pay.py".to_owned(),
            blob: BlobId(String::new()),
            outline: Outline::default(),
            tests,
        }
    }

    #[test]
    fn a_test_that_many_files_link_is_given_once_by_its_best_link() {
        use TestLinkMethod::{ImportsFile, PerTestCoverage};
        let files = vec![
            file(vec![linked(9, ImportsFile), linked(2, ImportsFile)]),
            file(vec![linked(9, PerTestCoverage)]),
            file(vec![linked(9, ImportsFile), linked(5, ImportsFile)]),
        ];
        let tests = FlowCode { files, ..FlowCode::default() }.tests();
        let told: Vec<_> = tests.iter().map(|test| (test.line, test.method)).collect();
        assert_eq!(told, [(2, ImportsFile), (5, ImportsFile), (9, PerTestCoverage)]);
    }
}
