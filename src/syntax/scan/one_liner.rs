//! shoulda's tests in one line of a class or a context: `should validate_presence_of(:name)`.

use tree_sitter::Node;

use super::Scanner;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::idioms::{Around, Surroundings, asserted};
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;
use crate::syntax::unit::{Part, Unit};

/// Longest name that is kept, in characters.
const MAX_NAME: usize = 200;

impl<'t> Scanner<'t> {
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
