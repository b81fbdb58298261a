//! Incidents: saved by id, read, and forgotten for good.

use std::collections::BTreeSet;

use rusqlite::{Connection, named_params};

use super::imports::next_generation;
use super::saver::next_incident_change;
use super::value::from_json;
use super::{ImportSource, Saved, Store, StoreError, edits, first, incident_row, rows, run};
use crate::model::batch::Reconciliation;
use crate::model::incident::Incident;

impl Store {
    /// Saves incidents by id. One that is already there with the same content is unchanged; one with
    /// other content is replaced, and its dossier is dropped.
    pub fn save_incidents(
        &mut self,
        source: &ImportSource<'_>,
        incidents: &[Incident],
    ) -> Result<Saved, StoreError> {
        let mut saver = self.incident_saver()?;
        for incident in incidents {
            saver.save(incident)?;
        }
        saver.commit(Some(source))
    }

    /// Returns all incidents as people changed them, by id.
    pub fn incidents(&self) -> Result<Vec<Incident>, StoreError> {
        let sql = include_str!("../../schema/queries/incidents.sql");
        let incidents = rows(&self.connection, sql, [], incident_row::read)?;
        let edits = edits::all(&self.connection)?;
        if edits.is_empty() {
            return Ok(incidents);
        }
        let edited = |incident: Incident| match edits.get(&incident.id) {
            Some(edits) => edits::edited(incident, edits),
            None => Ok(incident),
        };
        incidents.into_iter().map(edited).collect()
    }

    /// Returns the incident with this id as people changed it.
    pub fn incident(&self, id: &str) -> Result<Option<Incident>, StoreError> {
        let found = find(&self.connection, id)?;
        let edits = if found.is_some() { self.edits(id)? } else { Vec::new() };
        found.map(|incident| edits::edited(incident, &edits)).transpose()
    }

    /// Returns the incident with this id as it was imported.
    pub fn imported_incident(&self, id: &str) -> Result<Option<Incident>, StoreError> {
        find(&self.connection, id)
    }

    /// Returns the pages of incidents, each with its incident's id.
    pub fn incident_pages(&self) -> Result<Vec<(String, String)>, StoreError> {
        pages(&self.connection)
    }

    /// Returns what became of a file that was read before, by a digest of its bytes and settings;
    /// `None` where it was not, or where an incident changed since.
    pub fn read_file(&self, digest: &str) -> Result<Option<Reconciliation>, StoreError> {
        let sql = include_str!("../../schema/queries/read_file.sql");
        let row = named_params! { ":digest": digest };
        let document =
            first(&self.connection, sql, row, |row| Ok(row.get::<_, String>("document")?))?;
        document.map(|text| from_json(&text, "reading of", digest)).transpose()
    }

    /// Returns the digests of ids that must not come back.
    pub fn forgotten(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = include_str!("../../schema/queries/forgotten.sql");
        let found = rows(&self.connection, sql, [], |row| Ok(row.get::<_, String>("digest")?))?;
        Ok(found.into_iter().collect())
    }

    /// Removes an incident, what people said of it and all that was found out about it, down to the
    /// bytes of the file; gives back whether there was anything. `digest` stands for its id, so that
    /// the next import does not bring it back.
    pub fn forget_incident(&mut self, id: &str, digest: &str) -> Result<bool, StoreError> {
        let write = self.write()?;
        let mut removed = 0;
        for sql in [
            include_str!("../../schema/queries/delete_incident.sql"),
            include_str!("../../schema/queries/delete_person_links.sql"),
            include_str!("../../schema/queries/delete_answers.sql"),
            include_str!("../../schema/queries/delete_tracked.sql"),
            include_str!("../../schema/queries/delete_raw_records.sql"),
            include_str!("../../schema/queries/delete_incident_edits.sql"),
            include_str!("../../schema/queries/delete_dossiers_of_defect.sql"),
        ] {
            removed += run(&write, sql, named_params! { ":id": id })?;
        }
        if removed > 0 {
            let digest = named_params! { ":digest": digest };
            run(&write, include_str!("../../schema/queries/insert_forgotten.sql"), digest)?;
            run(&write, include_str!("../../schema/queries/delete_read_files.sql"), [])?;
            next_incident_change(&write, 1)?;
            next_generation(&write)?;
        }
        write.commit()?;
        // SQLite leaves removed text in free space and in the log, also that of earlier versions of a
        // row. Writing the file anew and emptying the log takes it away; a second call mends a failure.
        self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(removed > 0)
    }
}

/// Returns the pages of incidents, each with its incident's id.
pub(super) fn pages(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let sql = include_str!("../../schema/queries/incident_pages.sql");
    rows(connection, sql, [], |row| Ok((row.get("url")?, row.get("id")?)))
}

