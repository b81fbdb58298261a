//! Incidents to dossiers. Only what is new is computed: an incident whose record, links, evidence
//! and repositories are as before keeps its dossier, and traces and tests once read stay read.

use std::collections::BTreeMap;

use super::Workspace;
use super::answer::answer;
use super::bench::Bench;
use crate::error::Error;
use crate::model::analysis::AnalysisSummary;
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::moment::MomentKind;
use crate::model::verdict::EscapeClass;
use crate::store::Store;
use crate::syntax::SCANNER_VERSION;

/// Dossiers saved at once: a stop in the middle loses no more than these.
const CHUNK: usize = 64;

/// What an analysis looks at.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Moment to read evidence at; `None` is the project's.
    pub moment: Option<MomentKind>,
    /// Newest time that counts; what came later is left out.
    pub as_of: Option<Time>,
    /// Whether every incident is analysed anew.
    pub all: bool,
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
    progress: &mut dyn FnMut(usize, usize),
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
        let known = |region: &crate::model::evidence::RegionEvidence| region.evidence_at.is_some();
        summary.with_evidence += usize::from(dossier.regions.iter().any(known));
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
    progress: &mut dyn FnMut(usize, usize),
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
    Ok(run(workspace, options, Some(id), &mut |_, _| {}, &mut summary)?.pop())
}

fn run(
    workspace: &mut Workspace,
    options: &Options,
    only: Option<&str>,
    progress: &mut dyn FnMut(usize, usize),
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
    let bench = Bench::new(workspace, options)?;
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
    let mut writer = workspace.stored(Store::open(&workspace.database))?;
    let mut dossiers: BTreeMap<String, Dossier> = BTreeMap::new();
    for (chunk, indices) in pending.chunks(CHUNK).enumerate() {
        let mut made = Vec::new();
        for (at, index) in indices.iter().enumerate() {
            progress(chunk * CHUNK + at, pending.len());
            made.push((prints[*index].clone(), answer(&bench, &incidents[*index])?));
        }
        for (repo, options, trace) in bench.fresh_traces.take() {
            workspace.stored(writer.save_traces(&repo, &options, &[trace]))?;
        }
        let scans = bench.shelf.take_fresh();
        workspace.stored(writer.save_tests_in_blobs(SCANNER_VERSION, &scans))?;
        if kept {
            workspace.stored(writer.save_dossiers(&made))?;
        }
        dossiers.extend(made.into_iter().map(|(_, d)| (d.incident.id.clone(), d)));
    }
    progress(pending.len(), pending.len());
    if pending.len() < incidents.len() {
        let old = match only {
            Some(id) => workspace.stored(workspace.store.dossier(id))?.into_iter().collect(),
            None => workspace.stored(workspace.store.dossiers())?,
        };
        for dossier in old {
            let id = dossier.incident.id.clone();
            if incidents.iter().any(|incident| incident.id == id) {
                dossiers.entry(id).or_insert(dossier);
            }
        }
    }
    Ok(dossiers.into_values().collect())
}
