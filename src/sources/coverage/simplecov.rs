//! `SimpleCov`'s JSON: `.resultset.json`, one entry a suite, and the formatter's `coverage.json`.
//!
//! A file is a list with a place for each line: a count, `null` for no code, or `ignored`. Suites
//! of one file unite.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::model::coverage::CoverageReport;
use crate::model::line_set::LineSet;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{Count, Counts, Fold, Folded, Number, Text, each};
use crate::sources::json_keys;
use crate::sources::text::clean;

use super::collector::Collector;

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    filename: Text,
    lines: Counts,
    branches: Folded<Branches>,
    /// Formatters of old write the list, or an object of lists, under this key.
    coverage: Option<Box<Lines>>,
}

/// The ways that leave lines, each with whether it was taken.
#[derive(Default)]
struct Branches(Vec<(u32, bool)>);

/// A branch: an object of its ways, or of its place and how often it was taken.
#[derive(Default)]
struct Branch {
    report_line: Option<u32>,
    start_line: Option<u32>,
    coverage: Option<bool>,
    ways: Vec<bool>,
}

impl Fold for Branches {
    type Part = Folded<Branch>;

    fn add(&mut self, key: Option<&str>, part: Folded<Branch>) {
        let Branch { report_line, start_line, coverage, ways } = part.0;
        match key {
            // `[:if, 0, 3, 4, 5, 7]`: kind, id, then lines and columns; below it each way out.
            Some(key) => {
                let line = key.split(',').nth(2).and_then(|line| line.trim().parse().ok());
                let line = line.filter(|line| (1..=LineSet::MAX_LINE).contains(line));
                self.0.extend(ways.into_iter().filter_map(|taken| Some((line?, taken))));
            }
            None => self.0.extend(report_line.or(start_line).zip(coverage)),
        }
    }
}

impl Fold for Branch {
    type Part = Number;

    fn add(&mut self, key: Option<&str>, part: Number) {
        let taken = part.is_hit() == Some(true);
        match key {
            Some("report_line") => self.report_line = part.line(),
            Some("start_line") => self.start_line = part.line(),
            Some("coverage") => self.coverage = Some(taken),
            Some(_) => self.ways.push(taken),
            None => {}
        }
    }
}

/// A file as a list of its lines, or as an object that holds the list.
struct Lines(File);

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let keys = json_keys::of(document.text().into_bytes());
    let place: &[&str] = match () {
        () if keys.has("coverage") => &["coverage"],
        () if keys.has("files[]/coverage") => &["files"],
        () => &["*", "coverage"],
    };
    let mut found = Collector::of(document);
    found.sums_repeats();
    let ended = each(document.text(), place, |path, one: Lines| {
        let path = if path.is_empty() { &one.0.filename.0 } else { &path };
        let inner = one.0.coverage.as_ref().map_or(&one.0, |inner| &inner.0);
        file(&mut found, path, inner);
    });
    found.report_of("simplecov-json", "JSON", ended)
}

fn file(found: &mut Collector, path: &str, one: &File) {
    let Some(file) = found.file(path, 0) else { return };
    for (line, count) in (1..).zip(one.lines.iter()) {
        match count {
            Count::None => {}
            Count::Ran(times) => {
                found.line(file, line, times > 0);
                found.times(file, line, Some(times));
            }
            Count::Negative => {
                let hit = found.hit("-1");
                found.line(file, line, hit);
                found.times(file, line, None);
            }
            Count::Other => {
                found.rejections.add(0, format!("line {line} of `{}` has no count", clean(path)));
            }
        }
    }
    for (line, taken) in &one.branches.0.0 {
        found.branch(file, *line, *taken);
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Lines;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of counts or an object that holds it")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Lines, A::Error> {
                let list = serde::de::value::SeqAccessDeserializer::new(list);
                let lines = Counts::deserialize(list)?;
                Ok(Lines(File { lines, ..File::default() }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Lines, A::Error> {
                File::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Lines)
            }
        }
        input.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn every_shape_gives_the_same_lines_and_suites_unite() {
        let texts = [
            r#"{"RSpec": {"coverage": {"/w/a.rb": [null, 1, 0]}, "timestamp": 1},
                "Minitest": {"coverage": {"/w/a.rb": {"lines": [null, 0, 0, "ignored"],
                "branches": {"[:if, 0, 2, 4, 5, 7]": {"[:then, 1, 3, 4]": 1, "[:else, 2, 4, 4]": 0}}}}}}"#,
            r#"{"meta": {}, "coverage": {"/w/a.rb": {"lines": [null, 1, 0, "ignored"],
                "branches": [{"type": "then", "start_line": 2, "coverage": 1}, {"start_line": 2, "coverage": 0}]}}}"#,
            r#"{"files": [{"filename": "/w/a.rb", "coverage": {"lines": [null, 1, 0],
                "branches": [{"start_line": 2, "coverage": 1}, {"start_line": 2, "coverage": 0}]}}]}"#,
        ];
        for text in texts {
            let report = read(text).unwrap();
            let file = &report.files[0];
            assert_eq!((file.raw_path.as_str(), file.counts().lines), ("/w/a.rb", 2));
            assert_eq!(file.coverage().hit.iter().collect::<Vec<_>>(), [2]);
            assert!(file.coverage().partial.contains(2));
            assert_eq!((report.finer.branches, report.rejected.len()), (Some(2), 0));
        }
    }
}
