//! kotlin.test, Kotest, `AssertK`, `MockK`, and all of Java's frameworks.

use super::named::{flat, named, raise};
use super::{Around, argument, is_assertion, java};
use crate::model::assertion::AssertionKind::{FailureState, MockInteraction, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::{is_any_error, is_error_type, words};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// First words behind `should` of matchers.
const MATCHERS: &[&str] = &[
    "all", "any", "be", "complete", "contain", "emit", "end", "equal", "exist", "fail", "have",
    "include", "match", "none", "not", "only", "receive", "satisfy", "start", "succeed", "throw",
];

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    let list = tip.arguments.unwrap_or_default();
    // A chain counts at its first word: `assertFailure { f() }.hasMessage("gone")`.
    if chain.segments.len() > 1
        && root.arguments.is_some()
        && (matches!(root.name, "assertFailure" | "shouldFail")
            || root.name.starts_with("shouldThrow"))
    {
        let class = if root.types.is_empty() { tip.types } else { root.types };
        let said = argument(list, 0);
        return Some(Oracle::failure(if said.is_empty() { class } else { said }, false));
    }
    match tip.name {
        "assertFailsWith"
        | "assertFails"
        | "assertThrows"
        | "assertThrowsExactly"
        | "shouldThrow"
        | "shouldThrowAny"
        | "shouldThrowExactly"
        | "shouldThrowWithMessage"
        | "shouldThrowUnit"
        | "shouldFail"
        | "shouldFailWithMessage"
        | "assertFailure"
        | "shouldThrowMessage"
        | "assertFailsWithCause" => {
            let (types, parts) = (tip.types, arguments(list));
            let named = !types.is_empty() || parts.iter().any(|part| part.contains("::class"));
            return Some(if named { raise(&parts, types) } else { Oracle::failure("", true) });
        }
        "shouldNotThrow" | "shouldNotThrowAny" | "assertSoftly" | "shouldNotThrowUnit" => {
            return Some(Oracle::weak(Value, ""));
        }
        "verify" | "coVerify" | "verifySequence" | "verifyOrder" | "verifyAll"
        | "coVerifySequence" | "coVerifyOrder" | "coVerifyAll" | "verifyBlocking"
            if chain.segments.len() == 1 =>
        {
            let never = [list, tip.block].iter().any(|text| {
                text.contains("inverse = true") || text.contains(" wasNot ") || java::is_never(text)
            });
            return Some(if never {
                Oracle::failure("never", false)
            } else if told(list) || told(tip.block) {
                let said = if told(list) { list } else { tip.block };
                Oracle::failure(said.trim(), false)
            } else {
                Oracle::strong(MockInteraction, "")
            });
        }
        "check" if chain.segments.len() == 1 && tip.arguments.is_some() => {
            return Some(judged(argument(list, 0), true));
        }
        "confirmVerified" | "shouldHaveNoMoreInteractions" => {
            return Some(Oracle::strong(MockInteraction, ""));
        }
        "wasNot" | "shouldHaveNoInteractions" => return Some(Oracle::failure("never", false)),
        _ => {}
    }
    if let Some(oracle) = java::expected(chain) {
        return Some(oracle);
    }
    if let Some(rest) = tip.name.strip_prefix("should")
        && chain.segments.len() > 1
        && rest.starts_with(|c: char| c.is_ascii_uppercase())
        // `cart.shouldPay(3)` is a method of the code under test.
        && words(rest).first().is_some_and(|first| MATCHERS.contains(&first.as_str()))
    {
        let names: Vec<&str> =
            chain.segments[..chain.segments.len() - 1].iter().map(|s| s.name).collect();
        return Some(should(&names.join("."), tip.name, list, tip.types));
    }
    if tip.name == "awaitError" {
        return Some(Oracle::failure("", true));
    }
    let of_failing = |s: &crate::syntax::chain::Segment<'_>| {
        s.name == "isFailure" || (s.name == "isA" && is_error_type(s.types))
    };
    if root.name == "expectThat" && chain.segments.iter().any(of_failing) {
        return Some(Oracle::failure(chain.segments.last().map_or("", |s| s.types), false));
    }
    if root.name == "expectCatching" && chain.has("isSuccess") {
        return Some(Oracle::weak(Value, ""));
    }
    if root.name == "expectThat" || root.name == "expectCatching" || root.name == "expectThrows" {
        return Some(if root.name == "expectThat" {
            let oracle = java::fluent(chain, root.arguments.unwrap_or_default());
            let is_plain = chain.segments.len() == 2 && oracle.kind == FailureState;
            if is_plain { oracle } else { Oracle::strong(Value, list) }
        } else {
            Oracle::failure(root.types, is_any_error(root.types))
        });
    }
    if chain.segments.len() == 1
        && let Some(rest) = flat(tip.name).strip_prefix("assert")
        && tip.arguments.is_some()
        && rest != "that"
        && is_assertion(tip.name)
    {
        let rest =
            if rest == "is" || rest == "isnot" { rest } else { rest.trim_start_matches("are") };
        let types = tip.types;
        return Some(match rest {
            "is" => judged(&format!("x instanceof {types}"), true),
            // What is searched stands first.
            "contains" if arguments(list).len() > 1 => {
                compared(argument(list, 1), Comparison::In, argument(list, 0))
            }
            _ if is_error_type(types) => Oracle::failure(types, is_any_error(types)),
            _ => named(rest, list, types, 0),
        });
    }
    java::asserted(chain, around)
}

