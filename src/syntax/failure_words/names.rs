//! What names of types and of assertions say of failing.

use super::is_error_name;

/// Whether a type is one of errors by its name; what handles or shows them is none.
pub(in crate::syntax) fn is_error_type(name: &str) -> bool {
    const ROLES: &[&str] = &[
        "event",
        "notification",
        "report",
        "page",
        "view",
        "bag",
        "collector",
        "spider",
        "handler",
        "renderer",
        "fake",
        "formatter",
        "listener",
        "factory",
        "mapper",
        "logger",
        "reporter",
        "middleware",
        "node",
        "token",
        "element",
        "predicate",
        "predicates",
        "controller",
        "provider",
        "resolver",
        "boundary",
        "serializer",
        "test",
    ];
    let last = name.trim().rsplit(['.', ':', '\\']).next().unwrap_or_default();
    let is_role = words(last).last().is_some_and(|word| ROLES.contains(&word.as_str()));
    (is_error_name(name) || is_kind_of_failure(name)) && !is_role
}

/// Whether a type is one of the kinds of a failure, behind a name that is the word for one: `Paid.Error.Limit`.
pub(super) fn is_kind_of_failure(name: &str) -> bool {
    const NO_KINDS: &[&str] = &["companion", "empty", "no", "none", "nothing", "ok", "success"];
    let Some((path, kind)) = name.trim().trim_end_matches('?').rsplit_once('.') else {
        return false;
    };
    path.split('.').any(|part| matches!(part, "Error" | "Exception" | "Failure"))
        && kind.starts_with(|c: char| c.is_ascii_uppercase())
        && kind.bytes().all(|b| b.is_ascii_alphanumeric())
        && !kind.bytes().all(|b| b.is_ascii_uppercase())
        && !words(kind).first().is_some_and(|first| NO_KINDS.contains(&first.as_str()))
}

/// Whether what a value is cast to is the type of a failure: `Result.Error`.
pub(super) fn is_failing_class(class: &str) -> bool {
    class.starts_with(|c: char| c.is_ascii_uppercase())
        && is_error_type(class.trim_end_matches('?').split('<').next().unwrap_or_default())
}

/// Whether a text begins with Java's cast to the type of a failure: `((Result.Error) paid).getCode()`.
pub(super) fn is_cast_to_failure(text: &str) -> bool {
    let cast = text.strip_prefix("((").and_then(|rest| rest.split_once(')'));
    cast.is_some_and(|(class, rest)| rest.starts_with(' ') && is_failing_class(class))
}

/// Whether an assertion's name says that it waits for a failure, as `assertThrowsLimit`.
pub(in crate::syntax) fn names_failure(name: &str) -> bool {
    const FAILING: &[&str] = &[
        "denied",
        "fail",
        "failed",
        "failing",
        "failure",
        "forbidden",
        "invalid",
        "nok",
        "panic",
        "raise",
        "raised",
        "reject",
        "rejected",
        "rejection",
        "rejects",
        "throw",
        "unauthorized",
        "unprocessable",
    ];
    const NOT: &[&str] = &[
        "button", "distance", "event", "events", "free", "if", "never", "no", "non", "null", "or",
        "unless", "zero",
    ];
    let name = name.trim_end_matches(['!', '?']);
    let lower = name.to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let words = words(name);
    let flat = words.concat();
    let of_status = ["assert", "expect"].iter().any(|start| flat.starts_with(start))
        && ["badrequest", "notfound", "servererror"].iter().any(|status| flat.contains(status));
    if of_status && !["isnot", "not_"].iter().any(|not| lower.contains(not)) {
        return true;
    }
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    // Words of many uses count where the name says that it asserts.
    let asserts = words.iter().take(2).any(|word| {
        matches!(word.as_str(), "assert" | "expect" | "check" | "must" | "should" | "to")
    });
    (any(&["throws", "raises", "fails", "error", "exception", "panics"])
        || words.iter().any(|word| word == "err")
        || (asserts && has(FAILING)))
        && !any(&["not", "no_", "noerr", "without"])
        && !has(NOT)
}

/// Whether a mock's method is by its name told of a failure: `onError`, `LogException`; a word alone, as a log's
/// `error`, is no such name.
pub(in crate::syntax) fn tells_of_failure(name: &str) -> bool {
    const TOLD: &[&str] = &["critical", "error", "exception", "failure", "fatal"];
    const OTHERS: &[&str] = &[
        "clear", "dismiss", "find", "get", "has", "hide", "is", "last", "max", "no", "remove",
        "reset", "without",
    ];
    let words = words(name.trim_end_matches(['!', '?']));
    let other = words.iter().any(|word| OTHERS.contains(&word.as_str()));
    match words.as_slice() {
        [_, .., last] => TOLD.contains(&last.as_str()) && !other,
        _ => false,
    }
}

/// Whether an assertion's name speaks of the size, the number or the lack of what it names, as
/// `assert_relative_error` or `assertStatusLessThan`.
pub(in crate::syntax) fn measures(name: &str) -> bool {
    const MEASURES: &[&str] = &[
        "above",
        "absolute",
        "below",
        "count",
        "empty",
        "free",
        "greater",
        "handled",
        "handler",
        "length",
        "less",
        "max",
        "mean",
        "min",
        "nil",
        "no",
        "none",
        "not",
        "null",
        "number",
        "rate",
        "relative",
        "size",
        "time",
        "timeout",
        "tolerance",
        "under",
        "without",
        "zero",
    ];
    words(name).iter().any(|word| MEASURES.contains(&word.as_str()))
}

/// Returns the words of a name, `_` and capitals apart, in lower case: `IOError` gives `io` and `error`.
pub(in crate::syntax) fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map_or('_', |before| chars[before]);
        let is_next_lower = chars.get(at + 1).is_some_and(char::is_ascii_lowercase);
        let starts = *c == '_'
            || (c.is_ascii_uppercase() && (!before.is_ascii_uppercase() || is_next_lower));
        if starts {
            words.push(String::new());
        }
        if *c != '_'
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
