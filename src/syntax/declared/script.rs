//! Suites and tests that a call of JavaScript declares: `describe.skip("…", …)`, `it.effect("…", …)`,
//! `Deno.test({ name, fn })`.

use super::{Declared, plain_title, written_rows};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{by_name, first_of_several, parts};
use crate::syntax::unit::Part;

/// What may stand between the word that declares a test and its title; the empty name is a second call,
/// as in `it.each(rows)(…)`.
const MODIFIERS: &[&str] = &[
    "",
    "concurrent",
    "describe",
    "each",
    "failing",
    "fails",
    "fixme",
    "for",
    "module",
    "only",
    "parallel",
    "runIf",
    "sequential",
    "serial",
    "serially",
    "skip",
    "skipIf",
    "slow",
    "test",
    "todo",
];

/// Members of `it` and `test` that declare none, whatever they are given.
const NO_TESTS: &[&str] = &[
    "after",
    "afterAll",
    "afterEach",
    "before",
    "beforeAll",
    "beforeEach",
    "describe",
    "extend",
    "mock",
    "on",
    "once",
    "step",
    "teardown",
    "use",
];

/// Members that hold tests of their own.
const GROUPS: &[&str] = &["group", "layer", "suite"];

/// Starts of names that do something around tests: `setupTest("…", …)`.
const AROUND: &[&str] =
    &["after", "before", "clean", "describe", "mock", "module", "prepare", "setup", "teardown"];

/// Returns the suite or test that a call such as `describe.skip("name", …)` declares.
pub(super) fn script(chain: &Chain<'_>) -> Option<Declared> {
    let root = chain.root().name;
    let list = chain.tip().arguments?;
    let has = |name: &str| chain.has(name);
    let is_suite = match root {
        "describe" | "context" | "suite" | "fdescribe" | "xdescribe" | "xcontext" => true,
        // tap's own object, and a test's context that declares one inside it.
        "t" | "tap" if chain.segments.get(1).is_none_or(|second| second.name != "test") => {
            return None;
        }
        "it" | "test" | "specify" | "fit" | "xit" | "xtest" | "xspecify" | "Deno" | "QUnit"
        | "t" | "tap" => has("describe") || has("module"),
        _ => return None,
    };
    let mut members = chain.segments.iter().skip(1);
    if !members.all(|segment| MODIFIERS.contains(&segment.name)) {
        return of_member(chain);
    }
    if root == "Deno" && first_of_several(list).is_none_or(|first| first.starts_with('{')) {
        return of_deno(chain);
    }
    let title = first_of_several(list).filter(|_| !has("todo"))?;
    let quoted = is_quoted(title);
    // A title may be put together; what opens with a block or a list is none.
    if !quoted && title.starts_with(['{', '[', '(']) {
        return None;
    }
    if !quoted
        && (title.contains("=>") || title.starts_with("function") || title.starts_with("async "))
    {
        return None;
    }
    Some(named(chain, title, is_suite))
}

/// Returns what a member that a library gives `it` or `test` declares: `it.effect("…", () => …)`,
/// `test.prop([…])("…", a => …)`.
fn of_member(chain: &Chain<'_>) -> Option<Declared> {
    let mut members = chain.segments.iter().skip(1);
    let is_none = matches!(chain.root().name, "it" | "test")
        && members.all(|segment| !NO_TESTS.contains(&segment.name));
    let list = chain.tip().arguments.filter(|_| is_none && !chain.has("todo"))?;
    let title = titled_function(list)?;
    let groups = chain.segments.iter().any(|segment| GROUPS.contains(&segment.name));
    Some(named(chain, title, groups || declares_tests(list)))
}

/// Returns the test that a project's own word declares by a title and a function: `ajaxTest("…", 8, function
/// (assert) { … })`, or one that the file extends (`extended`); a test only if it asserts.
pub(in crate::syntax) fn by_own_word(chain: &Chain<'_>, extended: bool) -> Option<Declared> {
    let root = chain.root();
    let members = &chain.segments[1..];
    let is_word = extended
        || (root.name.ends_with("Test") && !AROUND.iter().any(|word| root.name.starts_with(word)));
    if !is_word {
        return None;
    }
    let modifies = |name: &str| matches!(name, "only" | "skip" | "concurrent" | "serial");
    let groups = extended && members.iter().any(|segment| segment.name == "describe");
    if !members.iter().all(|s| modifies(s.name) || (groups && s.name == "describe")) {
        return None;
    }
    let list = chain.tip().arguments?;
    let title = titled_function(list).filter(|_| groups || !declares_tests(list))?;
    parts(list).last().filter(|last| is_function(last))?;
    Some(named(chain, title, groups))
}

fn named(chain: &Chain<'_>, title: &str, is_suite: bool) -> Declared {
    let each = chain.arguments_of("each").or_else(|| chain.arguments_of("for"));
    Declared {
        name: plain_title(title),
        is_suite,
        skipped: chain.root().name.starts_with('x') || chain.has("skip") || chain.has("fixme"),
        part: Part::Test,
        rows: each.and_then(written_rows),
        announces_block: false,
    }
}

/// Returns the test that `Deno.test({ name: "…", fn() { … } })` or `Deno.test(function pays() { … })` declares.
fn of_deno(chain: &Chain<'_>) -> Option<Declared> {
    let list = chain.tip().arguments?.trim().trim_end_matches(',').trim_end();
    if let Some(inner) = list.strip_prefix('{') {
        let inner = inner.strip_suffix('}')?;
        let title = parts(inner).find_map(|part| {
            by_name(part, &[':']).filter(|(key, _)| *key == "name").map(|(_, title)| title)
        });
        let title = title.or_else(|| parts(inner).find(|part| *part == "name"))?;
        let declared = named(chain, title, false);
        let ignored = parts(inner).any(|part| {
            by_name(part, &[':']).is_some_and(|(key, value)| key == "ignore" && value == "true")
        });
        return Some(Declared { skipped: declared.skipped || ignored, ..declared });
    }
    let plain = list.strip_prefix("async ").unwrap_or(list).trim_start();
    let (name, _) = plain.strip_prefix("function ")?.split_once('(')?;
    Some(named(chain, Some(name.trim()).filter(|name| !name.is_empty())?, false))
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '\'', '`'])
}

/// Returns the title of a list that opens with one and holds a function behind it.
fn titled_function(list: &str) -> Option<&str> {
    let title = first_of_several(list).filter(|title| is_quoted(title))?;
    parts(list).skip(1).any(is_function).then_some(title)
}

/// Whether an argument is a function that is written out.
fn is_function(text: &str) -> bool {
    let plain = text.strip_prefix("async").unwrap_or(text).trim_start();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    plain.starts_with("function")
        || plain
            .split_once("=>")
            .is_some_and(|(head, _)| head.starts_with('(') || head.trim_end().chars().all(is_name))
}

/// Whether the text of a function declares tests of its own.
fn declares_tests(text: &str) -> bool {
    ["it(", "test(", "it.effect(", "it.live(", "it.scoped("].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let inner = text[at + word.len()..].trim_start();
            text[..at].ends_with([' ', '\n', '\t', ';', '{', '>']) && is_quoted(inner)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_told_from_a_call_that_is_given_one() {
        for text in
            ["() => 3", "async (a) => a", "a => a", "function () {}", "async function* () {}"]
        {
            assert!(is_function(text), "{text}");
        }
        for text in ["pay(() => 3)", "3", "{ retry: () => 3 }", "[a].map(b => b)"] {
            assert!(!is_function(text), "{text}");
        }
    }
}
