//! The fewest commits whose coverage report would answer most incidents: on its first day a team has
//! one report and years of incidents.
//!
//! A report at a commit answers an incident if the commit is its moment or an ancestor of it and held
//! every line of its region. So one report answers all that was introduced before it and found later.

use std::collections::{BTreeMap, BTreeSet};

use super::Workspace;
use crate::error::Error;
use crate::evidence::fewest_sets;
use crate::history::Repository;
use crate::model::commit::CommitId;
use crate::model::dossier::Dossier;
use crate::model::evidence::{CoverageFacts, LineState, RegionEvidence};
use crate::model::missing_reports::{MissingReport, MissingReports, Unanswerable};
use crate::model::verdict::EscapeClass;

/// An incident that a report may answer.
struct Open<'d> {
    id: &'d str,
    moment: &'d CommitId,
    region: &'d RegionEvidence,
}

/// Returns what to measure first.
pub fn missing_reports(
    workspace: &Workspace,
    dossiers: &[Dossier],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<MissingReports, Error> {
    let repositories = workspace.open_repositories()?;
    let mut found = MissingReports::default();
    let mut by_repo: BTreeMap<&str, Vec<Open<'_>>> = BTreeMap::new();
    for dossier in dossiers.iter().filter(|dossier| lacks_evidence(dossier)) {
        found.open += 1;
        match answerable(dossier, &repositories) {
            Ok(open) => by_repo.entry(&open.region.repo).or_default().push(open),
            Err(reason) => {
                let incident = dossier.incident.id.clone();
                found.unanswerable.push(Unanswerable { incident, reason });
            }
        }
    }
    let all: usize = by_repo.values().map(Vec::len).sum();
    let mut done = 0;
    for (repo, open) in by_repo {
        let repository = &repositories[repo];
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let mut commits = Vec::new();
        for id in open.iter().map(|open| open.moment).collect::<BTreeSet<_>>() {
            commits.push(repository.commit(id).map_err(failed)?);
        }
        // Of commits that answer as many the newest is the one whose build most likely still works.
        commits.sort_by(|a, b| (b.committed_at, &a.id).cmp(&(a.committed_at, &b.id)));
        let ids: Vec<CommitId> = commits.iter().map(|commit| commit.id.clone()).collect();
        let mut answers: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); ids.len()];
        for (index, one) in open.iter().enumerate() {
            progress(done, all);
            done += 1;
            let before = repository.ancestors_among(one.moment, &ids).map_err(failed)?;
            for (at, commit) in ids.iter().enumerate().filter(|(_, id)| before.contains(id)) {
                if commit == one.moment || holds(repository, commit, one.region).map_err(failed)? {
                    answers[at].insert(index);
                }
            }
        }
        found.commits.extend(fewest_sets(&answers).into_iter().map(|(at, added)| MissingReport {
            repo: repo.to_owned(),
            commit: ids[at].clone(),
            committed_at: commits[at].committed_at,
            incidents: added.into_iter().map(|index| open[index].id.to_owned()).collect(),
        }));
    }
    found.commits.sort_by_key(|commit| std::cmp::Reverse(commit.incidents.len()));
    Ok(found)
}

/// Whether an incident has code of ours, was an escape or may be one, and no coverage answers for it.
fn lacks_evidence(dossier: &Dossier) -> bool {
    let ours = !matches!(dossier.class(), EscapeClass::X0 | EscapeClass::X1);
    ours && !dossier.links.is_empty() && !dossier.facts.has_evidence()
}

fn answerable<'d>(
    dossier: &'d Dossier,
    repositories: &BTreeMap<String, Repository>,
) -> Result<Open<'d>, &'static str> {
    let facts = dossier.facts.coverage.as_ref();
    if facts.is_some_and(|facts| facts.configuration_only) {
        return Err("the fix touches no code that a coverage tool looks at");
    }
    if facts.is_some_and(|facts| facts.new_definitions_only) {
        return Err("the fix only adds definitions, so no line could have run");
    }
    if facts.is_some_and(CoverageFacts::is_import_only) {
        return Err(
            "a report knows its lines: they ran at import only, and line coverage cannot answer",
        );
    }
    let region = dossier.regions.iter().find(|region| !lines(region).is_empty());
    let region = region.ok_or("its region has no line that could have run")?;
    let moment = dossier.moment.as_ref().and_then(|moment| moment.commit.as_ref());
    let moment = moment.ok_or("the commit that ran then is not known")?;
    let here = repositories.get(&region.repo).is_some_and(|repository| repository.has(moment));
    if !here {
        return Err("the commit that ran then is not in the clone");
    }
    Ok(Open { id: &dossier.incident.id, moment, region })
}

/// Returns the lines of a region that a report could speak of.
fn lines(region: &RegionEvidence) -> Vec<u32> {
    let can_run = region.lines.iter().filter(|line| line.state != LineState::NotInstrumented);
    can_run.map(|line| line.line).collect()
}

/// Whether a commit held every line of a region.
fn holds(
    repository: &Repository,
    commit: &CommitId,
    region: &RegionEvidence,
) -> Result<bool, crate::history::HistoryError> {
    let tracked = repository.track(commit, &region.path, &region.commit)?;
    let there = |line: u32| tracked.lines.get(line as usize - 1).is_some_and(Option::is_some);
    Ok(lines(region).into_iter().all(there))
}
