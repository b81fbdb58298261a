//! Failures of promises that a test waits for, by a call that fails it where they are kept.

use tree_sitter::Node;

use super::near::behind_try;
use crate::syntax::chain::slice;

/// Returns what must have failed for a call not to be reached that fails the test at once: what the `try` in front
/// of it catches, or a promise that is to be rejected.
pub(super) fn waited_for<'s>(near: &[Node<'_>], source: &'s str) -> Option<&'s str> {
    behind_try(near, source).or_else(|| is_of_kept_promise(near, source).then_some(""))
}

/// Whether a node stands, behind no condition, in what runs where a promise is kept, beside what handles its
/// failure: `pay().then(() => { t.fail(); }).catch(err => { … })`, `pay().then(() => fail(), err => { … })`.
fn is_of_kept_promise(near: &[Node<'_>], source: &str) -> bool {
    let up = |at: usize, by: usize| at.checked_sub(by).and_then(|at| near.get(at)).copied();
    let holds = || {
        let at = near.iter().rposition(is_function)?;
        let (list, then) = (up(at, 1)?, up(at, 2)?);
        let is_bare = !near[at..].iter().any(|node| {
            matches!(node.kind(), "if_statement" | "switch_statement" | "ternary_expression")
        });
        let runs_then = list.named_child(0).is_some_and(|first| first.id() == near[at].id())
            && then.kind() == "call_expression"
            && then.child_by_field_name("function").is_some_and(|f| names(f, "then", source));
        let caught_here = list.named_child(1).is_some_and(|second| is_function(&second));
        let caught_next = || {
            let (member, call) = (up(at, 3)?, up(at, 4)?);
            let handler = call.child_by_field_name("arguments")?.named_child(0)?;
            Some(names(member, "catch", source) && is_function(&handler))
        };
        Some(is_bare && runs_then && (caught_here || caught_next().unwrap_or(false)))
    };
    holds().unwrap_or(false)
}

fn is_function(node: &Node<'_>) -> bool {
    matches!(node.kind(), "arrow_function" | "function_expression" | "function")
}

/// Whether a node is a member of this name.
fn names(node: Node<'_>, name: &str, source: &str) -> bool {
    node.kind() == "member_expression"
        && node.child_by_field_name("property").is_some_and(|own| slice(own, source) == name)
}
