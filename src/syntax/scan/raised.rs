//! Python's `raise` inside a test, and a `throw` that ends a `try`.

use tree_sitter::Node;

use super::Scanner;
use super::events::{assertion, near};
use super::near::{caught, surroundings};
use crate::model::assertion::{AssertionKind, Strength};
use crate::syntax::chain::{Chain, slice};
use crate::syntax::failure_words::{is_any_error, misses_failure, words};
use crate::syntax::judge::judged;
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;
use crate::syntax::unit::{Event, Part};

impl<'t> Scanner<'t> {
    /// A `raise` in a test asserts: under an `if` its condition must not hold, and behind `try … except`
    /// the error must come.
    pub(super) fn raised(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some(open) = &self.open else { return };
        let near = near(above, open.node);
        let around = surroundings(self, node, near);
        let text = slice(node, self.source);
        let asserts = text.contains("AssertionError");
        // Behind a condition it asks for something else.
        let in_else = around.condition.is_none() && near.iter().any(|n| n.kind() == "else_clause");
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

    /// Ruby's `raise "…"` under a condition asserts in a helper of the tests' own that says so by its name: what it
    /// is raised on must not hold.
    pub(super) fn raised_in_helper(
        &mut self,
        node: Node<'t>,
        chain: &Chain<'t>,
        above: &[Node<'t>],
    ) {
        let Some(open) = self.open.as_ref().filter(|_| self.in_test_file) else { return };
        let said = chain.tip().arguments.unwrap_or_default().trim_start();
        let says = said.starts_with(['"', '\'', '%', '<'])
            || ["Assertion", "Expectation"].iter().any(|word| {
                said.split([',', '"']).next().is_some_and(|class| class.contains(word))
            });
        let asserts = self.found.units.get(open.unit).is_some_and(|unit| {
            let words = ["assert_", "check_", "expect_", "verify_"];
            unit.part == Part::Helper && words.iter().any(|word| unit.name.starts_with(word))
        });
        if !says || !asserts || chain.segments.len() != 1 {
            return;
        }
        let near = near(above, open.node);
        let modifier =
            near.last().filter(|n| matches!(n.kind(), "if_modifier" | "unless_modifier"));
        let condition = match modifier {
            Some(modifier) => modifier.child_by_field_name("condition").map(|condition| {
                (slice(condition, self.source), modifier.kind() == "unless_modifier")
            }),
            None => surroundings(self, node, near).condition,
        };
        if let Some((condition, holds)) = condition {
            let oracle = judged(condition, holds);
            self.assert_at(
                rows(node).0,
                Oracle::new(oracle.kind, &oracle.expects, Strength::Strong),
            );
        }
    }

    /// A `throw` that ends a `try` with a handler is reached only where nothing was thrown before: the failure
    /// must come.
    pub(super) fn thrown(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some(open) = &self.open else { return };
        let near = near(above, open.node);
        let (Some(block), Some(holder)) = (near.last(), near.iter().nth_back(1)) else { return };
        // What it says is that a failure did not come: `throw new Error('should have thrown')`.
        if misses_failure(slice(node, self.source)) {
            self.assert_at(rows(node).0, Oracle::failure("", true));
            return;
        }
        if self.checks() && !refuses_argument(slice(node, self.source)) {
            let around = surroundings(self, node, near);
            if let Some((condition, in_else)) = around.condition {
                let by_argument = around.by_argument.1;
                let oracle = judged(condition.trim_matches(['(', ')']), in_else);
                self.push(Event { by_argument, ..assertion(rows(node).0, oracle) });
                return;
            }
        }
        // Alone in it, it makes a failure, as a helper that wraps one does.
        if block.named_child_count() < 2 {
            return;
        }
        let is_last = block.named_child(block.named_child_count().saturating_sub(1) as u32);
        let ends_try =
            holder.kind().starts_with("try") && is_last.is_some_and(|last| last.id() == node.id());
        // An `AssertionError` that is made counts where it is made.
        if !ends_try || slice(node, self.source).contains("AssertionError") {
            return;
        }
        if let Some(class) = caught(*holder, *block, self.source) {
            self.assert_at(rows(node).0, Oracle::failure(class, is_any_error(class)));
        }
    }

    /// Whether the open unit is a helper of C#'s tests that says by its name that it checks: `VerifyTotal(cart)`.
    fn checks(&self) -> bool {
        const CHECKS: &[&str] = &["assert", "check", "compare", "verify"];
        let unit = self.open.as_ref().and_then(|open| self.found.units.get(open.unit));
        self.language == Language::CSharp
            && self.in_test_file
            && unit.is_some_and(|unit| {
                let first = words(&unit.name).into_iter().next().unwrap_or_default();
                unit.helps() && CHECKS.contains(&first.as_str())
            })
    }
}

/// Whether what is thrown says that the helper itself was misused.
fn refuses_argument(text: &str) -> bool {
    ["Argument", "NotImplemented", "NotSupported"].iter().any(|word| text.contains(word))
}
