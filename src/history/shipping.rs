//! What could have been running: deployments and tags, and whether they hold the defect.

use super::copies::Copies;
use super::moment::MomentRequest;
use super::object::commit_id;
use super::tag_name::{tag_matches, tag_of_version};
use super::{HistoryError, Repository};
use crate::model::commit::{CommitId, Tag, Time};
use crate::model::moment::{Moment, MomentKind, Rung};
use crate::model::release::{Release, ReleaseResult};

impl Repository {
    /// Returns the newest of `tip` and its first parents that was committed at or before `time`.
    pub(super) fn first_parent_at(
        &self,
        tip: &CommitId,
        time: Time,
    ) -> Result<Option<CommitId>, HistoryError> {
        let mut next = Some(self.object_id(&tip.0)?);
        while let Some(id) = next {
            let node = self.node(&id)?;
            if node.seconds <= time.timestamp() {
                return Ok(Some(commit_id(&id)));
            }
            next = node.parents.first().copied();
        }
        Ok(None)
    }
}

/// Seconds by which clocks of different machines may disagree before a date proves anything.
const CLOCK_SLACK: i64 = 24 * 60 * 60;

/// A repository with what moments need of it, read once.
#[derive(Clone, Copy)]
pub struct Shipping<'a> {
    /// The repository.
    pub repo: &'a Repository,
    /// Its local name.
    pub repo_name: &'a str,
    /// Its default branch; `None` is HEAD.
    pub branch: Option<&'a str>,
    /// Its tags.
    pub tags: &'a [Tag],
    /// Its cherry-picks.
    pub copies: &'a Copies,
    /// Deployments and releases, of all repositories.
    pub releases: &'a [Release],
}

/// Rung (a): the last deployment at or before the start. Of two at one time the later in order wins.
///
/// One that was taken back counts only where it alone explains the failure: it holds the
/// introducing commit, and what was live before it does not.
pub(super) fn live_deployment(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
    start: Time,
) -> Result<Option<Moment>, HistoryError> {
    let deployments = deployments(shipping, request);
    let before = deployments.into_iter().filter(|release| release.time <= start);
    let (lasting, taken_back): (Vec<&Release>, Vec<&Release>) =
        before.partition(|release| release.result != ReleaseResult::RolledBack);
    let last = |releases: Vec<&Release>| {
        let release = releases.into_iter().max_by_key(|release| release.time)?;
        Some(of_release(release, commit_of(shipping, request, release)?))
    };
    let (lasting, taken_back) = (last(lasting), last(taken_back));
    if let Some(back) = taken_back
        && lasting.as_ref().is_none_or(|live| live.at < back.at)
        && let Some(carriers) = carriers(shipping, request.introduced)?
    {
        let holds = |moment: &Moment| match &moment.commit {
            Some(commit) => carriers.are_in(shipping.repo, commit),
            None => Ok(false),
        };
        let explained = lasting.as_ref().map(holds).transpose()?.unwrap_or(false);
        if !explained && holds(&back)? {
            return Ok(Some(back));
        }
    }
    Ok(lasting)
}

/// The deployments that reached the environment and could be of the component.
pub(super) fn deployments<'a>(
    shipping: &Shipping<'a>,
    request: &MomentRequest<'_>,
) -> Vec<&'a Release> {
    let live = |release: &&Release| {
        release.result != ReleaseResult::Failure
            && release.environment.eq_ignore_ascii_case(request.environment)
            && release.repo.as_deref().is_none_or(|repo| repo == shipping.repo_name)
    };
    let live: Vec<&Release> = shipping.releases.iter().filter(live).collect();
    let of = |release: &&Release, component: &str| {
        release.component.as_deref().is_none_or(|name| name.eq_ignore_ascii_case(component))
    };
    if let Some(component) = request.component {
        return live.into_iter().filter(|release| of(release, component)).collect();
    }
    // Where nothing tells the component, a release of one among several proves nothing.
    let mut names: Vec<&str> = live.iter().filter_map(|r| r.component.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let single = names.len() <= 1;
    live.into_iter().filter(|release| single || release.component.is_none()).collect()
}

/// The commit a release names, by revision, else by version. One this repository lacks is none.
pub(super) fn commit_of(
    shipping: &Shipping<'_>,
    request: &MomentRequest<'_>,
    release: &Release,
) -> Option<CommitId> {
    if let Some(revision) = &release.commit
        && let Some(commit) = shipping.repo.named_commit(revision)
    {
        return Some(commit);
    }
    let version = release.version.as_deref()?;
    let tag = tag_of_version(shipping.tags, request.tag_pattern, version)?;
    Some(tag.commit.clone())
}

pub(super) fn matching_tags<'a>(
    shipping: &Shipping<'a>,
    request: &MomentRequest<'_>,
) -> Vec<&'a Tag> {
    shipping.tags.iter().filter(|tag| tag_matches(request.tag_pattern, &tag.name)).collect()
}

/// The introducing commit and its copies: a release that holds one of them holds the defect.
pub(super) struct Carriers {
    commits: Vec<CommitId>,
    earliest: Time,
}

pub(super) fn carriers(
    shipping: &Shipping<'_>,
    introduced: Option<&CommitId>,
) -> Result<Option<Carriers>, HistoryError> {
    let Some(introduced) = introduced else { return Ok(None) };
    let mut commits = shipping.copies.of(shipping.repo, introduced)?;
    commits.push(introduced.clone());
    let mut earliest = shipping.repo.commit(introduced)?.committed_at;
    for copy in &commits {
        earliest = earliest.min(shipping.repo.commit(copy)?.committed_at);
    }
    Ok(Some(Carriers { commits, earliest }))
}

impl Carriers {
    /// A tag much older than the commit cannot hold it; asking history would only cost time.
    pub(super) fn can_be_in(&self, tag: &Tag) -> bool {
        (self.earliest - tag.at).num_seconds() <= CLOCK_SLACK
    }

    pub(super) fn are_in(
        &self,
        repo: &Repository,
        commit: &CommitId,
    ) -> Result<bool, HistoryError> {
        Ok(!repo.ancestors_among(commit, &self.commits)?.is_empty())
    }
}

pub(super) fn of_tag(tag: &Tag, kind: MomentKind) -> Moment {
    Moment {
        kind,
        rung: Rung::Tag,
        commit: Some(tag.commit.clone()),
        at: Some(tag.at),
        version: Some(tag.name.clone()),
    }
}

pub(super) fn of_release(release: &Release, commit: CommitId) -> Moment {
    Moment {
        kind: MomentKind::FirstShipped,
        rung: Rung::Deployment,
        commit: Some(commit),
        at: Some(release.time),
        version: release.version.clone(),
    }
}
