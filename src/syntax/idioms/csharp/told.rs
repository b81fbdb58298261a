//! Assertions of C# that are known by how they are called: probes that expect to be told something
//! (`probe.ExpectMsg(paid)`), steps of a test scene, and what a project names after what it looks at.

use super::constraint::constraint;
use crate::model::assertion::AssertionKind::{Snapshot, Value};
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::{Comparison, argument, arguments};
use crate::syntax::failure_words::{is_error_type, names_failure};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Starts of calls behind an expectation that say what it gives back: it prepares, and asserts nothing.
const PREPARES: &[&str] =
    &["Call", "Ignore", "Reply", "Respond", "Return", "Setup", "Throw", "Will"];

/// Words of what reads a language and so expects its words, and of what prepares by expecting.
const READS: &[&str] = &["builder", "lexer", "mock", "parser", "reader", "scanner", "token"];

pub(super) fn asserted(chain: &Chain<'_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    let list = tip.arguments?;
    if root.name == "Snapshot" && chain.segments.len() == 2 && tip.name == "Match" {
        return Some(Oracle::strong(Snapshot, ""));
    }
    if chain.segments.len() == 1 && matches!(tip.name, "AddAssert" | "AddUntilStep") {
        return step(list);
    }
    if let Some(looked_at) = tip.name.strip_suffix("ShouldBe").filter(|name| !name.is_empty()) {
        let wanted = argument(list, 0)?;
        return Some(compared(looked_at, Comparison::Equal, wanted));
    }
    let at = chain.segments.iter().position(expects)?;
    let starts = |s: &Segment<'_>| PREPARES.iter().any(|start| s.name.starts_with(start));
    let before = at.checked_sub(1).map_or("", |before| chain.segments[before].name);
    let lower = before.to_ascii_lowercase();
    if chain.segments[at + 1..].iter().any(starts) || READS.iter().any(|w| lower.contains(w)) {
        return None;
    }
    expected(&chain.segments[at], at > 0)
}

/// Whether a call expects something by its name, and is none of those that prepare a mock.
fn expects(segment: &Segment<'_>) -> bool {
    let rest = segment.name.strip_prefix("Expect").unwrap_or_default();
    let list = segment.arguments.unwrap_or_default();
    let of_mock = matches!(rest, "Call" | "LastCall")
        || rest.ends_with("AndReturn")
        || (matches!(rest, "Get" | "Set") && list.contains("=>"));
    segment.arguments.is_some() && rest.starts_with(|c: char| c.is_ascii_uppercase()) && !of_mock
}

/// Returns what a probe expects. By its bare name it may be a helper of the tests' own, unless it names a failure.
fn expected(segment: &Segment<'_>, is_on_receiver: bool) -> Option<Oracle> {
    let Segment { name, types, .. } = *segment;
    let given = argument(segment.arguments?, 0).unwrap_or_default();
    if is_error_type(types) && !name.contains("No") {
        return Some(Oracle::failure(types, false));
    }
    if !is_on_receiver {
        return None;
    }
    if names_failure(name) {
        return Some(Oracle::failure(given, given.is_empty()));
    }
    let is_function = given.contains("=>");
    Some(if given.is_empty() || is_function {
        Oracle::strong(Value, types)
    } else {
        compared("told", Comparison::Equal, given)
    })
}

/// Returns what a step of a test scene asserts: `AddAssert("paid", () => sum == 3)`, and with a constraint
/// `AddAssert("paid", () => sum, () => Is.EqualTo(3))`.
fn step(list: &str) -> Option<Oracle> {
    let parts = arguments(list);
    let body =
        |part: &&str| part.split_once("=>").map_or(*part, |(_, body)| body.trim()).to_owned();
    let asked = body(parts.get(1)?);
    Some(match parts.get(2) {
        Some(wanted) if wanted.contains("=>") => constraint(&asked, &body(wanted)),
        _ if asked.starts_with('{') => Oracle::strong(Value, ""),
        _ => judged(&asked, true),
    })
}
