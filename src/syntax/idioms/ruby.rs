//! `RSpec`, minitest, `Test::Unit`, Mocha.

use super::named::{flat, named, raise};
use super::{Around, argument, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::{names_failure, tells_of_failure};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    if matches!(tip.name, "to" | "not_to" | "to_not" | "should" | "should_not")
        && (matches!(root.name, "expect" | "expect_any_instance_of" | "is_expected" | "allow")
            || tip.name.starts_with("should"))
    {
        if root.name == "allow" {
            return None;
        }
        let subject = if root.name == "expect" {
            argument(root.arguments.unwrap_or_default(), 0)
        } else {
            chain.receiver().unwrap_or("subject")
        };
        let text = tip.arguments.unwrap_or_default();
        return Some(matched(subject, text, tip.name.contains("not")));
    }
    let list = tip.arguments.unwrap_or_default();
    let own = chain.segments.len() == 1
        || matches!(chain.receiver(), Some("self" | "assert" | "Assert" | "test"));
    let name = tip.name.trim_end_matches(['?', '!']);
    if chain.segments.len() > 1
        && let Some(rest) = name.strip_prefix("must_").or_else(|| name.strip_prefix("wont_"))
    {
        return Some(spec(chain, rest, list, name.starts_with("wont_")));
    }
    if !own {
        // What was raised is looked at: `assert_raises(Limit) { f }.message`.
        if let Some(raised) = chain.root().arguments
            && matches!(root.name, "assert_raise" | "assert_raises")
        {
            return Some(raise(&arguments(raised), ""));
        }
        return match name {
            "verify" if tip.arguments.is_none_or(str::is_empty) => {
                Some(Oracle::strong(MockInteraction, ""))
            }
            // Mocha's `object.expects(:call)`, with what it is to give back behind it.
            _ => chain.arguments_of("expects").map(|wanted| {
                if chain.has("never") {
                    Oracle::failure(&format!("never {wanted}"), false)
                } else {
                    Oracle::strong(MockInteraction, wanted)
                }
            }),
        };
    }
    tip.arguments?;
    let flat = flat(name);
    if flat == "flunk" {
        return Some(reached(around, list));
    }
    if let Some(rest) = flat.strip_prefix("assert") {
        return Some(assertion(rest, list));
    }
    if let Some(rest) = flat.strip_prefix("refute") {
        return Some(match rest {
            "" => judged(argument(list, 0), false),
            "nil" => compared(argument(list, 0), Comparison::NotEqual, "nil"),
            "empty" => compared(argument(list, 0), Comparison::NotEqual, "[]"),
            "predicate" => predicate(argument(list, 0), argument(list, 1), false),
            "includes" | "match" => {
                compared(argument(list, 0), Comparison::NotIn, argument(list, 1))
            }
            _ => compared(argument(list, 1), Comparison::NotEqual, argument(list, 0)),
        });
    }
    None
}

