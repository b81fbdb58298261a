//! Statuses and codes that a call is given, by their place or by name.

use super::exit_code::is_exit_code;
use super::status::{is_failure_code, is_status_name};
use super::words;
use crate::syntax::expression::{by_name, parts};

/// Whether a call is given a status of 400 and more or an exit code other than 0: `assertStatus(404, path)`,
/// `run(cart, exit_code=2)`, `assertAnswer(cart, NOT_FOUND)`.
pub(in crate::syntax) fn gives_status(name: &str, list: &str) -> bool {
    let is_capital = |b: u8| b.is_ascii_uppercase() || b == b'_';
    let is_constant = |part: &str| {
        part.bytes().all(is_capital) && is_status_name(part) && !matches!(part, "CONFLICT" | "GONE")
    };
    let subject = if answers(name) { "status" } else { name };
    if runs_to_code(name, list) {
        return true;
    }
    may_speak_of_status(list)
        && parts(list).any(|part| {
            is_constant(part)
                || is_failure_code(subject, part)
                || by_name(part, &['=', ':']).is_some_and(|(key, value)| {
                    is_failure_code(key, value) || is_exit(name, key, value)
                })
        })
}

/// Whether a call that runs something is told by a name how it must end: `run_command("pay", status=1)`,
/// `run_cart(cart, expected_rc=2)`.
fn is_exit(name: &str, key: &str, value: &str) -> bool {
    let runs = |word: &String| matches!(word.as_str(), "command" | "exec" | "invoke" | "run");
    match value.parse::<i64>() {
        Ok(0) | Err(_) => false,
        Ok(code) => {
            is_exit_code(key)
                || (key == "status" && (1..=255).contains(&code) && words(name).iter().any(runs))
        }
    }
}

/// Whether a call that runs a command is told behind it with what code it must end, one of those that programs end
/// with: `run_cmd(pay, 255)`.
fn runs_to_code(name: &str, list: &str) -> bool {
    let is_code = |part: &str| matches!(part.parse(), Ok(1..=3 | 126..=130 | 252..=255));
    (name.contains("cmd") || name.contains("command"))
        && words(name).iter().any(|word| word == "run")
        && list.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '\n' | ' '))
        && parts(list).count() == 2
        && parts(list).nth(1).is_some_and(is_code)
}

/// Whether a call is given the severity of a failure as one of Ruby's symbols: `assert_message(log, :ERROR, "x")`.
/// One in small letters may be a key, unless the call is about what is said: `assert_logged :error, "x"`.
pub(in crate::syntax) fn gives_severity(name: &str, list: &str) -> bool {
    const SAID: &[&str] =
        &["flash", "log", "logged", "logs", "message", "messages", "notified", "reported"];
    const OTHER: &[&str] = &["empty", "for", "key", "level", "no", "not", "without"];
    let has = |wanted: &[&str]| words(name).iter().any(|word| wanted.contains(&word.as_str()));
    let says = || has(SAID) && !has(OTHER);
    (list.contains(":ERROR")
        || list.contains(":FATAL")
        || list.contains(":error")
        || list.contains(":fatal"))
        && parts(list).any(|part| match part {
            ":ERROR" | ":FATAL" => true,
            ":error" | ":fatal" => says(),
            _ => false,
        })
}

/// Whether a call looks at an answer by its name: `assertResponse`, `assert_http`.
fn answers(name: &str) -> bool {
    words(name).iter().any(|word| matches!(word.as_str(), "response" | "request" | "http"))
}

/// Whether a list may hold the number or the name of a status of 400 and more; spares reading most lists.
fn may_speak_of_status(list: &str) -> bool {
    list.as_bytes().windows(3).any(|three| {
        matches!(three[0], b'4' | b'5') && three[1..].iter().all(u8::is_ascii_digit)
            || three.iter().all(u8::is_ascii_uppercase)
    }) || ["exit", "rc=", "rc =", "rc:", "ret_code", "retcode", "status="]
        .iter()
        .any(|word| list.contains(word))
        || list.contains("return")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_must_end_with_a_code_is_told_from_a_status_of_something_else() {
        assert!(gives_status("run_command", "'pay', status=1"));
        assert!(!gives_status("run_command", "'pay', status=0"));
        assert!(!gives_status("make_cart", "status=1"));
        assert!(gives_status("run_cmd", "\n'pay cart',\n255,\n"));
        assert!(!gives_status("run_cmd", "'pay cart', 0"));
        assert!(!gives_status("run_cmd", "'pay cart', 30"));
        assert!(!gives_status("pay_cart", "cart, 255"));
        for given in ["expected_rc=255", "rc=2", "exit_code=1", "want_retcode=-1", "returncode = 3"]
        {
            assert!(gives_status("assert_pays", given), "{given}");
        }
        for given in ["expected_rc=0", "rc=code", "src=2", "exit_codes=2", "arc=1", "code=2"] {
            assert!(!gives_status("assert_pays", given), "{given}");
        }
    }
}
