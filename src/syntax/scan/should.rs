//! Ruby's `should` on what it looks at: `RSpec`'s first form, and Bacon's, whose words follow it.

use tree_sitter::Node;

use super::Scanner;
use crate::syntax::chain::{Chain, Segment, slice};
use crate::syntax::language::Language;

/// Most links of a chain that are looked through for its `should`.
const MAX_LINKS: usize = 100;

impl<'t> Scanner<'t> {
    /// Returns a chain through `should` as one that begins with `expect` of what stands in front of it, and ends with
    /// what an operator behind it compares: `cart.errors.should == ["x"]`, `cart.should.not.be.paid`. `None` for
    /// any other chain.
    pub(super) fn as_expected(
        &self,
        node: Node<'t>,
        chain: &Chain<'t>,
        above: &[Node<'t>],
    ) -> Option<Chain<'t>> {
        if self.language != Language::Ruby || chain.root().name == "expect" {
            return None;
        }
        let is_should = |name: &str| matches!(name, "should" | "should_not");
        let at = chain.segments.iter().position(|s| is_should(s.name))?;
        let asked = chain.segments[at].arguments.is_some_and(|list| !list.is_empty());
        let is_last = at + 1 == chain.segments.len();
        // What the grammar takes for an argument goes on with the chain in front: `should.raise(…) { … }.message.should…`.
        let goes_on = at == 0 && above.last().is_some_and(|n| n.kind() == "argument_list");
        // Of a bare `should` and what it is given the subject is not written.
        if (at == 0 && is_last) || (asked && !is_last) || goes_on {
            return None;
        }
        let mut inner = Some(node);
        for _ in 0..MAX_LINKS {
            let Some(call) = inner.filter(|n| n.kind() == "call") else { break };
            let method = call.child_by_field_name("method");
            inner = call.child_by_field_name("receiver");
            let asks = method.is_some_and(|m| is_should(slice(m, self.source)));
            let text = || inner.map_or("", |receiver| slice(receiver, self.source));
            if asks && !text().contains(".should") {
                break;
            }
        }
        let subject = inner.filter(|_| at > 0).map_or("subject", |n| slice(n, self.source));
        let first = chain.segments[at];
        let expect = Segment { name: "expect", arguments: Some(subject), ..first };
        let mut segments = vec![expect];
        segments.extend_from_slice(&chain.segments[at..]);
        let last = segments.last_mut()?;
        if last.arguments.is_none_or(str::is_empty) {
            let compared = above.last().filter(|parent| {
                let left = parent.child_by_field_name("left");
                parent.kind() == "binary" && left.is_some_and(|left| left.id() == node.id())
            });
            last.arguments =
                compared.and_then(|whole| self.source.get(node.end_byte()..whole.end_byte()));
            if is_last && last.arguments.is_none() {
                return None;
            }
        }
        Some(Chain { segments })
    }
}
