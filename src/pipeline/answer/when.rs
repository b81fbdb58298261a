//! When the defect of an incident was introduced, shipped and met.

use crate::error::Error;
use crate::history::{MomentRequest, first_shipped, moment};
use crate::model::commit::{CommitId, Time};
use crate::model::incident::{Incident, Phase};
use crate::model::moment::{Moment, MomentKind, Rung};
use crate::model::project::Project;
use crate::model::release::Release;
use crate::pipeline::bench::Bench;
use crate::pipeline::code::{Code, Placed};

/// Moments of one incident.
pub(super) struct When {
    pub(super) moment: Moment,
    pub(super) first_shipped: Option<Moment>,
    pub(super) introduced: Option<CommitId>,
    pub(super) introduced_at: Option<Time>,
}

/// Returns when the defect of a region was introduced, shipped and met.
pub(super) fn when(
    bench: &Bench<'_>,
    incident: &Incident,
    component: &str,
    code: &Code,
    placed: Option<&Placed>,
) -> Result<When, Error> {
    let kind = bench.moment;
    let unknown = Moment { kind, rung: Rung::Unknown, commit: None, at: None, version: None };
    let mut when =
        When { moment: unknown, first_shipped: None, introduced: None, introduced_at: None };
    let Some(placed) = placed else { return Ok(when) };
    let home = bench.home(&placed.repo)?;
    let failed = |source| Error::History { name: home.name.clone(), source };
    let candidate = code.candidates.iter().find(|(repo, _)| *repo == home.name);
    when.introduced = candidate.map(|(_, candidate)| candidate.commit.clone());
    if let Some(commit) = &when.introduced {
        when.introduced_at = Some(home.repository.commit(commit).map_err(failed)?.committed_at);
    }
    let fix_parent = code.fix_parent.as_ref().filter(|(repo, _)| *repo == home.name);
    let project = &bench.workspace.project;
    let request = MomentRequest {
        kind,
        incident,
        component: Some(component).filter(|name| *name != Project::OTHER),
        environment: &project.environment,
        introduced: when.introduced.as_ref(),
        fix_parent: fix_parent.map(|(_, parent)| parent),
        tag_pattern: project.tag_pattern(&home.name, component),
        caught: !matches!(incident.phase, Phase::Production | Phase::Unknown),
    };
    let shipping = home.shipping(&bench.releases)?;
    when.moment = moment(&shipping, &request).map_err(failed)?;
    when.first_shipped = first_shipped(&shipping, &request).map_err(failed)?;
    if when.moment.commit.is_none() && kind != MomentKind::FixParent && fix_parent.is_none() {
        // A person named lines and nothing else is known: those lines' commit is all there is.
        let commit = placed.commit.clone();
        let at = home.repository.commit(&commit).map_err(failed)?.committed_at;
        when.moment = Moment { commit: Some(commit), at: Some(at), ..when.moment };
    }
    Ok(when)
}

/// Says so where the last deployment before the incident names a commit that is not here.
pub(super) fn unknown_deployment(
    bench: &Bench<'_>,
    incident: &Incident,
    code: &Code,
) -> Result<Option<String>, Error> {
    let (Some(start), Some(placed)) = (incident.at(), code.regions.first()) else {
        return Ok(None);
    };
    let home = bench.home(&placed.repo)?;
    let here = |release: &&Release| {
        release.time <= start
            && release.environment == bench.workspace.project.environment
            && release.repo.as_ref().is_none_or(|repo| *repo == home.name)
    };
    let last = bench.releases.iter().filter(here).max_by_key(|release| release.time);
    let Some((release, commit)) = last.and_then(|r| Some((r, r.commit.as_ref()?))) else {
        return Ok(None);
    };
    Ok(home.repository.resolve(commit).is_err().then(|| {
        format!(
            "the deployment of {} names `{commit}`, which is not in `{}`: it does not count",
            release.time.format("%Y-%m-%d"),
            home.name
        )
    }))
}
