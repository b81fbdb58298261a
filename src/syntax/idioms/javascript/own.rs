//! What is asserted of types and of sets, by referee's `refute`, and by a project's own words.

use crate::model::assertion::AssertionKind::{FailureState, Value};
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::is_error_type;
use crate::syntax::idioms::argument;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what `expectTypeOf(x).toEqualTypeOf<T>()`, `expectType<T>(x)` and `assertType<T>(x)` assert: a failure
/// where the type is one of errors and nothing else.
pub(super) fn of_type(chain: &Chain<'_>) -> Oracle {
    let types = chain.tip().types;
    let is_name = types.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
    let is_error = ["Error", "Exception"].iter().any(|end| types.ends_with(end));
    if is_name && is_error && is_error_type(types) && !chain.has("not") {
        return Oracle::failure(types, false);
    }
    Oracle::strong(Value, types)
}

/// Returns what `expect(x).to.be.oneOf([…])` asserts.
pub(super) fn one_of(subject: &str, list: &str) -> Oracle {
    let found = compared(subject, Comparison::In, list);
    if found.kind == FailureState { found } else { Oracle::strong(Value, list) }
}

/// Returns what referee's `refute(x)` and `refute.equals(x, y)` assert.
pub(super) fn refuted(chain: &Chain<'_>) -> Option<Oracle> {
    let tip = chain.tip();
    let list = tip.arguments?;
    Some(match chain.segments.len() {
        1 => judged(argument(list, 0), false),
        2 if tip.name == "exception" => Oracle::weak(Value, ""),
        2 => Oracle::strong(Value, argument(list, 1)),
        _ => return None,
    })
}

/// Returns what an assertion by a project's own name asserts; one that is named as asking whether something holds
/// is one that asks so.
pub(super) fn by_own_name(name: &str, list: &str) -> Oracle {
    let asked = match name {
        "assertTrue" | "expectTrue" => Some(true),
        "assertFalse" | "expectFalse" => Some(false),
        _ => None,
    };
    let found = asked.map(|holds| judged(argument(list, 0), holds));
    found
        .filter(|oracle| oracle.kind == FailureState)
        .unwrap_or_else(|| Oracle::strong(Value, arguments(list).last().unwrap_or(&"")))
}

/// Whether an assertion is given a text that is written out where it asks for truth, which always holds:
/// `assert.ok('paid')`.
pub(super) fn always_passes(asked: Segment<'_>) -> bool {
    let given = arguments(asked.arguments.unwrap_or_default());
    let Some(first) = given.first().filter(|first| first.len() > 2) else { return false };
    let is_text = |text: &str| {
        text.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`')).is_some_and(|quote| {
            text.ends_with(quote) && text.matches(quote).count() == 2 && !text.contains("${")
        })
    };
    // Ember's takes its message first.
    matches!(asked.name, "assert" | "isOk" | "ok" | "truthy")
        && is_text(first)
        && given.get(1).is_none_or(|second| is_text(second))
}
