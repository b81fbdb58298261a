//! Codes that functions of C give back: below 0, or other than 0, where they fail.

use super::named::flat;
use crate::syntax::expression::{
    Comparison, argument, arguments, call, clauses, comparison, outer_names,
};
use crate::syntax::failure_words::words;

/// Names of variables that hold what a function of C gives back to say whether it failed.
const CODES: &[&str] = &[
    "err", "error", "r", "rc", "rcode", "res", "result", "ret", "retcode", "retval", "rv", "rval",
    "status",
];

/// Names of those that hold nothing else, so that any number but 0 says of a failure.
const ONLY_CODES: &[&str] = &["err", "rc", "rcode", "ret", "retcode", "retval", "rv", "rval"];

/// Parts of the names of functions that give a place or an order back, not a code.
const NO_CODE: &[&str] =
    &["cmp", "compare", "find", "index", "search", "offset", "pos", "diff", "get", "order"];

/// How a code is compared with what fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Below,
    Equal,
    Unequal,
}

/// Returns what a macro that asserts requires of a code where only a failure gives it: `ck_assert(res < 0)`,
/// `assert_int_equal(rc, -1)`, `ASSERT_NE(ret, 0)`.
pub(super) fn failing_code(name: &str, list: &str) -> Option<String> {
    let flat_name = flat(name);
    if ["false", "failif", "abortif", "unless", "notcond"].iter().any(|no| flat_name.ends_with(no))
        && flat_name != "failunless"
    {
        return None;
    }
    let mut parts = arguments(list);
    // CuTest's case, and what is said where it fails, stand in front: `CuAssertIntEquals(tc, -1, rc)`.
    if name.starts_with("CuAssert") {
        parts.retain(|part| *part != "tc");
    }
    if parts.len() > 1 {
        parts.retain(|part| !part.starts_with('"'));
    }
    // Unity's `TEST_ASSERT_LESS_THAN(0, rc)`.
    if name.ends_with("LESS_THAN") || name.ends_with("LESS_THAN_INT") {
        let fails = parts.first() == Some(&"0") && parts.get(1).is_some_and(|p| is_code(p, CODES));
        return fails.then(|| "below 0".to_owned());
    }
    let at = |place: usize| parts.get(place).copied().unwrap_or_default();
    let (left, test, right) = match at(1) {
        "<" => (at(0), Test::Below, at(2)),
        "==" => (at(0), Test::Equal, at(2)),
        "!=" => (at(0), Test::Unequal, at(2)),
        _ => match named(name) {
            Some(test) if parts.len() > 1 => (at(0), test, at(1)),
            _ => written(at(0))?,
        },
    };
    let is_number = |text: &str| text.parse::<i64>().is_ok();
    let (code, number) = if is_number(left) { (right, left) } else { (left, right) };
    let fails = match (test, number) {
        (Test::Below, "0") => is_number(right) && is_code(code, CODES),
        (Test::Equal, "-1") => is_code(code, CODES),
        // Other than -1 it is one only of a call that is given no number to reckon with.
        (Test::Equal, number) if number.starts_with('-') && is_number(number) => {
            let counts = |inner: &str| inner.bytes().any(|b| b.is_ascii_digit());
            call(code).is_some_and(|(_, inner)| !counts(inner)) && is_code(code, CODES)
        }
        (Test::Unequal, "0") => call(code).is_none() && is_code(code, ONLY_CODES),
        _ => false,
    };
    let sign = match test {
        Test::Below => "below ",
        Test::Equal => "",
        Test::Unequal => "not ",
    };
    fails.then(|| format!("{sign}{number}"))
}

/// Whether a list may require a code of failing, or that something was refused; spares reading most lists.
pub(super) fn may_be_refused(list: &str) -> bool {
    list.bytes()
        .zip(list.bytes().skip(1))
        .any(|pair| (pair.0 == b'-' && pair.1.is_ascii_digit()) || pair == (b' ', b'0'))
        || list.starts_with('0')
        || matches!(list.trim_start_matches(['!', ' ']).get(..2), Some("ok"))
}

/// Whether a macro requires that C's flag of success, which is a variable of this name, is not set:
/// `g_assert_false(ok)`, `assert(!ok)`.
pub(super) fn is_refused(name: &str, list: &str) -> bool {
    let name = flat(name);
    match argument(list, 0).unwrap_or_default().strip_prefix('!') {
        Some(flag) => flag.trim() == "ok" && (name.ends_with("assert") || name.ends_with("true")),
        None => argument(list, 0) == Some("ok") && name.ends_with("false"),
    }
}

