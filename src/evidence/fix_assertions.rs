//! The assertions that a fix adds, and whether anything alike was asserted before.

use std::collections::BTreeSet;

use super::fix_tests::numbered_new_lines;
use super::state_words::plain;
use crate::model::assertion::{Assertion, TestFunction};
use crate::model::change::FileChange;
use crate::model::commit::CommitId;
use crate::model::evidence::{AddedAssertion, CoveringTest};

/// Most assertions that are kept of one fix.
const MOST: usize = 50;

/// A test file as a fix leaves it.
#[derive(Debug, Clone, Copy)]
pub struct FixedTests<'a> {
    /// The fix.
    pub commit: &'a CommitId,
    /// What it did to the file.
    pub change: &'a FileChange,
    /// Tests of the file at the fix.
    pub after: &'a [TestFunction],
}

/// Returns the assertions that stand on lines the fixes put in, lines that are only moved left out.
/// `before` are the tests linked to the region at the moment; one of them that expects the same of
/// the same kind is alike.
pub fn fix_assertions(files: &[FixedTests<'_>], before: &[CoveringTest]) -> Vec<AddedAssertion> {
    let mut found: Vec<AddedAssertion> = Vec::new();
    for file in files {
        let lines: BTreeSet<u32> =
            numbered_new_lines(file.change).map(|(number, _)| number).collect();
        for test in file.after {
            for assertion in test.assertions.iter().filter(|a| lines.contains(&a.line)) {
                let path = file.change.path();
                let known = |other: &AddedAssertion| {
                    (other.path.as_str(), other.line, &other.expects)
                        == (path, assertion.line, &assertion.expects)
                };
                if found.len() < MOST && !found.iter().any(known) {
                    found.push(AddedAssertion {
                        commit: file.commit.clone(),
                        path: path.to_owned(),
                        line: assertion.line,
                        test: test.name.clone(),
                        kind: assertion.kind,
                        expects: assertion.expects.clone(),
                        alike: alike(assertion, before),
                    });
                }
            }
        }
    }
    found
}

/// Returns an assertion of the tests before that expects the same: its test and place.
fn alike(assertion: &Assertion, before: &[CoveringTest]) -> Option<String> {
    let wanted = plain(&assertion.expects);
    if wanted.trim().is_empty() {
        return None;
    }
    let running = before.iter().filter(|test| !test.skipped);
    running
        .flat_map(|test| test.assertions.iter().map(move |other| (test, other)))
        .find(|(_, other)| other.kind == assertion.kind && plain(&other.expects) == wanted)
        .map(|(test, other)| format!("{} at {}:{}", test.name, test.path, other.line))
}

#[cfg(test)]
mod tests {
    use super::super::fix_tests::tests::change;
    use super::*;
    use crate::model::assertion::{AssertionKind, Strength};
    use crate::model::evidence::TestLinkMethod;
    use crate::model::lines::LineRange;

    fn assertion(line: u32, kind: AssertionKind, expects: &str) -> Assertion {
        Assertion { line, kind, expects: expects.to_owned(), strength: Strength::Strong }
    }

    #[test]
    fn what_the_fix_adds_is_told_apart_from_what_was_asserted_before() {
        use AssertionKind::{FailureState, Value};
        // The hunk of the helper begins at line 10; its second line only moved.
        let removed = ["assert total(b) == 2"];
        let added = ["assert total(a) == 1", "assert total(b) == 2", "with raises(Declined):"];
        let change = change("tests/test_a.py", &removed, &added);
        let after = TestFunction {
            path: "tests/test_a.py".to_owned(),
            name: "test_total".to_owned(),
            lines: LineRange { first: 9, last: 13 },
            assertions: vec![
                assertion(9, Value, "0"),
                assertion(10, Value, "1"),
                assertion(11, Value, "2"),
                assertion(12, FailureState, "Declined"),
            ],
            calls: Vec::new(),
            asserted_calls: Vec::new(),
            skipped: false,
            rows: None,
        };
        let before = CoveringTest {
            path: "tests/test_b.py".to_owned(),
            name: "test_old".to_owned(),
            line: 3,
            method: TestLinkMethod::CallsFunction,
            score: TestLinkMethod::CallsFunction.score(),
            assertions: vec![assertion(4, Value, "1"), assertion(5, Value, "Declined")],
            skipped: false,
        };
        let after = [after];
        let file = FixedTests { commit: &change.commit, change: &change.files[0], after: &after };
        let found = fix_assertions(&[file, file], std::slice::from_ref(&before));
        let told: Vec<_> =
            found.iter().map(|a| (a.line, a.expects.as_str(), a.alike.as_deref())).collect();
        let old = Some("test_old at tests/test_b.py:4");
        assert_eq!(told, [(10, "1", old), (12, "Declined", None)]);
        let mut skipped = before;
        skipped.skipped = true;
        assert_eq!(fix_assertions(&[file], &[skipped])[0].alike, None);
    }
}
