//! Istanbul's JSON (nyc, Jest, Vitest, c8, hardhat): statements, functions and branches with counts.
//!
//! A line is hit as often as the statement that starts on it and ran most. Files may be wrapped in
//! `data` one by one, or all together under another key.

use serde::Deserialize;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{List, Map, Maybe, Number, Text, each};
use crate::sources::json_keys;
use crate::sources::text::clean;

use super::collector::Collector;

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct File {
    path: Text,
    statement_map: Option<Map<Maybe<Stretch>>>,
    s: Map<Number>,
    branch_map: Map<Maybe<Branch>>,
    b: Map<List<Number>>,
    data: Maybe<Box<File>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Stretch {
    start: Maybe<Place>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Place {
    line: Number,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Branch {
    line: Number,
    loc: Maybe<Stretch>,
    locations: List<Maybe<Stretch>>,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let keys = json_keys::of(document.text().into_bytes());
    let wrapped =
        keys.has("*/*/statementMap") && !keys.has("*/data") && !keys.has("*/statementMap");
    let mut found = Collector::of(document);
    found.tells(true, true);
    let place: &[&str] = if wrapped { &["*"] } else { &[] };
    let ended = each(document.text(), place, |key, one: Maybe<File>| {
        let one = one.0.map(|mut one| one.data.0.take().map_or(one, |inner| *inner));
        match one {
            Some(File { statement_map: Some(statements), path, s, branch_map, b, .. }) => {
                let path = if path.0.is_empty() { &key } else { &path.0 };
                file(&mut found, path, &statements, &s);
                branches(&mut found, path, &branch_map, &b);
            }
            _ => found.rejections.add(0, format!("`{}` has no statements", clean(&key))),
        }
    });
    found.report_of("istanbul-json", "JSON", ended)
}

fn file(found: &mut Collector, path: &str, statements: &Map<Maybe<Stretch>>, counts: &Map<Number>) {
    let Some(file) = found.file(path, 0) else { return };
    let counts: std::collections::HashMap<&str, Number> =
        counts.0.iter().map(|(id, count)| (id.as_str(), *count)).collect();
    for (id, stretch) in &statements.0 {
        let count = counts.get(id.as_str()).copied().unwrap_or_default();
        let hit = found.ran(count);
        found.statements(1, u64::from(hit));
        match start_line(stretch) {
            Some(line) => {
                found.line(file, line, hit);
                found.times(file, line, count.whole());
            }
            None => found.rejections.add(0, format!("a statement of `{path}` has no line")),
        }
    }
}

fn branches(
    found: &mut Collector,
    path: &str,
    places: &Map<Maybe<Branch>>,
    counts: &Map<List<Number>>,
) {
    let Some(file) = found.file(path, 0) else { return };
    let places: std::collections::HashMap<&str, &Branch> =
        places.0.iter().filter_map(|(id, place)| Some((id.as_str(), place.0.as_ref()?))).collect();
    for (id, ways) in &counts.0 {
        let line = places.get(id.as_str()).and_then(|branch| {
            start_line(&branch.loc)
                .or_else(|| branch.line.line())
                .or_else(|| branch.locations.0.iter().find_map(start_line))
        });
        let Some(line) = line else {
            found.rejections.add(0, format!("a branch of `{path}` has no line"));
            continue;
        };
        for way in &ways.0 {
            found.branch(file, line, way.is_hit() == Some(true));
        }
    }
}

fn start_line(stretch: &Maybe<Stretch>) -> Option<u32> {
    stretch.0.as_ref()?.start.0.as_ref()?.line.line()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    const FILE: &str = r#"{"path": "/w/a.js", "statementMap": {"0": {"start": {"line": 1, "column": 0}},
        "1": {"start": {"line": 1}}, "2": {"start": {"line": 4}}, "3": {"start": {"line": null}}},
        "s": {"0": 0, "1": 3, "2": 0, "3": 1}, "branchMap": {"0": {"loc": {"start": {"line": 1}}},
        "1": {"line": 4, "loc": {"start": {}}}}, "b": {"0": [1, 0], "1": [0, 0], "9": [1]}, "fnMap": {}, "f": {}}"#;

    #[test]
    fn a_line_is_hit_by_its_best_statement_however_the_files_are_wrapped() {
        let texts = [
            format!("{{\"a.js\": {FILE}}}"),
            format!("{{\"a.js\": {{\"data\": {FILE}}}}}"),
            format!("{{\"report\": {{\"a.js\": {FILE}}}}}"),
        ];
        for text in texts {
            let report = read(&text).unwrap();
            let file = &report.files[0];
            assert_eq!((file.raw_path.as_str(), file.counts().lines), ("/w/a.js", 2));
            assert_eq!(file.coverage().hit.iter().collect::<Vec<_>>(), [1]);
            assert_eq!(file.coverage().partial.iter().collect::<Vec<_>>(), [1]);
            assert_eq!((report.finer.statements, report.finer.statements_hit), (Some(4), Some(2)));
            assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(4), Some(1)));
            assert_eq!(report.rejected.len(), 2);
        }
    }
}
