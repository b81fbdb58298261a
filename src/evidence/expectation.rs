//! Whether a fix changes what a covering test expects of the same call.

use super::assertion_line::{is_assertion, parts};
use crate::model::change::{Change, FileChange, Hunk};
use crate::model::evidence::CoveringTest;

/// Longest piece of an assertion that is quoted.
const MOST_QUOTED: usize = 80;

/// Returns the edited expectation as `test at path:line before FIX: old -> new`, the line being that
/// at the fix's parent; `None` where the fix edits none.
///
/// In one hunk of a test file a line is taken away and another put in that differ in one side of
/// the same comparison, and the side that stays names something that was called. The line must
/// belong to a covering test: it stands where one of its assertions stands, or holds what one of
/// them expects, or names one of `functions`, which hold the region. Assertions over several lines
/// and rows of input are not read, so an edit may be missed, which leaves the class to later rules.
pub fn edited_expectation(
    changes: &[&Change],
    is_test: &dyn Fn(&str) -> bool,
    tests: &[CoveringTest],
    functions: &[String],
) -> Option<String> {
    let files =
        changes.iter().flat_map(|change| change.files.iter().map(move |file| (change, file)));
    files
        .filter(|(_, file)| is_test(file.path()))
        .find_map(|(change, file)| in_file(change.commit.short(), file, tests, functions))
}

fn in_file(
    fix: &str,
    file: &FileChange,
    tests: &[CoveringTest],
    functions: &[String],
) -> Option<String> {
    let here = |path: &str| {
        [&file.old_path, &file.new_path].into_iter().any(|p| p.as_deref() == Some(path))
    };
    let tests: Vec<&CoveringTest> = tests.iter().filter(|test| here(&test.path)).collect();
    let first = tests.first()?;
    for hunk in &file.hunks {
        for (place, removed) in hunk.removed.iter().enumerate() {
            let Some((old, new, kept)) = edit(removed, hunk) else { continue };
            let line = hunk.old_first + place as u32;
            let named = functions.iter().filter_map(|f| f.rsplit('.').next());
            let owner = tests.iter().find(|test| expects(test, line, &old));
            let test = match owner {
                Some(test) => test,
                None if named.into_iter().any(|name| mentions(&kept, name)) => first,
                None => continue,
            };
            let (name, path) = (&test.name, file.old_path.as_deref().unwrap_or(&test.path));
            let edit = format!("{} -> {}", quoted(&old), quoted(&new));
            return Some(format!("{name} at {path}:{line} before {fix}: {edit}"));
        }
    }
    None
}

/// Whether one of the test's assertions stands on the line or expects the text.
fn expects(test: &CoveringTest, line: u32, old: &str) -> bool {
    test.assertions
        .iter()
        .any(|a| a.line == line || (!a.expects.is_empty() && old.contains(a.expects.as_str())))
}

/// Returns the old and the new expectation and the side that stays, where the hunk puts in the same
/// assertion with another expectation.
///
/// Where the hunk also changes what stands before the assertion, the call has another input and is
/// not the same one.
fn edit(removed: &str, hunk: &Hunk) -> Option<(String, String, String)> {
    let old = parts(removed)?;
    let is_plain = |line: &String| line.trim().is_empty() || is_assertion(line);
    let moved = hunk.added.iter().any(|line| line.trim() == removed.trim());
    if moved || !hunk.removed.iter().all(is_plain) {
        return None;
    }
    let added = hunk.added.iter().take_while(|line| is_plain(line));
    added.filter_map(|line| parts(line)).find_map(|new| {
        if old.head != new.head || old.sides.len() != new.sides.len() {
            return None;
        }
        let mut differing = (0..old.sides.len()).filter(|&n| old.sides[n] != new.sides[n]);
        let (place, None) = (differing.next()?, differing.next()) else { return None };
        let kept =
            old.sides.iter().enumerate().find(|(n, side)| *n != place && is_subject(side))?;
        let (before, after) = (&old.sides[place], &new.sides[place]);
        let is_message = old.sides.len() > 2 && before.contains(' ') && is_quoted(before);
        // Where both sides call something, the side that differs may be the input and not the
        // expectation, unless the side that stays is a call as well.
        let is_input = is_subject(before) && is_subject(after) && !kept.1.contains('(');
        (!is_message && !is_input).then(|| (before.clone(), after.clone(), kept.1.clone()))
    })
}

