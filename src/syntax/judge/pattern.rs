//! Rust's questions by patterns: `matches!(paid, Err(Limit))`, `match paid { Err(e) => e.is_limit(), _ => false }`.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::parts;
use crate::syntax::failure_words::{is_failure_pattern, is_level, looks_at_error};
use crate::syntax::oracle::Oracle;

/// Returns what `matches!` asserts of a value held against a pattern.
pub(super) fn matches_pattern(subject: &str, pattern: &str, holds: bool) -> Oracle {
    let any = matches!(pattern.replace(' ', "").as_str(), "Err(_)" | "Err(..)");
    let is_none = pattern.ends_with("None)") || !pattern.contains(|c: char| c.is_alphabetic());
    let is_result =
        is_none || ["Ok", "None", "Some"].iter().any(|start| pattern.starts_with(start));
    let fails = (pattern.contains("Err") && !is_level(pattern))
        || is_failure_pattern(pattern)
        || (!is_result && looks_at_error(subject));
    if holds && fails { Oracle::failure(pattern, any) } else { Oracle::strong(Value, pattern) }
}

/// Whether a text is a `match` that is only true of a failure.
pub(super) fn matched_failure(text: &str) -> bool {
    let Some(arms) = text.strip_prefix("match ").and_then(|rest| rest.split_once('{')) else {
        return false;
    };
    let arms = arms.1.trim_end().trim_end_matches('}');
    let mut true_of = parts(arms)
        .filter_map(|arm| arm.split_once("=>"))
        .filter(|(_, value)| value.trim().trim_matches(['{', '}', ' ']) != "false");
    // Behind a block no comma parts the arms.
    let is_failure = |(pattern, value): (&str, &str)| {
        is_failure_pattern(pattern.trim()) && !value.contains("=>")
    };
    true_of.next().is_some_and(is_failure) && true_of.all(is_failure)
}

/// Whether a question is one for what an error comes of: `error.source()`.
pub(super) fn is_cause(subject: &str) -> bool {
    subject.strip_suffix(".source()").is_some_and(looks_at_error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assertion::AssertionKind::FailureState;

    #[test]
    fn patterns_of_failures_are_told_from_others() {
        let kind = |subject, pattern| matches_pattern(subject, pattern, true).kind;
        assert_eq!(kind("paid", "Err(Limit::Day)"), FailureState);
        assert_eq!(kind("event", "PayFailure::Timeout"), FailureState);
        assert_eq!(kind("state", "Some(State::Failed { .. })"), FailureState);
        assert_eq!(kind("error", "Limit::Day"), FailureState);
        assert_eq!(kind("state", "State::Paid"), Value);
        assert_eq!(kind("state.errors", "None"), Value);
        assert_eq!(kind("errors.as_slice()", "[]"), Value);
        assert_eq!(kind("errors.poll_next(cx)", "Poll::Ready(None)"), Value);
        assert_eq!(matches_pattern("paid", "Err(_)", false).kind, Value);
    }

    #[test]
    fn a_match_that_is_true_of_a_failure_alone_asks_for_one() {
        assert!(matched_failure(
            "match paid { Err(Pay::Limit(e)) => e.contains(\"day\"), _ => false }"
        ));
        assert!(!matched_failure("match paid { Err(e) => e.is_day(), Ok(n) => n == 3 }"));
        assert!(!matched_failure("match kind { Kind::Day => true, _ => false }"));
        assert!(!matched_failure("match paid { Err(e) => { log(e); false } Ok(n) => n == 3 }"));
        assert!(!matched_failure("matches(paid)"));
    }
}
