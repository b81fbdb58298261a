//! Classes and suites: what they are called, what they derive from, whether they hold tests.

use tree_sitter::Node;

use super::followed::SPECIFICATION;
use super::{Owner, Scanner};
use crate::syntax::chain::slice;
use crate::syntax::expression::arguments;
use crate::syntax::language::Language;
use crate::syntax::names::owner_name;

/// Most classes of tests that are kept of one file.
const MAX_CLASSES: usize = 1_000;

/// Words in front of a base.
const WORDS: &[&str] = &["extends", "public", "private", "protected", "virtual", "implements"];

impl<'t> Scanner<'t> {
    pub(super) fn owner(&mut self, node: Node<'t>) {
        self.inner_marks(node);
        let Some(name) = owner_name(node, self.source.as_bytes()) else { return };
        let bases = self.bases(node);
        let is_known = |base: &String| {
            base.ends_with("TestCase")
                || (self.language == Language::Ruby && base.ends_with("Test"))
                || self.found.test_classes.contains(base)
        };
        let named_so = |word: &str| self.in_test_file && name.starts_with(word);
        let is_tests = bases.iter().any(is_known)
            || (self.language == Language::Python && (named_so("Test") || named_so("test")))
            || (self.language == Language::Php
                && (name.ends_with("Test") || bases.iter().any(|base| base == SPECIFICATION)));
        if is_tests && self.found.test_classes.len() < MAX_CLASSES {
            self.found.test_classes.push(name.clone());
        }
        let skipped = self.marks.skipped || self.owners.last().is_some_and(|owner| owner.skipped);
        let known = self.found.bases.entry(name.clone()).or_default();
        known.extend(bases);
        let is_class =
            !matches!(node.kind(), "mod_item" | "internal_module" | "namespace_definition");
        self.owners.push(Owner {
            node: node.id(),
            name,
            is_class,
            is_tests: Some(is_tests),
            skipped,
            rows: None,
        });
    }

    /// Returns the last names of what a class derives from.
    fn bases(&self, node: Node<'t>) -> Vec<String> {
        let field = |name| node.child_by_field_name(name);
        let by_kind = || {
            (0..node.named_child_count().min(12)).filter_map(|at| node.named_child(at as u32)).find(
                |child| {
                    matches!(
                        child.kind(),
                        "base_list" | "base_clause" | "delegation_specifiers" | "base_class_clause"
                    )
                },
            )
        };
        let list = field("superclasses").or_else(|| field("superclass")).or_else(by_kind);
        let Some(list) = list else { return Vec::new() };
        let text = slice(list, self.source).trim_start_matches([':', '<', ' ']);
        let text = text.trim_start_matches("extends").trim();
        let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
        arguments(text).into_iter().filter_map(base_name).collect()
    }

    /// Notes that the innermost class takes what another class or module holds.
    pub(super) fn mixes_in(&mut self, names: &str) {
        if let Some(owner) = self.owners.iter().rev().find(|owner| owner.is_class) {
            let names: Vec<String> = arguments(names).into_iter().filter_map(base_name).collect();
            self.found.bases.entry(owner.name.clone()).or_default().extend(names);
        }
    }
}

/// Returns the last name of a base, without its list and its types.
fn base_name(base: &str) -> Option<String> {
    let plain = base.split(['(', '<', '[']).next().unwrap_or_default();
    let last = plain.split_whitespace().rfind(|word| !WORDS.contains(word))?;
    let name = last.rsplit(['.', ':', '\\']).next().unwrap_or_default();
    (!name.is_empty() && !base.contains('=')).then(|| name.to_owned())
}
