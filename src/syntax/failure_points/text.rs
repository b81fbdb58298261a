//! What the text of a failure names: its error, its message, its status.

use crate::syntax::failure_words::is_error_name;

/// Longest piece of source that is looked at for one point.
const MOST_TEXT: usize = 400;

/// Ends of names that errors have besides those that say "error".
const ERROR_ENDS: &[&str] =
    &["Error", "Exception", "Failure", "Fault", "Timeout", "Declined", "Denied", "NotFound"];

pub(super) fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a name is the name of an error type.
pub(super) fn is_error(name: &str) -> bool {
    let ends = |end: &&str| name.ends_with(*end) && name.len() > end.len();
    name.starts_with(char::is_uppercase)
        && (ERROR_ENDS.iter().any(ends) || (is_error_name(name) && name.len() > 5))
        || matches!(name, "Error" | "Exception")
}

/// Returns the error that a word of a catching clause names: a type, or a module's own as in `zlib.error`.
pub(super) fn caught_error(word: &str) -> Option<&str> {
    let last = word.rsplit('.').next().unwrap_or(word);
    if is_error(last) {
        return Some(last);
    }
    let of_module = word.len() > last.len() && matches!(last, "error" | "timeout");
    of_module.then_some(word)
}

/// Splits off the path a text begins with, as in `a::B` or `pkg.Error`.
pub(super) fn leading_path(text: &str) -> (&str, &str) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':');
    text.split_at(text.find(|c| !is_part(c)).unwrap_or(text.len()))
}

/// Splits off the last name of the path a text begins with.
pub(super) fn leading_name(text: &str) -> (&str, &str) {
    let (path, rest) = leading_path(text);
    (path.rsplit(['.', ':']).next().unwrap_or(path), rest)
}

/// Returns the first text in quotes that says something, without what is put into it.
pub(super) fn message_in(text: &str) -> Option<String> {
    let start = text.find(['"', '\'', '`'])?;
    let quote = text[start..].chars().next()?;
    let inner = &text[start + 1..];
    let end = inner.find(quote)?;
    let message = inner[..end].split(['{', '%', '$', '\\']).next().unwrap_or("").trim();
    let message = message.trim_end_matches([':', ',', ' ', '\'', '"', '`', '(']);
    (message.chars().filter(|c| c.is_alphabetic()).count() >= 4).then(|| message.to_owned())
}

/// Returns a status of 400 or more among arguments: a number, or a constant that ends with one or
/// names one.
pub(super) fn status_in(arguments: &str) -> Option<u32> {
    let head = arguments.split(['"', '\'', '`']).next().unwrap_or("");
    let rest = arguments.rsplit(['"', '\'', '`']).next().unwrap_or("");
    [head, rest].into_iter().find_map(|part| {
        let words = part.split(|c: char| !c.is_alphanumeric());
        words.filter_map(|word| word.parse().ok()).find(|n| (400..600).contains(n))
    })
}

/// Returns the status that a returned tuple ends with, as in `return body, 404`.
pub(super) fn last_status(text: &str) -> Option<u32> {
    let (_, last) = text.trim_end_matches([';', ' ', ')']).rsplit_once(',')?;
    last.trim().parse().ok().filter(|n| (400..600).contains(n))
}
