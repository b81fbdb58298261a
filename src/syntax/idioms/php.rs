//! `PHPUnit`, Pest, Mockery, Laravel's and Symfony's test responses.

mod codeception;
mod phpspec;

pub(in crate::syntax) use phpspec::phpspec;

use super::named::{flat, named};
use super::{Around, argument, javascript, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments, is_empty_value};
use crate::syntax::failure_words::{expects_failure, is_any_error, is_error_key, is_failure_text};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Methods of a test response that assert a status of 400 and more.
const FAILING: &[&str] = &[
    "notfound",
    "forbidden",
    "unauthorized",
    "unprocessable",
    "badrequest",
    "servererror",
    "clienterror",
    "conflict",
    "gone",
    "toomanyrequests",
    "internalservererror",
    "invalid",
    "sessionhaserrors",
    "jsonvalidationerrors",
    "methodnotallowed",
    "serviceunavailable",
    "paymentrequired",
];

/// Calls that make an expectation of one of Mockery's stubs.
const COUNTS: &[&str] = &["once", "twice", "times", "never", "atLeast", "atMost", "between"];

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    if root.name == "expect" && root.arguments.is_some() {
        // Pest's `expect($answer->json('result.isError'))->toBeTrue()`.
        let is_error = root.arguments.is_some_and(asks_key_of_error);
        if is_error && tip.name == "toBeTrue" && !chain.has("not") {
            return Some(Oracle::failure("true", true));
        }
        return javascript::expectation(chain);
    }
    if let Some(oracle) = codeception::actor(chain) {
        return Some(oracle);
    }
    let list = tip.arguments?;
    if chain.arguments_of("expects").is_some_and(|times| times.contains("any()")) {
        return None;
    }
    if chain.has("shouldNotReceive")
        || chain.has("shouldNotHaveReceived")
        || (chain.has("expects") && chain_text_has_never(chain))
    {
        return Some(Oracle::failure(&format!("never {}", list.trim_matches(['\'', '"'])), false));
    }
    if chain.has("expects") && is_told_error(chain) {
        return Some(Oracle::failure(list, false));
    }
    let is_counted = chain.segments.iter().any(|s| COUNTS.contains(&s.name));
    if is_counted && chain.has("never") && chain.has("shouldReceive") {
        return Some(Oracle::failure("never", false));
    }
    if (is_counted && (chain.has("shouldReceive") || chain.has("mock")))
        || chain.has("shouldHaveReceived")
        || (chain.has("expects") && chain.segments.len() > 2)
    {
        return Some(Oracle::strong(MockInteraction, list));
    }
    // phpspec's `$this->shouldThrow(Limit::class)->duringPay(3)`.
    if let Some(raised) = chain.arguments_of("shouldThrow") {
        let class = argument(raised, 0).trim_end_matches("::class");
        return Some(Oracle::failure(class, is_any_error(class)));
    }
    let name = tip.name;
    if name.starts_with("shouldBeCalled") || name == "shouldHaveBeenCalled" {
        return Some(Oracle::strong(MockInteraction, list));
    }
    if matches!(name, "shouldNotBeCalled" | "shouldNotHaveBeenCalled") {
        return Some(Oracle::failure("never", false));
    }
    match name {
        "expectException" | "expectExceptionObject" | "setExpectedException" => {
            let class = argument(list, 0).trim_end_matches("::class");
            return Some(Oracle::failure(class, is_any_error(class)));
        }
        "expectExceptionMessage"
        | "expectExceptionMessageMatches"
        | "expectExceptionCode"
        | "expectError"
        | "expectWarning"
        | "expectDeprecation"
        | "expectNotice"
        | "expectErrorMessage"
        | "expectExceptionMessageRegExp"
        | "expectUserDeprecationMessage" => {
            return Some(Oracle::failure(argument(list, 0), false));
        }
        "expectOutputString" | "expectOutputRegex" => {
            return Some(Oracle::strong(Value, argument(list, 0)));
        }
        "expectNotToPerformAssertions" | "addToAssertionCount" => return None,
        "fail" if matches!(chain.receiver(), Some("$this" | "self" | "static" | "Assert")) => {
            return Some(reached(around, list));
        }
        _ => {}
    }
    assertion(name, list)
}

/// Returns what each of several assertions on one answer asserts, with their places in the chain; `None` for other
/// chains.
pub(super) fn several(chain: &Chain<'_>) -> Option<Vec<(usize, Oracle)>> {
    let each = chain.segments.iter().enumerate().filter(|(_, s)| s.name.starts_with("assert"));
    let oracles: Vec<(usize, Oracle)> =
        each.filter_map(|(at, s)| Some((at, assertion(s.name, s.arguments?)?))).collect();
    (oracles.len() > 1).then_some(oracles)
}

