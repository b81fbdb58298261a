//! Releases: one is known by its time, environment, component, repository and version.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, named_params};

use super::imports::{log, next_generation};
use super::value::{from_word, time, time_text};
use super::{ImportSource, Saved, Store, StoreError, rows, run};
use crate::model::commit::Time;
use crate::model::release::{Release, ReleaseResult};

impl Store {
    /// Saves releases; one with the same identity takes the new commit and result.
    pub fn save_releases(
        &mut self,
        source: &ImportSource<'_>,
        releases: &[Release],
    ) -> Result<Saved, StoreError> {
        let write = self.write()?;
        let mut known: BTreeMap<_, _> =
            stored(&write)?.into_iter().map(|release| (identity(&release), release)).collect();
        let mut saved = Saved::default();
        for release in releases {
            let release = storable(release);
            let before = known.insert(identity(&release), release.clone());
            let same = before.as_ref() == Some(&release);
            if !same {
                upsert(&write, &release)?;
            }
            saved.tally(before.is_some(), same);
        }
        if saved.changed() {
            next_generation(&write)?;
        }
        log(&write, source, saved)?;
        write.commit()?;
        Ok(saved)
    }

    /// Returns all releases, by time.
    pub fn releases(&self) -> Result<Vec<Release>, StoreError> {
        let mut releases = stored(&self.connection)?;
        releases.sort_by_cached_key(identity);
        Ok(releases)
    }
}

type Identity = (Time, String, Option<String>, Option<String>, Option<String>);

fn identity(release: &Release) -> Identity {
    let Release { time, environment, component, repo, version, .. } = release.clone();
    (time, environment, component, repo, version)
}

/// Returns the release as a row can hold it: an empty name names nothing.
fn storable(release: &Release) -> Release {
    let mut release = release.clone();
    for name in [&mut release.component, &mut release.repo, &mut release.version] {
        name.take_if(|name| name.is_empty());
    }
    release
}

fn upsert(connection: &Connection, release: &Release) -> Result<(), StoreError> {
    let row = named_params! {
        ":time": time_text(release.time), ":environment": release.environment,
        ":component": release.component, ":repository": release.repo,
        ":version": release.version, ":revision": release.commit,
        ":result": release.result.word(),
    };
    run(connection, include_str!("../../schema/queries/upsert_release.sql"), row)?;
    Ok(())
}

fn stored(connection: &Connection) -> Result<Vec<Release>, StoreError> {
    rows(connection, include_str!("../../schema/queries/releases.sql"), [], read)
}

fn read(row: &Row<'_>) -> Result<Release, StoreError> {
    let result = row.get("result")?;
    Ok(Release {
        time: time(row, "time")?,
        environment: row.get("environment")?,
        component: row.get("component")?,
        repo: row.get("repository")?,
        version: row.get("version")?,
        commit: row.get("revision")?,
        result: from_word(ReleaseResult::ALL, ReleaseResult::word, "a result", result)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ImportKind;
    use crate::store::imports::source;

    fn release(time: &str, version: Option<&str>) -> Release {
        Release {
            time: time.parse().unwrap(),
            environment: "production".into(),
            component: None,
            repo: None,
            version: version.map(Into::into),
            commit: Some("abc".into()),
            result: ReleaseResult::Unknown,
        }
    }

    fn save(store: &mut Store, releases: &[Release]) -> Saved {
        store.save_releases(&source(ImportKind::Releases, "digest"), releases).unwrap()
    }

    #[test]
    fn releases_come_by_time_also_within_a_second() {
        let mut store = Store::open_in_memory().unwrap();
        let releases = [
            release("2026-03-01T00:00:00Z", Some("v1")),
            release("2026-03-01T00:00:00.5Z", Some("v0")),
            release("2026-03-02T00:00:00Z", None),
        ];
        let reversed: Vec<Release> = releases.iter().rev().cloned().collect();
        assert_eq!(save(&mut store, &reversed).imported, 3);
        assert_eq!(store.releases().unwrap(), releases);
    }

    #[test]
    fn the_same_release_is_known_also_where_it_names_no_component_or_version() {
        let mut store = Store::open_in_memory().unwrap();
        let one = release("2026-03-01T00:00:00Z", None);
        assert_eq!(save(&mut store, std::slice::from_ref(&one)).imported, 1);
        let generation = store.generation().unwrap();
        let unnamed = Release { component: Some(String::new()), ..one.clone() };
        let saved = save(&mut store, &[one.clone(), unnamed]);
        assert_eq!(saved, Saved { imported: 0, updated: 0, unchanged: 2 });
        assert_eq!(store.generation().unwrap(), generation);

        let rolled_back = Release { result: ReleaseResult::RolledBack, ..one };
        assert_eq!(save(&mut store, std::slice::from_ref(&rolled_back)).updated, 1);
        assert_eq!(store.releases().unwrap(), [rolled_back]);
        assert_ne!(store.generation().unwrap(), generation);
    }
}
