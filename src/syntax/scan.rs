//! One pass over a tree to the tests and helpers of a file and what they do.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::chain::{Chain, chain, slice};
use super::expression::arguments;
use super::failure_words::is_any_error;
use super::idioms::{Surroundings, asserted};
use super::language::Language;
use super::names::{MAX_OWNERS, assigned_name, function_name, owner_name};
use super::oracle::{Oracle, judged};
use super::table::{Role, roles};
use super::tree::{Visitor, rows, walk};
use super::unit::{Event, Marks, Unit, declared, is_test_by_name};
use crate::model::assertion::AssertionKind;

/// How far up the `if` or `try` around a call is looked for.
const NEAR: usize = 12;

/// Most events that are kept of one unit.
const MAX_EVENTS: usize = 5_000;

/// What a file holds: its units, and the bases of its classes.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) units: Vec<Unit>,
    pub(super) bases: BTreeMap<String, Vec<String>>,
    /// Names of classes whose test methods a runner runs.
    pub(super) test_classes: Vec<String>,
}

/// Returns what a file holds.
pub(super) fn scanned(
    language: Language,
    in_test_file: bool,
    source: &str,
    tree: &Tree,
) -> Scanned {
    let mut scanner = Scanner {
        language,
        in_test_file,
        source,
        roles: roles(language),
        owners: Vec::new(),
        open: None,
        marks: Marks::default(),
        last_chain: None,
        last_word: None,
        found: Scanned::default(),
    };
    walk(tree, &mut scanner);
    scanner.found
}

struct Owner {
    node: usize,
    name: String,
    is_class: bool,
    is_tests: Option<bool>,
    skipped: bool,
}

struct Scanner<'t> {
    language: Language,
    in_test_file: bool,
    source: &'t str,
    roles: &'static [Role],
    owners: Vec<Owner>,
    /// The unit the walk is inside of: its node and its place.
    open: Option<(usize, usize)>,
    /// What stands in front of the definition to come.
    marks: Marks,
    /// Where the last chain starts, and whether it asserts by its first word. The calls inside a chain
    /// start where it does.
    last_chain: Option<(usize, bool)>,
    /// The last identifier in a macro: its text and its end.
    last_word: Option<(&'t str, usize)>,
    found: Scanned,
}

impl<'t> Visitor<'t> for Scanner<'t> {
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) -> bool {
        if !node.is_named() {
            return false;
        }
        let role = self.roles.get(node.kind_id() as usize).copied().unwrap_or(Role::None);
        match role {
            Role::Comment | Role::Import => return false,
            Role::Decorator => {
                self.marks.read(self.language, slice(node, self.source), rows(node).0);
                return false;
            }
            Role::Owner => self.owner(node),
            Role::Function | Role::Anonymous if self.open.is_none() => {
                self.function(node, role, above);
            }
            _ => {}
        }
        if !matches!(node.kind(), "decorated_definition" | "modifiers") {
            self.marks = Marks::default();
        }
        self.expression(node, above);
        true
    }

    fn leave(&mut self, node: Node<'t>) {
        if self.open.is_some_and(|(open, _)| open == node.id()) {
            self.open = None;
        }
        if self.owners.last().is_some_and(|owner| owner.node == node.id()) {
            self.owners.pop();
        }
    }
}

