//! Names of functions and of what owns them.

use tree_sitter::Node;

use super::language::Language;
use super::tree::text;

/// Longest name that is kept, in characters.
const MAX_NAME: usize = 200;

/// Most owners a name is led by. Deeper nesting keeps the innermost.
pub(super) const MAX_OWNERS: usize = 8;

/// Returns the name of a named function, with its receiver's type where the language writes it there.
pub(super) fn function_name(node: Node<'_>, language: Language, source: &[u8]) -> Option<String> {
    let name = field_text(node, "name", source)?;
    let receiver = node.child_by_field_name("receiver");
    match receiver.filter(|_| language == Language::Go) {
        Some(receiver) => Some(format!("{}.{name}", receiver_type(&text(receiver, source)))),
        None => Some(name),
    }
}

/// Returns the name of a class, module or block of methods.
pub(super) fn owner_name(node: Node<'_>, source: &[u8]) -> Option<String> {
    if node.kind() != "impl_item" {
        return field_text(node, "name", source);
    }
    let target = field_text(node, "type", source)?;
    let plain = target.split('<').next().unwrap_or_default();
    Some(plain.rsplit("::").next().unwrap_or_default().trim_start_matches('&').trim().to_owned())
}

/// Returns the name that the place of a function without a name gives it, and that place.
pub(super) fn assigned_name<'t>(above: &[Node<'t>], source: &[u8]) -> Option<(String, Node<'t>)> {
    let parent = *above.last()?;
    let field = match parent.kind() {
        "pair" => "key",
        "assignment_expression" => "left",
        "field_definition" => "property",
        "variable_declarator" | "public_field_definition" => "name",
        // An accessor has the name of its property.
        "accessor_list" => return assigned_to_property(above, source),
        _ => return None,
    };
    let full = field_text(parent, field, source)?;
    let name = full.rsplit('.').next().unwrap_or_default();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_$#".contains(c));
    plain.then(|| (name.to_owned(), parent))
}

fn assigned_to_property<'t>(above: &[Node<'t>], source: &[u8]) -> Option<(String, Node<'t>)> {
    let [.., property, _] = above else { return None };
    Some((field_text(*property, "name", source)?, *property))
}

fn field_text(node: Node<'_>, field: &str, source: &[u8]) -> Option<String> {
    let name = text(node.child_by_field_name(field)?, source);
    let name = name.trim().trim_matches(['"', '\'', '`']);
    (!name.is_empty()).then(|| name.chars().take(MAX_NAME).collect())
}

/// Returns the type in a receiver such as `(c *Cart[T])`.
fn receiver_type(receiver: &str) -> &str {
    let inner = receiver.trim_matches(['(', ')']);
    let base = inner.split('[').next().unwrap_or_default();
    base.rsplit([' ', '*', '.']).find(|part| !part.is_empty()).unwrap_or_default()
}
