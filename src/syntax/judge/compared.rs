//! What a comparison of two sides asserts.

use super::texts::of_two_texts;
use crate::model::assertion::{AssertionKind, Strength};
use crate::syntax::expression::{
    Comparison, call, comparison, is_empty_value, is_literal, is_nothing, outer_names, parts,
};
use crate::syntax::failure_words::{
    begins_as_error, expects_failure, is_error_key, is_error_name, is_failure_code,
    is_failure_constant, is_failure_text, is_success_flag, looks_at_error, names_error_type,
    says_error_first, says_success, tells_of_error, tells_of_failing, words,
};
use crate::syntax::oracle::Oracle;

/// Returns what a comparison asserts. The side that is a literal or constant is what is expected.
pub(in crate::syntax) fn compared(left: &str, how: Comparison, right: &str) -> Oracle {
    use AssertionKind::{FailureState, MockInteraction, Snapshot, Value};
    let swapped = how != Comparison::In
        && how != Comparison::NotIn
        && (is_literal(left) || is_failure_constant(left) || says_success(left))
        && !is_literal(right);
    let (subject, value) = if swapped || matches!(how, Comparison::In | Comparison::NotIn) {
        (right, left)
    } else {
        (left, right)
    };
    if left == right {
        return Oracle::weak(Value, value);
    }
    if subject.ends_with("[:err]") && is_stream(value) {
        return Oracle::strong(Value, value);
    }
    // The function that logs errors, put back where it was.
    if subject == "console.error" || value == "console.error" {
        return Oracle::strong(Value, value);
    }
    if let Some((first, how, second)) = of_two_texts(subject, how, value) {
        return compared(first, how, second);
    }
    // What a question must answer: `text.includes('Error: …') === true`.
    if how == Comparison::Equal
        && matches!(value, "true" | "True" | "false" | "False")
        && (subject.ends_with(')') || subject.ends_with('?'))
    {
        let oracle = super::judged(subject, value.eq_ignore_ascii_case("true"));
        if oracle.kind == FailureState {
            let said = if oracle.expects.is_empty() { value } else { &oracle.expects };
            return Oracle::new(FailureState, said, oracle.strength);
        }
    }
    if how == Comparison::Equal && value == "None" && subject.ends_with(").ok()") {
        return Oracle::failure(value, true);
    }
    // A mock that must not have been called.
    let counts = [".callCount", ".call_count"].iter().any(|count| subject.ends_with(count));
    let lists = [".mock_calls", ".method_calls", ".call_args_list"];
    let lists = lists.iter().any(|list| subject.ends_with(list));
    if how == Comparison::Equal && ((counts && value == "0") || (lists && value == "[]")) {
        return Oracle::failure("never", false);
    }
    if is_wanted_error(value) && comparison(subject).is_some() {
        return Oracle::failure(value, true);
    }
    match how {
        // C++'s `error_code()` says that none came.
        Comparison::Equal if is_no_code(value) || is_no_code(subject) => {
            return Oracle::weak(Value, value);
        }
        Comparison::NotEqual if is_no_code(value) || is_no_code(subject) => {
            return Oracle::failure("", true);
        }
        Comparison::NotEqual if is_nothing(value) => {
            if looks_at_error(subject) || matches!(subject, "recover()" | "ex") {
                return Oracle::failure("", true);
            }
            return Oracle::weak(Value, &format!("not {value}"));
        }
        Comparison::NotEqual
            if says_success(value) && !value.to_ascii_uppercase().ends_with("NONE") =>
        {
            return Oracle::failure(&format!("not {value}"), true);
        }
        Comparison::NotEqual if is_empty_value(value) && looks_at_error(subject) => {
            return Oracle::failure("", true);
        }
        Comparison::Equal if is_nothing(value) && looks_at_error(subject) => {
            return Oracle::weak(Value, value);
        }
        Comparison::In
            if is_captured_stream(subject)
                && !is_failure_text(value)
                && !names_error_type(value) => {}
        Comparison::Equal if is_shown_stream(subject) && !is_failure_text(value) => {}
        Comparison::Equal | Comparison::In if expects_failure(subject, value) => {
            let any = matches!(value, "true" | "True");
            return Oracle::new(
                FailureState,
                value,
                if any { Strength::Weak } else { Strength::Strong },
            );
        }
        Comparison::Equal | Comparison::In
            if asks_for_message(subject)
                && (says_error_first(value) || tells_of_failing(value)) =>
        {
            return Oracle::failure(value, false);
        }
        Comparison::In if all_fail(value, subject) => return Oracle::failure(subject, false),
        Comparison::In if names_error_type(value) => return Oracle::failure(value, false),
        Comparison::Equal if begins_as_error(value) => return Oracle::failure(value, false),
        Comparison::Equal | Comparison::In if tells_of_error(value) => {
            return Oracle::failure(value, false);
        }
        Comparison::In if is_error_key(value) || is_seen_error(value) => {
            return Oracle::failure(value, false);
        }
        Comparison::Equal if is_expected_error(value) && !is_literal(subject) => {
            return Oracle::failure(value, false);
        }
        Comparison::Equal if is_kept_failure(value) && call(subject).is_some() => {
            return Oracle::failure(value, false);
        }
        Comparison::Equal if is_plain(subject) && is_seen_error(value) => {
            return Oracle::failure(value, false);
        }
        Comparison::NotEqual
            if value == "0" && (is_failure_code(subject, "1") || is_return_code(subject)) =>
        {
            return Oracle::failure("not 0", true);
        }
        Comparison::Order if value == "400" && is_failure_code(subject, value) => {
            return Oracle::failure(value, true);
        }
        _ => {}
    }
    if how == Comparison::Equal
        && matches!(value, "false" | "False" | "FALSE")
        && (is_success_flag(subject) || matches!(subject, "success" | "ok"))
    {
        return Oracle::failure(value, true);
    }
    // A mock's own flags, as `spy.calledOnce`.
    if how == Comparison::Equal && matches!(value, "true" | "false") && is_flag_of_mock(subject) {
        return super::judged(subject, value == "true");
    }
    let names = outer_names(subject);
    let looks_at =
        |wanted: &[&str]| names.last().is_some_and(|name| wanted.contains(&name.as_str()));
    let is_member = subject.contains('.') || subject.contains("->");
    if is_member
        && looks_at(&[
            "called",
            "call_count",
            "call_args",
            "call_args_list",
            "mock_calls",
            "callCount",
        ])
    {
        return Oracle::strong(MockInteraction, value);
    }
    // A stored one is compared with as a whole, as Python's fixture is.
    let is_stored = |text: &str| {
        text == "snapshot"
            || text == "self.snapshot"
            || ["snapshot(", "snapshot.", "snapshot["].iter().any(|start| text.starts_with(start))
    };
    if how == Comparison::Equal
        && !(is_literal(value) || is_nothing(value))
        && (is_stored(subject) || is_stored(value))
    {
        return Oracle::strong(Snapshot, "");
    }
    Oracle::strong(Value, value)
}

