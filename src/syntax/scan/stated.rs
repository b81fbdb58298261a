//! Python's calls that assert where they are statements of their own, and answer where something is made of
//! what they give.

use tree_sitter::Node;

use super::Scanner;
use super::events::assertion;
use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::Chain;
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

/// Whether a variable is called as one that reads a language, or stands for another, and no program.
fn reads(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["lexer", "mock", "parser", "scanner", "token"].iter().any(|word| lower.contains(word))
}
