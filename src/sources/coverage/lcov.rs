//! LCOV tracefiles, line by line in one pass: memory grows with the lines of code, not the report.
//!
//! Reads `TN SF DA BRDA end_of_record`; the records of functions, conditions and totals pass, as
//! the lines are counted here. Repeats of a line or a file are summed. A line is hit where a count
//! is positive; a count that is no number leaves the line instrumented and not hit.

use std::io::Read;

use super::branches::Key;
use super::gathered::{AllFiles, Gathered};
use super::lcov_counts::Counts;
use super::lcov_line::{BranchData, LineData, branch_data, line_data};
use super::lcov_parts::{branch_fields, count_of, is_positive, key_of};
use super::lcov_paths::Paths;
use super::lcov_size::{MAX_SIZE, Size};
use super::per_test::PerTest;
use super::pieces::{Piece, pieces};
use super::section::Section;
use super::tally::{Repeats, Tally};
use super::work::Work;
use crate::model::coverage::CoverageReport;
use crate::model::line_set::LineSet;
use crate::sources::document::{CUT, Document};
use crate::sources::rejections::Rejections;
use crate::sources::text::clean;
use crate::sources::{SourceError, number};

/// Returns the report that the text holds, in memory that does not grow with it.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let tally = Tally::new(document.wants_hits, Repeats::Sum);
    read_within(document.bytes().map_err(SourceError::Read)?, MAX_SIZE, tally)
}

fn read_within(
    input: impl Read,
    max_size: u64,
    tally: Tally,
) -> Result<CoverageReport, SourceError> {
    let work = Work::of(WORK_FOR_A_BYTE);
    let size = Size::within(max_size);
    let mut reader = Reader { tally, size, work, ..Reader::default() };
    pieces(input, |piece| match piece {
        Piece::Lines(lines) => reader.take_lines(lines),
        Piece::Rest(line) => reader.take_rest(line),
        Piece::TooLong => {
            reader.line += 1;
            reader.reject("the line is longer than any record");
            Ok(())
        }
        Piece::Cut => {
            reader.is_cut = true;
            Ok(())
        }
    })?;
    reader.report()
}

/// Bytes that sections may pack and unpack for a byte of the report; real suites cause less than one.
const WORK_FOR_A_BYTE: u64 = 1 << 10;

#[derive(Default)]
struct Reader {
    line: u64,
    paths: Paths,
    files: Vec<Gathered>,
    per_test: PerTest,
    /// The test that is named now.
    test: Option<u32>,
    tally: Tally,
    /// The file whose section is open.
    open: Option<usize>,
    section: Section,
    size: Size,
    /// What sections pack and unpack for the bytes read.
    work: Work,
    rejections: Rejections,
    is_cut: bool,
    counts: Counts,
}

