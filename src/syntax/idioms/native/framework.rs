//! Words of single frameworks of C and C++.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::{Comparison, call};
use crate::syntax::idioms::named::{equality, flat};
use crate::syntax::idioms::{Around, argument};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what a macro of tinytest asserts, given its name without `tt_`.
pub(super) fn tinytest(own: &str, list: &str, around: Around<'_, '_>) -> Option<Oracle> {
    let at = |place: usize| argument(list, place);
    match own {
        "assert" | "assert_msg" | "want" | "msg" => Some(judged(at(0), true)),
        _ if own.ends_with("_op") && is_operator(at(1)) => Some(operated(at(0), at(1), at(2))),
        _ if ["abort", "fail", "die"].iter().any(|start| own.starts_with(start)) => {
            Some(failing_under((around.0)().condition))
        }
        _ => None,
    }
}

/// Returns what stands behind the start of a macro whose first argument is the test case, without it: apr's
/// `ABTS_INT_EQUAL(tc, 3, sum)`, the kernel's `KUNIT_EXPECT_EQ(test, sum, 3)`.
pub(super) fn behind_case<'s>(name: &str, list: &'s str) -> Option<(String, &'s str)> {
    let rest = ["ABTS_", "KUNIT_EXPECT_", "KUNIT_ASSERT_"]
        .iter()
        .find_map(|start| name.strip_prefix(start))?;
    let first = argument(list, 0);
    let (_, list) = list.split_once(first)?;
    let list = list.trim_start().strip_prefix(',')?.trim_start();
    let rest = flat(rest);
    Some((rest.strip_prefix("assert").map_or(rest.clone(), str::to_owned), list))
}

/// Returns what a function of C's libraries for TAP asserts: `ok(paid)`, `is_int(3, sum, "sum")`.
pub(super) fn tap(name: &str, list: &str) -> Option<Oracle> {
    // What is tested may be said first: `ok("pays", paid)`, `str_is("name", name, "cart")`.
    let says = argument(list, 0).starts_with('"') && !argument(list, 1).is_empty();
    let at = |place: usize| argument(list, place + usize::from(says && name != "is_string"));
    match name {
        "str_is" | "int_is" if !at(1).is_empty() => Some(equality(at(0), at(1), 1)),
        // What is said is what was wanted: `ok(pay(cart) == NULL, "pay of an empty cart fails")`.
        "ok" | "ok1"
            if says_it_fails(at(1)) && !at(0).ends_with("== 0") && !at(0).ends_with("S_OK") =>
        {
            Some(Oracle::failure("", true))
        }
        "ok" | "ok1" => Some(judged(at(0), true)),
        // A code below 0 is one of failing.
        "cmp_ok"
            if at(1) == "\"<\""
                && at(2) == "0"
                && (call(at(0)).is_some_and(|(name, _)| {
                    !name.contains("cmp") && !name.contains("compare")
                }) || matches!(at(0), "rc" | "ret" | "res" | "result")) =>
        {
            Some(Oracle::failure("< 0", true))
        }
        "cmp_ok" if at(1).starts_with('"') => Some(operated(at(0), at(1).trim_matches('"'), at(2))),
        "is" | "isnt" if at(1).starts_with('"') || at(2).starts_with('"') => {
            let how = if name == "is" { Comparison::Equal } else { Comparison::NotEqual };
            Some(compared(at(0), how, at(1)))
        }
        "nok" => Some(judged(at(0), false)),
        "is_int" | "is_string" | "is_hex" | "is_double" | "is_blob" | "is_bool"
            if !at(1).is_empty() =>
        {
            Some(equality(at(0), at(1), 0))
        }
        _ => None,
    }
}

/// Whether what is said of a check ends with the word that something fails, or says with what it does.
fn says_it_fails(text: &str) -> bool {
    let plain = text.trim_matches('"');
    let other = ["%", "nothing", "never", "until", "after", "when", " if "];
    plain.len() < text.len()
        && (plain.ends_with(" fails") || plain.contains(" fails with "))
        && !other.iter().any(|word| plain.contains(word))
}

/// Returns what a function of OpenSSL's tests asserts, given its name without `TEST_`: `TEST_true(paid)`,
/// `TEST_int_eq(sum, 3)`.
pub(super) fn openssl(own: &str, list: &str) -> Option<Oracle> {
    let at = |place: usize| argument(list, place);
    let how = own.rsplit('_').next().unwrap_or_default();
    match own {
        "true" => return Some(judged(at(0), true)),
        "false" => return Some(judged(at(0), false)),
        "ptr" => return Some(compared(at(0), Comparison::NotEqual, "null")),
        "ptr_null" => return Some(compared(at(0), Comparison::Equal, "null")),
        "BN_eq_zero" | "BN_eq_one" | "BN_even" | "BN_odd" => {
            return Some(Oracle::strong(Value, own));
        }
        _ => {}
    }
    let both = || (at(0), at(if own.starts_with("mem") { 2 } else { 1 }));
    let how = match how {
        "eq" => Comparison::Equal,
        "ne" => Comparison::NotEqual,
        "lt" | "le" | "gt" | "ge" => Comparison::Order,
        _ => return None,
    };
    Some(compared(both().0, how, both().1))
}

