//! LCOV tracefiles, line by line in one pass: memory grows with the lines of code, not the report.
//!
//! Reads `TN SF DA BRDA end_of_record`; the records of functions, conditions and totals pass, as
//! the lines are counted here. Repeats of a line or a file are summed. A line is hit where a count
//! is positive; a count that is no number leaves the line instrumented and not hit.

use std::io::Read;

use super::branches::Key;
use super::gathered::{AllFiles, Gathered};
use super::lcov_line::{BranchData, LineData, branch_data, line_data};
use super::lcov_names::{Paths, Tests};
use super::pieces::{Piece, pieces};
use super::section::Section;
use super::tally::{Repeats, Tally};
use crate::model::coverage::CoverageReport;
use crate::sources::document::{CUT, Document};
use crate::sources::rejections::Rejections;
use crate::sources::xml::clean;
use crate::sources::{SourceError, number};

/// Most bytes that the files of one report may take, with their paths, lines and branches.
const MAX_SIZE: u64 = 64 << 20;
/// Most of them that lines and branches may take, which stand in memory more than once while a section
/// is packed.
const MAX_PACKED: u64 = 36 << 20;
/// Bytes that a file takes beside its path and lines; more where it has no line, as few real ones do.
const FILE_SIZE: u64 = 320;
const EMPTY_SIZE: u64 = 160;

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
    let mut reader = Reader { tally, max_size, ..Reader::default() };
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

