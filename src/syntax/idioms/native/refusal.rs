//! Macros of C that by their name want a failure, and functions that wait for one in a log.

use crate::syntax::expression::{call, parts};
use crate::syntax::failure_words::{is_failure_constant, looks_at_error, says_success, words};
use crate::syntax::oracle::Oracle;

/// Words of a macro that wants what it is given to fail.
const FAILS: &[&str] = &[
    "err", "errno", "error", "errors", "fail", "failed", "fails", "failure", "inval", "invalid",
    "nok",
];

/// Words that turn them round, count them or only say them.
const NOT: &[&str] = &[
    "abs", "count", "exit", "expr", "free", "goto", "if", "log", "max", "mean", "message", "msg",
    "near", "no", "none", "not", "num", "ok", "on", "print", "rel", "return", "str", "success",
    "unless", "without", "zero",
];

/// Returns what a macro such as `EXPECT_FAILURE(pay())`, `EXPECT_ERROR_WITH_ERRNO(pay(), E_EMPTY)`,
/// `ASSERT_INVAL(pay())` or `NUTS_FAIL(pay(), E_EMPTY)` asserts.
pub(super) fn refused(name: &str, list: &str) -> Option<Oracle> {
    if !name.contains('_') {
        return None;
    }
    let words = words(name);
    if name.bytes().any(|b| b.is_ascii_lowercase()) {
        return refused_by_function(&words, list);
    }
    let first_is = |wanted: &[&str]| wanted.contains(&words[0].as_str());
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let given: Vec<&str> = parts(list).collect();
    let first = *given.first()?;
    let is_word = |text: &str| text.starts_with(['"', '\'']) || text.starts_with("L\"");
    if !has(FAILS) || has(NOT) || given.iter().all(|part| is_word(part)) {
        return None;
    }
    let is_none = |part: &&str| says_success(part) || matches!(*part, "0" | "NULL");
    if given.iter().skip(1).any(is_none) || (given.len() == 1 && is_none(&first)) {
        return None;
    }
    let constant = given.iter().skip(1).rev().find(|part| is_failure_constant(part));
    let says = given.iter().any(|part| is_word(part));
    let ends = !says && words.last().is_some_and(|last| FAILS.contains(&last.as_str()));
    // `CHECK_ERR(rc)` asks for none.
    let asserts = first_is(&["assert", "expect", "require"]) || has(&["assert", "expect"]);
    let by_name = asserts && !first_is(FAILS) && !looks_at_error(first) && given.len() < 5;
    let by_code = ends && !first_is(FAILS) && (call(first).is_some() && !has(&["err", "error"]));
    if !(by_name || by_code || (ends && constant.is_some())) {
        return None;
    }
    let wanted = constant.copied().unwrap_or_default();
    Some(Oracle::failure(wanted, wanted.is_empty()))
}

/// Returns what a project's own function asserts that by its name wants a call to fail: `assert_fails(pay())`.
fn refused_by_function(words: &[String], list: &str) -> Option<Oracle> {
    let [first, .., ending] = words else { return None };
    let by_failing = matches!(ending.as_str(), "fail" | "failed" | "fails" | "failure" | "invalid");
    let fails = match first.as_str() {
        "assert" | "must" | "should" => by_failing || matches!(ending.as_str(), "err" | "error"),
        "check" | "expect" => by_failing,
        _ => false,
    };
    let denies = words.iter().any(|word| NOT.contains(&word.as_str()));
    let given = parts(list).next()?;
    (fails && !denies && call(given).is_some()).then(|| Oracle::failure("", true))
}

/// Returns what a call asserts that wants a line in a log of a failure: `test_expect_error_string("…")`.
pub(super) fn waits_for_log(name: &str, list: &str) -> Option<Oracle> {
    if name == "g_test_expect_message" {
        let fails = ["CRITICAL", "WARNING", "ERROR"].iter().any(|level| list.contains(level));
        return fails.then(|| Oracle::failure(parts(list).nth(2).unwrap_or_default(), false));
    }
    let rest = name.split_once("expect_")?.1;
    let rest = rest.strip_prefix("log_").unwrap_or(rest);
    let is_lower = !name.bytes().any(|b| b.is_ascii_uppercase());
    let fails =
        ["error", "fatal", "warning", "panic", "critical"].iter().any(|w| rest.starts_with(w));
    (is_lower && fails).then(|| Oracle::failure(parts(list).next().unwrap_or_default(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_macro_that_wants_a_failure_is_told_from_one_that_wants_none_or_fails() {
        for (name, list) in [
            ("EXPECT_FAILURE", "pay(cart)"),
            ("EXPECT_ERROR_WITH_ERRNO", "pay(cart), S2N_ERR_EMPTY"),
            ("EXPECT_NULL_WITH_ERRNO", "pay(cart), S2N_ERR_EMPTY"),
            ("APR_ASSERT_FAILURE", "tc, \"an empty cart\", pay(cart)"),
            ("ASSERT_INVAL", "pay(cart)"),
            ("NUTS_FAIL", "pay(cart), NNG_EINVAL"),
            ("MUST_FAIL", "pay(cart)"),
            ("assert_fails", "pay(cart)"),
            ("must_fail", "pay(cart)"),
            ("check_fail", "pay(cart)"),
        ] {
            assert!(refused(name, list).is_some(), "{name}({list})");
        }
        for (name, list) in [
            ("EXPECT_NO_ERROR", "pay(cart)"),
            ("CHECK_ERR", "rc"),
            ("CHECK_ERROR", "pay(cart)"),
            ("ASSERT_ERR", "err"),
            ("TEST_FAIL", "\"unexpected\""),
            ("EXPECT_EGL_ERROR", "EGL_SUCCESS"),
            ("EXPECT_REL_ERROR", "exact, got, 1e-6"),
            ("ABORT_ON_FAIL", "pay(cart)"),
            ("CART_FAIL", "pay(cart), \"no cart\""),
            ("FAIL_IF", "pay(cart)"),
            ("FAIL_UNLESS", "pay(cart)"),
            ("EXPECT_ERROR_COUNT", "log, 2"),
            ("EXPECT_EQ", "pay(cart), 3"),
            ("check_error", "pay(cart)"),
            ("assert_no_error", "pay(cart)"),
            ("assert_error", "err"),
            ("ck_assert_fail", "pay(cart)"),
        ] {
            assert_eq!(refused(name, list), None, "{name}({list})");
        }
    }

    #[test]
    fn a_failure_that_a_log_must_hold_is_one() {
        assert!(waits_for_log("test_expect_error_string", "\"no cart\"").is_some());
        assert!(
            waits_for_log("g_test_expect_message", "\"shop\", G_LOG_LEVEL_CRITICAL, \"*\"")
                .is_some()
        );
        assert_eq!(
            waits_for_log("g_test_expect_message", "\"shop\", G_LOG_LEVEL_INFO, \"*\""),
            None
        );
        assert_eq!(waits_for_log("test_expect_no_more_errors", ""), None);
        assert_eq!(waits_for_log("expect_value", "f, x, 3"), None);
    }
}