impl<'t> Scanner<'t> {
    fn owner(&mut self, node: Node<'t>) {
        self.java_marks(node);
        let name = owner_name(node, self.source.as_bytes()).unwrap_or_default();
        let field = |name| node.child_by_field_name(name);
        let bases = field("superclasses").or_else(|| field("superclass"));
        let bases: Vec<String> = bases
            .map(|list| slice(list, self.source).trim_start_matches("extends"))
            .map(|list| arguments(list.trim().trim_start_matches('(').trim_end_matches(')')))
            .unwrap_or_default()
            .into_iter()
            .map(|base| base.rsplit('.').next().unwrap_or(base).trim().to_owned())
            .collect();
        let is_known =
            |base: &String| base.ends_with("TestCase") || self.found.test_classes.contains(base);
        let is_tests = bases.iter().any(is_known)
            || (self.language == Language::Python && self.in_test_file && name.starts_with("Test"));
        if is_tests && self.found.test_classes.len() < 1_000 {
            self.found.test_classes.push(name.clone());
        }
        let inherited_skip = self.owners.last().is_some_and(|owner| owner.skipped);
        self.found.bases.insert(name.clone(), bases);
        self.owners.push(Owner {
            node: node.id(),
            name,
            is_class: !matches!(node.kind(), "mod_item" | "internal_module"),
            is_tests: Some(is_tests),
            skipped: self.marks.skipped || inherited_skip,
        });
    }

    /// Reads Java's annotations, which stand inside the definition.
    fn java_marks(&mut self, node: Node<'t>) {
        let Some(modifiers) = node.named_child(0).filter(|child| child.kind() == "modifiers")
        else {
            return;
        };
        for at in 0..modifiers.named_child_count().min(50) {
            if let Some(annotation) = modifiers.named_child(at as u32) {
                let (line, _) = rows(annotation);
                self.marks.read(self.language, slice(annotation, self.source), line);
            }
        }
    }

