//! Incidents on their way into the store: one transaction that takes them one by one, so that no
//! more than one has to stand in memory, and that leaves all or nothing.

use rusqlite::{Connection, Transaction, named_params};

use super::imports::{log, next_generation};
use super::incidents::find;
use super::sync::{save_cursor, track};
use super::value::{count, json};
use super::{ImportSource, Saved, Store, StoreError, SyncList, incident_row, raw, run};
use crate::model::batch::Reconciliation;
use crate::model::incident::Incident;
use crate::model::raw::{RawForm, RawRecord};
use crate::model::sync::SyncCursor;

/// Takes incidents one by one; dropped without [`Self::commit`] it leaves nothing.
pub struct IncidentSaver<'s> {
    write: Transaction<'s>,
    saved: Saved,
    form: Option<i64>,
}

impl Store {
    /// Returns what takes incidents one by one.
    pub fn incident_saver(&mut self) -> Result<IncidentSaver<'_>, StoreError> {
        self.keep_little(true)?;
        Ok(IncidentSaver { write: self.write()?, saved: Saved::default(), form: None })
    }
}

impl IncidentSaver<'_> {
    /// Saves an incident by its id. One that is there with the same content is unchanged; one with
    /// other content is replaced, and its dossier is dropped.
    pub fn save(&mut self, incident: &Incident) -> Result<(), StoreError> {
        let incident = incident_row::storable(incident);
        let known = find(&self.write, &incident.id)?;
        let same = known.as_ref() == Some(&incident);
        if !same {
            incident_row::replace(&self.write, &incident)?;
        }
        self.saved.tally(known.is_some(), same);
        Ok(())
    }

    /// Keeps the raw records that follow in a form.
    pub fn keep_raw(&mut self, form: &RawForm) -> Result<(), StoreError> {
        self.form = Some(raw::form_id(&self.write, form)?);
        Ok(())
    }

    /// Keeps what a record was read from; nothing where none are kept.
    pub fn raw(&mut self, record: &RawRecord) -> Result<(), StoreError> {
        match self.form {
            Some(form) => raw::keep(&self.write, form, record),
            None => Ok(()),
        }
    }

    /// Gives an incident another id, with what people said of it and changed in it.
    pub fn rename(&mut self, before: &str, now: &str) -> Result<(), StoreError> {
        for sql in [
            include_str!("../../schema/queries/rename_person_links.sql"),
            include_str!("../../schema/queries/rename_incident_edits.sql"),
            include_str!("../../schema/queries/rename_answers.sql"),
        ] {
            run(&self.write, sql, named_params! { ":id": before, ":now": now })?;
        }
        let id = named_params! { ":id": before };
        run(&self.write, include_str!("../../schema/queries/delete_incident.sql"), id)?;
        next_generation(&self.write)?;
        next_incident_change(&self.write, 1)
    }

    /// Remembers which incident a record of a list became. One that was called otherwise before a
    /// move goes under its new name, with what people said of it.
    pub fn track(
        &mut self,
        list: SyncList<'_>,
        key: &str,
        incident: &str,
    ) -> Result<(), StoreError> {
        if let Some(before) = track(&self.write, list, key, incident)? {
            self.rename(&before, incident)?;
        }
        Ok(())
    }

    /// Remembers how far a list was read.
    pub fn reach(&mut self, list: SyncList<'_>, cursor: &SyncCursor) -> Result<(), StoreError> {
        save_cursor(&self.write, list, cursor)
    }

    /// Returns the pages of incidents, each with its incident's id.
    pub fn incident_pages(&self) -> Result<Vec<(String, String)>, StoreError> {
        super::incidents::pages(&self.write)
    }

    /// Returns what became of the incidents so far.
    pub fn saved(&self) -> Saved {
        self.saved
    }

    /// Keeps all of it, with a line in the log of imports where there is a source to name.
    pub fn commit(self, source: Option<&ImportSource<'_>>) -> Result<Saved, StoreError> {
        self.mark_change()?;
        if let Some(source) = source {
            log(&self.write, source, self.saved)?;
        }
        self.write.commit()?;
        Ok(self.saved)
    }

    /// Keeps all of it, and what became of the file, so that the same file need not be read again.
    pub fn commit_file(
        self,
        source: &ImportSource<'_>,
        digest: &str,
        done: &Reconciliation,
    ) -> Result<Saved, StoreError> {
        self.mark_change()?;
        log(&self.write, source, self.saved)?;
        let row = named_params! {
            ":digest": digest, ":document": json(done, "reading of", source.name)?,
        };
        run(&self.write, include_str!("../../schema/queries/upsert_read_file.sql"), row)?;
        self.write.commit()?;
        Ok(self.saved)
    }

    fn mark_change(&self) -> Result<(), StoreError> {
        match self.saved.imported + self.saved.updated {
            0 => Ok(()),
            changed => next_incident_change(&self.write, changed),
        }
    }

    /// Keeps all of it, with a line in the log of imports on records that were counted elsewhere.
    pub fn commit_counted(self, source: &ImportSource<'_>, saved: Saved) -> Result<(), StoreError> {
        self.mark_change()?;
        log(&self.write, source, saved)?;
        self.write.commit()?;
        Ok(())
    }
}

/// Marks that imported incidents changed.
pub(super) fn next_incident_change(
    connection: &Connection,
    changed: usize,
) -> Result<(), StoreError> {
    let sql = include_str!("../../schema/queries/next_incident_change.sql");
    run(connection, sql, named_params! { ":count": count(changed) })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::Time;
    use crate::model::link::{LinkRole, PersonLink};

    #[test]
    fn a_record_that_moved_takes_its_new_name_and_what_people_said_along() {
        let mut store = Store::open_in_memory().unwrap();
        let list = SyncList { tracker: "jira", base: "https://x", list: "SHOP" };
        let sync = |store: &mut Store, id: &str| {
            let mut saver = store.incident_saver().unwrap();
            saver.save(&Incident::new(id, "jira", "Charged twice")).unwrap();
            saver.track(list, "10001", id).unwrap();
            saver.commit(None).unwrap()
        };
        sync(&mut store, "SHOP-1");
        let said = |id: &str| {
            let (role, value) = (LinkRole::Fix, "abc".to_owned());
            PersonLink { incident: id.to_owned(), role, value }
        };
        store.save_person_link(&said("SHOP-1"), Time::UNIX_EPOCH).unwrap();
        sync(&mut store, "PAY-7");
        let ids: Vec<String> = store.incidents().unwrap().into_iter().map(|i| i.id).collect();
        assert_eq!(ids, ["PAY-7"]);
        assert_eq!(store.person_links().unwrap(), [said("PAY-7")]);
        assert_eq!(store.tracked(list).unwrap(), [("10001".to_owned(), "PAY-7".to_owned())]);
    }

    #[test]
    fn a_saver_that_is_dropped_leaves_nothing() {
        let mut store = Store::open_in_memory().unwrap();
        let mut saver = store.incident_saver().unwrap();
        saver.save(&Incident::new("A", "csv", "a")).unwrap();
        assert_eq!(saver.saved().imported, 1);
        drop(saver);
        assert_eq!(store.incidents().unwrap(), []);
    }
}
