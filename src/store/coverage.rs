//! Coverage, written: a report's files become objects, and spans where they differ from the report
//! before. A second file for the same commit is a shard and unites with what is there; the same file
//! once more is read anew, so that a mended path mapping mends the report.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, named_params};

use super::imports::{ImportKind, log, next_generation};
use super::objects::{self, Hits, HitsWriter};
use super::paths::{Paths, save_rules};
use super::reports::{self, Report, Series};
use super::spans::spans_to_write;
use super::value::Key;
use super::{ImportSource, NewReport, Saved, Store, StoreError, rows, run};
use crate::model::commit::BlobId;
use crate::model::coverage::FileCoverage;
use crate::model::line_set::LineSet;

/// A file of a coverage report, and the file of the repository it was found to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedFile {
    /// The path as the report writes it.
    pub raw_path: String,
    /// The path in the repository; `None` where no file answers to it, and then only the raw path is kept.
    pub path: Option<String>,
    /// How the path was found.
    pub rule: String,
    /// The content it was measured on; `None` where it is not known.
    pub blob: Option<BlobId>,
    /// What ran.
    pub coverage: FileCoverage,
    /// What single tests ran: test name and lines.
    pub tests: Vec<(String, LineSet)>,
}

impl Store {
    /// Saves a coverage report: at the end of its series, or into the report of the same commit.
    ///
    /// Counts the files that were mapped: imported where this report did not hold the file, updated
    /// where it now says more of it. The same file of coverage again leaves all unchanged.
    pub fn save_coverage(
        &mut self,
        source: &ImportSource<'_>,
        report: &NewReport<'_>,
        files: &[MappedFile],
    ) -> Result<Saved, StoreError> {
        let write = self.write()?;
        let series = reports::series(&write, report, ImportKind::Coverage)?;
        let earlier = reports::at_commit(&write, series, report.commit)?.first().copied();
        let target = match earlier {
            Some(target) => target,
            None => reports::append(&write, series, report, 0)?,
        };
        let mut paths = Paths::load(&write, series.repository)?;
        let mut by_path: BTreeMap<i64, FileContent> = BTreeMap::new();
        let mut mapped = Vec::new();
        for file in files {
            if let Some(path) = &file.path {
                let id = paths.id(path)?;
                mapped.push((file.raw_path.as_str(), id, file.rule.as_str()));
                by_path.entry(id).or_default().unite(file);
            }
        }
        save_rules(&write, series.id, mapped.iter().copied())?;
        let shard = match earlier {
            Some(report) => !reports::is_only_upload(&write, report.id, source.digest)?,
            None => false,
        };
        let outcome = Writer { connection: &write, series, target, shard }.save(&by_path)?;

        let mut saved = Saved::default();
        for (_, path, _) in &mapped {
            let (held, same) = outcome.files.get(path).copied().unwrap_or_default();
            saved.tally(earlier.is_some() && held, same);
        }
        let unmapped: BTreeSet<&str> = files
            .iter()
            .filter(|file| file.path.is_none())
            .map(|file| file.raw_path.as_str())
            .collect();
        let unmapped: Vec<&str> = unmapped.into_iter().collect();
        reports::save_upload(&write, target.id, source, report, &unmapped)?;
        let stands_for_more = reports::merge_as(&write, target.id, report.merged_as)?;
        if earlier.is_none() || stands_for_more || outcome.changed {
            next_generation(&write)?;
        }
        log(&write, source, saved)?;
        write.commit()?;
        Ok(saved)
    }
}

/// All that one report file says of one file of the repository.
#[derive(Debug, Default)]
struct FileContent {
    blob: Option<BlobId>,
    coverage: Option<FileCoverage>,
    hits: Hits,
}

impl FileContent {
    /// Adds a record; a report may know one file by several paths.
    fn unite(&mut self, file: &MappedFile) {
        self.blob = self.blob.take().or_else(|| file.blob.clone());
        match &mut self.coverage {
            Some(coverage) => coverage.unite(&file.coverage),
            none => *none = Some(file.coverage.clone()),
        }
        // A test that ran nothing of the file does not belong to it.
        for (name, lines) in file.tests.iter().filter(|(_, lines)| !lines.is_empty()) {
            self.hits.entry(name.clone()).or_default().unite(lines);
        }
    }
}

/// What a report says now, by path: the object's row id and key.
type State = BTreeMap<i64, (i64, Key)>;

/// What writing a report's files did.
#[derive(Debug, Default)]
struct Outcome {
    /// For each file: whether there was something before, and whether it is the same now.
    files: BTreeMap<i64, (bool, bool)>,
    /// Whether any file changed, those that are not mentioned included.
    changed: bool,
}

/// Writes the files of one report.
struct Writer<'a> {
    connection: &'a Connection,
    series: Series,
    target: Report,
    shard: bool,
}