    fn function(&mut self, node: Node<'t>, role: Role, above: &[Node<'t>]) {
        let bytes = self.source.as_bytes();
        let name = if role == Role::Function {
            function_name(node, self.language, bytes)
        } else {
            assigned_name(above, bytes).map(|(name, _)| name)
        };
        let Some(name) = name else { return };
        self.java_marks(node);
        let marks = std::mem::take(&mut self.marks);
        let (receiver, own) = match name.rsplit_once('.') {
            Some((receiver, own)) if self.language == Language::Go => {
                (Some(receiver.to_owned()), own)
            }
            _ => (None, name.as_str()),
        };
        let class_is_tests = self.owners.last().and_then(|owner| owner.is_tests);
        let by_name = is_test_by_name(
            self.language,
            node,
            own,
            self.in_test_file,
            class_is_tests,
            self.source,
        );
        let mut unit = Unit {
            is_test: marks.is_test || by_name,
            needs_subclass: self.language == Language::Python && class_is_tests == Some(false),
            skipped: marks.skipped,
            lines: (marks.from.unwrap_or(rows(node).0), rows(node).1),
            is_property: marks.is_property
                || (self.language == Language::Go && own.starts_with("Fuzz")),
            ..Unit::default()
        };
        if let Some((line, expects)) = marks.failure {
            let any = is_any_error(&expects);
            unit.events.push(assertion(line, Oracle::failure(&expects, any)));
        }
        self.open(node, own.to_owned(), receiver, unit);
    }

    fn open(&mut self, node: Node<'t>, name: String, receiver: Option<String>, unit: Unit) {
        let skip = self.owners.last().is_some_and(|owner| owner.skipped);
        let is_method =
            receiver.is_some() || self.owners.last().is_some_and(|owner| owner.is_class);
        let from = self.owners.len().saturating_sub(MAX_OWNERS);
        let owners = self.owners.iter().map(|owner| owner.name.clone()).chain(receiver);
        self.open = Some((node.id(), self.found.units.len()));
        self.found.units.push(Unit {
            name,
            owners: owners.skip(from).filter(|owner| !owner.is_empty()).collect(),
            is_method,
            skipped: unit.skipped || skip,
            ..unit
        });
    }

    fn push(&mut self, event: Event) {
        if let Some((_, at)) = self.open
            && let Some(unit) = self.found.units.get_mut(at)
            && unit.events.len() < MAX_EVENTS
        {
            unit.events.push(event);
        }
    }

    fn expression(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let (line, _) = rows(node);
        match node.kind() {
            "assert_statement" if self.language == Language::Python => {
                let text = node.named_child(0).map_or("", |child| slice(child, self.source));
                self.push(assertion(line, judged(text, true)));
            }
            "raise_statement" if self.language == Language::Python => self.raised(node, above),
            "expression_statement" if self.is_script() => {
                let Some(child) = node.named_child(0).filter(|c| c.kind() == "member_expression")
                else {
                    return;
                };
                let chain = chain(child, self.source);
                if chain.root().arguments.is_some() || chain.has("should") {
                    self.call(child, &chain, above);
                }
            }
            "call"
            | "call_expression"
            | "method_invocation"
            | "macro_invocation"
            | "new_expression"
            | "object_creation_expression" => {
                let chain = chain(node, self.source);
                if self.is_script() && self.declaration(node, &chain) {
                    return;
                }
                self.call(node, &chain, above);
            }
            "composite_literal" | "struct_expression" => {
                let made =
                    node.child_by_field_name("type").or_else(|| node.child_by_field_name("name"));
                let text = made.map_or("", |made| slice(made, self.source));
                let name = text.rsplit(['.', ':']).next().unwrap_or_default();
                self.called(line, name, None);
            }
            "identifier" if self.language == Language::Rust => {
                self.last_word = Some((slice(node, self.source), node.end_byte()));
            }
            "token_tree" if slice(node, self.source).starts_with('(') => {
                if let Some((word, end)) = self.last_word
                    && end == node.start_byte()
                {
                    self.called(line, word, None);
                }
            }
            _ => {}
        }
    }

    fn is_script(&self) -> bool {
        matches!(self.language, Language::JavaScript | Language::TypeScript | Language::Tsx)
    }

    /// Opens the suite or test that a JavaScript call declares; gives back whether it declares one.
    fn declaration(&mut self, node: Node<'t>, chain: &Chain<'t>) -> bool {
        let Some(declared) = declared(chain) else { return false };
        let skip = declared.skipped || self.owners.last().is_some_and(|owner| owner.skipped);
        if declared.is_suite {
            let owner = Owner {
                node: node.id(),
                name: declared.name,
                is_class: false,
                is_tests: None,
                skipped: skip,
            };
            self.owners.push(owner);
        } else {
            let unit = Unit { is_test: true, skipped: skip, lines: rows(node), ..Unit::default() };
            self.open(node, declared.name, None, unit);
        }
        true
    }

    fn call(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) {
        let Some((unit_node, unit)) = self.open else { return };
        let (line, tip) = (rows(node).0, chain.tip());
        let inner = self.last_chain.filter(|(start, _)| *start == node.start_byte());
        if let Some((_, by_first_word)) = inner {
            if !by_first_word {
                self.called(line, tip.name, chain.receiver());
            }
            return;
        }
        let within = above.iter().rposition(|n| n.id() == unit_node).map_or(0, |at| at + 1);
        let near = &above[within.max(above.len().saturating_sub(NEAR))..];
        let oracle = asserted(self.language, chain, self.surroundings(node, near));
        let by_first_word = oracle.is_some()
            && ["expect", "assert", "verify", "should"]
                .iter()
                .any(|w| chain.root().name.starts_with(w));
        self.last_chain = Some((node.start_byte(), by_first_word));
        self.skip_call(chain, unit, near);
        let is_call = oracle.is_none() && !is_variant(self.language, tip.name);
        if is_call && tip.name == "new" && self.language == Language::Rust {
            self.called(line, chain.receiver().unwrap_or_default(), None);
        }
        let name = tip.name.rsplit("::").next().unwrap_or_default();
        let name = name.split(['<', ' ']).next().unwrap_or_default();
        self.push(Event {
            line,
            oracle,
            name: name.to_owned(),
            receiver: chain.receiver().map(str::to_owned),
            is_call,
        });
    }

    fn called(&mut self, line: u32, name: &str, receiver: Option<&str>) {
        let name = name.split(['<', '[', ' ']).next().unwrap_or_default();
        if is_variant(self.language, name) {
            return;
        }
        self.push(Event {
            line,
            oracle: None,
            name: name.to_owned(),
            receiver: receiver.map(str::to_owned),
            is_call: true,
        });
    }

    /// Marks the unit as skipped where it says so without a condition.
    fn skip_call(&mut self, chain: &Chain<'t>, unit: usize, near: &[Node<'t>]) {
        let skips = match self.language {
            Language::Go => matches!(chain.tip().name, "Skip" | "Skipf" | "SkipNow"),
            Language::Python => {
                (chain.tip().name == "skip" && chain.receiver() == Some("pytest"))
                    || chain.tip().name == "skipTest"
            }
            _ => false,
        };
        let plain = |node: &Node<'_>| {
            matches!(node.kind(), "block" | "statement_list" | "expression_statement")
        };
        if skips && near.iter().all(plain) {
            self.found.units[unit].skipped = true;
        }
    }

    fn surroundings(&self, node: Node<'t>, near: &[Node<'t>]) -> Surroundings<'t> {
        let mut around = Surroundings::default();
        for (at, ancestor) in near.iter().enumerate().rev() {
            let child = near.get(at + 1).copied().unwrap_or(node);
            let field = |name| ancestor.child_by_field_name(name);
            let is = |name| field(name).is_some_and(|n: Node<'_>| n.id() == child.id());
            match ancestor.kind() {
                "if_statement" if around.condition.is_none() => {
                    if let Some(condition) = field("condition")
                        && condition.id() != child.id()
                    {
                        around.condition = Some((slice(condition, self.source), is("alternative")));
                    }
                }
                "try_statement" if around.caught.is_none() => {
                    around.caught = caught(*ancestor, child, self.source);
                }
                _ => {}
            }
        }
        around
    }

    /// A `raise` in a test asserts: under an `if` its condition must not hold, and behind `try … except`
    /// the error must come.
    fn raised(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let Some((unit_node, _)) = self.open else { return };
        let within = above.iter().rposition(|n| n.id() == unit_node).map_or(0, |at| at + 1);
        let near = &above[within.max(above.len().saturating_sub(NEAR))..];
        let around = self.surroundings(node, near);
        let text = slice(node, self.source);
        let asserts = text.contains("AssertionError");
        let in_else = near.iter().any(|n| n.kind() == "else_clause");
        let oracle = match (around.caught, around.condition) {
            (Some(caught), _) if asserts || in_else => {
                Oracle::failure(caught, is_any_error(caught))
            }
            (_, Some((condition, in_else))) if asserts => judged(condition, in_else),
            _ if asserts => Oracle::weak(AssertionKind::Value, ""),
            _ => return,
        };
        self.push(assertion(rows(node).0, oracle));
    }
}

