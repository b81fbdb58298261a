//! The arms of Rust's `match` and the patterns it takes apart by: whether a panic behind one waits for a failure.

use tree_sitter::Node;

use super::Scanner;
use crate::syntax::chain::slice;
use crate::syntax::expression::is_empty_value;
use crate::syntax::failure_words::{
    is_failure_pattern, is_result_err, looks_at_error, takes_error_out, words,
};
use crate::syntax::idioms::Matched;

/// Most arms of a `match` that are looked at.
const MAX_ARMS: usize = 40;

/// Whether of the arms of a `match` beside this one some of a failure goes on and none of a success does; where
/// what is matched is an error itself (`of_error`), any arm is one of a failure.
pub(super) fn only_failures_go_on(
    block: Node<'_>,
    but: Node<'_>,
    source: &str,
    of_error: bool,
) -> bool {
    let going_on = going_on(block, but, source);
    // That there is none is no failure: `match paid.error { None => {}, Some(e) => panic!("{e}") }`.
    let is_none = |pattern: &str| pattern.starts_with("None") || is_empty_value(pattern);
    let fails = |pattern: &&str| (of_error && !is_none(pattern)) || is_result_err(pattern);
    let succeeds = |pattern: &&str| {
        pattern.contains("Ok") || is_none(pattern) || (!of_error && takes_any(pattern))
    };
    if going_on.iter().any(succeeds) {
        return false;
    }
    going_on.iter().any(fails)
        || (!going_on.is_empty() && going_on.iter().all(|pattern| is_failure_pattern(pattern)))
}

/// Whether of the arms of a `match` beside one of `Err` a plain one of `Ok` goes on: what a panic in it refuses is
/// an error that is not put up with, as in `Err(e) => if e.kind() != Closed { panic!() }`.
pub(super) fn puts_up_with(block: Node<'_>, arm: Node<'_>, pattern: &str, source: &str) -> bool {
    pattern.contains("Err(")
        && going_on(block, arm, source)
            .iter()
            .any(|other| other.contains("Ok") && !other.contains("Err("))
}

/// Returns the patterns of the arms beside one that do not end the test.
fn going_on<'s>(block: Node<'_>, but: Node<'_>, source: &'s str) -> Vec<&'s str> {
    const ENDS: &[&str] = &["panic!", "unreachable!", "return Err", "bail!"];
    let of =
        |arm: Node<'_>, name| arm.child_by_field_name(name).map_or("", |part| slice(part, source));
    (0..block.named_child_count().min(MAX_ARMS))
        .filter_map(|at| block.named_child(at as u32))
        .filter(|arm| arm.kind() == "match_arm" && arm.id() != but.id())
        .filter(|arm| {
            let first = of(*arm, "value").trim_start_matches(['{', ' ', '\n', '\t']);
            !ENDS.iter().any(|end| first.starts_with(end))
        })
        .map(|arm| of(arm, "pattern"))
        .collect()
}

/// Returns the pattern and the value of Rust's `let Err(e) = f()`.
pub(super) fn bound_by(condition: &str) -> Option<(&str, &str)> {
    let (pattern, value) = condition.strip_prefix("let ")?.split_once('=')?;
    (!value.starts_with(['=', '>'])).then_some((pattern.trim(), value.trim()))
}

/// Whether an arm takes all that the others leave: `_`, `other`.
pub(super) fn takes_any(pattern: &str) -> bool {
    let starts = pattern.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    starts && pattern.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl<'t> Scanner<'t> {
    /// Whether the open unit is a helper that gives something back and does not say by its name that it asserts:
    /// where it has nothing to give, as in `match kind { Card => card(), _ => panic!("no card") }`, it looks at
    /// nothing of the test.
    pub(super) fn gives_back(&self, above: &[Node<'t>]) -> bool {
        const ASSERTS: &[&str] = &[
            "assert", "check", "ensure", "expect", "must", "should", "test", "validate", "verify",
        ];
        let Some(open) = &self.open else { return false };
        let unit = self.found.units.get(open.unit);
        let helps = unit.is_some_and(|unit| {
            unit.helps() && !words(&unit.name).iter().any(|word| ASSERTS.contains(&word.as_str()))
        });
        let function = above.iter().rev().find(|node| node.id() == open.node);
        let kind = function.filter(|_| helps).and_then(|f| f.child_by_field_name("return_type"));
        kind.is_some_and(|kind| {
            let text = slice(kind, self.source);
            text != "()" && !text.contains("Result<()")
        })
    }

    /// Notes the variables of Rust's `let` that stand for a failure: what `Err(…)` of a variable holds, and what a
    /// `match` or a block gives back that only a failure leaves.
    pub(super) fn failure_taken(&mut self, node: Node<'t>) {
        let field = |name| node.child_by_field_name(name);
        let (Some(pattern), Some(value)) = (field("pattern"), field("value")) else { return };
        let name = slice(pattern, self.source);
        let taken = match value.kind() {
            "identifier" => name.split_once("Err(").map(|(_, inner)| inner),
            "match_expression" => {
                let arms = value.child_by_field_name("body");
                arms.filter(|arms| gives_failure(*arms, self.source)).map(|_| name)
            }
            "block" => {
                let text = slice(value, self.source).trim_end_matches(['}', ' ', '\n', '\t']);
                text.ends_with(".unwrap_err()").then_some(name)
            }
            _ => None,
        };
        if let Some(taken) = taken {
            self.stands_for_failure(taken);
        }
    }
}

/// Whether a `match` gives back what `Err` holds and ends the test on all else: `Err(e) => e, Ok(_) => panic!()`.
fn gives_failure(arms: Node<'_>, source: &str) -> bool {
    let left = going_on(arms, arms, source);
    left.iter().all(|pattern| is_result_err(pattern)) && left.len() == 1
}

/// Returns the pattern that a failure is taken apart by: what `Err(…)` holds, or any where an error itself
/// is matched.
pub(super) fn caught_by<'s>(
    scanner: &Scanner<'_>,
    pattern: &'s str,
    matched: &str,
) -> Option<&'s str> {
    let pattern = pattern.trim_start();
    if let Some(inner) = pattern.strip_prefix("Err(") {
        return Some(inner);
    }
    // `(Err(e), Some(wanted))`, where two are matched at once.
    if pattern.starts_with('(')
        && let Some((_, inner)) = pattern.split_once("Err(")
    {
        return inner.split(')').next();
    }
    let of_result = ["Ok", "Some", "None"].iter().any(|start| pattern.starts_with(start));
    (!of_result && is_error(scanner, matched)).then_some(pattern)
}

/// Whether what is matched is an error itself.
pub(super) fn is_error(scanner: &Scanner<'_>, matched: &str) -> bool {
    let matched = matched.trim();
    takes_error_out(matched)
        || (!matched.ends_with(')') && looks_at_error(matched))
        || scanner.open.iter().any(|open| {
            // What an error is of is told by it: `match *err.kind() { … }`.
            let root = matched.trim_start_matches(['*', '&']);
            open.failures.iter().any(|name| {
                root.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        })
}

/// Returns what stands behind a pattern that is not `None`.
pub(super) fn matched(scanner: &Scanner<'_>, pattern: &str, value: &str) -> Matched {
    let value = value.trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    let value = value.split(" else").next().unwrap_or_default();
    let takes = value.trim_end().ends_with(".err()");
    if !pattern.starts_with("None")
        && !pattern.starts_with("Ok")
        && (takes || is_error(scanner, value))
    {
        Matched::Error
    } else {
        Matched::Any
    }
}
