//! One pass over a tree to the tests and helpers of a file and what they do.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tree_sitter::{Node, Tree};

use super::chain::{Chain, slice};
use super::expression::{argument, second_name};
use super::failure_words::is_any_error;
use super::grammar::Grammar;
use super::language::Language;
use super::oracle::Oracle;
use super::table::Role;
use super::tree::{Visitor, rows, walk};
use super::unit::{Event, Unit};

mod act;
mod arms;
mod asked;
mod bare;
mod bases;
mod bound;
mod by_lambda;
mod context;
mod declarations;
mod define;
mod described;
mod events;
mod fails;
mod followed;
mod given;
mod handler;
mod hangs;
mod imports;
mod inner_marks;
mod macros;
mod mention;
mod misread;
mod near;
mod nested;
mod one_liner;
mod promised;
mod raised;
mod registered;
mod renamed;
mod returned;
mod should;
mod stated;
mod type_asked;

pub(super) use act::Act;
pub(super) use asked::parameters;
use declarations::Open;
pub(super) use macros::generated_ranges;

/// What a file holds: its units, and the bases of its classes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Scanned {
    pub(super) units: Vec<Unit>,
    /// The names that events speak of; the first is empty.
    pub(super) names: Vec<Box<str>>,
    pub(super) bases: BTreeMap<String, Vec<String>>,
    /// Names of classes whose test methods a runner runs.
    pub(super) test_classes: Vec<String>,
    /// Words of the file's imports, sorted: modules and names.
    pub(super) imports: Vec<Box<str>>,
    /// Whether the path says that the file is one of tests.
    pub(super) in_test_file: bool,
}

impl Scanned {
    /// Returns a name by its place.
    pub(super) fn name(&self, at: u32) -> &str {
        self.names.get(at as usize).map_or("", |name| name)
    }
}

/// Returns what a file holds, given its tree and the imports that stand outside it.
pub(super) fn scanned<'s>(
    language: Language,
    in_test_file: bool,
    source: &'s str,
    tree: &'s Tree,
    imports: impl Iterator<Item = &'s str>,
) -> Scanned {
    let mut scanner = Scanner::new(language, in_test_file, source, Scanned::default());
    for import in imports {
        scanner.import(import);
    }
    walk(tree, &mut scanner);
    scanner.finished()
}

/// Returns what a file holds with the tests that stand in macros, which have a tree of their own.
pub(super) fn with_generated(
    language: Language,
    source: &str,
    tree: &Tree,
    found: Scanned,
) -> Scanned {
    let mut scanner = Scanner::new(language, found.in_test_file, source, found);
    scanner.is_generated = true;
    walk(tree, &mut scanner);
    scanner.finished()
}

struct Owner {
    node: usize,
    name: String,
    is_class: bool,
    is_tests: Option<bool>,
    skipped: bool,
    rows: Option<u32>,
}

struct Scanner<'t> {
    language: Language,
    in_test_file: bool,
    source: &'t str,
    grammar: &'static Grammar,
    owners: Vec<Owner>,
    /// Names of the owners, as the last unit that was opened got them.
    owner_names: Arc<[String]>,
    /// The unit the walk is inside of.
    open: Option<Open<'t>>,
    /// What stands in front of the definition to come.
    marks: super::marks::Marks,
    /// Where the last chain starts, and whether it asserts by its first word. The calls inside a chain
    /// start where it does.
    last_chain: Option<(usize, bool)>,
    /// The last identifier in a macro: its text and its end.
    last_word: Option<(&'t str, usize)>,
    /// Where the assertion macro the walk is inside of ends.
    asserting_until: usize,
    /// The line it stands on.
    asserting_line: u32,
    /// Whether the tree is one of tests inside macros.
    is_generated: bool,
    /// A test case whose block is the next sibling of the call that names it.
    announced: Option<(usize, String)>,
    places: HashMap<Box<str>, u32>,
    /// Functions that C's tests register or call.
    registered: registered::Registered<'t>,
    /// JavaScript's names for what asserts and declares tests, as the file has them.
    renamed: renamed::Renamed<'t>,
    found: Scanned,
}