/// Whether a name builds a value of the standard library's own, which says nothing of what is called.
fn is_variant(language: Language, name: &str) -> bool {
    language == Language::Rust && matches!(name, "Ok" | "Err" | "Some")
}

fn assertion(line: u32, oracle: Oracle) -> Event {
    Event { line, oracle: Some(oracle), name: String::new(), receiver: None, is_call: false }
}

/// Returns what a `try` catches, for a child of it that is not a handler itself.
fn caught<'s>(node: Node<'_>, child: Node<'_>, source: &'s str) -> Option<&'s str> {
    if matches!(child.kind(), "except_clause" | "catch_clause" | "finally_clause") {
        return None;
    }
    let handler = (0..node.named_child_count().min(20))
        .filter_map(|at| node.named_child(at as u32))
        .find(|child| matches!(child.kind(), "except_clause" | "catch_clause"))?;
    if handler.kind() == "except_clause" {
        let what = handler.named_child(0).filter(|child| child.kind() != "block");
        let text = what.map_or("", |what| slice(what, source));
        return Some(text.split(" as ").next().unwrap_or_default());
    }
    let parameter = handler.named_child(0).map_or("", |parameter| slice(parameter, source));
    Some(parameter.split_whitespace().rev().nth(1).unwrap_or_default())
}
