//! The commit that evidence is read at: what ran when the incident started, and its alternatives.
//!
//! The ladder's rungs are tried in order and the first that names a commit of this repository
//! wins. Nothing after the start is looked at: no later deployment, no later tag.

use super::HistoryError;
use super::shipping::{
    Shipping, carriers, commit_of, deployments, live_deployment, matching_tags, of_release, of_tag,
};
use super::tag_name::tag_of_version;
use crate::model::commit::{CommitId, Tag, Time};
use crate::model::incident::Incident;
use crate::model::moment::{Moment, MomentKind, Rung};
use crate::model::release::Release;

/// Which moment of which incident is asked for.
#[derive(Debug, Clone, Copy)]
pub struct MomentRequest<'a> {
    /// Which commit is meant by "then".
    pub kind: MomentKind,
    /// The incident.
    pub incident: &'a Incident,
    /// The component that failed; `None` where nothing tells.
    pub component: Option<&'a str>,
    /// Environment whose deployments count.
    pub environment: &'a str,
    /// The bug-introducing commit, where known.
    pub introduced: Option<&'a CommitId>,
    /// The fix's first parent, where there is a fix.
    pub fix_parent: Option<&'a CommitId>,
    /// Pattern of the component's release tags.
    pub tag_pattern: Option<&'a str>,
    /// Whether it was found before release; it is then read at the introducing commit.
    pub caught: bool,
}

/// Returns the commit at which evidence is read, and the rung that named it.
pub fn moment(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
) -> Result<Moment, HistoryError> {
    let kind = if request.caught && request.kind == MomentKind::Shipped {
        MomentKind::Introduced
    } else {
        request.kind
    };
    let found = match kind {
        MomentKind::Shipped => shipped(shipping, request)?,
        MomentKind::FirstShipped => first_shipped(shipping, request)?,
        MomentKind::Introduced => at_commit(shipping, Rung::Introduced, request.introduced)?,
        MomentKind::FixParent => at_commit(shipping, Rung::FixParent, request.fix_parent)?,
    };
    // Without an introducing commit, code that was caught early is best read where it was mended.
    let found = match found {
        None if request.caught => at_commit(shipping, Rung::FixParent, request.fix_parent)?,
        found => found,
    };
    let unknown = Moment { kind, rung: Rung::Unknown, commit: None, at: None, version: None };
    Ok(found.map_or(unknown, |moment| Moment { kind, ..moment }))
}

/// Returns the earliest release that contains the introducing commit; `None` if there is none.
///
/// Deployments of the environment and component come first, as they are when users got it; else
/// the earliest matching tag.
pub fn first_shipped(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
) -> Result<Option<Moment>, HistoryError> {
    let Some(carriers) = carriers(shipping, request.introduced)? else { return Ok(None) };
    let mut releases = deployments(shipping, request);
    releases.sort_by_key(|release| release.time);
    for release in releases {
        if let Some(commit) = commit_of(shipping, request, release)
            && carriers.are_in(shipping.repo, &commit)?
        {
            return Ok(Some(of_release(release, commit)));
        }
    }
    let mut tags = matching_tags(shipping, request);
    tags.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
    for tag in tags {
        if carriers.can_be_in(tag) && carriers.are_in(shipping.repo, &tag.commit)? {
            return Ok(Some(of_tag(tag, MomentKind::FirstShipped)));
        }
    }
    Ok(None)
}

/// The ladder, rungs (a) to (e).
fn shipped(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
) -> Result<Option<Moment>, HistoryError> {
    let start = request.incident.at();
    if let Some(start) = start
        && let Some(moment) = live_deployment(shipping, request, start)?
    {
        return Ok(Some(moment));
    }
    if let Some(moment) = affected(shipping, request)? {
        return Ok(Some(moment));
    }
    if let Some(start) = start {
        if let Some(tag) = newest_tag(shipping, request, start)? {
            return Ok(Some(of_tag(tag, MomentKind::Shipped)));
        }
        let tip = shipping.repo.branch_tip(shipping.branch)?;
        let then = tip.map(|tip| shipping.repo.first_parent_at(&tip, start)).transpose()?.flatten();
        if then.is_some() {
            return at_commit(shipping, Rung::DefaultBranch, then.as_ref());
        }
    }
    at_commit(shipping, Rung::FixParent, request.fix_parent)
}

/// Rung (b): the versions the record names; of several the newest at or before the start.
fn affected(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
) -> Result<Option<Moment>, HistoryError> {
    let Some(field) = request.incident.affected_version.as_deref() else { return Ok(None) };
    let whole = version_commit(shipping, request, field.trim())?;
    let mut found: Vec<(Time, CommitId, String)> = whole.into_iter().collect();
    if found.is_empty() {
        for version in field.split([',', ';', ' ', '\t', '\n']).filter(|word| !word.is_empty()) {
            found.extend(version_commit(shipping, request, version)?);
        }
    }
    found.sort();
    let start = request.incident.at();
    let in_time = found.iter().rposition(|(at, ..)| start.is_none_or(|start| *at <= start));
    // All of them after the start: the record's dates disagree, and its word still counts.
    let chosen = found.into_iter().nth(in_time.unwrap_or(0));
    Ok(chosen.map(|(at, commit, version)| Moment {
        kind: MomentKind::Shipped,
        rung: Rung::AffectedVersion,
        commit: Some(commit),
        at: Some(at),
        version: Some(version),
    }))
}

fn version_commit(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
    version: &str,
) -> Result<Option<(Time, CommitId, String)>, HistoryError> {
    if let Some(tag) = tag_of_version(shipping.tags, request.tag_pattern, version) {
        return Ok(Some((tag.at, tag.commit.clone(), tag.name.clone())));
    }
    let is_it = |release: &&Release| release.version.as_deref() == Some(version);
    let release = deployments(shipping, request).into_iter().find(is_it);
    if let Some(release) = release
        && let Some(commit) = commit_of(shipping, request, release)
    {
        return Ok(Some((release.time, commit, version.to_owned())));
    }
    let Some(commit) = shipping.repo.named_commit(version) else { return Ok(None) };
    let at = shipping.repo.commit(&commit)?.committed_at;
    // A branch's name is a version of today, which is no word on what ran at the start.
    let in_time = request.incident.at().is_none_or(|start| at <= start);
    Ok(in_time.then(|| (at, commit, version.to_owned())))
}

/// Rung (c): the newest matching tag at or before the start that holds the introducing commit or a
/// copy of it; where that commit is not known, the newest matching tag.
fn newest_tag<'a>(
    shipping: &Shipping<'a>,
    request: &MomentRequest<'_>,
    start: Time,
) -> Result<Option<&'a Tag>, HistoryError> {
    let mut tags = matching_tags(shipping, request);
    tags.retain(|tag| tag.at <= start);
    tags.sort_by(|a, b| (b.at, &b.name).cmp(&(a.at, &a.name)));
    let Some(carriers) = carriers(shipping, request.introduced)? else {
        return Ok(tags.first().copied());
    };
    for tag in tags {
        if carriers.can_be_in(tag) && carriers.are_in(shipping.repo, &tag.commit)? {
            return Ok(Some(tag));
        }
    }
    Ok(None)
}

fn at_commit(
    shipping: &Shipping<'_>,
    rung: Rung,
    commit: Option<&CommitId>,
) -> Result<Option<Moment>, HistoryError> {
    let Some(commit) = commit else { return Ok(None) };
    let at = shipping.repo.commit(commit)?.committed_at;
    let commit = Some(commit.clone());
    Ok(Some(Moment { kind: MomentKind::Shipped, rung, commit, at: Some(at), version: None }))
}
