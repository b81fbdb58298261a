//! What a person changes in an incident's record, kept apart from what is imported.

use super::Workspace;
use crate::error::Error;
use crate::model::commit::Time;
use crate::model::edit::Edit;

/// What an edit did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    /// Fields whose value is another now.
    pub changed: usize,
    /// Fields that have the source's value again.
    pub taken_back: usize,
}

/// Changes fields of an incident, and takes earlier changes back; an error where there is no such
/// incident or a field cannot hold its value.
pub fn edit(
    workspace: &mut Workspace,
    id: &str,
    edits: &[Edit],
    reset: &[String],
    at: Time,
) -> Result<Edited, Error> {
    let Some(incident) = workspace.stored(workspace.store.imported_incident(id))? else {
        let ids = workspace.stored(workspace.store.incidents())?;
        let ids: Vec<String> = ids.into_iter().map(|incident| incident.id).collect();
        return Err(super::read::unknown(id, &ids));
    };
    for edit in edits {
        edit.applied(&incident)
            .map_err(|_| Error::NoValue { field: edit.field.clone(), value: edit.value.clone() })?;
    }
    let saved = workspace.store.save_edits(edits, at);
    let changed = workspace.stored(saved)?;
    let mut taken_back = 0;
    for field in reset {
        let removed = workspace.store.take_back_edit(id, field);
        taken_back += usize::from(workspace.stored(removed)?);
    }
    Ok(Edited { changed, taken_back })
}
