//! From an asserted expression, as text, to what it looks at.

use super::expression::{
    Comparison, alternatives, arguments, bare, call, clauses, comparison, is_literal, outer_names,
};
use super::failure_words::{
    asks_for_call_code, asks_for_failure, asks_for_success, is_failure_text, is_success_flag,
    looks_at_error, tells_of_error, tells_of_failing,
};
use super::oracle::Oracle;
use crate::model::assertion::{AssertionKind, Strength};

mod asked;
mod compared;
mod counted;
mod pattern;
mod texts;
mod unwrapped;

pub(super) use asked::any_is_error;
use asked::{
    asks_about, asks_for_nothing, is_error_given, is_told, matched_by, there_is_none, typed,
};

use compared::{asks_for_message, opposite};
pub(super) use compared::{compared, is_wanted_error};
use counted::counted;
use pattern::{is_cause, matched_failure, matches_pattern};
use unwrapped::unwrapped;

/// Longest expression that is read, in bytes; a longer one is a plain value.
const MAX_READ: usize = 4_000;

/// Returns what an expression asserts when it must be true (`holds`) or false.
pub(super) fn judged(text: &str, holds: bool) -> Oracle {
    if text.len() > MAX_READ {
        return Oracle::strong(AssertionKind::Value, "");
    }
    let (text, holds) = unwrapped(text, holds);
    let parts = clauses(text);
    if parts.len() < 2 {
        return single(text, holds);
    }
    // What must not hold as a whole is a guard and then the check: `wanted && got != want`.
    let is_check = |part: &&str| comparison(part).is_some() || part.ends_with(')');
    let check = parts.iter().rev().copied().find(is_check).or(parts.last().copied());
    // Where one of several is enough, a failure is required only if each is one: `!limit || f() == Err(Gone)`.
    let any = if holds { alternatives(text) } else { Vec::new() };
    match check.filter(|_| !holds && alternatives(text).len() == 1) {
        Some(check) => single(check, holds),
        None if any.len() > 1 => any
            .into_iter()
            .map(|part| judged(part, holds))
            .min_by_key(|o| o.kind == AssertionKind::FailureState)
            .unwrap_or_else(|| Oracle::weak(AssertionKind::Value, "")),
        None => parts
            .into_iter()
            .map(|part| single(part, holds))
            .max_by_key(|o| (o.kind == AssertionKind::FailureState, o.strength == Strength::Strong))
            .unwrap_or_else(|| Oracle::weak(AssertionKind::Value, "")),
    }
}

fn single(text: &str, holds: bool) -> Oracle {
    let (text, holds) = unwrapped(text, holds);
    if let Some(oracle) = counted(text, holds) {
        return oracle;
    }
    match comparison(text) {
        Some((left, how, right)) => {
            let how = if holds { how } else { opposite(how) };
            compared(bare(left), how, bare(right))
        }
        None => truth(text, holds),
    }
}

