//! Statuses of 400 and more, by number and by name, and exit codes other than 0.

use super::words;
use crate::syntax::expression::all_names;

/// Names of HTTP statuses of 400 and more, without `_` and in lower case.
const STATUS_NAMES: &[&str] = &[
    "badrequest",
    "unauthorized",
    "paymentrequired",
    "forbidden",
    "notfound",
    "methodnotallowed",
    "notacceptable",
    "requesttimeout",
    "conflict",
    "gone",
    "lengthrequired",
    "preconditionfailed",
    "proxyauthenticationrequired",
    "rangenotsatisfiable",
    "payloadtoolarge",
    "unsupportedmediatype",
    "unprocessableentity",
    "unprocessablecontent",
    "requestentitytoolarge",
    "toomanyrequests",
    "upgraderequired",
    "internalservererror",
    "notimplemented",
    "badgateway",
    "serviceunavailable",
    "gatewaytimeout",
    "httpversionnotsupported",
    "insufficientstorage",
    "imateapot",
    "teapot",
    "expectationfailed",
    "misdirectedrequest",
    "faileddependency",
    "tooearly",
    "preconditionrequired",
    "requestheaderfieldstoolarge",
    "unavailableforlegalreasons",
    "variantalsonegotiates",
    "loopdetected",
    "networkauthenticationrequired",
    "uritoolong",
];

/// Whether a name asks for a failing status, as `not_found?`, `isForbidden` or `server_error`.
pub(in crate::syntax) fn asks_for_failure(name: &str) -> bool {
    let flat: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let flat = flat.to_ascii_lowercase();
    let flat = flat.strip_prefix("is").unwrap_or(&flat);
    STATUS_NAMES.contains(&flat) || matches!(flat, "clienterror" | "servererror" | "invalid")
}

/// Whether a question is by its name whether a call failed with a code: `IsInvalidArgument`, `is_not_found`.
pub(in crate::syntax) fn asks_for_call_code(name: &str) -> bool {
    const MORE: &[&str] =
        &["corruption", "ioerror", "notsupported", "permissiondenied", "timedout"];
    // Names of states that other things than calls have.
    const OTHER: &[&str] = &[
        "aborted",
        "alreadyexists",
        "canceled",
        "cancelled",
        "internal",
        "outofrange",
        "timedout",
        "unavailable",
        "unknown",
    ];
    let asked = name.strip_prefix("Is").or_else(|| name.strip_prefix("is_"));
    let asked = asked.or_else(|| name.strip_prefix("is")).unwrap_or_default();
    let flat: String = asked.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    (CALL_CODES.contains(&flat.as_str()) || MORE.contains(&flat.as_str()))
        && !OTHER.contains(&flat.as_str())
}

/// Whether a quoted text is what a status of 400 and more is called, alone or behind its number:
/// `"Not Found"`, `"404 page not found"`.
pub(in crate::syntax) fn is_status_text(value: &str) -> bool {
    let plain = value.trim_matches(['"', '\'', '`']);
    let flat = |text: &str| -> String {
        let letters = text.replace("\\n", "");
        letters.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_ascii_lowercase()
    };
    let is_number = |number: &str| number.len() == 3 && is_failure_code("status", number);
    plain.len() < value.len()
        && plain.len() < 60
        && match plain.split_once(' ') {
            Some((number, rest)) if is_number(number) => {
                STATUS_NAMES.iter().any(|name| flat(rest).contains(name))
            }
            _ => {
                plain == "Not Found"
                    || (STATUS_NAMES.contains(&flat(plain).as_str()) && !is_word(&flat(plain)))
            }
        }
}

/// Whether the name of a status is a word that means other things as well.
pub(in crate::syntax) fn is_word(name: &str) -> bool {
    matches!(name, "gone" | "conflict" | "notfound")
}

/// Names of the codes that remote calls end with, but for the one of success, as [`STATUS_NAMES`].
const CALL_CODES: &[&str] = &[
    "aborted",
    "alreadyexists",
    "cancelled",
    "canceled",
    "dataloss",
    "deadlineexceeded",
    "failedprecondition",
    "internal",
    "invalidargument",
    "notfound",
    "outofrange",
    "permissiondenied",
    "resourceexhausted",
    "unauthenticated",
    "unavailable",
    "unimplemented",
    "unknown",
];

/// Whether a text is a code that a remote call failed with: `codes.NotFound`, `absl::StatusCode::kAborted`,
/// `Status.Code.CANCELLED`.
fn is_call_code(text: &str) -> bool {
    let Some((path, name)) = text.rsplit_once(['.', ':']) else { return false };
    let path = path.trim_end_matches(':').to_ascii_lowercase();
    let name = name
        .strip_prefix('k')
        .filter(|n| n.starts_with(|c: char| c.is_ascii_uppercase()))
        .unwrap_or(name);
    let flat: String = name.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    let is_codes = path.ends_with("codes")
        || path.ends_with("statuscode")
        || path.ends_with("status.code")
        || path == "code";
    is_codes && CALL_CODES.contains(&flat.as_str())
}

pub(in crate::syntax) fn is_failure_status_name(text: &str) -> bool {
    if is_call_code(text) {
        return true;
    }
    let flat: String = text.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    let is_path = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:()".contains(&b));
    is_path
        && (flat.contains("status") || flat.contains("http"))
        && (STATUS_NAMES.iter().any(|name| flat.contains(name))
            || flat.split("http").skip(1).any(|rest| {
                rest.starts_with(['4', '5']) && rest.bytes().take(3).all(|b| b.is_ascii_digit())
            }))
}