/// Returns what stands for block and branch as written.
fn key_of(text: &[u8]) -> Key {
    let number = |text: &[u8]| {
        let digits = !text.is_empty() && text.len() < 10 && text.iter().all(u8::is_ascii_digit);
        digits.then(|| text.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0')))
    };
    let comma = text.iter().position(|byte| *byte == b',');
    let numbers = comma.and_then(|at| Some((number(&text[..at])?, number(&text[at + 1..])?)));
    let key = numbers.and_then(|(block, branch)| Key::of_numbers(block, branch));
    key.unwrap_or_else(|| Key::of_text(text))
}

/// Returns the count of a plain `DA` record; those of more than 64 bits are capped.
fn count_of(record: &[u8]) -> Option<u64> {
    let count = record.trim_ascii_end().rsplit(|byte| *byte == b',').next()?;
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    count
        .iter()
        .try_fold(0_u64, |value, byte| Some(value.saturating_mul(10).saturating_add(digit(byte)?)))
}

fn is_positive(taken: &[u8]) -> bool {
    taken != b"-"
        && taken.iter().any(|byte| (b'1'..=b'9').contains(byte))
        && !taken.starts_with(b"-")
}

/// Bytes that sections may pack and unpack before they are held against the bytes read.
const FREE_WORK: u64 = 1 << 28;
/// How many of them a byte of the report may cause; reports of real suites cause less than one.
const WORK_FOR_A_BYTE: u64 = 1 << 10;

#[derive(Default)]
struct Reader {
    line: u64,
    paths: Paths,
    files: Vec<Gathered>,
    tests: Tests,
    tally: Tally,
    /// The file whose section is open.
    open: Option<usize>,
    section: Section,
    size: u64,
    /// Of it what lines and branches take.
    packed: u64,
    max_size: u64,
    /// Bytes read, and bytes that sections packed and unpacked for them.
    bytes: u64,
    work: u64,
    rejections: Rejections,
    is_cut: bool,
    bad_counts: usize,
    unended: usize,
    /// Lines listed in the open section, and its own total of them.
    listed: usize,
    total: Option<usize>,
    beyond_total: usize,
}

impl Reader {
    /// Takes whole lines, each with its end.
    fn take_lines(&mut self, bytes: &[u8]) -> Result<(), SourceError> {
        let mut rest = bytes;
        self.bytes += bytes.len() as u64;
        if self.line == 0 {
            rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest);
        }
        while !rest.is_empty() {
            self.line += 1;
            if let Some(file) = self.open {
                // Nearly all lines are of these two kinds, so they are read without being cut out.
                if let Some(LineData { line, hit, length }) = line_data(rest) {
                    self.listed += 1;
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
                self.size += self.tests.name(value);
            }
            b"LF" => {
                let total = std::str::from_utf8(value.trim_ascii());
                self.total = total.ok().and_then(|text| text.parse().ok());
            }
            b"FN" | b"FNDA" | b"FNF" | b"FNH" | b"FNL" | b"FNA" | b"LH" | b"BRF" | b"BRH"
            | b"MCDC" | b"MCF" | b"MCH" | b"VER" | b"BA" | b"BF" | b"BH" | b"VERSION" | b"TT" => {}
            _ => self.reject("not a record of LCOV"),
        }
        Ok(())
    }

    fn file(&mut self, path: &[u8]) -> Result<(), SourceError> {
        if self.open.is_some() {
            self.unended += 1;
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
            self.size += FILE_SIZE + EMPTY_SIZE + path.len() as u64;
            if self.size > self.max_size {
                return Err(SourceError::TooLarge { limit: self.max_size });
            }
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
        self.bad_counts += usize::from(hits.is_none());
        if let Some(checksum) = fields.next() {
            self.files[index].note_checksum(checksum);
        }
        self.listed += 1;
        self.section.add_line(line, hits == Some(true));
        if self.tally.is_on() {
            let text = std::str::from_utf8(count.unwrap_or_default());
            self.tally.add(index, line, text.ok().and_then(number::whole));
        }
    }

    fn branch(&mut self, value: &[u8]) {
        let Some(index) = self.open else { return self.reject("a branch before any file") };
        let comma = |byte: &u8| *byte == b',';
        // The branch may be a text with commas in it, so the line is cut off in front and the
        // count behind.
        let ends = value.iter().position(comma).zip(value.iter().rposition(comma));
        let Some((first, last)) = ends.filter(|(first, last)| first < last) else {
            return self.reject("a branch with too few fields");
        };
        let (digits, key, taken) = (&value[..first], &value[first + 1..last], &value[last + 1..]);
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
        if let Some(total) = self.total.take() {
            self.beyond_total += self.listed.saturating_sub(total);
        }
        self.listed = 0;
        Ok(())
    }

    /// Gives the lines and branches read so far to their file and test.
    fn close_section(&mut self) -> Result<(), SourceError> {
        if let Some(index) = self.open
            && !self.section.is_empty()
        {
            // Each section packs its file anew; a report of far lines and little text would do that for
            // hours.
            self.work += self.files[index].size() + self.section.size();
            if self.work > FREE_WORK + self.bytes * WORK_FOR_A_BYTE {
                return Err(SourceError::TooLarge { limit: self.max_size });
            }
            let spared = if self.files[index].size() == 0 { EMPTY_SIZE } else { 0 };
            let growth = self.files[index].take(&mut self.section, self.tests.now);
            (self.size, self.packed) = (self.size + growth - spared, self.packed + growth);
            self.section.clear();
        }
        if self.size > self.max_size || self.packed > MAX_PACKED {
            return Err(SourceError::TooLarge { limit: self.max_size });
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
        for (file, hits) in self.files.iter_mut().zip(hits) {
            if let Some(hits) = hits {
                file.set_hits(hits);
            }
        }
        let named = self.paths.with(self.files);
        let AllFiles { files, finer, without_branches } = AllFiles::new(named, &self.tests.names);
        let counted = [
            (self.unended, "sections have no end_of_record and end at the next file"),
            (self.bad_counts, "hit counts are no number or negative; their lines count as not run"),
            (
                self.beyond_total,
                "lines more than their files count: excluded lines that ran, as a rule",
            ),
            (
                without_branches,
                "files name where branches lead, not where they start; their branches are not used",
            ),
        ];
        let told = counted.into_iter().filter(|(count, _)| *count > 0);
        warnings.extend(told.map(|(count, what)| format!("{count} {what}")));
        warnings.extend(note.map(str::to_owned));
        if self.is_cut {
            warnings.push(CUT.to_owned());
        }
        let (rejected, roots) = (self.rejections.list(&mut warnings), Vec::new());
        Ok(CoverageReport { format: "lcov", files, finer, roots, rejected, warnings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::coverage::FileCoverage;
    use crate::model::line_set::LineSet;

    fn one(text: &str) -> (FileCoverage, CoverageReport) {
        let report = read_within(text.as_bytes(), MAX_SIZE, Tally::default()).unwrap();
        (report.files[0].coverage(), report)
    }

    fn lines(set: &LineSet) -> Vec<u32> {
        set.iter().collect()
    }

    #[test]
    fn every_known_dirt_in_a_count_leaves_the_line_instrumented() {
        let (file, report) =
            one("SF:a.c\nDA:1,-1\nDA:2,null\nDA:3,=\nDA:4,1.a0e+19\nDA:5\nDA:6,1e+0\nDA:7,0.0\n\
             DA:8,99999999999999999999\nDA:9,1,sum\nend_of_record\n");
        assert_eq!(file.instrumented.count(), 9);
        assert_eq!(lines(&file.hit), [6, 8, 9]);
        assert_eq!(
            report.warnings,
            ["5 hit counts are no number or negative; their lines count as not run"]
        );
    }

    #[test]
    fn a_report_cut_in_the_middle_keeps_what_came_before_and_says_so() {
        let (file, report) = one("SF:a.c\nDA:1,1\nDA:12,0\nDA:1");
        assert_eq!(lines(&file.instrumented), [1, 12]);
        assert_eq!(report.rejected[0].line, 4);
        assert!(report.warnings[0].contains("stops in the middle of `a.c`"));
        let (_, whole) = one("SF:a.c\nDA:1,1\nend_of_record");
        assert!(whole.rejected.is_empty() && whole.warnings.is_empty());
    }

    #[test]
    fn far_lines_that_every_section_packs_anew_are_refused_and_many_tests_of_a_large_file_are_not()
    {
        let far = format!("SF:a\nDA:16777216,1\n{}", "TN:\nDA:1,1\n".repeat(1_000));
        assert!(matches!(
            read_within(far.as_bytes(), MAX_SIZE, Tally::default()),
            Err(SourceError::TooLarge { .. })
        ));
        let section = "SF:a.c\nDA:1,1\nDA:20000,1\nend_of_record\n";
        let many: Vec<String> = (0..2_000).map(|test| format!("TN:t{test}\n{section}")).collect();
        let many = many.concat();
        assert_eq!(one(&many).0.hit.count(), 2);
    }

    #[test]
    fn line_sets_that_would_not_fit_into_memory_are_refused() {
        let text = "SF:a\nDA:4000,1\nend_of_record\nSF:b\nDA:4000,1\nend_of_record\n";
        // 500 bytes a bitmap, two that say how long one is, and a letter of a path.
        let size = 2_008 + 2 * (FILE_SIZE + 1) + EMPTY_SIZE;
        let refused = read_within(text.as_bytes(), size - 1_500, Tally::default());
        assert!(matches!(refused, Err(SourceError::TooLarge { .. })), "{refused:?}");
        assert_eq!(read_within(text.as_bytes(), size, Tally::default()).unwrap().files.len(), 2);
        let empty = "SF:x\nSF:y\n".repeat(9);
        assert!(read_within(empty.as_bytes(), 2 * FILE_SIZE, Tally::default()).is_err());
    }
}
