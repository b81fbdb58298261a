//! The store of coverage against a table with a row for every file of every report, and what it
//! does with files, shards, crashes and copies.

use std::collections::BTreeMap;

use escapee::model::branches::{BranchLine, BranchLines};
use escapee::model::commit::{BlobId, CommitId, Time};
use escapee::model::coverage::FileCoverage;
use escapee::model::line_hits::KeptHits;
use escapee::model::line_set::LineSet;
use escapee::store::{
    ImportKind, ImportSource, MappedFile, NewReport, Saved, Store, StoreError, StoredFile,
};

/// A generator of our own (a linear congruence, as Knuth has it), so that a failing seed can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % sides
    }

    fn lines(&mut self) -> LineSet {
        (1..=20).filter(|_| self.roll(3) == 0).collect()
    }

    fn file(&mut self, path: usize) -> MappedFile {
        let mut instrumented = self.lines();
        let hit = self.lines();
        instrumented.unite(&hit);
        let partial = hit.iter().filter(|_| self.roll(5) == 0).collect();
        let branches: BranchLines = (1..=self.roll(4) as u32)
            .map(|line| BranchLine {
                line,
                all: 2 + self.roll(2) as u32,
                taken: self.roll(3) as u32,
            })
            .collect();
        let tests = ["a", "b"].iter().filter(|_| self.roll(4) == 0);
        let tests: Vec<&str> = tests.copied().collect();
        MappedFile {
            raw_path: format!("/build/f{path}"),
            path: Some(format!("f{path}")),
            rule: "suffix".into(),
            blob: (self.roll(2) == 0).then(|| BlobId(format!("{:02x}", self.roll(3)))),
            coverage: (&FileCoverage { instrumented, hit, partial, branches }).into(),
            tests: tests.into_iter().map(|name| (name.into(), self.lines().into())).collect(),
            hits: KeptHits::NotKept,
        }
    }
}

fn time(text: &str) -> Time {
    text.parse().expect("a time of the test")
}

fn commit(number: u64) -> CommitId {
    CommitId(format!("{number:040x}"))
}

fn save(store: &mut Store, at: u64, digest: &str, files: &[MappedFile]) -> Saved {
    try_save(store, at, digest, files).expect("a report that can be saved")
}

fn try_save(
    store: &mut Store,
    at: u64,
    digest: &str,
    files: &[MappedFile],
) -> Result<Saved, StoreError> {
    let at_time = time("2026-03-01T00:00:00Z");
    let source = ImportSource {
        kind: ImportKind::Coverage,
        name: "lcov.info",
        digest,
        at: at_time,
        skipped: 0,
        failed: 0,
    };
    let report = NewReport {
        repo: "shop",
        series: "unit",
        commit: &commit(at),
        taken_at: at_time,
        zone_known: true,
        format: "lcov",
        merged_as: &[],
        warnings: &[],
        keeps_hits: false,
    };
    store.save_coverage(&source, &report, files)
}

fn file(path: &str, instrumented: &[u32], hit: &[u32]) -> MappedFile {
    MappedFile {
        raw_path: path.into(),
        path: Some(path.into()),
        rule: "same".into(),
        coverage: (&FileCoverage {
            instrumented: instrumented.iter().copied().collect(),
            hit: hit.iter().copied().collect(),
            partial: LineSet::default(),
            branches: BranchLines::default(),
        })
            .into(),
        ..MappedFile::default()
    }
}

fn hit_lines(store: &Store, seq: i64, path: &str) -> Option<Vec<u32>> {
    let found = store.coverage_at(1, seq, "shop", path).expect("a store that can be read");
    found.map(|file| file.coverage.hit.iter().collect())
}

type Row = (StoredFile, BTreeMap<String, LineSet>);

