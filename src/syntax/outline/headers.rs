//! Headers: what stands before the body of a definition or a compound statement.

use tree_sitter::Node;

use super::Builder;
use crate::syntax::placed::children;
use crate::syntax::table::Role;
use crate::syntax::tree::rows;

impl<'t> Builder<'t> {
    /// Adds the header of a definition with a body. Where only the body runs, a definition on one
    /// line is its body's statement.
    pub(super) fn header_statement(&mut self, node: Node<'t>) {
        let (first, last) = rows(node);
        let has_body = node.child_by_field_name("body").is_some()
            || children(node).any(|child| self.role(child) == Role::Block);
        if has_body && (self.table.executable_definitions || first < last) {
            let end = self.header_end(node, false);
            self.statement(first, end);
        }
    }

    /// Returns the last line of what stands before a body, or before the colon or arrow of a case.
    pub(super) fn header_end(&mut self, node: Node<'t>, is_case: bool) -> u32 {
        let (first, last) = rows(node);
        self.cursor.reset(node);
        let mut end = first;
        if !self.cursor.goto_first_child() {
            return last;
        }
        loop {
            let child = self.cursor.node();
            let at_body = match self.cursor.field_name() {
                Some("body" | "consequence") => true,
                _ => matches!(self.role(child), Role::Block | Role::Case) || child.kind() == "{",
            };
            if at_body {
                return end;
            }
            if self.role(child) != Role::Comment {
                end = rows(child).1;
            }
            if is_case && matches!(child.kind(), ":" | "=>" | "->") {
                return end;
            }
            if !self.cursor.goto_next_sibling() {
                return last;
            }
        }
    }
}
