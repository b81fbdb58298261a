//! Text from outside as a word of a shell.

/// Returns a text as one word of a shell, in single quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
