//! What must hold of what is looked at: truth, or that it equals a value.

use super::answered::is_failing_status;
use super::class_name::{is_named, names_class};
use super::shown::selects_error;
use crate::model::assertion::AssertionKind::{FailureState, Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::call;
use crate::syntax::failure_words::{is_failure_constant, looks_at_error};
use crate::syntax::idioms::argument;
use crate::syntax::judge::judged;
use crate::syntax::oracle::Oracle;

/// Longest text that is read, in bytes.
const MAX_READ: usize = 2_000;

/// Matchers and methods by which two must be alike.
const ALIKE: &[&str] = &[
    "deepEqual",
    "deepEquals",
    "deepStrictEqual",
    "eq",
    "eql",
    "equal",
    "equals",
    "is",
    "same",
    "strictEqual",
    "strictSame",
    "toBe",
    "toEqual",
    "toMatchObject",
    "toStrictEqual",
];

/// Matchers by which a text is required of what is shown.
const SHOWN: &[&str] = &[
    "contain",
    "include",
    "match",
    "toContain",
    "toContainText",
    "toHaveText",
    "toHaveTextContent",
    "toMatch",
];

/// Makes a failure state of an assertion of a value that requires one by the two sides it compares, and a value of
/// what compares a variable called `snapshot`.
pub(super) fn by_requirement(chain: &Chain<'_>, oracle: Oracle) -> Oracle {
    let tip = chain.tip();
    let list = tip.arguments.unwrap_or_default();
    let by_expect = chain.segments.len() > 1 && chain.root().arguments.is_some();
    if oracle.kind == Snapshot {
        let stores = chain
            .segments
            .iter()
            .filter(|s| s.arguments.is_some())
            .any(|s| ["napshot", "creenshot"].iter().any(|word| s.name.contains(word)));
        let value = argument(list, usize::from(!by_expect));
        return if stores { oracle } else { Oracle::strong(Value, value) };
    }
    // Of the two that a result is, this is the one of success, whatever it was asked of: `toEqual(ok(3))`.
    let value = argument(list, 0);
    let makes_kept = call(value).is_some_and(|(name, _)| matches!(name, "ok" | "okAsync"));
    if by_expect && makes_kept && ALIKE.contains(&tip.name) {
        return Oracle::strong(Value, value);
    }
    let looked_at = chain.root().arguments.filter(|_| by_expect).unwrap_or_default();
    if oracle.kind != Value
        || chain.has("not")
        || list.len() > MAX_READ
        || looked_at.len() > MAX_READ
    {
        return oracle;
    }
    let (subject, value) = if by_expect {
        (argument(looked_at, 0), argument(list, 0))
    } else {
        (argument(list, 0), argument(list, 1))
    };
    let is_alike = ALIKE.contains(&tip.name);
    let asks = match tip.name {
        "isOk" | "isTrue" | "ok" | "toBeTrue" | "toBeTruthy" | "true" | "truthy" => true,
        "assert" => !by_expect,
        _ => is_alike && value == "true",
    };
    if asks && is_failing_answer(subject) {
        return Oracle::failure(subject, false);
    }
    let is_shown = matches!(
        tip.name,
        "exist"
            | "exists"
            | "toBeDefined"
            | "toBeInTheDocument"
            | "toBeTruthy"
            | "toBeVisible"
            | "toExist"
    );
    if by_expect && is_shown && selects_error(subject) {
        return Oracle::failure(subject, false);
    }
    let has_text = value.starts_with(['"', '\'', '`', '/']) && !says_none(value);
    if by_expect && (is_alike || SHOWN.contains(&tip.name)) && has_text && selects_error(subject) {
        return Oracle::failure(value, false);
    }
    if matches!(tip.name, "property" | "toHaveProperty") && is_named(value, argument(list, 1)) {
        return Oracle::failure(argument(list, 1), false);
    }
    let fails = |subject: &str, value: &str| {
        names_class(subject, value) || is_failing_status(subject, value)
    };
    if is_alike && (fails(subject, value) || makes_failing(value)) {
        return Oracle::failure(value, false);
    }
    // What is expected may stand first, as `QUnit`'s older suites have it.
    if is_alike && !by_expect && fails(value, subject) {
        return Oracle::failure(subject, false);
    }
    oracle
}

/// Whether the text that must be shown where errors are says that there is none: `''`, `'no error'`, `'false'`.
fn says_none(text: &str) -> bool {
    const NONE: &[&str] =
        &["", "-", "0", "[]", "^$", "false", "no", "none", "null", "ok", "undefined", "{}"];
    let plain = text.trim_matches(['"', '\'', '`', '/']).trim().to_ascii_lowercase();
    NONE.contains(&plain.as_str())
        || ["0 ", "no err", "no-err", "no_err"].iter().any(|no| plain.starts_with(no))
}

/// Whether what must be true says that something failed: that a form is not valid, that a text holds an error's
/// message, that the part of a page is there which shows an error.
fn is_failing_answer(asked: &str) -> bool {
    let asked = asked.trim_start_matches("await ");
    let held = asked.strip_suffix("()").unwrap_or(asked);
    let (of, name) = held.rsplit_once('.').unwrap_or(("", held));
    let is_invalid =
        matches!(name, "$invalid" | "isInvalid") || (name == "invalid" && !of.is_empty());
    let is_there = held.len() < asked.len()
        && matches!(name, "exists" | "isDisplayed" | "isVisible")
        && selects_error(of);
    let holds_error = || {
        call(asked).is_some_and(|(name, inner)| {
            let sought = argument(inner, 0);
            [".includes", ".startsWith"].iter().any(|end| name.ends_with(end))
                && !name.starts_with(['!', '['])
                && !sought.contains("=>")
                && looks_at_error(sought)
        })
    };
    (is_invalid && !held.contains(['(', ' ', '!'])) || is_there || holds_error()
}

/// Whether a value is the failing one of two that a call makes: `err(3)`, `E.left('no cart')`.
fn makes_failing(value: &str) -> bool {
    call(value).is_some_and(|(name, _)| {
        matches!(name, "err" | "errAsync") || (!name.contains(' ') && is_failure_constant(value))
    })
}

/// Whether a matcher requires that there are some of what failed: `expect(errors.length).toBeGreaterThan(0)`.
pub(super) fn counts_failures(matcher: &str, subject: &str, value: &str) -> bool {
    let least = match matcher {
        "above" | "greaterThan" | "gt" | "toBeGreaterThan" => "0",
        "atLeast" | "gte" | "least" | "toBeGreaterThanOrEqual" => "1",
        _ => return false,
    };
    value == least && judged(&format!("{subject} > 0"), true).kind == FailureState
}
