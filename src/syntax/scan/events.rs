//! What a unit does: its calls, and what they assert where they stand.

use tree_sitter::Node;

use super::Scanner;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, chain, slice};
use crate::syntax::failure_words::is_any_error;
use crate::syntax::idioms::{Surroundings, asserted};
use crate::syntax::judge::judged;
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;
use crate::syntax::unit::Event;

/// How far up the `if` or `try` around a call is looked for.
const NEAR: usize = 12;

/// Most events that are kept of one unit.
const MAX_EVENTS: usize = 5_000;

impl<'t> Scanner<'t> {
    fn push(&mut self, event: Event) {
        if let Some((_, at)) = self.open
            && let Some(unit) = self.found.units.get_mut(at)
            && unit.events.len() < MAX_EVENTS
        {
            unit.events.push(event);
        }
    }

    /// Notes what a node does in the open unit; opens the suite or test that a call declares.
    pub(super) fn expression(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let (line, _) = rows(node);
        match node.kind() {
            "assert_statement" if self.language == Language::Python => {
                let text = node.named_child(0).map_or("", |child| slice(child, self.source));
                self.push(assertion(line, judged(text, true)));
            }
            "raise_statement" if self.language == Language::Python => self.raised(node, above),
            "expression_statement" if self.is_script() => {
                let Some(child) = node.named_child(0).filter(|c| c.kind() == "member_expression")
                else {
                    return;
                };
                let chain = chain(child, self.source);
                if chain.root().arguments.is_some() || chain.has("should") {
                    self.call(child, &chain, above);
                }
            }
            "call"
            | "call_expression"
            | "method_invocation"
            | "macro_invocation"
            | "new_expression"
            | "object_creation_expression" => {
                let chain = chain(node, self.source);
                if self.is_script() && self.declaration(node, &chain) {
                    return;
                }
                self.call(node, &chain, above);
            }
            "composite_literal" | "struct_expression" => {
                let made =
                    node.child_by_field_name("type").or_else(|| node.child_by_field_name("name"));
                let text = made.map_or("", |made| slice(made, self.source));
                let name = text.rsplit(['.', ':']).next().unwrap_or_default();
                self.called(line, name, None);
            }
            "identifier" if self.language == Language::Rust => {
                self.last_word = Some((slice(node, self.source), node.end_byte()));
            }
            "token_tree" if slice(node, self.source).starts_with('(') => {
                if let Some((word, end)) = self.last_word
                    && end == node.start_byte()
                {
                    self.called(line, word, None);
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) {
        let Some((unit_node, unit)) = self.open else { return };
        let (line, tip) = (rows(node).0, chain.tip());
        let inner = self.last_chain.filter(|(start, _)| *start == node.start_byte());
        if let Some((_, by_first_word)) = inner {
            if !by_first_word {
                self.called(line, tip.name, chain.receiver());
            }
            return;
        }
        let within = above.iter().rposition(|n| n.id() == unit_node).map_or(0, |at| at + 1);
        let near = &above[within.max(above.len().saturating_sub(NEAR))..];
        let oracle = asserted(self.language, chain, self.surroundings(node, near));
        let by_first_word = oracle.is_some()
            && ["expect", "assert", "verify", "should"]
                .iter()
                .any(|w| chain.root().name.starts_with(w));
        self.last_chain = Some((node.start_byte(), by_first_word));
        self.skip_call(chain, unit, near);
        let is_call = oracle.is_none() && !is_variant(self.language, tip.name);
        if is_call && tip.name == "new" && self.language == Language::Rust {
            self.called(line, chain.receiver().unwrap_or_default(), None);
        }
        let name = tip.name.rsplit("::").next().unwrap_or_default();
        let name = name.split(['<', ' ']).next().unwrap_or_default();
        self.push(Event {
            line,
            oracle,
            name: name.to_owned(),
            receiver: chain.receiver().map(str::to_owned),
            is_call,
        });
    }

    fn called(&mut self, line: u32, name: &str, receiver: Option<&str>) {
        let name = name.split(['<', '[', ' ']).next().unwrap_or_default();
        if is_variant(self.language, name) {
            return;
        }
        self.push(Event {
            line,
            oracle: None,
            name: name.to_owned(),
            receiver: receiver.map(str::to_owned),
            is_call: true,
        });
    }

    /// Marks the unit as skipped where it says so without a condition.
    fn skip_call(&mut self, chain: &Chain<'t>, unit: usize, near: &[Node<'t>]) {
        let skips = match self.language {
            Language::Go => matches!(chain.tip().name, "Skip" | "Skipf" | "SkipNow"),
            Language::Python => {
                (chain.tip().name == "skip" && chain.receiver() == Some("pytest"))
                    || chain.tip().name == "skipTest"
            }
            _ => false,
        };
        let plain = |node: &Node<'_>| {
            matches!(node.kind(), "block" | "statement_list" | "expression_statement")
        };
        if skips && near.iter().all(plain) {
            self.found.units[unit].skipped = true;
        }
    }

    fn surroundings(&self, node: Node<'t>, near: &[Node<'t>]) -> Surroundings<'t> {
        let mut around = Surroundings::default();
        for (at, ancestor) in near.iter().enumerate().rev() {
            let child = near.get(at + 1).copied().unwrap_or(node);
            let field = |name| ancestor.child_by_field_name(name);
            let is = |name| field(name).is_some_and(|n: Node<'_>| n.id() == child.id());
            match ancestor.kind() {
                "if_statement" if around.condition.is_none() => {
                    if let Some(condition) = field("condition")
                        && condition.id() != child.id()
                    {
                        around.condition = Some((slice(condition, self.source), is("alternative")));
                    }
                }
                "try_statement" if around.caught.is_none() => {
                    around.caught = caught(*ancestor, child, self.source);
                }
                _ => {}
            }
        }
        around
    }

    /// A `raise` in a test asserts: under an `if` its condition must not hold, and behind `try … except`
    /// the error must come.
    fn raised(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some((unit_node, _)) = self.open else { return };
        let within = above.iter().rposition(|n| n.id() == unit_node).map_or(0, |at| at + 1);
        let near = &above[within.max(above.len().saturating_sub(NEAR))..];
        let around = self.surroundings(node, near);
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
        self.push(assertion(rows(node).0, oracle));
    }
}

/// Whether a name builds a value of the standard library's own, which says nothing of what is called.
fn is_variant(language: Language, name: &str) -> bool {
    language == Language::Rust && matches!(name, "Ok" | "Err" | "Some")
}

pub(super) fn assertion(line: u32, oracle: Oracle) -> Event {
    Event { line, oracle: Some(oracle), name: String::new(), receiver: None, is_call: false }
}

/// Returns what a `try` catches, for a child of it that is not a handler itself.
fn caught<'s>(node: Node<'_>, child: Node<'_>, source: &'s str) -> Option<&'s str> {
    if matches!(child.kind(), "except_clause" | "catch_clause" | "finally_clause") {
        return None;
    }
    let handler = (0..node.named_child_count().min(20))
        .filter_map(|at| node.named_child(at as u32))
        .find(|child| matches!(child.kind(), "except_clause" | "catch_clause"))?;
    if handler.kind() == "except_clause" {
        let what = handler.named_child(0).filter(|child| child.kind() != "block");
        let text = what.map_or("", |what| slice(what, source));
        return Some(text.split(" as ").next().unwrap_or_default());
    }
    let parameter = handler.named_child(0).map_or("", |parameter| slice(parameter, source));
    Some(parameter.split_whitespace().rev().nth(1).unwrap_or_default())
}
