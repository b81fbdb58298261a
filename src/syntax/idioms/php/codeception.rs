//! Codeception's actor, which says what it sees: `$I->seeResponseCodeIs(404)`, `$I->dontSee('Paid')`.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, argument};
use crate::syntax::failure_words::{is_any_error, is_status_name, words};
use crate::syntax::judge::compared;
use crate::syntax::oracle::Oracle;

/// Returns what a call of the actor asserts; `None` where it acts or another is asked.
pub(super) fn actor(chain: &Chain<'_>) -> Option<Oracle> {
    if !matches!(chain.receiver(), Some("$I" | "$i" | "$tester" | "tester")) {
        return None;
    }
    let tip = chain.tip();
    let first = argument(tip.arguments?, 0).unwrap_or_default();
    if tip.name == "expectThrowable" {
        let class = first.trim_end_matches("::class");
        return Some(Oracle::failure(class, is_any_error(class)));
    }
    let words = words(tip.name);
    let [start, rest @ ..] = words.as_slice() else { return None };
    let sees = match (start.as_str(), rest.first().map(String::as_str)) {
        ("see", _) | ("can", Some("see")) => true,
        ("dont" | "cant", Some("see")) => false,
        _ => return None,
    };
    let is_failing_code = || {
        let code = first.rsplit(':').next().unwrap_or_default();
        first.contains("::") && is_status_name(code)
    };
    Some(match tip.name.trim_start_matches("can") {
        _ if !sees => Oracle::strong(Value, first),
        "seeResponseCodeIsClientError" | "seeResponseCodeIsServerError" => {
            Oracle::failure(&words[words.len() - 2], false)
        }
        "seeResponseCodeIs" if is_failing_code() => Oracle::failure(first, false),
        "seeResponseCodeIs" | "SeeResponseCodeIs" => {
            compared("response.status", Comparison::Equal, first)
        }
        "see" | "See" | "seeInSource" | "seeInTitle" | "seeInShellOutput" => {
            compared(first, Comparison::In, "page")
        }
        name if name.starts_with("seeResponseContains") => compared(first, Comparison::In, "page"),
        _ => Oracle::strong(Value, first),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assertion::AssertionKind::FailureState;

    #[test]
    fn what_an_actor_sees_is_told_from_what_it_does() {
        let kind = |name, list| {
            let mut chain = Chain::single(name, "", list, 1);
            chain.segments.insert(0, crate::syntax::chain::Segment { name: "$I", ..chain.tip() });
            actor(&chain).map(|oracle| oracle.kind)
        };
        assert_eq!(kind("seeResponseCodeIs", "404"), Some(FailureState));
        assert_eq!(kind("seeResponseCodeIs", "HttpCode::BAD_REQUEST"), Some(FailureState));
        assert_eq!(kind("seeResponseCodeIs", "HttpCode::OK"), Some(Value));
        assert_eq!(kind("seeResponseCodeIsClientError", ""), Some(FailureState));
        assert_eq!(kind("see", "'Error: no cart'"), Some(FailureState));
        assert_eq!(kind("see", "'Paid'"), Some(Value));
        assert_eq!(kind("seeInDatabase", "'errors', ['id' => 3]"), Some(Value));
        assert_eq!(kind("dontSee", "'Error: no cart'"), Some(Value));
        assert_eq!(kind("expectThrowable", "Limit::class, $pay"), Some(FailureState));
        for name in ["click", "amOnPage", "wantTo", "grabTextFrom", "seek"] {
            assert_eq!(kind(name, "'Pay'"), None, "{name}");
        }
    }
}
