//! Methods of an object that a function of JavaScript gives back, as a suite's own fixture does, and those of an
//! object that is written out: helpers by their own names.

use tree_sitter::Node;

use super::Scanner;
use crate::syntax::names::{assigned_name, function_name};
use crate::syntax::table::Role;
use crate::syntax::tree::rows;
use crate::syntax::unit::{Part, Unit};

impl<'t> Scanner<'t> {
    /// Whether a function inside the open helper is a method of the object which that helper gives back.
    pub(super) fn is_returned_method(&self, above: &[Node<'t>]) -> bool {
        let Some(open) = self.open.as_ref().filter(|_| self.language.is_script()) else {
            return false;
        };
        let is_helper =
            self.found.units.get(open.unit).is_some_and(|unit| unit.part == Part::Helper);
        is_helper && returner(above).is_some_and(|function| function == open.node)
    }

    /// Opens such a method as a unit of its own, which ends with the node.
    pub(super) fn returned_method(&mut self, node: Node<'t>, role: Role, above: &[Node<'t>]) {
        let bytes = self.source.as_bytes();
        let name = match role {
            Role::Function => function_name(node, self.language, bytes),
            _ => assigned_name(above, bytes).map(|(name, _)| name),
        };
        let Some(name) = name else {
            self.nested(node, role, above);
            return;
        };
        let outer = self.open.take().map(Box::new);
        let unit = Unit { lines: rows(node), of_object: true, ..Unit::default() };
        self.open(node, &name, &[], unit);
        if let Some(open) = &mut self.open {
            if let Some(unit) = self.found.units.get_mut(open.unit) {
                unit.is_method = true;
            }
            open.outer = outer;
        }
    }
}

/// Returns the function that gives back the object in which the node to come is a method or a property.
fn returner(above: &[Node<'_>]) -> Option<usize> {
    let mut up = above.iter().rev().skip_while(|node| node.kind() == "pair");
    up.next().filter(|node| node.kind() == "object")?;
    let mut up =
        up.skip_while(|node| matches!(node.kind(), "parenthesized_expression" | "as_expression"));
    let holder = up.next()?;
    let is_function = |kind: &str| kind.contains("function") || kind == "method_definition";
    match holder.kind() {
        "arrow_function" => Some(holder.id()),
        "return_statement" => up.find(|node| is_function(node.kind())).map(Node::id),
        _ => None,
    }
}

/// Whether a function stands in an object that is written out, given the nodes above it.
pub(super) fn is_of_object(above: &[Node<'_>]) -> bool {
    above
        .iter()
        .rev()
        .find(|node| node.kind() != "pair")
        .is_some_and(|node| node.kind() == "object")
}
