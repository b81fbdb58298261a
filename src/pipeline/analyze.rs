//! Incidents to dossiers. Only what is new is computed: an incident whose record, links, evidence
//! and repositories are as before keeps its dossier, and traces and tests once read stay read.

use std::collections::{BTreeMap, BTreeSet};

use super::Workspace;
use super::answers::{Answer, answers};
use super::bench::Bench;
use super::blame_index::{Keep, Wanted, grown};
use super::progress::{Progress, Step};
use crate::error::Error;
use crate::history::Repository;
use crate::model::analysis::AnalysisSummary;
use crate::model::commit::{CommitId, Time};
use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::moment::MomentKind;
use crate::model::verdict::EscapeClass;
use crate::store::Store;
use crate::syntax::SCANNER_VERSION;

/// Dossiers saved at once: a stop in the middle loses no more than these.
const CHUNK: usize = 64;

/// Bytes of what was read of tests that wait to be saved.
const MOST_WAITING: usize = 16 << 20;

/// What an analysis looks at.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Moment to read evidence at; `None` is the project's.
    pub moment: Option<MomentKind>,
    /// Newest time that counts; what came later is left out.
    pub as_of: Option<Time>,
    /// Whether every incident is analysed anew.
    pub all: bool,
    /// Whether to do with half the memory, and more slowly.
    pub low_memory: bool,
}

impl Options {
    /// Whether the answers are the project's own, which the store keeps.
    fn kept(&self, workspace: &Workspace) -> bool {
        self.as_of.is_none() && self.moment.is_none_or(|moment| moment == workspace.project.moment)
    }
}

