//! Ruby's `should` on what it looks at: `RSpec`'s first form, and Bacon's, whose words follow it; and shoulda's, which
//! is a test in one line of a class or a context: `should validate_presence_of(:name)`.

use tree_sitter::Node;

use super::Scanner;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, Segment, slice};
use crate::syntax::idioms::{Around, Surroundings, asserted};
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;
use crate::syntax::unit::{Part, Unit};

/// Longest name that is kept, in characters.
const MAX_NAME: usize = 200;

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

    /// Opens the test that such a line is, with its one assertion; gives back whether the call is one.
    pub(super) fn one_liner(&mut self, node: Node<'t>, chain: &Chain<'t>) -> bool {
        let is_word = chain.segments.len() == 1
            && matches!(chain.tip().name, "should" | "should_not")
            && node.child_by_field_name("block").is_none();
        let stands = self.in_test_file && self.open.is_none() && !self.owners.is_empty();
        if self.language != Language::Ruby || !is_word || !stands {
            return false;
        }
        let list = node.child_by_field_name("arguments");
        let Some(matcher) =
            list.and_then(|list| list.named_child(0)).filter(|n| n.kind() == "call")
        else {
            return false;
        };
        let words: Vec<&str> = slice(node, self.source).split_whitespace().collect();
        let name: String = words.join(" ").chars().take(MAX_NAME).collect();
        let unit = Unit { part: Part::Test, lines: rows(node), ..Unit::default() };
        self.open(node, &name, &[], unit);
        // What it says of a failure it says as in any test; all else is a value.
        let text = slice(matcher, self.source);
        let oracle = asserted(self.language, chain, Around(&Surroundings::default))
            .filter(|oracle| {
                oracle.kind == AssertionKind::FailureState && text.starts_with("respond")
            })
            .unwrap_or_else(|| Oracle::strong(AssertionKind::Value, text));
        self.assert_at(rows(node).0, oracle);
        true
    }
}
