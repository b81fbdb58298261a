//! What stands around a call: the `if` or `try` that holds it.

use tree_sitter::Node;

use super::Scanner;
use super::arms::{bound_by, caught_by, is_error, matched, only_failures_go_on, puts_up_with};
use crate::syntax::chain::slice;
use crate::syntax::idioms::{Matched, Surroundings};

/// Returns what is around a node, given the nodes above it inside its unit.
pub(super) fn surroundings<'t>(
    scanner: &Scanner<'t>,
    node: Node<'t>,
    near: &[Node<'t>],
) -> Surroundings<'t> {
    let source = scanner.source;
    let mut around = Surroundings::default();
    for (at, ancestor) in near.iter().enumerate().rev() {
        let child = near.get(at + 1).copied().unwrap_or(node);
        let field = |name| ancestor.child_by_field_name(name);
        let is = |name| field(name).is_some_and(|n: Node<'_>| n.id() == child.id());
        match ancestor.kind() {
            "if_statement" | "if_expression" | "if" | "unless" if around.condition.is_some() => {
                if let Some(condition) = field("condition") {
                    around.by_argument.1 |= scanner.asks_argument(slice(condition, source));
                }
            }
            "if_statement" | "if_expression" | "if" | "unless" => {
                if let Some(condition) = field("condition")
                    && condition.id() != child.id()
                {
                    around.by_argument.0 = scanner.asks_argument(slice(condition, source));
                    let inverted = is("alternative") != (ancestor.kind() == "unless");
                    let text = slice(condition, source);
                    around.condition = Some((text, inverted));
                    around.initializer = field("initializer").map(|bound| slice(bound, source));
                    if let Some((pattern, value)) = bound_by(text) {
                        around.matched = matched(scanner, pattern, value);
                        if !inverted {
                            around.caught_as =
                                around.caught_as.or_else(|| caught_by(scanner, pattern, value));
                        }
                    }
                }
            }
            // `let Ok(x) = f() else { panic!() }`, and an arm that a `match` must not reach.
            "let_declaration" if around.condition.is_none() && is("alternative") => {
                let text = slice(*ancestor, source);
                around.condition = Some((text, true));
                if let Some((pattern, value)) = bound_by(text) {
                    around.matched = matched(scanner, pattern, value);
                }
            }
            "match_arm" if around.arm.is_none() => {
                let held = near[..at].iter().rev().find(|n| n.kind() == "match_block");
                let pattern = field("pattern").map_or("", |pattern| slice(pattern, source));
                let value = at.checked_sub(2).and_then(|at| near[at].child_by_field_name("value"));
                let value = value.map_or("", |value| slice(value, source));
                around.caught_as = around.caught_as.or_else(|| caught_by(scanner, pattern, value));
                // What is nearer than the arm says more: `Ok(sum) => if sum != 3 { panic!() }`.
                if around.condition.is_some() {
                    if held.is_some_and(|held| puts_up_with(*held, *ancestor, pattern, source)) {
                        around.matched = Matched::PutUpWith;
                    }
                    continue;
                }
                let only = held.is_some_and(|held| {
                    only_failures_go_on(*held, *ancestor, source, is_error(scanner, value))
                });
                around.arm = Some((pattern, only));
            }
            "try_statement" | "try_with_resources_statement" | "try_expression" | "begin" => {
                if around.in_handler && is_handler(&child) {
                    around.must_fail |= fails_without(slice(*ancestor, source));
                }
                if around.caught.is_none() {
                    around.caught = caught(*ancestor, child, source);
                }
            }
            "catch_clause" | "except_clause" | "rescue" | "catch_block" if !around.in_handler => {
                around.in_handler = true;
                around.caught_as = caught_as(*ancestor, source);
            }
            _ => {}
        }
    }
    around
}

/// Returns what the `try` catches that stands in front of a statement and whose handler returns: behind it
/// nothing was thrown.
pub(super) fn behind_try<'s>(near: &[Node<'_>], source: &'s str) -> Option<&'s str> {
    let statement = near.iter().rev().find(|n| n.kind() == "expression_statement")?;
    let before = statement.prev_named_sibling().filter(|n| n.kind() == "try_statement")?;
    let handler = (0..before.named_child_count())
        .filter_map(|at| before.named_child(at as u32))
        .find(is_handler)?;
    let body = handler
        .child_by_field_name("body")
        .or_else(|| handler.named_child(handler.named_child_count().saturating_sub(1) as u32))?;
    let last = body.named_child(body.named_child_count().checked_sub(1)? as u32)?;
    let returns = last.kind() == "return_statement";
    returns.then(|| caught(before, before.named_child(0)?, source))?
}