/// Returns what an expression without a comparison asserts.
fn truth(text: &str, holds: bool) -> Oracle {
    use AssertionKind::{MockInteraction, Value};
    if let Some((pattern, shown)) = matched_by(text) {
        return compared(pattern, if holds { Comparison::In } else { Comparison::NotIn }, shown);
    }
    if holds && (any_is_error(text) || matched_failure(text)) {
        return Oracle::failure(text, false);
    }
    let Some((name, inside)) = call(text) else {
        if let Some((subject, class)) = text.split_once(" instanceof ") {
            let class = class.split_whitespace().next().unwrap_or_default();
            if holds && looks_at_error(subject) {
                return Oracle::failure(class, false);
            }
            return typed(class, holds);
        }
        let tip = outer_names(text).pop().unwrap_or_default();
        return match tip.as_str() {
            "notCalled" if holds && text.contains('.') => Oracle::failure("never", false),
            "called" | "calledOnce" if !holds && text.contains('.') => {
                Oracle::failure("never", false)
            }
            "called" | "calledOnce" | "calledTwice" if holds && is_told(text) => {
                Oracle::failure("", true)
            }
            "called" | "calledOnce" | "calledTwice" | "notCalled" | "call_count"
                if text.contains('.') =>
            {
                Oracle::weak(MockInteraction, "")
            }
            _ if !holds && is_success_flag(text) => Oracle::failure("", true),
            // superagent's `res.notFound`.
            _ if holds
                && asks_for_failure(&tip)
                && (text.ends_with('?') || text.starts_with("res")) =>
            {
                Oracle::failure(&tip, false)
            }
            // Ruby's questions, which need no brackets, and properties of Kotlin and C#.
            "empty" | "blank" | "none" | "nil" | "zero"
                if text.ends_with('?') && looks_at_error(text) =>
            {
                there_is_none(holds)
            }
            _ if asks_for_nothing(&tip) && looks_at_error(text) => there_is_none(holds),
            _ if looks_at_error(text) && holds && !is_literal(text) => Oracle::failure("", true),
            // A process's code that is asked as a flag is not 0.
            "returncode" if holds && text.contains('.') => Oracle::failure("not 0", true),
            // C++'s `std::error_code`.
            "ec" if holds && text == "ec" => Oracle::failure("", true),
            _ => Oracle::weak(Value, ""),
        };
    };
    let member = name.rsplit("->").next().unwrap_or_default();
    let tip = member.rsplit(['.', ':']).next().unwrap_or_default();
    let subject = name.strip_suffix(tip).unwrap_or_default();
    let subject = subject.trim_end_matches("->").trim_end_matches(['.', ':']);
    let arguments = arguments(inside);
    let last = arguments.last().copied().unwrap_or_default();
    match tip {
        _ if name.contains('.') && tip.starts_with("calledWith") && !holds => {
            Oracle::failure("never", false)
        }
        _ if name.contains('.') && tip.starts_with("called") => {
            Oracle::strong(MockInteraction, inside)
        }
        "matches!" | "matches" if name.ends_with('!') => {
            matches_pattern(arguments.first().copied().unwrap_or_default(), last, holds)
        }
        "is_err"
        | "isErr"
        | "isLeft"
        | "isFailure"
        | "isCompletedExceptionally"
        | "fails"
        | "isFaulted"
            if holds =>
        {
            Oracle::failure("", true)
        }
        "is_ok" | "isOk" | "isSuccess" | "is_success" if !holds => Oracle::failure("", true),
        "is_some" if holds && (subject.ends_with(".err()") || is_cause(subject)) => {
            Oracle::failure("", true)
        }
        "is_ok" | "isOk" | "is_some" | "isPresent" | "is_err" => Oracle::weak(Value, ""),
        "isinstance" | "issubclass" => {
            if holds && arguments.first().is_some_and(|subject| looks_at_error(subject)) {
                return Oracle::failure(last, false);
            }
            typed(last, holds)
        }
        "Is" | "As" if subject == "errors" => Oracle::failure(last, false),
        _ if holds && tip.starts_with("has") && is_failure_text(last) => {
            Oracle::failure(last, false)
        }
        "DeepEqual" | "Equal" | "IsEqual" | "equal" | "equals" | "isEqual" | "eq" | "allclose"
        | "isclose" | "array_equal" | "str_eq" | "streq" => {
            let first = arguments.first().copied().unwrap_or_default();
            let subject = if subject.is_empty() || arguments.len() > 1 { first } else { subject };
            let how = if holds { Comparison::Equal } else { Comparison::NotEqual };
            compared(subject, how, last)
        }
        "contains" | "includes" | "startsWith" | "starts_with" | "startswith" | "endsWith"
        | "ends_with" | "endswith" | "Contains" | "HasPrefix" | "HasSuffix" | "is_match" => {
            let package = matches!(subject, "strings" | "bytes" | "slices");
            let subject =
                if package { arguments.first().copied().unwrap_or_default() } else { subject };
            let says_failure = |text: &str| is_failure_text(text) || tells_of_error(text);
            let of_list = tip == "includes" && subject.starts_with('[') && looks_at_error(last);
            let tells = asks_for_message(subject) && tells_of_failing(last);
            if holds && (looks_at_error(subject) || says_failure(last) || of_list || tells) {
                return Oracle::failure(last, false);
            }
            Oracle::strong(Value, last)
        }
        "g_str_has_prefix" | "g_str_has_suffix"
            if holds && arguments.first().is_some_and(|subject| looks_at_error(subject)) =>
        {
            Oracle::failure(last, false)
        }
        "strcmp" | "strncmp" | "strcasecmp" | "memcmp" | "strstr" => {
            let nothing = if tip == "strstr" { "NULL" } else { "0" };
            compared(text, if holds { Comparison::NotEqual } else { Comparison::Equal }, nothing)
        }
        _ if asks_for_nothing(tip) && looks_at_error(subject) => there_is_none(holds),
        _ if !holds && is_success_flag(text) => Oracle::failure("", true),
        // C's macros that ask a status: `NM_ERR_SUCCESS(r)`, `SUCCEEDED(hr)`.
        _ if asks_for_success(tip) => {
            if holds {
                Oracle::weak(Value, "")
            } else {
                Oracle::failure("", true)
            }
        }
        _ if holds && arguments.len() == 1 && is_error_given(last) && asks_about(tip) => {
            Oracle::failure("", true)
        }
        _ if holds && arguments.len() < 2 && asks_for_call_code(tip) => Oracle::failure(tip, false),
        _ if holds && looks_at_error(name) && !subject.to_ascii_lowercase().contains("log") => {
            Oracle::failure("", true)
        }
        _ => Oracle::strong(Value, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let oracle = judged(text, true);
        format!("{} {} {}", oracle.kind, oracle.strength, oracle.expects).trim().to_owned()
    }

    #[test]
    fn comparisons_expect_their_literal_side() {
        assert_eq!(drawn("cart.total() == 3"), "value strong 3");
        assert_eq!(drawn("3 == cart.total()"), "value strong 3");
        assert_eq!(drawn("a in ['x', 'y']"), "value strong a");
        assert_eq!(drawn("x is None"), "value strong None");
    }

    #[test]
    fn weak_oracles_cannot_tell_right_from_wrong() {
        for text in ["x", "not x", "x is not None", "a.b == a.b", "True", "result.is_ok()", "!done"]
        {
            assert!(drawn(text).starts_with("value weak"), "{text}: {}", drawn(text));
        }
        assert_eq!(drawn("match(command)"), "value strong");
    }

    #[test]
    fn failure_states_are_known_by_error_status_and_exit_code() {
        assert_eq!(drawn("response.status_code == 404"), "failure-state strong 404");
        assert_eq!(drawn("error.code == E.EMPTY"), "failure-state strong E.EMPTY");
        assert_eq!(drawn("'empty' in str(excinfo.value)"), "failure-state strong 'empty'");
        assert_eq!(
            drawn("result == Err(CartError::Empty)"),
            "failure-state strong Err(CartError::Empty)"
        );
        assert_eq!(drawn("matches!(x, Err(E::A))"), "failure-state strong Err(E::A)");
        assert_eq!(drawn("result.is_err()"), "failure-state weak");
        assert_eq!(drawn("err != nil"), "failure-state weak");
        assert_eq!(drawn("isinstance(e, CartError)"), "failure-state strong CartError");
    }

    #[test]
    fn an_error_on_the_other_side_is_a_failure_and_a_sum_of_errors_is_a_value() {
        assert_eq!(
            drawn("address == err.url().unwrap()"),
            "failure-state strong err.url().unwrap()"
        );
        assert_eq!(drawn("total == passed + failed"), "value strong passed + failed");
        assert!(drawn("Vec::<String>::new() == errors").starts_with("value"));
        assert!(drawn("set() == form.errors").starts_with("value"));
    }

    #[test]
    fn the_absence_of_an_error_is_a_value() {
        assert_eq!(drawn("err == nil"), "value weak nil");
        assert_eq!(drawn("result.errors == []"), "value strong []");
        assert_eq!(drawn("not error"), "value weak");
        assert_eq!(drawn("!result.is_err()"), "value weak");
        assert_eq!(drawn("stderr == 'x'"), "value strong 'x'");
    }

    #[test]
    fn what_fails_a_test_is_asserted_the_other_way_round() {
        assert_eq!(judged("got != want", false), Oracle::strong(AssertionKind::Value, "want"));
        assert_eq!(judged("err == nil", false), Oracle::failure("", true));
        assert_eq!(judged("!errors.Is(err, ErrEmpty)", false), Oracle::failure("ErrEmpty", false));
        assert_eq!(
            judged("(err != nil) != tt.wantErr", false),
            Oracle::failure("tt.wantErr", true)
        );
    }
}
