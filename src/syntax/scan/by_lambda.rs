//! What the lambda around a call says of it: whose steps it verifies, what its `that(…)` and its `it` stand for.

use tree_sitter::Node;

use super::Scanner;
use super::events::near;
use crate::syntax::chain::{Chain, Segment, slice};
use crate::syntax::expression::names_variable;
use crate::syntax::failure_words::looks_at_error;
use crate::syntax::language::Language;

/// Longest call in front of a lambda that is read, in bytes.
const MAX_READ: usize = 400;

/// Beginnings of what Strikt asks behind its subject.
const ASKED: &[&str] =
    &["and", "any", "all", "contains", "get", "has", "is", "none", "not", "with"];

impl<'t> Scanner<'t> {
    /// Returns a call in a lambda as what it means there: `step.expectError(Limit.class).verify()` of a lambda that is
    /// given the steps, `that(x).isEqualTo(3)` in Strikt's `expect { … }`.
    pub(super) fn meant_in_lambda(
        &self,
        node: Node<'t>,
        chain: &Chain<'t>,
        above: &[Node<'t>],
    ) -> Option<Chain<'t>> {
        let root = chain.root();
        let name = match self.language {
            Language::Kotlin if root.name == "that" && root.arguments.is_some() => {
                let asked = chain.segments.get(1)?.name;
                let asks = ASKED.iter().any(|word| asked.starts_with(word));
                let near = near(above, self.open.as_ref()?.node);
                let of_block = || near.iter().any(|n| opens_block(*n, self.source));
                if !asks || !of_block() {
                    return None;
                }
                "expectThat"
            }
            Language::Java if root.arguments.is_none() && verifies_steps(chain) => {
                let lambda = above.last().filter(|n| n.kind() == "lambda_expression")?;
                let given = slice(lambda.child_by_field_name("parameters")?, self.source);
                let is_body =
                    lambda.child_by_field_name("body").is_some_and(|b| b.id() == node.id());
                if !is_body || given.trim_matches(['(', ')', ' ']) != root.name {
                    return None;
                }
                "StepVerifier"
            }
            _ => return None,
        };
        let mut segments = chain.segments.clone();
        segments[0] = Segment { name, ..root };
        Some(Chain { segments })
    }

    /// Returns the variable that Kotlin's lambda holds an error in which it is called on: `it` of
    /// `e.message!!.let { assertEquals("no cart", it) }`.
    pub(super) fn let_error(&self, near: &[Node<'t>]) -> Option<&'t str> {
        if self.language != Language::Kotlin {
            return None;
        }
        let at = near.iter().rposition(|n| n.kind() == "lambda_literal")?;
        let call = near[..at].iter().rev().find(|n| n.kind() == "call_expression")?;
        let front = self.source.get(call.start_byte()..near[at].start_byte())?;
        let front = Some(front.trim_end()).filter(|front| front.len() < MAX_READ)?;
        let held = [".let", ".also"].iter().find_map(|of| front.strip_suffix(of))?;
        let held = held.trim_end_matches(['?', '!']);
        let is_bound = || {
            let mut bound = self.open.iter().flat_map(|open| &open.failures);
            bound.any(|name| names_variable(held, name))
        };
        if !looks_at_error(held) && !is_bound() {
            return None;
        }
        let first = near[at].named_child(0).filter(|n| n.kind() == "lambda_parameters");
        Some(first.map_or("it", |given| slice(given, self.source)))
    }
}

/// Whether a node is a call of Strikt's that opens a block of its assertions.
fn opens_block(node: Node<'_>, source: &str) -> bool {
    let text = slice(node, source);
    let opened = text.split_once('{').map(|(front, _)| front.trim_end());
    node.kind() == "call_expression"
        && opened.is_some_and(|front| {
            front == "expect" || (front.starts_with("expectThat(") && front.ends_with(')'))
        })
}

/// Whether a chain is one of Reactor's steps that ends in their verification.
fn verifies_steps(chain: &Chain<'_>) -> bool {
    const STEPS: &[&str] = &["assertNext", "consume", "expect", "thenConsume"];
    let tip = chain.tip();
    let has_steps =
        || chain.segments.iter().any(|s| STEPS.iter().any(|step| s.name.starts_with(step)));
    match tip.name {
        "verifyComplete" => tip.arguments == Some(""),
        "verify" => tip.arguments == Some("") && has_steps(),
        name => name.starts_with("verifyError") && tip.arguments.is_some(),
    }
}

/// Whether a call of Reactor's is given what comes before the error: `consumeNextWith(cart -> …)`.
pub(super) fn is_step_before(name: &str) -> bool {
    matches!(name, "assertNext" | "thenConsumeWhile")
        || ["consumeNext", "consumeRecorded", "consumeSubscription", "expectNext"]
            .iter()
            .any(|start| name.starts_with(start))
}