/// Returns what a macro of `CppUTest` asserts that begins with what it compares: `LONGS_EQUAL(3, sum)`.
pub(super) fn cpputest(name: &str, list: &str) -> Option<Oracle> {
    let kind = name.strip_suffix("_EQUAL").or_else(|| name.strip_suffix("_EQUAL_TEXT"));
    let is_kind = |kind: &str| {
        [
            "LONGS",
            "UNSIGNED_LONGS",
            "LONGLONGS",
            "STRCMP",
            "STRCMP_NOCASE",
            "STRNCMP",
            "POINTERS",
            "BYTES",
        ]
        .contains(&kind)
            || ["SIGNED_BYTES", "MEMCMP", "DOUBLES", "BITS", "FUNCTIONPOINTERS"].contains(&kind)
    };
    if kind.is_some_and(is_kind) || name == "ENUMS_EQUAL_INT" {
        return Some(equality(argument(list, 0), argument(list, 1), 0));
    }
    (name == "STRCMP_CONTAINS")
        .then(|| compared(argument(list, 0), Comparison::In, argument(list, 1)))
}

/// Returns a macro's name without a project's own prefix in front of the word that asserts, as `ASSERT` of
/// `BSON_ASSERT`.
pub(super) fn unprefixed(name: &str) -> Option<&str> {
    let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    let (prefix, rest) = name.split_once('_')?;
    (name.bytes().all(is_capital)
        && prefix.len() < 11
        && !matches!(prefix, "STATIC" | "POSIX" | "NO" | "DISABLE" | "ENABLE")
        && is_asserting(rest)
        && (!rest.starts_with("CHECK_") || compares(rest))
        && !rest.ends_with("PARAM"))
    .then_some(rest)
}

/// Whether what follows the first word of a macro's name compares or waits for a failure.
fn compares(name: &str) -> bool {
    const HOW: &[&str] =
        &["EQ", "EQUAL", "NE", "NOT", "TRUE", "FALSE", "THROW", "THROWS", "MESSAGE", "NULL"];
    name.split('_').skip(1).any(|word| HOW.contains(&word))
}

/// Whether a macro's name begins with a word that asserts.
pub(super) fn is_asserting(name: &str) -> bool {
    let mut words = name.split('_');
    let is_word = |word: &str| matches!(word, "ASSERT" | "EXPECT" | "CHECK" | "REQUIRE" | "VERIFY");
    words.next().is_some_and(is_word)
}

/// Returns what failing asserts under the condition around it, if there is one: that it does not hold.
pub(super) fn failing_under(condition: Option<(&str, bool)>) -> Oracle {
    let judge = |(condition, in_else)| judged(condition, in_else);
    condition.map_or_else(|| Oracle::weak(Value, ""), judge)
}

/// Whether a call states an expectation of a mock: `send_ExpectAndReturn(…)`, `expect_value(…)`.
pub(super) fn is_expectation(name: &str) -> bool {
    const CMOCKA: &[&str] = &[
        "expect_any",
        "expect_check",
        "expect_in_range",
        "expect_in_set",
        "expect_memory",
        "expect_not_memory",
        "expect_not_string",
        "expect_not_value",
        "expect_string",
        "expect_value",
    ];
    let plain = name.strip_suffix("_count").unwrap_or(name);
    CMOCKA.contains(&plain)
        || name.split_once("_Expect").is_some_and(|(function, how)| {
            !function.is_empty() && (how.is_empty() || how.starts_with(['A', 'W']))
        })
}

/// Whether what follows Qt's word for comparing still asks for the same.
pub(super) fn is_same(rest: &str) -> bool {
    matches!(rest, "" | "withtimeout" | "eq")
}

/// Whether a macro that begins as one that asserts only speaks: it warns, or says where the test is.
pub(super) fn is_no_assertion(name: &str) -> bool {
    if name.starts_with("Assertion") {
        return true;
    }
    name.starts_with("BOOST_TEST")
        && ["_CONTEXT", "_MESSAGE", "_CHECKPOINT", "_PASSPOINT", "_MODULE", "_MAIN", "_DONT"]
            .iter()
            .any(|end| name.contains(end))
}

pub(super) fn is_operator(text: &str) -> bool {
    matches!(text, "==" | "!=" | "<" | ">" | "<=" | ">=")
}

/// Returns what a macro asserts that takes its operator between two values.
pub(super) fn operated(left: &str, operator: &str, right: &str) -> Oracle {
    match operator.trim() {
        "==" => compared(left, Comparison::Equal, right),
        "!=" => compared(left, Comparison::NotEqual, right),
        _ => compared(left, Comparison::Order, right),
    }
}
