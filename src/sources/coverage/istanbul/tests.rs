//! Statements and branches, however they are wrapped.

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

#[test]
fn a_source_map_of_any_size_costs_nothing() {
    let map = format!("{{\"sourcesContent\": [\"{}\"]}}", "x".repeat(9 << 20));
    let file = |map: &str| {
        format!(
            "{{\"path\": \"a.js\", \"inputSourceMap\": {map}, \"s\": {{\"0\": 1}}, \
             \"statementMap\": {{\"0\": {{\"start\": {{\"line\": 3}}}}}}}}"
        )
    };
    for text in [
        format!("{{\"a.js\": {}, \"b.js\": {}}}", file(&map), file("null").replace("a.js", "b.js")),
        format!(
            "{{\"a.js\": {{\"data\": {}}}, \"b.js\": {}}}",
            file(&map),
            file("{}").replace("a.js", "b.js")
        ),
    ] {
        let report = read(&text).unwrap();
        assert_eq!((report.files.len(), report.rejected.len()), (2, 0), "{:?}", report.rejected);
        assert!(report.files.iter().all(|file| file.counts().hit == 1));
    }
}
