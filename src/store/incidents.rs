//! Incidents: saved by id, read, and forgotten for good.

use rusqlite::{Connection, named_params};

use super::imports::{log, next_generation};
use super::{ImportSource, Saved, Store, StoreError, first, incident_row, rows, run};
use crate::model::incident::Incident;

impl Store {
    /// Saves incidents by id. One that is already there with the same content is unchanged; one with
    /// other content is replaced, and its dossier is dropped.
    pub fn save_incidents(
        &mut self,
        source: &ImportSource<'_>,
        incidents: &[Incident],
    ) -> Result<Saved, StoreError> {
        let write = self.write()?;
        let mut saved = Saved::default();
        for incident in incidents {
            let incident = incident_row::storable(incident);
            let known = find(&write, &incident.id)?;
            let same = known.as_ref() == Some(&incident);
            if !same {
                incident_row::replace(&write, &incident)?;
            }
            saved.tally(known.is_some(), same);
        }
        log(&write, source, saved)?;
        write.commit()?;
        Ok(saved)
    }

    /// Returns all incidents, by id.
    pub fn incidents(&self) -> Result<Vec<Incident>, StoreError> {
        let sql = include_str!("../../schema/queries/incidents.sql");
        rows(&self.connection, sql, [], incident_row::read)
    }

    /// Returns the incident with this id.
    pub fn incident(&self, id: &str) -> Result<Option<Incident>, StoreError> {
        find(&self.connection, id)
    }

    /// Removes an incident, what people said of it and all that was found out about it, down to the
    /// bytes of the file; gives back whether there was anything.
    pub fn forget_incident(&mut self, id: &str) -> Result<bool, StoreError> {
        let write = self.write()?;
        let mut removed = 0;
        for sql in [
            include_str!("../../schema/queries/delete_incident.sql"),
            include_str!("../../schema/queries/delete_person_links.sql"),
            include_str!("../../schema/queries/delete_dossiers_of_defect.sql"),
        ] {
            removed += run(&write, sql, named_params! { ":id": id })?;
        }
        if removed > 0 {
            next_generation(&write)?;
        }
        write.commit()?;
        // SQLite leaves removed text in free space and in the log, also that of earlier versions of a
        // row. Writing the file anew and emptying the log takes it away; a second call mends a failure.
        self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(removed > 0)
    }
}

fn find(connection: &Connection, id: &str) -> Result<Option<Incident>, StoreError> {
    let sql = include_str!("../../schema/queries/incident.sql");
    first(connection, sql, named_params! { ":id": id }, incident_row::read)
}
