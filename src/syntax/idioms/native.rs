//! C and C++: `GoogleTest`, Catch2, doctest, Boost.Test, `CppUnit`, Qt Test, Check, Criterion, cmocka, Unity,
//! `GLib`, tinytest, and the plain `assert`.

mod framework;
mod kin;
mod matcher;
mod refusal;
mod starts;

use framework::{
    behind_case, cpputest, failing_under, is_asserting, is_expectation, is_no_assertion,
    is_operator, is_same, openssl, operated, tap, tinytest, unprefixed,
};

use kin::{kin, mocked};
use matcher::{matcher, tested};
use refusal::{refused, waits_for_log};
use starts::STARTS;

use super::named::{equality, flat, named, raise};
use super::result_code::{failing_code, is_refused, may_be_refused};
use super::{Around, argument};
use crate::model::assertion::AssertionKind::{MockInteraction, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::is_failure_constant;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (name, list) = (chain.tip().name, chain.tip().arguments?);
    if let Some(oracle) = kin(chain, name, list) {
        return Some(oracle);
    }
    if chain.segments.len() == 1
        && let Some(oracle) = refused(name, list).or_else(|| waits_for_log(name, list))
    {
        return Some(oracle);
    }
    let oracle = found(chain, around)?;
    if oracle.kind != Value || !may_be_refused(list) {
        return Some(oracle);
    }
    if let Some(code) = failing_code(name, list) {
        return Some(Oracle::failure(&code, code.starts_with("not")));
    }
    if is_refused(name, list) {
        return Some(Oracle::failure("", true));
    }
    Some(oracle)
}