/// Returns what Kotest's `subject shouldX value` asserts.
pub(in crate::syntax) fn infix(
    subject: &str,
    word: &str,
    value: &str,
    _around: Around<'_, '_>,
) -> Oracle {
    should(subject, word, value, "")
}

/// Whether what `verify` holds tells a mock of a failure: `verify { view.onError(any()) }`.
fn told(block: &str) -> bool {
    block.split(['\n', ';']).any(|line| {
        crate::syntax::expression::call(line.trim()).is_some_and(|(name, given)| {
            java::told_of_failure(name.rsplit('.').next().unwrap_or_default(), given)
        })
    })
}

/// Words of `kotlin.test`, `JUnit` and Kotest that give back the failure which they wait for.
const THROWN: &[&str] = &[
    "assertFails",
    "assertFailsWith",
    "assertThrows",
    "assertThrowsExactly",
    "shouldFail",
    "shouldThrow",
    "shouldThrowAny",
    "shouldThrowExactly",
    "shouldThrowUnit",
];

/// Whether what a matcher looks at is what was thrown, by the call that waits for it.
fn is_thrown(subject: &str) -> bool {
    let end = subject.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    let (first, rest) = subject.split_at(end.unwrap_or(subject.len()));
    THROWN.contains(&first) && rest.contains('.')
}

fn should(subject: &str, word: &str, value: &str, types: &str) -> Oracle {
    if is_thrown(subject) {
        return Oracle::failure(value, false);
    }
    let negated = word.starts_with("shouldNot");
    let equal = if negated { Comparison::NotEqual } else { Comparison::Equal };
    let rest = flat(word.trim_start_matches("shouldNot").trim_start_matches("should"));
    match rest.as_str() {
        "benull" => compared(subject, equal, "null"),
        "beempty" | "beblank" | "benullorempty" => compared(subject, equal, "[]"),
        "betrue" | "befalse" => judged(subject, (rest == "betrue") != negated),
        "contain" | "startwith" | "endwith" | "include" | "match" | "containall"
        | "havemessage" => {
            compared(value, if negated { Comparison::NotIn } else { Comparison::In }, subject)
        }
        "beinstanceof" | "betypeof" | "beoftype" => {
            judged(&format!("{subject} instanceof {types}"), !negated)
        }
        "throw" => Oracle::failure(types, is_any_error(types)),
        "havestatus" => compared("response.status", equal, value),
        "befailure" | "beleft" => Oracle::failure(value, value.is_empty()),
        _ if !negated && says_failing(word) => Oracle::failure(value, value.is_empty()),
        _ => compared(subject, equal, value),
    }
}

/// Whether a matcher by its name wants what it looks at to have failed: `shouldBeInvalid`, `shouldContainOnlyError`.
fn says_failing(word: &str) -> bool {
    const FAILING: &[&str] = &["err", "error", "errors", "fail", "failed", "failure", "invalid"];
    const NOT: &[&str] = &["no", "not", "without", "zero", "count", "size"];
    let words = words(word);
    words.iter().any(|word| FAILING.contains(&word.as_str()))
        && !words.iter().any(|word| NOT.contains(&word.as_str()))
}
