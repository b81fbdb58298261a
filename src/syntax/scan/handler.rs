//! The variables that what handles a failure keeps it in.

use tree_sitter::Node;

use super::Scanner;
use super::bound::bound_to;
use super::near::caught_as;
use crate::syntax::chain::slice;
use crate::syntax::failure_words::is_error_name;
use crate::syntax::language::Language;

/// Longest handler that is read, in bytes.
const MAX_READ: usize = 4_000;

impl<'t> Scanner<'t> {
    /// Notes the variables that a handler keeps its failure in: `catch (e) { caught = e; }`.
    pub(super) fn handler(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let text = slice(node, self.source);
        let Some(caught) = caught_as(node, self.source).filter(|_| text.len() < MAX_READ) else {
            return;
        };
        // PHP's variable outlives its handler.
        if self.language == Language::Php {
            self.stands_for_failure(caught);
        }
        // What Kotlin's `try` gives is what its handler gives last: `val t = try { f(); null } catch (e: E) { e }`.
        if self.language == Language::Kotlin
            && let Some((around, whole)) = above.split_last()
            && around.kind() == "try_expression"
            && last_of(text) == caught
            && let Some(left) = bound_to(*around, whole, self.source)
        {
            self.stands_for_failure(left);
        }
        for statement in text.split([';', '\n', '{', '}']) {
            let Some((left, right)) = statement.split_once('=') else { continue };
            let kept = right.trim().trim_start_matches('$');
            let shown =
                |start: &str| kept.strip_prefix(start).and_then(|rest| rest.strip_suffix(')'));
            let of_it = kept == caught
                || kept
                    .strip_prefix(caught)
                    .is_some_and(|rest| rest.starts_with('.') && !rest.contains([' ', '+']))
                || ["String(", "str("].iter().any(|start| shown(start) == Some(caught));
            if of_it && !left.contains(['(', '!']) {
                let name = left.trim().rsplit(['.', '>', ' ']).next().unwrap_or_default();
                // One so named is judged by its name.
                if !is_error_name(name) {
                    self.stands_for_failure(name);
                }
            }
        }
    }
}

/// Returns the last statement of a block that a text ends with.
fn last_of(text: &str) -> &str {
    let inner = text.trim_end().trim_end_matches('}').trim_end();
    inner.rsplit(['{', ';', '\n']).next().unwrap_or_default().trim()
}

/// Returns the parameters of a text that is a function: `e => …`, `(E e) => …`, `function (e) { … }`,
/// `e -> …`, a block's `{ |e| … }`.
pub(super) fn parameters(text: &str) -> Option<&str> {
    let text = text.trim_start_matches("async ").trim_start();
    if let Some((_, rest)) = text.split_once("{ |").or_else(|| text.split_once("do |")) {
        return rest.split_once('|').map(|(list, _)| list);
    }
    if let Some(rest) = text.strip_prefix("function").or_else(|| text.strip_prefix("delegate")) {
        return rest.split_once('(')?.1.split_once(')').map(|(list, _)| list);
    }
    let arrow = text.find("=>").into_iter().chain(text.find("->")).min()?;
    let list = text[..arrow].trim_end();
    let is_list = list.starts_with('(') && list.len() < 200 && !list[1..].contains('(');
    (is_list || list.bytes().all(is_name_byte)).then_some(list)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}
