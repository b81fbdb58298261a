//! Constants that stand for a failure: error types, error numbers; and levels of a log, which do not.

use super::{is_error_name, words};

/// What follows the `E` of error numbers.
const ERROR_NUMBERS: &[&str] = &[
    "2BIG",
    "ACCES",
    "ADDR",
    "AFNOSUPPORT",
    "AGAIN",
    "ALREADY",
    "AMBIGUOUS",
    "AUTH",
    "BADF",
    "BADMSG",
    "BUSY",
    "CANCELED",
    "CHILD",
    "CLOSED",
    "CONN",
    "CRYPTO",
    "DENIED",
    "DESTADDRREQ",
    "EOF",
    "EXIST",
    "FAULT",
    "HOSTUNREACH",
    "ILSEQ",
    "INCOMPLETE",
    "INTR",
    "INVAL",
    "IO",
    "ISCONN",
    "ISDIR",
    "LOCKED",
    "LOOP",
    "MFILE",
    "MODIFIED",
    "MSGSIZE",
    "NAMETOOLONG",
    "NETUNREACH",
    "NO",
    "OPNOTSUPP",
    "OVERFLOW",
    "PERM",
    "PIPE",
    "PLUGIN",
    "PROTO",
    "RANGE",
    "ROFS",
    "SRCH",
    "STALE",
    "STOPPED",
    "TIMEDOUT",
    "UNMERGED",
    "WOULDBLOCK",
    "XDEV",
];

/// Words that do so where nothing follows them.
const WHOLE_NUMBERS: &[&str] = &[
    "ERR", "INT", "INTERNAL", "LEN", "MEM", "OTHER", "PEER", "RR", "RROR", "SYS", "TRAN", "VALID",
];

/// Words that make a constant in capitals one of a failure: `ARCHIVE_FATAL`, `BAD_REQUEST`.
const FAILING: &[&str] = &[
    "bad",
    "corrupt",
    "corrupted",
    "denied",
    "fatal",
    "illegal",
    "invalid",
    "malformat",
    "malformed",
];

/// What codes of failing begin with in a library that names them so; with its own word for none.
const FAILING_STARTS: &[&str] = &["CKR_", "CURLE_", "CURLUE_", "CURLME_", "ISC_R_"];

/// Ends of constants for a handle that is none, which say of no failure: `INVALID_SOCKET`.
const NO_HANDLES: &[&str] = &["_FD", "_HANDLE", "_HANDLE_VALUE", "_ID", "_INDEX", "_SOCKET"];

/// Whether a name is a constant in capitals that says that something failed.
fn is_failing(name: &str) -> bool {
    let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    name.bytes().all(is_capital)
        && !NO_HANDLES.iter().any(|end| name.ends_with(end))
        && (name.starts_with("CKR_") || !name.ends_with("_ID_INVALID"))
        && (FAILING_STARTS.iter().any(|start| name.starts_with(start) && !is_bare_state(name))
            || (name.starts_with("TSS2_") && name.contains("_RC_"))
            || ends_in_fail(&words(name))
            || matches!(name, "E_INVALIDARG" | "E_NOTIMPL" | "E_OUTOFMEMORY" | "E_POINTER")
            || words(name).iter().any(|word| {
                FAILING.contains(&word.as_str()) || is_bad(name, word) || is_error_run_on(word)
            }))
}

/// Whether a code of bind says how something stands and not that it failed: `ISC_R_COMPLETE`.
fn is_bare_state(name: &str) -> bool {
    const STATES: &[&str] = &["COMPLETE", "EXISTS", "NOMORE", "UNSET"];
    name.strip_prefix("ISC_R_").is_some_and(|state| STATES.contains(&state))
}

/// Whether a text is a constant of a type that says how something failed: `Paid.FAIL_OVERFLOW`; none that says when
/// to fail, as `Feature.FAIL_ON_EMPTY`.
pub(super) fn is_failing_outcome(text: &str) -> bool {
    const SETTINGS: &[&str] = &[
        "AFTER", "ALL", "AT", "BACK", "CLOSED", "COUNT", "FAST", "IF", "LIMIT", "NEVER", "ON",
        "OPEN", "OVER", "SAFE", "SILENT", "SOFT", "UNLESS", "WHEN",
    ];
    let Some((of, name)) = text.rsplit_once('.') else { return false };
    let of = of.rsplit('.').next().unwrap_or_default();
    name.strip_prefix("FAIL_").is_some_and(|rest| {
        let first = rest.split('_').next().unwrap_or_default();
        rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
            && of.starts_with(|c: char| c.is_ascii_uppercase())
            && !first.is_empty()
            && !SETTINGS.contains(&first)
            && !["Behavior", "Feature", "Mode", "Option", "Policy", "Strategy"]
                .iter()
                .any(|kind| of.ends_with(kind))
    })
}

