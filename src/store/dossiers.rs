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
