//! Mutants: each content of a file with what became of its mutants is an object, and a span is
//! written where a report says something else than the one before. Parts of one run unite.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row, named_params};

use super::imports::{ImportKind, log};
use super::name_lists::NameLists;
use super::object_spans::{ObjectSpans, SpanQueries};
use super::paths::{Paths, save_rules};
use super::reports::{self, Placed};
use super::value::{Key, blob_bytes, blob_id, from_json, from_word, key_with_json};
use super::{
    ImportSource, NewReport, Saved, Store, StoreError, first, found_id, new_id, rows, run,
};
use crate::model::commit::BlobId;
use crate::model::coverage::StoredReport;
use crate::model::lines::LineRange;
use crate::model::mutation::{Mutant, MutantStatus, unite_mutants};

/// A file of a mutation report, and the file of the repository it was found to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedMutants {
    /// The path as the report writes it.
    pub raw_path: String,
    /// The path in the repository; `None` where no file answers to it, and then only the raw path is kept.
    pub path: Option<String>,
    /// How the path was found.
    pub rule: String,
    /// The content that was mutated; `None` where it is not known.
    pub blob: Option<BlobId>,
    /// Its mutants, in the report's order.
    pub mutants: Vec<Mutant>,
}

/// The mutants of a file as a report holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredMutants {
    /// The content that was mutated; `None` where it is not known.
    pub blob: Option<BlobId>,
    /// The mutants, in the report's order.
    pub mutants: Vec<Mutant>,
}

impl Store {
    /// Saves a mutation report: at the end of its series, or into the report of the same commit.
    ///
    /// Counts the mutants of files that were mapped: imported where this report did not hold the
    /// file, updated where it now says more of it. The same file again leaves all unchanged.
    pub fn save_mutants(
        &mut self,
        source: &ImportSource<'_>,
        report: &NewReport<'_>,
        files: Vec<MappedMutants>,
    ) -> Result<Saved, StoreError> {
        self.keep_little(true)?;
        let write = self.write()?;
        let placed = reports::place(&write, report, ImportKind::Mutants, source.digest)?;
        let mut paths = Paths::load(&write, placed.series.repository)?;
        let mut by_path: BTreeMap<i64, StoredMutants> = BTreeMap::new();
        let (mut mapped, mut unmapped) = (Vec::new(), BTreeSet::new());
        let mut counts = Vec::new();
        for file in files {
            let Some(path) = file.path else {
                unmapped.insert(file.raw_path);
                continue;
            };
            let id = paths.id(&path)?;
            counts.push((id, file.mutants.len()));
            mapped.push((file.raw_path, path, id, file.rule));
            let all = by_path.entry(id).or_default();
            all.blob = all.blob.take().or(file.blob);
            if all.mutants.is_empty() {
                all.mutants = file.mutants;
            } else {
                all.mutants.extend(file.mutants);
            }
        }
        let rules =
            mapped.iter().map(|(raw_path, path, id, rule)| (&**raw_path, (&**path, *id), &**rule));
        save_rules(&write, placed.series.id, rules)?;

        let spans = ObjectSpans::read(&write, placed, MUTANTS)?;
        let mut wanted = spans.absent();
        let mut outcome = BTreeMap::new();
        for (path, content) in by_path {
            let old = spans.get(path);
            let object = object_id(&write, placed, old, content)?;
            wanted.insert(path, Some(object));
            outcome.insert(path, (old.is_some(), old.is_some_and(|(id, _)| id == object)));
        }
        let changed = spans.write(wanted)?;

        let mut saved = Saved::default();
        for (path, mutants) in counts {
            let (held, same) = outcome.get(&path).copied().unwrap_or_default();
            for _ in 0..mutants {
                saved.tally(!placed.is_new && held, same);
            }
        }
        let unmapped: Vec<&str> = unmapped.iter().map(String::as_str).collect();
        reports::finish(&write, placed, source, report, &unmapped, changed)?;
        log(&write, source, saved)?;
        write.commit()?;
        self.keep_little(false)?;
        Ok(saved)
    }

