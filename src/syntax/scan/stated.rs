//! Python's calls that assert where they are statements of their own, and answer where something is made of
//! what they give.

use tree_sitter::Node;

use super::Scanner;
use super::events::assertion;
use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::expression::{Comparison, argument, arguments};
use crate::syntax::judge::compared;
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;
use crate::syntax::unit::Event;

impl<'t> Scanner<'t> {
    /// Notes such a call: `verifyObject(ICart, cart)` of zope.interface, `child.expect("paid")` of pexpect. Gives
    /// back whether it is one.
    pub(super) fn stated(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) -> bool {
        let tip = chain.tip();
        if self.language == Language::Python && matches!(tip.name, "RaisesGroup" | "RaisesExc") {
            // What is not the context of a `with` says what another waits for, or is asked later.
            let mut held = above.iter().rev().filter(|n| n.kind() != "as_pattern");
            let parent = held.next();
            self.describes(parent);
            return parent.is_none_or(|parent| parent.kind() != "with_item");
        }
        let known = matches!(tip.name, "verifyObject" | "verifyClass" | "expect" | "expect_exact");
        if self.language != Language::Python || !known || self.open.is_none() {
            return false;
        }
        let holder = above.last().filter(|parent| parent.kind() == "await").map_or(1, |_| 2);
        let stands = above.iter().nth_back(holder - 1);
        let Some(list) = tip
            .arguments
            .filter(|_| stands.is_some_and(|statement| statement.kind() == "expression_statement"))
        else {
            return false;
        };
        let imports = |word: &str| self.found.imports.iter().any(|known| &**known == word);
        let wanted = argument(list, 0).unwrap_or_default();
        let oracle = match (chain.receiver(), tip.name) {
            (None, "verifyObject" | "verifyClass")
                if arguments(list).len() > 1 && imports("zope") =>
            {
                Oracle::strong(Value, wanted)
            }
            (Some(receiver), "expect" | "expect_exact")
                if receiver == "child" || (imports("pexpect") && !reads(receiver)) =>
            {
                compared(wanted, Comparison::In, "printed")
            }
            _ => return false,
        };
        let until = rows(node).1;
        self.push(Event { until, ..assertion(rows(node).0, oracle) });
        true
    }
}

/// Stands for what pytest's description of a failure is made by.
const DESCRIPTION: &str = "RaisesGroup";

/// Most other names that are kept of one unit.
const MAX_NAMES: usize = 200;

impl<'t> Scanner<'t> {
    /// Notes the variable that such a description is kept in, given what it stands in.
    fn describes(&mut self, parent: Option<&Node<'t>>) {
        let left = parent
            .filter(|parent| parent.kind() == "assignment")
            .and_then(|parent| parent.child_by_field_name("left"))
            .filter(|left| left.kind() == "identifier");
        let open = self.open.as_mut().filter(|open| open.aliases.len() < MAX_NAMES);
        if let (Some(left), Some(open)) = (left, open) {
            open.aliases.push((slice(left, self.source), DESCRIPTION));
        }
    }

    /// Returns what a statement asserts that holds such a description against a failure: `wanted.matches(caught)`.
    pub(super) fn described(&self, text: &str) -> Option<Oracle> {
        let open = self.open.as_ref()?;
        let kept = open.aliases.iter().filter(|(_, of)| *of == DESCRIPTION);
        let is_held =
            |name: &str| text.strip_prefix(name).is_some_and(|rest| rest.starts_with(".matches("));
        kept.map(|(name, _)| *name).any(is_held).then(|| Oracle::failure("", true))
    }
}

/// Whether a variable is called as one that reads a language, or stands for another, and no program.
fn reads(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["lexer", "mock", "parser", "scanner", "token"].iter().any(|word| lower.contains(word))
}
