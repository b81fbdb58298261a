//! Gathers the lines of a report file by file, whatever order and however often they come.

use std::collections::HashMap;

use crate::model::coverage::{CoverageReport, FinerTotals, LineCounts, ReportFile};
use crate::sources::document::Document;
use crate::sources::ended::Ended;
use crate::sources::json::Number;
use crate::sources::rejections::Rejections;
use crate::sources::text::clean;
use crate::sources::{SourceError, number};

use super::collected::Collected;
use super::per_test::PerTest;
use super::tally::{Repeats, Tally};

/// Most bytes that the files of one report may take, with their paths, lines and branches.
const MAX_SIZE: u64 = 44 << 20;
/// Bits in it, as bitmaps count.
const MAX_SPAN: u64 = MAX_SIZE * 8;
/// Bytes that a file takes beside its paths and lines, and a line with branches.
const FILE_SIZE: u64 = 512;
const BRANCH_SIZE: u64 = 24;

/// What a reader has found so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    files: Vec<Collected>,
    by_path: HashMap<String, usize>,
    /// Bits that all of it takes.
    span: u64,
    bad_counts: usize,
    statements: Option<(u64, u64)>,
    has_branches: bool,
    only_totals: bool,
    tally: Tally,
    per_test: PerTest,
    /// Records that could not be read.
    pub(super) rejections: Rejections,
    /// What was noticed.
    pub(super) warnings: Vec<String>,
    /// Folders the paths are relative to.
    pub(super) roots: Vec<String>,
}