/// Returns what a method asserts by its name.
fn assertion(name: &str, list: &str) -> Option<Oracle> {
    let flat = flat(name);
    let rest = flat.strip_prefix("assert")?;
    let at = |place| argument(list, place);
    Some(match rest {
        _ if FAILING.contains(&rest.strip_prefix("responseis").unwrap_or(rest)) => {
            Oracle::failure(rest, false)
        }
        "failed" if arguments(list).is_empty() => Oracle::failure("", true),
        "json" | "jsonfragment" | "exactjson" | "jsonstructure" | "sessionhas" | "jsonpath"
            if holds_error(rest, list) =>
        {
            Oracle::failure(list, false)
        }
        "status" | "responsestatuscodesame" | "responsestatus" => {
            compared("response.status", Comparison::Equal, at(0))
        }
        _ if rest.contains("status") && expects_failure("answer.status", at(0)) => {
            Oracle::failure(at(0), false)
        }
        "sees" | "see" | "seetext" => compared(at(0), Comparison::In, "answer"),
        // Livewire's event of that name.
        "dispatched" if at(0).trim_matches(['"', '\'']) == "error" => Oracle::failure(at(0), false),
        "json" | "jsonpath" | "jsonfragment" | "jsoncount" | "viewhas" => {
            Oracle::strong(Value, at(0))
        }
        "successful" | "ok" | "created" | "nocontent" | "redirect" | "sessionhasnoerrors" => {
            Oracle::weak(Value, rest)
        }
        "instanceof" => {
            judged(&format!("x instanceof {}", at(0).trim_end_matches("::class")), true)
        }
        "count" => compared(at(1), Comparison::Equal, at(0)),
        "arrayhaskey"
        | "stringcontainsstring"
        | "stringstartswith"
        | "contains"
        | "matchesregularexpression" => compared(at(0), Comparison::In, at(1)),
        _ if arguments(list).is_empty() => Oracle::strong(Value, ""),
        _ => named(rest, list, "", 0),
    })
}

/// Whether what Laravel's answer must hold stands under the key of errors: `assertJson(['error' => …])`,
/// `assertJsonPath('error.code', 3)`, `assertSessionHas('error')`.
fn holds_error(rest: &str, list: &str) -> bool {
    let (first, second) = (argument(list, 0), argument(list, 1));
    match rest {
        "sessionhas" => is_error_key(first),
        "jsonpath" => {
            let path = first.trim_matches(['"', '\'']);
            let member = path.rsplit('.').next().unwrap_or_default();
            let is_error = path.split('.').any(|part| matches!(part, "error" | "errors"));
            (is_error && !is_empty_value(second))
                || (matches!(member, "status" | "code") && expects_failure("answer.status", second))
        }
        "jsonstructure" => first.starts_with("['error'") || first.starts_with("['errors'"),
        _ => expects_failure("answer", first),
    }
}

/// Whether a text asks an answer for a part whose key is that of an error: `$answer->json('result.isError')`.
fn asks_key_of_error(subject: &str) -> bool {
    let key = subject.rsplit_once("json(").and_then(|(_, key)| key.strip_suffix(')'));
    key.is_some_and(|key| {
        let last = key.trim_matches(['"', '\'']).rsplit('.').next().unwrap_or_default();
        matches!(last, "isError" | "is_error" | "error" | "failed" | "hasErrors")
    })
}

/// Whether what a mock expects is to be told of a failure, by the method's name or by what it is given:
/// `$log->expects($this->once())->method('error')`, `…->method('warning')->with('Failed to pay')`.
fn is_told_error(chain: &Chain<'_>) -> bool {
    let method = chain.arguments_of("method").unwrap_or_default().trim_matches(['"', '\'']);
    let given = chain.arguments_of("with").map(arguments).unwrap_or_default();
    // One that is set up to fail is not told of it.
    let fails = chain.segments.iter().any(|s| s.name.starts_with("willThrow"));
    !fails
        && (matches!(method, "error" | "captureException" | "onError")
            || given.iter().any(|part| is_failure_text(part)))
}

/// Whether a mock is never to be called, whatever it stands under: no `$pays ? $this->once() : $this->never()`.
fn chain_text_has_never(chain: &Chain<'_>) -> bool {
    chain
        .arguments_of("expects")
        .is_some_and(|list| list.contains("never()") && !list.contains('?') && !list.contains("=>"))
}
