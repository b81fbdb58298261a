//! The reports a build of the shop would have left: LCOV and JUnit, from the facts about what ran.

use std::fmt::Write as _;
use std::path::Path;

use super::facts::{Facts, Unrun};
use super::repository::Written;

/// Returns the coverage of all source files at the commit, as LCOV.
pub(super) fn lcov(facts: &Facts, commit: &Written) -> String {
    let mut text = String::from("TN:\n");
    for (path, source) in &commit.files {
        if Path::new(path).extension() != Some("py".as_ref()) || path.starts_with("tests/") {
            continue;
        }
        let gaps: Vec<&Unrun> = facts
            .runs
            .unrun
            .iter()
            .filter(|gap| gap.path == *path && gap.until.is_none_or(|until| commit.at < until))
            .collect();
        let missed = |line: &str| {
            gaps.iter().any(|gap| gap.lines.iter().any(|t| line.starts_with(t.as_str())))
        };
        let _ = writeln!(text, "SF:{path}");
        for (number, line) in executable(source) {
            let _ = writeln!(text, "DA:{number},{}", u8::from(!missed(line)));
        }
        text.push_str("end_of_record\n");
    }
    text
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
