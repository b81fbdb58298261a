//! Looks at what the store holds and says what is missing for numbers that hold.

mod stored;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Workspace;
use crate::error::Error;
use crate::history::Repository;
use crate::indicators::defects;
use crate::model::checkup::{Check, CheckState, Checkup};
use crate::model::commit::{CommitId, Time};
use crate::model::coverage::StoredReport;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::incident::Phase;

/// Most ids named in a sentence.
const MOST_IDS: usize = 6;
/// Days without evidence from which on there is a gap.
const LONG: i64 = 31;

/// Returns what is missing: sources, links, evidence of each kind and how long it paused.
///
/// `now` is the present; evidence that paused until now is a gap like one in between.
pub fn checkup(workspace: &Workspace, dossiers: &[Dossier], now: Time) -> Result<Checkup, Error> {
    let counts = workspace.stored(workspace.store.counts())?;
    let defects = defects(dossiers);
    let mut checks = vec![incidents(counts.incidents), caught(&defects)];
    checks.extend(links(&defects));
    checks.push(times(dossiers));
    let repositories = workspace.open_repositories();
    let unreadable = repositories.is_err();
    let repositories = repositories.unwrap_or_default();
    checks.push(Check {
        name: "repositories",
        state: if unreadable { CheckState::Gap } else { CheckState::Fine },
        found: format!(
            "{} of {} can be read",
            repositories.len(),
            workspace.project.repositories.len()
        ),
        mend: unreadable.then(|| "check the paths under [[repository]] in escapee.toml".to_owned()),
    });
    let shallow: Vec<&str> = repositories
        .iter()
        .filter(|(_, repository)| repository.is_shallow())
        .map(|(name, _)| name.as_str())
        .collect();
    if !shallow.is_empty() {
        checks.push(Check {
            name: "history",
            state: CheckState::Gap,
            found: format!("shallow, so older commits are not known: {}", shallow.join(", ")),
            mend: Some("git fetch --unshallow".to_owned()),
        });
    }
    let reports = workspace.stored(workspace.store.coverage_reports())?;
    let of = |report: &StoredReport| (report.repo.clone(), report.commit.clone());
    let coverage: Vec<(String, CommitId)> = reports.iter().map(of).collect();
    let runs: Vec<(String, CommitId)> = workspace
        .stored(workspace.store.test_runs())?
        .into_iter()
        .map(|run| (run.repo, run.commit))
        .collect();
    checks.push(evidence(
        "coverage",
        "escapee import coverage FILE --commit REV",
        &coverage,
        &repositories,
        now,
    ));
    checks.push(evidence(
        "test runs",
        "escapee import tests FILE --commit REV",
        &runs,
        &repositories,
        now,
    ));
    checks.push(count(
        "mutants",
        counts.mutation_reports,
        "mutation reports; without them “covered” is the most that can be said of a test",
        "escapee import mutants FILE --commit REV",
    ));
    checks.push(count(
        "releases",
        counts.releases,
        "releases and deployments; without them “then” is guessed from tags or the default branch",
        "escapee import releases FILE",
    ));
    checks.extend(stored::releases(workspace, &reports, &repositories)?);
    checks.push(stored::pending(workspace)?);
    checks.push(stored::unmapped(workspace, &reports)?);
    checks.push(stored::red(workspace)?);
    checks.push(unseen(&defects));
    checks.push(flows(workspace));
    checks.push(stored::room(workspace)?);
    Ok(Checkup { checks })
}

fn count(name: &'static str, n: u64, what: &str, mend: &str) -> Check {
    let (state, mend) =
        if n == 0 { (CheckState::Gap, Some(mend.to_owned())) } else { (CheckState::Fine, None) };
    let what = if n == 0 { what } else { what.split(';').next().unwrap_or(what) };
    Check { name, state, found: format!("{n} {what}"), mend }
}

fn incidents(n: u64) -> Check {
    count(
        "incidents",
        n,
        "records; nothing can be said without them",
        "escapee import incidents FILE",
    )
}

/// Whether any defect was caught before release, without which there is no rate.
fn caught(defects: &[Defect]) -> Check {
    let of = |keep: &dyn Fn(Phase) -> bool| defects.iter().filter(|d| keep(d.phase)).count() as u64;
    let caught = of(&|phase| !matches!(phase, Phase::Production | Phase::Unknown));
    let unknown = of(&|phase| phase == Phase::Unknown);
    let mut check = count(
        "caught",
        caught,
        "defects found before release; without them there is no escape rate",
        "escapee import incidents FILE --phase test",
    );
    if unknown > 0 {
        let stand = if unknown == 1 { "stands" } else { "stand" };
        check.found =
            format!("{}; {unknown} more of unknown phase {stand} outside every rate", check.found);
        check.state = CheckState::Gap;
        check
            .mend
            .get_or_insert_with(|| "map the phase under [incidents] in escapee.toml".to_owned());
    }
    check
}

fn escapes(defects: &[Defect]) -> impl Iterator<Item = &Defect> {
    let ours = |d: &&Defect| d.class.is_none_or(crate::model::verdict::EscapeClass::is_escape);
    defects.iter().filter(|d| d.phase == Phase::Production).filter(ours)
}

