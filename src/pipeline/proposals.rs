//! Proposals of fixes for incidents that name none, and their acceptance by a rule.

use super::Workspace;
use super::analyze::Options;
use super::bench::Bench;
use super::word::add_links;
use crate::error::Error;
use crate::history::{FixVersions, proposals};
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::link::{LinkRole, PersonLink};
use crate::model::project::Project;
use crate::model::proposal::Proposal;

/// An incident without a link, and what may have fixed it, best first.
#[derive(Debug, Clone)]
pub struct Unlinked {
    /// The record.
    pub incident: Incident,
    /// Up to three commits.
    pub proposals: Vec<Proposal>,
}

/// Returns proposals for every incident without a link.
pub fn unlinked(
    workspace: &Workspace,
    dossiers: &[Dossier],
    as_of: Option<Time>,
) -> Result<Vec<Unlinked>, Error> {
    let options = Options { as_of, ..Options::default() };
    let bench = Bench::new(workspace, &options)?;
    let linked = bench.linked()?;
    let project = &workspace.project;
    let mut versions = FixVersions::default();
    let mut found = Vec::new();
    for dossier in dossiers.iter().filter(|dossier| dossier.links.is_empty()) {
        let component = dossier.component.as_str();
        let under = |repo: &str, path: &str| {
            component != Project::OTHER && project.component_of_path(repo, path) == component
        };
        let proposals = proposals(&linked, &dossier.incident, &under, &mut versions, as_of)
            .map_err(|source| Error::History { name: "all".to_owned(), source })?;
        found.push(Unlinked { incident: dossier.incident.clone(), proposals });
    }
    Ok(found)
}

/// Accepts the best proposal of each incident that reaches `least` and stands `lead` above the next;
/// gives back the links that are new. They count as a person's word, as a person chose the rule.
pub fn accept(
    workspace: &mut Workspace,
    unlinked: &[Unlinked],
    (least, lead): (f64, f64),
    at: Time,
) -> Result<Vec<PersonLink>, Error> {
    let several = workspace.project.repositories.len() > 1;
    let chosen = unlinked.iter().filter_map(|one| {
        let best = one.proposals.first().filter(|best| best.score >= least)?;
        let next = one.proposals.get(1).map_or(0.0, |next| next.score);
        let value = if several {
            format!("{}:{}", best.repo, best.commit)
        } else {
            best.commit.to_string()
        };
        let (incident, role) = (one.incident.id.clone(), LinkRole::Fix);
        (best.score - next >= lead).then_some(PersonLink { incident, role, value })
    });
    let chosen: Vec<PersonLink> = chosen.collect();
    add_links(workspace, &chosen, at)?;
    Ok(chosen)
}
