//! The reports a build of the shop would have left: LCOV, JUnit and mutants, from the facts about what
//! ran.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::facts::{Facts, Unrun};
use super::repository::Written;

/// Returns the coverage of all source files at the commit, as LCOV.
pub(super) fn lcov(facts: &Facts, commit: &Written) -> String {
    let mut text = String::from("TN:\n");
    for (path, source) in sources(commit) {
        let missed = missed(facts, commit, path);
        let _ = writeln!(text, "SF:{path}");
        for (number, line) in executable(source) {
            let _ = writeln!(text, "DA:{number},{}", u8::from(!missed(line)));
        }
        text.push_str("end_of_record\n");
    }
    text
}

/// Returns what became of the mutants at the commit, in the schema of mutation testing reports: one of
/// each condition, result and assignment. A mutant of a line that no test runs has no coverage.
pub(super) fn mutants(facts: &Facts, commit: &Written) -> String {
    let mut files = Map::new();
    for (path, source) in sources(commit) {
        let missed = missed(facts, commit, path);
        let survived = |line: &str| {
            let of_file = facts.runs.survived.iter().filter(|one| one.path == *path);
            of_file.flat_map(|one| &one.lines).any(|start| line.starts_with(start.as_str()))
        };
        let mutants: Vec<Value> = executable(source)
            .filter_map(|(number, line)| Some((number, line, operator(line)?)))
            .map(|(number, line, operator)| {
                let status = match (missed(line), survived(line)) {
                    (true, _) => "NoCoverage",
                    (false, true) => "Survived",
                    (false, false) => "Killed",
                };
                let (start, end) = (
                    json!({"line": number, "column": 1}),
                    json!({"line": number, "column": line.len() + 1}),
                );
                json!({
                    "id": format!("{path}:{number}"), "mutatorName": operator, "status": status,
                    "location": {"start": start, "end": end},
                })
            })
            .collect();
        if !mutants.is_empty() {
            let file = json!({"language": "python", "source": source, "mutants": mutants});
            files.insert(path.clone(), file);
        }
    }
    let thresholds = json!({"high": 80, "low": 60});
    json!({"schemaVersion": "2", "thresholds": thresholds, "files": files}).to_string()
}

/// Returns what is put wrong in the line; `None` where nothing is.
fn operator(line: &str) -> Option<&'static str> {
    match line.split([' ', '(']).next()? {
        "if" | "elif" | "while" => Some("ConditionalExpression"),
        "return" if line.len() > "return".len() => Some("ReturnValue"),
        "raise" => Some("BlockStatement"),
        "def" | "class" | "from" | "import" | "for" | "except" | "@" => None,
        _ if line.contains(" += ") || line.contains(" -= ") || line.contains(" = ") => {
            Some("Assignment")
        }
        _ => None,
    }
}

/// Returns the source files of the shop at the commit.
fn sources(commit: &Written) -> impl Iterator<Item = (&String, &String)> {
    commit.files.iter().filter(|(path, _)| {
        Path::new(path).extension() == Some("py".as_ref()) && !path.starts_with("tests/")
    })
}

/// Returns whether no test ran a line of the file at the commit.
fn missed<'f>(facts: &'f Facts, commit: &Written, path: &str) -> impl Fn(&str) -> bool + 'f {
    let gaps: Vec<&Unrun> = facts
        .runs
        .unrun
        .iter()
        .filter(|gap| gap.path == path && gap.until.is_none_or(|until| commit.at < until))
        .collect();
    move |line: &str| gaps.iter().any(|gap| gap.lines.iter().any(|t| line.starts_with(t.as_str())))
}

/// Returns the executable lines of a Python source with their numbers. The shop's statements take
/// one line each, and its documentation strings too.
fn executable(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = |line: &&str| {
        let idle = ["\"", "#", "}", "]", ")", "else:", "try:", "finally:"];
        !line.is_empty() && !idle.iter().any(|start| line.starts_with(start))
    };
    source
        .lines()
        .map(str::trim)
        .enumerate()
        .filter(move |(_, line)| code(line))
        .map(|(at, line)| (at + 1, line))
}

/// Returns what each test did at the commit, as JUnit XML.
pub(super) fn junit(facts: &Facts, commit: &Written) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites>\n");
    let stamp = commit.at.format("%Y-%m-%dT%H:%M:%S+00:00");
    let _ = writeln!(text, "<testsuite name=\"pytest\" timestamp=\"{stamp}\">");
    for (path, source) in commit.files.iter().filter(|(path, _)| path.contains("/test_")) {
        let class = path.trim_end_matches(".py").replace('/', ".");
        let mut skipped = false;
        for line in source.lines() {
            skipped |= line.starts_with("@pytest.mark.skip");
            let Some(name) = line.strip_prefix("def ").and_then(|rest| rest.split('(').next())
            else {
                continue;
            };
            if name.starts_with("test_") {
                let failed = facts.runs.failed.iter().any(|failed| {
                    failed.test == name && Some(&failed.commit) == commit.name.as_ref()
                });
                let inner = match (skipped, failed) {
                    (true, _) => "<skipped/>",
                    (false, true) => "<failure message=\"assertion failed\"/>",
                    (false, false) => "",
                };
                let _ = writeln!(
                    text,
                    "<testcase classname=\"{class}\" name=\"{name}\">{inner}</testcase>"
                );
            }
            skipped = false;
        }
    }
    text.push_str("</testsuite>\n</testsuites>\n");
    text
}
