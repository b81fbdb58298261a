//! The log of imports, the generation of the evidence, and how much there is of each kind.

use rusqlite::{Connection, named_params};

use super::value::{count, count_at, from_word, time, time_text};
use super::{Store, StoreError, first, rows, run};
use crate::model::commit::Time;

/// A file that is being imported, as its reader knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportSource<'a> {
    /// What it holds.
    pub kind: ImportKind,
    /// Name of the file, without its folder.
    pub name: &'a str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: &'a str,
    /// When it is imported.
    pub at: Time,
    /// Records the reader left out on purpose.
    pub skipped: usize,
    /// Records the reader could not understand.
    pub failed: usize,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportKind {
    /// Incidents.
    Incidents,
    /// Releases or deployments.
    Releases,
    /// A coverage report.
    Coverage,
    /// A test report.
    Tests,
    /// A mutation report.
    Mutants,
    /// Values of an indicator of the user's own.
    Indicator,
    /// No file: a person typed it.
    Person,
}

impl ImportKind {
    pub(super) const ALL: &'static [Self] = &[
        Self::Incidents,
        Self::Releases,
        Self::Coverage,
        Self::Tests,
        Self::Mutants,
        Self::Indicator,
        Self::Person,
    ];

    /// Returns the word it is written as.
    pub fn word(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Releases => "releases",
            Self::Coverage => "coverage",
            Self::Tests => "tests",
            Self::Mutants => "mutants",
            Self::Indicator => "indicator",
            Self::Person => "person",
        }
    }
}

/// What the store made of the records it was given. The three add up to all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saved {
    /// Records it did not have.
    pub imported: usize,
    /// Records it had with other content.
    pub updated: usize,
    /// Records it had with the same content.
    pub unchanged: usize,
}

impl Saved {
    /// Counts one record: the one there was, and whether it is the same now.
    pub(super) fn tally(&mut self, known: bool, same: bool) {
        match (known, same) {
            (false, _) => self.imported += 1,
            (true, false) => self.updated += 1,
            (true, true) => self.unchanged += 1,
        }
    }

    /// Returns whether anything is other than before.
    pub(super) fn changed(self) -> bool {
        self.imported + self.updated > 0
    }
}

/// One row of the log of imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// What it held.
    pub kind: ImportKind,
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// When it was imported.
    pub at: Time,
    /// What the store made of its records.
    pub saved: Saved,
    /// Records that were left out on purpose.
    pub skipped: usize,
    /// Records that could not be understood.
    pub failed: usize,
}

/// How many of each kind the store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Incident records.
    pub incidents: u64,
    /// Coverage reports; the shards of one run are one report.
    pub coverage_reports: u64,
    /// Test runs.
    pub test_runs: u64,
    /// Mutation reports; the shards of one run are one report.
    pub mutation_reports: u64,
    /// Releases and deployments.
    pub releases: u64,
}

impl Store {
    /// Returns a text that changes whenever any evidence, release or person's link changes.
    pub fn generation(&self) -> Result<String, StoreError> {
        let sql = include_str!("../../schema/queries/generation.sql");
        let found = first(&self.connection, sql, [], |row| Ok(row.get::<_, i64>("generation")?))?;
        Ok(found.unwrap_or_default().to_string())
    }

    /// Returns the log of imports, oldest first.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let sql = include_str!("../../schema/queries/imports.sql");
        rows(&self.connection, sql, [], |row| {
            let kind = row.get("kind")?;
            Ok(ImportRecord {
                kind: from_word(ImportKind::ALL, ImportKind::word, "a kind of import", kind)?,
                name: row.get("name")?,
                digest: row.get("digest")?,
                at: time(row, "at")?,
                saved: Saved {
                    imported: count_at(row, "imported")?,
                    updated: count_at(row, "updated")?,
                    unchanged: count_at(row, "unchanged")?,
                },
                skipped: count_at(row, "skipped")?,
                failed: count_at(row, "failed")?,
            })
        })
    }

    /// Returns how many of each kind there are.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let sql = include_str!("../../schema/queries/counts.sql");
        let counts = first(&self.connection, sql, [], |row| {
            Ok(Counts {
                incidents: count_at(row, "incidents")? as u64,
                coverage_reports: count_at(row, "coverage_reports")? as u64,
                test_runs: count_at(row, "test_runs")? as u64,
                mutation_reports: count_at(row, "mutation_reports")? as u64,
                releases: count_at(row, "releases")? as u64,
            })
        })?;
        Ok(counts.unwrap_or_default())
    }
}

/// Logs an import, unless this very file was imported before and changed nothing now.
pub(super) fn log(
    connection: &Connection,
    source: &ImportSource<'_>,
    saved: Saved,
) -> Result<(), StoreError> {
    let sql = include_str!("../../schema/queries/import_is_known.sql");
    let (kind, name, digest) = (source.kind.word(), source.name, source.digest);
    let this = named_params! { ":kind": kind, ":name": name, ":digest": digest };
    let known = first(connection, sql, this, |row| Ok(row.get("known")?))?.unwrap_or(false);
    if known && !saved.changed() {
        return Ok(());
    }
    let row = named_params! {
        ":kind": kind, ":name": name, ":digest": digest, ":at": time_text(source.at),
        ":imported": count(saved.imported), ":updated": count(saved.updated),
        ":unchanged": count(saved.unchanged),
        ":skipped": count(source.skipped), ":failed": count(source.failed),
    };
    run(connection, include_str!("../../schema/queries/insert_import.sql"), row)?;
    Ok(())
}

/// Marks that evidence, a release or a person's link changed.
pub(super) fn next_generation(connection: &Connection) -> Result<(), StoreError> {
    run(connection, include_str!("../../schema/queries/next_generation.sql"), [])?;
    Ok(())
}

/// Returns a source for tests.
#[cfg(test)]
pub(super) fn source(kind: ImportKind, digest: &str) -> ImportSource<'_> {
    let at = Time::UNIX_EPOCH;
    ImportSource { kind, name: "file", digest, at, skipped: 2, failed: 1 }
}

/// Returns a report of a commit for tests.
#[cfg(test)]
pub(super) fn new_report<'a>(
    commit: &'a crate::model::commit::CommitId,
    format: &'static str,
) -> super::NewReport<'a> {
    super::NewReport {
        repo: "shop",
        series: "unit",
        commit,
        taken_at: Time::UNIX_EPOCH,
        zone_known: false,
        format,
        merged_as: &[],
        warnings: &[],
        keeps_hits: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::incident::Incident;

    #[test]
    fn an_import_without_effect_is_logged_once() {
        let mut store = Store::open_in_memory().unwrap();
        let source = source(ImportKind::Incidents, "one");
        let incidents = [Incident::new("A", "csv", "a"), Incident::new("B", "csv", "b")];
        store.save_incidents(&source, &incidents).unwrap();
        store.save_incidents(&source, &incidents).unwrap();
        let log = store.imports().unwrap();
        let saved = Saved { imported: 2, updated: 0, unchanged: 0 };
        assert_eq!(log.len(), 1);
        assert_eq!((log[0].saved, log[0].skipped, log[0].failed), (saved, 2, 1));
        assert_eq!((log[0].kind, log[0].at), (ImportKind::Incidents, Time::UNIX_EPOCH));

        store.save_incidents(&source, &[Incident::new("A", "csv", "another title")]).unwrap();
        assert_eq!(store.imports().unwrap().len(), 2);
        assert_eq!(store.counts().unwrap(), Counts { incidents: 2, ..Counts::default() });
    }
}
