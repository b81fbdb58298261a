//! Dossiers: what analysis found out, each with the fingerprint of what it was found out from.
//!
//! Only dossiers that this version wrote are read: another version may judge by other rules. A
//! dossier goes with its incident, and when its incident's record changes.

use std::collections::BTreeMap;

use rusqlite::{Row, named_params};

use super::value::{from_json, json};
use super::{Store, StoreError, first, rows, run};
use crate::model::dossier::Dossier;

/// The version that stands beside each dossier.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Store {
    /// Returns all dossiers, by incident.
    pub fn dossiers(&self) -> Result<Vec<Dossier>, StoreError> {
        let sql = include_str!("../../schema/queries/dossiers.sql");
        rows(&self.connection, sql, named_params! { ":version": VERSION }, read)
    }

    /// Returns the dossier of an incident.
    pub fn dossier(&self, id: &str) -> Result<Option<Dossier>, StoreError> {
        let sql = include_str!("../../schema/queries/dossier.sql");
        first(&self.connection, sql, named_params! { ":id": id, ":version": VERSION }, read)
    }

    /// Returns the fingerprint of each dossier, by incident.
    pub fn dossier_fingerprints(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = include_str!("../../schema/queries/dossier_fingerprints.sql");
        let pairs = rows(&self.connection, sql, named_params! { ":version": VERSION }, |row| {
            Ok((row.get("incident_id")?, row.get("fingerprint")?))
        })?;
        Ok(pairs.into_iter().collect())
    }

    /// Saves dossiers with their fingerprints. One whose incident is gone is left out.
    pub fn save_dossiers(&mut self, dossiers: &[(String, Dossier)]) -> Result<(), StoreError> {
        let write = self.write()?;
        let sql = include_str!("../../schema/queries/upsert_dossier.sql");
        for (fingerprint, dossier) in dossiers {
            let id = dossier.incident.id.as_str();
            let moment = dossier.moment.as_ref().and_then(|moment| moment.commit.as_ref());
            let row = named_params! {
                ":id": id, ":fingerprint": fingerprint, ":version": VERSION,
                ":class": dossier.verdict.class.word(), ":defect": dossier.defect,
                ":component": dossier.component, ":moment_commit": moment.map(|commit| &commit.0),
                ":document": json(dossier, "dossier of", id)?,
            };
            run(&write, sql, row)?;
        }
        write.commit()?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Dossier, StoreError> {
    let id: String = row.get("incident_id")?;
    from_json(&row.get::<_, String>("document")?, "dossier of", &id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Facts;
    use crate::model::incident::Incident;
    use crate::model::link::Confidence;
    use crate::model::verdict::{EscapeClass, Verdict};
    use crate::model::worksheet::Worksheet;
    use crate::store::ImportKind;
    use crate::store::imports::source;

    fn dossier(id: &str, defect: &str) -> Dossier {
        Dossier {
            incident: Incident::new(id, "csv", "Charged twice"),
            defect: defect.into(),
            component: "checkout".into(),
            links: Vec::new(),
            fixes: Vec::new(),
            candidates: Vec::new(),
            introduced_at: None,
            moment: None,
            first_shipped: None,
            regions: Vec::new(),
            file_verdicts: Vec::new(),
            facts: Facts::default(),
            verdict: Verdict {
                class: EscapeClass::U,
                rule: 10,
                sub: Vec::new(),
                evidence: Vec::new(),
                abstained: Vec::new(),
                would_change: Vec::new(),
                confidence: Confidence::Low,
            },
            worksheet: Worksheet::default(),
            signals: None,
            missing: Vec::new(),
        }
    }

    /// A store with incidents A, B and C, where B belongs to the defect of A.
    fn store() -> Store {
        let mut store = Store::open_in_memory().unwrap();
        let dossiers = [("A", "A"), ("B", "A"), ("C", "C")].map(|(id, defect)| dossier(id, defect));
        let incidents = dossiers.clone().map(|dossier| dossier.incident);
        store.save_incidents(&source(ImportKind::Incidents, "digest"), &incidents).unwrap();
        let dossiers = dossiers.map(|dossier| (format!("of {}", dossier.incident.id), dossier));
        store.save_dossiers(&dossiers).unwrap();
        store
    }

    fn ids(store: &Store) -> Vec<String> {
        store.dossiers().unwrap().into_iter().map(|dossier| dossier.incident.id).collect()
    }

    #[test]
    fn a_dossier_survives_with_its_fingerprint_and_a_later_one_replaces_it() {
        let mut store = store();
        assert_eq!(ids(&store), ["A", "B", "C"]);
        assert_eq!(store.dossier("B").unwrap(), Some(dossier("B", "A")));
        assert_eq!(store.dossier("D").unwrap(), None);
        assert_eq!(store.dossier_fingerprints().unwrap()["B"], "of B");

        store.save_dossiers(&[("newer".into(), dossier("B", "B"))]).unwrap();
        assert_eq!(store.dossier("B").unwrap(), Some(dossier("B", "B")));
        assert_eq!(store.dossier_fingerprints().unwrap()["B"], "newer");
    }

    #[test]
    fn a_changed_record_has_no_dossier_and_an_unchanged_one_keeps_it() {
        let mut store = store();
        let changed = Incident::new("A", "csv", "Another title");
        let incidents = [changed, Incident::new("B", "csv", "Charged twice")];
        store.save_incidents(&source(ImportKind::Incidents, "digest"), &incidents).unwrap();
        assert_eq!(ids(&store), ["B", "C"]);
    }

    #[test]
    fn forgetting_an_incident_takes_the_dossiers_of_its_defect_along() {
        let mut store = store();
        store.forget_incident("A", "A").unwrap();
        assert_eq!(ids(&store), ["C"]);
        store.save_dossiers(&[("late".into(), dossier("A", "A"))]).unwrap();
        assert_eq!(ids(&store), ["C"]);
    }

    #[test]
    fn a_dossier_of_another_version_is_as_good_as_none() {
        let store = store();
        let sql = "UPDATE dossier SET written_by = '0.0.0' WHERE incident_id = 'A'";
        store.connection.execute(sql, []).unwrap();
        assert_eq!(ids(&store), ["B", "C"]);
        assert!(!store.dossier_fingerprints().unwrap().contains_key("A"));
    }
}
