//! How often lines ran, kept for each file that a report of a release was read from, so that the same
//! file read again counts once.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::coverage::MappedFile;
use super::value::key;
use super::{Store, StoreError, found_id, new_id, rows, run};
use crate::model::commit::CommitId;
use crate::model::line_hits::{KeptHits, LineHits, add_hits};

impl Store {
    /// Returns how often each line of a file ran in a report, lines that did not run left out; `None`
    /// where that is not kept, or is not told for all parts of the run that hold the file.
    pub fn line_hits(
        &self,
        report_id: i64,
        repo: &str,
        path: &str,
    ) -> Result<Option<BTreeMap<u32, u64>>, StoreError> {
        let sql = include_str!("../../schema/queries/line_hits_at.sql");
        let key = named_params! { ":report": report_id, ":repository": repo, ":path": path };
        let parts = rows(&self.connection, sql, key, |row| {
            Ok(match (row.get("keeps_hits")?, row.get("holds")?) {
                (false, _) => KeptHits::NotKept,
                (true, false) => KeptHits::Told(LineHits::default()),
                (true, true) => row
                    .get::<_, Option<Vec<u8>>>("hits")?
                    .map_or(KeptHits::NotTold, |bytes| KeptHits::Told(LineHits::from_bytes(bytes))),
            })
        })?;
        let mut sums = BTreeMap::new();
        for part in &parts {
            let KeptHits::Told(hits) = part else { return Ok(None) };
            add_hits(&mut sums, hits);
        }
        Ok((!parts.is_empty()).then_some(sums))
    }

    /// Returns whether the counts of a file of coverage are kept, for the same file read again.
    pub fn keeps_hits(
        &self,
        repo: &str,
        series: &str,
        commit: &CommitId,
        digest: &str,
    ) -> Result<bool, StoreError> {
        let sql = include_str!("../../schema/queries/upload_keeps_hits.sql");
        let key = named_params! {
            ":repository": repo, ":series": series, ":commit": commit.0, ":digest": digest,
        };
        Ok(found_id(&self.connection, sql, key)?.is_some())
    }
}

/// Keeps the counts of the files of one upload, each with the row id of its path and sorted by it;
/// what was kept of it before goes. Returns whether anything changed.
pub(super) fn keep(
    connection: &Connection,
    (report, digest): (i64, &str),
    files: &[(i64, &MappedFile)],
) -> Result<bool, StoreError> {
    let sql = include_str!("../../schema/queries/upload_id.sql");
    let key = named_params! { ":report": report, ":digest": digest };
    let Some(upload) = found_id(connection, sql, key)? else { return Ok(false) };
    let mut wanted = Vec::new();
    for of_path in files.chunk_by(|(one, _), (other, _)| one == other) {
        let object = match united(of_path) {
            Some(hits) => Some(object_id(connection, &hits)?),
            None => None,
        };
        wanted.push((of_path[0].0, object));
    }
    let sql = include_str!("../../schema/queries/line_hits_of_upload.sql");
    let known: Vec<(i64, Option<i64>)> =
        rows(connection, sql, named_params! { ":upload": upload }, |row| {
            Ok((row.get("path_id")?, row.get("object_id")?))
        })?;
    let sql = include_str!("../../schema/queries/mark_hits_kept.sql");
    run(connection, sql, named_params! { ":upload": upload })?;
    if known == wanted {
        return Ok(false);
    }
    let sql = include_str!("../../schema/queries/delete_line_hits.sql");
    run(connection, sql, named_params! { ":upload": upload })?;
    let sql = include_str!("../../schema/queries/insert_line_hits.sql");
    for (path, object) in wanted {
        run(
            connection,
            sql,
            named_params! { ":upload": upload, ":path": path, ":object": object },
        )?;
    }
    Ok(true)
}

/// Returns what the records of one path count together; `None` where one of them does not count.
fn united(records: &[(i64, &MappedFile)]) -> Option<LineHits> {
    if let [(_, MappedFile { hits: KeptHits::Told(hits), .. })] = records {
        return Some(hits.clone());
    }
    let mut sums = BTreeMap::new();
    for (_, file) in records {
        let KeptHits::Told(hits) = &file.hits else { return None };
        add_hits(&mut sums, hits);
    }
    Some(LineHits::of_sorted(sums))
}

