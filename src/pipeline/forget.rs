//! Removes an incident for good: its record, what it was read from, what people said of it and what
//! was found out about it. The next import or sync does not bring it back.

use super::Workspace;
use super::forgotten::forgotten_digest;
use crate::error::Error;

/// Removes an incident; an error where there is none.
pub fn forget(workspace: &mut Workspace, id: &str) -> Result<(), Error> {
    if workspace.stored(workspace.store.incident(id))?.is_none() {
        let ids = workspace.stored(workspace.store.incidents())?;
        let ids: Vec<String> = ids.into_iter().map(|incident| incident.id).collect();
        return Err(super::read::unknown(id, &ids));
    }
    let removed = workspace.store.forget_incident(id, &forgotten_digest(id));
    workspace.stored(removed).map(|_| ())
}
