//! Objects that test by one call, and what screens show: Guava's testers, Espresso, Atrium, snapshots.

use crate::model::assertion::AssertionKind::{Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, parts};
use crate::syntax::failure_words::is_any_error;
use crate::syntax::idioms::argument;
use crate::syntax::judge::compared;
use crate::syntax::oracle::Oracle;

/// Returns what a call of a tester asserts.
pub(in crate::syntax::idioms) fn tested(chain: &Chain<'_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    let list = tip.arguments?;
    let receiver = chain.receiver().unwrap_or_default().to_ascii_lowercase();
    let is_member = chain.segments.len() > 1;
    match tip.name {
        // System Rules.
        "expectSystemExitWithStatus" if is_member => Some(if list.trim() == "0" {
            Oracle::strong(Value, "0")
        } else {
            Oracle::failure(list, false)
        }),
        "testEquals" if root.name == "EqualsTester" || receiver.contains("equalstester") => {
            Some(Oracle::strong(Value, ""))
        }
        "verify" if root.name == "EqualsVerifier" && is_member => Some(Oracle::strong(Value, "")),
        // That each parameter refuses to be nothing.
        "testAllPublicStaticMethods"
        | "testAllPublicInstanceMethods"
        | "testAllPublicConstructors"
            if is_member =>
        {
            Some(Oracle::failure("NullPointerException", false))
        }
        // Espresso's.
        "check" if is_member && parts(list).any(looks_at_view) => {
            Some(if list.contains("hasErrorText(") && !list.contains("null") {
                Oracle::failure(list, false)
            } else {
                Oracle::strong(Value, list)
            })
        }
        "intended" if !is_member || root.name == "Intents" => Some(Oracle::strong(Value, list)),
        "captureRoboImage" | "compareScreenshot" => Some(Oracle::strong(Snapshot, "")),
        "snapshot" | "gif" if receiver.contains("paparazzi") => Some(Oracle::strong(Snapshot, "")),
        _ => None,
    }
}

/// Whether what a view is checked by is one of Espresso's own checks.
fn looks_at_view(text: &str) -> bool {
    const CHECKS: &[&str] = &["matches", "doesNotExist", "selectedDescendantsMatch"];
    let name = text.split('(').next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default().trim();
    name.len() < text.len() && (CHECKS.contains(&name) || name.starts_with("isCompletely"))
}

/// Returns what `expect(x)` with Atrium's matchers asserts, and `expect(3) { total() }` of `kotlin.test`.
pub(in crate::syntax::idioms) fn expected(chain: &Chain<'_>) -> Option<Oracle> {
    const TO: &[&str] =
        &["Be", "Contain", "End", "Equal", "Exist", "Have", "Match", "Start", "Throw"];
    let (root, tip) = (chain.root(), chain.tip());
    let subject = root.arguments.filter(|_| root.name == "expect")?;
    if chain.segments.len() == 1 {
        let is_compared = !root.block.is_empty() && parts(subject).count() < 3;
        return is_compared.then(|| compared(root.block.trim(), Comparison::Equal, subject.trim()));
    }
    let asserts = |name: &str| {
        let rest = name.strip_prefix("to").or_else(|| name.strip_prefix("notTo"));
        rest.is_some_and(|rest| TO.iter().any(|word| rest.starts_with(word)))
    };
    let first = chain.segments.iter().skip(1).find(|s| asserts(s.name) && s.arguments.is_some())?;
    if let Some(throws) = chain.segments.iter().find(|s| s.name == "toThrow") {
        return Some(Oracle::failure(throws.types, is_any_error(throws.types)));
    }
    let wanted = argument(first.arguments.unwrap_or_default(), 0);
    Some(match first.name {
        "toEqual" | "toBeTheInstance" => compared(argument(subject, 0), Comparison::Equal, wanted),
        "notToEqual" => compared(argument(subject, 0), Comparison::NotEqual, wanted),
        "notToThrow" => Oracle::weak(Value, ""),
        _ => Oracle::strong(Value, if wanted.is_empty() { tip.name } else { wanted }),
    })
}