fn object_id(connection: &Connection, hits: &LineHits) -> Result<i64, StoreError> {
    let digest = key([hits.as_bytes()]);
    let sql = include_str!("../../schema/queries/line_hits_object_id.sql");
    if let Some(id) = found_id(connection, sql, named_params! { ":digest": digest })? {
        return Ok(id);
    }
    let sql = include_str!("../../schema/queries/insert_line_hits_object.sql");
    new_id(connection, sql, named_params! { ":digest": digest, ":hits": hits.as_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::Time;
    use crate::store::imports::source;
    use crate::store::{ImportKind, NewReport};

    fn file(path: &str, hits: KeptHits) -> MappedFile {
        MappedFile {
            raw_path: path.into(),
            path: Some(path.into()),
            rule: "exact".into(),
            hits,
            ..MappedFile::default()
        }
    }

    fn told(lines: &[(u32, u64)]) -> KeptHits {
        KeptHits::Told(LineHits::of_sorted(lines.iter().copied()))
    }

    fn save(store: &mut Store, digest: &str, files: &[MappedFile]) {
        let report = NewReport {
            repo: "shop",
            series: "unit",
            commit: &CommitId("a".repeat(40)),
            taken_at: Time::UNIX_EPOCH,
            zone_known: false,
            format: "lcov",
            merged_as: &[],
            warnings: &[],
            keeps_hits: files.iter().all(|file| file.hits != KeptHits::NotKept),
        };
        store.save_coverage(&source(ImportKind::Coverage, digest), &report, files).unwrap();
    }

    fn hits(store: &Store, path: &str) -> Option<Vec<(u32, u64)>> {
        let report = store.coverage_reports().unwrap()[0].id;
        Some(store.line_hits(report, "shop", path).unwrap()?.into_iter().collect())
    }

    #[test]
    fn shards_add_up_and_one_of_them_read_again_counts_once() {
        let mut store = Store::open_in_memory().unwrap();
        let one = [file("a", told(&[(1, 2), (7, 1)])), file("b", told(&[]))];
        let two = [file("a", told(&[(1, 40)]))];
        save(&mut store, "one", &one);
        save(&mut store, "two", &two);
        save(&mut store, "two", &two);
        save(&mut store, "one", &one);
        assert_eq!(hits(&store, "a"), Some(vec![(1, 42), (7, 1)]));
        assert_eq!((hits(&store, "b"), hits(&store, "none")), (Some(vec![]), Some(vec![])));
    }

    #[test]
    fn a_part_that_does_not_count_makes_its_files_unknown_and_one_that_was_not_asked_all_of_them() {
        let mut store = Store::open_in_memory().unwrap();
        save(&mut store, "one", &[file("a", told(&[(1, 2)])), file("b", told(&[(1, 2)]))]);
        save(&mut store, "two", &[file("a", KeptHits::NotTold)]);
        assert_eq!((hits(&store, "a"), hits(&store, "b")), (None, Some(vec![(1, 2)])));
        // A part that was counted and holds nothing takes nothing away.
        save(&mut store, "empty", &[]);
        assert_eq!(hits(&store, "b"), Some(vec![(1, 2)]));
        save(&mut store, "three", &[file("c", KeptHits::NotKept)]);
        assert_eq!(hits(&store, "b"), None);
    }

    #[test]
    fn the_same_file_without_counts_leaves_them_and_with_other_ones_takes_those() {
        let mut store = Store::open_in_memory().unwrap();
        save(&mut store, "one", &[file("a", told(&[(1, 2)]))]);
        let before = store.generation().unwrap();
        save(&mut store, "one", &[file("a", KeptHits::NotKept)]);
        assert_eq!((hits(&store, "a"), store.generation().unwrap()), (Some(vec![(1, 2)]), before));
        let commit = CommitId("a".repeat(40));
        assert!(store.keeps_hits("shop", "unit", &commit, "one").unwrap());
        assert!(!store.keeps_hits("shop", "unit", &commit, "two").unwrap());
        let before = store.generation().unwrap();
        save(&mut store, "one", &[file("a", told(&[(1, 3)]))]);
        assert_eq!(hits(&store, "a"), Some(vec![(1, 3)]));
        assert_ne!(store.generation().unwrap(), before);
    }

    #[test]
    fn equal_counts_are_kept_once() {
        let mut store = Store::open_in_memory().unwrap();
        let counts = told(&[(1, 2), (2, 9)]);
        save(&mut store, "one", &[file("a", counts.clone()), file("b", counts)]);
        let sql = "SELECT count(*) FROM line_hits_object";
        let objects: i64 = store.connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(objects, 1);
    }
}