#[test]
fn spans_answer_as_a_table_with_a_row_per_report_and_file() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut store = Store::open_in_memory().unwrap();
        let mut table: BTreeMap<u64, BTreeMap<String, Row>> = BTreeMap::new();
        let mut order: Vec<u64> = Vec::new();
        for step in 0..3 + dice.roll(10) {
            // Half of the imports are shards of a commit that is already there.
            let at = dice.roll(8);
            let files: Vec<usize> = (0..5).filter(|_| dice.roll(3) > 0).collect();
            let files: Vec<MappedFile> = files.into_iter().map(|path| dice.file(path)).collect();
            if !order.contains(&at) {
                order.push(at);
            }
            let rows = table.entry(at).or_default();
            let fresh = files.iter().filter(|f| !rows.contains_key(f.path.as_ref().unwrap()));
            let fresh = fresh.count();
            for file in &files {
                let empty =
                    || (StoredFile { blob: None, coverage: FileCoverage::default() }, [].into());
                let (stored, tests) = rows.entry(file.path.clone().unwrap()).or_insert_with(empty);
                stored.blob = stored.blob.clone().or_else(|| file.blob.clone());
                stored.coverage.unite(&file.coverage.unpacked());
                for (name, lines) in file.tests.iter().filter(|(_, lines)| !lines.is_empty()) {
                    tests.entry(name.to_string()).or_default().unite(lines);
                }
            }
            let saved = save(&mut store, at, &format!("{seed}-{step}"), &files);
            assert_eq!(saved.imported, fresh, "seed {seed}, step {step}");
            let generation = store.generation().expect("a number");
            let again = save(&mut store, at, &format!("{seed}-{step}"), &files);
            assert_eq!(store.generation().expect("a number"), generation, "seed {seed}");
            let unchanged = Saved { unchanged: files.len(), ..Saved::default() };
            assert_eq!(again, unchanged, "seed {seed}, step {step}");
        }
        for (index, at) in order.iter().enumerate() {
            let (seq, rows) = (index as i64 + 1, &table[at]);
            let paths: Vec<String> = rows.keys().cloned().collect();
            assert_eq!(store.covered_paths_at(1, seq).unwrap(), paths, "seed {seed}, seq {seq}");
            for path in (0..5).map(|path| format!("f{path}")) {
                let found = store.coverage_at(1, seq, "shop", &path).unwrap();
                let row = rows.get(&path);
                assert_eq!(found.as_ref(), row.map(|r| &r.0), "seed {seed}, seq {seq}, {path}");
                let tests: Vec<_> =
                    row.map(|r| r.1.clone().into_iter().collect()).unwrap_or_default();
                let found: Vec<_> = store.test_hits(1, seq, &path).unwrap();
                assert_eq!(found, tests, "seed {seed}, seq {seq}, {path}");
            }
        }
    }
}

#[test]
fn a_file_that_is_not_in_the_report_is_not_a_file_of_which_nothing_ran() {
    let mut store = Store::open_in_memory().unwrap();
    save(&mut store, 1, "one", &[file("ran", &[1, 2], &[1]), file("idle", &[1, 2], &[])]);
    save(&mut store, 2, "two", &[file("ran", &[1, 2], &[1])]);
    assert_eq!(hit_lines(&store, 1, "idle"), Some(vec![]));
    assert_eq!(hit_lines(&store, 2, "idle"), None);
    assert_eq!(hit_lines(&store, 1, "never"), None);
    assert_eq!(store.coverage_at(1, 1, "another repository", "ran").unwrap(), None);
    assert_eq!(store.covered_paths_at(1, 2).unwrap(), ["ran"]);
}

#[test]
fn a_report_in_which_nothing_changed_writes_no_span() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("escapee.db");
    let mut store = Store::open(&path).unwrap();
    let files = [file("a", &[1, 2], &[1]), file("b", &[1, 2], &[2])];
    for at in 1..=9 {
        save(&mut store, at, &format!("day {at}"), &files);
    }
    save(&mut store, 10, "day 10", &files[..1]);
    let database = rusqlite::Connection::open(&path).unwrap();
    let count = |sql| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM coverage_span"), 3);
    assert_eq!(count("SELECT count(*) FROM coverage_object"), 2);
    assert_eq!(count("SELECT count(*) FROM path_rule"), 2);
}