impl Collector {
    /// Returns one that keeps how often lines ran, where the reading asks for that.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let tally = Tally::new(document.wants_hits, Repeats::Highest);
        Self { tally, ..Self::default() }
    }

    /// Says that records of one line are runs of their own, whose counts add up.
    pub(super) fn sums_repeats(&mut self) {
        self.tally.repeats(Repeats::Sum);
    }

    /// Adds how often a line ran, where the format counts; `None`: its count is no number.
    pub(super) fn times(&mut self, file: usize, line: u32, times: Option<u64>) {
        self.tally.add(file, line, times);
    }

    /// Returns the place of a path, a new one where it is new; `None` where it is no path.
    pub(super) fn file(&mut self, path: &str, line: u64) -> Option<usize> {
        if let Some(index) = self.by_path.get(path) {
            return Some(*index);
        }
        let raw_path = clean(path);
        if raw_path.is_empty() {
            self.rejections.add(line, "a file without a path");
            return None;
        }
        if self.is_full() {
            return None;
        }
        // Paths that differ in their slashes alone are one file, under the name that came first.
        let files = &mut self.files;
        let mut size = path.len();
        let index = *self.by_path.entry(raw_path.replace('\\', "/")).or_insert_with(|| {
            size += FILE_SIZE as usize + 2 * raw_path.len();
            files.push(Collected { raw_path, ..Collected::default() });
            files.len() - 1
        });
        self.by_path.insert(path.to_owned(), index);
        self.span += 8 * size as u64;
        self.make_room();
        Some(index)
    }

    /// Counts bytes that a reader holds beside; returns whether there is room for them.
    pub(super) fn holds(&mut self, bytes: usize) -> bool {
        self.span += 8 * bytes as u64;
        self.make_room();
        !self.is_full()
    }

    /// Gives back the room of what a reader holds no longer.
    pub(super) fn lets_go(&mut self, bytes: usize) {
        // A report that was full stays refused, as something of it was not kept.
        if !self.is_full() {
            self.span = self.span.saturating_sub(8 * bytes as u64);
        }
    }

    /// Returns whether the report takes more than it may; nothing more is kept of it then, and it is
    /// refused at the end.
    fn is_full(&self) -> bool {
        self.span > MAX_SPAN
    }

    /// Returns the line a text names; lists it where it is none.
    pub(super) fn number(&mut self, digits: &str, at: u64) -> Option<u32> {
        match number::line(digits.as_bytes()) {
            Ok(line) => Some(line),
            Err(reason) => {
                self.rejections.add(at, reason);
                None
            }
        }
    }

    /// Returns whether a count says that something ran; one that is no number does not, and is counted.
    pub(super) fn hit(&mut self, count: &str) -> bool {
        let hit = number::is_hit(count.as_bytes());
        self.bad_counts += usize::from(hit.is_none());
        hit == Some(true)
    }

    /// As [`Self::hit`], for a count that is read already.
    pub(super) fn ran(&mut self, count: Number) -> bool {
        let hit = count.is_hit();
        self.bad_counts += usize::from(hit.is_none());
        hit == Some(true)
    }

    /// Adds an instrumented line, hit or not; repeats unite.
    pub(super) fn line(&mut self, file: usize, line: u32, hit: bool) {
        let one = &mut self.files[file];
        if line > one.highest {
            self.span += u64::from(line - one.highest) * 2;
            one.highest = line;
            self.make_room();
        }
        if self.is_full() {
            return;
        }
        let one = &mut self.files[file];
        one.coverage.instrumented.insert(line);
        if hit {
            one.coverage.hit.insert(line);
        }
    }

    /// Adds the branches that leave a line: taken and all. Of repeats the highest counts.
    pub(super) fn branches(&mut self, file: usize, line: u32, taken: u32, all: u32) {
        self.has_branches = true;
        if all > 0 && !self.is_full() {
            let known = Self::branches_of(&mut self.files[file], &mut self.span, line);
            *known = (known.0.max(taken), known.1.max(all));
            self.make_room();
        }
    }

    /// Adds one branch that leaves a line, taken or not; repeats are further branches.
    pub(super) fn branch(&mut self, file: usize, line: u32, taken: bool) {
        self.has_branches = true;
        if !self.is_full() {
            let known = Self::branches_of(&mut self.files[file], &mut self.span, line);
            *known = (known.0.saturating_add(u32::from(taken)), known.1.saturating_add(1));
            self.make_room();
        }
    }

    fn branches_of<'f>(file: &'f mut Collected, span: &mut u64, line: u32) -> &'f mut (u32, u32) {
        file.branches.entry(line).or_insert_with(|| {
            *span += 8 * BRANCH_SIZE;
            (0, 0)
        })
    }

    /// Marks a line as one with something that did not run, where no branches are counted.
    pub(super) fn partial(&mut self, file: usize, line: u32) {
        if !self.is_full() {
            self.files[file].partial.insert(line);
        }
    }

    /// Adds a line that a named test ran.
    pub(super) fn tested(&mut self, file: usize, test: &str, line: u32) {
        if self.is_full() {
            return;
        }
        if let Some(test) = self.per_test.test(test) {
            self.per_test.add(file, test, line);
        }
        self.make_room();
    }

    /// Drops what single tests ran where that and the coverage take more than they may together.
    fn make_room(&mut self) {
        if self.span + self.per_test.size() * 8 > MAX_SPAN {
            self.per_test.drop_all();
        }
    }

    /// Counts statements and those of them that ran.
    pub(super) fn statements(&mut self, all: u64, hit: u64) {
        let (known, known_hit) = self.statements.get_or_insert_default();
        *known = known.saturating_add(all);
        *known_hit = known_hit.saturating_add(hit);
    }

    /// Says that the format tells statements or branches even where there are none.
    pub(super) fn tells(&mut self, statements: bool, branches: bool) {
        if statements {
            self.statements(0, 0);
        }
        self.has_branches |= branches;
    }

    /// Keeps the line counts the producer states for a file.
    pub(super) fn stated(&mut self, file: usize, lines: u64, hit: u64) {
        self.files[file].stated = Some(Box::new(LineCounts { lines, hit }));
    }

    /// Says that lines are counted and of none it is told whether it ran, where there is such a count.
    pub(super) fn has_only_totals(&mut self, counted: usize) {
        let lines = |one: &Collected| one.coverage.instrumented.is_empty();
        self.only_totals = counted > 0 && self.files.iter().all(lines);
    }

    /// Returns whether no file was found.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the report of a text whose reading ended so; `what` is what it may have stopped being.
    pub(super) fn report_of(
        mut self,
        format: &'static str,
        what: &str,
        ended: Ended,
    ) -> Result<CoverageReport, SourceError> {
        ended.note(what, &mut self.rejections, &mut self.warnings);
        self.report(format)
    }

    /// Returns the report.
    pub(super) fn report(mut self, format: &'static str) -> Result<CoverageReport, SourceError> {
        if self.is_full() {
            return Err(SourceError::TooLarge { limit: MAX_SIZE });
        }
        if self.bad_counts > 0 {
            let count = self.bad_counts;
            self.warnings.push(format!(
                "{count} hit counts are no number or negative; their lines count as not run"
            ));
        }
        if self.files.is_empty() {
            self.warnings.push("the report holds no file".to_owned());
        }
        let mut branches = self.has_branches.then_some((0, 0));
        let (hits, note) = self.tally.finish();
        let hits_dropped = note.is_some();
        self.warnings.extend(note.map(str::to_owned));
        let (per_test, dropped) = self.per_test.finish();
        self.warnings.extend(dropped);
        let (mut hits, mut per_test) = (hits.into_iter(), per_test.into_iter());
        let finished = self.files.into_iter().map(|one| {
            let (hits, tests) = (hits.next().flatten(), per_test.next().unwrap_or_default());
            ReportFile { tests, hits, ..one.finished(&mut branches) }
        });
        let mut files: Vec<ReportFile> = finished.collect();
        files.sort_by(|a, b| a.raw_path.cmp(&b.raw_path));
        let finer = FinerTotals {
            statements: self.statements.map(|(all, _)| all),
            statements_hit: self.statements.map(|(_, hit)| hit),
            branches: branches.map(|(all, _)| all),
            branches_hit: branches.map(|(_, taken)| taken),
        };
        let rejected = self.rejections.list(&mut self.warnings);
        let (roots, warnings) = (self.roots, self.warnings);
        let only_totals = self.only_totals;
        Ok(CoverageReport {
            format,
            files,
            finer,
            hits_dropped,
            only_totals,
            roots,
            rejected,
            warnings,
        })
    }
}

#[cfg(test)]
mod tests;