/// Whether the words of a constant end in the one for failing, and none in front turns it: no `ACTION_ON_FAIL`.
fn ends_in_fail(words: &[String]) -> bool {
    let turned =
        |word: &String| matches!(word.as_str(), "if" | "max" | "no" | "not" | "on" | "soft");
    words.last().is_some_and(|last| last == "fail") && !words.iter().any(turned)
}

/// Whether a name in small letters ends in the word for failing: `ServFail` of an answer's codes.
fn is_named_failing(name: &str) -> bool {
    let words = words(name);
    name.ends_with("Fail") && words.len() > 1 && ends_in_fail(&words)
}

/// Whether a word of a constant runs on from the word for an error: `LUA_ERRSYNTAX`.
fn is_error_run_on(word: &str) -> bool {
    word.strip_prefix("err").is_some_and(|rest| {
        const OTHERS: &[&str] =
            &["and", "at", "buf", "count", "file", "log", "msg", "ored", "ors", "str"];
        rest.len() > 2 && !OTHERS.iter().any(|other| rest.starts_with(other))
    })
}

/// Whether a name is a constant of failing behind the small letters of its kind, as `pdFAIL` of `FreeRTOS`.
pub(in crate::syntax) fn is_failing_of_kind(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_lowercase());
    matches!(name.len() - rest.len(), 1..=3) && rest.len() > 3 && is_failing(rest)
}

/// Whether a name is a code of failing behind the capitals of its library: `MQTTBadParameter`.
fn is_failing_of_library(name: &str) -> bool {
    const WORDS: &[&str] = &["refused", "timeout"];
    let prefix = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let mut rest = words(name).into_iter().skip(1);
    prefix > 3
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && rest.next().is_some_and(|first| {
            FAILING.contains(&first.as_str())
                || WORDS.contains(&first.as_str())
                || rest.any(|word| matches!(word.as_str(), "refused" | "timeout"))
        })
}

/// Whether a word of a status begins or ends as one of failing does: `UA_STATUSCODE_BADINTERNALERROR`.
fn is_bad(name: &str, word: &str) -> bool {
    let is_status = ["STATUS", "CODE", "RESULT"].iter().any(|part| name.contains(part));
    is_status && (word.starts_with("bad") || (word.ends_with("error") && !word.starts_with("no")))
}

pub(in crate::syntax) fn is_constant_error(name: &str) -> bool {
    let says_none = name.ends_with("_NONE") || name.ends_with("_OK") || name.ends_with("_SUCCESS");
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && (is_error_name(name)
            || is_error_number(name)
            || is_failing(name)
            || is_named_failing(name)
            || is_failing_of_library(name))
        && !says_none
}

/// Whether a constant is one of the C library's error numbers, or one of a library that names its own so:
/// `ENOENT`, `GIT_ENOTFOUND`.
pub(in crate::syntax) fn is_error_number(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    let Some(rest) = last.strip_prefix('E') else { return false };
    if name == "UV_EOF" {
        return true;
    }
    let is_capital =
        |name: &str| name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_capital(name.replace('_', "").as_str())
        && (ERROR_NUMBERS.iter().any(|n| rest.starts_with(n)) || WHOLE_NUMBERS.contains(&rest))
}

/// Whether a constant is the name of a level of a log, as `ErrorLevel`.
pub(in crate::syntax) fn is_level(name: &str) -> bool {
    let last = name.rsplit(['.', ':']).next().unwrap_or_default();
    let of_levels = ["Level::", "LevelFilter::"].iter().any(|kind| {
        name.rsplit_once(kind).is_some_and(|(before, rest)| {
            !rest.contains(':') && (before.is_empty() || before.ends_with(':'))
        })
    });
    of_levels || last.ends_with("Level") || last.ends_with("_LEVEL")
}
