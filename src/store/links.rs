//! What people said of incidents, as typed.

use rusqlite::named_params;

use super::imports::next_generation;
use super::value::{from_word, time_text};
use super::{Store, StoreError, rows, run};
use crate::model::commit::Time;
use crate::model::link::{LinkRole, PersonLink};

impl Store {
    /// Remembers what a person said; gives back whether it is new.
    pub fn save_person_link(&mut self, link: &PersonLink, at: Time) -> Result<bool, StoreError> {
        let write = self.write()?;
        let sql = include_str!("../../schema/queries/insert_person_link.sql");
        let row = named_params! {
            ":incident": link.incident, ":role": link.role.word(), ":value": link.value,
            ":at": time_text(at),
        };
        let new = run(&write, sql, row)? > 0;
        if new {
            next_generation(&write)?;
        }
        write.commit()?;
        Ok(new)
    }

    /// Returns all that people said, by incident.
    pub fn person_links(&self) -> Result<Vec<PersonLink>, StoreError> {
        let sql = include_str!("../../schema/queries/person_links.sql");
        rows(&self.connection, sql, [], |row| {
            let role = row.get("role")?;
            Ok(PersonLink {
                incident: row.get("incident")?,
                role: from_word(LinkRole::ALL, LinkRole::word, "the role of a link", role)?,
                value: row.get("value")?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_said_is_new_once_and_changes_the_generation_once() {
        let mut store = Store::open_in_memory().unwrap();
        let link =
            |role, value: &str| PersonLink { incident: "INC-1".into(), role, value: value.into() };
        let region = link(LinkRole::Region, "src/a.py:1-2@HEAD");
        let before = store.generation().unwrap();
        assert!(store.save_person_link(&region, Time::UNIX_EPOCH).unwrap());
        let after = store.generation().unwrap();
        assert!(!store.save_person_link(&region, Time::UNIX_EPOCH).unwrap());
        assert_ne!(before, after);
        assert_eq!(store.generation().unwrap(), after);

        let cause = link(LinkRole::Cause, "abc");
        assert!(store.save_person_link(&cause, Time::UNIX_EPOCH).unwrap());
        assert_eq!(store.person_links().unwrap(), [cause, region]);
    }
}
