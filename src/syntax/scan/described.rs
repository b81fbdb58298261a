//! pytest's descriptions of a failure that a test holds what it caught against: `RaisesGroup(Limit).matches(caught)`.

use tree_sitter::Node;

use super::Scanner;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;

/// Stands for what pytest's description of a failure is made by.
const DESCRIPTION: &str = "RaisesGroup";

/// Most other names that are kept of one unit.
const MAX_NAMES: usize = 200;

impl<'t> Scanner<'t> {
    /// Notes such a description, which asserts nothing where it is not the context of a `with`: there it says what
    /// another waits for, or is asked later. Gives back whether the call is one.
    pub(super) fn only_describes(&mut self, chain: &Chain<'t>, above: &[Node<'t>]) -> bool {
        let makes = matches!(chain.tip().name, "RaisesGroup" | "RaisesExc");
        if self.language != Language::Python || !makes {
            return false;
        }
        let parent = above.iter().rev().find(|n| n.kind() != "as_pattern");
        self.describes(parent);
        parent.is_none_or(|parent| parent.kind() != "with_item")
    }

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
