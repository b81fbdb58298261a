//! Commits that may have fixed an incident that names none: near its end, in its words, in its
//! component. A proposal is a question to people, never a link by itself.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::HistoryError;
use super::fix_versions::{FixVersion, FixVersions, last_at};
use super::links::LinkedRepository;
use super::message_words::{split, start_of};
use crate::model::commit::{Commit, Time};
use crate::model::incident::Incident;
use crate::model::proposal::Proposal;

/// Proposals for one incident.
const MOST: usize = 3;

/// Commits whose changed files are looked at.
const LOOKED_AT: usize = 40;

/// Days after the incident's end in which its fix is looked for.
const AFTER_END: i64 = 14;

/// Days after its beginning where it has no end.
const AFTER_START: i64 = 90;

/// Days after the incident's beginning in which the version that fixed it moves the end of the window.
const AFTER_VERSION: i64 = 365;

/// What being of the version that fixed it takes of what a score lacks to 1.
const IN_VERSION: f64 = 0.3;

/// What not being of it leaves of a score.
const NOT_IN_VERSION: f64 = 0.5;

/// The least a proposal must reach.
const LEAST: f64 = 0.3;

/// Words that say little.
const PLAIN: [&str; 30] = [
    "the", "and", "for", "with", "when", "not", "from", "that", "this", "are", "was", "were",
    "after", "into", "does", "can", "cannot", "has", "have", "but", "all", "its", "error", "issue",
    "bug", "fix", "fixed", "fails", "failed", "problem",
];

/// Returns up to three commits that may have fixed the incident, best first. `under` are the paths
/// of its component; what was committed after `until` is not known.
///
/// The score is `0.45 · words + 0.3 · time + 0.15 · component + 0.1 · fix`, each from 0 to 1: the
/// share of the title's words, each weighed by how rare it is in the messages of the window, that
/// stand in the message or a changed path; nearness to the incident's end (half at two days); whether
/// a changed path lies in the component; whether the message says that it fixes something. Where the
/// record names the version that fixed it and a tag is that version's, a commit that first went out
/// with it gains 0.3 of what it lacks to 1, and others keep half.
pub fn proposals(
    repos: &[LinkedRepository<'_>],
    incident: &Incident,
    under: &dyn Fn(&str, &str) -> bool,
    versions: &mut FixVersions,
    until: Option<Time>,
) -> Result<Vec<Proposal>, HistoryError> {
    let Some(start) = incident.at() else { return Ok(Vec::new()) };
    let end = incident.resolved_at.map(|stamp| stamp.at).filter(|end| *end >= start);
    let last = end.map_or(start + days(AFTER_START), |end| end + days(AFTER_END));
    let first = start - chrono::TimeDelta::hours(1);
    let mut found = Vec::new();
    for home in repos {
        let versions = versions.of(home, &incident.fix_versions)?;
        let latest = start + days(AFTER_VERSION);
        let last = last_at(&versions).map_or(last, |at| last.max(at.min(latest)));
        let last = until.map_or(last, |until| last.min(until));
        let inside: Vec<&Commit> = home
            .log
            .commits()
            .iter()
            .filter(|commit| commit.parents.len() < 2)
            .filter(|commit| (first..=last).contains(&commit.committed_at))
            .filter(|commit| home.log.taken_back_by(&commit.id).is_none())
            .collect();
        let mut proposals = of_window(home, &inside, incident, end.unwrap_or(start), under)?;
        weigh_versions(&mut proposals, &versions);
        found.extend(proposals);
    }
    found.retain(|proposal| proposal.score >= LEAST);
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.commit.cmp(&b.commit)));
    found.truncate(MOST);
    Ok(found)
}

/// Moves the scores by what the record says of the version that fixed it.
fn weigh_versions(proposals: &mut [Proposal], versions: &[Rc<FixVersion>]) {
    for proposal in proposals.iter_mut().filter(|_| !versions.is_empty()) {
        match versions.iter().find(|version| version.holds(&proposal.commit)) {
            Some(version) => {
                let tag = &version.tag.name;
                proposal.score += IN_VERSION * (1.0 - proposal.score);
                proposal.reasons.push(format!("went out with {tag}, which fixed it"));
            }
            None => proposal.score *= NOT_IN_VERSION,
        }
    }
}