/// Whether the text names something that can be computed, and is not a mere literal.
fn is_subject(text: &str) -> bool {
    let starts_like_name = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '&'));
    let literal = ["True", "False", "None", "true", "false", "null", "nil", "undefined"];
    starts_like_name && !literal.contains(&text)
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '\'', '`'])
}

fn mentions(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(MOST_QUOTED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::super::fix_tests::tests::{change, is_test};
    use super::*;
    use crate::model::assertion::{Assertion, AssertionKind, Strength};
    use crate::model::evidence::TestLinkMethod;

    fn covering(path: &str) -> CoveringTest {
        let assertion = Assertion {
            line: 99,
            kind: AssertionKind::Value,
            expects: "99".to_owned(),
            strength: Strength::Strong,
        };
        CoveringTest {
            path: path.to_owned(),
            name: "test_total".to_owned(),
            line: 5,
            method: TestLinkMethod::CallsFunction,
            score: TestLinkMethod::CallsFunction.score(),
            assertions: vec![assertion],
            skipped: false,
        }
    }

    fn edited_with(removed: &str, added: &str, functions: &[&str]) -> Option<String> {
        let functions: Vec<String> = functions.iter().map(|&f| f.to_owned()).collect();
        let change = change("tests/test_cart.py", &[removed], &[added]);
        let tests = [covering("tests/test_cart.py")];
        edited_expectation(&[&change], &is_test, &tests, &functions)
    }

    fn edited(removed: &str, added: &str) -> Option<String> {
        edited_with(removed, added, &["Cart.total"])
    }

    #[test]
    fn another_expected_value_of_the_same_call_is_an_edited_expectation() {
        for (removed, added) in [
            ("assert total(c) == 4", "assert total(c) == 5"),
            ("self.assertEqual(total(c), 4)", "self.assertEqual(total(c), 5)"),
            ("expect(total(c)).toBe(4);", "expect(total(c)).toBe(5);"),
            ("assert_eq!(total(&c), 4);", "assert_eq!(total(&c), 5);"),
            ("assert.Equal(t, 4, total(c))", "assert.Equal(t, 5, total(c))"),
            ("assert total(c)", "assert not total(c)"),
        ] {
            assert!(edited(removed, added).is_some(), "{removed}");
        }
        let found = edited("assert total(c) == 4", "assert total(c) == 5");
        assert_eq!(found.as_deref(), Some("test_total at tests/test_cart.py:10 before f: 4 -> 5"));
    }

    #[test]
    fn another_input_another_call_or_a_message_is_none() {
        for (removed, added) in [
            ("assert total(c) == 4", "assert total(d) == 4"),
            ("assert total(c) == 4", "assert total(d) == 5"),
            ("assert total(c) == 4", "    assert total(c) == 4"),
            ("assertEquals(4, total(c), \"is four\")", "assertEquals(4, total(c), \"is 4\")"),
            ("total(c)", "total(d)"),
        ] {
            assert_eq!(edited(removed, added), None, "{removed} to {added}");
        }
    }

    #[test]
    fn another_set_up_before_the_assertion_makes_it_another_call() {
        let removed = ["cart = load('a')", "assert total(cart) == 4"];
        let added = ["cart = load('b')", "assert total(cart) == 5"];
        let change = change("tests/test_cart.py", &removed, &added);
        let tests = [covering("tests/test_cart.py")];
        let functions = ["total".to_owned()];
        assert_eq!(edited_expectation(&[&change], &is_test, &tests, &functions), None);
    }

    #[test]
    fn an_edit_in_a_test_of_something_else_is_none() {
        assert_eq!(edited_with("assert tax(c) == 4", "assert tax(c) == 5", &["total"]), None);
        // The same edit counts where a covering test is known to expect what was taken away.
        assert!(edited_with("assert tax(c) == 99", "assert tax(c) == 5", &["total"]).is_some());
    }
}
