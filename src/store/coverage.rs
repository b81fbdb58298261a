//! Coverage, written: a report's files become objects, and spans where they differ from the report
//! before. A second file for the same commit is a shard and unites with what is there; the same file
//! once more is read anew, so that a mended path mapping mends the report.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rusqlite::Connection;

use super::imports::{ImportKind, log, next_generation};
use super::line_hits;
use super::object_spans::{ObjectSpans, SpanQueries};
use super::objects::{self, Hits, HitsWriter};
use super::paths::{Paths, save_rules};
use super::reports::{self, Placed};
use super::value::Key;
use super::{ImportSource, NewReport, Saved, Store, StoreError};
use crate::model::commit::BlobId;
use crate::model::coverage::{FileCoverage, TestLines};
use crate::model::line_hits::KeptHits;
use crate::model::packed_coverage::PackedCoverage;

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
    pub coverage: PackedCoverage,
    /// What single tests ran: test name and lines.
    pub tests: Vec<TestLines>,
    /// How often its lines ran, where that is to be kept.
    pub hits: KeptHits,
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
        self.keep_little(true)?;
        let write = self.write()?;
        let placed = reports::place(&write, report, ImportKind::Coverage, source.digest)?;
        let mut paths = Paths::load(&write, placed.series.repository)?;
        let mut mapped: Vec<(i64, &MappedFile)> = Vec::new();
        for file in files {
            if let Some(path) = &file.path {
                mapped.push((paths.id(path)?, file));
            }
        }
        let rules = mapped.iter().map(|(id, file)| {
            let path = file.path.as_deref().unwrap_or_default();
            (file.raw_path.as_str(), (path, *id), file.rule.as_str())
        });
        save_rules(&write, placed.series.id, rules)?;
        // A report may know one file by several paths.
        mapped.sort_by_key(|(id, _)| *id);
        let outcome = Writer { connection: &write, placed }.save(&mapped)?;

        let mut saved = Saved::default();
        for (held, same) in &outcome.files {
            saved.tally(!placed.is_new && *held, *same);
        }
        let unmapped = files.iter().filter(|file| file.path.is_none());
        let unmapped: BTreeSet<&str> = unmapped.map(|file| file.raw_path.as_str()).collect();
        let unmapped: Vec<&str> = unmapped.into_iter().collect();
        let upload = (placed.target.id, source.digest);
        let joins = line_hits::upload(&write, upload)?.is_none();
        reports::finish(&write, placed, source, report, &unmapped, outcome.changed)?;
        // A part that is not counted takes the counts of the others away.
        let counts_changed = if report.keeps_hits {
            line_hits::keep(&write, upload, &mapped)?
        } else {
            joins && line_hits::any_kept(&write, placed.target.id)?
        };
        if counts_changed {
            next_generation(&write)?;
        }
        log(&write, source, saved)?;
        write.commit()?;
        self.keep_little(false)?;
        Ok(saved)
    }
}

/// All that a report says of one file of the repository.
#[derive(Debug)]
struct FileContent<'f> {
    blob: Option<&'f BlobId>,
    coverage: FileCoverage,
    hits: Hits,
}

impl<'f> FileContent<'f> {
    /// Returns what the records of one file say together.
    fn of(records: &[(i64, &'f MappedFile)]) -> Self {
        let mut all = Self { blob: None, coverage: FileCoverage::default(), hits: Hits::new() };
        for (at, (_, file)) in records.iter().enumerate() {
            all.blob = all.blob.or(file.blob.as_ref());
            match at {
                0 => all.coverage = file.coverage.unpacked(),
                _ => all.coverage.unite(&file.coverage.unpacked()),
            }
            // A test that ran nothing of the file does not belong to it.
            for (name, lines) in file.tests.iter().filter(|(_, lines)| !lines.is_empty()) {
                all.hits.entry(name.to_string()).or_default().unite(lines);
            }
        }
        all
    }
}

/// What writing a report's files did.
#[derive(Debug, Default)]
struct Outcome {
    /// For each record: whether there was something of its file before, and whether it is the same now.
    files: Vec<(bool, bool)>,
    /// Whether any file changed, those that are not mentioned included.
    changed: bool,
}

/// Writes the files of one report.
struct Writer<'a> {
    connection: &'a Connection,
    placed: Placed,
}

impl Writer<'_> {
    /// Writes all files; their records are sorted by the row id of the path.
    fn save(&self, records: &[(i64, &MappedFile)]) -> Result<Outcome, StoreError> {
        let spans = |queries| ObjectSpans::read(self.connection, self.placed, queries);
        let (coverage, hits) = (spans(COVERAGE)?, spans(HITS)?);
        let mut wanted_coverage = coverage.absent();
        let mut wanted_hits = hits.absent();
        let mut writer = HitsWriter::new(self.connection, self.placed.series.repository);
        let mut outcome = Outcome::default();
        for of_path in records.chunk_by(|(one, _), (other, _)| one == other) {
            let (path, file) = (of_path[0].0, FileContent::of(of_path));
            let (old, old_hits) = (coverage.get(path), hits.get(path));
            let object = self.coverage(old, &file)?;
            wanted_coverage.insert(path, Some(object));
            let hits_object = self.hits(&mut writer, old_hits, &file.hits)?;
            wanted_hits.insert(path, hits_object);
            let same = old.is_some_and(|(id, _)| id == object)
                && old_hits.map(|(id, _)| id) == hits_object;
            outcome.files.extend(of_path.iter().map(|_| (old.is_some(), same)));
        }
        outcome.changed |= coverage.write(wanted_coverage)?;
        outcome.changed |= hits.write(wanted_hits)?;
        Ok(outcome)
    }

    fn coverage(&self, old: Option<(i64, Key)>, file: &FileContent<'_>) -> Result<i64, StoreError> {
        let (mut blob, mut coverage) =
            (file.blob.map(Cow::Borrowed), Cow::Borrowed(&file.coverage));
        let mut key = objects::coverage_key(blob.as_deref(), &coverage)?;
        if let Some((id, old_key)) = old {
            if old_key == key {
                return Ok(id);
            }
            if self.placed.shard {
                let (old_blob, mut united) = objects::coverage(self.connection, id)?;
                united.unite(&coverage);
                (blob, coverage) = (old_blob.map(Cow::Owned).or(blob), Cow::Owned(united));
                key = objects::coverage_key(blob.as_deref(), &coverage)?;
            }
        }
        objects::coverage_id(self.connection, key, blob.as_deref(), &coverage)
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