fn of_window(
    home: &LinkedRepository<'_>,
    commits: &[&Commit],
    incident: &Incident,
    end: Time,
    under: &dyn Fn(&str, &str) -> bool,
) -> Result<Vec<Proposal>, HistoryError> {
    let texts: Vec<BTreeSet<String>> =
        commits.iter().map(|commit| words(start_of(&commit.message))).collect();
    let mut holding: HashMap<&str, usize> = HashMap::new();
    for word in texts.iter().flatten() {
        *holding.entry(word.as_str()).or_default() += 1;
    }
    let weight = |word: &str| {
        let with = holding.get(word).copied().unwrap_or(0);
        ((commits.len() + 1) as f64 / (with + 1) as f64).ln() + 0.1
    };
    let wanted = words(&incident.title);
    let total: f64 = wanted.iter().map(|word| weight(word)).sum();
    let share = |text: &BTreeSet<String>| {
        let held: f64 = wanted.intersection(text).map(|word| weight(word)).sum();
        if total > 0.0 { held / total } else { 0.0 }
    };
    let time = |at: Time| {
        let hours = (at - end).num_minutes().abs() as f64 / 60.0;
        0.5_f64.powf(hours / 48.0)
    };
    let says_fix = |commit: &Commit| {
        let subject = commit.subject().to_lowercase();
        ["fix", "bug", "revert", "hotfix", "resolve", "repair"].iter().any(|w| subject.contains(w))
    };
    let mut early: Vec<(f64, usize)> = (0..commits.len())
        .map(|at| (0.45 * share(&texts[at]) + 0.3 * time(commits[at].committed_at), at))
        .collect();
    early.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut found = Vec::new();
    for (_, at) in early.into_iter().take(LOOKED_AT) {
        let commit = commits[at];
        let paths = home.repo.changed_paths(&commit.id)?;
        let mut text = texts[at].clone();
        text.extend(paths.iter().flat_map(|path| words(path)));
        let named = share(&text);
        let near = time(commit.committed_at);
        let inside = paths.iter().any(|path| under(home.name, path));
        let fix = says_fix(commit);
        let score = 0.45 * named
            + 0.3 * near
            + if inside { 0.15 } else { 0.0 }
            + if fix { 0.1 } else { 0.0 };
        // Nearness alone says nothing: some commit is always the nearest.
        if named == 0.0 && !inside {
            continue;
        }
        let title = incident.title.to_lowercase();
        let is_shared = |word: &&str| words(word).iter().any(|stem| text.contains(stem));
        let shared: Vec<&str> = split(&title).filter(is_shared).collect();
        let mut reasons = Vec::new();
        if !shared.is_empty() {
            reasons.push(format!("words: {}", shared.join(", ")));
        }
        let hours = (commit.committed_at - end).num_hours();
        reasons.push(match (incident.resolved_at.is_some(), hours) {
            (true, 0) => "within an hour of the end".to_owned(),
            (true, hours) if hours < 0 => format!("{} h before the end", -hours),
            (true, hours) => format!("{hours} h after the end"),
            (false, hours) => format!("{hours} h after the start"),
        });
        if inside {
            reasons.push("in the component".to_owned());
        }
        if fix {
            reasons.push("says it fixes".to_owned());
        }
        found.push(Proposal {
            repo: home.name.to_owned(),
            commit: commit.id.clone(),
            subject: commit.subject().to_owned(),
            at: commit.committed_at,
            score,
            reasons,
        });
    }
    Ok(found)
}

fn days(days: i64) -> chrono::TimeDelta {
    chrono::TimeDelta::days(days)
}

/// Returns the words of a text that say something, in lower case and without their endings.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let all = split(&text).filter(|word| word.chars().count() > 2 && !PLAIN.contains(word));
    let stem = |word: &str| {
        let end = ["ing", "ed", "es", "s"]
            .iter()
            .find_map(|end| word.strip_suffix(end).filter(|stem| stem.chars().count() > 3));
        let stem = end.unwrap_or(word);
        // `charge`, `charges` and `charged` are one word.
        stem.strip_suffix('e').filter(|short| short.chars().count() > 3).unwrap_or(stem).to_owned()
    };
    all.filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).map(stem).collect()
}
