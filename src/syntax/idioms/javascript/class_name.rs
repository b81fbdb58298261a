//! Errors that are named by their class where a text is compared: `toBe('TypeError')`, `{ name: 'AbortError' }`.

use crate::syntax::expression::parts;
use crate::syntax::failure_words::words;

/// Keys whose value names what something is.
const NAMING: &[&str] = &[
    "__typename",
    "_tag",
    "class",
    "code",
    "constructor",
    "errorName",
    "errorType",
    "kind",
    "name",
    "type",
];

/// Words of a name that is no class of errors: `NoError`, `MeanSquaredError`.
const OTHER: &[&str] = &[
    "absolute", "clear", "get", "handle", "has", "is", "mean", "no", "on", "set", "show",
    "squared", "throw", "with", "without",
];

/// Whether a text in quotes is the name of a class of errors and nothing else.
fn is_class_text(text: &str) -> bool {
    let name = text.trim_matches(['"', '\'', '`']);
    let kind = ["Error", "Exception", "Failure"].iter().find_map(|end| name.strip_suffix(end));
    name.len() + 2 == text.len()
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && kind.is_some_and(|kind| {
            !kind.is_empty() && !words(kind).iter().any(|word| OTHER.contains(&word.as_str()))
        })
}

/// Whether a value that something must equal is the name of such a class, or an object that has it where it says
/// what it is; what is looked at must not be names of members or of parts of a page.
pub(super) fn names_class(subject: &str, value: &str) -> bool {
    if let Some(inner) = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return parts(inner).any(|member| {
            member.split_once(':').is_some_and(|(key, value)| is_named(key.trim(), value.trim()))
        });
    }
    let is_of_page = ["title", "label", "heading", "displayName", "component"]
        .iter()
        .any(|shown| subject.to_ascii_lowercase().ends_with(&shown.to_ascii_lowercase()));
    !is_of_page
        && !["Object.", "typeof "].iter().any(|start| subject.starts_with(start))
        && is_class_text(value)
}

/// Whether a member says by its key that its value names a class of errors.
pub(super) fn is_named(key: &str, value: &str) -> bool {
    NAMING.contains(&key.trim_matches(['"', '\'', '`'])) && is_class_text(value)
}