impl<'t> Visitor<'t> for Scanner<'t> {
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) -> bool {
        if !node.is_named() {
            return false;
        }
        let kind = self.grammar.kind(node);
        let role = kind.role;
        match role {
            Role::Comment => {
                self.comment(node);
                return false;
            }
            Role::Import => {
                self.import(slice(node, self.source));
                self.renamed_by_import(slice(node, self.source));
                return false;
            }
            Role::Decorator => {
                self.marks.read_all(self.language, slice(node, self.source), rows(node).0);
                return false;
            }
            Role::Owner => self.owner(node),
            Role::Anonymous if self.language > Language::Go => {}
            Role::Function | Role::Anonymous if self.open.is_none() => {
                self.function(node, role, above);
            }
            Role::Function | Role::Anonymous if self.is_returned_method(above) => {
                self.returned_method(node, role, above);
            }
            Role::Function | Role::Anonymous => self.nested(node, role, above),
            _ => {}
        }
        if !self.marks.is_empty() && !matches!(node.kind(), "decorated_definition" | "modifiers") {
            self.marks = super::marks::Marks::default();
        }
        self.act(kind.act, node, above)
    }

    fn leave(&mut self, node: Node<'t>) {
        if self.open.as_ref().is_some_and(|open| open.node == node.id()) {
            self.close();
        } else {
            self.leave_nested(node);
        }
        if self.owners.last().is_some_and(|owner| owner.node == node.id()) {
            self.owners.pop();
        }
    }
}

impl<'t> Scanner<'t> {
    fn new(language: Language, in_test_file: bool, source: &'t str, found: Scanned) -> Self {
        let places = found.names.iter().cloned().zip(0..).collect();
        let mut scanner = Self {
            language,
            in_test_file,
            source,
            grammar: Grammar::of(language),
            owners: Vec::new(),
            owner_names: Arc::default(),
            open: None,
            marks: super::marks::Marks::default(),
            last_chain: None,
            last_word: None,
            asserting_until: 0,
            asserting_line: 0,
            is_generated: false,
            announced: None,
            places,
            registered: registered::Registered::default(),
            renamed: renamed::Renamed::default(),
            found,
        };
        scanner.place("");
        scanner
    }

    fn finished(mut self) -> Scanned {
        self.apply_registered();
        self.found.in_test_file = self.in_test_file;
        self.found.imports.sort_unstable();
        self.found.imports.dedup();
        self.found.units.shrink_to_fit();
        self.found
    }

    /// Returns the place of a name in the file's list of names.
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.found.names.len() as u32;
        self.found.names.push(name.into());
        self.places.insert(name.into(), place);
        place
    }

    fn push(&mut self, event: Event) {
        const MAX_EVENTS: usize = 5_000;
        if let Some(open) = &self.open
            && let Some(unit) = self.found.units.get_mut(open.unit)
            && unit.events.len() < MAX_EVENTS
        {
            unit.events.push(event);
        }
    }

    /// Marks PHP's definitions by the comment in front of them, where its annotations stand.
    fn comment(&mut self, node: Node<'t>) {
        if self.language == Language::Php {
            let text = slice(node, self.source);
            self.marks.is_test |= text.contains("@test");
        }
    }

    /// Whether a chain opens a suite or test; opens it.
    fn declaration(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) -> bool {
        // What stands in a test of C is none, whatever its macro is called.
        if self.open.is_some() && matches!(self.language, Language::C | Language::Cpp) {
            return false;
        }
        let inner = self.of_inner_test(chain);
        let chain = inner.as_ref().unwrap_or(chain);
        let by_word = super::declared::declared(self.language, node, chain, self.source);
        let by_own_word = by_word.is_none();
        let Some(declared) = by_word.or_else(|| self.declared_by_own_word(chain)) else {
            return false;
        };
        let is_test = !declared.is_suite;
        self.declare(node, declared, above);
        if is_test && self.language.is_script() {
            self.tell_of_test(node, chain, by_own_word);
        }
        // AVA's macro: `test('title', checksLimit, 3)` runs a function by its name.
        let list = chain.tip().arguments.filter(|_| is_test);
        if let Some(name) = list.and_then(second_name) {
            self.called(rows(node).0, name, None);
        }
        self.context(node, chain);
        // Pest's `it('…', f)->throws(Limit::class)`.
        let throws = chain.segments.iter().find(|s| s.name == "throws" && s.arguments.is_some());
        if let Some(throws) =
            throws.filter(|_| self.language == Language::Php && self.open.is_some())
        {
            let class = argument(throws.arguments.unwrap_or_default(), 0).unwrap_or_default();
            self.assert_at(throws.line, Oracle::failure(class, is_any_error(class)));
        }
        true
    }
}