fn ids<T: AsRef<str>>(ids: &[T]) -> String {
    let named = ids.iter().take(MOST_IDS).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(MOST_IDS) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// Escapes without a link to code.
fn links(defects: &[Defect]) -> Option<Check> {
    let all = escapes(defects).count();
    let unlinked: Vec<&str> =
        escapes(defects).filter(|d| !d.linked).map(|d| d.id.as_str()).collect();
    (all > 0).then(|| {
        let words = ["have no link to code", "have a link to code"];
        gap("links", &unlinked, (all, "escapes"), words, "escapee links --unlinked")
    })
}

/// Escapes that are linked, and of whose region no report speaks.
fn unseen(defects: &[Defect]) -> Check {
    let linked: Vec<&Defect> = escapes(defects).filter(|d| d.linked).collect();
    let unseen: Vec<&str> =
        linked.iter().filter(|d| !d.has_evidence).map(|d| d.id.as_str()).collect();
    let mend = "escapee doctor --missing-reports names the commits to measure first";
    gap(
        "evidence then",
        &unseen,
        (linked.len(), "linked escapes"),
        ["have no coverage evidence as of then", "have coverage evidence as of then"],
        mend,
    )
}

/// Incidents without a time, which stand in no period.
fn times(dossiers: &[Dossier]) -> Check {
    let undated: Vec<&str> = dossiers
        .iter()
        .filter(|d| d.incident.at().is_none())
        .map(|d| d.incident.id.as_str())
        .collect();
    gap(
        "times",
        &undated,
        (dossiers.len(), "incidents"),
        ["have no time", "have a time"],
        "escapee incidents edit ID --started TIME",
    )
}

/// A check that all have something; the words say it of those that lack it and of all.
fn gap(
    name: &'static str,
    missing: &[&str],
    (all, whose): (usize, &str),
    [lack, have]: [&str; 2],
    mend: &str,
) -> Check {
    let state = if missing.is_empty() { CheckState::Fine } else { CheckState::Gap };
    let found = match missing.len() {
        0 => format!("all {all} {whose} {have}"),
        n => format!("{n} of {all} {whose} {lack}: {}", ids(missing)),
    };
    Check { name, state, found, mend: (state == CheckState::Gap).then(|| mend.to_owned()) }
}

/// A check that something is not there.
fn plain(name: &'static str, there: &[String], what: &str, mend: &str) -> Check {
    let state = if there.is_empty() { CheckState::Fine } else { CheckState::Gap };
    let named = if there.is_empty() { String::new() } else { format!(": {}", ids(there)) };
    Check {
        name,
        state,
        found: format!("{} {what}{named}", there.len()),
        mend: (state == CheckState::Gap).then(|| mend.to_owned()),
    }
}

/// How many reports of a kind there are, and the longest stretch of days without one.
fn evidence(
    name: &'static str,
    mend: &str,
    reports: &[(String, CommitId)],
    repositories: &BTreeMap<String, Repository>,
    now: Time,
) -> Check {
    if reports.is_empty() {
        let found = "0 reports".to_owned();
        return Check { name, state: CheckState::Gap, found, mend: Some(mend.to_owned()) };
    }
    let time = |(repo, commit): &(String, CommitId)| {
        repositories.get(repo)?.commit(commit).ok().map(|commit| commit.committed_at)
    };
    let mut times: Vec<Time> = reports.iter().filter_map(time).collect();
    let lost = reports.len() - times.len();
    times.sort_unstable();
    let count = reports.len();
    let Some((first, newest)) = times.first().copied().zip(times.last().copied()) else {
        let found = format!("{count} reports, none at a commit that is here");
        return Check { name, state: CheckState::Unknown, found, mend: None };
    };
    let day = |at: Time| at.format("%Y-%m-%d").to_string();
    let ends = times.iter().copied().zip(times.iter().copied().skip(1).chain([now.max(newest)]));
    let longest = ends.max_by_key(|(from, to)| *to - *from);
    let mut found = format!("{count} reports, commits of {} to {}", day(first), day(newest));
    if lost > 0 {
        let _ = write!(found, "; {lost} at commits that are not here");
    }
    let long = longest.filter(|(from, to)| (*to - *from).num_days() >= LONG);
    if let Some((from, to)) = long {
        let until = if to > newest { "now".to_owned() } else { day(to) };
        let days = (to - from).num_days();
        let _ = write!(found, "; longest pause {days} days, from {} to {until}", day(from));
    }
    let state = if long.is_some() || lost > 0 { CheckState::Gap } else { CheckState::Fine };
    Check { name, state, found, mend: (state == CheckState::Gap).then(|| mend.to_owned()) }
}

/// Whether critical flows and their failure states are named.
fn flows(workspace: &Workspace) -> Check {
    let flows = &workspace.project.flows;
    let states: usize = flows.iter().map(|flow| flow.states.len()).sum();
    let state = if states == 0 { CheckState::Gap } else { CheckState::Fine };
    Check {
        name: "flows",
        state,
        found: format!("{} flows with {states} failure states in escapee.toml", flows.len()),
        mend: (states == 0)
            .then(|| "name the riskiest flows under [[flow]] in escapee.toml".to_owned()),
    }
}
