//! Conditions on what a function is given: a helper asserts behind them only if a call asks for it.

use tree_sitter::Node;

use super::Scanner;
use super::bound::names;
use crate::syntax::chain::slice;
use crate::syntax::expression::names_variable;
use crate::syntax::failure_words::is_error_name;

/// Longest list of parameters and longest condition that are read, in bytes.
const MAX_READ: usize = 1_000;

impl Scanner<'_> {
    /// Whether a condition asks one of the open function's parameters, other than an error that it checks.
    pub(super) fn asks_argument(&self, condition: &str) -> bool {
        let Some(open) = self.open.as_ref().filter(|_| condition.len() < MAX_READ) else {
            return false;
        };
        names(open.parameters)
            .filter(|name| !matches!(*name, "self" | "this" | "t" | "tb" | "cls"))
            .filter(|name| !is_error_name(name) || wants(name))
            .any(|name| names_variable(condition, name) && is_asked_itself(condition, name))
    }
}

/// Whether a condition asks a variable itself, and not something that it holds.
fn is_asked_itself(condition: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    condition.match_indices(name).any(|(at, _)| {
        let rest = &condition[at + name.len()..];
        let is_whole = !condition[..at].ends_with(is_part) && !rest.starts_with(is_part);
        let rest = rest.trim_start_matches(['?', '!']);
        is_whole && !rest.starts_with(['.', '[']) && !rest.starts_with("->")
    })
}

/// Whether a parameter says by its name that a failure may be wanted, as `wantErr` or `expect_error`.
pub(super) fn wants(name: &str) -> bool {
    ["want", "expect", "should", "raise"].iter().any(|start| name.starts_with(start))
}

/// Returns the parameters of a function as they are written.
pub(in crate::syntax) fn parameters<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    let holder = node.child_by_field_name("declarator").unwrap_or(node);
    let by_kind = || {
        (0..holder.named_child_count().min(10))
            .filter_map(|at| holder.named_child(at as u32))
            .find(|child| child.kind().contains("parameters"))
    };
    let list = holder.child_by_field_name("parameters").or_else(by_kind);
    let list = list.map_or("", |list| slice(list, source));
    if list.len() < MAX_READ { list } else { "" }
}
