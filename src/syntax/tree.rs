//! Parsing with bounds, and one walk over the tree that needs no call stack.
//!
//! Input is hostile: size, depth and the parser's own effort are capped, so that no file can
//! hold the program up. What goes over a cap is a file without a tree.

use std::ops::ControlFlow;

use tree_sitter::{Node, ParseOptions, Parser, Tree};

use super::language::Language;

/// Longest source that is parsed, in bytes.
pub(super) const MAX_BYTES: usize = 4 << 20;

/// Deepest nesting that is looked into. Deeper nodes hold no statements people wrote.
const MAX_DEPTH: usize = 4_000;

/// Bytes per step of parser effort allowed, a step being the parser's own hundred operations. A table
/// of one-digit numbers, the densest source there is, takes a step every twenty bytes.
const BYTES_PER_STEP: usize = 4;

/// Returns the tree of a source; `None` where it is too long or too hard to parse.
pub(super) fn parse(language: Language, source: &[u8]) -> Option<Tree> {
    if source.len() > MAX_BYTES {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&language.grammar()).ok()?;
    let mut steps_left = 1_000 + source.len() / BYTES_PER_STEP;
    let mut count_down = |_: &tree_sitter::ParseState| {
        steps_left = steps_left.saturating_sub(1);
        if steps_left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut count_down);
    let mut read = |at: usize, _| source.get(at..).unwrap_or_default();
    parser.parse_with_options(&mut read, None, Some(options))
}

/// Gets every node before and after its children.
pub(super) trait Visitor<'t> {
    /// Takes a node and the nodes above it, outermost first; gives back whether to look inside.
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) -> bool;

    /// Takes a node whose children are done, looked into or not.
    fn leave(&mut self, node: Node<'t>);
}

/// Shows every node of a tree to a visitor, in file order.
pub(super) fn walk<'t>(tree: &'t Tree, visitor: &mut impl Visitor<'t>) {
    let mut cursor = tree.walk();
    let mut above = Vec::new();
    loop {
        let node = cursor.node();
        let inside = visitor.enter(node, &above);
        if inside && above.len() < MAX_DEPTH && cursor.goto_first_child() {
            above.push(node);
            continue;
        }
        visitor.leave(node);
        while !cursor.goto_next_sibling() {
            let (Some(parent), true) = (above.pop(), cursor.goto_parent()) else { return };
            visitor.leave(parent);
        }
    }
}

/// Returns the first and last line of a node, 1-based. A node that ends with its line break ends on
/// the line it breaks.
pub(super) fn rows(node: Node<'_>) -> (u32, u32) {
    let (start, end) = (node.start_position(), node.end_position());
    let last = if end.column == 0 && end.row > start.row { end.row - 1 } else { end.row };
    (start.row as u32 + 1, last as u32 + 1)
}

/// Returns the source of a node, bytes that are not UTF-8 replaced.
pub(super) fn text(node: Node<'_>, source: &[u8]) -> String {
    String::from_utf8_lossy(source.get(node.byte_range()).unwrap_or_default()).into_owned()
}