/// Whether a text is a variable or member that keeps what a call of C gave back.
fn is_return_code(text: &str) -> bool {
    let name = text.rsplit(['.', '>']).next().unwrap_or_default();
    matches!(name, "rc" | "ret_code" | "retcode")
}

/// Whether a text makes C++'s code of no error: `std::error_code{}`.
fn is_no_code(text: &str) -> bool {
    // `error_code()` may ask for one.
    let made = text.strip_suffix("()").filter(|kind| kind.contains("::"));
    made.or_else(|| text.strip_suffix("{}")).is_some_and(|kind| {
        let kind = kind.rsplit(':').next().unwrap_or_default();
        matches!(kind, "error_code" | "error_condition")
    })
}

/// Returns the comparison that must hold where this one must not.
pub(super) fn opposite(how: Comparison) -> Comparison {
    match how {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Order => Comparison::Order,
        Comparison::In => Comparison::NotIn,
        Comparison::NotIn => Comparison::In,
    }
}

/// Whether all of a list are codes of failing: `status in (400, 422)`.
fn all_fail(asked: &str, list: &str) -> bool {
    let inner = list.trim_matches(['(', '[', '{', ')', ']', '}']);
    let mut codes = parts(inner).peekable();
    codes.peek().is_some() && codes.all(|code| is_failure_code(asked, code))
}