impl Writer<'_> {
    /// Writes all files.
    fn save(&self, files: &BTreeMap<i64, FileContent>) -> Result<Outcome, StoreError> {
        let (coverage, hits) = (self.state(COVERAGE)?, self.state(HITS)?);
        let mut wanted_coverage = self.absent(&coverage);
        let mut wanted_hits = self.absent(&hits);
        let mut writer = HitsWriter::new(self.connection, self.series.repository);
        let mut outcome = Outcome::default();
        for (path, file) in files {
            let (old, old_hits) = (coverage.get(path), hits.get(path));
            let object = self.coverage(old.copied(), file)?;
            wanted_coverage.insert(*path, Some(object));
            let hits_object = self.hits(&mut writer, old_hits.copied(), &file.hits)?;
            wanted_hits.insert(*path, hits_object);
            let same = old.is_some_and(|(id, _)| *id == object)
                && old_hits.map(|(id, _)| *id) == hits_object;
            outcome.files.insert(*path, (old.is_some(), same));
        }
        outcome.changed |= self.write(COVERAGE, &coverage, wanted_coverage)?;
        outcome.changed |= self.write(HITS, &hits, wanted_hits)?;
        Ok(outcome)
    }

    /// Returns what becomes of files that are not mentioned: a whole report does not hold them, a
    /// shard says nothing of them.
    fn absent(&self, state: &State) -> BTreeMap<i64, Option<i64>> {
        if self.shard { BTreeMap::new() } else { state.keys().map(|path| (*path, None)).collect() }
    }

    fn coverage(&self, old: Option<(i64, Key)>, file: &FileContent) -> Result<i64, StoreError> {
        let mut blob = file.blob.clone();
        let mut coverage = file.coverage.clone().unwrap_or_default();
        let mut key = objects::coverage_key(blob.as_ref(), &coverage)?;
        if let Some((id, old_key)) = old {
            if old_key == key {
                return Ok(id);
            }
            if self.shard {
                let (old_blob, mut united) = objects::coverage(self.connection, id)?;
                united.unite(&coverage);
                (blob, coverage) = (old_blob.or(blob), united);
                key = objects::coverage_key(blob.as_ref(), &coverage)?;
            }
        }
        objects::coverage_id(self.connection, key, blob.as_ref(), &coverage)
    }

    fn hits(
        &self,
        writer: &mut HitsWriter<'_>,
        old: Option<(i64, Key)>,
        hits: &Hits,
    ) -> Result<Option<i64>, StoreError> {
        if hits.is_empty() {
            return Ok(old.filter(|_| self.shard).map(|(id, _)| id));
        }
        let mut key = objects::hits_key(self.series.repository, hits);
        let mut united = None;
        if let Some((id, old_key)) = old {
            if old_key == key {
                return Ok(Some(id));
            }
            if self.shard {
                let mut all = objects::hits(self.connection, id)?;
                for (name, lines) in hits {
                    all.entry(name.clone()).or_default().unite(lines);
                }
                key = objects::hits_key(self.series.repository, &all);
                united = Some(all);
            }
        }
        writer.id(key, united.as_ref().unwrap_or(hits)).map(Some)
    }

    fn state(&self, table: Table) -> Result<State, StoreError> {
        let key = named_params! { ":series": self.series.id, ":seq": self.target.place.seq };
        let found = rows(self.connection, table.state, key, |row| {
            Ok((row.get("path_id")?, (row.get("object_id")?, row.get("digest")?)))
        })?;
        Ok(found.into_iter().collect())
    }

    /// Writes the spans that differ; returns whether there were any.
    fn write(
        &self,
        table: Table,
        before: &State,
        wanted: BTreeMap<i64, Option<i64>>,
    ) -> Result<bool, StoreError> {
        let (series, place) = (self.series.id, self.target.place);
        let before = before.iter().map(|(path, (object, _))| (*path, *object)).collect();
        let mut starts_next = BTreeSet::new();
        if place.seq < place.last {
            let key = named_params! { ":series": series, ":seq": place.seq + 1 };
            starts_next = rows(self.connection, table.starts, key, |row| Ok(row.get("path_id")?))?
                .into_iter()
                .collect();
        }
        let spans = spans_to_write(place, &before, &starts_next, wanted);
        for (path, from_seq, object) in &spans {
            let row = named_params! {
                ":series": series, ":path": path, ":from_seq": from_seq, ":object": object,
            };
            run(self.connection, table.upsert, row)?;
        }
        Ok(!spans.is_empty())
    }
}

/// The queries of one table of spans.
#[derive(Clone, Copy)]
struct Table {
    state: &'static str,
    starts: &'static str,
    upsert: &'static str,
}

const COVERAGE: Table = Table {
    state: include_str!("../../schema/queries/coverage_state.sql"),
    starts: include_str!("../../schema/queries/coverage_starts.sql"),
    upsert: include_str!("../../schema/queries/upsert_coverage_span.sql"),
};

const HITS: Table = Table {
    state: include_str!("../../schema/queries/hits_state.sql"),
    starts: include_str!("../../schema/queries/hits_starts.sql"),
    upsert: include_str!("../../schema/queries/upsert_hits_span.sql"),
};
