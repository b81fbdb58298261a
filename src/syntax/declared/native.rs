//! Tests of C and C++, which macros define.

use tree_sitter::Node;

use super::{Declared, plain_title};
use crate::syntax::chain::{Chain, slice};
use crate::syntax::expression::arguments;
use crate::syntax::unit::Part;

/// Macros of C and C++ that define a test by names in their brackets.
const NATIVE: &[&str] = &[
    "TEST",
    "TEST_F",
    "TEST_P",
    "TYPED_TEST",
    "TYPED_TEST_P",
    "Test",
    "ParameterizedTest",
    "Theory",
    "START_TEST",
    "CTEST",
    "CTEST2",
    "TEST_METHOD",
    "BOOST_AUTO_TEST_CASE",
    "BOOST_FIXTURE_TEST_CASE",
    "BOOST_AUTO_TEST_CASE_TEMPLATE",
    "BOOST_DATA_TEST_CASE",
    "DEFINE_TEST",
    "UTEST",
    "UTEST_F",
    "TEST_CASE",
    "TEST_CASE_FIXTURE",
    "TEST_CASE_METHOD",
    "TEST_CASE_TEMPLATE",
    "TEMPLATE_TEST_CASE",
    "SCENARIO",
    "CATCH_TEST_CASE",
    "BENCHMARK_TEST",
    "SPEC",
    "MU_TEST",
    "TEST_FIXTURE",
    "IUTEST",
    "TEST_GROUP_TEST",
    "TEST_BEGIN",
    "ZTEST",
    "ZTEST_F",
    "ZTEST_P",
    "ZTEST_USER",
    "ZTEST_USER_F",
];

/// Whether a macro defines a test by its name: a framework's, or a project's own in capitals with the word,
/// as `TEST_IMPL`.
pub(in crate::syntax) fn defines_test(name: &str) -> bool {
    defines_test_but_for(name, &[])
}

/// Whether a macro that has a block of its own defines a test: it runs none, whatever its name says.
fn defines_test_with_block(name: &str) -> bool {
    name.ends_with("test_case") || defines_test_but_for(name, &["RUN", "START"])
}

fn defines_test_but_for(name: &str, allowed: &[&str]) -> bool {
    let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    NATIVE.contains(&name)
        || (!name.starts_with("BOOST_TEST")
            && name.bytes().all(is_capital)
            && name.split('_').any(|word| matches!(word, "TEST" | "TESTCASE"))
            && !name.split('_').any(|word| NO_TEST.contains(&word) && !allowed.contains(&word)))
}

/// Words of macros about tests that define none.
const NO_TEST: &[&str] = &[
    "ASSERT",
    "BEGIN",
    "CHECK",
    "CLASS",
    "CLEANUP",
    "DATA",
    "DECL",
    "DECLARE",
    "DOWN",
    "END",
    "ENTRY",
    "EXPECT",
    "FAIL",
    "FIXTURE",
    "FIXTURES",
    "GROUP",
    "HELPER",
    "HOOK",
    "INIT",
    "INITIALIZE",
    "MAIN",
    "MODULE",
    "NAMESPACE",
    "RUN",
    "SETUP",
    "SKIP",
    "START",
    "SUITE",
    "TEAR",
    "TEARDOWN",
];

/// Returns the title of a macro that opens a suite of tests, as `SUITE(cart) { … }` of `UnitTest++`, which the
/// grammar takes for a function.
pub(in crate::syntax) fn native_suite(node: Node<'_>, source: &str) -> Option<String> {
    let text = slice(node, source);
    let rest = ["SUITE(", "TEST_SUITE("].iter().find_map(|opening| text.strip_prefix(opening))?;
    let title = rest.split_once(')')?.0.trim();
    let is_plain = !title.is_empty() && !title.contains([' ', ',', '(']);
    is_plain.then(|| plain_title(title))
}

/// Returns the test case that a macro call in front of a block announces.
pub(super) fn native_call(chain: &Chain<'_>) -> Option<Declared> {
    let tip = chain.tip();
    let list = tip.arguments?;
    if chain.segments.len() > 1 || !defines_test(tip.name) {
        return None;
    }
    let parts = arguments(list);
    let quoted = parts.iter().find(|part| part.starts_with('"'));
    Some(Declared {
        name: plain_title(quoted.or(parts.last())?),
        is_suite: false,
        skipped: false,
        part: Part::Test,
        rows: None,
        announces_block: true,
    })
}

/// Returns the name of a C or C++ function, the class it belongs to, and whether a macro makes it a
/// test.
pub(in crate::syntax) fn native_test(
    node: Node<'_>,
    source: &str,
) -> Option<(String, Vec<String>, bool)> {
    let declarator = node.child_by_field_name("declarator")?;
    let kind = node.child_by_field_name("type").map_or("", |kind| slice(kind, source));
    if declarator.kind() == "parenthesized_declarator" {
        let name = slice(declarator, source).trim_matches(['(', ')', ' ']);
        return Some((name.to_owned(), Vec::new(), defines_test_with_block(kind)));
    }
    let mut inner = declarator;
    while inner.kind() != "function_declarator" {
        inner = inner.child_by_field_name("declarator")?;
    }
    let name = slice(inner.child_by_field_name("declarator")?, source);
    if defines_test_with_block(name) {
        let list = inner.child_by_field_name("parameters").map_or("", |list| slice(list, source));
        let parts = arguments(list.trim_start_matches('(').trim_end_matches(')'));
        let own = parts.get(usize::from(parts.len() > 1)).copied().unwrap_or_default();
        let suite = (parts.len() > 1).then(|| parts[0].to_owned());
        return Some((plain_title(own), suite.into_iter().collect(), true));
    }
    let (owner, own) = name.rsplit_once("::").unwrap_or(("", name));
    let owner = owner.rsplit("::").next().unwrap_or_default();
    let owners = (!owner.is_empty()).then(|| owner.to_owned());
    Some((own.trim().to_owned(), owners.into_iter().collect(), false))
}
