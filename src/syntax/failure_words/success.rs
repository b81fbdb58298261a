//! Names that say that something succeeded: flags, questions and constants.

use super::keyed::last_key;
use super::words;
use crate::syntax::expression::{call, outer_names};

/// Names of flags that say that something succeeded.
const SUCCESS: &[&str] = &[
    "success",
    "successful",
    "succeeded",
    "ok",
    "valid",
    "isvalid",
    "isok",
    "issuccess",
    "issuccessful",
    "issuccessstatuscode",
];

/// Whether a value is a constant that stands for success: `ErrorCode::OK`, `Status.NoError`.
pub(in crate::syntax) fn says_success(value: &str) -> bool {
    // A constant's own number or name: `Http2Error.NO_ERROR.code()`.
    let held = value.strip_suffix("()").and_then(|asked| asked.rsplit_once('.'));
    let value = held.map_or(value, |(held, _)| held);
    let last = value.rsplit(['.', ':']).next().unwrap_or_default();
    let plain = last.strip_prefix('k').filter(|_| last.len() < value.len()).unwrap_or(last);
    if !plain.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let words = ["ok", "none", "noerror", "no_error", "success", "good"];
    words.iter().any(|word| plain.eq_ignore_ascii_case(word))
        || ["_OK", "_EOK", "_NONE", "_SUCCESS", "_GOOD", "_NOERROR"]
            .iter()
            .any(|end| plain.ends_with(end))
}

/// Whether a macro by its name asks whether a status is one of success, as `SUCCEEDED` or `NM_ERR_SUCCESS`.
pub(in crate::syntax) fn asks_for_success(name: &str) -> bool {
    let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    let last = name.rsplit('_').next().unwrap_or_default();
    name.bytes().all(is_capital) && matches!(last, "SUCCESS" | "SUCCEEDED" | "OK")
}

/// Whether a text is a member or a question that says whether something succeeded, as `result.success` and
/// `date.isValid()`.
pub(in crate::syntax) fn is_success_flag(text: &str) -> bool {
    let flat = |name: &String| name.replace('_', "").to_ascii_lowercase();
    if last_key(text).is_some_and(|key| matches!(key, "success" | "successful" | "ok")) {
        return true;
    }
    if let Some((asked, given)) = call(text) {
        let tip = outer_names(asked).last().map(flat).unwrap_or_default();
        let parts = outer_names(asked).last().map(|name| words(name)).unwrap_or_default();
        // Asked of nothing or of a class: `isValidCart(cart)`, `Carts.isValidId(id)`.
        let of_class = asked.starts_with(|c: char| c.is_ascii_uppercase())
            && parts.windows(2).any(|pair| pair == ["is", "valid"]);
        let asks_for_validity =
            of_class || words(asked).windows(2).any(|pair| pair == ["is", "valid"]);
        let asks_for_success = parts.last().is_some_and(|last| last == "succeeded")
            || matches!(parts.as_slice(), [.., is, last] if matches!(is.as_str(), "is" | "was") && SUCCESS.contains(&last.as_str()));
        // What another question is about: `was_paid_successful(cart)`.
        let is_successful = parts.last().is_some_and(|last| last == "successful")
            && (parts.len() > 1 || asked.contains('.'));
        return asks_for_validity
            || is_successful
            || asks_for_success
            || (tip == "success" && asked.contains('.'))
            // Ruby's `UTF8.valid?(text)`.
            || asked.ends_with(".valid?")
            // A validator's question, which is given nothing.
            || (tip == "passes" && given.is_empty() && asked.contains("->"))
            || ((tip.starts_with("is") || tip == "ok") && SUCCESS.contains(&tip.as_str()));
    }
    let names = outer_names(text);
    if matches!(text, "valid" | "is_valid" | "isValid") {
        return true;
    }
    !text.ends_with(')')
        && (names.len() > 1 || text.to_ascii_lowercase().contains("success"))
        && names.last().is_some_and(|name| SUCCESS.contains(&flat(name).as_str()))
}