fn assertion(rest: &str, list: &str) -> Oracle {
    let at = |place| argument(list, place);
    match rest {
        "match" | "equal" | "includes" | "kindof" if list.contains("assert_raise") => {
            Oracle::failure(at(0), false)
        }
        "raises" | "raise" | "raisewithmessage" | "throws" | "raiseswithmessage" => {
            raise(&arguments(list), "")
        }
        "nothingraised" | "nothingthrown" => Oracle::weak(Value, ""),
        "response" => {
            let wanted = at(0);
            let failing =
                [":missing", ":error", ":not_found", ":forbidden", ":unauthorized", ":bad_request"];
            if failing.contains(&wanted)
                || wanted.starts_with(":unprocessable")
                || wanted.starts_with(":internal")
            {
                Oracle::failure(wanted, false)
            } else {
                compared("response.status", Comparison::Equal, wanted)
            }
        }
        // Rails' `assert_select 'errors error', text: "…"`.
        "select"
            if selects_error(at(0))
                && !list.contains('0')
                && at(1) != "false"
                && !list.contains("none") =>
        {
            Oracle::failure(arguments(list).last().unwrap_or(&""), false)
        }
        "predicate" => predicate(at(0), at(1), true),
        "operator" => Oracle::strong(Value, list),
        "kindof" | "instanceof" => judged(&format!("x instanceof {}", at(0)), true),
        "includes" => compared(at(1), Comparison::In, at(0)),
        _ => named(rest, list, "", 0),
    }
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

/// Whether a selector of a page names an error: `'errors error'`, `"div#errorExplanation"`.
fn selects_error(selector: &str) -> bool {
    let names = selector.split(|c: char| !c.is_ascii_alphanumeric());
    selector.starts_with(['\'', '"'])
        && names.into_iter().any(|name| {
            matches!(name, "error" | "errors" | "errorExplanation" | "error_explanation")
        })
}

/// Returns what `value.must_equal x` asserts.
fn spec(chain: &Chain<'_>, rest: &str, list: &str, negated: bool) -> Oracle {
    // The chain counts at its first word: `f.must_raise(E).message.must_equal "gone"`.
    if let Some(raised) = chain.arguments_of("must_raise") {
        let said = if rest == "raise" { "" } else { argument(list, 0) };
        return raise(&[argument(raised, 0), said], "");
    }
    let root = chain.root();
    let shown = match root.name {
        "_" | "value" | "expect" => argument(root.arguments.unwrap_or_default(), 0).to_owned(),
        _ => {
            let before = &chain.segments[..chain.segments.len() - 1];
            before.iter().map(|s| s.name).collect::<Vec<_>>().join(".")
        }
    };
    let subject = shown.as_str();
    let value = argument(list, 0);
    match rest {
        "be" if value.starts_with(':') && arguments(list).len() == 1 => {
            predicate(subject, value, !negated)
        }
        "be_empty" => {
            compared(subject, if negated { Comparison::NotEqual } else { Comparison::Equal }, "[]")
        }
        "raise" | "throw" if !negated => raise(&arguments(list), ""),
        "be_nil" => {
            compared(subject, if negated { Comparison::NotEqual } else { Comparison::Equal }, "nil")
        }
        "include" | "match" => {
            compared(value, if negated { Comparison::NotIn } else { Comparison::In }, subject)
        }
        _ => {
            compared(subject, if negated { Comparison::NotEqual } else { Comparison::Equal }, value)
        }
    }
}

/// Returns what a question asserts that a subject must answer: `:not_found?`.
fn predicate(subject: &str, question: &str, holds: bool) -> Oracle {
    judged(&format!("{subject}.{}", question.trim_start_matches(':')), holds)
}

/// Returns what an `RSpec` matcher asserts of a subject.
fn matched(subject: &str, text: &str, negated: bool) -> Oracle {
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
            let asked = argument(list, 0).trim_start_matches(':');
            let tells = tells_of_failure(asked) || matches!(asked, "error" | "fatal");
            if never {
                Oracle::failure(&format!("never {list}"), false)
            } else if tells {
                Oracle::failure(list, false)
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
        "have_http_status" => status(list),
        "be_nil" => compared(subject, equal, "nil"),
        "be_truthy" | "be_present" | "exist" => weakly(subject, !negated),
        "be_falsey" | "be_falsy" | "be_blank" | "be_empty" => judged(subject, negated),
        "be_a" | "be_an" | "be_kind_of" | "be_instance_of" | "be_an_instance_of"
        | "be_a_kind_of" => judged(&format!("x instanceof {list}"), !negated),
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
        "" => Oracle::weak(Value, matcher),
        _ => compared(subject, equal, argument(list, 0)),
    }
}

fn weakly(subject: &str, holds: bool) -> Oracle {
    let oracle = judged(subject, holds);
    Oracle::weak(oracle.kind, &oracle.expects)
}

fn status(list: &str) -> Oracle {
    let fails = [
        ":not_found",
        ":bad_request",
        ":forbidden",
        ":unauthorized",
        ":unprocessable_entity",
        ":unprocessable_content",
        ":conflict",
        ":gone",
        ":error",
        ":missing",
        ":too_many_requests",
        ":internal_server_error",
        ":client_error",
        ":server_error",
        ":payment_required",
        ":not_acceptable",
        ":service_unavailable",
    ];
    let value = argument(list, 0);
    if fails.contains(&value) {
        return Oracle::failure(value, false);
    }
    compared("response.status", Comparison::Equal, value)
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
