//! Tests by what they are called, and tests that a call declares.

use tree_sitter::Node;

use super::chain::{Chain, slice};
use super::expression::{argument, arguments, first_of_several};
use super::language::Language;
use super::unit::Part;

mod by_name;
mod native;
mod script;

pub(super) use by_name::is_test_by_name;
use native::native_call;
pub(super) use native::{defines_test, native_suite, native_test};
pub(super) use script::by_own_word;
use script::script;

/// Longest title that is kept, in characters.
const MAX_TITLE: usize = 200;

/// A suite or a test that a call declares.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) is_suite: bool,
    pub(super) skipped: bool,
    pub(super) part: Part,
    /// Rows of input that it runs with.
    pub(super) rows: Option<u32>,
    /// Whether its body is the block behind the call.
    pub(super) announces_block: bool,
}

/// Words of Ruby and Kotlin that declare suites and tests.
const SUITES: &[&str] = &[
    "describe",
    "context",
    "feature",
    "fdescribe",
    "xdescribe",
    "fcontext",
    "xcontext",
    "given",
    "when",
    "Given",
    "When",
    "and",
    "And",
    "describeSuspend",
    "example_group",
    "RSpec",
];
const TESTS: &[&str] = &[
    "it", "specify", "example", "scenario", "test", "should", "expect", "fit", "xit", "xspecify",
    "then", "Then", "xtest", "ftest", "its",
];

/// Returns the suite or test that a call declares.
pub(super) fn declared(
    language: Language,
    node: Node<'_>,
    chain: &Chain<'_>,
    source: &str,
) -> Option<Declared> {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Tsx => script(chain),
        Language::Go => ginkgo(chain),
        Language::Php => pest(chain),
        Language::Ruby => ruby(node, chain, source),
        Language::Kotlin => kotlin(node, chain, source),
        Language::C | Language::Cpp => native_call(chain),
        _ => None,
    }
}

/// Returns the suite or test that Ginkgo's `Describe("…", func() { … })` declares.
fn ginkgo(chain: &Chain<'_>) -> Option<Declared> {
    let word = chain.tip().name;
    let list = chain.tip().arguments?;
    let plain = word.strip_prefix(['F', 'P', 'X']).unwrap_or(word);
    let is_suite = match plain {
        "Describe" | "Context" | "When" => true,
        "It" | "Specify" | "DescribeTable" => false,
        _ => return None,
    };
    let title = first_of_several(list).filter(|title| title.starts_with(['"', '`']))?;
    Some(Declared {
        name: plain_title(title),
        is_suite,
        skipped: word.starts_with(['P', 'X']),
        part: Part::Test,
        rows: None,
        announces_block: false,
    })
}

/// Returns the suite or test that Pest's `it('…', function () { … })` declares, whatever hangs on it.
fn pest(chain: &Chain<'_>) -> Option<Declared> {
    let root = chain.segments.first().filter(|s| matches!(s.name, "it" | "test" | "describe"))?;
    root.arguments?;
    script(&Chain { segments: vec![*root] })
}

/// Returns how many rows a list writes, where it is one.
fn written_rows(list: &str) -> Option<u32> {
    let list = argument(list, 0)?;
    let inner = list.strip_prefix('[')?.strip_suffix(']')?;
    Some(arguments(inner).len() as u32)
}

fn plain_title(title: &str) -> String {
    let bare = title.trim_matches(['"', '\'', '`']);
    let one_line: Vec<&str> = bare.split_whitespace().collect();
    one_line.join(" ").chars().take(MAX_TITLE).collect()
}

/// Returns what a call with a block declares in `RSpec`, minitest's spec style and shoulda.
fn ruby(node: Node<'_>, chain: &Chain<'_>, source: &str) -> Option<Declared> {
    let block = node.child_by_field_name("block")?;
    let tip = chain.tip();
    let by_rspec = chain.segments.len() == 2 && chain.root().name == "RSpec";
    if chain.segments.len() > 1 && !by_rspec {
        return None;
    }
    let title = node.child_by_field_name("arguments").map_or("", |list| slice(list, source));
    let title = argument(title.trim_matches(['(', ')']), 0).unwrap_or_default();
    let is_suite = SUITES.contains(&tip.name);
    let is_shared = tip.name.starts_with("shared_");
    if !is_suite && !is_shared && !TESTS.contains(&tip.name) {
        return None;
    }
    if tip.name == "expect" || (tip.name == "should" && !title.starts_with(['"', '\''])) {
        return None;
    }
    let own_line = || slice(block, source).split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if title.is_empty() { own_line() } else { title.to_owned() };
    Some(Declared {
        name: plain_title(&name),
        is_suite: is_suite || is_shared,
        skipped: tip.name.starts_with('x'),
        part: Part::Test,
        rows: None,
        announces_block: false,
    })
}

/// Returns what a call with a block declares in Kotest and Spek.
fn kotlin(node: Node<'_>, chain: &Chain<'_>, source: &str) -> Option<Declared> {
    let last = node.named_child(node.named_child_count().saturating_sub(1) as u32)?;
    if last.kind() != "annotated_lambda" {
        return None;
    }
    let callee = node.named_child(0)?;
    let (name, is_suite) = if callee.kind() == "string_literal" {
        (slice(callee, source), false)
    } else {
        let title = chain.tip().arguments.unwrap_or_default();
        let word = chain.root().name;
        if !title.starts_with('"') || chain.segments.len() > 2 {
            return None;
        }
        match word {
            _ if SUITES.contains(&word) => (title, true),
            _ if TESTS.contains(&word) && word != "expect" => (title, false),
            _ => return None,
        }
    };
    Some(Declared {
        name: plain_title(name),
        is_suite,
        skipped: chain.root().name.starts_with('x'),
        part: Part::Test,
        rows: None,
        announces_block: false,
    })
}
