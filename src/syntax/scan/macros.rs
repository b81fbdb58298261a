//! Rust's macros: assertions inside them, tests that they write.

use tree_sitter::{Node, Range, Tree};

use super::Scanner;
use crate::syntax::chain::{Chain, inside, slice};
use crate::syntax::tree::{Visitor, rows, walk};
use crate::syntax::unit::{Part, Unit};

/// Most macros of one file that are read for tests.
const MAX_RANGES: usize = 500;

/// Returns where macros of a Rust file hold test functions.
pub(in crate::syntax) fn generated_ranges(source: &str, tree: &Tree) -> Vec<Range> {
    struct Finder<'s> {
        source: &'s str,
        ranges: Vec<Range>,
    }
    impl<'t> Visitor<'t> for Finder<'_> {
        fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) -> bool {
            let is_item = |n: &Node<'_>| matches!(n.kind(), "source_file" | "declaration_list");
            let holds = match node.kind() {
                "macro_rule" => node.child_by_field_name("right"),
                "macro_invocation" if above.last().is_some_and(is_item) => {
                    node.named_child(node.named_child_count().saturating_sub(1) as u32)
                }
                "function_item" => return false,
                _ => return true,
            };
            if let Some(tokens) = holds
                && self.ranges.len() < MAX_RANGES
                && holds_tests(slice(tokens, self.source))
                && tokens.end_byte() - tokens.start_byte() > 2
            {
                let mut range = tokens.range();
                range.start_byte += 1;
                range.start_point.column += 1;
                range.end_byte -= 1;
                range.end_point.column = range.end_point.column.saturating_sub(1);
                self.ranges.push(range);
            }
            false
        }

        fn leave(&mut self, _: Node<'t>) {}
    }
    let mut finder = Finder { source, ranges: Vec::new() };
    if source.contains("#[test]") || source.contains("fn ") && source.contains("quickcheck!") {
        walk(tree, &mut finder);
    }
    finder.ranges
}

fn holds_tests(text: &str) -> bool {
    text.contains("#[test]")
}

impl<'t> Scanner<'t> {
    /// Opens the macro a file defines as a helper; one inside a test is a function of the test.
    pub(super) fn macro_definition(&mut self, node: Node<'t>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let name = format!("{}!", slice(name, self.source));
        if self.open.is_some() {
            self.nest(node, name, "");
        } else {
            let unit = Unit { lines: rows(node), ..Unit::default() };
            self.open(node, &name, &[], unit);
        }
    }

    /// Opens the test that a macro such as `rgtest!(name, |dir| { … })` writes, where it stands among
    /// items; it counts if something in it asserts.
    pub(super) fn macro_test(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let is_item =
            above.last().is_some_and(|n| matches!(n.kind(), "source_file" | "declaration_list"));
        let is_item = is_item
            || (above.len() > 1
                && above[above.len() - 1].kind() == "expression_statement"
                && matches!(above[above.len() - 2].kind(), "source_file" | "declaration_list"));
        if !is_item || self.open.is_some() || !self.in_test_file {
            return;
        }
        let tokens = node.named_child(node.named_child_count().saturating_sub(1) as u32);
        let name = tokens.and_then(|tokens| tokens.named_child(0));
        let Some(name) = name.filter(|name| name.kind() == "identifier") else { return };
        let text = tokens.map_or("", |tokens| slice(tokens, self.source));
        if holds_tests(text) {
            return;
        }
        let unit = Unit { part: Part::Test, lines: rows(node), ..Unit::default() };
        self.open(node, slice(name, self.source), &[], unit);
        if let Some(open) = &mut self.open {
            open.only_asserting = true;
        }
    }

    /// Reads a bracketed stretch of a macro's tokens: the call or macro it belongs to.
    pub(super) fn tokens(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let of_call = above.last().is_some_and(|parent| parent.kind() == "macro_invocation");
        let Some((word, end)) = self.last_word.filter(|_| !of_call) else { return };
        let start = node.start_byte();
        let between = self.source.get(end..start).unwrap_or("-");
        let line = rows(node).0;
        match between {
            "!" => {
                let chain = Chain::single(word, "", inside(node, self.source), line);
                self.macro_call(node, &chain, above);
            }
            "" if slice(node, self.source).starts_with('(') => {
                // Inside an assertion it is one of its own where it has a line of its own.
                if (start >= self.asserting_until || line != self.asserting_line)
                    && matches!(word, "unwrap_err" | "expect_err")
                    && self.source[..end - word.len()].ends_with('.')
                {
                    self.assert_at(line, super::Oracle::failure("", true));
                } else {
                    self.called(line, word, receiver(&self.source[..end - word.len()]));
                }
            }
            _ => {}
        }
    }
}

/// Returns the name that a call inside a macro is made on, given the text in front of the call's own name.
fn receiver(before: &str) -> Option<&str> {
    let rest = before.strip_suffix("::").or_else(|| before.strip_suffix('.'))?;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = &rest[rest.trim_end_matches(is_part).len()..];
    Some(if name.is_empty() { "_" } else { name })
}
