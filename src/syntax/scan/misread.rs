//! What a grammar takes for something else: infix calls and typed calls of Kotlin, macros of C++ that look
//! like declarations. They are read by their text.

use tree_sitter::Node;

use super::Scanner;
use super::events::near;
use super::near::surroundings;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, chain, slice};
use crate::syntax::idioms::{Around, Surroundings, asserted};
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;
use crate::syntax::unit::INFIX;

/// Infix calls of Kotlin's own library and of mocks, which help no test.
const STANDARD_INFIX: &[&str] = &[
    "and",
    "andThen",
    "answers",
    "as",
    "downTo",
    "in",
    "is",
    "just",
    "matches",
    "or",
    "returns",
    "returnsMany",
    "shl",
    "shr",
    "step",
    "throws",
    "to",
    "until",
    "xor",
    "zip",
];

/// Whether an infix call ends what Awaitility waits for.
fn waits(before: &str, name: &str) -> bool {
    before.split([' ', '\n', '.', '(']).next() == Some("await")
        && ((name.starts_with("until") && !matches!(name, "untilAsserted" | "untilCallTo"))
            || (name == "matches" && before.contains("untilCallTo")))
}

impl<'t> Scanner<'t> {
    /// Reads Kotlin's `x shouldBe 3` as a call.
    pub(super) fn infix(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let child = |at| node.named_child(at);
        let (Some(left), Some(word), Some(right)) = (child(0), child(1), child(2)) else { return };
        let mut read = chain(self.grammar, left, self.source);
        read.segments.push(crate::syntax::chain::Segment {
            name: slice(word, self.source),
            types: "",
            arguments: Some(slice(right, self.source)),
            block: "",
            line: rows(word).0,
        });
        if slice(word, self.source).starts_with("should") {
            // The subject as text, for what no chain can hold.
            let subject = slice(left, self.source);
            let Some(open) = &self.open else { return };
            let near = near(above, open.node);
            let around = || surroundings(self, node, near);
            let oracle = crate::syntax::idioms::infix(
                subject,
                slice(word, self.source),
                slice(right, self.source),
                Around(&around),
            );
            self.assert_at(rows(word).0, oracle);
            return;
        }
        // Strikt's `expectThat(x) isEqualTo 3`.
        if read.root().name == "expectThat" && read.root().arguments.is_some() {
            self.call(node, &read, above);
            return;
        }
        let (line, before) = (rows(word).0, slice(left, self.source));
        match slice(word, self.source) {
            // Awaitility's `await atMost limit until { cart.paid }`.
            name if waits(before, name) => {
                self.assert_at(line, Oracle::strong(AssertionKind::Value, ""));
            }
            name if STANDARD_INFIX.contains(&name) => {}
            name => self.called(line, name, Some(INFIX)),
        }
    }

    /// Reads a call with types and a block that Kotlin's grammar takes for comparisons, as in
    /// `assertFailsWith<E> { pay() }`, by its text.
    pub(super) fn misread(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let text = slice(node, self.source);
        let Some((name, rest)) = text.split_once('<') else { return };
        let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        if name.is_empty() || !name.chars().all(plain) {
            return;
        }
        let Some((types, rest)) = rest.split_once('>') else { return };
        let rest = rest.trim_start_matches('>').trim_start();
        if types.len() > 200 || types.contains(['\n', '"']) || !rest.starts_with(['{', '(']) {
            return;
        }
        let name = name.rsplit('.').next().unwrap_or_default();
        let call = Chain::single(name, types, "", rows(node).0);
        self.call(node, &call, above);
    }

    /// Reads an assertion that C++'s grammar takes for the head of a function, as in
    /// `CHECK_THROWS_AS(x = f(y), E&);`.
    pub(super) fn declared_macro(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some((name, rest)) = slice(node, self.source).split_once('(') else { return };
        let is_macro = |name: &str| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        let list = rest.strip_suffix(')').filter(|_| self.open.is_some() && is_macro(name));
        let Some(list) = list else { return };
        let call = Chain::single(name, "", list, rows(node).0);
        if asserted(self.language, &call, Around(&Surroundings::default)).is_some() {
            self.call(node, &call, above);
        }
    }
}