#[test]
fn a_shard_of_an_old_report_changes_no_later_one() {
    let mut store = Store::open_in_memory().unwrap();
    for at in 1..=3 {
        save(&mut store, at, &format!("day {at}"), &[file("a", &[1, 2, 3], &[1])]);
    }
    let saved = save(&mut store, 2, "shard", &[file("a", &[1, 2, 3], &[2]), file("b", &[1], &[1])]);
    assert_eq!(saved, Saved { imported: 1, updated: 1, unchanged: 0 });
    let read = |path| [1, 2, 3].map(|seq| hit_lines(&store, seq, path));
    assert_eq!(read("a"), [Some(vec![1]), Some(vec![1, 2]), Some(vec![1])]);
    assert_eq!(read("b"), [None, Some(vec![1]), None]);
    assert_eq!(store.coverage_reports().unwrap().len(), 3);
}

#[test]
fn a_path_that_no_file_answers_to_stays_visible() {
    let mut store = Store::open_in_memory().unwrap();
    let lost = |path: &str| MappedFile { path: None, ..file(path, &[1], &[1]) };
    save(&mut store, 1, "one", &[file("a", &[1], &[1]), lost("/site-packages/b.py"), lost("/a é")]);
    save(&mut store, 2, "two", &[file("a", &[1], &[1])]);
    let reports = store.coverage_reports().unwrap();
    let unmapped = |report: usize| store.unmapped_paths(reports[report].id).unwrap();
    assert_eq!(unmapped(0), ["/a é", "/site-packages/b.py"]);
    assert_eq!(unmapped(1), [""; 0]);
}

#[test]
fn the_same_file_with_a_mended_path_mapping_mends_the_report() {
    let mut store = Store::open_in_memory().unwrap();
    let found = |raw: &str, path: Option<&str>| MappedFile {
        path: path.map(Into::into),
        ..file(raw, &[1], &[1])
    };
    save(&mut store, 1, "one", &[found("a", Some("wrong/a")), found("b", None)]);
    save(&mut store, 2, "two", &[found("a", Some("wrong/a")), found("b", None)]);
    let generation = store.generation().unwrap();
    let saved = save(&mut store, 1, "one", &[found("a", Some("a")), found("b", Some("b"))]);
    assert_eq!(saved, Saved { imported: 2, updated: 0, unchanged: 0 });
    assert_eq!(store.covered_paths_at(1, 1).unwrap(), ["a", "b"]);
    assert_eq!(store.covered_paths_at(1, 2).unwrap(), ["wrong/a"]);
    assert_eq!(store.unmapped_paths(store.coverage_reports().unwrap()[0].id).unwrap(), [""; 0]);
    assert_ne!(store.generation().unwrap(), generation);
}

#[test]
fn an_import_that_fails_leaves_nothing() {
    let mut store = Store::open_in_memory().unwrap();
    save(&mut store, 1, "one", &[file("a", &[1], &[1])]);
    let before = (store.generation().unwrap(), store.counts().unwrap(), store.imports().unwrap());
    let broken = MappedFile { blob: Some(BlobId("no id".into())), ..file("z", &[1], &[]) };
    let error = try_save(&mut store, 2, "two", &[file("a", &[1], &[]), broken]).unwrap_err();
    assert_eq!(error.to_string(), "`no id` is not the id of a blob");
    let after = (store.generation().unwrap(), store.counts().unwrap(), store.imports().unwrap());
    assert_eq!(after, before);
    assert_eq!(store.covered_paths_at(1, i64::MAX).unwrap(), ["a"]);
}

#[test]
fn what_was_saved_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("escapee.db");
    save(&mut Store::open(&path).unwrap(), 1, "one", &[file("a", &[1, 9], &[9])]);
    let store = Store::open(&path).unwrap();
    assert_eq!(hit_lines(&store, 1, "a"), Some(vec![9]));
    let report = &store.coverage_reports().unwrap()[0];
    assert_eq!((report.repo.as_str(), report.series.as_str()), ("shop", "unit"));
    assert_eq!((report.series_id, report.seq, &report.commit), (1, 1, &commit(1)));
    assert_eq!(report.taken_at, time("2026-03-01T00:00:00Z"));
}

#[test]
fn the_schema_is_the_one_in_the_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("escapee.db");
    drop(Store::open(&path).unwrap());
    let database = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name";
    let mut query = database.prepare(sql).unwrap();
    let tables: Vec<String> =
        query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    insta::assert_snapshot!(tables.join(";\n\n"));
}
