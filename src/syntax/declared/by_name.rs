//! Tests by what functions are called.

use tree_sitter::Node;

use crate::syntax::chain::slice;
use crate::syntax::language::Language;

/// Whether a function that takes nothing is called after a test, as `void CartTest()`.
fn is_called_test(name: &str, node: Node<'_>, source: &str) -> bool {
    // What tests call, and methods of a fixture.
    const FIRST: &[&str] = &["Begin", "Do", "End", "Init", "Run", "Set", "Tear", "Verify"];
    let before = name.strip_suffix("Test").or_else(|| name.strip_suffix("Tests"));
    let takes = crate::syntax::scan::parameters(node, source);
    let in_class = node.parent().is_some_and(|outer| outer.kind() == "field_declaration_list");
    let other = in_class || FIRST.iter().any(|word| name.starts_with(word));
    before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_lowercase()))
        && !other
        && matches!(takes, "()" | "(void)")
}

/// Whether a function is by its first word one that tests call: `setup_test_cart`.
fn prepares(name: &str) -> bool {
    const FIRST: &[&str] = &[
        "build", "cleanup", "create", "destroy", "free", "get", "init", "load", "make", "new",
        "open", "prepare", "print", "setup", "teardown",
    ];
    FIRST.contains(&name.split('_').next().unwrap_or_default())
}

fn kind_of<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    node.child_by_field_name("type").map_or("", |kind| slice(kind, source))
}

/// Whether a function's name and shape make it a test, where names do.
pub(in crate::syntax) fn is_test_by_name(
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
            // gocheck's own context.
            let takes_c = || {
                let list = parameters();
                let kind = list.trim_end_matches(')').rsplit(' ').next().unwrap_or_default();
                !list.contains(',')
                    && kind.starts_with('*')
                    && kind.rsplit(['*', '.']).next() == Some("C")
            };
            // What takes more is called by tests.
            let takes_t = takes_t && !parameters().trim_end_matches([')', ',', ' ']).contains(',');
            in_test_file && named && (takes_t || (is_method && (parameters() == "()" || takes_c())))
        }
        Language::Java => name.starts_with("test") && class_is_tests == Some(true),
        Language::Php => {
            name.starts_with("test")
                && class_is_tests.is_some()
                && (in_test_file || class_is_tests == Some(true))
        }
        Language::Ruby => name.starts_with("test_") && class_is_tests.is_some(),
        Language::C | Language::Cpp => {
            // A program of its own whose `main` asserts.
            let named = name == "main"
                || name.starts_with("test")
                || name.ends_with("_test")
                || (name.contains("_test_") && !prepares(name))
                || (kind_of(node, source) == "void" && is_called_test(name, node, source));
            let kind = node.child_by_field_name("type").map_or("", |kind| slice(kind, source));
            // A code of success or failure is as good as none.
            let is_code = || {
                let lower = kind.to_ascii_lowercase();
                ["code", "status", "result", "ret"].iter().any(|end| lower.ends_with(end))
            };
            let gives_value = !matches!(kind, "void" | "int" | "bool" | "") && !is_code();
            in_test_file && named && !gives_value && !matches!(name, "main_test" | "test_main")
        }
        Language::CSharp => in_test_file && runs_inherited(node, name, source),
        _ => false,
    }
}

/// Whether a method of C# takes over a test of its class's base, whose attributes it inherits: one of a class of
/// tests that overrides another and calls it, and neither prepares nor clears up.
fn runs_inherited(node: Node<'_>, name: &str, source: &str) -> bool {
    const OTHERS: &[&str] =
        &["SetUp", "Setup", "TearDown", "Teardown", "Initialize", "Cleanup", "CleanUp", "Dispose"];
    const STARTS: &[&str] =
        &["After", "Before", "Clear", "Configure", "Create", "On", "Seed", "Write"];
    let text = slice(node, source);
    let body = node.child_by_field_name("body").map(|body| body.start_byte() - node.start_byte());
    let Some(at) = body.or_else(|| text.find("=>")) else { return false };
    let (head, body) = text.split_at_checked(at).unwrap_or_default();
    let starts = |word: &str| {
        name.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_lowercase()))
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    let is_override = words.contains(&"public") && words.contains(&"override");
    let is_test = ["void", "Task"].iter().any(|kind| words.contains(kind));
    is_override
        && is_test
        && body.contains(&format!("base.{name}("))
        && !OTHERS.iter().any(|other| head.contains(other))
        && !STARTS.iter().any(|word| starts(word))
        && is_in_class_of_tests(node, source)
}

/// Whether the class around a method is one of tests by its name.
fn is_in_class_of_tests(node: Node<'_>, source: &str) -> bool {
    const ENDS: &[&str] = &["Test", "Tests", "TestBase", "Spec", "Specs", "Facts"];
    let class = node.parent().and_then(|list| list.parent());
    let name = class.and_then(|class| class.child_by_field_name("name"));
    name.is_some_and(|name| ENDS.iter().any(|end| slice(name, source).ends_with(end)))
}
