//! Tests and helpers: where they open, and under which name.

use std::sync::Arc;

use tree_sitter::Node;

use super::asked::parameters;
use super::fails::is_stub;
use super::hangs::hangs;
use super::inner_marks::gives_nothing;
use super::nested::Nested;
use super::type_asked::TypeAsked;
use super::{Owner, Scanner};
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::slice;
use crate::syntax::declared::{Declared, is_test_by_name, native_suite, native_test};
use crate::syntax::failure_words::is_any_error;
use crate::syntax::language::Language;
use crate::syntax::marks::Marks;
use crate::syntax::names::{MAX_OWNERS, assigned_name, function_name};
use crate::syntax::oracle::Oracle;
use crate::syntax::table::Role;
use crate::syntax::tree::rows;
use crate::syntax::unit::{Part, Unit};

/// The unit the walk is inside of.
pub(super) struct Open<'t> {
    /// The node that ends it.
    pub(super) node: usize,
    /// Its place among the units.
    pub(super) unit: usize,
    /// Whether it counts only if something in it asserts.
    pub(super) only_asserting: bool,
    /// The function that this one is declared in, which the walk goes back to.
    pub(super) outer: Option<Box<Open<'t>>>,
    /// Variables that hold an assertion object, as `r` in `r := require.New(t)`.
    pub(super) objects: Vec<&'t str>,
    /// Methods of the test's context that are taken out of it by name: `({ is, same }) => …`.
    pub(super) methods: Vec<&'t str>,
    /// Variables that are other names for functions that assert, with those.
    pub(super) aliases: Vec<(&'t str, &'t str)>,
    /// Variables that stand for a failure.
    pub(super) failures: Vec<&'t str>,
    /// Those of them that do so in a handler only, with where it ends.
    pub(super) while_handled: Vec<(usize, &'t str)>,
    /// Go's last question whether an error is of a type.
    pub(super) type_asked: Option<TypeAsked<'t>>,
    /// Whether it fails whatever comes.
    pub(super) always_fails: bool,
    /// Its parameters, as they are written.
    pub(super) parameters: &'t str,
    /// The functions inside it.
    pub(super) nested: Vec<Nested<'t>>,
    /// The innermost of them that the walk is inside of.
    pub(super) inside: Option<usize>,
}

