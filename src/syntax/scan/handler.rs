//! The variables that what handles a failure keeps it in.

use tree_sitter::Node;

use super::Scanner;
use super::bound::bound_to;
use super::near::{caught_as, is_handler};
use crate::syntax::chain::{Chain, slice};
use crate::syntax::expression::is_nothing;
use crate::syntax::failure_words::is_error_name;
use crate::syntax::language::Language;

/// Longest handler that is read, in bytes.
const MAX_READ: usize = 4_000;

/// Most parts of a `try` that are looked through for its first handler.
const MAX_PARTS: usize = 400;

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
                    let name = name.trim_start_matches(['$', '@']);
                    if is_set_in_try(node, name, self.source)
                        && let Some(open) = &mut self.open
                    {
                        open.while_handled.push((node.end_byte(), name));
                    }
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

impl<'t> Scanner<'t> {
    /// Notes the variables of Python that are taken out of a failure: `said, = excinfo.value.args`.
    pub(super) fn taken_from_error(&mut self, node: Node<'t>) {
        let field = |name| node.child_by_field_name(name);
        let (Some(left), Some(right)) = (field("left"), field("right")) else { return };
        let is_plain = matches!(left.kind(), "identifier" | "pattern_list" | "tuple_pattern");
        let is_part = matches!(right.kind(), "attribute" | "subscript" | "identifier");
        let (names, text) = (slice(left, self.source), slice(right, self.source));
        // Where it came from says nothing of what failed.
        let is_trace = |rest: &str| [".traceback", ".tb"].iter().any(|of| rest.starts_with(of));
        let is_bound = |name: &&str| {
            text.strip_prefix(*name).is_some_and(|rest| {
                (rest.is_empty() || rest.starts_with(['.', '['])) && !is_trace(rest)
            })
        };
        let of_error = self.language == Language::Python
            && is_plain
            && is_part
            && !names.contains(['.', '['])
            && self.open.as_ref().is_some_and(|open| open.failures.iter().any(is_bound));
        if of_error {
            self.stands_for_failure(names);
        }
    }

    /// Whether a call of Python asks the failure that was caught: `said = excinfo.value.told()`.
    pub(super) fn asks_caught(&self, chain: &Chain<'_>) -> bool {
        self.language == Language::Python
            && chain.segments.get(1).is_some_and(|s| matches!(s.name, "exception" | "value"))
            && self.open.as_ref().is_some_and(|open| open.failures.contains(&chain.root().name))
    }

    /// Notes the variables that a closure of Rust is given a failure by, as long as the call lasts: `map_err(|e| …)`.
    pub(super) fn given_failure(&mut self, node: Node<'t>, list: &'t str) {
        let closure = list.trim_start().strip_prefix('|');
        let Some(given) = closure.and_then(|rest| rest.split('|').next()) else { return };
        self.stands_for_failure(given);
        if let Some(open) = &mut self.open {
            open.while_handled.push((node.end_byte(), given));
        }
    }

    /// Forgets the variables that stood for a failure in the handlers behind which a node stands.
    pub(super) fn forget_handled(&mut self, node: Node<'_>) {
        let Some(open) = self.open.as_mut().filter(|open| !open.while_handled.is_empty()) else {
            return;
        };
        let ended = |until: usize| node.start_byte() >= until;
        let gone = open.while_handled.iter().filter(|(until, _)| ended(*until));
        for (_, name) in gone {
            open.failures.retain(|other| other != name);
        }
        open.while_handled.retain(|(until, _)| !ended(*until));
    }
}

/// Whether what a handler belongs to gives a variable a value as well where nothing failed, and not the one for
/// none: `try: code = main()`, `except SystemExit as e: code = e.code`.
fn is_set_in_try(handler: Node<'_>, name: &str, source: &str) -> bool {
    let Some(whole) = handler.parent() else { return false };
    let first = (0..whole.named_child_count().min(MAX_PARTS))
        .filter_map(|at| whole.named_child(at as u32))
        .find(is_handler)
        .unwrap_or(handler);
    let before = source.get(whole.start_byte()..first.start_byte()).unwrap_or_default();
    let behind = source.get(handler.end_byte()..whole.end_byte()).unwrap_or_default();
    let behind = behind.trim_start().strip_prefix("else").unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    [before, behind].iter().filter(|text| text.len() < MAX_READ).any(|text| {
        text.match_indices(name).any(|(at, _)| {
            let value = text[at + name.len()..].trim_start();
            let value = value.strip_prefix(":=").or_else(|| value.strip_prefix('='));
            let before = text[..at].trim_end();
            // One that is given by name is another's: `pay(message="x")`.
            let is_whole = !text[..at].ends_with(is_part) && !before.ends_with(['(', ',']);
            value.is_some_and(|value| {
                let given = value.trim_start();
                let word = given.split(|c: char| !is_part(c)).next().unwrap_or_default();
                let is_none = is_nothing(word) || matches!(word, "False" | "false");
                is_whole && !value.starts_with(['=', '>', '~']) && !is_none
            })
        })
    })
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