    /// Returns all mutation reports of all repositories, in the order of import.
    pub fn mutation_reports(&self) -> Result<Vec<StoredReport>, StoreError> {
        reports::of_kind(&self.connection, ImportKind::Mutants)
    }

    /// Returns the mutants of a file as the report holds them; `None` where it does not hold the
    /// file, which is not the same as a file without a mutant.
    pub fn mutants_at(
        &self,
        series_id: i64,
        seq: i64,
        repo: &str,
        path: &str,
    ) -> Result<Option<StoredMutants>, StoreError> {
        let sql = include_str!("../../schema/queries/mutation_object_at.sql");
        let key = named_params! {
            ":series": series_id, ":seq": seq, ":repository": repo, ":path": path,
        };
        let found = first(&self.connection, sql, key, |row| {
            let blob: Option<Vec<u8>> = row.get("blob")?;
            Ok((row.get::<_, Option<i64>>("object_id")?, blob.as_deref().map(blob_id)))
        })?;
        let Some((Some(object), blob)) = found else { return Ok(None) };
        Ok(Some(StoredMutants { blob, mutants: mutants(&self.connection, object)? }))
    }
}

/// Returns the row id of the object that holds the content, united with what a shard's report has.
fn object_id(
    connection: &Connection,
    placed: Placed,
    old: Option<(i64, Key)>,
    mut content: StoredMutants,
) -> Result<i64, StoreError> {
    let mut digest = object_key(&content)?;
    if let Some((id, old_key)) = old {
        if old_key == digest {
            return Ok(id);
        }
        if placed.shard {
            let mut united = mutants(connection, id)?;
            unite_mutants(&mut united, &content.mutants);
            content.mutants = united;
            digest = object_key(&content)?;
        }
    }
    let sql = include_str!("../../schema/queries/mutation_object_id.sql");
    if let Some(id) = found_id(connection, sql, named_params! { ":digest": digest })? {
        return Ok(id);
    }
    let sql = include_str!("../../schema/queries/insert_mutation_object.sql");
    let blob = content.blob.as_ref().map(blob_bytes).transpose()?;
    let object = new_id(connection, sql, named_params! { ":blob": blob, ":digest": digest })?;
    let mut lists = NameLists::new(connection);
    for (index, mutant) in content.mutants.iter().enumerate() {
        let covered_by = mutant.covered_by.as_ref().map(|names| lists.id(names));
        let row = named_params! {
            ":object": object, ":number": index as i64 + 1,
            ":first_line": mutant.lines.map(|lines| lines.first),
            ":last_line": mutant.lines.map(|lines| lines.last),
            ":operator": mutant.operator, ":replacement": mutant.replacement,
            ":status": mutant.status.word(),
            ":killed_by": lists.id(&mutant.killed_by)?,
            ":covered_by": covered_by.transpose()?,
        };
        run(connection, include_str!("../../schema/queries/insert_mutant.sql"), row)?;
    }
    Ok(object)
}

fn object_key(content: &StoredMutants) -> Result<Key, StoreError> {
    let blob = content.blob.as_ref().map(blob_bytes).transpose()?.unwrap_or_default();
    key_with_json(&blob, &content.mutants, "mutants of content")
}

fn mutants(connection: &Connection, object: i64) -> Result<Vec<Mutant>, StoreError> {
    let sql = include_str!("../../schema/queries/mutants.sql");
    let names = |text: &str| from_json(text, "names of tests", "of a mutant");
    rows(connection, sql, named_params! { ":object": object }, |row: &Row<'_>| {
        let lines: (Option<u32>, Option<u32>) = (row.get("first_line")?, row.get("last_line")?);
        let status = row.get("status")?;
        let covered_by: Option<String> = row.get("covered_by")?;
        Ok(Mutant {
            lines: lines.0.zip(lines.1).map(|(first, last)| LineRange { first, last }),
            operator: row.get("operator")?,
            replacement: row.get("replacement")?,
            status: from_word(
                MutantStatus::ALL,
                MutantStatus::word,
                "what became of a mutant",
                status,
            )?,
            killed_by: names(&row.get::<_, String>("killed_by")?)?,
            covered_by: covered_by.as_deref().map(names).transpose()?,
        })
    })
}

