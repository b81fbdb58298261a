//! Failures that a text makes: the failing one of two, and errors by their type.

use super::is_error_type;
use super::names::is_kind_of_failure;
use crate::syntax::expression::{arguments, by_name, call};

/// Whether a text makes the failing one of two, as fp-ts' `E.left(…)`, io-ts' `D.failure(…)`, neverthrow's
/// `errAsync(…)`.
pub(super) fn is_failing_made(text: &str) -> bool {
    const MAKES: &[&str] = &["left", "failure", "errAsync", "leftAsync", "Failure", "Left", "Err"];
    // C++'s `std::unexpected(Gone)`.
    if call(text).is_some_and(|(name, _)| name.ends_with("::unexpected")) {
        return true;
    }
    if let Some(error) = text.strip_suffix(".left()") {
        let name = error.rsplit('.').next().unwrap_or_default();
        let is_layout = ["Align", "Insets", "Margin", "Padding", "Rect"].contains(&name);
        return !is_layout && error.starts_with(|c: char| c.is_ascii_uppercase() || c == '"');
    }
    let Some((name, inner)) = call(text) else { return false };
    let (of, made) = name.rsplit_once('.').unwrap_or(("", name));
    let of_two = matches!(of, "E" | "Either" | "TE" | "TaskEither" | "_");
    // Arrow's `Left(Gone)`, Kotlin's `Err(Gone)`.
    let is_number = inner.bytes().all(|b| b.is_ascii_digit());
    let is_plain = of.is_empty() && matches!(made, "Left" | "Failure" | "Err") && !is_number;
    let is_module = is_plain
        || of_two
        || (of.starts_with(|c: char| c.is_ascii_uppercase()) && !made.eq_ignore_ascii_case("left"));
    MAKES.contains(&made)
        && !inner.is_empty()
        && (is_module || (of.is_empty() && made.ends_with("Async")))
}

/// Whether a text makes an error of a type, as `new LimitError(3)`, `State.Error(title)` and Rx's
/// `OnError<int>(210, ex)`.
pub(in crate::syntax) fn makes_error(text: &str) -> bool {
    call(text).is_some_and(|(name, _)| {
        let plain = name.split('<').next().unwrap_or_default();
        let made = plain.rsplit(['.', ' ']).next().unwrap_or_default();
        made.starts_with(|c: char| c.is_ascii_uppercase())
            && (is_error_type(made) || is_kind_of_failure(plain))
    })
}

/// Whether a text makes something that holds an error which is made in it, by a member of a type:
/// `start.copy(dialog = Dialog.Error(title))`.
pub(super) fn holds_made_error(text: &str) -> bool {
    let of_type = |part: &str| {
        let value = by_name(part, &['=', ':']).map_or(part, |(_, value)| value);
        value.starts_with(|c: char| c.is_ascii_uppercase())
            && value.contains(".Error(")
            && makes_error(value)
    };
    call(text).is_some_and(|(_, inner)| arguments(inner).iter().any(|part| of_type(part)))
}
