//! `RSpec`, minitest, `Test::Unit`, Mocha.

mod bacon;
mod mock;
mod rspec;

use mock::{error_within, is_told};
use rspec::matched;

use super::named::{flat, named, raise};
use super::{Around, argument, is_own, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments, parts};
use crate::syntax::failure_words::{failing_exit, gives_severity, says_error, words};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    if let Some(oracle) = bacon::asserted(chain) {
        return Some(oracle);
    }
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
                let given = || error_within(chain.arguments_of("with").unwrap_or_default());
                if chain.has("never") {
                    Oracle::failure(&format!("never {wanted}"), false)
                } else if is_told(argument(wanted, 0)) || given().is_some() {
                    Oracle::failure(given().unwrap_or(wanted), false)
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
        let oracle = assertion(rest, list);
        let is_severe = oracle.kind == Value && is_own(name) && gives_severity(name, list);
        return Some(if is_severe { Oracle::failure(list, false) } else { oracle });
    }
    if let Some(rest) = flat.strip_prefix("refute") {
        return Some(match rest {
            "" => judged(argument(list, 0), false),
            "valid" => Oracle::failure("", true),
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
        // Capybara's texts of a page.
        "content" | "text" if says_error(at(0)) => Oracle::failure(at(0), false),
        // Rails' `assert_select 'errors error', text: "…"`.
        "select" if selects_error(at(0)) && !parts(list).skip(1).any(is_none_wanted) => {
            Oracle::failure(arguments(list).last().unwrap_or(&""), false)
        }
        "predicate" => predicate(at(0), at(1), true),
        "respondto" | "notrespondto" => Oracle::strong(Value, at(1)),
        "notpredicate" => predicate(at(0), at(1), false),
        // Rails' own mocks.
        _ if rest.starts_with("notcalled") => Oracle::failure(&format!("never {list}"), false),
        _ if rest.starts_with("called") && is_told(at(1)) => Oracle::failure(list, false),
        _ if rest.starts_with("called") => Oracle::strong(MockInteraction, list),
        "equal" if failing_exit(at(0), at(1)).is_some() => Oracle::failure(at(0), false),
        "operator" => Oracle::strong(Value, list),
        "kindof" | "instanceof" => of_kind(at(1), at(0), true),
        "includes" => compared(at(1), Comparison::In, at(0)),
        _ => named(rest, list, "", 0),
    }
}

/// Returns what the question asserts of what class something is; of one error's it is a failure, whatever the
/// class is called.
fn of_kind(subject: &str, class: &str, holds: bool) -> Oracle {
    let name = subject.rsplit(['.', '@']).next().unwrap_or_default();
    let last = words(name).pop().unwrap_or_default();
    let is_plain =
        matches!(class, "Array" | "Class" | "Hash" | "Integer" | "Method" | "NilClass" | "Proc");
    let is_error = matches!(last.as_str(), "err" | "error" | "exception");
    if holds && is_error && !is_plain && !name.starts_with("on_") {
        return Oracle::failure(class, false);
    }
    judged(&format!("x instanceof {class}"), holds)
}

/// Whether a selector of a page names an error: `'errors error'`, `"div#errorExplanation"`.
fn selects_error(selector: &str) -> bool {
    let names = selector.split(|c: char| !c.is_ascii_alphanumeric());
    selector.starts_with(['\'', '"'])
        && names.into_iter().any(|name| matches!(name, "error" | "errors" | "errorExplanation"))
}

/// Whether an option of `assert_select` wants nothing to be there: `false`, `0`, `count: 0`, `none: true`.
fn is_none_wanted(option: &str) -> bool {
    let option = option.trim_start_matches(':').replace("=>", ":");
    let value = option
        .split_once(':')
        .map_or(&*option, |(key, value)| if key.trim() == "count" { value } else { key });
    matches!(value.trim(), "0" | "false" | "none")
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
