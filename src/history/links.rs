//! An incident to the commits that fixed and caused it, and who or what says so.
//!
//! For fixes and for causes the best source that names a commit there is wins: a person, then the
//! record, then messages. Nothing is dropped silently: what cannot be found is a problem in words,
//! and a fix that does not count is listed with the reason.

use super::copies::Copies;
use super::key_fixes::key_fixes;
use super::log_index::LogIndex;
use super::message::message_facts;
use super::named::{named_region, named_revision};
use super::{HistoryError, Repository, causes, stack_frames};
use crate::model::commit::{CommitId, Tag};
use crate::model::incident::Incident;
use crate::model::link::{Link, LinkMethod, LinkRole, LinkTarget, PersonLink};

/// A repository that incidents may have links into, read once for many incidents.
#[derive(Clone, Copy)]
pub struct LinkedRepository<'a> {
    /// Its local name.
    pub name: &'a str,
    /// The repository.
    pub repo: &'a Repository,
    /// Its default branch; `None` is HEAD.
    pub branch: Option<&'a str>,
    /// The log of its default branch.
    pub log: &'a LogIndex,
    /// Its cherry-picks.
    pub copies: &'a Copies,
    /// Its tags, as far as they were there at the time that is asked about.
    pub tags: &'a [Tag],
    /// The names of its release tags; `None` is all.
    pub tag_pattern: Option<&'a str>,
}

/// The incident whose links are wanted.
#[derive(Debug, Clone, Copy)]
pub struct LinkRequest<'a> {
    /// The record.
    pub incident: &'a Incident,
    /// What persons said; words about other incidents are passed over.
    pub persons: &'a [PersonLink],
}

/// The links of one incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinksFound {
    /// The links that count, best first.
    pub links: Vec<Link>,
    /// Fixes that do not count.
    pub dropped: Vec<DroppedFix>,
    /// What could not be used, in words for the user.
    pub problems: Vec<String>,
}

/// A fix that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedFix {
    /// Repository name.
    pub repo: String,
    /// The commit.
    pub commit: CommitId,
    /// Who or what named it.
    pub method: LinkMethod,
    /// Why it does not count.
    pub reason: String,
}

/// A commit somebody named, and the repository that holds it.
#[derive(Clone)]
pub(super) struct Found<'a> {
    pub(super) home: LinkedRepository<'a>,
    pub(super) commit: CommitId,
    pub(super) method: LinkMethod,
}

/// Returns the links of one incident.
pub fn links(
    repos: &[LinkedRepository<'_>],
    request: &LinkRequest<'_>,
) -> Result<LinksFound, HistoryError> {
    let mut found = LinksFound::default();
    let incident = request.incident;
    let person = |role| {
        let about = |link: &&PersonLink| link.incident == incident.id && link.role == role;
        let values = request.persons.iter().filter(about).map(|link| link.value.as_str());
        values.collect::<Vec<_>>()
    };

    let mut resolve = |what: &str, values: &[&str], method| {
        resolved(repos, what, values, method, &mut found.problems)
    };

    let mut fixes = resolve("fix", &person(LinkRole::Fix), LinkMethod::Person);
    if fixes.is_empty() {
        fixes = resolve("fix", &texts(&incident.fix_commits), LinkMethod::FixField);
    }
    let mut causes = resolve("cause", &person(LinkRole::Cause), LinkMethod::Person);
    let person_knows_cause = !causes.is_empty();
    if !person_knows_cause {
        causes = resolve("cause", &texts(&incident.cause_commits), LinkMethod::CauseField);
        let body = message_facts(incident.body.as_deref().unwrap_or(""));
        let lines = texts(&body.root_causes);
        causes.extend(resolve("root cause", &lines, LinkMethod::RootCauseLine));
        causes.extend(causes::changes_of(repos, incident, &mut found.problems)?);
    }

    let mut fixes = counted(fixes, &mut found.dropped)?;
    if fixes.is_empty() {
        fixes = counted(key_fixes(repos, &incident.id, &causes)?, &mut found.dropped)?;
    }
    if !person_knows_cause {
        for fix in &fixes {
            causes.extend(causes::causes_in_message(fix, &mut found.problems)?);
        }
    }

    for Found { home, commit, method } in fixes {
        let target = LinkTarget::Fix { repo: home.name.to_owned(), commit };
        found.links.push(Link { target, method });
    }
    for Found { home, commit, method } in causes {
        let target = LinkTarget::Cause { repo: home.name.to_owned(), commit };
        found.links.push(Link { target, method });
    }
    for value in person(LinkRole::Region) {
        match region(repos, value)? {
            Ok(target) => found.links.push(Link { target, method: LinkMethod::Person }),
            Err(problem) => found.problems.push(problem),
        }
    }
    found
        .dropped
        .sort_by(|a, b| (a.method, &a.repo, &a.commit).cmp(&(b.method, &b.repo, &b.commit)));
    found.dropped.dedup_by(|a, b| (&a.repo, &a.commit) == (&b.repo, &b.commit));
    found.links.sort_by(|a, b| (a.method, &a.target).cmp(&(b.method, &b.target)));
    if found.links.is_empty() {
        // Traces say where it failed, not what was wrong: they count where nothing else is known,
        // and in their own order, the place of the failure first.
        let method = LinkMethod::StackFrame;
        let places = stack_frames::places(repos, incident)?;
        found.links.extend(places.into_iter().map(|target| Link { target, method }));
    }
    // The same commit by two methods is one link: the better method stands first.
    let mut seen = Vec::new();
    found.links.retain(|link| {
        let new = !seen.contains(&link.target);
        seen.push(link.target.clone());
        new
    });
    Ok(found)
}

/// The commits that the values name. Without a repository's name the first that knows it has it.
pub(super) fn resolved<'a>(
    repos: &[LinkedRepository<'a>],
    what: &str,
    values: &[&str],
    method: LinkMethod,
    problems: &mut Vec<String>,
) -> Vec<Found<'a>> {
    let homes: Vec<&str> = repos.iter().map(|home| home.name).collect();
    let mut found: Vec<Found<'a>> = Vec::new();
    for value in values {
        let named = named_revision(value, &homes);
        let mut searched =
            repos.iter().filter(|home| named.repo.is_none_or(|name| name == home.name));
        let hit = searched.find_map(|home| Some((*home, home.repo.named_commit(named.revision)?)));
        match hit {
            Some((home, commit)) => {
                if !found.iter().any(|f| f.home.name == home.name && f.commit == commit) {
                    found.push(Found { home, commit, method });
                }
            }
            None => problems.push(not_found(repos, what, value)),
        }
    }
    found
}