fn found(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let tip = chain.tip();
    let list = tip.arguments?;
    let name = tip.name;
    if chain.segments.len() > 2 {
        return None;
    }
    match name {
        "EXPECT_FATAL_FAILURE" | "EXPECT_NONFATAL_FAILURE" => {
            return Some(Oracle::failure(argument(list, 1), false));
        }
        "EXPECT_CALL" => return Some(mocked(list)),
        "ON_CALL" => return None,
        "FAIL"
        | "ADD_FAILURE"
        | "TEST_FAIL"
        | "TEST_FAIL_MESSAGE"
        | "fail"
        | "fail_msg"
        | "QFAIL"
        | "BOOST_FAIL"
        | "BOOST_ERROR"
        | "ck_abort"
        | "ck_abort_msg"
        | "cl_fail"
        | "g_assert_not_reached"
        | "CPPUNIT_FAIL"
        | "cr_fail"
        | "GTEST_FAIL"
        | "FAIL_TEST"
        | "tester_test_failed"
        | "BAIL_OUT"
        | "CHECK_ERROR" => {
            let around = (around.0)();
            return Some(match (around.caught, around.condition) {
                (Some(caught), _) => {
                    Oracle::failure(caught.trim_matches(['(', ')']), caught.contains("..."))
                }
                (None, Some((condition, in_else))) => judged(condition, in_else),
                _ => Oracle::weak(Value, ""),
            });
        }
        // A program that is a test ends so where it fails.
        "exit" | "abort" | "__builtin_trap"
            if (name == "exit") == matches!(list.trim(), "1" | "-1" | "EXIT_FAILURE")
                && (name == "exit" || list.trim().is_empty()) =>
        {
            let condition = (around.0)().condition;
            let guards = |text: &str| {
                ["fork", "argc", "pid", "child", "CRASH", "getenv", "alloc"]
                    .iter()
                    .any(|word| text.contains(word))
            };
            return condition
                .filter(|(text, _)| !guards(text))
                .map(|condition| failing_under(Some(condition)));
        }
        "SUCCEED"
        | "GTEST_SUCCEED"
        | "TEST_PASS"
        | "TEST_IGNORE"
        | "expect_function_call"
        | "check"
            if name != "check" =>
        {
            return None;
        }
        _ => {}
    }
    // CMock's and cmocka's expectations of a mock.
    if is_expectation(name) {
        return Some(Oracle::strong(MockInteraction, list));
    }
    match name {
        "expect_assert_failure" => return Some(Oracle::failure("", true)),
        "assert_return_code" => return Some(Oracle::weak(Value, "")),
        _ => {}
    }
    // Check's old words, and those that projects keep.
    match name {
        "fail_unless" | "abort_unless" => return Some(judged(argument(list, 0), true)),
        "fail_if" | "abort_if" => return Some(judged(argument(list, 0), false)),
        _ => {}
    }
    // A project's own way to fail, as `xml_failure(parser)` under an `if`.
    let ending = name.rsplit('_').next().unwrap_or_default();
    if chain.segments.len() == 1 && name.contains('_') && matches!(ending, "fail" | "failure") {
        let condition = (around.0)().condition;
        if condition.is_some() || name.trim_start_matches('_') == "fail" {
            return Some(failing_under(condition));
        }
    }
    // A project's own forms of clar's `cl_must_pass` and `cl_must_fail`, as `cl_git_fail_with`.
    if let Some(own) = name.strip_prefix("cl_") {
        if own.ends_with("_fail") || own.ends_with("_fail_with") {
            let code = if own.ends_with("with") { argument(list, 0) } else { "" };
            return Some(Oracle::failure(code, code.is_empty()));
        }
        if own.ends_with("_pass") {
            return Some(Oracle::weak(Value, ""));
        }
    }
    if let Some(oracle) = tap(name, list).filter(|_| chain.segments.len() == 1) {
        return Some(oracle);
    }
    if let Some((rest, list)) = behind_case(name, list) {
        return Some(macro_assert("assert", &rest, list));
    }
    if let Some(own) = name.strip_prefix("tt_") {
        return tinytest(own.trim_start_matches("want_"), list, around);
    }
    if name.ends_with("_OR_PRINT") || name.ends_with("_OR_DIE") || name.ends_with("_OR_ABORT") {
        return is_asserting(name).then(|| judged(argument(list, 0), true));
    }
    if matches!(name, "VERIFY2" | "QVERIFY2") {
        return Some(judged(argument(list, 0), true));
    }
    if let Some(own) = name.strip_prefix("TEST_").filter(|own| own.len() > 1) {
        if matches!(own, "THROW" | "THROWS") {
            return Some(Oracle::failure("", true));
        }
        if own == "ESP_ERR" {
            return Some(compared(argument(list, 1), Comparison::Equal, argument(list, 0)));
        }
        if own.starts_with(|c: char| c.is_ascii_lowercase()) || own.starts_with("BN_") {
            return openssl(own, list);
        }
        if let Some(oracle) = tested(own, list) {
            return Some(oracle);
        }
    }
    // A library's own `assert` in small letters: `c_assert(paid)`.
    if name.strip_suffix("_assert").is_some_and(|own| {
        own.len() < 7 && !["set", "do", "no", "on", "get", "enable"].contains(&own)
    }) && argument(list, 1).is_empty()
    {
        return Some(judged(argument(list, 0), true));
    }
    if let Some(oracle) = cpputest(name, list) {
        return Some(oracle);
    }
    let flat = flat(name);
    // doctest's and Catch's names for where the short ones are taken.
    let flat = flat.strip_prefix("doctest").unwrap_or(&flat);
    let Some(start) = STARTS.iter().find(|start| flat.starts_with(**start)) else {
        let own = unprefixed(name)?;
        let segment = crate::syntax::chain::Segment { name: own, ..tip };
        return found(&Chain { segments: vec![segment] }, around);
    };
    // A lower-case name with such a start must be a framework's macro or `assert` itself.
    let is_macro = name.chars().all(|c| !c.is_ascii_lowercase());
    let known = matches!(
        *start,
        "ckassert"
            | "crassert"
            | "crexpect"
            | "gassert"
            | "classert"
            | "clmust"
            | "muassert"
            | "munitassert"
            | "cuassert"
            | "assert"
            | "tassert"
            | "testassert"
            | "staticassert"
            | "testcond"
            | "zassert"
            | "zexpect"
            | "gtesttrapassert"
            | "mucheck"
    );
    let camel =
        name.starts_with("CuAssert") || name.starts_with("lAssert") || name.starts_with("assert");
    if !(is_macro || known || camel) || *start == "staticassert" || is_no_assertion(name) {
        return None;
    }
    let rest = flat[start.len()..].trim_start_matches("predicate");
    Some(macro_assert(start, rest, list))
}

