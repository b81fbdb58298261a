//! Functions inside a test: what they assert belongs to the test, and so does a call of one that
//! asserts, on the line of the call.

use std::collections::HashMap;

use tree_sitter::Node;

use super::Scanner;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::slice;
use crate::syntax::names::{assigned_name, function_name};
use crate::syntax::oracle::Oracle;
use crate::syntax::table::Role;
use crate::syntax::unit::Event;

/// Most functions of one unit that are looked at.
const MAX_NESTED: usize = 500;

/// A function inside the unit that the walk is in.
pub(super) struct Nested<'t> {
    node: usize,
    /// Its own name, or that of the variable that holds it; empty where nothing names it.
    name: String,
    /// Its parameters as they are written: one of a function's name means something else.
    parameters: &'t str,
    /// The events of its body; the end is that of the unit until it is left.
    events: std::ops::Range<usize>,
    /// The function that holds it, and so knows its name; `None` is the unit.
    within: Option<usize>,
}

impl<'t> Scanner<'t> {
    /// Notes a function inside the open unit.
    pub(super) fn nested(&mut self, node: Node<'t>, role: Role, above: &[Node<'t>]) {
        let bytes = self.source.as_bytes();
        let name = match role {
            Role::Function => function_name(node, self.language, bytes),
            _ => assigned_name(above, bytes)
                .map(|(name, _)| name)
                .or_else(|| variable(above, self.source).map(str::to_owned)),
        };
        let field = |name| node.child_by_field_name(name).map(|list| slice(list, self.source));
        let parameters = field("parameters").or_else(|| field("parameter")).unwrap_or_default();
        // A method is called through its object, never by its name alone.
        let name = name.filter(|_| !is_method(above)).unwrap_or_default();
        self.nest(node, name, parameters);
    }

    /// Notes a function or macro of the open unit.
    pub(super) fn nest(&mut self, node: Node<'t>, name: String, parameters: &'t str) {
        let Some(open) = &mut self.open else { return };
        if open.node == node.id() || open.nested.len() >= MAX_NESTED {
            return;
        }
        // A parameter of that name is another variable, unless it is the one that was bound.
        let bound_here = |name: &str| parameters.as_bytes().as_ptr_range().contains(&name.as_ptr());
        open.failures.retain(|name| bound_here(name) || !takes(parameters, name));
        let from = self.found.units.get(open.unit).map_or(0, |unit| unit.events.len());
        let (within, events) = (open.inside, from..usize::MAX);
        open.inside = Some(open.nested.len());
        open.nested.push(Nested { node: node.id(), name, parameters, events, within });
    }

    /// Notes the end of a function inside the open unit.
    pub(super) fn leave_nested(&mut self, node: Node<'t>) {
        let Some(open) = &mut self.open else { return };
        let ended = open.inside.and_then(|at| open.nested.get_mut(at));
        if let Some(ended) = ended.filter(|ended| ended.node == node.id()) {
            open.inside = ended.within;
            ended.events.end = self.found.units.get(open.unit).map_or(0, |unit| unit.events.len());
        }
    }

    /// Makes assertions of the unit's calls of its own functions that assert.
    pub(super) fn follow_nested(&mut self, unit: usize, nested: &[Nested<'t>]) {
        let Some(events) = self.found.units.get(unit).map(|unit| &unit.events) else { return };
        let mut by_name: HashMap<&str, Vec<&Nested<'_>>> = HashMap::new();
        for function in nested.iter().filter(|function| !function.name.is_empty()) {
            by_name.entry(&function.name).or_default().push(function);
        }
        if by_name.is_empty() {
            return;
        }
        let mut found: Vec<(usize, Oracle)> = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let name = self.found.name(event.name);
            // One that asserts by its name does what its body does: `assertPaid(cart)`.
            let says_so = event.oracle.as_deref().is_some_and(|o| o.kind == AssertionKind::Value)
                && ["assert", "expect"].iter().any(|start| name.starts_with(start));
            let is_call = event.is_call || name.ends_with('!') || says_so;
            if !is_call || event.receiver != 0 || (event.oracle.is_some() && !says_so) {
                continue;
            }
            let Some(meant) = by_name.get(name) else { continue };
            // Of those whose holder the call stands in, the innermost; of those the last.
            let seen = |function: &&&Nested<'_>| match function.within {
                Some(outer) => nested[outer].events.contains(&at),
                None => true,
            };
            let Some(function) = meant.iter().filter(seen).max_by_key(|one| one.within) else {
                continue;
            };
            let hidden = |inner: &Nested<'_>| {
                inner.events.contains(&at)
                    && (inner.node == function.node || takes(inner.parameters, &function.name))
            };
            if nested.iter().any(hidden) {
                continue;
            }
            let body = function.events.start..function.events.end.min(events.len());
            let counts = |oracle: &&Oracle| !says_so || oracle.kind == AssertionKind::FailureState;
            let oracle = strongest(&events[body]).filter(counts);
            found.extend(oracle.map(|oracle| (at, oracle.clone())));
        }
        let Some(unit) = self.found.units.get_mut(unit) else { return };
        for (at, oracle) in found {
            unit.events[at].oracle = Some(Box::new(oracle));
        }
    }
}

/// Whether a function stands in a class or a block of methods, given the nodes above it.
fn is_method(above: &[Node<'_>]) -> bool {
    let is = |kind: &str, words: &[&str]| words.iter().any(|word| kind.contains(word));
    let mut near = above
        .iter()
        .rev()
        .take(3)
        .map(Node::kind)
        .take_while(|kind| !is(kind, &["function", "method", "lambda"]));
    near.any(|kind| is(kind, &["class", "impl_", "object_"]))
}

/// Returns the assertion that stands for all of a function: one of a failure state where there is one.
fn strongest(events: &[Event]) -> Option<&Oracle> {
    let oracles = || events.iter().filter_map(|event| event.oracle.as_deref());
    oracles().find(|oracle| oracle.kind == AssertionKind::FailureState).or_else(|| oracles().next())
}

/// Whether a list of parameters has one of this name.
fn takes(parameters: &str, name: &str) -> bool {
    parameters.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
}

/// Returns the variable that a function without a name is bound to, as `check` in `let check = |x| …` and
/// `check := func(x int) { … }`.
fn variable<'s>(above: &[Node<'_>], source: &'s str) -> Option<&'s str> {
    let parent = above.last()?;
    let bound = match parent.kind() {
        "let_declaration" => parent.child_by_field_name("pattern"),
        "init_declarator" => parent.child_by_field_name("declarator"),
        "expression_list" => above
            .get(above.len().checked_sub(2)?)
            .filter(|n| n.kind() == "short_var_declaration")
            .and_then(|n| n.child_by_field_name("left")),
        _ => None,
    };
    let name = slice(bound?, source);
    name.chars().all(|c| c.is_alphanumeric() || c == '_').then_some(name)
}
