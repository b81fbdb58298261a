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
        "def" | "class" | "from" | "import" | "for" | "except" => None,
        decorator if decorator.starts_with('@') => None,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::facts::{Runs, Survived};
    use super::*;

    const SOURCE: &str = "\
@retried(times = 3)
def pay(order):
    total = order.total
    if total == 0:
        return
    total += 1
    if order.late:
        raise Late(order)
    return total
";

    /// Returns the status of each mutant of the source, by its line.
    fn statuses(unrun: &[&str], until: Option<&str>, survived: &[&str]) -> Vec<(u64, String)> {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        let path = "shop/pay.py".to_owned();
        let until = until.map(|time| time.parse().expect("a time"));
        let runs = Runs {
            run: Vec::new(),
            failed: Vec::new(),
            unrun: vec![Unrun { path: path.clone(), lines: owned(unrun), until }],
            survived: vec![Survived { path: path.clone(), lines: owned(survived) }],
        };
        let facts = Facts { files: Vec::new(), commits: Vec::new(), releases: Vec::new(), runs };
        let commit = Written {
            id: String::new(),
            name: None,
            at: "2025-03-01T00:00:00Z".parse().expect("a time"),
            files: BTreeMap::from([
                (path.clone(), SOURCE.to_owned()),
                ("tests/test_pay.py".to_owned(), "x = 1\n".to_owned()),
            ]),
            runs: Vec::new(),
        };
        let report: Value = serde_json::from_str(&mutants(&facts, &commit)).expect("JSON");
        let files = report["files"].as_object().expect("files");
        assert_eq!(files.keys().collect::<Vec<_>>(), [&path], "tests are not mutated");
        let list = files[&path]["mutants"].as_array().expect("mutants");
        let line = |one: &Value| one["location"]["start"]["line"].as_u64().expect("a line");
        let status = |one: &Value| one["status"].as_str().expect("a status").to_owned();
        list.iter().map(|one| (line(one), status(one))).collect()
    }

    #[test]
    fn each_condition_result_and_assignment_has_one_mutant_and_a_decorator_none() {
        let lines: Vec<u64> = statuses(&[], None, &[]).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [3, 4, 6, 7, 8, 9]);
        assert_eq!(operator("@retried(times = 3)"), None);
        assert_eq!(operator("elif total == 0:"), Some("ConditionalExpression"));
        assert_eq!(operator("return total"), Some("ReturnValue"));
        assert_eq!(operator("return"), None);
        assert_eq!(operator("total += 1"), Some("Assignment"));
        assert_eq!(operator("pay(order)"), None);
    }

    #[test]
    fn mutant_of_a_line_that_no_test_runs_has_no_coverage_even_where_none_would_be_killed() {
        let found = statuses(&["if order", "raise"], None, &["if "]);
        let wanted = ["Killed", "Survived", "Killed", "NoCoverage", "NoCoverage", "Killed"];
        assert_eq!(found.iter().map(|(_, status)| status).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn mutants_of_a_gap_that_was_closed_are_killed_from_then_on() {
        let at = |until| statuses(&["raise"], Some(until), &[])[4].1.clone();
        assert_eq!(at("2025-04-01T00:00:00Z"), "NoCoverage");
        assert_eq!(at("2025-03-01T00:00:00Z"), "Killed");
    }
}
