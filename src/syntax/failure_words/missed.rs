//! What a failing call says of why it fails: that a failure was wanted and did not come.

use std::sync::LazyLock;

use regex::Regex;

/// An error that was expected, something that should have failed, or did not.
const MISSED: &[&str] = &[
    r"\b(?:expect(?:ed|ing|s)?|want(?:ed)?|wanting)\s+(?:(?:to|it|call|this)\s+)*(?:(?:get|see|raise|throw|return|have)\s+)?(?:an?\s+|the\s+|some\s+)?(?:\w+\s+){0,2}(?:error|err|exception|panic|failure|rejection|fail|throw|raise|reject)\b",
    r"\bshould(?:\s+have)?\s+(?:been\s+)?(?:an?\s+)?(?:fail|throw|raise|panic|reject|error|abort)",
    r"\b(?:did(?:n\\?'t| not)|does(?:n\\?'t| not)|was(?:n\\?'t| not)|not|never|no)\s+(?:\w+\s+)?(?:throw|raise|panic|reject|fail)",
    r"\b(?:did(?:n\\?'t| not)|does(?:n\\?'t| not)|never)\s+(?:return|give|report|produce|get|yield|set)\w*\s+(?:an?\s+|any\s+|the\s+)?(?:\w+\s+)?(?:error|exception)",
    r"\bshould\s+(?:be\s+(?:an?\s+)?(?:error|rejected|refused)|(?:return|give|produce)\s+(?:an?\s+)?err(?:or)?|have\s+(?:returned|given|produced)\s+(?:an?\s+)?err(?:or)?|err)\b",
    r"\bmust\s+(?:fail|error|throw|panic|be\s+(?:rejected|refused))\b",
    r"\bmissing\s+(?:an?\s+)?(?:expected\s+)?(?:error|exception)\b",
    r"\bexpect(?:ed|ing|s)?\s+(?:\w+\s+){1,4}to\s+(?:fail|error|throw|panic|be\s+(?:rejected|refused))\b",
    r"\b(?:no|without)\s+(?:an?\s+)?(?:error|exception|panic)\s+(?:was\s+|is\s+|has been\s+)?(?:thrown|raised|returned|reported|given|set)",
];

/// A success that was not wanted.
const SUCCEEDED: &str =
    r"\bshould(?:n\\?'t| not)\s+(?:have\s+)?(?:be(?:en)?\s+)?(?:an?\s+)?(?:success|succeed)";

/// What says the opposite: no failure was wanted.
const UNWANTED: &str = r"(?:expect(?:ed|ing|s)?|want(?:ed)?|should(?:\s+have)?)\s+(?:to\s+)?(?:no|not|without|zero)\b|\bunexpected\b|(?:did|do|does)(?:n't|\s+not)\s+(?:expect|want)|should(?:n't|\s+not|\s+never)|must not|got (?:an? )?(?:error|exception)|\b(?:nil|null|empty|0)\s+(?:err|error)|\berrors?\s*(?:[:=]+|to be|is|was|be)?\s*(?:nil|null|none|empty)\b|\b(?:to|must|will|can|may|would)\s+(?:not|never)\b|\bwithout\b|\bshould be no\b|\berror[- ]free|\bfail(?:ure)?s?\s+(?:count|counter|over|rate)";

/// Whether what a failing call is given to say is that a failure was wanted: `"expected error, got nil"`,
/// `"did not throw"`, `"should have failed"`.
pub(in crate::syntax) fn misses_failure(list: &str) -> bool {
    static PATTERNS: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
        let pattern = |text: &str| Regex::new(&format!("(?i-u:{text})")).ok();
        Some([pattern(&MISSED.join("|"))?, pattern(UNWANTED)?, pattern(SUCCEEDED)?])
    });
    let Some(said) = first_text(list) else { return false };
    PATTERNS.as_ref().is_some_and(|[missed, unwanted, succeeded]| {
        succeeded.is_match(said) || (missed.is_match(said) && !unwanted.is_match(said))
    })
}

/// Returns the first quoted text of a list of arguments.
fn first_text(list: &str) -> Option<&str> {
    let start = list.find(['"', '\'', '`'])?;
    let quote = list[start..].chars().next()?;
    let rest = list[start..].trim_start_matches(quote);
    let mut escaped = false;
    let end = rest.find(|c| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    Some(&rest[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_that_was_wanted_is_told_from_one_that_was_not() {
        for said in [
            "\"json_set with NULL did not return error\"",
            "\"Expected error, got nil\"",
            "\"shouldn't be success\"",
            "'it should not have succeeded'",
            "t, 'Exception was not thrown.'",
            "\"expected an invalid argument error\"",
            "\"should have failed\"",
            "\"expected to throw\"",
            "\"want error for %q\", name",
            "\"parse(%q) did not panic\"",
            "\"no exception thrown\"",
            r"'it didn\'t throw'",
            "\"\"\"did not raise\"\"\"",
        ] {
            assert!(misses_failure(said), "{said}");
        }
        for said in [
            "",
            "\"expected no error, got %v\", err",
            "\"unexpected error: %v\", err",
            "\"json_value with wrong argument did not return NULL\"",
            "\"able to remove an unexisting index\"",
            "\"json_pack failed\"",
            "\"should not have thrown\"",
            "\"did not expect error %v\"",
            "\"Error %v\", err",
            "\"got error %v, expected nil\"",
            "\"expected %v, got error %v\"",
            "\"could not open\"",
            "\"expected nil error, got %v\", err",
            "\"expected error to be nil, got %v\", err",
            "\"want error nil\"",
            "\"expected error: nil\"",
            "\"expected response without error\"",
            "\"expected to succeed without exception\"",
            "\"expected promise to not reject\"",
            "\"must never throw\"",
            "\"there should be no failures\"",
            "\"can not fail\"",
        ] {
            assert!(!misses_failure(said), "{said}");
        }
    }
}
