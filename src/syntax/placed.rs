//! Whether a node is a statement by where it stands, for languages that have no kind for it.

use tree_sitter::Node;

use super::table::Table;

/// Returns whether a field is given a value where it is declared.
pub(super) fn has_value(node: Node<'_>) -> bool {
    let assigns = |node: Node<'_>| {
        let sign = |child: Node<'_>| matches!(child.kind(), "=" | "property_delegate");
        let value = node.child_by_field_name("value");
        value.is_some_and(|value| value.kind() != "arrow_expression_clause")
            || children(node).any(sign)
    };
    // C# puts the names of a field one deeper than the others.
    let mut lists = children(node).filter(|child| child.kind() == "variable_declaration");
    assigns(node)
        || node.child_by_field_name("declarator").is_some_and(assigns)
        || lists.any(|list| children(list).any(assigns))
}

/// Returns whether a node is the expression a Rust block ends with: its parent is a block and it is
/// none of the items that may also stand there.
pub(super) fn is_tail(node: Node<'_>, above: &[Node<'_>]) -> bool {
    let kind = node.kind();
    above.last().is_some_and(|parent| parent.kind() == "block")
        && !kind.ends_with("_item")
        && !matches!(kind, "macro_definition" | "empty_statement" | "label" | "ERROR")
}

/// Returns whether an expression is a statement, as it stands in a body.
pub(super) fn is_placed(table: &Table, node: Node<'_>, above: &[Node<'_>]) -> bool {
    const NEVER: [&str; 6] = [
        "lambda_parameters",
        "empty_statement",
        "heredoc_body",
        "label",
        // Its parts are.
        "try_expression",
        "ERROR",
    ];
    let Some(parent) = above.last() else { return false };
    if !table.statement_places.contains(&parent.kind()) || NEVER.contains(&node.kind()) {
        return false;
    }
    let is_condition = parent.child_by_field_name("condition").is_some_and(|c| c.id() == node.id());
    // Kotlin's loops and branches do not name their bodies, which come last.
    let in_front = || {
        matches!(parent.kind(), "when_entry" | "for_statement" | "while_statement")
            && parent.named_child(parent.named_child_count().saturating_sub(1) as u32) != Some(node)
    };
    !is_condition && !in_front()
}

/// Returns the nodes right below a node.
pub(super) fn children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    (0..node.child_count()).filter_map(move |at| node.child(at))
}
