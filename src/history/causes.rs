//! The commits that caused an incident, as records and messages tell them.

use super::HistoryError;
use super::key_fixes::key_fixes;
use super::links::{Found, LinkedRepository};
use super::message::{MessageFacts, mentions_key, message_facts};
use crate::model::commit::CommitId;
use crate::model::incident::Incident;
use crate::model::link::LinkMethod;

/// The changes made for the records that the incident names as its cause.
pub(super) fn changes_of<'a>(
    repos: &[LinkedRepository<'a>],
    incident: &Incident,
    problems: &mut Vec<String>,
) -> Result<Vec<Found<'a>>, HistoryError> {
    let own: Vec<(&str, &CommitId)> = repos
        .iter()
        .flat_map(|home| home.log.naming(&incident.id).into_iter().map(|one| (home.name, &one.id)))
        .collect();
    let mut causes = Vec::new();
    for record in &incident.regressed_by {
        let mut changes = key_fixes(repos, record, &[])?;
        // What was made for the incident itself only speaks of the record, and so may a body.
        changes.retain(|change| !own.contains(&(change.home.name, &change.commit)));
        let in_subject = |change: &Found<'_>| {
            let commit = change.home.log.commit(&change.commit);
            commit.is_some_and(|commit| mentions_key(commit.subject(), record))
        };
        if changes.iter().any(in_subject) {
            changes.retain(in_subject);
        }
        if changes.is_empty() {
            problems.push(format!("no commit was made for `{record}`, named as the cause"));
        }
        let method = LinkMethod::RegressedBy;
        causes.extend(changes.into_iter().map(|change| Found { method, ..change }));
    }
    Ok(causes)
}

/// What the fix's own message says of the cause, best first.
pub(super) fn causes_in_message<'a>(
    fix: &Found<'a>,
    problems: &mut Vec<String>,
) -> Result<Vec<Found<'a>>, HistoryError> {
    let Found { home, commit, .. } = fix;
    let facts: MessageFacts = match home.log.facts(commit) {
        Some(facts) => facts.clone(),
        None => message_facts(&home.repo.commit(commit)?.message),
    };
    let mut causes: Vec<Found<'a>> = Vec::new();
    let mut add = |commit: CommitId, method| causes.push(Found { home: *home, commit, method });
    for reverted in home.log.takes_back(commit) {
        add(reverted.id.clone(), LinkMethod::Revert);
    }
    let named = [
        (&facts.root_causes, LinkMethod::RootCauseLine),
        (&facts.fixes, LinkMethod::FixesLine),
        (&facts.reverts, LinkMethod::Revert),
    ];
    for (ids, method) in named {
        for id in ids {
            match home.repo.resolve(id) {
                Ok(cause) => add(cause, method),
                Err(_) => problems.push(format!(
                    "the message of `{}` names `{id}`, which is not in `{}`",
                    commit.short(),
                    home.name
                )),
            }
        }
    }
    Ok(causes)
}