/// Whether what is looked at is a message.
pub(super) fn asks_for_message(text: &str) -> bool {
    const MESSAGES: &[&str] = &[
        "getMessage()",
        ".message",
        "getLocalizedMessage()",
        ".localizedMessage",
        "getRemark()",
        ".remark",
    ];
    MESSAGES.iter().any(|end| text.trim_end_matches(['!', '?']).ends_with(end))
}

/// Whether a text asks a mock whether it was called: `spy.notCalled`, `spy.calledWith(3)`.
fn is_flag_of_mock(text: &str) -> bool {
    let asked = call(text).map_or(text, |(name, _)| name);
    let tip = asked.rsplit('.').next().unwrap_or_default();
    tip.len() < asked.len() && (tip == "notCalled" || tip.starts_with("called"))
}

/// Whether a text is a variable that holds the error which is expected, as `$expectedException`.
fn is_expected_error(text: &str) -> bool {
    let name = text.trim_start_matches('$');
    let start = name.get(.."expected".len()).unwrap_or_default();
    start.eq_ignore_ascii_case("expected") && is_plain(name) && is_error_name(name)
}

/// Whether a text is a variable that holds one failure, as `err` or `$expected_error`.
fn is_kept_failure(text: &str) -> bool {
    let name = text.trim_start_matches('$');
    let last = words(name).pop().unwrap_or_default();
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && matches!(last.as_str(), "err" | "error" | "exception")
        && !matches!(name, "error" | "exception")
        && !is_wanted_error(name)
}

/// Whether a text is a name or a member, and nothing that is called or put together.
fn is_plain(text: &str) -> bool {
    !is_nothing(text)
        && !is_literal(text)
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':' | b'$' | b'&'))
}

/// Whether a text looks at an error by one chain, as `err.url().unwrap()`, and is none that a table wants.
fn is_seen_error(text: &str) -> bool {
    let mut depth = 0_i32;
    let is_chain = text.chars().all(|c| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        depth > 0 || !c.is_whitespace()
    });
    is_chain
        && looks_at_error(text)
        && !says_success(text)
        && !is_failure_constant(text)
        && !is_wanted_error(text)
}

/// Whether a text is what a program wrote to its second stream: `err` without a member of an error.
fn is_captured_stream(text: &str) -> bool {
    text == "err" || outer_names(text).last().is_some_and(|n| n == "err") || is_shown_stream(text)
}

/// Whether a text is by its name a stream that a program writes to: `err_io`.
fn is_stream(text: &str) -> bool {
    const STREAMS: &[&str] =
        &["fd", "file", "io", "null", "out", "pipe", "stderr", "stream", "w", "writer"];
    is_plain(text) && words(text).last().is_some_and(|last| STREAMS.contains(&last.as_str()))
}

/// Whether a text shows a buffer that a program's second stream was kept in: `err.toString()`.
fn is_shown_stream(text: &str) -> bool {
    matches!(text.trim_start_matches('@'), "err_string" | "err_text" | "errstring")
        || [".toString()", ".getvalue()", ".string", ".String()"]
            .iter()
            .any(|shows| text.strip_suffix(shows).is_some_and(|held| held == "err"))
}

/// Whether a name is a test table's column that says whether an error is wanted.
pub(in crate::syntax) fn is_wanted_error(text: &str) -> bool {
    outer_names(text).last().is_some_and(|name| {
        let lower = name.to_ascii_lowercase();
        is_error_name(name)
            && (lower.starts_with("want") || lower.starts_with("expect"))
            && call(text).is_none()
    })
}
