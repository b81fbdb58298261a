//! Where source fails on purpose or deals with a failure: errors thrown and returned, errors
//! declared, failing statuses, branches on errors.
//!
//! Read by node kinds that grammars share and by the words in them, so that a language without a
//! line of its own here still gives what it throws. A name counts only where it is one of an error.

mod handler;
mod text;

use tree_sitter::Node;

use super::chain::slice;
use super::language::Language;
use super::tree::{Visitor, parse, rows, walk};
use crate::model::flow::{FailurePoint, FailurePointKind};
use handler::{Handler, is_any, without_told};
use text::{
    answers_with, caught_error, cut, fails_with, head_with_bases, head_words, is_error,
    is_go_error, last_status, leading_name, leading_path, message_in, status_in,
};

/// Most points that are kept of one file.
const MOST: usize = 2_000;

/// Statements and expressions that throw.
const THROWS: &[&str] = &["raise_statement", "throw_statement", "throw_expression", "throw_expr"];

/// Expressions that make a value; of an error they make it to throw or return it.
const MAKES: &[&str] = &[
    "call",
    "call_expression",
    "new_expression",
    "object_creation_expression",
    "composite_literal",
    "instance_expression",
    "macro_invocation",
];

/// Clauses that catch.
const CATCHES: &[&str] = &["except_clause", "except_group_clause", "catch_clause", "rescue"];

/// Definitions of classes and types.
const CLASSES: &[&str] = &["class_definition", "class_declaration", "class", "struct_item"];

/// Returns the failure points of a source, in file order. A file too long or too hard to parse
/// gives none.
pub fn failure_points(language: Language, source: &[u8]) -> Vec<FailurePoint> {
    let source = String::from_utf8_lossy(source);
    let Ok(tree) = parse(language, source.as_bytes()) else { return Vec::new() };
    let mut finder = Finder {
        language,
        source: &source,
        found: Vec::new(),
        handlers: Vec::new(),
        error_enum: None,
    };
    walk(&tree, &mut finder);
    let mut found = without_told(finder.found, &finder.handlers);
    // What a declared error says is told by the error.
    let declared: Vec<(u32, Option<String>)> =
        found.iter().filter(|p| is_declared(p)).map(|p| (p.line, p.message.clone())).collect();
    found.retain(|p| {
        is_declared(p) || !p.error.is_empty() || !declared.contains(&(p.line, p.message.clone()))
    });
    found.sort();
    found.dedup_by(|a, b| (a.line, &a.error, a.status) == (b.line, &b.error, b.status));
    found.truncate(MOST);
    found
}

fn is_declared(point: &FailurePoint) -> bool {
    point.kind == FailurePointKind::Declared
}

struct Finder<'t> {
    language: Language,
    source: &'t str,
    found: Vec<FailurePoint>,
    /// What catches, with the place of its branch in `found`.
    handlers: Vec<(usize, Handler)>,
    /// The node of an enumeration of errors that the walk is inside of.
    error_enum: Option<usize>,
}

impl<'t> Visitor<'t> for Finder<'t> {
    fn enter(&mut self, node: Node<'t>, _above: &[Node<'t>]) -> bool {
        if self.found.len() >= 2 * MOST || !node.is_named() {
            return false;
        }
        let kind = node.kind();
        if THROWS.contains(&kind) {
            self.thrown(node);
        } else if MAKES.contains(&kind) {
            self.made(node);
        } else if CATCHES.contains(&kind) {
            self.caught(node);
        } else if CLASSES.contains(&kind) {
            self.declared(node);
        } else {
            self.by_language(node);
        }
        true
    }

    fn leave(&mut self, node: Node<'t>) {
        if self.error_enum == Some(node.id()) {
            self.error_enum = None;
        }
    }
}

