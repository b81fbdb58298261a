//! Names of JavaScript that a file gives what asserts and what declares tests: `import { assert as A } from
//! 'chai'`, `const check = require('assert')`, `const authTest = base.extend({ … })`.

use tree_sitter::Node;

use super::Scanner;
use super::bound::names;
use crate::syntax::chain::{Chain, Segment, slice};
use crate::syntax::declared::{Declared, by_own_word};
use crate::syntax::unit::Part;

/// Most names that are kept of one file.
const MAX_NAMES: usize = 200;

/// Modules that are `assert` themselves.
const ASSERT_MODULES: &[&str] =
    &["assert", "assert/strict", "node:assert", "node:assert/strict", "power-assert", "uvu/assert"];

/// Modules that export `assert` or `expect`.
const EXPECT_MODULES: &[&str] = &[
    "@jest/globals",
    "@playwright/test",
    "@vitest/expect",
    "bun:test",
    "chai",
    "expect",
    "playwright/test",
    "vitest",
];

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning<'t> {
    Assert,
    Expect,
    SinonAssert,
    /// A function of `assert` that was taken out of it.
    Method(&'t str),
}

/// The names of one file.
#[derive(Debug, Default)]
pub(super) struct Renamed<'t> {
    known: Vec<(&'t str, Meaning<'t>)>,
    /// Names of what declares tests, made of another.
    testers: Vec<&'t str>,
}

impl<'t> Scanner<'t> {
    /// Notes what an import takes out of a library of assertions.
    pub(super) fn renamed_by_import(&mut self, text: &'t str) {
        if !self.language.is_script() || text.len() > 2_000 {
            return;
        }
        // TypeScript's `import check = require('assert')`.
        if let Some((clause, rest)) = text.split_once("= require(") {
            self.take(clause.trim_start_matches("import"), module_of(rest), None);
        } else if let Some((clause, module)) = text.rsplit_once("from") {
            self.take(clause.trim_start_matches("import"), module_of(module), None);
        }
    }

