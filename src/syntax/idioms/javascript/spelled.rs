//! Calls as they are meant: without what `expect` was taken from, and with the short name of an error spelled out.

use crate::syntax::chain::Chain;
use crate::syntax::idioms::argument;

/// Returns the part of a chain that begins with `expect`, where only names stand in front and a matcher follows:
/// `env.expect(spy).toHaveBeenCalled()`. A request's `.expect(404)` is another thing.
pub(super) fn behind_front<'s>(chain: &Chain<'s>) -> Option<Chain<'s>> {
    let at = chain.segments.iter().position(|s| s.name == "expect").filter(|at| *at > 0)?;
    let is_plain = chain.segments[..at].iter().all(|s| s.arguments.is_none() && !s.name.is_empty());
    let matcher = chain.segments.get(at + 1)?.name;
    let is_matcher = matches!(matcher, "not" | "rejects" | "resolves" | "to")
        || matcher.strip_prefix("to").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    (is_plain && is_matcher && chain.segments[at].arguments.is_some())
        .then(|| Chain { segments: chain.segments[at..].to_vec() })
}

/// Returns the lists of a chain's calls with `err` in place of the short name that tap's suites give it, `er`;
/// `None` where none looks at one so called.
pub(super) fn spelled_out(chain: &Chain<'_>) -> Option<Vec<Option<String>>> {
    let spelled = |list: &str| {
        let list = list.trim_start();
        let rest = argument(list, 0).strip_prefix("er").filter(|_| list.starts_with("er"))?;
        let is_whole =
            rest.is_empty() || [".", "?.", "!.", " "].iter().any(|s| rest.starts_with(s));
        is_whole.then(|| format!("err{}", &list["er".len()..]))
    };
    let lists: Vec<Option<String>> =
        chain.segments.iter().map(|s| s.arguments.and_then(spelled)).collect();
    lists.iter().any(Option::is_some).then_some(lists)
}
