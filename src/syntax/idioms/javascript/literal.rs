//! Errors that are named by a text or made where something is compared with them: `toBe('Error')`,
//! `toEqual({ type: 'error' })`, `toBe('#', null, new LimitError())`.

use super::shown::is_made_error;
use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, call, comparison, parts};
use crate::syntax::failure_words::{expects_failure, is_failure_text, says_error};
use crate::syntax::idioms::argument;
use crate::syntax::oracle::Oracle;

/// Longest list that is read, in bytes.
const MAX_LIST: usize = 4_000;

/// Longest text that is looked into for markup, in bytes.
const MAX_PARTED: usize = 300;

/// Matchers and methods that require what they are given.
const REQUIRE: &[&str] = &[
    "contain",
    "contains",
    "deepEqual",
    "deepStrictEqual",
    "deepEquals",
    "eq",
    "eql",
    "equal",
    "equals",
    "include",
    "includes",
    "is",
    "match",
    "propertyVal",
    "same",
    "strictEqual",
    "toBe",
    "toContain",
    "toContainEqual",
    "toContainText",
    "toEqual",
    "toHaveText",
    "toHaveTextContent",
    "toMatch",
    "toMatchObject",
    "toStrictEqual",
];

/// Words of what is looked at of which an error's word says how it is shown or where it goes.
const SHOWN_AS: &[&str] = &[
    "class",
    "classlist",
    "classname",
    "color",
    "colour",
    "commit",
    "config",
    "description",
    "event",
    "filename",
    "fullname",
    "help",
    "icon",
    "id",
    "key",
    "keys",
    "label",
    "level",
    "log",
    "mode",
    "name",
    "names",
    "option",
    "options",
    "params",
    "query",
    "rules",
    "selector",
    "severity",
    "subject",
    "tab",
    "tabs",
    "theme",
    "title",
    "variant",
];

/// Makes a failure state of an assertion of a value that requires an error by its name.
pub(super) fn by_literal(chain: &Chain<'_>, oracle: Oracle) -> Oracle {
    let tip = chain.tip();
    let list = tip.arguments.unwrap_or_default();
    if oracle.kind != Value || chain.has("not") || list.len() > MAX_LIST {
        return oracle;
    }
    let is_shown = |subject: &str| {
        let lower = subject.to_ascii_lowercase();
        let mut words = lower.split(|c: char| !c.is_ascii_alphabetic());
        words.any(|word| {
            SHOWN_AS
                .iter()
                .any(|shown| word == *shown || (shown.len() > 4 && word.ends_with(shown)))
        })
    };
    if matches!(tip.name, "ok" | "assert" | "isTrue" | "true") {
        let asked = argument(list, 0);
        return match sought(asked).filter(|text| says_error(text) && !is_shown(asked)) {
            Some(text) => Oracle::failure(text, false),
            None => oracle,
        };
    }
    if !REQUIRE.contains(&tip.name) {
        return oracle;
    }
    // A message may follow what is compared; what a marble diagram ends in follows it as well.
    let by_expect = chain.segments.len() > 1 && chain.root().arguments.is_some();
    let compared = if by_expect { 1 } else { 2 };
    let is_open = |part: &str| !part.starts_with(['"', '\'', '`', '{', '[']);
    let is_shown = chain.root().arguments.filter(|_| by_expect).is_some_and(is_shown)
        || parts(list).take(compared).any(|part| is_open(part) && is_shown(part));
    let text = parts(list).take(compared).find(|part| !is_shown && names_error(part));
    let made = if by_expect { 3 } else { 2 };
    let found = text.or_else(|| parts(list).take(made).find(|part| holds_made_error(part)));
    found.map_or(oracle, |part| Oracle::failure(part, false))
}

/// Returns the text that a question asks for: `out.includes('error')`, `out.indexOf('error') > -1`, `kind === 'error'`.
fn sought(asked: &str) -> Option<&str> {
    if let Some((left, how, right)) = comparison(asked) {
        let found = match (how, right) {
            (Comparison::Order, "-1" | "0") => asked.contains('>') && !asked.contains("> 0"),
            (Comparison::NotEqual, "-1") => true,
            (Comparison::Equal, text) if text.starts_with(['"', '\'', '`']) => return Some(right),
            _ => false,
        };
        let (name, inner) = call(left).filter(|_| found)?;
        return name.ends_with(".indexOf").then_some(inner);
    }
    let (name, inner) = call(asked)?;
    (name.ends_with(".includes") && !asked.starts_with('!')).then_some(inner)
}

/// Whether what is compared is an error that is made, or holds one.
fn holds_made_error(part: &str) -> bool {
    let holds = || {
        part.starts_with(['{', '['])
            && !part.contains("=>")
            && part.match_indices("new ").any(|(at, _)| is_made_error(&part[at..]))
    };
    (part.starts_with("new ") && is_made_error(part)) || holds()
}

/// Whether what is required names an error: a text, an object by its state or its key, a list of such.
pub(super) fn names_error(part: &str) -> bool {
    if part.len() > MAX_LIST {
        return false;
    }
    if says_error(part) || is_failure_text(part) || says_error_within(part) {
        return true;
    }
    if let Some(inner) = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return parts(inner).any(|one| {
            matches!(one, "error" | "err" | "failure" | "exception")
                || (one.starts_with('{') && names_error(one))
                || (one.contains("Containing(") && names_error(one))
        });
    }
    if part.starts_with('{') {
        return has_failing_state(part) || expects_failure("", part);
    }
    call(part).is_some_and(|(name, inner)| {
        (["Containing", "stringify", "sinon.match"].iter().any(|end| name.ends_with(end)))
            && names_error(inner.trim())
    })
}

/// Whether a sentence inside markup or behind a prefix says that something failed: `'<p>MESSAGE:Payment failed</p>'`.
fn says_error_within(text: &str) -> bool {
    let plain = text.trim_matches(['"', '\'', '`', '/']);
    let is_parted = plain.contains(['<', ':']) && !plain.contains(['{', '\\', '|', '$']);
    if plain.len() + 2 != text.len() || !is_parted || plain.len() > MAX_PARTED {
        return false;
    }
    // What stands in a tag is no text; each other stretch is one up to the next tag.
    plain.split('<').enumerate().any(|(at, stretch)| {
        let shown = match stretch.split_once('>') {
            Some((_, shown)) => shown,
            None if at == 0 => stretch,
            None => "",
        };
        shown.split(':').map(str::trim).any(|sentence| {
            sentence.contains(' ')
                && sentence.len() < plain.len()
                && says_error(&format!("'{sentence}'"))
        })
    })
}

/// Whether an object has the state of having failed: `{ type: 'error' }`.
fn has_failing_state(object: &str) -> bool {
    let inner = object.trim_start_matches('{').trim_end_matches('}');
    parts(inner).any(|member| {
        let Some((key, value)) = member.split_once(':') else { return false };
        let value = value.trim().trim_end_matches(" as const");
        let word = value.trim_matches(['"', '\'', '`']);
        matches!(
            key.trim().trim_matches(['"', '\'']),
            "type" | "status" | "kind" | "state" | "_tag"
        ) && word.len() < value.len()
            && (["error", "exception", "failed", "failure"]
                .iter()
                .any(|w| word.eq_ignore_ascii_case(w))
                // A promise's has a reason; an order may be rejected as well.
                || (word == "rejected" && inner.contains("reason")))
    })
}
