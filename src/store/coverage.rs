//! Coverage, written: a report's files become objects, and spans where they differ from the report
//! before. A second file for the same commit is a shard and unites with what is there; the same file
//! once more is read anew, so that a mended path mapping mends the report.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::imports::{ImportKind, log};
use super::object_spans::{ObjectSpans, SpanQueries};
use super::objects::{self, Hits, HitsWriter};
use super::paths::{Paths, save_rules};
use super::reports::{self, Placed};
use super::value::Key;
use super::{ImportSource, NewReport, Saved, Store, StoreError};
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
        let placed = reports::place(&write, report, ImportKind::Coverage, source.digest)?;
        let mut paths = Paths::load(&write, placed.series.repository)?;
        let mut by_path: BTreeMap<i64, FileContent> = BTreeMap::new();
        let mut mapped = Vec::new();
        for file in files {
            if let Some(path) = &file.path {
                let id = paths.id(path)?;
                mapped.push((file.raw_path.as_str(), id, file.rule.as_str()));
                by_path.entry(id).or_default().unite(file);
            }
        }
        save_rules(&write, placed.series.id, mapped.iter().copied())?;
        let outcome = Writer { connection: &write, placed }.save(&by_path)?;

        let mut saved = Saved::default();
        for (_, path, _) in &mapped {
            let (held, same) = outcome.files.get(path).copied().unwrap_or_default();
            saved.tally(!placed.is_new && held, same);
        }
        let unmapped = files.iter().filter(|file| file.path.is_none());
        let unmapped: BTreeSet<&str> = unmapped.map(|file| file.raw_path.as_str()).collect();
        let unmapped: Vec<&str> = unmapped.into_iter().collect();
        reports::finish(&write, placed, source, report, &unmapped, outcome.changed)?;
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
    placed: Placed,
}

impl Writer<'_> {
    /// Writes all files.
    fn save(&self, files: &BTreeMap<i64, FileContent>) -> Result<Outcome, StoreError> {
        let spans = |queries| ObjectSpans::read(self.connection, self.placed, queries);
        let (coverage, hits) = (spans(COVERAGE)?, spans(HITS)?);
        let mut wanted_coverage = coverage.absent();
        let mut wanted_hits = hits.absent();
        let mut writer = HitsWriter::new(self.connection, self.placed.series.repository);
        let mut outcome = Outcome::default();
        for (path, file) in files {
            let (old, old_hits) = (coverage.get(*path), hits.get(*path));
            let object = self.coverage(old, file)?;
            wanted_coverage.insert(*path, Some(object));
            let hits_object = self.hits(&mut writer, old_hits, &file.hits)?;
            wanted_hits.insert(*path, hits_object);
            let same = old.is_some_and(|(id, _)| id == object)
                && old_hits.map(|(id, _)| id) == hits_object;
            outcome.files.insert(*path, (old.is_some(), same));
        }
        outcome.changed |= coverage.write(wanted_coverage)?;
        outcome.changed |= hits.write(wanted_hits)?;
        Ok(outcome)
    }

    fn coverage(&self, old: Option<(i64, Key)>, file: &FileContent) -> Result<i64, StoreError> {
        let mut blob = file.blob.clone();
        let mut coverage = file.coverage.clone().unwrap_or_default();
        let mut key = objects::coverage_key(blob.as_ref(), &coverage)?;
        if let Some((id, old_key)) = old {
            if old_key == key {
                return Ok(id);
            }
            if self.placed.shard {
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
        let repository = self.placed.series.repository;
        if hits.is_empty() {
            return Ok(old.filter(|_| self.placed.shard).map(|(id, _)| id));
        }
        let mut key = objects::hits_key(repository, hits);
        let mut united = None;
        if let Some((id, old_key)) = old {
            if old_key == key {
                return Ok(Some(id));
            }
            if self.placed.shard {
                let mut all = objects::hits(self.connection, id)?;
                for (name, lines) in hits {
                    all.entry(name.clone()).or_default().unite(lines);
                }
                key = objects::hits_key(repository, &all);
                united = Some(all);
            }
        }
        writer.id(key, united.as_ref().unwrap_or(hits)).map(Some)
    }
}

const COVERAGE: SpanQueries = SpanQueries {
    state: include_str!("../../schema/queries/coverage_state.sql"),
    starts: include_str!("../../schema/queries/coverage_starts.sql"),
    upsert: include_str!("../../schema/queries/upsert_coverage_span.sql"),
};

const HITS: SpanQueries = SpanQueries {
    state: include_str!("../../schema/queries/hits_state.sql"),
    starts: include_str!("../../schema/queries/hits_starts.sql"),
    upsert: include_str!("../../schema/queries/upsert_hits_span.sql"),
};