/// Returns the incident with this id, as it was imported.
pub(super) fn find(connection: &Connection, id: &str) -> Result<Option<Incident>, StoreError> {
    let sql = include_str!("../../schema/queries/incident.sql");
    first(connection, sql, named_params! { ":id": id }, incident_row::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::Time;
    use crate::model::incident::{Condition, Contained, DetectedBy, Origin, Phase, Stamp};
    use crate::model::link::{LinkRole, PersonLink};
    use crate::store::ImportKind;
    use crate::store::imports::source;

    /// An incident with something in every field.
    fn full() -> Incident {
        let stamp = |minute: i64, origin| {
            Some(Stamp { at: Time::UNIX_EPOCH + chrono::TimeDelta::minutes(minute), origin })
        };
        Incident {
            url: Some("https://example.com/1".into()),
            body: Some("Line one.\nLine \u{202e}two.\0".into()),
            kind: Some("incident".into()),
            status: Some("done".into()),
            severity_raw: Some("SEV-2".into()),
            severity: Some(2),
            phase_raw: Some("Live".into()),
            phase: Phase::Production,
            detected_by: DetectedBy::Alert,
            introduced_at: stamp(1, Origin::Guessed),
            deployed_at: stamp(2, Origin::Field),
            started_at: stamp(3, Origin::Derived),
            detected_at: stamp(4, Origin::Field),
            acknowledged_at: stamp(5, Origin::Field),
            mitigated_at: stamp(6, Origin::Field),
            resolved_at: stamp(7, Origin::Field),
            reopened_at: stamp(8, Origin::Field),
            component: Some("checkout".into()),
            labels: vec!["a, b".into(), "\"c\"".into()],
            customers_affected: Some(0),
            cost: Some(0.1),
            currency: Some("EUR".into()),
            conditions: vec![Condition::ThirdParty, Condition::Load],
            contained: Contained::No,
            duplicate_of: Some("INC-0".into()),
            problem_id: Some("P-1".into()),
            affected_version: Some("v1".into()),
            fix_commits: vec!["shop:abc".into()],
            cause_commits: vec!["def".into()],
            fix_versions: vec!["1.2.1".into()],
            regressed_by: vec!["INC-0".into()],
            ..Incident::new("INC-1", "csv", "Charged twice")
        }
    }

    fn save(store: &mut Store, incidents: &[Incident]) -> Saved {
        store.save_incidents(&source(ImportKind::Incidents, "digest"), incidents).unwrap()
    }

    #[test]
    fn every_field_survives_and_a_field_nobody_knows_stays_unknown() {
        let mut store = Store::open_in_memory().unwrap();
        let incidents = [full(), Incident::new("INC-2", "cli", "Bare")];
        save(&mut store, &incidents);
        assert_eq!(store.incidents().unwrap(), incidents);
        assert_eq!(store.incident("INC-2").unwrap().as_ref(), Some(&incidents[1]));
        assert_eq!(store.incident("INC-3").unwrap(), None);
    }

    #[test]
    fn the_same_record_again_is_unchanged_and_another_one_of_the_same_id_is_updated() {
        let mut store = Store::open_in_memory().unwrap();
        let saved = save(&mut store, &[full(), Incident::new("INC-2", "csv", "Bare")]);
        assert_eq!(saved, Saved { imported: 2, updated: 0, unchanged: 0 });
        let other = Incident { severity: None, ..full() };
        let saved = save(&mut store, &[other.clone(), Incident::new("INC-2", "csv", "Bare")]);
        assert_eq!(saved, Saved { imported: 0, updated: 1, unchanged: 1 });
        assert_eq!(store.incident("INC-1").unwrap(), Some(other));
    }

    #[test]
    fn what_a_row_cannot_hold_is_not_known_and_still_unchanged_the_second_time() {
        let mut store = Store::open_in_memory().unwrap();
        let odd = Incident {
            severity: Some(9),
            cost: Some(f64::NAN),
            customers_affected: Some(u64::MAX),
            ..full()
        };
        save(&mut store, std::slice::from_ref(&odd));
        let stored = store.incident("INC-1").unwrap().unwrap();
        assert_eq!((stored.severity, stored.cost, stored.customers_affected), (None, None, None));
        assert_eq!(save(&mut store, &[odd]).unchanged, 1);
    }

    #[test]
    fn an_import_with_one_impossible_record_leaves_nothing() {
        let mut store = Store::open_in_memory().unwrap();
        let incidents = [full(), Incident::new("", "csv", "No id")];
        let source = source(ImportKind::Incidents, "digest");
        store.save_incidents(&source, &incidents).unwrap_err();
        assert_eq!(store.incidents().unwrap(), []);
        assert_eq!(store.imports().unwrap(), []);
    }

    #[test]
    fn a_forgotten_incident_is_gone_from_the_bytes_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let on_disk = |needle: &str| {
            std::fs::read_dir(folder.path()).unwrap().any(|entry| {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
            })
        };
        let mut store = Store::open(&folder.path().join("escapee.db")).unwrap();
        let incident = |title: &str| Incident { title: title.into(), ..full() };
        save(&mut store, &[incident("Jane Roe was charged twice")]);
        save(&mut store, &[incident("A customer was charged twice")]);
        let role = LinkRole::Fix;
        let link = PersonLink { incident: "INC-1".into(), role, value: "said-by-hand".into() };
        store.save_person_link(&link, Time::UNIX_EPOCH).unwrap();
        let generation = store.generation().unwrap();
        assert!(on_disk("Jane Roe") && on_disk("charged twice") && on_disk("said-by-hand"));

        assert!(store.forget_incident("INC-1", "of INC-1").unwrap());
        assert!(!on_disk("Jane Roe") && !on_disk("charged twice") && !on_disk("said-by-hand"));
        assert_eq!(store.incident("INC-1").unwrap(), None);
        assert_eq!(store.person_links().unwrap(), []);
        assert_ne!(store.generation().unwrap(), generation);
        assert!(store.forgotten().unwrap().contains("of INC-1"));
        assert!(!store.forget_incident("INC-1", "of INC-1").unwrap());
    }
}
