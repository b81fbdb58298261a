//! One incident to its dossier: code, moment, evidence as of that moment, facts, verdict.

use std::collections::BTreeMap;

use super::bench::Bench;
use super::code::{Code, Placed, code};
use super::coverage_then::{CoverageThen, PlacedRegion, coverage_then};
use super::duplicates::Original;
use super::home::Home;
use super::mutants_then::mutants_then;
use super::region_then::region_then;
use super::signal_then::{SignalThen, signal_then};
use crate::error::Error;
use crate::evidence::{
    FixedTests, Parts, TestLookup, coverage_facts, covering_tests, facts, listed_states,
    mutable_lines, mutant_tally, pseudo_tested, region_mutants, statement_lines, survivors,
};
use crate::model::change::Change;
use crate::model::dossier::Dossier;
use crate::model::evidence::{CoveringTest, Exclusion, Facts, RegionEvidence};
use crate::model::incident::Incident;
use crate::model::line_set::LineSet;
use crate::model::mutation::Mutant;
use crate::model::outline::Outline;
use crate::model::project::Project;
use crate::model::region::FileKind;
use crate::model::verdict::Verdict;
use crate::syntax;
use crate::verdict::{exclusion, verdict, worksheet};

mod cited;
mod fixed;
mod when;

use cited::{Reading, cited};
use fixed::fixed_tests;
use when::{When, unknown_deployment, when};

/// Returns all that can be found out about one incident.
pub(super) fn answer(bench: &Bench<'_>, incident: &Incident) -> Result<Dossier, Error> {
    let mut code = code(bench, incident)?;
    let component = component(&bench.workspace.project, incident, code.regions.first());
    let when = when(bench, incident, &component, &code, code.regions.first())?;
    let mut elsewhere: BTreeMap<&str, When> = BTreeMap::new();
    let mut missing = bench.problems.clone();
    missing.append(&mut code.missing);
    if code.links.is_empty() && excluded(bench, incident).is_none() {
        missing.push(format!(
            "no link to code: say it with `escapee link {0} --fix REV`, --cause or --region",
            incident.id
        ));
    }
    missing.extend(unknown_deployment(bench, incident, &code)?);
    if let (Original::Absent, Some(of)) =
        (bench.duplicates.original(&incident.id), &incident.duplicate_of)
    {
        missing.push(format!("it repeats `{of}`, which is not imported, so it counts by itself"));
    }
    let mut regions = Vec::new();
    let mut verdicts = Vec::new();
    let mut top_facts: Option<Facts> = None;
    for placed in &code.regions {
        // Each repository has its own commit that was live.
        let is_first = placed.repo == code.regions[0].repo;
        if !is_first && !elsewhere.contains_key(&*placed.repo) {
            let there = self::when(bench, incident, &component, &code, Some(placed))?;
            elsewhere.insert(&placed.repo, there);
        }
        let there = if is_first { &when } else { &elsewhere[&*placed.repo] };
        let (evidence, facts, verdict) = judged(bench, incident, &code, there, placed)?;
        if let Some(note) = unread_tests(bench, there, placed)?
            && !missing.contains(&note)
        {
            missing.push(note);
        }
        verdicts.push(verdict);
        regions.push(evidence);
        top_facts.get_or_insert(facts);
    }
    let facts = match top_facts {
        Some(facts) => facts,
        None => without_region(bench, incident, &code),
    };
    if regions.iter().any(|region: &RegionEvidence| !region.lines.is_empty())
        && regions.iter().all(|region| region.evidence_at.is_none())
    {
        missing.push(match &when.moment.commit {
            Some(_) => "no coverage report at the moment's commit or before it: \
                        `escapee import coverage FILE --commit REV`"
                .to_owned(),
            None => "which commit was live is not known: import releases, or tag them".to_owned(),
        });
    }
    let answers = bench.answers_on(&incident.id);
    let overall: Verdict = verdicts.first().cloned().unwrap_or_else(|| verdict(&facts));
    Ok(Dossier {
        incident: incident.clone(),
        defect: incident.id.clone(),
        component,
        links: code.links,
        fixes: code.fixes,
        candidates: code.candidates.into_iter().map(|(_, candidate)| candidate).collect(),
        introduced_at: when.introduced_at,
        moment: Some(when.moment).filter(|_| !regions.is_empty()),
        first_shipped: when.first_shipped,
        regions,
        file_verdicts: verdicts,
        worksheet: worksheet(incident, &facts, &overall, answers),
        signals: None,
        facts,
        verdict: overall,
        missing,
    })
}

/// Why the record is no escape of our code. One that repeats an incident that is not here, or itself
/// in the end, is no duplicate: nothing else would stand for the defect.
fn excluded(bench: &Bench<'_>, incident: &Incident) -> Option<Exclusion> {
    match bench.duplicates.original(&incident.id) {
        Original::Here => exclusion(incident),
        Original::Itself | Original::Absent => {
            exclusion(&Incident { duplicate_of: None, ..incident.clone() })
        }
    }
}

