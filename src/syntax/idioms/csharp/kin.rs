//! What single frameworks of C# assert beside the common ones: Roslyn's diagnostics, `NFluent`, `TUnit`; and
//! mocks that are told of a failure.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::{Comparison, argument, arguments};
use crate::syntax::failure_words::tells_of_failure;
use crate::syntax::idioms::named::raise;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what `compilation.VerifyDiagnostics(…)`, `VerifyCS.VerifyAnalyzerAsync(…)` or
/// `Check.ThatCode(f).Throws<Limit>()` asserts.
pub(super) fn asserted(chain: &Chain<'_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    let list = tip.arguments?;
    if tip.name.starts_with("Verify") && tip.name.contains("Diagnostics") {
        let fails = list.contains("ErrorCode.ERR_");
        return Some(if fails {
            Oracle::failure(list, false)
        } else {
            Oracle::strong(Value, list)
        });
    }
    if root.name.starts_with("Verify")
        && tip.name.starts_with("Verify")
        && tip.name.ends_with("Async")
    {
        return Some(Oracle::strong(Value, argument(list, 0).unwrap_or_default()));
    }
    let second = chain.segments.get(1).filter(|_| root.name == "Check")?;
    let subject = argument(second.arguments?, 0).unwrap_or_default();
    second.name.starts_with("That").then(|| behind(chain, 2, subject))?
}

/// Returns what a chain asserts that waits for a failure by the older words of `FluentAssertions`, whatever it
/// asks of it then: `pay.ShouldThrow<Limit>().And.Sum.Should().Be(3)`.
pub(super) fn thrown(chain: &Chain<'_>) -> Option<Oracle> {
    let waits = |s: &&Segment<'_>| s.name.starts_with("ShouldThrow") && s.arguments.is_some();
    let segment = chain.segments.iter().find(waits)?;
    let class = segment.types;
    let message = chain.segments.iter().find(|s| s.name.starts_with("WithMessage"));
    Some(match message.and_then(|s| argument(s.arguments?, 0)) {
        Some(message) => Oracle::failure(&format!("{class}: {message}"), false),
        None => raise(&arguments(segment.arguments.unwrap_or_default()), class),
    })
}

/// Returns what `TUnit`'s `Assert.That(x)` asserts by the words behind it.
pub(super) fn awaited(chain: &Chain<'_>, at: usize) -> Option<Oracle> {
    let that = chain.segments.get(at + 1).filter(|s| s.name == "That")?;
    let list = arguments(that.arguments?);
    let [subject] = list.as_slice() else { return None };
    behind(chain, at + 2, subject)
}

/// Returns what the words of a chain from a place on assert of a subject.
fn behind(chain: &Chain<'_>, at: usize, subject: &str) -> Option<Oracle> {
    let mut words = chain.segments.get(at..)?.iter().filter(|s| s.arguments.is_some());
    let first = words.next()?;
    let list = first.arguments.unwrap_or_default();
    let wanted = argument(list, 0).unwrap_or_default();
    Some(match first.name {
        name if name.starts_with("Throws") && name != "ThrowsNothing" => {
            raise(&arguments(list), first.types)
        }
        "IsTrue" => judged(subject, true),
        "IsFalse" => judged(subject, false),
        "IsNull" => compared(subject, Comparison::Equal, "null"),
        "IsNotNull" => compared(subject, Comparison::NotEqual, "null"),
        "IsNotEqualTo" => compared(subject, Comparison::NotEqual, wanted),
        "IsEqualTo" => compared(subject, Comparison::Equal, wanted),
        "Contains" | "StartsWith" | "EndsWith" => compared(wanted, Comparison::In, subject),
        "IsTypeOf" | "IsInstanceOf" | "IsAssignableTo" => {
            judged(&format!("{subject} instanceof {}", first.types), true)
        }
        _ => Oracle::strong(Value, wanted),
    })
}

/// Whether the call that a mock must have been given is one that tells of a failure: `l => l.LogError("gone")`.
pub(super) fn is_told(list: &str) -> bool {
    if ["LogLevel.Error", "LogLevel.Critical"].iter().any(|level| list.contains(level)) {
        return true;
    }
    let called = list.split_once("=>").map_or("", |(_, rest)| rest.trim_start());
    let name = called.split(['(', '<']).next().unwrap_or_default();
    tells_of_failure(name.rsplit('.').next().unwrap_or_default())
}
