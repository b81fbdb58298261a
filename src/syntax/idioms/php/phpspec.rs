//! phpspec's matchers, which hang on what they look at: `$this->getTotal()->shouldReturn(42)`.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, argument};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Calls of a double, of Mockery and of what waits for a failure, which are known wherever they stand.
const OTHERS: &[&str] =
    &["shouldBeCalled", "shouldNotBeCalled", "shouldHaveBeen", "shouldNotHaveBeen", "shouldThrow"];

/// Returns what a chain of a specification asserts, with the place in it.
pub(in crate::syntax) fn phpspec(chain: &Chain<'_>) -> Option<(usize, Oracle)> {
    let (at, rest) = chain.segments.iter().enumerate().rev().find_map(|(at, segment)| {
        let rest = segment.name.strip_prefix("should").filter(|_| segment.arguments.is_some())?;
        rest.starts_with(|c: char| c.is_ascii_uppercase()).then_some((at, rest))
    })?;
    let segment = chain.segments[at];
    // What a double is to give back is told behind.
    let prepares = chain.segments[at + 1..].iter().any(|s| s.name.starts_with("will"));
    if at == 0 || prepares || OTHERS.iter().any(|other| segment.name.starts_with(other)) {
        return None;
    }
    let subject: Vec<&str> = chain.segments[..at].iter().map(|s| s.name).collect();
    let subject = subject.join(".");
    let list = segment.arguments?;
    let first = argument(list, 0).unwrap_or_default();
    let negated = rest.strip_prefix("Not");
    let (rest, holds) = (negated.unwrap_or(rest), negated.is_none());
    let how = if holds { Comparison::Equal } else { Comparison::NotEqual };
    Some((
        at,
        match rest {
            // What must not be thrown.
            "Throw" => Oracle::weak(Value, ""),
            "Be" | "Equal" | "BeEqualTo" | "BeLike" | "Return" => compared(&subject, how, first),
            "BeNull" => compared(&subject, how, "null"),
            "HaveType" | "Implement" | "BeAnInstanceOf" | "ReturnAnInstanceOf" => {
                judged(&format!("x instanceof {}", first.trim_end_matches("::class")), holds)
            }
            "Contain" | "StartWith" | "EndWith" | "Match" => {
                let how = if holds { Comparison::In } else { Comparison::NotIn };
                compared(first, how, &subject)
            }
            // A question by its name: `shouldBeValid()` asks `isValid()`.
            _ if list.is_empty() && rest.starts_with("Be") => {
                strong(&judged(&format!("{subject}.is{}()", &rest[2..]), holds))
            }
            _ if list.is_empty() && rest.starts_with("Have") => {
                strong(&judged(&format!("{subject}.has{}()", &rest[4..]), holds))
            }
            _ => Oracle::strong(Value, list),
        },
    ))
}

/// Returns an oracle as one that tells right from wrong.
fn strong(oracle: &Oracle) -> Oracle {
    Oracle::strong(oracle.kind, &oracle.expects)
}