/// Whether a text is the name of a status of 400 and more and nothing else: `BadRequest`, `NOT_FOUND`.
pub(in crate::syntax) fn is_status_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() < 40
        && STATUS_NAMES.contains(&&*text.replace('_', "").to_ascii_lowercase())
}

/// Whether `value`, compared with `subject`, stands for a failure: a status of 400 or more, an exit
/// code other than 0.
pub(in crate::syntax) fn is_failure_code(subject: &str, value: &str) -> bool {
    // What Rust's process gives back: `output.status.code() == Some(1)`.
    if let Some(code) = value.strip_prefix("Some(").and_then(|rest| rest.strip_suffix(')')) {
        return subject.ends_with("status.code()")
            && code.parse::<i64>().is_ok_and(|code| code != 0);
    }
    if let Some((asked, taken)) = subject.rsplit_once(".code()")
        && (taken == ".unwrap()" || taken.starts_with(".expect("))
        && ["status", "exit", "output"].iter().any(|word| asked.contains(word))
    {
        return value.parse::<i64>().is_ok_and(|code| code != 0);
    }
    if is_named_exit(subject, value) {
        return true;
    }
    // A number, or a status by its name alone: `it.status shouldBe BadRequest`.
    let plain = value.trim().trim_matches(['"', '\'']);
    let number = plain.parse::<i64>();
    if number.is_err() && !is_status_name(value) {
        return false;
    }
    let words: Vec<String> = all_names(subject).iter().flat_map(|name| words(name)).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    // Of quoted numbers many are codes.
    let is_quoted = plain.len() < value.trim().len();
    let is_http = || {
        has(&["status", "statuscode", "http"])
            || (has(&["code"]) && (!is_quoted || has(&["response"])))
    };
    let Ok(number) = number else { return is_http() };
    let is_exit = has(&["returncode", "exitcode", "exitstatus", "exitvalue"])
        || (has(&["exit"]) && has(&["code", "status", "value"]));
    // A console's tester has the status of an HTTP answer by name, and an exit code by its digits.
    let of_console = (1..100).contains(&number)
        && subject
            .strip_suffix("->getStatusCode()")
            .is_some_and(|held| held.to_ascii_lowercase().ends_with("tester"));
    // What a run of pytest gave back.
    let of_run = matches!(number, 1..=5)
        && subject.rsplit_once('.').is_some_and(|(run, last)| {
            last == "ret" && matches!(run, "result" | "res" | "reprec" | "ret")
        });
    // What a program's `main` gave back.
    let of_main = matches!(number, 1 | 2)
        && subject.split_once('(').is_some_and(|(name, _)| {
            name.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case("main"))
        });
    // What a command of Go gave back: `if code := cmd.Run(args); code != 1`.
    let of_code = number == 1 && subject == "code";
    of_console
        || of_code
        || of_main
        || of_run
        || (is_exit && number != 0)
        || ((400..600).contains(&number) && (is_http() || is_of_rack(subject)))
}

/// Whether a value is the name of an exit code other than that of success, and a subject holds one: `EX_USAGE`,
/// `ExitCode.INTERRUPTED`, `(int)ExitCodes.InvalidArguments`.
fn is_named_exit(subject: &str, value: &str) -> bool {
    const HOLD: &[&str] =
        &["code", "exitcode", "exitstatus", "rc", "ret", "retcode", "returncode", "status"];
    // Words of what went well, or is no end.
    const OTHERS: &[&str] = &[
        "completed",
        "continue",
        "default",
        "done",
        "expected",
        "good",
        "healthy",
        "help",
        "none",
        "normal",
        "ok",
        "pass",
        "passed",
        "running",
        "show",
        "succeeded",
        "success",
        "successful",
        "value",
        "zero",
    ];
    let cast = value.trim().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let value = cast.map_or(value, |(_, rest)| rest).trim();
    let (path, name) = value.rsplit_once(['.', ':']).unwrap_or(("", value));
    let of = path.trim_end_matches(':');
    let of_type = of.starts_with(|c: char| c.is_ascii_uppercase());
    let kinds = ["ExitCode", "ExitCodes", "ExitStatus", "ExitStatuses"];
    let is_exit = kinds.iter().any(|kind| of.ends_with(kind))
        || (of_type && name.starts_with("ExitCode"))
        || name.starts_with("EX_");
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let held = subject.trim_end_matches(['(', ')']);
    let held = held.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next();
    let held = held.unwrap_or_default().replace('_', "").to_ascii_lowercase();
    // What holds an exit code and nothing else is compared with any constant: `exitstatus == NO_CART`.
    let is_constant = name.len() > 2 && !name.bytes().any(|b| b.is_ascii_lowercase());
    let of_code = is_constant
        && matches!(held.as_str(), "exitcode" | "exitstatus" | "returncode" | "retcode")
        && !["CODE", "STATUS"].iter().any(|end| name.ends_with(end));
    (is_exit || of_code)
        && is_name
        && HOLD.contains(&held.as_str())
        && !words(name).iter().any(|word| OTHERS.contains(&word.as_str()))
}

/// Whether a text is the status of Rack's answer, which stands first in it: `response[0]`, `@response.first`.
fn is_of_rack(text: &str) -> bool {
    let held = text.strip_suffix("[0]").or_else(|| text.strip_suffix(".first"));
    let held = held.map(|held| held.trim_start_matches(['@', '$']));
    held.is_some_and(|held| matches!(held, "response" | "last_response"))
}
