//! JUnit 3 to 5, `TestNG`, `AssertJ`, Hamcrest, Truth, Mockito, Spring's `MockMvc`, REST Assured.

use super::{Around, argument, equality, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::{is_any_error, looks_at_error, names_failure};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Words of `MockMvc` and `WebTestClient` for statuses of 400 and more.
const FAILING_STATUS: &[&str] = &[
    "is4xx",
    "is5xx",
    "isBadRequest",
    "isUnauthorized",
    "isForbidden",
    "isNotFound",
    "isConflict",
    "isMethodNotAllowed",
    "isGone",
    "isUnprocessableEntity",
    "isTooManyRequests",
    "isInternalServerError",
    "isBadGateway",
    "isServiceUnavailable",
];

mod fluent;
mod kin;
mod mocks;
mod several;
mod testers;
mod waits;

pub(super) use fluent::fluent;
pub(super) use kin::told_of_failure;
pub(super) use mocks::is_never;
use mocks::{bdd, verified};
pub(super) use several::several;
use several::step_verifier;
pub(super) use testers::expected;
use testers::tested;
pub(super) use waits::waited;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let tip = chain.tip();
    if let Some((at, segment)) = chain.find("assertThat")
        && at < 2
    {
        return Some(fluent(chain, segment.arguments.unwrap_or_default()));
    }
    // Truth's `assertWithMessage("…").that(x)`.
    if matches!(chain.root().name, "assertWithMessage" | "assertAbout" | "expect")
        && let Some((at, segment)) = chain.find("that")
        && at > 0
    {
        return Some(fluent(chain, segment.arguments.unwrap_or_default()));
    }
    let verifies_steps = chain.root().name == "StepVerifier"
        || chain.arguments_of("as").is_some_and(|list| list.contains("StepVerifier"));
    let verifies = tip.name.starts_with("verify") || chain.has("verifyThenAssertThat");
    if verifies_steps && verifies {
        return Some(step_verifier(chain));
    }
    if let Some(oracle) = bdd(chain) {
        return Some(oracle);
    }
    if chain.has("should") && chain.root().name.starts_with("should") && chain.segments.len() > 2 {
        return None;
    }
    let own = tested(chain).or_else(|| verified(chain)).or_else(|| waited(chain));
    if own.is_some() {
        return own;
    }
    if let Some(oracle) = waited_for(chain) {
        return Some(oracle);
    }
    let list = tip.arguments?;
    if chain.has("expectStatus") && tip.name != "expectStatus" {
        return Some(web_status(chain));
    }
    Some(match tip.name {
        "verifyNoMoreInteractions" => Oracle::strong(MockInteraction, ""),
        "verifyNoInteractions" | "verifyZeroInteractions" | "shouldHaveNoInteractions" => {
            Oracle::failure("never", false)
        }
        "fail" | "failBecauseExceptionWasNotThrown"
            if matches!(
                chain.receiver(),
                None | Some("Assert" | "Assertions" | "this" | "assertWithMessage")
            ) || (chain.root().name == "kotlin" && chain.has("test")) =>
        {
            let said = chain.arguments_of("assertWithMessage").unwrap_or(list);
            not_reached(around, said)
        }
        // Thrown where `fail` might stand.
        "AssertionError" if chain.segments.len() == 1 => not_reached(around, list),
        // A test observer's, and a project's own ways to wait for a failure.
        "assertError" | "assertFailure" | "assertErrorMessage" | "expectFailure" | "fails"
            if chain.segments.len() > 1 && (tip.name != "fails" || chain.has("assertThat")) =>
        {
            required(list)
        }
        name if chain.segments.len() > 1
            && name.starts_with("assertFail")
            && names_failure(name)
            && !chain.has("assertThat") =>
        {
            required(list)
        }
        // Gradle's, of a build that must fail.
        "buildAndFail" if chain.segments.len() > 1 => Oracle::failure("", true),
        // Hadoop's.
        "intercept" if argument(list, 0).strip_suffix(".class").is_some() => required(list),
        "assertTrue" => judged(condition(list), true),
        "assertFalse" => judged(condition(list), false),
        "assertNull" => compared(condition(list), Comparison::Equal, "null"),
        "assertNotNull" => compared(condition(list), Comparison::NotEqual, "null"),
        "assertNotEquals" | "assertNotSame" => {
            compared(argument(list, 1), Comparison::NotEqual, argument(list, 0))
        }
        "assertInstanceOf" => {
            let class = argument(list, 0).trim_end_matches(".java");
            let class = class.trim_end_matches("::class").trim_end_matches(".class");
            judged(&format!("x instanceof {class}"), true)
        }
        "assertDoesNotThrow" | "assertAll" | "assertTimeout" => Oracle::weak(Value, ""),
        "expectStatus" | "expectBody" => return None,
        name if super::is_assertion(name) => {
            if arguments(list).len() > 1 {
                equality(list, 0)
            } else {
                Oracle::strong(Value, "")
            }
        }
        _ => return None,
    })
}