impl<'t> Finder<'t> {
    fn text(&self, node: Node<'t>) -> &'t str {
        cut(slice(node, self.source))
    }

    fn add(
        &mut self,
        node: Node<'t>,
        kind: FailurePointKind,
        error: &str,
        message: Option<String>,
        status: Option<u32>,
    ) {
        let (line, _) = rows(node);
        let error = error.to_owned();
        self.found.push(FailurePoint { line, kind, error, message, status, bases: Vec::new() });
    }

    /// Adds a branch on an error, which may be told by what its handler throws.
    fn branch(&mut self, node: Node<'t>, error: &str) {
        // An `else` is no part of what Go does with an error.
        let body = node.child_by_field_name("consequence").unwrap_or(node);
        let handler = Handler::new(self.language, rows(body), slice(body, self.source));
        self.handlers.push((self.found.len(), handler));
        self.add(node, FailurePointKind::Branch, error, None, None);
    }

    fn thrown(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let body = text.trim_start_matches(|c: char| c.is_alphabetic()).trim_start();
        let made = body.strip_prefix("new ");
        let (name, rest) = leading_name(made.unwrap_or(body));
        // A caught error that is thrown on has no name of its own, and a method that makes one has another's.
        let by_method = matches!(self.language, Language::Java | Language::CSharp | Language::Php);
        if !name.starts_with(char::is_uppercase) || (by_method && made.is_none()) {
            return;
        }
        let status = rest.starts_with('(').then(|| status_in(rest)).flatten();
        self.add(node, FailurePointKind::Raised, name, message_in(rest), status);
    }

    fn made(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let body = text.trim_start_matches('&');
        let body = body.strip_prefix("new ").unwrap_or(body);
        let (name, rest) = leading_name(body);
        let arguments = rest.trim_start_matches('!');
        if !arguments.starts_with(['(', '{']) {
            return;
        }
        if fails_with(self.language, body, name) {
            self.failed_with(node, arguments);
        } else if is_error(name) {
            self.add(
                node,
                FailurePointKind::Raised,
                name,
                message_in(arguments),
                status_in(arguments),
            );
        } else if answers_with(name)
            && let Some(status) = status_in(arguments)
        {
            self.add(node, FailurePointKind::Status, "", None, Some(status));
        }
    }

    fn failed_with(&mut self, node: Node<'t>, arguments: &str) {
        let inner = arguments[1..].trim_start();
        let inner = inner.strip_prefix("new ").unwrap_or(inner);
        let (name, _) = leading_path(inner);
        let last = name.rsplit("::").next().unwrap_or(name);
        let last = if last == "from" || last == "new" { "" } else { last };
        let error = if last.starts_with(char::is_uppercase) { last } else { "" };
        let message = message_in(arguments);
        if !error.is_empty() || message.is_some() {
            self.add(node, FailurePointKind::Raised, error, message, None);
        }
    }

    fn caught(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let head = text.lines().next().unwrap_or("").split(['{', ':']).next().unwrap_or("");
        let words = head.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.'));
        let types: Vec<&str> =
            words.filter_map(caught_error).filter(|error| !is_any(error)).collect();
        for error in &types {
            self.branch(node, error);
        }
        if types.is_empty() {
            self.branch(node, "");
        }
    }

    fn declared(&mut self, node: Node<'t>) {
        let text = self.text(node);
        let head = match self.language {
            Language::CSharp | Language::Kotlin => head_with_bases(text),
            _ => text.split(['{', ':']).next().unwrap_or("").to_owned(),
        };
        // In Ruby `<` derives, and the head is not told from the body.
        let words = match self.language {
            Language::Ruby => head.split(|c: char| !c.is_alphanumeric() && c != '_').collect(),
            _ => head_words(&head),
        };
        let name = node.child_by_field_name("name").map(|name| slice(name, self.source));
        let is_name = |word: &&str| word.starts_with(char::is_uppercase);
        let Some(name) = name.or_else(|| words.iter().copied().find(is_name)) else { return };
        let bases = words.into_iter().filter(|word| *word != name && is_error(word));
        let bases: Vec<&str> = bases.collect();
        let is_rust = self.language == Language::Rust;
        if (!bases.is_empty() && !is_rust)
            || (is_rust && is_error(name) && !name.ends_with("Timeout"))
        {
            self.add(node, FailurePointKind::Declared, name, None, None);
            if let Some(declared) = self.found.last_mut() {
                declared.bases = bases.into_iter().map(str::to_owned).collect();
            }
        }
    }

    fn by_language(&mut self, node: Node<'t>) {
        match (self.language, node.kind()) {
            (Language::Rust, "enum_item") => {
                let name = node.child_by_field_name("name").map(|name| slice(name, self.source));
                if name.is_some_and(is_error) {
                    self.error_enum = Some(node.id());
                }
            }
            (Language::Rust, "enum_variant") if self.error_enum.is_some() => {
                if let Some(name) = node.child_by_field_name("name") {
                    let name = slice(name, self.source);
                    self.add(node, FailurePointKind::Declared, name, None, None);
                }
            }
            (Language::Rust, "match_arm") => {
                let text = self.text(node);
                if let Some(inner) = text.strip_prefix("Err(") {
                    let (path, _) = leading_path(inner);
                    let last = path.rsplit("::").next().unwrap_or("");
                    let error = if last.starts_with(char::is_uppercase) { last } else { "" };
                    self.branch(node, error);
                }
            }
            (Language::Go, "if_statement") => {
                let head = self.text(node).split('{').next().unwrap_or("");
                if head.contains("err != nil") || head.contains("errors.Is(") {
                    let words = head.split(|c: char| !c.is_alphanumeric());
                    let error = words.rev().find(|w| is_go_error(w)).unwrap_or("");
                    self.branch(node, error);
                }
            }
            (Language::Go, "var_spec" | "const_spec") => {
                let (name, _) = leading_name(self.text(node));
                if is_go_error(name) {
                    let message = message_in(self.text(node));
                    self.add(node, FailurePointKind::Declared, name, message, None);
                }
            }
            (Language::Go, "return_statement") => {
                let words = self.text(node).split(|c: char| !c.is_alphanumeric());
                for error in words.filter(|word| is_go_error(word)) {
                    self.add(node, FailurePointKind::Raised, error, None, None);
                }
            }
            (_, "return_statement") => {
                let text = self.text(node);
                if let Some(status) = last_status(text) {
                    self.add(node, FailurePointKind::Status, "", None, Some(status));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
