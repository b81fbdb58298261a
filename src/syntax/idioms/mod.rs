//! Assertion idioms: which calls assert something, a file per family of frameworks.

mod by_name;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod named;
mod native;
mod php;
mod python;
mod result_code;
mod ruby;
mod rust;

use super::chain::{Chain, Segment};
use super::expression::{Comparison, arguments, is_empty_value, is_literal};
use super::failure_words::{gives_status, measures, names_failure};
use super::judge::compared;
use super::language::Language;
use super::oracle::Oracle;
use crate::model::assertion::{AssertionKind, Strength};

pub(super) use kotlin::infix;
pub(super) use php::phpspec;

/// Where a call stands, as far as an idiom asks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings<'s> {
    /// The condition of the `if` that holds the call, and whether the call is in its `else`.
    pub(super) condition: Option<(&'s str, bool)>,
    /// What Go's `if` binds in front of that condition.
    pub(super) initializer: Option<&'s str>,
    /// Whether that condition asks what the function around is given, and whether one further out does.
    pub(super) by_argument: (bool, bool),
    /// The pattern of the arm that holds the call, and whether of the arms beside it those of a failure go
    /// on and those of `Ok` do not.
    pub(super) arm: Option<(&'s str, bool)>,
    /// What that arm or Rust's `let` in the condition is held against.
    pub(super) matched: Matched,
    /// What the `try` around the call catches; empty where it catches anything.
    pub(super) caught: Option<&'s str>,
    /// Whether the call stands in the handler of a `try`, which need not be reached.
    pub(super) in_handler: bool,
    /// The variable that this handler catches into, or the pattern that it takes the failure apart by.
    pub(super) caught_as: Option<&'s str>,
    /// Whether the `try` fails where nothing is thrown, so that the handler must be reached.
    pub(super) must_fail: bool,
}

/// What Rust's pattern is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Matched {
    /// Anything.
    #[default]
    Any,
    /// An error itself.
    Error,
    /// A result whose success is as good as the error that is asked about.
    PutUpWith,
}

/// Looks around a call when an idiom asks.
#[derive(Clone, Copy)]
pub(super) struct Around<'a, 's>(pub(super) &'a dyn Fn() -> Surroundings<'s>);

/// Returns what a call asserts; `None` where it is an ordinary call.
pub(super) fn asserted(
    language: Language,
    chain: &Chain<'_>,
    around: Around<'_, '_>,
) -> Option<Oracle> {
    // Whether it asserts does not hang on how it is given what it looks at; few calls do.
    let oracle = of_plain(language, chain, around)?;
    let Some(lists) = by_name::plain(language, chain) else { return Some(oracle) };
    let segments = chain.segments.iter().zip(&lists);
    let segments =
        segments.map(|(s, list)| Segment { arguments: list.as_deref().or(s.arguments), ..*s });
    of_plain(language, &Chain { segments: segments.collect() }, around)
}

/// Returns what a call asserts whose arguments have no names.
fn of_plain(language: Language, chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let oracle = by_language(language, chain, around)?;
    Some(match settled(chain) {
        Some(false) => reached(around, chain.tip().arguments.unwrap_or_default()),
        _ if wants_failure(language, chain, &oracle) => Oracle::failure("", true),
        _ => oracle,
    })
}

/// Whether an assertion of a value says by its name that it waits for a failure, as Ruby's `assert_parse_error`.
fn wants_failure(language: Language, chain: &Chain<'_>, oracle: &Oracle) -> bool {
    let name = chain.tip().name.trim_start_matches('_');
    let says = ["assert", "expect", "check"].iter().any(|start| {
        name.get(..start.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(start))
    });
    // C's macros are asked for that by themselves.
    let native = matches!(language, Language::C | Language::Cpp);
    // What is made is no assertion, as `AssertionError()`.
    let is_made = name.starts_with("Assertion") || name.starts_with("Expectation");
    says && !native
        && !is_made
        && oracle.kind == AssertionKind::Value
        && oracle.strength == Strength::Strong
        && !is_empty_value(&oracle.expects)
        // What it waits for must not be.
        && chain.tip().arguments.is_none_or(|list| list.trim() != "false")
        && !measures(name)
        && (names_failure(name)
            || (is_own(name) && gives_status(name, chain.tip().arguments.unwrap_or_default())))
}

/// Whether an assertion by its name is a project's own, and none that compares what it is given.
fn is_own(name: &str) -> bool {
    const COMPARE: &[&str] =
        &["are", "contain", "equal", "false", "in", "is", "match", "not", "same", "that", "true"];
    let flat = named::flat(name);
    let rest = ["assert", "expect", "check"].iter().find_map(|start| flat.strip_prefix(start));
    rest.is_some_and(|rest| !rest.is_empty() && !COMPARE.iter().any(|word| rest.starts_with(word)))
}

