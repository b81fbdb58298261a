//! What a failure of the code is called, as people would name the state.

use crate::model::flow::FailurePoint;

/// Error types that say nothing of what failed; then the message is what to assert.
const PLAIN_ERRORS: &[&str] = &[
    "Error",
    "Exception",
    "RuntimeError",
    "RuntimeException",
    "ValueError",
    "TypeError",
    "AssertionError",
    "IllegalArgumentException",
    "IllegalStateException",
    "RangeError",
];

/// Longest name that a message gives, in words.
const MOST_WORDS: usize = 5;

/// Returns whether an error type says nothing of what failed.
pub(super) fn is_plain(error: &str) -> bool {
    PLAIN_ERRORS.contains(&error)
}

/// Returns a name for the state: of the error type, else of the message, the status or the function.
pub(super) fn state_name(point: &FailurePoint, function: Option<&str>) -> Option<String> {
    let own = !point.error.is_empty() && !is_plain(&point.error);
    let text = match (&point.message, point.status) {
        _ if own => {
            let bare = point
                .error
                .strip_prefix("Err")
                .filter(|rest| rest.len() > 2 && rest.starts_with(char::is_uppercase));
            let bare = bare.unwrap_or(&point.error);
            let short = ["Error", "Exception"].iter().find_map(|end| bare.strip_suffix(end));
            // One word such as `Import` would say too little without its end.
            short.filter(|short| kebab(short).contains('-')).unwrap_or(bare).to_owned()
        }
        (Some(message), _) => message.clone(),
        (None, Some(status)) => format!("status {status}"),
        // A bare catch or a plain error says nothing to assert but that it happens there.
        (None, None) => format!("{} fails", function?.rsplit('.').next()?),
    };
    let name = kebab(&text);
    (!name.is_empty()).then_some(name)
}

fn kebab(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut words = String::new();
    for (at, c) in signs.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| signs[before]);
        let is_next_small = signs.get(at + 1).is_some_and(|next| next.is_lowercase());
        let ends_word = before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit());
        let ends_letters = before.is_some_and(char::is_uppercase) && is_next_small;
        if c.is_uppercase() && (ends_word || ends_letters) {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.take(MOST_WORDS).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::flow::FailurePointKind;

    fn point(kind: FailurePointKind, error: &str, message: Option<&str>) -> FailurePoint {
        let message = message.map(str::to_owned);
        FailurePoint {
            line: 3,
            kind,
            error: error.to_owned(),
            message,
            status: None,
            bases: Vec::new(),
        }
    }

    #[test]
    fn states_are_named_as_people_would() {
        use FailurePointKind::{Branch, Raised};
        let name = |error, message| state_name(&point(Raised, error, message), Some("Till.pay"));
        for (error, message, expected) in [
            ("CardDeclinedError", None, "card-declined"),
            ("ErrCartEmpty", None, "cart-empty"),
            ("IOError", None, "io-error"),
            ("ImportError", Some("no such module"), "import-error"),
            ("ValueError", Some("Nothing to charge"), "nothing-to-charge"),
        ] {
            assert_eq!(name(error, message).as_deref(), Some(expected));
        }
        assert_eq!(state_name(&point(Branch, "", None), Some("Till.pay")).unwrap(), "pay-fails");
        assert_eq!(state_name(&point(Branch, "", None), None), None);
    }
}
