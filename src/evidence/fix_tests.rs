//! What a fix did to the tests: an assertion, a test, or a row of input alone.

use std::collections::BTreeSet;

use super::assertion_line::is_assertion;
use crate::model::change::{Change, FileChange};
use crate::model::evidence::FixTests;

/// Starts of lines that begin a test, in the six languages.
const TEST_STARTS: &[&str] = &[
    "def test",
    "async def test",
    "func Test",
    "it(",
    "it.each",
    "test(",
    "test.each",
    "@Test",
    "#[test]",
    "#[tokio::test]",
    "@ParameterizedTest",
];

/// Returns what the fixes together did to the files that `is_test` names; `None` without a fix.
///
/// Lines that a fix only moves or indents anew count as nothing. Counts are lower bounds, as an
/// assertion over several lines may begin outside of the change.
pub fn fix_tests(changes: &[&Change], is_test: &dyn Fn(&str) -> bool) -> Option<FixTests> {
    if changes.is_empty() {
        return None;
    }
    let mut sum = FixTests::default();
    let mut rows = 0;
    let files = changes.iter().flat_map(|change| &change.files);
    for file in files.filter(|file| is_test(file.path())) {
        sum.touches_tests = true;
        for line in new_lines(file) {
            sum.added_assertions += u32::from(is_assertion(line));
            sum.added_tests += u32::from(TEST_STARTS.iter().any(|start| line.starts_with(start)));
            rows += 1;
        }
    }
    sum.only_input_rows = rows > 0 && sum.added_assertions == 0 && sum.added_tests == 0;
    Some(sum)
}

/// Returns the lines a file gains, without white space around them; blank and moved ones are not
/// gained.
pub(super) fn new_lines(file: &FileChange) -> impl Iterator<Item = &str> {
    numbered_new_lines(file).map(|(_, line)| line)
}

/// Returns the same lines with their numbers at the fix.
pub(super) fn numbered_new_lines(file: &FileChange) -> impl Iterator<Item = (u32, &str)> {
    let removed: BTreeSet<&str> =
        file.hunks.iter().flat_map(|hunk| &hunk.removed).map(|line| line.trim()).collect();
    let added = file
        .hunks
        .iter()
        .flat_map(|hunk| (hunk.new_first..).zip(&hunk.added))
        .map(|(number, line)| (number, line.trim()));
    added.filter(move |(_, line)| !line.is_empty() && !removed.contains(line))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::change::Hunk;
    use crate::model::commit::CommitId;

    pub(in crate::evidence) fn change(path: &str, removed: &[&str], added: &[&str]) -> Change {
        let lines = |lines: &[&str]| lines.iter().map(|&l| l.to_owned()).collect();
        let hunk =
            Hunk { old_first: 10, new_first: 10, removed: lines(removed), added: lines(added) };
        Change {
            commit: CommitId("f".to_owned()),
            parent: None,
            files: vec![FileChange {
                old_path: Some(path.to_owned()),
                new_path: Some(path.to_owned()),
                old_blob: None,
                new_blob: None,
                binary: false,
                hunks: vec![hunk],
            }],
        }
    }

    pub(in crate::evidence) fn is_test(path: &str) -> bool {
        path.starts_with("tests/")
    }

    fn counted(removed: &[&str], added: &[&str]) -> FixTests {
        fix_tests(&[&change("tests/test_a.py", removed, added)], &is_test).unwrap()
    }

    #[test]
    fn a_new_test_and_its_assertions_are_counted() {
        let added = ["def test_empty():", "    assert total([]) == 0", ""];
        let found = counted(&[], &added);
        assert_eq!((found.added_tests, found.added_assertions), (1, 1));
        assert!(found.touches_tests && !found.only_input_rows);
    }

    #[test]
    fn a_row_of_input_alone_is_told_apart() {
        assert!(counted(&[], &["    ('', 0),"]).only_input_rows);
    }

    #[test]
    fn an_assertion_that_is_only_indented_anew_is_not_added() {
        let found = counted(&["assert f() == 1"], &["    assert f() == 1"]);
        assert_eq!((found.added_assertions, found.only_input_rows), (0, false));
    }

    #[test]
    fn assertions_in_sources_are_not_tests() {
        let found = fix_tests(&[&change("src/a.py", &[], &["assert x"])], &is_test).unwrap();
        assert_eq!(found, FixTests::default());
        assert_eq!(fix_tests(&[], &is_test), None);
    }
}