/// Returns whether an assertion always holds, `assertTrue(true)`, or never does, `Assert.True(false)`; `None`
/// where that is not written in it. What always holds looks at nothing; what never holds says that it must not
/// be reached.
pub(super) fn settled(chain: &Chain<'_>) -> Option<bool> {
    let (name, list) = (chain.tip().name, chain.tip().arguments?);
    if is_contradiction(name, list) {
        return Some(false);
    }
    let says = ["true", "True", "false", "False"].iter().find(|word| {
        list.trim_start().strip_prefix(**word).is_some_and(|rest| !rest.starts_with(is_name))
    })?;
    let says = says.eq_ignore_ascii_case("true");
    if !matches!(argument(list, 0), "true" | "True" | "false" | "False") {
        return None;
    }
    // What follows is a message.
    let mut rest = super::expression::parts(list).skip(1);
    if !rest.all(|part| part.starts_with(['"', '\'', '`'])) {
        return None;
    }
    if asks_for_truth(name) {
        return Some(says);
    }
    let flat = named::flat(name);
    matches!(flat.trim_start_matches("assert"), "false" | "isfalse").then_some(!says)
}

/// Whether an equality can never hold: `assertEquals("must throw", true, false)`.
fn is_contradiction(name: &str, list: &str) -> bool {
    const EQUAL: &[&str] = &["assertequals", "assertequal", "assertsame", "areequal"];
    list.contains("true")
        && list.contains("false")
        && list.len() < 200
        && EQUAL.contains(&&*named::flat(name))
        && {
            let said = |part: &&str| !part.starts_with(['"', '\'']);
            let mut both: Vec<&str> = super::expression::parts(list).filter(said).collect();
            both.sort_unstable();
            both == ["false", "true"]
        }
}

/// Whether a name is the verb `assert` or begins with it, as `assertPaid`, and not with another word that does:
/// `assertion`, `assertable`.
pub(super) fn is_assertion(name: &str) -> bool {
    let name = name.trim_start_matches('_');
    name.strip_prefix("assert").or_else(|| name.strip_prefix("Assert")).is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether an assertion by its name asks whether its first argument holds.
fn asks_for_truth(name: &str) -> bool {
    let flat = named::flat(name);
    let start = ["assert", "expect", "require", "check"].iter().find_map(|w| flat.strip_prefix(w));
    let rest = start.unwrap_or(&flat);
    matches!(rest, "" | "true" | "istrue" | "ok" | "isok" | "that" | "truthy")
}

fn by_language(language: Language, chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    match language {
        Language::Python => python::asserted(chain, around),
        Language::JavaScript | Language::TypeScript | Language::Tsx => {
            javascript::asserted(chain, around)
        }
        Language::Java => java::asserted(chain, around),
        Language::Go => go::asserted(chain, around),
        Language::Rust => rust::asserted(chain, around),
        Language::CSharp => csharp::asserted(chain, around),
        Language::C | Language::Cpp => native::asserted(chain, around),
        Language::Ruby => ruby::asserted(chain, around),
        Language::Php => php::asserted(chain, around),
        Language::Kotlin => kotlin::asserted(chain, around),
    }
}

/// Whether a call is one of the methods by which a test's own context asserts.
pub(super) fn is_of_context(chain: &Chain<'_>) -> bool {
    javascript::of_context(chain).is_some()
}

/// Returns what the calls of a chain assert that each state an expectation of their own, with their
/// places in the chain; `None` for any other chain.
pub(super) fn several(language: Language, chain: &Chain<'_>) -> Option<Vec<(usize, Oracle)>> {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Tsx => javascript::several(chain),
        Language::Java | Language::Kotlin => java::several(chain),
        Language::Php => php::several(chain),
        _ => None,
    }
}

/// Returns what an equality of the first two arguments asserts. Frameworks differ in which comes
/// first, so the literal one is what is expected, else the one at `expected`.
fn equality(list: &str, expected: usize) -> Oracle {
    let parts = arguments(list);
    let (Some(first), Some(second)) = (parts.first(), parts.get(1)) else {
        return Oracle::weak(AssertionKind::Value, parts.first().copied().unwrap_or_default());
    };
    let first_is_expected = match (is_literal(first), is_literal(second)) {
        (true, false) => true,
        (false, true) => false,
        _ => expected == 0,
    };
    if first_is_expected {
        compared(second, Comparison::Equal, first)
    } else {
        compared(first, Comparison::Equal, second)
    }
}

/// Returns the argument at a place; empty where there is none.
fn argument(list: &str, at: usize) -> &str {
    crate::syntax::expression::argument(list, at).unwrap_or_default()
}

/// Returns what a call that fails the test at once asserts: the failure the `try` around it waits
/// for, else that this line is not reached.
fn reached(around: Around<'_, '_>, message: &str) -> Oracle {
    match (around.0)().caught {
        Some(caught) => Oracle::failure(caught, super::failure_words::is_any_error(caught)),
        None => Oracle::weak(AssertionKind::Value, message),
    }
}
