//! `xUnit.net`, `NUnit`, `MSTest`, `FluentAssertions`, Shouldly, Moq, `NSubstitute`, Verify.

mod constraint;
mod kin;
mod told;

use constraint::constraint;

use super::named::{equality, flat, named, raise};
use super::{Around, argument, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::{is_any_error, looks_at_error, tells_of_failure};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Classes whose static methods assert.
const CLASSES: &[&str] = &[
    "Assert",
    "StringAssert",
    "CollectionAssert",
    "FileAssert",
    "DirectoryAssert",
    "ClassicAssert",
    "AssertEx",
    "XAssert",
    "Assertion",
    "AssertHelper",
];

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    if let Some((at, method)) = static_method(chain).filter(|(at, _)| *at < 3) {
        // What only groups assertions, or ends the test without a fault, is none.
        if matches!(method, "Multiple" | "EnterMultipleScope" | "Pass" | "Ignore" | "Inconclusive")
        {
            return None;
        }
        if let Some(oracle) = kin::awaited(chain, at) {
            return Some(oracle);
        }
        return Some(by_class(chain, at, method, around));
    }
    if let Some(oracle) = kin::thrown(chain) {
        return Some(oracle);
    }
    if let Some(at) =
        chain.segments.iter().position(|s| s.name == "Should" && s.arguments.is_some())
    {
        return Some(fluent(chain, at));
    }
    if root.name == "Should" && chain.segments.len() > 1 {
        let method = chain.segments[1];
        return Some(shouldly(method.name, "", method.arguments.unwrap_or_default(), method.types));
    }
    let shouldly_at = chain.segments.iter().position(|s| {
        s.arguments.is_some()
            && s.name
                .strip_prefix("Should")
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    if let Some(at) = shouldly_at.filter(|at| *at > 0 || chain.segments.len() == 1) {
        let segment = chain.segments[at];
        let subject: Vec<&str> = chain.segments[..at].iter().map(|s| s.name).collect();
        let later = chain.segments[at + 1..].iter().any(|s| s.name.starts_with("WithErrorMessage"));
        let oracle = shouldly(segment.name, &subject.join("."), segment.arguments?, segment.types);
        return Some(if later { Oracle::failure(&oracle.expects, false) } else { oracle });
    }
    // A project's own class, as `ExceptionAssert.Throws<Limit>(f)`.
    if chain.segments.len() == 2
        && tip.name.starts_with("Throws")
        && ["Assert", "Expect", "Ensure", "Exception"].iter().any(|word| root.name.contains(word))
    {
        return Some(raise(&arguments(tip.arguments?), tip.types));
    }
    // Verify's chain counts at its first word: `Verifier.Verify(x).UseMethodName("y")`.
    let by_verifier = root.name == "Verifier" && chain.segments.len() > 1;
    if (by_verifier && chain.segments[1].name.starts_with("Verify"))
        || (root.name == "Verify" && root.arguments.is_some())
    {
        return Some(Oracle::strong(Snapshot, ""));
    }
    if let Some(oracle) = kin::asserted(chain).or_else(|| told::asserted(chain)) {
        return Some(oracle);
    }
    let list = tip.arguments?;
    Some(match tip.name {
        "Verify" | "VerifyAll" | "VerifyNoOtherCalls" | "VerifySet" | "VerifyGet" | "VerifyAdd"
        | "VerifyRemove"
            if chain.segments.len() > 1 && !root.name.starts_with("Verifier") =>
        {
            mock(list)
        }
        "Verify" | "VerifyJson" | "VerifyXml" | "VerifyFile" | "MatchSnapshot" => {
            Oracle::strong(Snapshot, "")
        }
        _ if chain.arguments_of("Received") == Some("0") => {
            Oracle::failure(&format!("never {}", tip.name), false)
        }
        "Received" | "ReceivedWithAnyArgs" if chain.segments.len() > 1 => {
            Oracle::strong(MockInteraction, "")
        }
        _ if chain.has("DidNotReceive") || chain.has("DidNotReceiveWithAnyArgs") => {
            Oracle::failure(&format!("never {}", tip.name), false)
        }
        _ if chain.has("Received") || chain.has("ReceivedWithAnyArgs") => {
            if tells_of_failure(tip.name) {
                Oracle::failure(list, false)
            } else {
                Oracle::strong(MockInteraction, list)
            }
        }
        "MustHaveHappened" | "MustHaveHappenedOnceExactly" | "MustHaveHappenedOnceOrMore" => {
            Oracle::strong(MockInteraction, "")
        }
        "MustNotHaveHappened" => Oracle::failure("never", false),
        _ => return None,
    })
}

/// Returns the place of the class whose method asserts, and the method's name.
fn static_method<'s>(chain: &Chain<'s>) -> Option<(usize, &'s str)> {
    let at =
        chain.segments.iter().position(|s| CLASSES.contains(&s.name) && s.arguments.is_none())?;
    Some((at, chain.segments.get(at + 1)?.name))
}

fn by_class(chain: &Chain<'_>, at: usize, method: &str, around: Around<'_, '_>) -> Oracle {
    let segment = chain.segments[at + 1];
    let list = segment.arguments.unwrap_or_default();
    let first = argument(list, 0);
    match method {
        "That" if arguments(list).len() > 1 => constraint(first, argument(list, 1)),
        "That" => judged(first, true),
        "Fail" => reached(around, list),
        "NotEmpty" | "Single" if looks_at_error(first) => Oracle::failure("", true),
        "Raises" | "RaisesAny" | "RaisesAsync" | "PropertyChanged" | "Single" | "Empty" => {
            Oracle::strong(Value, first)
        }
        "All" | "Collection" | "DoesNotThrow" | "DoesNotThrowAsync" => Oracle::weak(Value, ""),
        "Throws"
        | "ThrowsAsync"
        | "ThrowsAny"
        | "ThrowsAnyAsync"
        | "Catch"
        | "CatchAsync"
        | "ThrowsException"
        | "ThrowsExceptionAsync"
        | "ThrowsExactly"
        | "ThrowsExactlyAsync" => {
            let message = chain.segments.iter().skip(at + 2).find(|s| s.arguments.is_some());
            let oracle = raise(&arguments(list), segment.types);
            match message.and_then(|s| s.arguments) {
                Some(message) if !segment.types.is_empty() => {
                    Oracle::failure(&format!("{}: {}", segment.types, argument(message, 0)), false)
                }
                _ => oracle,
            }
        }
        "IsNotNull" | "NotNull" => compared(first, Comparison::NotEqual, "null"),
        "NotEmpty" => Oracle::weak(Value, "not empty"),
        "IsType" | "IsAssignableFrom" | "IsInstanceOf" | "IsInstanceOfType" | "InstanceOf" => {
            let class = if segment.types.is_empty() { argument(list, 1) } else { segment.types };
            let class = if class.is_empty() { first } else { class };
            judged(
                &format!(
                    "{first} instanceof {}",
                    class.trim_start_matches("typeof").trim_matches(['(', ')'])
                ),
                true,
            )
        }
        _ => {
            let mut rest = flat(method);
            if let Some(cut) = rest.strip_prefix("are").or_else(|| rest.strip_prefix("is")) {
                rest = cut.to_owned();
            }
            named(&rest, list, segment.types, 0)
        }
    }
}

/// Returns what the chain behind `x.Should()` asserts.
fn fluent(chain: &Chain<'_>, at: usize) -> Oracle {
    let subject: Vec<&str> = chain.segments[..at].iter().map(|s| s.name).collect();
    let subject = subject.join(".");
    let Some(first) = chain.segments.get(at + 1).copied() else { return Oracle::weak(Value, "") };
    let list = first.arguments.unwrap_or_default();
    let later = |name: &str| {
        let found = chain.segments[at + 1..].iter().find(|s| s.name.starts_with(name))?;
        found.arguments.map(|list| argument(list, 0))
    };
    match first.name {
        "Throw" | "ThrowAsync" | "ThrowExactly" | "ThrowExactlyAsync" | "ThrowWithinAsync" => {
            let class = first.types;
            match later("WithMessage") {
                Some(message) => Oracle::failure(&format!("{class}: {message}"), false),
                None => Oracle::failure(class, is_any_error(class)),
            }
        }
        "NotThrow" | "NotThrowAsync" | "NotThrowAfter" => Oracle::weak(Value, ""),
        "HaveClientError" | "HaveServerError" | "BeFailure" => {
            Oracle::failure(list, list.is_empty())
        }
        name if name.starts_with("Be4") || name.starts_with("Be5") => Oracle::failure(name, false),
        "BeTrue" => judged(&subject, true),
        "BeFalse" => judged(&subject, false),
        "BeNull" => compared(&subject, Comparison::Equal, "null"),
        "BeEmpty" | "BeNullOrEmpty" => compared(&subject, Comparison::Equal, "[]"),
        "NotBeNull" | "NotBeNullOrEmpty" | "NotBeEmpty" | "NotBeNullOrWhiteSpace" => {
            compared(&subject, Comparison::NotEqual, "null")
        }
        "BeOfType" | "BeAssignableTo" | "BeExactType" => {
            let class = if first.types.is_empty() { argument(list, 0) } else { first.types };
            judged(
                &format!(
                    "{subject} instanceof {}",
                    class.trim_start_matches("typeof").trim_matches(['(', ')'])
                ),
                true,
            )
        }
        "NotBe" | "NotBeEquivalentTo" | "NotBeSameAs" => {
            compared(&subject, Comparison::NotEqual, argument(list, 0))
        }
        "Contain" | "StartWith" | "EndWith" | "Match" | "MatchRegex" | "ContainEquivalentOf" => {
            compared(argument(list, 0), Comparison::In, &subject)
        }
        "NotContain" => compared(argument(list, 0), Comparison::NotIn, &subject),
        _ => compared(&subject, Comparison::Equal, argument(list, 0)),
    }
}

/// Returns what a method of Shouldly asserts of a subject.
fn shouldly(name: &str, subject: &str, list: &str, types: &str) -> Oracle {
    let rest = flat(name.strip_prefix("Should").unwrap_or(name));
    let first = argument(list, 0);
    match rest.as_str() {
        "throw" | "throwasync" | "throws" | "throwsasync" | "throwwithmessage" => {
            raise(&arguments(list), types)
        }
        "notthrow" | "notthrowasync" => Oracle::weak(Value, ""),
        "betrue" => judged(subject, true),
        "befalse" => judged(subject, false),
        "benull" => compared(subject, Comparison::Equal, "null"),
        "notbenull" | "notbeempty" | "notbenullorempty" | "notbenullorwhitespace" => {
            compared(subject, Comparison::NotEqual, "null")
        }
        "notbe" | "notequal" | "notbesameas" => compared(subject, Comparison::NotEqual, first),
        "beoftype" | "beassignableto" => {
            let class = if types.is_empty() { first } else { types };
            judged(&format!("{subject} instanceof {class}"), true)
        }
        "contain" | "startwith" | "endwith" | "match" => compared(first, Comparison::In, subject),
        "notcontain" => compared(first, Comparison::NotIn, subject),
        "matchapproved" => Oracle::strong(Snapshot, ""),
        _ if rest.starts_with("have") && rest.contains("error") => Oracle::failure(first, false),
        _ if rest.starts_with("nothave") => Oracle::weak(Value, first),
        "befailure" | "befailed" | "befaulted" | "beinvalid" => {
            Oracle::failure(first, first.is_empty())
        }
        _ if first.is_empty() => Oracle::strong(Value, ""),
        _ => equality(subject, first, 1),
    }
}

fn mock(list: &str) -> Oracle {
    if list.contains("Times.Never") || list.contains("Times.Exactly(0)") {
        return Oracle::failure("never", false);
    }
    if kin::is_told(list) {
        return Oracle::failure(argument(list, 0), false);
    }
    Oracle::strong(MockInteraction, list)
}