fn not_found(repos: &[LinkedRepository<'_>], what: &str, value: &str) -> String {
    let shallow: Vec<&str> =
        repos.iter().filter(|home| home.repo.is_shallow()).map(|home| home.name).collect();
    let text = format!("{what} `{value}` names no commit of any repository here");
    if shallow.is_empty() {
        return text;
    }
    format!("{text}; the clone of `{}` is shallow", shallow.join("`, `"))
}

/// The fixes that count: none that was taken back, and of copies one, the default branch's.
fn counted<'a>(
    fixes: Vec<Found<'a>>,
    dropped: &mut Vec<DroppedFix>,
) -> Result<Vec<Found<'a>>, HistoryError> {
    let mut drop = |fix: &Found<'_>, reason: String| {
        let (repo, commit) = (fix.home.name.to_owned(), fix.commit.clone());
        dropped.push(DroppedFix { repo, commit, method: fix.method, reason });
    };
    let mut keyed = Vec::new();
    for fix in fixes {
        if let Some(by) = fix.home.log.taken_back_by(&fix.commit) {
            drop(&fix, format!("taken back by `{}`", by.id.short()));
            continue;
        }
        let on_side = fix.home.log.commit(&fix.commit).is_none();
        let at = fix.home.repo.commit(&fix.commit)?.committed_at;
        keyed.push(((on_side, at, fix.commit.clone()), fix));
    }
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut kept: Vec<Found<'a>> = Vec::new();
    for (_, fix) in keyed {
        let mut original = None;
        for other in kept.iter().filter(|other| other.home.name == fix.home.name) {
            if fix.home.copies.are_copies(fix.home.repo, &other.commit, &fix.commit)? {
                original = Some(other.commit.clone());
                break;
            }
        }
        match original {
            Some(original) => drop(&fix, format!("the same change as `{}`", original.short())),
            None => kept.push(fix),
        }
    }
    Ok(kept)
}

/// The region a person named, or why it cannot be used.
pub(super) fn region(
    repos: &[LinkedRepository<'_>],
    value: &str,
) -> Result<Result<LinkTarget, String>, HistoryError> {
    let homes: Vec<&str> = repos.iter().map(|home| home.name).collect();
    let Some(named) = named_region(value, &homes) else {
        return Ok(Err(format!("region `{value}` is not of the form `PATH:A-B[@REV]`")));
    };
    let mut problem = format!("region `{value}` names no commit of any repository here");
    for home in repos.iter().filter(|home| named.repo.is_none_or(|name| name == home.name)) {
        let commit = match named.revision {
            Some(revision) => home.repo.named_commit(revision),
            None => home.repo.branch_tip(home.branch)?,
        };
        let Some(commit) = commit else { continue };
        let Some(blob) = home.repo.blob_at(&commit, named.path)? else {
            problem = format!("region `{value}`: no file `{}` at that commit", named.path);
            continue;
        };
        let count = line_count(&home.repo.content(&blob)?);
        if named.lines.last > count {
            problem = format!("region `{value}`: the file has {count} lines at that commit");
            continue;
        }
        let (repo, path) = (home.name.to_owned(), named.path.to_owned());
        return Ok(Ok(LinkTarget::Region { repo, commit, path, lines: named.lines }));
    }
    Ok(Err(problem))
}

/// Returns how many lines a content has.
pub(super) fn line_count(content: &[u8]) -> u32 {
    // What follows the last line end is a line only if there is something.
    let lines = content.split(|byte| *byte == b'\n').count();
    (lines - usize::from(content.is_empty() || content.ends_with(b"\n"))) as u32
}

fn texts(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}
