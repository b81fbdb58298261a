//! What the text of a failure names: its error, its message, its status.

use crate::syntax::failure_words::is_error_type;
use crate::syntax::language::Language;

/// Longest piece of source that is looked at for one point.
const MOST_TEXT: usize = 400;

/// Ends of names that errors have besides those that say "error".
const ERROR_ENDS: &[&str] =
    &["Error", "Exception", "Failure", "Fault", "Timeout", "Declined", "Denied", "NotFound"];

/// Functions that answer with the status they are given.
const ANSWER_WITH: &[&str] = &[
    "abort",
    "status",
    "sendStatus",
    "HTTPException",
    "HttpError",
    "Error",
    "Response",
    "JsonResponse",
    "HttpResponse",
    "JSONResponse",
    "WriteHeader",
    "sendError",
    "from_u16",
];

/// Whether a call fails with what it is given, in this language.
pub(super) fn fails_with(language: Language, body: &str, name: &str) -> bool {
    match name {
        "New" => body.starts_with("errors."),
        "Errorf" => body.starts_with("fmt."),
        "Err" | "bail" | "anyhow" => language == Language::Rust,
        "panic" => matches!(language, Language::Rust | Language::Go),
        "reject" => body.starts_with("Promise."),
        _ => false,
    }
}

/// Whether a call of that name answers with the status it is given.
pub(super) fn answers_with(name: &str) -> bool {
    ANSWER_WITH.contains(&name)
}

/// Returns a class's head as far as its body, where bases follow a colon: without what stands in brackets, which are
/// parameters and what bases are given.
pub(super) fn head_with_bases(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    let head = text.split('{').next().unwrap_or("");
    head.chars().filter(outside).collect()
}

pub(super) fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a name is the name of an error type. `Errorf` and the like make or log one.
pub(super) fn is_error(name: &str) -> bool {
    let ends = |end: &&str| name.ends_with(*end) && name.len() > end.len();
    let makes = name.strip_prefix("Error").is_some_and(|rest| rest.starts_with(char::is_lowercase));
    name.starts_with(char::is_uppercase)
        && !makes
        && (ERROR_ENDS.iter().any(ends) || (is_error_type(name) && name.len() > 5))
        || matches!(name, "Error" | "Exception")
}

/// Whether a word is one of Go's errors, as in `ErrEmpty`.
pub(super) fn is_go_error(word: &str) -> bool {
    word.strip_prefix("Err").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Returns the error that a word of a catching clause names: a type, or a module's own as in `zlib.error`.
pub(super) fn caught_error(word: &str) -> Option<&str> {
    let last = word.rsplit('.').next().unwrap_or(word);
    let of_module =
        word.len() > last.len() && matches!(last, "error" | "timeout" | "Error" | "Exception");
    if is_error(last) && !of_module {
        return Some(last);
    }
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

/// Returns the words of a class's head, without those of type arguments: `Mapper<CardDeclined>` maps an error
/// and is none.
pub(super) fn head_words(head: &str) -> Vec<&str> {
    let (mut words, mut kept, mut begin) = (Vec::new(), Vec::new(), None);
    let mut before = ' ';
    for (at, c) in head.char_indices().chain([(head.len(), ' ')]) {
        if c.is_alphanumeric() || c == '_' {
            begin.get_or_insert(at);
        } else if let Some(begin) = begin.take() {
            words.push(&head[begin..at]);
        }
        match c {
            '<' => kept.push(words.len()),
            '>' if !matches!(before, '=' | '-') => {
                words.truncate(kept.pop().unwrap_or(words.len()));
            }
            _ => {}
        }
        before = c;
    }
    words
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
