//! What the matchers of `RSpec` assert of a subject.

use crate::model::assertion::AssertionKind::{MockInteraction, Snapshot, Value};
use crate::syntax::expression::{Comparison, arguments, is_empty_value};
use crate::syntax::failure_words::{
    asks_for_failure, failing_exit, names_failure, says_error, says_error_at_once,
};
use crate::syntax::idioms::argument;
use crate::syntax::idioms::named::raise;
use crate::syntax::idioms::ruby::mock::{given_error, is_told};
use crate::syntax::idioms::ruby::of_kind;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what an `RSpec` matcher asserts of a subject.
pub(super) fn matched(subject: &str, text: &str, negated: bool) -> Oracle {
    let matcher = text.trim();
    let end = matcher
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '?'))
        .unwrap_or(matcher.len());
    let name = &matcher[..end];
    let after = matcher[end..].trim_start();
    let list = match after.strip_prefix('(') {
        Some(rest) => {
            let close = closing(rest);
            &rest[..close]
        }
        None if after.starts_with('{') || after.starts_with('.') => "",
        None => after,
    };
    let equal = if negated { Comparison::NotEqual } else { Comparison::Equal };
    let within = if negated { Comparison::NotIn } else { Comparison::In };
    match name {
        // What says that an assertion inside must fail.
        "fail" | "fail_with" | "fail_including" | "fail_matching" if !negated => {
            Oracle::failure(list, list.is_empty())
        }
        "raise_error" | "raise_exception" | "throw_symbol" if !negated => {
            raise(&arguments(list), "")
        }
        "raise_error" | "raise_exception" => Oracle::weak(Value, ""),
        "receive" | "have_received" | "receive_messages" | "receive_message_chain" => {
            let never = negated || matcher.contains(".never");
            if never {
                Oracle::failure(&format!("never {list}"), false)
            } else if is_told(argument(list, 0)) {
                Oracle::failure(list, false)
            } else if let Some(given) = given_error(matcher) {
                Oracle::failure(given, false)
            } else {
                Oracle::strong(MockInteraction, list)
            }
        }
        "exit_with_code" | "exit_with" | "have_exit_status" if !negated && list != "0" => {
            Oracle::failure(list, false)
        }
        name if name.starts_with("raise_") && names_failure(name) && !negated => {
            Oracle::failure(list, list.is_empty())
        }
        name if has_failure(name) && list != "0" => {
            if negated {
                Oracle::weak(Value, list)
            } else {
                Oracle::failure(list, list.is_empty())
            }
        }
        "have_http_status" | "respond_with" => status(list),
        "be_nil" => compared(subject, equal, "nil"),
        "be_zero" => compared(subject, equal, "0"),
        "be_truthy" | "be_present" | "exist" => weakly(subject, !negated),
        "be_falsey" | "be_falsy" | "be_blank" | "be_empty" => judged(subject, negated),
        "be_a" | "be_an" | "be_kind_of" | "be_instance_of" | "be_an_instance_of"
        | "be_a_kind_of" => of_kind(subject, list, !negated),
        "be_success" | "be_successful" | "be_valid" | "be_ok" if negated => {
            Oracle::failure("", true)
        }
        "be_bad_request" | "be_not_found" | "be_forbidden" | "be_unauthorized"
        | "be_server_error" | "be_client_error" | "be_failure" | "be_invalid" | "be_error"
        | "be_failed" | "be_a_failure"
            if !negated =>
        {
            Oracle::failure(name, false)
        }
        "have_content" | "have_text" if !negated && says_error(argument(list, 0)) => {
            Oracle::failure(argument(list, 0), false)
        }
        "include" | "eq" | "eql" | "match" if !negated && names_error_key(list) => {
            Oracle::failure(list, false)
        }
        "include" | "match" | "start_with" | "end_with" | "contain_exactly" => {
            compared(argument(list, 0), within, subject)
        }
        "match_snapshot" => Oracle::strong(Snapshot, ""),
        "be" if list.is_empty() && after.starts_with(['>', '<', '=']) => {
            compared(subject, Comparison::Order, after.trim_start_matches(['>', '<', '=', ' ']))
        }
        "be" if matches!(list, "true" | "false") => compared(subject, equal, list),
        _ if name.starts_with("be_") && list.is_empty() => {
            judged(&format!("{subject}.{}", name.trim_start_matches("be_")), !negated)
        }
        "eq" | "eql" | "be" if !negated && subject.ends_with("status") && is_failing(list) => {
            Oracle::failure(list, false)
        }
        "eq" | "eql" | "be" if !negated && failing_exit(subject, argument(list, 0)).is_some() => {
            Oracle::failure(list, false)
        }
        "" if after.starts_with("==") => compared(subject, equal, behind_sign(after)),
        "" if after.starts_with("=~") => compared(behind_sign(after), within, subject),
        "" if after.starts_with(['<', '>']) => {
            compared(subject, Comparison::Order, behind_sign(after))
        }
        "" => Oracle::weak(Value, matcher),
        _ => compared(subject, equal, argument(list, 0)),
    }
}

/// Returns what stands behind an operator.
fn behind_sign(text: &str) -> &str {
    text.trim_start_matches(['=', '~', '<', '>', ' '])
}

fn weakly(subject: &str, holds: bool) -> Oracle {
    let oracle = judged(subject, holds);
    Oracle::weak(oracle.kind, &oracle.expects)
}

fn status(list: &str) -> Oracle {
    let value = argument(list, 0);
    if is_failing(value) {
        return Oracle::failure(value, false);
    }
    compared("response.status", Comparison::Equal, value)
}

/// Whether a symbol is that of a status of 400 and more, or of several of them: `:not_found`, `:client_error`.
fn is_failing(symbol: &str) -> bool {
    let name = symbol.trim().strip_prefix(':').unwrap_or_default();
    asks_for_failure(name) && name != "invalid" || matches!(name, "error" | "missing")
}

/// Whether members that must be there have one that is called an error and holds one: `"error" => "limit"`.
fn names_error_key(list: &str) -> bool {
    arguments(list).iter().any(|member| {
        // One quoted text has no key.
        let is_text = member.starts_with(['"', '\''])
            && member.get(1..member.len() - 1).is_some_and(|inner| !inner.contains(&member[..1]));
        let pair = member.split_once("=>").or_else(|| member.split_once(": "));
        let pair = pair.filter(|_| !is_text);
        pair.is_some_and(|(key, value)| {
            let key = key.trim().trim_matches(['"', '\'', ':']);
            let is_key = matches!(key, "error" | "errors" | "exception");
            (is_key && !is_empty_value(value.trim())) || says_error_at_once(value.trim())
        })
    })
}

/// Returns where the bracket closes that opened before a text.
fn closing(text: &str) -> usize {
    let mut depth = 1usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Whether a matcher asks for a failure that its subject has: `have_error_on`, `have_failed`.
fn has_failure(name: &str) -> bool {
    const OTHERS: &[&str] =
        &["any", "count", "handler", "jobs", "link", "no", "over", "page", "without"];
    let mut words = name.split('_');
    words.next() == Some("have")
        && !words.clone().any(|word| OTHERS.contains(&word))
        && words.any(|word| matches!(word, "error" | "errors" | "failed" | "failure" | "failures"))
}