/// Whether a panic is one to be caught: in a function that `catch_unwind` runs, or all that a thread does.
pub(super) fn is_deliberate(near: &[Node<'_>], source: &str) -> bool {
    let mut is_bare = true;
    near.iter().enumerate().rev().any(|(at, node)| match node.kind() {
        "if_expression" | "match_expression" | "let_declaration" => {
            is_bare = false;
            false
        }
        "closure_expression" => {
            let call = at.checked_sub(2).map(|at| near[at]);
            let run = call.and_then(|call| call.child_by_field_name("function"));
            let run = run.map_or("", |run| slice(run, source));
            let by = run.rsplit(['.', ':']).next().unwrap_or_default();
            let is_caught = matches!(by, "catch_unwind" | "AssertUnwindSafe");
            // What an inner function does is no longer all that the thread does.
            std::mem::replace(&mut is_bare, false) && by == "spawn" || is_caught
        }
        _ => false,
    })
}

/// Returns the variable that a handler catches into: the last name in front of its block.
pub(super) fn caught_as<'s>(handler: Node<'_>, source: &'s str) -> Option<&'s str> {
    let text = slice(handler, source);
    let head = text.split(['{', '\n']).next().unwrap_or_default();
    let is_typed = head.contains("catch") && !head.contains("::");
    let head = head.split_once(':').filter(|_| is_typed).map_or(head, |(name, _)| name);
    let head = head.trim_end().trim_end_matches([')', ':', ' ']);
    let name = head.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    let is_keyword = matches!(name, "" | "catch" | "except" | "rescue");
    (!is_keyword && !name.starts_with(|c: char| c.is_ascii_uppercase())).then_some(name)
}

/// Whether a `try` fails the test where nothing is thrown, so that its handler must be reached.
fn fails_without(text: &str) -> bool {
    ["fail", "else:", "AssertionError", "unreachable", "flunk", "FAIL"]
        .iter()
        .any(|word| text.contains(word))
}

/// Whether a node is a handler of a `try`.
pub(super) fn is_handler(node: &Node<'_>) -> bool {
    matches!(node.kind(), "except_clause" | "catch_clause" | "catch_block" | "rescue")
}

/// Returns what a `try` catches, for a child of it that is not a handler itself.
pub(super) fn caught<'s>(node: Node<'_>, child: Node<'_>, source: &'s str) -> Option<&'s str> {
    if is_handler(&child) || matches!(child.kind(), "finally_clause" | "ensure" | "finally_block") {
        return None;
    }
    let handler = (0..node.named_child_count().min(40))
        .filter_map(|at| node.named_child(at as u32))
        .find(is_handler)?;
    let field = |name| handler.child_by_field_name(name);
    match handler.kind() {
        "except_clause" => {
            let what = handler.named_child(0).filter(|child| child.kind() != "block");
            let text = what.map_or("", |what| slice(what, source));
            return Some(text.split(" as ").next().unwrap_or_default());
        }
        "rescue" => return Some(field("exceptions").map_or("", |list| slice(list, source))),
        // Kotlin: the name, its type, the block.
        "catch_block" => {
            let kind = handler.named_child(1).filter(|child| child.kind().contains("type"));
            return Some(kind.map_or("", |kind| slice(kind, source)));
        }
        _ => {}
    }
    if let Some(kind) = field("type") {
        return Some(slice(kind, source));
    }
    // Java: `catch (Declined e)`; JavaScript: `catch (e)`; C#: `catch (Declined e)` in a declaration.
    let parameter = handler.named_child(0).filter(|n| !n.kind().contains("block"));
    let text = parameter.map_or("", |parameter| slice(parameter, source));
    let text = text.trim_matches(['(', ')']);
    Some(match text.split_once(':') {
        Some((_, kind)) => kind.trim(),
        None => text.split_whitespace().rev().nth(1).unwrap_or_default(),
    })
}