    /// Notes what `const left = require(…)` takes, or one member of it.
    pub(super) fn renamed_by_require(&mut self, list: &'t str, left: &'t str, above: &[Node<'t>]) {
        let member = above.last().filter(|parent| parent.kind() == "member_expression");
        let member = member.and_then(|parent| parent.child_by_field_name("property"));
        self.take(left, module_of(list), member.map(|member| slice(member, self.source)));
    }

    /// Notes another name for what asserts: `const told = sinon.assert`, `const { equal } = assert`.
    pub(super) fn renamed_by_variable(&mut self, node: Node<'t>) {
        if !self.language.is_script() {
            return;
        }
        let field = |name| node.child_by_field_name(name).map(|part| slice(part, self.source));
        let (Some(name), Some(value)) = (field("name"), field("value")) else { return };
        match value {
            "sinon.assert" => self.know(name, Meaning::SinonAssert),
            "chai.assert" | "QUnit.assert" => self.know(name, Meaning::Assert),
            "chai.expect" => self.know(name, Meaning::Expect),
            _ if name.starts_with('{') && self.meaning(value) == Some(Meaning::Assert) => {
                self.take(name, "assert", None);
            }
            _ => {}
        }
    }

    /// Notes a name that is made of another by `extend`, as Playwright's and Vitest's `test` is.
    pub(super) fn extended(&mut self, left: &'t str) {
        let name = left.trim();
        if names(name).eq([name]) && self.renamed.testers.len() < MAX_NAMES {
            self.renamed.testers.push(name);
        }
    }

    /// Returns the test that a project's own word declares, where none is open around it.
    pub(super) fn declared_by_own_word(&self, chain: &Chain<'t>) -> Option<Declared> {
        let open = self.open.as_ref();
        let is_free = open.and_then(|open| self.found.units.get(open.unit));
        if !self.language.is_script() || is_free.is_some_and(|unit| unit.part != Part::Helper) {
            return None;
        }
        by_own_word(chain, self.renamed.testers.contains(&chain.root().name))
    }

    /// Tells the test that a call opened whether it runs over generated input, and whether it is one only if
    /// it asserts.
    pub(super) fn tell_of_test(&mut self, node: Node<'t>, chain: &Chain<'t>, only_asserting: bool) {
        let Some(open) = self.open.as_mut().filter(|open| open.node == node.id()) else { return };
        open.only_asserting = only_asserting;
        if chain.has("prop")
            && let Some(unit) = self.found.units.get_mut(open.unit)
        {
            unit.is_property = true;
        }
    }

    /// Returns a call by the name that what it calls has in its library.
    pub(super) fn meant(&self, chain: &Chain<'t>) -> Option<Chain<'t>> {
        if !self.language.is_script() {
            return None;
        }
        let root = chain.root();
        let rest = chain.segments.get(1..).unwrap_or_default();
        // `chai.assert.equal(…)`, `this.assert.equal(…)`, Vitest's `expect.assert.equal(…)`
        if matches!(root.name, "chai" | "expect" | "this" | "self")
            && root.arguments.is_none()
            && rest.len() > 1
            && rest[0].name == "assert"
        {
            return Some(Chain { segments: rest.to_vec() });
        }
        let as_word = |name| Segment { name, ..root };
        let front = |name| Segment { name, types: "", arguments: None, block: "", line: root.line };
        let start = match self.meaning(root.name)? {
            Meaning::Method(name) if rest.is_empty() => vec![front("assert"), as_word(name)],
            Meaning::Method(_) => return None,
            Meaning::Assert if root.name == "assert" => return None,
            Meaning::Expect if root.name == "expect" => return None,
            Meaning::Assert => vec![as_word("assert")],
            Meaning::Expect => vec![as_word("expect")],
            Meaning::SinonAssert => vec![front("sinon"), as_word("assert")],
        };
        Some(Chain { segments: start.into_iter().chain(rest.iter().copied()).collect() })
    }

    fn meaning(&self, name: &str) -> Option<Meaning<'t>> {
        let known = self.renamed.known.iter().rev();
        known.clone().find(|(own, _)| *own == name).map(|(_, meaning)| *meaning)
    }

    fn know(&mut self, name: &'t str, meaning: Meaning<'t>) {
        let is_plain = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$'));
        if is_plain && self.renamed.known.len() < MAX_NAMES {
            self.renamed.known.push((name, meaning));
        }
    }

    /// Notes the names that a clause gives what it takes out of a module: all of it, or by name; `member` is
    /// the one that is taken of it.
    fn take(&mut self, clause: &'t str, module: &str, member: Option<&'t str>) {
        let is_assert = ASSERT_MODULES.contains(&module);
        if !is_assert && module != "sinon" && !EXPECT_MODULES.contains(&module) {
            return;
        }
        let (whole, taken) = match clause.split_once('{') {
            Some((whole, taken)) => (whole, taken.split('}').next().unwrap_or_default()),
            None => (clause, ""),
        };
        let whole = whole.trim().trim_end_matches(',').trim();
        let whole = whole
            .strip_prefix('*')
            .map_or(whole, |rest| rest.trim_start().strip_prefix("as ").unwrap_or_default().trim());
        match (member, whole) {
            (_, "") => {}
            (Some(member), own) => self.take_one(member, own, module),
            (None, own) if is_assert => self.know(own, Meaning::Assert),
            (None, own) if module == "expect" => self.know(own, Meaning::Expect),
            (None, _) => {}
        }
        // What is taken out of a member of `assert` is as good as out of itself: `require('assert').strict`.
        for part in taken.split(',').map(str::trim) {
            let pair = part.split_once(" as ").or_else(|| part.split_once(':'));
            let (name, own) = pair.map_or((part, part), |(name, own)| (name.trim(), own.trim()));
            self.take_one(name, own, module);
        }
    }

    fn take_one(&mut self, name: &'t str, own: &'t str, module: &str) {
        let is_assert = ASSERT_MODULES.contains(&module);
        match name {
            "assert" if module == "sinon" => self.know(own, Meaning::SinonAssert),
            _ if module == "sinon" => {}
            "strict" | "default" if is_assert => self.know(own, Meaning::Assert),
            "assert" => self.know(own, Meaning::Assert),
            "expect" => self.know(own, Meaning::Expect),
            _ if is_assert && name.starts_with(|c: char| c.is_ascii_lowercase()) => {
                self.know(own, Meaning::Method(name));
            }
            _ => {}
        }
    }
}

/// Returns the first quoted text of a text.
fn module_of(text: &str) -> &str {
    text.split(['"', '\'', '`']).nth(1).unwrap_or_default()
}