/// Analyses what is pending and counts what is known then.
pub fn analyze(
    workspace: &mut Workspace,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<AnalysisSummary, Error> {
    let mut summary = AnalysisSummary::default();
    let dossiers = run(workspace, options, None, progress, &mut summary)?;
    summary.incidents = dossiers.len();
    summary.unchanged = summary.incidents - summary.analysed;
    let mut classes: BTreeMap<EscapeClass, usize> = BTreeMap::new();
    let mut problems: BTreeMap<String, usize> = summary.problems.drain(..).collect();
    for dossier in &dossiers {
        summary.linked += usize::from(!dossier.links.is_empty());
        summary.with_region += usize::from(!dossier.regions.is_empty());
        summary.with_evidence += usize::from(dossier.facts.has_evidence());
        *classes.entry(dossier.verdict.class).or_insert(0) += 1;
        for missing in &dossier.missing {
            let general = missing.replace(&dossier.incident.id, "ID");
            *problems.entry(general).or_insert(0) += 1;
        }
    }
    summary.classes =
        classes.into_iter().map(|(class, count)| (class.word().to_owned(), count)).collect();
    summary.problems = problems.into_iter().collect();
    Ok(summary)
}

/// Returns all dossiers, sorted by incident id.
pub(super) fn dossiers(
    workspace: &mut Workspace,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<Vec<Dossier>, Error> {
    run(workspace, options, None, progress, &mut AnalysisSummary::default())
}

/// Returns one dossier; `None` where there is no such incident.
pub(super) fn dossier(
    workspace: &mut Workspace,
    id: &str,
    options: &Options,
) -> Result<Option<Dossier>, Error> {
    let mut summary = AnalysisSummary::default();
    Ok(run(workspace, options, Some(id), &mut |_, _, _| {}, &mut summary)?.pop())
}

fn run(
    workspace: &mut Workspace,
    options: &Options,
    only: Option<&str>,
    progress: &mut Progress<'_>,
    summary: &mut AnalysisSummary,
) -> Result<Vec<Dossier>, Error> {
    let kept = options.kept(workspace);
    let mut incidents = match only {
        Some(id) => workspace.stored(workspace.store.incident(id))?.into_iter().collect(),
        None => workspace.stored(workspace.store.incidents())?,
    };
    incidents.retain(|incident: &Incident| match (options.as_of, incident.at()) {
        (Some(as_of), Some(at)) => at <= as_of,
        _ => true,
    });
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    if kept && !options.all {
        known = workspace.stored(workspace.store.dossier_fingerprints())?;
    }
    let mut bench = Bench::new(workspace, options)?;
    if incidents.is_empty() {
        summary.problems.extend(bench.problems.iter().map(|problem| (problem.clone(), 1)));
    }
    let prints: Vec<String> = incidents.iter().map(|i| bench.fingerprint(i)).collect();
    let pending: Vec<usize> = (0..incidents.len())
        .filter(|index| known.get(&incidents[*index].id) != Some(&prints[*index]))
        .collect();
    summary.analysed = pending.len();
    tracing::info!(incidents = incidents.len(), pending = pending.len(), "analysing");

    // The bench reads through the workspace's connection, so results go in by one of their own.
    let mut dossiers: BTreeMap<String, Dossier> = BTreeMap::new();
    let mut writer = workspace.stored(Store::open(&workspace.database))?;
    if !pending.is_empty() {
        index(&mut bench, &mut writer, pending.len(), options, progress)?;
    }
    let (mut made, mut done, mut waiting) = (Vec::new(), 0, 0);
    let mut failures: BTreeMap<usize, Error> = BTreeMap::new();
    let todo = pending.iter().map(|index| &incidents[*index]).collect::<Vec<_>>();
    answers(&bench, &todo, options, |job, answer| {
        progress(Step::Answers, done, pending.len());
        done += 1;
        match answer {
            Ok(answer) => {
                waiting += answer.scans.iter().map(|(_, text)| text.len()).sum::<usize>();
                made.push((prints[pending[job]].clone(), answer));
            }
            Err(error) => drop(failures.insert(job, error)),
        }
        if made.len() < CHUNK && waiting < MOST_WAITING && done < pending.len() {
            return;
        }
        waiting = 0;
        match save(&bench, &mut writer, std::mem::take(&mut made), kept) {
            Ok(saved) => dossiers.extend(saved),
            Err(error) => drop(failures.insert(job, error)),
        }
    })?;
    if let Some((_, error)) = failures.pop_first() {
        return Err(error);
    }
    progress(Step::Answers, pending.len(), pending.len());
    if pending.len() < incidents.len() {
        let old = match only {
            Some(id) => workspace.stored(workspace.store.dossier(id))?.into_iter().collect(),
            None => workspace.stored(workspace.store.dossiers())?,
        };
        let asked: BTreeSet<&str> = incidents.iter().map(|incident| &*incident.id).collect();
        for dossier in old {
            let id = dossier.incident.id.clone();
            if asked.contains(&*id) {
                dossiers.entry(id).or_insert(dossier);
            }
        }
    }
    Ok(dossiers.into_values().collect())
}

/// Gives each repository its blame index, where that pays for so many incidents.
fn index(
    bench: &mut Bench<'_>,
    writer: &mut Store,
    incidents: usize,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    for home in &mut bench.homes {
        let folder = home.repository.path().to_owned();
        let open = || Repository::open_within(&folder, options.low_memory);
        let tips: Vec<CommitId> = home.tip.iter().cloned().collect();
        let wanted = Wanted {
            folder: &folder,
            tips: &tips,
            traces: incidents,
            open: &open,
            low_memory: options.low_memory,
        };
        let mut keep = Keep::Database { store: writer, repo: &home.name };
        let mut notes = Vec::new();
        let index = grown(&home.repository, &mut keep, &wanted, &mut notes, progress)?;
        for note in notes {
            tracing::warn!("{note}");
        }
        if let Some(index) = index {
            home.use_index(&index);
        }
    }
    Ok(())
}

/// Saves what was made, and gives the dossiers back by incident.
fn save(
    bench: &Bench<'_>,
    writer: &mut Store,
    made: Vec<(String, Answer)>,
    kept: bool,
) -> Result<Vec<(String, Dossier)>, Error> {
    let workspace = bench.workspace;
    let mut dossiers = Vec::new();
    let mut hunks = vec![Vec::new(); bench.homes.len()];
    for (print, answer) in made {
        for (all, fresh) in hunks.iter_mut().zip(answer.hunks) {
            all.extend(fresh);
        }
        for (repo, options, trace) in answer.traces {
            workspace.stored(writer.save_traces(&repo, &options, &[trace]))?;
        }
        workspace.stored(writer.save_test_files(SCANNER_VERSION, &answer.scans))?;
        dossiers.push((print, answer.dossier));
    }
    for (home, fresh) in bench.homes.iter().zip(&hunks) {
        let part = home.index.as_ref().map(|index| index.part_of_hunks(fresh));
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            workspace.stored(writer.add_to_blame_index(&home.name, &part))?;
        }
    }
    if kept {
        workspace.stored(writer.save_dossiers(&dossiers))?;
    }
    Ok(dossiers.into_iter().map(|(_, d)| (d.incident.id.clone(), d)).collect())
}