/// Returns what `expectStatus().isX()` of a `WebTestClient` asserts.
fn web_status(chain: &Chain<'_>) -> Oracle {
    let at = chain.find("expectStatus").map_or(0, |(at, _)| at);
    let word = chain.segments.get(at + 1).map_or("", |s| s.name);
    let value = chain.segments.get(at + 1).and_then(|s| s.arguments).unwrap_or_default();
    if FAILING_STATUS.contains(&word) || word.starts_with("is4xx") || word.starts_with("is5xx") {
        return Oracle::failure(word, false);
    }
    if value.is_empty() {
        return Oracle::strong(Value, word);
    }
    let value = argument(value, 0);
    // The number of a constant by its name: `BAD_REQUEST.value()`.
    let value = value.strip_suffix(".value()").unwrap_or(value);
    compared("response.status", Comparison::Equal, value)
}

/// Returns what a call that waits for an exception asserts.
fn waited_for(chain: &Chain<'_>) -> Option<Oracle> {
    for (at, segment) in chain.segments.iter().enumerate() {
        let list = segment.arguments.unwrap_or_default();
        let first = argument(list, 0).trim_end_matches(".class");
        let later = |prefix: &str| {
            let said = chain.segments[at + 1..].iter().find(|s| s.name.starts_with(prefix));
            said.and_then(|s| s.arguments).map(|list| argument(list, 0).trim_end_matches(".class"))
        };
        let message =
            || later("hasMessage").map(|message| format!(": {message}")).unwrap_or_default();
        match segment.name {
            "assertThrows"
            | "assertThrowsExactly"
            | "expectThrows"
            | "thenExceptionOfType"
            | "assertThatExceptionOfType" => {
                let class = if segment.types.is_empty() { first } else { segment.types };
                let expects = format!("{class}{}", message());
                return Some(Oracle::failure(&expects, is_any_error(&expects)));
            }
            "assertThatThrownBy"
            | "thenThrownBy"
            | "catchThrowableOfType"
            | "catchException"
            | "catchRuntimeException"
            | "catchIOException"
            | "assertThatNullPointerException"
            | "assertThatIllegalArgumentException"
            | "assertThatIllegalStateException"
            | "assertThatIOException" => {
                let named = segment.name.strip_prefix("assertThat").filter(|n| *n != "ThrownBy");
                let class = later("is").or(named).unwrap_or_default();
                let expects = format!("{class}{}", message());
                let expects = expects.trim_start_matches([':', ' ']);
                return Some(Oracle::failure(expects, is_any_error(expects)));
            }
            "assertThatCode" => {
                let class = later("isInstanceOf").or_else(|| later("isExactlyInstanceOf"));
                let expects = format!("{}{}", class.unwrap_or_default(), message());
                let expects = expects.trim_start_matches([':', ' ']);
                return Some(if expects.is_empty() {
                    Oracle::weak(Value, "")
                } else {
                    Oracle::failure(expects, is_any_error(expects))
                });
            }
            "assertThatNoException" => return Some(Oracle::weak(Value, "")),
            "expect" | "expectMessage" | "expectCause"
                if at > 0
                    && (looks_at_error(chain.segments[at - 1].name)
                        || (chain.segments.len() == 2
                            && first.len() < argument(list, 0).len()
                            && looks_at_error(first))) =>
            {
                return Some(Oracle::failure(first, is_any_error(first)));
            }
            _ => {}
        }
    }
    None
}

/// Returns what a call that fails at once asserts. That the time is up says of no failure that was waited for.
fn not_reached(around: Around<'_, '_>, said: &str) -> Oracle {
    let lower = argument(said, 0).to_ascii_lowercase();
    if ["\"timed out", "\"timeout"].iter().any(|start| lower.starts_with(start))
        && !lower.contains("expected")
    {
        return Oracle::weak(Value, said);
    }
    reached(around, said)
}

/// Returns the condition of `assertTrue` and the like, whose message may stand on either side.
fn condition(list: &str) -> &str {
    let parts = arguments(list);
    let first = parts.first().copied().unwrap_or_default();
    if first.starts_with('"') { parts.get(1).copied().unwrap_or(first) } else { first }
}

/// Returns what requires the failure that a list begins with.
fn required(list: &str) -> Oracle {
    let class = argument(list, 0).trim_end_matches(".class");
    Oracle::failure(class, is_any_error(class))
}
