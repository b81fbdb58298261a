//! Go's question whether an error is of a type: `limit, ok := err.(*Limit)`, which the lines behind it ask; and what
//! Kotlin takes for an error behind such a question.

use tree_sitter::Node;

use super::Scanner;
use super::bound::{bound_to, names};
use super::events::near;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::expression::argument;
use crate::syntax::failure_words::{is_error_type, looks_at_error};
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;

/// How many lines behind the question its answer is asked; further on the name may hold another.
const ASKED_WITHIN: u32 = 3;

/// The variable that holds whether an error is of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypeAsked<'t> {
    flag: &'t str,
    line: u32,
    class: &'t str,
}

impl<'t> Scanner<'t> {
    /// Notes what a type assertion on an error is bound to.
    pub(super) fn type_asked(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some(open) = &self.open else { return };
        let field = |name| node.child_by_field_name(name).map(|part| slice(part, self.source));
        let (Some(asked), Some(class)) = (field("operand"), field("type")) else { return };
        let bound = bound_to(node, near(above, open.node), self.source);
        let Some(left) = bound.filter(|_| looks_at_error(asked)) else { return };
        let (error, flag) = left.split_once(',').map_or((left, ""), |(error, flag)| (error, flag));
        self.stands_for_failure(error);
        let flag = flag.trim().trim_end_matches(':').trim_end();
        if let Some(open) = self.open.as_mut().filter(|_| !flag.is_empty()) {
            open.type_asked = Some(TypeAsked { flag, line: rows(node).0, class });
        }
    }

    /// Makes a failure state of an assertion that requires an error to be of a type: `require.True(t, ok)`,
    /// `if !ok { t.Errorf(…) }`.
    pub(super) fn by_type_asked(
        &self,
        oracle: Oracle,
        chain: &Chain<'_>,
        line: u32,
        condition: Option<(&str, bool)>,
    ) -> Oracle {
        let asked = self.open.as_ref().and_then(|open| open.type_asked);
        let asked = asked.filter(|asked| (asked.line..=asked.line + ASKED_WITHIN).contains(&line));
        let Some(asked) = asked.filter(|_| oracle.kind == AssertionKind::Value) else {
            return oracle;
        };
        let tip = chain.tip();
        let list = tip.arguments.unwrap_or_default();
        let required =
            tip.name.starts_with("True") && (0..2).any(|at| argument(list, at) == Some(asked.flag));
        let wanted = condition.is_some_and(|(condition, in_else)| {
            !in_else && condition.strip_prefix('!').map(str::trim) == Some(asked.flag)
        });
        if required || wanted { Oracle::failure(asked.class, false) } else { oracle }
    }
}

/// Returns the variable that Go's `errors.As(err, &wanted)` or testify's `ErrorAs` puts the error into.
pub(super) fn wanted_type<'s>(chain: &Chain<'s>) -> Option<&'s str> {
    let list = chain.tip().arguments?;
    let at = match chain.tip().name {
        "As" if chain.root().name == "errors" => 1,
        "ErrorAs" | "ErrorAsf" => 2,
        _ => return None,
    };
    argument(list, at).filter(|wanted| wanted.starts_with('&'))
}

/// Returns the variable that Kotlin knows for a failure behind an assertion of its type: `assertTrue(r is Paid.Error)`.
pub(super) fn smart_cast<'s>(chain: &Chain<'s>) -> Option<&'s str> {
    let tip = chain.tip();
    let list = tip.arguments.unwrap_or_default();
    let name = match tip.name {
        "assertTrue" | "check" => argument(list, 0)?.split_once(" is ").map(|(name, _)| name),
        "assertIs" if is_error_type(tip.types) => argument(list, 0),
        "shouldBeInstanceOf" | "shouldBeTypeOf" if is_error_type(tip.types) => chain.receiver(),
        _ => None,
    };
    name.map(str::trim).filter(|name| names(name).eq([*name]))
}
