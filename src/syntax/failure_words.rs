//! Names and numbers that stand for a failure: error types and constants, HTTP statuses of 400 and more,
//! exit codes, variables that hold an error.

use std::sync::LazyLock;

use regex::Regex;

use super::expression::{bracketed, call, outer_names, shown_inline};

mod constants;
mod exit_code;
mod expected;
mod given;
mod keyed;
mod made;
mod missed;
mod names;
mod results;
mod said;
mod status;
mod success;
mod texts;
mod within;

pub(super) use constants::is_level;
use constants::{is_constant_error, is_failing_of_kind, is_failing_outcome};
pub(super) use exit_code::{failing_exit, requires_exit};
pub(super) use expected::{expects_failure, is_error_key, says_error_at_once};
pub(super) use given::{gives_severity, gives_status};
use keyed::reaches_error;
use made::is_failing_made;
pub(super) use made::makes_error;
pub(super) use missed::misses_failure;
use names::{is_cast_to_failure, is_failing_class};
pub(super) use names::{is_error_type, measures, names_failure, tells_of_failure, words};
pub(super) use results::{is_failure_pattern, is_result_err, takes_error_out};
pub(super) use said::says_error;
use status::is_failure_status_name;
pub(super) use status::{
    asks_for_call_code, asks_for_failure, is_failure_code, is_status_name, is_status_text,
};
pub(super) use success::{asks_for_success, is_success_flag, says_success};
pub(super) use texts::{
    begins_as_error, is_failure_text, is_no_error, names_error_type, says_error_first,
    tells_of_failing,
};
pub(super) use within::tells_of_error;

/// Words that make a name the name of an error.
const ERROR_WORDS: &[&str] = &[
    "error",
    "errors",
    "err",
    "errs",
    "exception",
    "exceptions",
    "exc",
    "excinfo",
    "errored",
    "errstr",
    "errmsg",
    "errc",
    "errcode",
    "errno",
    "failure",
    "failures",
    "failed",
    "panic",
    "panics",
    "fault",
    "faulted",
    "thrown",
    "threw",
    "throwable",
    "rejection",
];

/// Calls that only show their argument: what they are given is what is looked at.
const SHOWING: &[&str] = &[
    "str",
    "repr",
    "String",
    "len",
    "type",
    "format",
    "format!",
    "unicode",
    "text",
    "print",
    "to_string",
    "strings.ToLower",
    "strings.ToUpper",
    "strings.TrimSpace",
    "fmt.Sprint",
    "fmt.Sprintf",
    "string",
    "typeof",
];

/// Members of a caught error that tell it from any variable called `e`.
const ERROR_MEMBERS: &[&str] = &[
    "message",
    "getMessage",
    "localizedMessage",
    "getLocalizedMessage",
    "code",
    "status",
    "cause",
    "getCause",
    "args",
    "value",
    "name",
    "Message",
    "ParamName",
    "InnerException",
    "what",
    "errno",
];

/// Names that stand for the cause of an error.
const CAUSES: &[&str] = &["getCause", "getThrowable", "InnerException", "__cause__", "getPrevious"];

/// Whether a text may speak of a failure at all: without one of these words no part of it is an error, a
/// failure's text or constant, or shows one. Spares reading the parts of most argument lists.
pub(super) fn may_speak_of_failure(text: &str) -> bool {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let words = "err|exc|fail|panic|fault|thr|reject|fatal|status|http|essage";
        let calls = "(?:left|str|string|what)\\(";
        let others = r"E[A-Z]{2}|[45][0-9][0-9]|\.kts?:[0-9]";
        Regex::new(&format!("(?i-u:{words}|{calls})|{others}")).ok()
    });
    WORDS.as_ref().is_none_or(|words| words.is_match(text))
}

/// Whether a name is the name of an error, as `CartError`, `ErrEmpty` or `lastErr`.
pub(super) fn is_error_name(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "attempts",
        "buf",
        "buffer",
        "callback",
        "config",
        "disabled",
        "enabled",
        "handler",
        "handlers",
        "listener",
        "listeners",
        "logger",
        "out",
        "output",
        "policy",
        "strategy",
        "stream",
        "threshold",
        "writer",
    ];
    let words = words(name);
    // `ErrWriter` is where a program writes, `errHandler` what is called: no error.
    let is_error =
        |word: &String| ERROR_WORDS.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let last = words.last().map_or("", |last| last.trim_end_matches(['!', '?']));
    // `CompilesWithoutErrors` says that there is none, as `noFailuresCount` does; a form's `non_field_errors` are such.
    let is_none = |pair: &[String]| pair[0] == "non" && is_error(&pair[1]);
    let denies = words.iter().any(|word| word == "without")
        || words.windows(2).any(is_none)
        || (words.first().is_some_and(|first| first == "no") && words.get(1).is_some_and(is_error));
    // What makes something of what throws: neverthrow's `fromThrowable`.
    let makes = last == "throwable" && words.first().is_some_and(|first| first == "from");
    words.iter().any(is_error) && !OTHERS.contains(&last) && !denies && !makes
}

