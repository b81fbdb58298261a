//! What people changed in incidents.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, named_params};

use super::value::time_text;
use super::{Store, StoreError, rows, run};
use crate::model::commit::Time;
use crate::model::edit::Edit;
use crate::model::incident::Incident;

impl Store {
    /// Remembers changes of an incident; gives back how many are new.
    pub fn save_edits(&mut self, edits: &[Edit], at: Time) -> Result<usize, StoreError> {
        let write = self.write()?;
        let mut new = 0;
        for edit in edits {
            let row = named_params! {
                ":incident": edit.incident, ":field": edit.field, ":value": edit.value,
                ":at": time_text(at),
            };
            let sql = include_str!("../../schema/queries/upsert_incident_edit.sql");
            new += run(&write, sql, row)?;
        }
        write.commit()?;
        Ok(new)
    }

    /// Takes back what a person changed in a field; gives back whether there was anything.
    pub fn take_back_edit(&mut self, id: &str, field: &str) -> Result<bool, StoreError> {
        let write = self.write()?;
        let sql = include_str!("../../schema/queries/delete_incident_edit.sql");
        let removed = run(&write, sql, named_params! { ":id": id, ":field": field })? > 0;
        write.commit()?;
        Ok(removed)
    }

    /// Returns what people changed in an incident.
    pub fn edits(&self, id: &str) -> Result<Vec<Edit>, StoreError> {
        let sql = include_str!("../../schema/queries/edits_of_incident.sql");
        rows(&self.connection, sql, named_params! { ":id": id }, edit)
    }
}

/// Returns all that people changed, by incident.
pub(super) fn all(connection: &Connection) -> Result<BTreeMap<String, Vec<Edit>>, StoreError> {
    let sql = include_str!("../../schema/queries/incident_edits.sql");
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for edit in rows(connection, sql, [], edit)? {
        edits.entry(edit.incident.clone()).or_default().push(edit);
    }
    Ok(edits)
}

/// Returns an incident as people changed it.
pub(super) fn edited(incident: Incident, edits: &[Edit]) -> Result<Incident, StoreError> {
    edits.iter().try_fold(incident, |incident, edit| {
        let what = "change of incident";
        let unreadable = |source| StoreError::Document { what, id: edit.incident.clone(), source };
        edit.applied(&incident).map_err(unreadable)
    })
}

fn edit(row: &Row<'_>) -> Result<Edit, StoreError> {
    Ok(Edit { incident: row.get("incident")?, field: row.get("field")?, value: row.get("value")? })
}
