//! Python's `raise` inside a test.

use tree_sitter::Node;

use super::Scanner;
use super::events::near;
use super::near::surroundings;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::slice;
use crate::syntax::failure_words::is_any_error;
use crate::syntax::judge::judged;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;

impl<'t> Scanner<'t> {
    /// A `raise` in a test asserts: under an `if` its condition must not hold, and behind `try … except`
    /// the error must come.
    pub(super) fn raised(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some(open) = &self.open else { return };
        let near = near(above, open.node);
        let around = surroundings(self, node, near);
        let text = slice(node, self.source);
        let asserts = text.contains("AssertionError");
        let in_else = near.iter().any(|n| n.kind() == "else_clause");
        let oracle = match (around.caught, around.condition) {
            (Some(caught), _) if asserts || in_else => {
                Oracle::failure(caught, is_any_error(caught))
            }
            (_, Some((condition, in_else))) if asserts => judged(condition, in_else),
            _ if asserts => Oracle::weak(AssertionKind::Value, ""),
            _ => return,
        };
        self.assert_at(rows(node).0, oracle);
    }
}