/// Whether what a text looks at is an error: a variable, a field or a call's result so named.
pub(super) fn looks_at_error(text: &str) -> bool {
    // The size of an error's type is no error.
    if text.contains("size_of::<") {
        return false;
    }
    // A cast in brackets: `(err as ZodError).issues`.
    if let Some((inner, rest)) = text.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && rest.starts_with(['.', '?', '!'])
        && !inner.contains(['(', ','])
        && inner.split(" as ").any(|part| looks_at_error(part) || is_failing_class(part))
    {
        return true;
    }
    if is_cast_to_failure(text) {
        return true;
    }
    // Brackets around what is asked: `(errors.get(0)).getCode()`.
    if let Some(inner) = text.starts_with('(').then(|| bracketed(text))
        && !inner.contains(' ')
        && text.get(inner.len() + 2..).is_some_and(|rest| rest.starts_with('.'))
        && looks_at_error(inner)
    {
        return true;
    }
    // What a promise, a future or an answer failed by.
    if text.contains(".cause().getMessage()") || text.contains(".cause().message") {
        return true;
    }
    // A key by its name: `data[logrus.ErrorKey]`.
    if let Some((_, rest)) = text.split_once('[')
        && let Some(key) = rest.strip_suffix(']')
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':'))
        && is_constant_error(key.rsplit(['.', ':']).next().unwrap_or_default())
        && !is_level(key)
    {
        return true;
    }
    if reaches_error(text) {
        return true;
    }
    let shown = call(text).filter(|(name, _)| SHOWING.contains(name));
    let names = match shown {
        Some((_, inner)) => outer_names(shown_inline(inner).unwrap_or(inner)),
        None => outer_names(text),
    };
    let is_caught = |name: &String| matches!(name.as_str(), "e" | "ex" | "exn");
    // `cause.message` of what failed; a cause that is given to has a name as well.
    let says =
        |name: &String| matches!(name.as_str(), "message" | "getMessage" | "localizedMessage");
    if names.first().is_some_and(|first| first == "cause") && names.iter().any(says) {
        return true;
    }
    names.iter().any(|name| is_error_name(name) || CAUSES.contains(&name.as_str()))
        || (names.first().is_some_and(is_caught)
            && !is_entry(text)
            && names.iter().any(|name| ERROR_MEMBERS.contains(&name.as_str())))
}

/// Whether a text asks an entry of a map, which is called `e` as well: `e.value()`.
fn is_entry(text: &str) -> bool {
    ["e->value", "e->name", "e->key"].iter().any(|of| text.starts_with(of))
        || text.starts_with("e.Message.")
        || [".value()", ".name()"].iter().any(|asked| text.contains(asked))
}

/// Whether a text is a constant that stands for a failure: an error type, a status or code by name.
pub(super) fn is_failure_constant(text: &str) -> bool {
    let text = text.trim();
    // C's functions give an error's number back below 0.
    let text = text.strip_prefix('-').filter(|rest| rest.starts_with('E')).unwrap_or(text);
    let named = || outer_names(text);
    let first_is_upper = text.starts_with(|c: char| c.is_ascii_uppercase())
        || text.contains("::")
        || text.contains('.');
    // A decision on who may do what is a value.
    if text.contains("VoterInterface") {
        return false;
    }
    text.trim_start_matches('&').starts_with("Err(")
        || is_failing_made(text)
        || is_failing_of_kind(text)
        || is_failing_outcome(text)
        || (first_is_upper && call(text).is_none() && named().iter().any(|n| is_constant_error(n)))
        || is_failure_status_name(text)
}

/// Whether a text is a variable that Go's packages keep an error in, as `errTimedOut`.
pub(super) fn is_kept_error(text: &str) -> bool {
    let name = text.rsplit('.').next().unwrap_or_default();
    let rest = name.strip_prefix("err").or_else(|| name.strip_prefix("Err"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_uppercase())
            && rest.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Whether an error type is so wide that any error is one.
pub(super) fn is_any_error(name: &str) -> bool {
    let last = name.trim().trim_end_matches(".class").rsplit(['.', ':']).next().unwrap_or_default();
    matches!(last, "" | "Exception" | "BaseException" | "Throwable" | "Error" | "StandardError")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_names_are_told_from_names_that_hold_the_letters() {
        for name in ["CartError", "ErrEmpty", "lastErr", "E_ERROR", "exc_info", "IOException"] {
            assert!(is_error_name(name), "{name}");
        }
        for name in ["stderr", "mirror", "terrain", "preferred", "Cherry"] {
            assert!(!is_error_name(name), "{name}");
        }
    }

    #[test]
    fn statuses_and_exit_codes_need_a_subject_that_holds_one() {
        assert!(is_failure_code("response.status_code", "404"));
        assert!(is_failure_code("result.exit_code", "2"));
        assert!(!is_failure_code("response.status_code", "200"));
        assert!(!is_failure_code("cart.total()", "404"));
        assert!(is_failure_constant("http.StatusNotFound"));
        assert!(is_failure_constant("status.HTTP_503_SERVICE_UNAVAILABLE"));
        assert!(!is_failure_constant("http.StatusOK"));
    }
}