impl Reader {
    /// Takes whole lines, each with its end.
    fn take_lines(&mut self, bytes: &[u8]) -> Result<(), SourceError> {
        let mut rest = bytes;
        self.work.read(bytes.len() as u64);
        if self.line == 0 {
            rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest);
        }
        while !rest.is_empty() {
            self.line += 1;
            if let Some(file) = self.open {
                // Nearly all lines are of these two kinds, so they are read without being cut out.
                if let Some(LineData { line, hit, length }) = line_data(rest) {
                    self.counts.line();
                    self.section.add_line(line, hit);
                    if self.tally.is_on() {
                        self.tally.add(file, line, count_of(&rest[..length]));
                    }
                    rest = &rest[length..];
                    continue;
                }
                if let Some(BranchData { line, key, taken, length }) = branch_data(rest) {
                    self.add_branch(line, key, taken);
                    rest = &rest[length..];
                    continue;
                }
            }
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len() - 1);
            self.take(rest[..end].trim_ascii())?;
            rest = &rest[end + 1..];
        }
        Ok(())
    }

    /// Takes a last line that has no end.
    fn take_rest(&mut self, line: &[u8]) -> Result<(), SourceError> {
        let line = line.trim_ascii();
        if line.is_empty() {
            return Ok(());
        }
        self.line += 1;
        if self.open.is_some() && line != b"end_of_record" {
            // A number cut in the middle is another number, so the last line is not trusted.
            self.reject("the file ends in the middle of this record");
            return Ok(());
        }
        self.take(line)
    }

    fn add_branch(&mut self, line: u32, key: Key, taken: bool) {
        if !self.section.add_branch(line, key, taken) {
            self.reject("the file has more branches than any file");
        }
    }

    fn take(&mut self, line: &[u8]) -> Result<(), SourceError> {
        if line.is_empty() || line[0] == b'#' {
            return Ok(());
        }
        if line == b"end_of_record" {
            return self.end();
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            self.reject("not a record of LCOV");
            return Ok(());
        };
        let (name, value) = (&line[..colon], &line[colon + 1..]);
        match name {
            b"DA" => self.line_data(value),
            b"BRDA" => self.branch(value),
            b"SF" => self.file(value)?,
            b"TN" => {
                self.close_section()?;
                self.test = self.per_test.test(&String::from_utf8_lossy(value.trim_ascii()));
            }
            b"LF" => {
                self.counts.total(value);
            }
            b"FN" | b"FNDA" | b"FNF" | b"FNH" | b"FNL" | b"FNA" | b"LH" | b"BRF" | b"BRH"
            | b"MCDC" | b"MCF" | b"MCH" | b"VER" | b"BA" | b"BF" | b"BH" | b"VERSION" | b"TT" => {}
            _ => self.reject("not a record of LCOV"),
        }
        Ok(())
    }

    fn file(&mut self, path: &[u8]) -> Result<(), SourceError> {
        if self.open.is_some() {
            self.counts.unended += 1;
            self.end()?;
        }
        let path = clean(&String::from_utf8_lossy(path));
        if path.is_empty() {
            self.reject("a file without a path");
            return Ok(());
        }
        let place = self.paths.place(&path, self.files.len());
        if place == self.files.len() {
            self.files.push(Gathered::new(&path));
            self.size.file(&path)?;
        }
        self.open = Some(place);
        Ok(())
    }

    fn line_data(&mut self, value: &[u8]) {
        let Some(index) = self.open else { return self.reject("a line before any file") };
        let mut fields = value.splitn(3, |byte| *byte == b',');
        let (line, count) = (fields.next().unwrap_or(b""), fields.next());
        let Some(line) = self.line_number(line) else { return };
        let hits = count.and_then(number::is_hit);
        self.counts.bad += usize::from(hits.is_none());
        if let Some(checksum) = fields.next() {
            self.files[index].note_checksum(checksum);
        }
        self.counts.line();
        self.section.add_line(line, hits == Some(true));
        if self.tally.is_on() {
            let text = std::str::from_utf8(count.unwrap_or_default());
            self.tally.add(index, line, text.ok().and_then(number::whole));
        }
    }

    fn branch(&mut self, value: &[u8]) {
        let Some(index) = self.open else { return self.reject("a branch before any file") };
        let Some([digits, key, taken]) = branch_fields(value) else {
            return self.reject("a branch with too few fields");
        };
        if digits.trim_ascii() == b"0" {
            self.files[index].name_destinations();
        } else if let Some(line) = self.line_number(digits)
            // A branch that only an exception takes says nothing about the statement before it.
            && !key.starts_with(b"e")
        {
            self.add_branch(line, key_of(key), is_positive(taken.trim_ascii()));
        }
    }

    /// Returns the line if it is one a file can have; lists it otherwise.
    fn line_number(&mut self, digits: &[u8]) -> Option<u32> {
        match number::line(digits) {
            Ok(line) => Some(line),
            Err(reason) => {
                self.reject(reason);
                None
            }
        }
    }

    /// Ends the open section of a file.
    fn end(&mut self) -> Result<(), SourceError> {
        self.close_section()?;
        self.open = None;
        self.counts.end();
        Ok(())
    }

    /// Gives the lines and branches read so far to their file and test.
    fn close_section(&mut self) -> Result<(), SourceError> {
        if let Some(index) = self.open
            && !self.section.is_empty()
        {
            // Each section packs its file anew; a report of far lines and little text would do that for
            // hours.
            if !self.work.take(self.files[index].size() + self.section.size()) {
                return Err(self.size.refused());
            }
            if let Some(test) = self.test
                && !self.section.hit().is_empty()
            {
                let lines = LineSet::from_bytes(self.section.hit().to_vec());
                self.per_test.add_all(index, test, lines);
            }
            let had_none = self.files[index].size() == 0;
            let growth = self.files[index].take(&mut self.section);
            self.size.grow(growth, had_none);
            self.section.clear();
        }
        self.size.check()?;
        // What single tests ran goes before the report is refused.
        if !self.size.has_room_for(self.per_test.size()) {
            self.per_test.drop_all();
        }
        Ok(())
    }

    fn reject(&mut self, reason: &'static str) {
        self.rejections.add(self.line, reason);
    }

    fn report(mut self) -> Result<CoverageReport, SourceError> {
        let mut warnings = Vec::new();
        if let Some(index) = self.open {
            let path = self.paths.of(index);
            warnings.push(format!("the report stops in the middle of `{path}`"));
        }
        self.end()?;
        let (hits, note) = self.tally.finish();
        let counted =
            self.files.iter_mut().zip(hits).filter_map(|(file, hits)| Some((file, hits?)));
        counted.for_each(|(file, hits)| file.set_hits(hits));
        let (per_test, dropped) = self.per_test.finish();
        let named = self.paths.with(self.files);
        let AllFiles { files, finer, without_branches } = AllFiles::new(named, per_test);
        let (hits_dropped, only_totals) = (note.is_some(), self.counts.are_only_totals());
        warnings.extend(self.counts.told(without_branches));
        warnings.extend(note.map(str::to_owned));
        warnings.extend(dropped);
        if self.is_cut {
            warnings.push(CUT.to_owned());
        }
        let rejected = self.rejections.list(&mut warnings);
        let report = CoverageReport { format: "lcov", files, finer, ..CoverageReport::default() };
        Ok(CoverageReport { hits_dropped, only_totals, rejected, warnings, ..report })
    }
}

#[cfg(test)]
mod tests;
