//! Codecov's own JSON, as cargo-llvm-cov and others write it: an object of lines for each file, or a
//! list whose first place is no line. `1/2` is a line of which one of two branches ran.

use serde::Deserialize;
use serde_json::Value;

use super::collector::Collector;
use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::each;
use crate::sources::number::whole;
use crate::sources::text::clean;

/// A file as an object of lines, or as a list of them from line 0 on.
#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    Lines(std::collections::BTreeMap<String, Value>),
    List(Vec<Value>),
    Other(serde::de::IgnoredAny),
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    let ended = each(document.text(), &["coverage"], |path, one: File| {
        let Some(file) = found.file(&path, 0) else { return };
        match one {
            File::Lines(lines) => {
                for (number, value) in lines {
                    if let Some(line) = found.number(&number, 0) {
                        count(&mut found, file, line, &value);
                    }
                }
            }
            File::List(lines) => {
                for (line, value) in (0..).zip(lines).skip(1) {
                    count(&mut found, file, line, &value);
                }
            }
            File::Other(_) => {
                found.rejections.add(0, format!("the file `{}` has no lines", clean(&path)));
            }
        }
    });
    found.report_of("codecov-json", "JSON", ended)
}

/// Adds a line; `null` is no code.
fn count(found: &mut Collector, file: usize, line: u32, value: &Value) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        Value::Number(count) => count.to_string(),
        _ => return found.rejections.add(0, format!("line {line} has no count")),
    };
    if let Some((taken, all)) = text.split_once('/') {
        let (taken, all) = (taken.trim().parse().unwrap_or(0), all.trim().parse().unwrap_or(0));
        found.line(file, line, taken > 0);
        found.times(file, line, (taken == 0).then_some(0));
        // `1/1` is how a plain line that ran is written, too.
        if all > 1 {
            found.branches(file, line, taken, all);
        }
    } else {
        let hit = found.hit(&text);
        found.line(file, line, hit);
        found.times(file, line, whole(&text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_from_objects_and_lists() {
        let text = r#"{"coverage": {"a": {"1": 3, "2": "1/2", "3": null, "4": "0/2", "5": false, "x": 1},
            "b": [null, 0, 1, null, "2/2"], "c": 7}, "messages": {}}"#;
        let report = read(&Document::open(&text.as_bytes()).unwrap()).unwrap();
        let lines = |set: &crate::model::line_set::LineSet| set.iter().collect::<Vec<_>>();
        let told = |at: usize| {
            let coverage = &report.files[at].coverage();
            (lines(&coverage.instrumented), lines(&coverage.hit), lines(&coverage.partial))
        };
        assert_eq!(told(0), (vec![1, 2, 4], vec![1, 2], vec![2]));
        assert_eq!(told(1), (vec![1, 2, 4], vec![2, 4], vec![]));
        assert_eq!(report.rejected.len(), 3);
    }
}
