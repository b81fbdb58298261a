//! The ids of issues that are numbered from 1 in each repository.

use std::collections::{BTreeMap, BTreeSet};

use super::Workspace;
use crate::error::Error;
use crate::model::incident::Incident;
use crate::sources;

/// Gives issues that are numbered in each repository the ids that tell them apart: a page that is
/// stored keeps its id; a new one gets `owner/name#42` where `always` or where its number is taken
/// by another page.
pub(super) fn keep_ids(
    workspace: &Workspace,
    incidents: &mut [Incident],
    always: bool,
) -> Result<(), Error> {
    let numbered = |incident: &Incident| sources::incidents::id_among_repositories(incident);
    if !incidents.iter().any(|incident| numbered(incident).is_some()) {
        return Ok(());
    }
    let stored = workspace.stored(workspace.store.incidents())?;
    let id_of: BTreeMap<&str, &str> =
        stored.iter().filter_map(|i| Some((i.url.as_deref()?, i.id.as_str()))).collect();
    let with_page = stored.iter().filter(|incident| incident.url.is_some());
    let taken: BTreeSet<&str> = with_page.map(|incident| incident.id.as_str()).collect();
    for incident in incidents {
        let known = incident.url.as_deref().and_then(|url| id_of.get(url));
        if let Some(id) = known {
            (*id).clone_into(&mut incident.id);
        } else if let Some(id) = numbered(incident)
            && !incident.id.contains('#')
            && (always || taken.contains(incident.id.as_str()))
        {
            incident.id = id;
        }
    }
    Ok(())
}
