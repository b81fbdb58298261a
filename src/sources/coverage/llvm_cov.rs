//! llvm-cov's JSON export: segments per file, turned into lines by LLVM's own rule.
//!
//! The producer's summary counts lines function by function, so it may differ from the lines; the
//! summary is what a file states. An export with summaries alone has no lines.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::coverage::CoverageReport;
use crate::model::line_set::LineSet;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{Budget, Count, Flag, Fold, Folded, Maybe, Number, Text, each_read};
use crate::sources::json_by_key::{ByKey, EachByKey};
use crate::sources::json_scalar::{Wanted, otherwise};

use super::collector::Collector;

/// Most lines between two segments; no function is longer.
const MAX_GAP: u32 = 1_000_000;

#[derive(Default)]
struct File {
    filename: Text,
    segments: Folded<Segments>,
    branches: Folded<Branches>,
    summary: Maybe<Summary>,
}

impl ByKey for File {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        map: &mut A,
        _: &Budget,
    ) -> Result<bool, A::Error> {
        match key {
            "filename" => self.filename = map.next_value()?,
            "segments" => self.segments = map.next_value()?,
            "branches" => self.branches = map.next_value()?,
            "summary" => self.summary = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Summary {
    lines: Maybe<Counts>,
    branches: Maybe<Counts>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Counts {
    count: Number,
    covered: Number,
}

/// The segments of a file, and how many of them are none.
#[derive(Default)]
struct Segments {
    all: Vec<Segment>,
    others: usize,
}

/// The branches of a file: line, and whether the condition came out true and false.
#[derive(Default)]
struct Branches(Vec<(u32, bool, bool)>);

/// A segment, where the list is one.
struct Read(Option<Segment>);

/// A place from which on a count holds.
#[derive(Clone, Copy)]
struct Segment {
    line: u32,
    count: u64,
    has_count: bool,
    is_entry: bool,
    is_gap: bool,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    let mut summaries_only = 0;
    let take = |_, one: Option<File>| {
        let one = one.unwrap_or_default();
        let Some(file) = found.file(&one.filename.0, 0) else { return };
        let segments = one.segments.0;
        if segments.others > 0 {
            let (count, path) = (segments.others, &one.filename.0);
            found.rejections.add(0, format!("`{path}` has {count} segments that are none"));
        }
        lines(&mut found, file, &segments.all);
        for (line, came_true, came_false) in one.branches.0.0 {
            found.branch(file, line, came_true);
            found.branch(file, line, came_false);
        }
        let summary = one.summary.0.unwrap_or_default();
        if let Some(counts) = summary.lines.0
            && let (Some(all), Some(hit)) = (counts.count.whole(), counts.covered.whole())
        {
            found.stated(file, all, hit);
            summaries_only += usize::from(segments.all.is_empty() && all > 0);
        }
    };
    let ended = each_read(document.text(), &["data", "[]", "files"], EachByKey::new(take));
    found.has_only_totals(summaries_only);
    if summaries_only > 0 {
        found.warnings.push(format!(
            "{summaries_only} files have summaries and no lines: export without `--summary-only`"
        ));
    }
    found.report_of("llvm-cov-json", "JSON", ended)
}

impl Fold for Segments {
    type Part = Read;

    fn add(&mut self, _: Option<&str>, part: Read) {
        match part.0 {
            Some(segment) => self.all.push(segment),
            None => self.others += 1,
        }
    }
}

impl Fold for Branches {
    type Part = Folded<Parts>;

    fn add(&mut self, _: Option<&str>, part: Folded<Parts>) {
        // Start and end, then how often it came out true and false.
        let Parts { seen, line, came_true, came_false } = part.0;
        if let Some(line) = line.filter(|_| seen > 5) {
            self.0.push((line, came_true, came_false));
        }
    }
}

/// The parts of a branch.
#[derive(Default)]
struct Parts {
    seen: usize,
    line: Option<u32>,
    came_true: bool,
    came_false: bool,
}

impl Fold for Parts {
    type Part = Number;

    fn add(&mut self, _: Option<&str>, part: Number) {
        match self.seen {
            0 => self.line = part.line(),
            4 => self.came_true = part.is_hit() == Some(true),
            5 => self.came_false = part.is_hit() == Some(true),
            _ => {}
        }
        self.seen += 1;
    }
}

impl<'de> Visitor<'de> for Wanted<Read> {
    type Value = Read;
    otherwise!(Read(None); scalars, map);

    /// Line, column, count, whether it has one, whether a region begins, whether that is a gap.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Read, A::Error> {
        let line = list.next_element::<Count>()?;
        list.next_element::<IgnoredAny>()?;
        let count = list.next_element::<Count>()?;
        let mut flag = || Ok(list.next_element::<Flag>()?.is_some_and(|flag| flag.0));
        let (has_count, is_entry, is_gap) = (flag()?, flag()?, flag()?);
        while list.next_element::<IgnoredAny>()?.is_some() {}
        let (Some(Count::Ran(line)), Some(count)) = (line, count) else { return Ok(Read(None)) };
        let count = match count {
            Count::Ran(count) => count,
            Count::Negative => 0,
            Count::None | Count::Other => return Ok(Read(None)),
        };
        let line = u32::try_from(line).ok().filter(|line| *line <= LineSet::MAX_LINE);
        Ok(Read(line.map(|line| Segment { line, count, has_count, is_entry, is_gap })))
    }
}

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(std::marker::PhantomData))
    }
}

