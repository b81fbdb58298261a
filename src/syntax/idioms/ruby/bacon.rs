//! Bacon's words behind `should`: `cart.should.not.be.empty`, `should.raise(Limit) { pay }`.

use super::rspec::matched;
use crate::syntax::chain::Chain;
use crate::syntax::idioms::argument;
use crate::syntax::oracle::Oracle;

/// Returns what a chain asserts that begins with `expect` of a subject and goes on with `should`; `None` for any
/// other.
pub(super) fn asserted(chain: &Chain<'_>) -> Option<Oracle> {
    let [expect, should, rest @ ..] = chain.segments.as_slice() else { return None };
    if expect.name != "expect" || !matches!(should.name, "should" | "should_not") {
        return None;
    }
    let subject = expect.arguments.unwrap_or_default();
    let mut negated = should.name == "should_not";
    if rest.is_empty() {
        return Some(matched(subject, should.arguments.unwrap_or_default(), negated));
    }
    for segment in rest {
        let list = segment.arguments.unwrap_or_default().trim();
        let matcher = match segment.name.trim_end_matches('?') {
            "not" => {
                negated = !negated;
                if list.is_empty() {
                    continue;
                }
                list.to_owned()
            }
            "be" | "a" | "an" | "have" if list.is_empty() => continue,
            "be" => list.to_owned(),
            "a" | "an" | "kind_of" | "instance_of" => format!("be_kind_of {list}"),
            "raise" | "throw" => format!("raise_error {list}"),
            "equal" | "eql" | "same_as" => format!("eq {}", argument(list, 0)),
            "true" | "false" => format!("be {}", segment.name),
            name @ ("include" | "match" | "start_with" | "end_with") => format!("{name} {list}"),
            name if list.is_empty() => format!("be_{name}"),
            _ => format!("eq {list}"),
        };
        let matcher = if segment.name == "be" && !is_operator(list) {
            format!("be {matcher}")
        } else {
            matcher
        };
        return Some(matched(subject, &matcher, negated));
    }
    None
}

fn is_operator(list: &str) -> bool {
    ["==", "=~", "!=", "<", ">"].iter().any(|sign| list.starts_with(sign))
}
