//! One pass over a tree to the tests and helpers of a file and what they do.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::chain::{Chain, slice};
use super::expression::arguments;
use super::failure_words::is_any_error;
use super::language::Language;
use super::names::{MAX_OWNERS, assigned_name, function_name, owner_name};
use super::oracle::Oracle;
use super::table::{Role, roles};
use super::tree::{Visitor, rows, walk};
use super::unit::{Marks, Part, Unit, declared, is_test_by_name};

mod events;

use events::assertion;

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
        let part = match (self.language, class_is_tests) {
            _ if !marks.is_test && !by_name => Part::Helper,
            (Language::Python, Some(false)) => Part::TestOfBase,
            _ => Part::Test,
        };
        let mut unit = Unit {
            part,
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
            let unit =
                Unit { part: Part::Test, skipped: skip, lines: rows(node), ..Unit::default() };
            self.open(node, declared.name, None, unit);
        }
        true
    }
}
