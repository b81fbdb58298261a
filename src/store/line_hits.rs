//! How often lines ran, kept for each file that a report of a release was read from, so that the same
//! file read again counts once. Two files that count a path line for line alike may tell one run, as in
//! two formats, or two runs alike: then its counts are not known.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, named_params};

use super::coverage::MappedFile;
use super::value::key;
use super::{Store, StoreError, found_id, new_id, rows, run};
use crate::model::commit::CommitId;
use crate::model::line_hits::{KeptHits, LineHits, add_hits};

impl Store {
    /// Returns how often each line of a file ran in a report, lines that did not run left out; `None`
    /// where that is not kept, is not told for all parts of the run that hold the file, or is the same in
    /// two of them.
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
        let (mut sums, mut seen) = (BTreeMap::new(), BTreeSet::new());
        for part in &parts {
            let KeptHits::Told(hits) = part else { return Ok(None) };
            if !hits.as_bytes().is_empty() && !seen.insert(hits.as_bytes()) {
                return Ok(None);
            }
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

    /// Returns how many paths a file of coverage counts exactly as another file of its report does.
    pub fn repeated_hits(
        &self,
        repo: &str,
        series: &str,
        commit: &CommitId,
        digest: &str,
    ) -> Result<u64, StoreError> {
        let sql = include_str!("../../schema/queries/repeated_line_hits.sql");
        let key = named_params! {
            ":repository": repo, ":series": series, ":commit": commit.0, ":digest": digest,
        };
        let found = rows(&self.connection, sql, key, |row| Ok(row.get::<_, i64>("paths")?))?;
        Ok(found.first().map_or(0, |paths| (*paths).max(0) as u64))
    }
}

/// Returns the row id of the file a report was read from, where it was read before.
pub(super) fn upload(
    connection: &Connection,
    (report, digest): (i64, &str),
) -> Result<Option<i64>, StoreError> {
    let sql = include_str!("../../schema/queries/upload_id.sql");
    found_id(connection, sql, named_params! { ":report": report, ":digest": digest })
}

/// Returns whether the counts of any file of a report are kept.
pub(super) fn any_kept(connection: &Connection, report: i64) -> Result<bool, StoreError> {
    let sql = include_str!("../../schema/queries/report_keeps_hits.sql");
    Ok(found_id(connection, sql, named_params! { ":report": report })?.is_some())
}

/// Keeps the counts of the files of one upload, each with the row id of its path and sorted by it;
/// what was kept of it before goes. Returns whether anything changed, that they are kept at all included.
pub(super) fn keep(
    connection: &Connection,
    (report, digest): (i64, &str),
    files: &[(i64, &MappedFile)],
) -> Result<bool, StoreError> {
    let Some(upload) = upload(connection, (report, digest))? else { return Ok(false) };
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
    let is_newly_kept = run(connection, sql, named_params! { ":upload": upload })? > 0;
    if known == wanted {
        return Ok(is_newly_kept);
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
    fn parts_that_count_a_file_alike_line_for_line_may_be_one_run_and_are_not_added_up() {
        let mut store = Store::open_in_memory().unwrap();
        let one =
            [file("a", told(&[(1, 2), (7, 1)])), file("b", told(&[(3, 9)])), file("c", told(&[]))];
        let two =
            [file("a", told(&[(1, 2), (7, 1)])), file("b", told(&[(3, 8)])), file("c", told(&[]))];
        save(&mut store, "lcov", &one);
        save(&mut store, "xml", &two);
        assert_eq!((hits(&store, "a"), hits(&store, "b")), (None, Some(vec![(3, 17)])));
        assert_eq!(hits(&store, "c"), Some(vec![]), "what never ran is zero twice");
        let commit = CommitId("a".repeat(40));
        let repeated = |store: &Store, digest| store.repeated_hits("shop", "unit", &commit, digest);
        assert_eq!(repeated(&store, "xml").unwrap(), 1);
        assert_eq!(repeated(&store, "lcov").unwrap(), 1);
        save(&mut store, "xml", &two[1..]);
        assert_eq!(repeated(&store, "xml").unwrap(), 0);
        assert_eq!(hits(&store, "a"), Some(vec![(1, 2), (7, 1)]));
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
        let before = store.generation().unwrap();
        save(&mut store, "three", &[MappedFile { path: None, ..file("c", KeptHits::NotKept) }]);
        assert_eq!(hits(&store, "b"), None);
        let asked = store.generation().unwrap();
        assert_ne!(asked, before, "what was computed with the counts no longer holds");
        // Asked now it holds nothing, and the others count again.
        save(&mut store, "three", &[]);
        assert_eq!(hits(&store, "b"), Some(vec![(1, 2)]));
        assert_ne!(store.generation().unwrap(), asked);
        let before = store.generation().unwrap();
        save(&mut store, "three", &[]);
        assert_eq!(store.generation().unwrap(), before);
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