const MUTANTS: SpanQueries = SpanQueries {
    state: include_str!("../../schema/queries/mutation_state.sql"),
    starts: include_str!("../../schema/queries/mutation_starts.sql"),
    upsert: include_str!("../../schema/queries/upsert_mutation_span.sql"),
};

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::commit::CommitId;
    use crate::store::imports::{new_report, source};

    fn mutant(first: u32, status: MutantStatus) -> Mutant {
        Mutant {
            lines: Some(LineRange { first, last: first + 1 }),
            operator: "Arithmetic".into(),
            replacement: Some("-".into()),
            status,
            killed_by: [Arc::from("t::adds")][usize::from(status != MutantStatus::Killed)..].into(),
            covered_by: Some(["t::adds".into(), "t::pays".into()].into()),
        }
    }

    fn file(path: &str, mutants: &[Mutant]) -> MappedMutants {
        MappedMutants {
            raw_path: path.into(),
            path: Some(path.into()),
            rule: "exact".into(),
            blob: Some(BlobId("00ff".into())),
            mutants: mutants.to_vec(),
        }
    }

    fn save(store: &mut Store, commit: &str, digest: &str, files: &[MappedMutants]) -> Saved {
        let commit = CommitId(commit.into());
        let report = new_report(&commit, "stryker-json");
        store.save_mutants(&source(ImportKind::Mutants, digest), &report, files.to_vec()).unwrap()
    }

    fn count(store: &Store, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        store.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn mutants_come_back_whole_and_a_report_without_change_costs_nothing() {
        use MutantStatus::{Killed, Survived};
        let mut store = Store::open_in_memory().unwrap();
        let without_lines = Mutant { lines: None, covered_by: None, ..mutant(1, Survived) };
        let files =
            [file("a", &[mutant(1, Killed), without_lines]), file("b", &[mutant(3, Killed)])];
        assert_eq!(save(&mut store, "aaa", "1", &files).imported, 3);
        assert_eq!(save(&mut store, "bbb", "2", &files).imported, 3);
        assert_eq!(save(&mut store, "bbb", "2", &files).unchanged, 3);
        let read = store.mutants_at(1, 2, "shop", "a").unwrap().unwrap();
        assert_eq!((read.blob, &read.mutants[..]), (files[0].blob.clone(), &files[0].mutants[..]));
        assert_eq!((count(&store, "mutation_span"), count(&store, "mutation_object")), (2, 2));
        save(&mut store, "ccc", "3", &files[1..]);
        assert_eq!(store.mutants_at(1, 3, "shop", "a").unwrap(), None);
        assert!(store.mutants_at(1, 2, "shop", "a").unwrap().is_some());
        assert_eq!(store.mutation_reports().unwrap().len(), 3);
        assert_eq!(store.coverage_reports().unwrap(), []);
        assert_eq!(store.counts().unwrap().mutation_reports, 3);
    }

    #[test]
    fn a_part_of_a_run_adds_what_it_knows_and_changes_no_later_report() {
        use MutantStatus::{Killed, Pending, Survived};
        let mut store = Store::open_in_memory().unwrap();
        let first = [file("a", &[mutant(1, Pending), mutant(3, Survived)])];
        save(&mut store, "aaa", "1", &first);
        save(&mut store, "bbb", "2", &first);
        let saved = save(&mut store, "aaa", "3", &[file("a", &[mutant(1, Killed)])]);
        assert_eq!(saved, Saved { updated: 1, ..Saved::default() });
        let statuses = |seq| {
            let read = store.mutants_at(1, seq, "shop", "a").unwrap().unwrap();
            read.mutants.iter().map(|m| m.status).collect::<Vec<_>>()
        };
        assert_eq!((statuses(1), statuses(2)), (vec![Killed, Survived], vec![Pending, Survived]));
    }
}