/// Returns what a macro asserts, given what follows its framework's start.
fn macro_assert(start: &str, rest: &str, list: &str) -> Oracle {
    let parts = arguments(list);
    let at = |place: usize| parts.get(place).copied().unwrap_or_default();
    match rest {
        "throw" | "throws" | "throwsas" | "throwswith" | "throwsasmatches" | "throwsmatches"
        | "throwsmessage" | "throwwith" | "exception" | "throwsexactly" | "exceptionthrown"
        | "throwsstdas" | "throwswithas" => raise(parts.get(1..).unwrap_or_default(), ""),
        "anythrow" | "death" | "deathifsupported" | "exit" | "debugdeath" => {
            Oracle::failure(at(parts.len().saturating_sub(1).max(1)), rest == "anythrow")
        }
        _ if rest.ends_with("notok") => Oracle::failure("", true),
        "ok" if start.starts_with('z') => Oracle::weak(Value, "0"),
        // A project's own comparison, with what it is asked of in front: `assert_code_equal(s, rc, SSH_ERROR)`.
        _ if rest.ends_with("equal") && parts.len() > 2 && is_failure_constant(at(2)) => {
            Oracle::failure(at(2), false)
        }
        "nothrow" | "nothrows" | "nofatalfailure" | "nosignal" | "noerror" | "pass" | "must"
        | "mustpass" => Oracle::weak(Value, ""),
        "that" if parts.len() > 1 => matcher(at(0), at(1)),
        "throwsexception" => raise(&parts, ""),
        // The operator stands between the values, behind a type where there are four.
        _ if is_operator(at(1)) => operated(at(0), at(1), at(2)),
        _ if is_operator(at(2)) => operated(at(1), at(2), at(3)),
        // A message may stand behind Qt's condition.
        _ if matches!(start, "qverify" | "qtryverify") => judged(at(0), true),
        _ if matches!(start, "qcompare" | "qtrycompare") && is_same(rest) => {
            equality(at(0), at(1), 1)
        }
        // GLib's child process that must have ended in failure.
        "failed" if start == "gtesttrapassert" => Oracle::failure("", true),
        "passed" if start == "gtesttrapassert" => Oracle::weak(Value, ""),
        "false" | "isfalse" | "notcond" | "unless" => judged(at(0), false),
        "iserror" | "error" | "failure" if matches!(start, "gassert") => {
            Oracle::failure(at(1), false)
        }
        "fails" | "clfails" | "mustfail" | "failure" | "fail" if start.starts_with("cl") => {
            Oracle::failure("", true)
        }
        // What is said where it fails is nothing that is wanted.
        "fail" if at(0).starts_with('"') => Oracle::weak(Value, ""),
        "fail" | "failwith" => Oracle::failure(at(0), false),
        _ if start == "testcond" => judged(at(usize::from(parts.len() > 1)), true),
        _ if rest.contains("messageequals") => equality(at(1), at(2), 0),
        _ => {
            // A condition with what is to be said where it does not hold.
            if matches!(rest, "msg" | "message" | "se" | "a") {
                return judged(at(0), true);
            }
            let rest = rest
                .trim_end_matches("msg")
                .trim_end_matches("message")
                .trim_start_matches("int")
                .trim_start_matches("str")
                .trim_start_matches("ptr");
            let expected = usize::from(matches!(start, "ckassert" | "crassert" | "gassert"));
            if rest.is_empty()
                && parts.len() > 1
                && !matches!(start, "assert" | "require" | "check" | "gassert" | "boosttest")
            {
                return equality(at(0), at(1), expected);
            }
            named(rest, list, "", expected)
        }
    }
}
