//! Ruby's calls without arguments and brackets, which look like variables.

use tree_sitter::Node;

use super::Scanner;
use super::events::event;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::table::Role;
use crate::syntax::tree::rows;
use crate::syntax::unit::Event;

/// How far back an assignment of a variable is looked for, in bytes.
const MAX_READ: usize = 4_000;

impl<'t> Scanner<'t> {
    /// Reads a name that is a statement of its own as a call: `assert_job_done`. One that asserts by its name
    /// counts as with brackets; any other only where it names a helper, and never where it is a variable.
    pub(super) fn bare(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some(parent) = above.last() else { return };
        let is_body = self.grammar.kind(*parent).role == Role::Block;
        let is_guarded = matches!(parent.kind(), "if_modifier" | "unless_modifier")
            && parent.child_by_field_name("body").is_some_and(|body| body.id() == node.id());
        let Some(open) = self.open.as_ref().filter(|_| is_body || is_guarded) else { return };
        let (name, line) = (slice(node, self.source), rows(node).0);
        let asserts = ["assert_", "refute_"].iter().any(|start| name.starts_with(start));
        if asserts || name == "flunk" {
            self.call(node, &Chain::single(name, "", "", line), above);
            return;
        }
        let start = above.iter().find(|n| n.id() == open.node).map_or(0, Node::start_byte);
        let start = start.max(node.start_byte().saturating_sub(MAX_READ));
        let before = self.source.as_bytes().get(start..node.start_byte()).unwrap_or_default();
        if !is_assigned(before, name.as_bytes()) && !is_let(self.source, name) {
            let name = self.place(name);
            self.push(Event { name, ..event(line) });
        }
    }
}

/// Whether a text gives a variable of this name a value, or takes one between a block's bars.
fn is_assigned(text: &[u8], name: &[u8]) -> bool {
    let is_part =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'@' | b':');
    memchr::memmem::find_iter(text, name).any(|at| {
        let rest = &text[at + name.len()..];
        let is_whole = !at.checked_sub(1).is_some_and(|before| is_part(&text[before]));
        let rest = rest.trim_ascii_start();
        is_whole
            && rest.first().is_some_and(|byte| b"=|,)&".contains(byte))
            && !rest.starts_with(b"==")
    })
}

/// Whether a file gives a name a value that its tests share, as `RSpec`'s `let(:cart)` does, or makes it an attribute.
fn is_let(source: &str, name: &str) -> bool {
    let symbol = format!(":{name}");
    memchr::memmem::find_iter(source.as_bytes(), symbol.as_bytes()).any(|at| {
        let rest = &source[at + symbol.len()..];
        let before = source[..at].trim_end_matches(['(', ' ']);
        let words = ["let", "let!", "subject", "subject!", "attr_reader", "attr_accessor"];
        !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '?' | '!'))
            && words.iter().any(|word| before.ends_with(word))
    })
}