/// Adds the lines of a file: a line has the highest count of the regions that begin on it and of
/// the one it begins in.
fn lines(found: &mut Collector, file: usize, segments: &[Segment]) {
    let mut before: Option<Segment> = None;
    let mut at = 0;
    while let Some(first) = segments.get(at) {
        let line = first.line;
        let end =
            segments[at..].iter().position(|s| s.line != line).map_or(segments.len(), |n| at + n);
        let here = &segments[at..end];
        if let Some((mapped, count)) = state(before, here)
            && mapped
            && line > 0
        {
            found.line(file, line, count > 0);
            found.times(file, line, Some(count));
        }
        before = here.last().copied();
        at = end;
        let next = segments.get(at).map_or(line, |segment| segment.line);
        if let Some(region) = before.filter(|region| region.has_count)
            && next.saturating_sub(line) <= MAX_GAP
        {
            for line in line + 1..next {
                found.line(file, line, region.count > 0);
                found.times(file, line, Some(region.count));
            }
        }
    }
}

/// Returns whether code stands on a line and how often it ran.
fn state(before: Option<Segment>, here: &[Segment]) -> Option<(bool, u64)> {
    let begins = |segment: &&Segment| !segment.is_gap && segment.has_count && segment.is_entry;
    let first = here.first()?;
    let skipped = !first.has_count && first.is_entry;
    let begun = here.iter().filter(begins).map(|segment| segment.count).max();
    let around = before.filter(|region| region.has_count);
    let mapped = begun.is_some() || (!skipped && around.is_some());
    Some((mapped, begun.unwrap_or(0).max(before.map_or(0, |region| region.count))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn segments_become_the_lines_llvm_shows() {
        // Line 1 is a region of its own; 3 to 5 ran; 6 is between; 7 to 9 did not run, 8 is skipped.
        let text = r#"{"data": [{"files": [{"filename": "a.rs", "segments": [[1,0,1,true,true,false],
            [1,1,0,false,false,false],[3,1,2,true,true,false],[5,2,0,false,false,false],
            [7,1,0,true,true,false],[8,1,0,false,true,false],[9,1,0,true,false,false],[9,2,0,false,false,false], [1]],
            "branches": [[3,1,3,4,2,0,0,0,4]], "summary": {"lines": {"count": 9, "covered": 4}}},
            {"filename": "b.rs", "summary": {"lines": {"count": 3, "covered": 1}}}]}], "type": "llvm.coverage.json.export"}"#;
        let report = read(text).unwrap();
        let coverage = &report.files[0].coverage();
        assert_eq!(coverage.instrumented.iter().collect::<Vec<_>>(), [1, 3, 4, 5, 7]);
        assert_eq!(coverage.hit.iter().collect::<Vec<_>>(), [1, 3, 4, 5]);
        assert!(coverage.partial.contains(3));
        assert_eq!((report.files[0].counts().lines, report.files[1].counts().hit), (9, 1));
        assert_eq!(report.finer.branches, Some(2));
        assert!(report.warnings[0].starts_with("1 files have summaries"));
        assert_eq!(report.rejected.len(), 1);
    }

    #[test]
    fn segments_on_lines_no_file_has_are_counted_and_nothing_else() {
        let text = r#"{"data": [{"files": [{"filename": "a.rs", "segments": [[1,1,2,true,true,false],
            [2,1,0,false,false,false],[16777217,1,1,true,true,false],[4294967295,1,1,true,true,false]]}]}],
            "type": "llvm.coverage.json.export"}"#;
        let report = read(text).unwrap();
        assert_eq!(report.files[0].coverage().instrumented.iter().collect::<Vec<_>>(), [1, 2]);
        let rejected: Vec<&str> = report.rejected.iter().map(|one| &*one.reason).collect();
        assert_eq!(rejected, ["`a.rs` has 2 segments that are none"]);
    }
}
