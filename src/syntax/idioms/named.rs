//! Assertions by the name that most frameworks of the xUnit family give them, whatever stands in
//! front: `assertSame`, `Assert.AreEqual`, `assert_raises`, `EXPECT_STREQ`, `g_assert_cmpint`.

use super::argument;
use crate::model::assertion::AssertionKind::{MockInteraction, Snapshot, Value};
use crate::syntax::expression::{Comparison, arguments, comparison, is_literal};
use crate::syntax::failure_words::{is_any_error, is_failure_text, looks_at_error};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns a name without `_` and in lower case, as the match below wants it.
pub(super) fn flat(name: &str) -> String {
    name.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase()
}

/// Returns what an assertion asserts, given what follows `assert` in its flat name, its list and the
/// types between its angle brackets. `expected` is the place of the expected value.
pub(super) fn named(rest: &str, list: &str, types: &str, expected: usize) -> Oracle {
    let parts = arguments(list);
    let at = |place: usize| parts.get(place).copied().unwrap_or_default();
    // A message may stand in front of a condition.
    let condition = || match parts.as_slice() {
        [first, second, ..] if first.starts_with(['"', '\'']) && !second.starts_with('"') => {
            *second
        }
        [first, ..] => *first,
        [] => "",
    };
    match rest {
        // `ASSERT_OK(err)`: none came.
        "ok" | "success" if looks_at_error(condition()) && comparison(condition()).is_none() => {
            Oracle::weak(Value, "")
        }
        "" | "that" | "true" | "istrue" | "ok" | "truthy" | "success" | "msg" | "message" => {
            judged(condition(), true)
        }
        "false" | "isfalse" | "not" | "falsy" | "falsey" => judged(condition(), false),
        "null" | "nil" | "isnull" | "isnil" | "ptrnull" | "none" | "isnullptr" => {
            compared(at(0), Comparison::Equal, "null")
        }
        "notnull" | "isnotnull" | "notnil" | "nonnull" | "ptrnotnull" | "isset" => {
            compared(at(0), Comparison::NotEqual, "null")
        }
        "nothrow" | "nothrows" | "doesnotthrow" | "nothingraised" | "nothingthrown" | "noerror"
        | "noerrors" | "anythrow"
            if rest != "anythrow" =>
        {
            Oracle::weak(Value, "")
        }
        "notempty" | "isnotempty" if looks_at_error(at(0)) => Oracle::failure("", true),
        "notempty" | "isnotempty" | "notzero" => Oracle::weak(Value, "not empty"),
        "count" | "empty" | "isempty" | "zero" | "len" | "length" => {
            compared(if at(1).is_empty() { at(0) } else { at(1) }, Comparison::Order, at(0))
        }
        "exitcode" | "exitstatus" | "notexitcode" => {
            let how =
                if rest.starts_with("not") { Comparison::NotEqual } else { Comparison::Equal };
            compared("exit_code", how, at(0))
        }
        "arraynothaskey" | "objectnothasproperty" | "notcontains" => Oracle::strong(Value, at(0)),
        _ if is_raise(rest) => raise(&parts, types),
        _ if rest.contains("snapshot") || rest.contains("approv") => Oracle::strong(Snapshot, ""),
        "received" | "called" | "hasreceived" | "mock" => Oracle::strong(MockInteraction, list),
        "instanceof" | "isinstanceof" | "instanceoftype" | "istype" | "isassignablefrom"
        | "isa" | "kindof" | "is" => {
            let class = if types.is_empty() { at(0) } else { types };
            let class = class.trim_start_matches("typeof").trim_matches(['(', ')']);
            let class = class.strip_suffix("::class.java").unwrap_or(class);
            let class = class.trim_end_matches("::class").trim_end_matches(".class");
            judged(&format!("x instanceof {class}"), true)
        }
        _ if rest.starts_with("not") && rest.contains("contain") => {
            compared(at(0), Comparison::NotIn, at(1))
        }
        _ if rest.contains("contain")
            || rest.contains("match")
            || rest.contains("include")
            || rest.contains("startswith")
            || rest.contains("endswith")
            || rest == "in" =>
        {
            compared(at(0), Comparison::In, at(1))
        }
        "gt" | "greater" | "greaterthan" if at(1) == "0" && looks_at_error(at(0)) => {
            Oracle::failure("", true)
        }
        _ if is_order(rest) => compared(at(0), Comparison::Order, at(1)),
        _ if is_unequal(rest) => compared(at(1), Comparison::NotEqual, at(0)),
        "fail" | "unreachable" => Oracle::weak(Value, at(0)),
        _ if parts.len() > 1 => equality(at(0), at(1), expected),
        _ if is_failure_text(at(0)) => Oracle::failure(at(0), false),
        _ => Oracle::strong(Value, argument(list, 0)),
    }
}

/// Returns what an equality asserts: the literal side is expected, else the one at `expected`.
pub(super) fn equality(first: &str, second: &str, expected: usize) -> Oracle {
    let first_is_expected = match (is_literal(first), is_literal(second)) {
        (true, false) => true,
        (false, true) => false,
        _ => expected == 0,
    };
    if first_is_expected {
        compared(second, Comparison::Equal, first)
    } else {
        compared(first, Comparison::Equal, second)
    }
}

fn is_raise(rest: &str) -> bool {
    let starts = ["throw", "raise", "failswith", "catch", "exception", "death", "exit", "panic"];
    starts.iter().any(|word| rest.starts_with(word))
        || rest == "anythrow"
        || rest.contains("throws")
}

fn is_unequal(rest: &str) -> bool {
    rest.starts_with("not")
        || rest.starts_with("arenot")
        || matches!(rest, "ne" | "strne" | "neq")
        || rest.ends_with("notequal")
        || rest.ends_with("notequals")
}

fn is_order(rest: &str) -> bool {
    matches!(rest, "lt" | "le" | "gt" | "ge" | "inrange" | "between")
        || rest.contains("greater")
        || rest.contains("less")
        || rest.contains("within")
}

/// Returns what waiting for an error asserts: the type between angle brackets or the argument that
/// names a class, and a message where one is given.
pub(super) fn raise(parts: &[&str], types: &str) -> Oracle {
    let named = |part: &&&str| {
        let bare = part.trim_end_matches("::class").trim_end_matches(".class");
        let bare = bare.strip_suffix("::class.java").unwrap_or(bare);
        bare.trim_start_matches("typeof(")
            .starts_with(|c: char| c.is_ascii_uppercase() || c == '\\')
            && !part.contains(['{', ' '])
    };
    let class = if types.is_empty() {
        parts.iter().find(named).copied().unwrap_or_default()
    } else {
        types
    };
    let class = class.trim_start_matches("typeof").trim_matches(['(', ')']);
    let class =
        class.trim_end_matches(".java").trim_end_matches("::class").trim_end_matches(".class");
    let message =
        parts.iter().find(|p| p.starts_with(['"', '\'', '/']) || p.starts_with("R\"")).copied();
    match message {
        Some(message) if class.is_empty() => Oracle::failure(message, false),
        Some(message) => Oracle::failure(&format!("{class}: {message}"), false),
        None => Oracle::failure(class, is_any_error(class)),
    }
}
