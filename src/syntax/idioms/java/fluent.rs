//! What `assertThat(subject)` with its matchers asserts: `AssertJ`, Hamcrest, Truth and their kin.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::{Comparison, arguments, outer_names};
use crate::syntax::failure_words::{
    is_error_key, is_error_type, is_no_error, looks_at_error, words,
};
use crate::syntax::idioms::argument;
use crate::syntax::judge::{any_is_error, compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what `assertThat(subject)` with its matchers asserts. The chain counts once.
pub(in crate::syntax::idioms) fn fluent(chain: &Chain<'_>, list: &str) -> Oracle {
    let subject = argument(list, 0);
    let tip = chain.tip();
    if tip.name == "assertThat" {
        let parts = arguments(list);
        let matcher = parts.last().copied().unwrap_or_default();
        if parts.len() < 2 {
            return Oracle::weak(Value, "");
        }
        if matcher.starts_with("notNullValue") || matcher.starts_with("not(nullValue") {
            return Oracle::weak(Value, "not null");
        }
        if is_nothing_wanted(matcher) {
            return Oracle::strong(Value, matcher);
        }
        let value = crate::syntax::expression::call(matcher).map_or(matcher, |(_, inner)| inner);
        let subject = parts[parts.len() - 2];
        return compared(subject, Comparison::Equal, value);
    }
    let after = |name: &str| {
        chain.segments.iter().find(|s| s.name.starts_with(name)).and_then(|s| s.arguments)
    };
    if let Some(message) = after("hasMessage").or_else(|| after("hasCause")) {
        return Oracle::failure(argument(message, 0), false);
    }
    // AssertK gives the type between angle brackets, and goes on with what it holds.
    let of_failure = |s: &&Segment<'_>| {
        s.name == "isInstanceOf" && is_error_type(s.types.split('<').next().unwrap_or_default())
    };
    if let Some(asked) = chain.segments.iter().find(of_failure) {
        return Oracle::failure(asked.types, false);
    }
    let list = tip.arguments.unwrap_or_default();
    let value = argument(list, 0);
    let taken = extracted(chain).map(|member| format!("{subject}.{member}"));
    let subject = taken.as_deref().unwrap_or(subject);
    if FAILED.contains(&tip.name)
        || tip.name.starts_with("hadErrorContaining")
        || wants_errors(tip.name)
    {
        return Oracle::failure(value, value.is_empty());
    }
    match tip.name {
        "containsEntry" | "containsKey"
            if is_error_key(value) && !is_no_error(argument(list, 1)) =>
        {
            Oracle::failure(list, false)
        }
        "hasStatus" | "hasStatusCode" => compared("response.status", Comparison::Equal, value),
        "returns" => compared(argument(list, 1), Comparison::Equal, value),
        name if name.starts_with("doesNot") || name.starts_with("hasNo") => {
            Oracle::strong(Value, value)
        }
        "isNotNull" | "isPresent" | "exists" | "isNotEmpty" | "isNotBlank" => {
            if looks_at_error(subject) && tip.name != "exists" && is_of_errors(subject) {
                Oracle::failure("", true)
            } else {
                Oracle::weak(Value, "not null")
            }
        }
        "isTrue" => judged(subject, true),
        "isFalse" => judged(subject, false),
        "isNull" => compared(subject, Comparison::Equal, "null"),
        "isLeft"
        | "isCompletedExceptionally"
        | "hasCompletedExceptionally"
        | "hasFailed"
        | "isFailed"
        | "failsWithin" => Oracle::failure("", true),
        "anyMatch" if any_is_error(value) => Oracle::failure(value, false),
        "isInstanceOf" | "isExactlyInstanceOf" => {
            let class = value.trim_end_matches(".java").trim_end_matches("::class");
            judged(&format!("{subject} instanceof {}", class.trim_end_matches(".class")), true)
        }
        "isZero" | "isEmpty" | "isNullOrEmpty" => compared(subject, Comparison::Equal, "0"),
        "isNotEqualTo" | "isNotSameAs" => compared(subject, Comparison::NotEqual, value),
        "contains" | "startsWith" | "endsWith" => compared(value, Comparison::In, subject),
        _ => compared(subject, Comparison::Equal, value),
    }
}

/// Words of fluent assertions for what failed, of compile-testing and Spring's and others.
const FAILED: &[&str] = &[
    "failed",
    "hasError",
    "hasErrorCode",
    "hasErrorMessage",
    "hasErrors",
    "hasStatus4xxClientError",
    "hasStatus5xxServerError",
    "is4xxClientError",
    "is5xxServerError",
    "isError",
    "isFailure",
];

/// Whether a matcher of Hamcrest wants nothing to be there: `is(empty())`, `hasSize(0)`.
fn is_nothing_wanted(matcher: &str) -> bool {
    const NONE: &[&str] = &[
        "empty()",
        "emptyIterable()",
        "nullValue()",
        "anEmptyMap()",
        "emptyString()",
        "hasSize(0)",
        "0",
    ];
    let inner = matcher.strip_prefix("is(").or_else(|| matcher.strip_prefix("equalTo("));
    NONE.contains(&inner.and_then(|inner| inner.strip_suffix(')')).unwrap_or(matcher))
        && matcher != "0"
}

/// Returns the member that a fluent chain takes out before it compares: `extracting(Response::status)`.
fn extracted<'s>(chain: &Chain<'s>) -> Option<&'s str> {
    let before = &chain.segments[..chain.segments.len().saturating_sub(1)];
    let taken = before.iter().rev().find(|s| s.name == "extracting")?;
    let member = argument(taken.arguments?, 0);
    let member = member.rsplit([':', '.']).next().unwrap_or_default();
    let member = member.trim_matches(['"', '(', ')']);
    (!member.is_empty() && !member.contains(' ')).then_some(member)
}

/// Whether what is looked at are errors or one of them by its last word, and nothing that they have.
fn is_of_errors(subject: &str) -> bool {
    const MANY: &[&str] =
        &["err", "error", "errors", "exception", "exceptions", "failure", "failures", "reason"];
    let last = outer_names(subject).pop().unwrap_or_default();
    let last = words(last.trim_end_matches(|c: char| c.is_ascii_digit())).pop();
    last.is_some_and(|word| MANY.contains(&word.as_str()))
}

/// Whether a matcher by its name wants errors of some kind, as Spring's `hasFieldErrors` and `hasFieldErrorCode`.
fn wants_errors(name: &str) -> bool {
    const OTHER: &[&str] = &[
        "absolute", "mean", "no", "not", "relative", "squared", "standard", "std", "without",
        "zero",
    ];
    let words = words(name);
    let last = |at: usize| words.iter().nth_back(at).map_or("", String::as_str);
    let of_errors = |word: &str| matches!(word, "error" | "errors");
    words.first().is_some_and(|first| first == "has")
        && (of_errors(last(0)) || (matches!(last(0), "code" | "codes") && of_errors(last(1))))
        && !words.iter().any(|word| OTHER.contains(&word.as_str()))
}