/// Returns the evidence on one region, the facts of it, and the verdict on them with the commits they are of.
fn judged(
    bench: &Bench<'_>,
    incident: &Incident,
    code: &Code,
    when: &When,
    placed: &Placed,
) -> Result<(RegionEvidence, Facts, Verdict), Error> {
    let home = bench.home(&placed.repo)?;
    let region = &placed.region;
    let outline = bench.outline(&placed.repo, &placed.commit, &region.path)?;
    let outline = outline.as_ref().as_ref();
    let place = PlacedRegion {
        repo: &placed.repo,
        commit: &placed.commit,
        path: &region.path,
        lines: &region.lines,
    };
    let CoverageThen { mut evidence, per_test } =
        coverage_then(bench, &when.moment, &place, outline)?;
    evidence.functions.clone_from(&region.functions);
    evidence.only_adds = region.only_adds;
    evidence.then = region_then(bench, &when.moment, placed)?;
    let tried = mutants_then(bench, &when.moment, &place)?;
    let mutants = region_mutants(&mutable_lines(&region.lines, outline), &tried);
    let tests = tests(bench, home, when, placed, outline, &per_test, &mutants)?;
    let pseudo_tested = outline.map_or_else(Vec::new, |outline| {
        pseudo_tested(outline, &evidence.lines, &region_mutants(&all_lines(outline), &tried))
    });
    let signal = match (&when.introduced, &when.moment.commit, &tests) {
        (Some(introduced), Some(shipped), Some(tests)) => {
            signal_then(bench, &placed.repo, introduced, shipped, tests)?
        }
        _ => SignalThen::default(),
    };
    let after = fixed_tests(bench, code)?;
    let fixed: Vec<FixedTests<'_>> = after
        .iter()
        .map(|(change, file, tests)| FixedTests {
            commit: &change.commit,
            change: file,
            after: tests,
        })
        .collect();
    let configuration_only = region.kind == FileKind::Configuration;
    let changes: Vec<&Change> = code.changes.iter().collect();
    let facts = facts(Parts {
        incident,
        exclusion: excluded(bench, incident),
        coverage: Some(coverage_facts(&evidence, region, configuration_only)),
        functions: &region.functions,
        tests,
        mutants: mutant_tally(&mutants),
        survivors: survivors(&mutants, &placed.commit, &region.path),
        pseudo_tested,
        fixed_tests: &fixed,
        signal: signal.lost,
        signal_known: signal.known,
        green_runs: signal.green_runs,
        states: &listed_states(&bench.workspace.project.flows, &region.path, &region.functions),
        answers: &bench.answers_on(&incident.id),
        fixes: &changes,
        kind: &syntax::file_kind,
    });
    let reading = Reading {
        region: &evidence,
        moment: &when.moment,
        mutants: &tried,
        fixes: &code.changes,
        facts: &facts,
    };
    let verdict = cited(verdict(&facts), &reading);
    Ok((evidence, facts, verdict))
}

/// Returns the tests that exercised the region at the moment; `None` where nothing links any.
fn tests(
    bench: &Bench<'_>,
    home: &Home,
    when: &When,
    placed: &Placed,
    outline: Option<&Outline>,
    per_test: &[(String, LineSet)],
    mutants: &[Mutant],
) -> Result<Option<Vec<CoveringTest>>, Error> {
    let Some(commit) = &when.moment.commit else { return Ok(None) };
    let all = bench.shelf.tests_at(bench.workspace, &home.name, &home.repository, commit)?;
    let defined: Vec<String> = outline
        .iter()
        .flat_map(|outline| outline.functions.iter().map(|function| function.name.clone()))
        .collect();
    let lines = statement_lines(placed.region.lines.iter().map(|line| line.line), outline);
    Ok(covering_tests(&TestLookup {
        path: &placed.region.path,
        functions: &placed.region.functions,
        defined: &defined,
        lines: &lines,
        tests: &all,
        per_test,
        mutants,
    }))
}

/// Says which files of the region's language may hold its tests and could not be parsed at the moment.
fn unread_tests(bench: &Bench<'_>, when: &When, placed: &Placed) -> Result<Option<String>, Error> {
    let home = bench.home(&placed.repo)?;
    let Some(commit) = &when.moment.commit else { return Ok(None) };
    let all = bench.shelf.tests_at(bench.workspace, &home.name, &home.repository, commit)?;
    Ok(all.unread_of(&placed.region.path, commit))
}

/// Every line of a file.
fn all_lines(outline: &Outline) -> Vec<u32> {
    (1..=outline.lines.len() as u32).collect()
}

/// Returns the facts where no region is known.
fn without_region(bench: &Bench<'_>, incident: &Incident, code: &Code) -> Facts {
    let changes: Vec<&Change> = code.changes.iter().collect();
    facts(Parts {
        incident,
        exclusion: excluded(bench, incident),
        coverage: None,
        functions: &[],
        tests: None,
        mutants: None,
        survivors: Vec::new(),
        pseudo_tested: Vec::new(),
        fixed_tests: &[],
        signal: None,
        signal_known: false,
        green_runs: None,
        states: &[],
        answers: &bench.answers_on(&incident.id),
        fixes: &changes,
        kind: &syntax::file_kind,
    })
}

/// The component the record names, else the one that holds the region's top-ranked file.
fn component(project: &Project, incident: &Incident, top: Option<&Placed>) -> String {
    let named = incident.component.as_deref().map(|word| project.component_of_word(word));
    let name = match (named, top) {
        (Some(name), _) if name != Project::OTHER => name,
        (_, Some(placed)) => project.component_of_path(&placed.repo, &placed.region.path),
        _ => Project::OTHER,
    };
    name.to_owned()
}
