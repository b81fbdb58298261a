//! What a function of Java or Kotlin is called on.

use tree_sitter::Node;

use crate::syntax::chain::slice;
use crate::syntax::language::Language;
use crate::syntax::unit::Hangs;

/// Longest head of a function that is read, in bytes.
const MAX_READ: usize = 1_000;

/// Returns what a function is called on, by what stands in front of its name.
pub(super) fn hangs(language: Language, node: Node<'_>, source: &str) -> Hangs {
    let is_kotlin = language == Language::Kotlin;
    if !is_kotlin && language != Language::Java {
        return Hangs::Plain;
    }
    let Some(name) = node.child_by_field_name("name") else { return Hangs::Plain };
    let head = source.get(node.start_byte()..name.start_byte()).unwrap_or_default();
    if head.len() > MAX_READ {
        return Hangs::Plain;
    }
    let mut words = head.split(|c: char| !(c.is_alphanumeric() || c == '@'));
    if words.any(|word| word == "@Override" || (is_kotlin && word == "override")) {
        Hangs::Override
    } else if is_kotlin && head.trim_end().ends_with('.') && !slice(name, source).is_empty() {
        Hangs::Extension
    } else {
        Hangs::Plain
    }
}
