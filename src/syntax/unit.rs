//! The stretches of a file that assertions belong to: tests, and the helpers tests call.

use tree_sitter::Node;

use super::chain::slice;
use super::language::Language;
use super::oracle::Oracle;

/// Something a unit does, in file order.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) line: u32,
    /// What it asserts, if anything.
    pub(super) oracle: Option<Oracle>,
    /// The name it calls; empty for an assertion statement.
    pub(super) name: String,
    /// What stands in front of the name, as `self`.
    pub(super) receiver: Option<String>,
    /// Whether the name counts as called, and not as the framework's own.
    pub(super) is_call: bool,
}

/// What part a unit plays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// A function that a test may call.
    #[default]
    Helper,
    /// A test that a runner runs.
    Test,
    /// A test method of a class that is not one of tests: only subclasses run it.
    TestOfBase,
}

/// A test or a function that a test may call.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// Its own name, without owners.
    pub(super) name: String,
    /// Names of what it stands in, outermost first.
    pub(super) owners: Vec<String>,
    /// First and last line.
    pub(super) lines: (u32, u32),
    /// Whether it is called on an object or a type, and not by its bare name.
    pub(super) is_method: bool,
    pub(super) part: Part,
    pub(super) skipped: bool,
    /// Whether it runs over generated input.
    pub(super) is_property: bool,
    pub(super) events: Vec<Event>,
}

impl Unit {
    /// Returns the innermost owner's name.
    pub(super) fn class(&self) -> Option<&str> {
        self.owners.last().map(String::as_str)
    }
}

/// What the words in front of a definition say of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub(super) is_test: bool,
    pub(super) skipped: bool,
    pub(super) is_property: bool,
    /// Line of the first of them.
    pub(super) from: Option<u32>,
    /// The failure a test must end in: line and what it names.
    pub(super) failure: Option<(u32, String)>,
}

impl Marks {
    /// Adds what one decorator, attribute or annotation says. Conditional skips do not count.
    pub(super) fn read(&mut self, language: Language, text: &str, line: u32) {
        self.from.get_or_insert(line);
        let inner = text.trim_start_matches(['#', '[', '@', '!']).trim_end_matches(']').trim();
        let (path, list) = match inner.find(['(', '=']) {
            Some(at) => (inner[..at].trim(), inner[at..].trim_matches(['(', ')', '=', ' '])),
            None => (inner, ""),
        };
        let name = path.rsplit(['.', ':']).next().unwrap_or_default();
        match (language, name) {
            (Language::Python, "skip")
            | (Language::Java, "Disabled" | "Ignore")
            | (Language::Rust, "ignore") => self.skipped = true,
            (Language::Python, "given") | (Language::Rust, "quickcheck" | "proptest") => {
                self.is_property = true;
                self.is_test |= language == Language::Rust;
            }
            (Language::Rust, "test" | "rstest" | "test_case" | "wasm_bindgen_test") => {
                self.is_test = true;
            }
            (Language::Rust, "should_panic") => {
                let expected = list.trim_start_matches("expected").trim_start_matches([' ', '=']);
                self.failure = Some((line, expected.to_owned()));
            }
            (Language::Java, "Property") => {
                self.is_test = true;
                self.is_property = true;
            }
            (
                Language::Java,
                "Test" | "ParameterizedTest" | "RepeatedTest" | "TestFactory" | "TestTemplate"
                | "Theory",
            ) => {
                self.is_test = true;
                self.skipped |= list.replace(' ', "").contains("enabled=false");
                let expected = ["expectedExceptions", "expected"].iter().find_map(|key| {
                    let rest = &list[list.find(key)? + key.len()..];
                    let value = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '{']);
                    let class = value.split([',', '}']).next()?;
                    Some(class.trim_end_matches(".class").trim())
                });
                if let Some(class) = expected {
                    self.failure = Some((line, class.to_owned()));
                }
            }
            _ => {}
        }
    }
}

/// A suite or a test that a JavaScript call declares.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) is_suite: bool,
    pub(super) skipped: bool,
}

/// What may stand between the word that declares a test and its title; the empty name is a second call,
/// as in `it.each(rows)(…)`.
const MODIFIERS: &[&str] = &[
    "",
    "concurrent",
    "describe",
    "each",
    "failing",
    "fails",
    "fixme",
    "for",
    "module",
    "only",
    "parallel",
    "runIf",
    "sequential",
    "serial",
    "skip",
    "skipIf",
    "slow",
    "test",
    "todo",
];

/// Returns the suite or test that a call such as `describe.skip("name", …)` declares.
pub(super) fn declared(chain: &super::chain::Chain<'_>) -> Option<Declared> {
    let root = chain.root().name;
    let list = chain.tip().arguments?;
    let has = |name: &str| chain.has(name);
    let is_suite = match root {
        "describe" | "context" | "suite" | "fdescribe" | "xdescribe" | "xcontext" => true,
        "it" | "test" | "specify" | "fit" | "xit" | "xtest" | "xspecify" | "Deno" | "QUnit" => {
            has("describe") || has("module")
        }
        _ => return None,
    };
    let mut members = chain.segments.iter().skip(1);
    if !members.all(|segment| MODIFIERS.contains(&segment.name)) {
        return None;
    }
    let parts = super::expression::arguments(list);
    let title = parts.first().filter(|_| parts.len() > 1 && !has("todo"))?;
    let quoted = title.starts_with(['"', '\'', '`']);
    if !quoted && !title.chars().all(|c| c.is_alphanumeric() || "_.$".contains(c)) {
        return None;
    }
    let name = title.trim_matches(['"', '\'', '`']).chars().take(200).collect();
    Some(Declared { name, is_suite, skipped: root.starts_with('x') || has("skip") || has("fixme") })
}

/// Whether a function's name and shape make it a test, where names do: Python, Go, JUnit 3.
pub(super) fn is_test_by_name(
    language: Language,
    node: Node<'_>,
    name: &str,
    in_test_file: bool,
    class_is_tests: Option<bool>,
    source: &str,
) -> bool {
    let parameters =
        || node.child_by_field_name("parameters").map_or("", |list| slice(list, source));
    match language {
        Language::Python => name.starts_with("test") && (class_is_tests.is_some() || in_test_file),
        Language::Go => {
            let named = ["Test", "Fuzz"].iter().any(|prefix| {
                name.strip_prefix(prefix)
                    .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
            });
            let takes_t = ["testing.T", "testing.F", "*T"].iter().any(|t| parameters().contains(t));
            let is_method = node.kind() == "method_declaration";
            in_test_file && named && (takes_t || (is_method && parameters() == "()"))
        }
        Language::Java => name.starts_with("test") && class_is_tests == Some(true),
        _ => false,
    }
}