/// Returns the comparison that a macro's name says by one of its words.
fn named(name: &str) -> Option<Test> {
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let asks_for_same = has(&["eq", "equal", "equals"]);
    if has(&["ne", "neq"]) || (asks_for_same && has(&["not"])) {
        return Some(Test::Unequal);
    }
    if has(&["lt"]) {
        return Some(Test::Below);
    }
    asks_for_same.then_some(Test::Equal)
}

/// Returns the comparison that stands in a condition of one clause.
fn written(condition: &str) -> Option<(&str, Test, &str)> {
    if clauses(condition).len() > 1 {
        return None;
    }
    let (left, how, right) = comparison(condition)?;
    let between = condition.get(left.len()..condition.len() - right.len())?.trim();
    let test = match how {
        Comparison::Equal => Test::Equal,
        Comparison::NotEqual => Test::Unequal,
        Comparison::Order if between == "<" => Test::Below,
        _ => return None,
    };
    Some((left, test, right))
}

/// Whether a text is a code: a variable of one of these names, or a call.
fn is_code(text: &str, names: &[&str]) -> bool {
    if let Some((name, _)) = call(text) {
        let lower = name.to_ascii_lowercase();
        return !lower.contains(['.', '>']) && !NO_CODE.iter().any(|part| lower.contains(part));
    }
    let is_plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_plain
        && outer_names(text).last().is_some_and(|name| {
            names.contains(&name.as_str()) || of_kind(name).is_some_and(|n| names.contains(&n))
        })
}

/// Returns the name of a variable behind the letters that say its kind: `xReturn` is a `ret`, `lResult` a `res`.
fn of_kind(name: &str) -> Option<&'static str> {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_lowercase());
    matches!(name.len() - rest.len(), 1..=2).then_some(())?;
    match rest {
        "Return" | "Ret" => Some("ret"),
        "Result" | "Status" => Some("res"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_only_a_failure_gives_back_is_told_from_numbers() {
        for (name, list) in [
            ("assert", "rc == -1"),
            ("ck_assert_msg", "res < 0, \"null pool was taken\""),
            ("assert", "pay(cart) < 0"),
            ("fail_unless", "pay(cart) == -1"),
            ("assert_int_equal", "rc, -1"),
            ("TEST_ASSERT_EQUAL_INT", "-1, ret"),
            ("ck_assert_int_lt", "ret, 0"),
            ("ck_assert_int_ne", "rc, 0"),
            ("ASSERT_NE", "rc, 0"),
            ("assert_int_not_equal", "rc, 0"),
            ("CuAssertIntEquals", "tc, -1, rc"),
            ("CuAssertIntEquals_Msg", "tc, \"no cart\", -1, rc"),
            ("tt_int_op", "ret, ==, -1"),
            ("mu_assert", "\"no cart\", pay(cart) == -1"),
            ("TEST_ASSERT_LESS_THAN", "0, rc"),
            ("TEST_ASSERT_EQUAL", "-1, xReturn"),
        ] {
            assert!(failing_code(name, list).is_some(), "{name}({list})");
        }
        for (name, list) in [
            ("assert", "rc == 0"),
            ("assert", "rc >= 0"),
            ("assert", "fd != -1"),
            ("assert", "total < 0"),
            ("assert", "strcmp(a, b) < 0"),
            ("assert", "find(list, x) == -1"),
            ("assert", "0 < res"),
            ("assert", "count(list) != 0"),
            ("assert", "status != 0"),
            ("assert", "file.descriptor() == -1"),
            ("assert", "list.rc == -1 && x"),
            ("EXPECT_FALSE", "rc < 0"),
            ("fail_if", "res < 0"),
            ("assert_int_equal", "total, -1"),
            ("TEST_ASSERT_LESS_THAN", "3, rc"),
            ("TEST_ASSERT_EQUAL", "-1, xTotal"),
            ("CHECK_RESULT", "res, 0"),
            ("CHECK_DEFAULT", "ret, 0"),
            ("ASSERT_DONE", "ret, 0"),
            ("CHECK_ONLINE", "rc, 0"),
        ] {
            assert_eq!(failing_code(name, list), None, "{name}({list})");
        }
    }

    #[test]
    fn what_must_not_be_ok_was_refused() {
        assert!(is_refused("g_assert_false", "ok"));
        assert!(is_refused("assert", "!ok"));
        assert!(!is_refused("g_assert_true", "ok"));
        assert!(!is_refused("assert", "ok"));
        assert!(!is_refused("g_assert_false", "paid"));
    }
}