impl<'t> Scanner<'t> {
    pub(super) fn function(&mut self, node: Node<'t>, role: Role, above: &[Node<'t>]) {
        let bytes = self.source.as_bytes();
        let native = matches!(self.language, Language::C | Language::Cpp);
        if native && let Some(suite) = native_suite(node, self.source) {
            self.suite(node, suite, None, false);
            return;
        }
        let name = match role {
            _ if native => native_test(node, self.source),
            Role::Function => {
                function_name(node, self.language, bytes).map(|name| (name, Vec::new(), false))
            }
            _ => assigned_name(above, bytes).map(|(name, _)| (name, Vec::new(), false)),
        };
        let Some((name, owners, by_macro)) = name else { return };
        // What is beside the tests of Go helps them only where it is given their tester, or keeps it.
        let beside = self.language == Language::Go && !self.in_test_file && !name.contains('.');
        if beside && !parameters(node, self.source).contains("testing.") {
            return;
        }
        // What the grammar takes for a function is a macro's use that it could not read.
        let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        if native
            && !by_macro
            && node.child_by_field_name("type").is_none()
            && name.contains('_')
            && name.bytes().all(is_capital)
        {
            return;
        }
        self.inner_marks(node);
        let mut marks = std::mem::take(&mut self.marks);
        marks.is_test |= marks.by_own_name && self.in_test_file && gives_nothing(node, self.source);
        let (receiver, own) = match name.rsplit_once('.') {
            Some((receiver, own)) if self.language == Language::Go => {
                (vec![receiver.to_owned()], own)
            }
            _ => (owners, name.as_str()),
        };
        // A block of `describe` is a class of its own that minitest runs.
        let of_specs = |owner: &Owner| self.language == Language::Ruby && !owner.is_class;
        let class_is_tests = self
            .owners
            .last()
            .and_then(|owner| owner.is_tests.or_else(|| of_specs(owner).then_some(true)));
        let specifies = || {
            self.in_test_file
                && self.language == Language::Php
                && ["it_", "its_"].iter().any(|start| own.starts_with(start))
                && self.is_specification()
        };
        let by_name = by_macro
            || specifies()
            || is_test_by_name(
                self.language,
                node,
                own,
                self.in_test_file,
                class_is_tests,
                self.source,
            );
        let part = match (self.language, class_is_tests) {
            _ if !marks.is_test && !by_name => Part::Helper,
            (Language::Python | Language::Ruby, Some(false)) => Part::TestOfBase,
            _ => Part::Test,
        };
        let unit = Unit {
            part,
            skipped: marks.skipped,
            lines: (marks.from.unwrap_or(rows(node).0), rows(node).1),
            is_property: marks.is_property
                || (self.language == Language::Go && own.starts_with("Fuzz")),
            rows: marks.rows,
            of_object: self.language.is_script() && super::returned::is_of_object(above),
            hangs: hangs(self.language, node, self.source),
            ..Unit::default()
        };
        let failures = marks.failures;
        if by_macro {
            self.registered.by_macro(self.found.units.len());
        }
        self.open(node, own, &receiver, unit);
        // A template of tests whose name is a macro's variable counts where it asserts something itself, as
        // does a program.
        let only_asserting =
            (self.is_generated && own.starts_with('_')) || (native && own == "main");
        if let Some(open) = &mut self.open {
            open.only_asserting = only_asserting;
            open.parameters = parameters(node, self.source);
        }
        for (line, expects) in marks.results {
            self.assert_at(line, Oracle::strong(AssertionKind::Value, &expects));
        }
        for (line, expects) in failures {
            self.assert_at(line, Oracle::failure(&expects, is_any_error(&expects)));
        }
    }

    /// Opens a unit that ends with the node.
    pub(super) fn open(&mut self, node: Node<'t>, name: &str, inside: &[String], unit: Unit) {
        let skip = self.owners.last().is_some_and(|owner| owner.skipped);
        let is_method =
            !inside.is_empty() || self.owners.last().is_some_and(|owner| owner.is_class);
        let all = self.owners.iter().map(|owner| &owner.name).chain(inside);
        let all: Vec<&String> = all.filter(|owner| !owner.is_empty()).collect();
        let nearest = &all[all.len().saturating_sub(MAX_OWNERS)..];
        if !self.owner_names.iter().eq(nearest.iter().copied()) {
            self.owner_names = nearest.iter().map(|name| (*name).clone()).collect();
        }
        let by_suites = self.owners.iter().filter_map(|owner| owner.rows);
        let rows = by_suites.chain(unit.rows).reduce(u32::saturating_mul);
        self.open = Some(Open {
            node: node.id(),
            unit: self.found.units.len(),
            only_asserting: false,
            always_fails: false,
            outer: None,
            objects: Vec::new(),
            methods: Vec::new(),
            aliases: Vec::new(),
            failures: Vec::new(),
            while_handled: Vec::new(),
            type_asked: None,
            nested: Vec::new(),
            parameters: "",
            inside: None,
        });
        self.found.units.push(Unit {
            name: name.into(),
            owners: Arc::clone(&self.owner_names),
            is_method,
            skipped: unit.skipped || skip,
            rows,
            ..unit
        });
    }

    /// Closes the unit the walk is inside of.
    pub(super) fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        self.open = open.outer.take().map(|outer| *outer);
        self.follow_nested(open.unit, &open.nested);
        let Some(unit) = self.found.units.get_mut(open.unit) else { return };
        if open.always_fails && is_stub(unit) {
            unit.events.clear();
        }
        unit.events.shrink_to_fit();
        if unit.is_property && unit.part == Part::Test && unit.oracles().next().is_none() {
            // A property without an assertion in it is judged by what it gives back.
            let line = unit.lines.0;
            let oracle = Oracle::strong(crate::model::assertion::AssertionKind::Property, "");
            unit.events.push(super::events::assertion(line, oracle));
        }
        if open.only_asserting && unit.oracles().next().is_none() {
            unit.part = Part::Helper;
        }
    }

    /// Opens the suite or test that a call declares.
    pub(super) fn declare(&mut self, node: Node<'t>, declared: Declared, above: &[Node<'t>]) {
        if declared.is_suite {
            self.suite(node, declared.name, declared.rows, declared.skipped);
            return;
        }
        let skip = declared.skipped || self.owners.last().is_some_and(|owner| owner.skipped);
        let outer = match self.open.take() {
            Some(open) if !self.declares_within(node) || !self.is_helper(&open) => {
                self.open = Some(open);
                return;
            }
            other => other.map(Box::new),
        };
        if declared.announces_block {
            // `TEST_CASE("…") { … }`: the block is the statement's next sibling.
            let statement = above.last().filter(|n| n.kind() == "expression_statement");
            let block = statement.copied().unwrap_or(node).next_named_sibling();
            if let Some(block) = block.filter(|b| b.kind() == "compound_statement") {
                self.announced = Some((block.id(), declared.name));
                self.marks = Marks { from: Some(rows(node).0), ..Marks::default() };
            }
            return;
        }
        let unit = Unit {
            part: declared.part,
            skipped: skip,
            lines: rows(node),
            rows: declared.rows,
            ..Unit::default()
        };
        self.open(node, &declared.name, &[], unit);
        if let Some(open) = &mut self.open {
            open.outer = outer;
        }
    }

    /// Opens a suite that ends with the node.
    fn suite(&mut self, node: Node<'t>, name: String, rows: Option<u32>, skipped: bool) {
        self.owners.push(Owner {
            node: node.id(),
            name,
            is_class: false,
            is_tests: None,
            skipped: skipped || self.owners.last().is_some_and(|owner| owner.skipped),
            rows,
        });
    }

    /// Whether functions of the language may declare tests that a call declares.
    ///
    /// In Ruby those of a file of tests may, as macros of classes do, where the test has a title.
    fn declares_within(&self, node: Node<'t>) -> bool {
        let is_titled = || {
            let list = node.child_by_field_name("arguments").map_or("", |l| slice(l, self.source));
            list.trim_start_matches('(').starts_with(['"', '\''])
        };
        self.language.is_script()
            || self.language == Language::Go
            || (self.language == Language::Ruby && self.in_test_file && is_titled())
    }

    /// Whether an open unit is a function that may declare tests, as one that several suites share does.
    fn is_helper(&self, open: &Open<'t>) -> bool {
        self.found.units.get(open.unit).is_some_and(|unit| unit.part == Part::Helper)
    }

    /// Opens the test case whose block this is.
    pub(super) fn announced_block(&mut self, node: Node<'t>) {
        if self.announced.as_ref().is_some_and(|(block, _)| *block == node.id())
            && let Some((_, name)) = self.announced.take()
        {
            let unit = Unit { part: Part::Test, lines: rows(node), ..Unit::default() };
            self.registered.by_macro(self.found.units.len());
            self.open(node, &name, &[], unit);
        }
    }
}
