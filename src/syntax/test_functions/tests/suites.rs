//! Helpers and bases of other files, tests that macros write, rows of input.

use std::sync::Arc;

use super::*;
use crate::syntax::{TestFile, TestSuite, is_test_file, test_language_of};

/// Draws the tests of several files, each with its path.
pub(super) fn drawn_of(files: &[(&str, &str)]) -> Vec<String> {
    let read = |(path, source): &(&str, &str)| {
        let language = test_language_of(path).unwrap();
        let facts = TestFile::read(language, is_test_file(path), source.as_bytes()).unwrap();
        ((*path).to_owned(), Arc::new(facts))
    };
    let suite = TestSuite::new(files.iter().map(read).collect());
    suite.tests().map(|test| super::line(&test)).collect()
}

#[test]
fn helpers_of_imported_files_assert_for_the_tests_that_call_them() {
    for files in [
        [
            ("tests/helpers.py", "def check(x):\n    assert x == 3\n"),
            ("tests/test_a.py", "from .helpers import check\ndef test_a():\n    check(1)\n"),
        ],
        [
            ("test/helpers.js", "export function check(x) { expect(x).toBe(3); }\n"),
            (
                "test/a.test.js",
                "import { check } from './helpers';\nit('a',\n () => { check(1); });\n",
            ),
        ],
        [
            ("pkg/help_test.go", "func check(t *testing.T) { assert.Equal(t, 3, x) }\n"),
            ("pkg/a_test.go", "\nfunc TestA(t *testing.T) {\n\tcheck(t)\n}\n"),
        ],
        [
            ("tests/common/mod.rs", "pub fn check(x: u8) { assert_eq!(x, 3); }\n"),
            ("tests/a.rs", "mod common;\n#[test] fn a() {\n common::check(1); }\n"),
        ],
        [
            ("test/Base.java", "class Base { void check() { assertEquals(3, x); } }\n"),
            ("test/ATest.java", "class ATest extends Base {\n @Test void a() {\n check(); } }\n"),
        ],
    ] {
        let drawn = drawn_of(&files);
        assert_eq!(drawn.len(), 1, "{drawn:?}");
        assert!(drawn[0].ends_with(": 3 value 3"), "{drawn:?}");
    }
}

#[test]
fn a_function_of_the_same_name_that_is_not_imported_helps_nobody() {
    let drawn = drawn_of(&[
        ("tests/helpers.py", "def check(x):\n    assert x == 3\n"),
        ("tests/test_a.py", "from shop import check\nimport other\ndef test_a():\n    check2(1)\n"),
        ("tests/test_b.py", "import other\ndef test_b():\n    check(1)\n"),
    ]);
    assert_eq!(drawn, ["test_a:", "test_b:"]);
}

#[test]
fn tests_of_a_base_in_another_file_run_under_the_class_that_inherits_them() {
    let drawn = drawn_of(&[
        (
            "tests/base.py",
            "class Base:\n    def test_total(self):\n        assert self.make() == 3\n",
        ),
        (
            "tests/test_a.py",
            "from .base import Base\nclass CartTest(Base, TestCase):\n    def test_own(self):\n        pass\n",
        ),
    ]);
    assert_eq!(drawn, ["CartTest.test_own:", "CartTest.test_total: 3 value 3"]);
}

#[test]
fn a_call_named_as_an_assertion_asserts_unless_the_function_is_known_not_to() {
    let drawn = drawn_of(&[(
        "a.test.js",
        "function assertShape(list, failures) { failures.push(list); }\n\
         it('a', () => { assertShape(x, y); });\nit('b', () => { assertOther(x); });\n",
    )]);
    assert_eq!(drawn, ["a:", "b: 3 value x"]);
}

#[test]
fn tests_that_macros_write_are_found_where_they_stand() {
    let drawn = drawn_of(&[(
        "tests/a.rs",
        "macro_rules! both {\n    ($make:ident) => {\n        #[test]\n        fn grows() {\n            \
         assert_eq!($make().len(), 3);\n        }\n    };\n}\n\
         proptest! {\n    #[test]\n    fn adds(x in 0..3) { prop_assert_eq!(x, 3); }\n}\n\
         rgtest!(feature, |dir: Dir| {\n    assert!(dir.run().is_err());\n});\n\
         macro_rules! check { ($x:expr) => { assert_eq!($x, 3) } }\n\
         #[test]\nfn by_macro() {\n    check!(total());\n    each!(x, |y| { assert_eq!(y, 4); });\n}\n",
    )]);
    let mut drawn = drawn;
    drawn.sort();
    assert_eq!(
        drawn,
        [
            "adds: 11 property",
            "by_macro: 19 value 3; 20 value 4",
            "feature: 14 weak failure-state",
            "grows: 5 value 3",
        ]
    );
}

#[test]
fn rows_of_input_are_counted_where_they_are_written() {
    let python = "@pytest.mark.parametrize('a, b', [(1, 2), (3, 4), (5, 6)])\n\
                  @pytest.mark.parametrize('c', [1, 2])\ndef test_a(a, b, c):\n    assert a\n";
    assert_eq!(super::tests(Language::Python, "test_a.py", python.as_bytes())[0].rows, Some(6));
    let script =
        "describe.each([1, 2])('s', () => { it.each([[1, 2], [3, 4]])('t', (a) => { f(a); }); });";
    let found = super::tests(Language::JavaScript, "a.test.js", script.as_bytes());
    assert_eq!(found[0].rows, Some(4));
    let java =
        "class A { @ParameterizedTest @ValueSource(ints = {1, 2, 3}) void a(int n) { f(n); } }";
    assert_eq!(super::tests(Language::Java, "ATest.java", java.as_bytes())[0].rows, Some(3));
    let rust = "#[rstest]\n#[case(1)]\n#[case(2)]\nfn a(#[case] n: u8) { f(n); }\n";
    assert_eq!(super::tests(Language::Rust, "tests/a.rs", rust.as_bytes())[0].rows, Some(2));
    let waits = "@pytest.mark.parametrize('x, fails', [\n    (1, pytest.raises(ValueError)),\n])\n\
                 def test_a(x, fails):\n    with fails:\n        f(x)\n";
    assert_eq!(
        drawn(Language::Python, "test_a.py", waits),
        ["test_a [1 row]: 2 failure-state ValueError"]
    );
}

#[test]
fn what_may_pass_without_looking_is_weak() {
    let script = "it('a', async () => {\n  try { await pay(); } catch (e) {\n    expect(e.code).toBe('DECLINED');\n  }\n});\n";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", script),
        ["a: 3 weak failure-state 'DECLINED'"]
    );
}

#[test]
fn what_a_handler_asserts_of_the_error_it_caught_is_a_failure_state() {
    let kotlin = "class A {\n @Test fun a() {\n  try {\n   pay()\n   fail()\n  } catch (expected: Declined) {\n   \
                  assertEquals(\"limit\", expected.reason)\n  }\n }\n}\n";
    assert_eq!(
        drawn(Language::Kotlin, "ATest.kt", kotlin),
        ["A.a: 5 failure-state Declined; 7 failure-state \"limit\""]
    );
    let php = "<?php\nclass ATest extends TestCase {\n function testA() {\n  try { pay(); self::fail(); }\n  \
               catch (Declined $e) { self::assertSame(302, $e->response()->code()); }\n }\n}\n";
    assert_eq!(
        drawn(Language::Php, "ATest.php", php),
        ["ATest::testA: 4 failure-state Declined; 5 failure-state 302"]
    );
}

#[test]
fn a_helper_that_is_given_an_error_or_named_after_one_asserts_a_failure_state() {
    let drawn = drawn_of(&[(
        "a_test.go",
        "func has(t *testing.T, got, want string) { assert.Equal(t, want, got) }\n\
         func assertError(t *testing.T, got int) { assert.Equal(t, 3, got) }\n\
         func TestA(t *testing.T) {\n\thas(t, err.Error(), \"limit\")\n\thas(t, name, \"limit\")\n\t\
         assertError(t, x)\n}\n",
    )]);
    assert_eq!(drawn, ["TestA: 4 failure-state want; 5 value want; 6 failure-state 3"]);
}

#[test]
fn a_test_of_the_same_name_is_no_helper() {
    let drawn = drawn_of(&[(
        "ATest.kt",
        "class ATest {\n @Test fun gunzip() { assertEquals(1, x) }\n @Test fun other() { gunzip(y) }\n \
         fun gunzip(y: Int) = y\n}\n",
    )]);
    assert_eq!(drawn, ["ATest.gunzip: 2 value 1", "ATest.other:"]);
}

#[test]
fn what_is_called_last_before_an_assertion_is_told_from_what_is_called_earlier() {
    let source = "\
def test_total():
    cart = make_cart()
    cart.add(apple())
    sum = cart.total()
    log.flush

    assert sum == 3
    assert cart.count() == size(1)
    cart.close()
    check.assertEqual(
        cart.left(),
        3,
    )
";
    let tests = tests(Language::Python, "tests/test_cart.py", source.as_bytes());
    assert_eq!(tests[0].asserted_calls, ["count", "left", "size", "total"]);
    assert_eq!(
        tests[0].calls,
        ["add", "apple", "close", "count", "left", "make_cart", "size", "total"]
    );
}

#[test]
fn of_several_helpers_of_one_name_the_one_that_asserts_is_meant() {
    let source = "class ATest extends Base {\n @Test void gone() {\n  ask(\"/cart\", 404);\n }\n @Test void found() \
                  {\n  ask(\"/cart\", 200);\n }\n}\nclass Base {\n void ask(String path, int status) {\n  \
                  ask(path, status, null);\n }\n void ask(String path, int status, String body) {\n  \
                  assertEquals(status, get(path).status());\n }\n void request(int status) {\n  ask(\"/\", status, \
                  null);\n }\n}\n";
    assert_eq!(
        drawn(Language::Java, "src/test/java/ATest.java", source),
        ["ATest.gone: 3 value status", "ATest.found: 6 value status"]
    );
    let requested =
        source.replace("ask(\"/cart\"", "request(\"/cart\"").replace("void ask(", "void request(");
    assert_eq!(
        drawn(Language::Java, "src/test/java/ATest.java", &requested),
        ["ATest.gone: 3 failure-state status", "ATest.found: 6 value status"]
    );
}

#[test]
fn another_name_for_what_asserts_asserts() {
    let source = "#define same assert_int_equal\n#define LIMIT 3\nTEST_BEGIN(test_pays) {\n  same(pay(), \
                  LIMIT);\n  LIMIT(3);\n}\nTEST_END\n";
    assert_eq!(drawn(Language::C, "test/unit/pay.c", source), ["test_pays: 4 value"]);
}

#[test]
fn a_method_of_another_class_of_scripts_is_no_helper() {
    let helper = "export class Api {\n  static make(kind) {\n    assertNever(kind);\n  }\n}\n";
    let test = "import { Api } from './api';\nimport { Ui } from './ui';\nit('a', () => {\n  Ui.make(3);\n  \
                Api.make(3);\n});\n";
    let files = [("api.ts", helper), ("a.test.ts", test)];
    assert_eq!(drawn_of(&files), ["a: 5 value kind"]);
}

#[test]
fn a_method_of_the_suite_that_a_test_of_go_is_built_on_helps_it() {
    let base = "func (s *BaseSuite) pay(n int) {\n\ts.Require().NoError(do(n))\n}\n\
                func (c *Cart) clear() {\n\trequire.Equal(nil, 3, c.n)\n}\n";
    let test = "func (s *PaySuite) TestPay() {\n\ts.pay(3)\n\tc.clear()\n}\n";
    let files = [("shop/base_test.go", base), ("shop/pay_test.go", test)];
    assert_eq!(drawn_of(&files), ["PaySuite.TestPay: 2 weak value nil"]);
}

#[test]
fn what_is_given_the_word_for_success_wants_no_failure() {
    let source = "#define check_err(want, got) assert(err_of(got) == want)\n#define OK(x) check_err(SHOP_OK, \
                  x)\nstatic void set_up(void) {\n  OK(open_shop());\n}\nvoid test_pays(void) {\n  set_up();\n  \
                  OK(pay(cart));\n  check_err(SHOP_ERR_LIMIT, pay(cart));\n#define SAME(x) assert(x == 3)\n  \
                  SAME(sum(cart));\n}\n";
    let found = drawn(Language::C, "tests/test_pay.c", source);
    let kinds: Vec<&str> = found[0].split([':', ';']).skip(1).map(str::trim).collect();
    assert_eq!(kinds.len(), 4, "{found:?}");
    for (kind, wanted) in kinds.iter().zip(["7 value", "8 value", "9 failure", "11 value"]) {
        assert!(kind.replace("weak ", "").starts_with(wanted), "{kind}: {found:?}");
    }
}

#[test]
fn rows_in_attributes_are_counted_behind_comments_and_beyond_a_screen() {
    let rows = "  [TestCase(3, ExpectedResult = 4)] // three and one\n".repeat(60);
    let source = format!("class ATests {{\n{rows}  public int Next(int n) => n + 1;\n}}\n");
    let found = drawn(Language::CSharp, "Shop.Tests/ATests.cs", &source);
    assert_eq!(found[0].matches(" value 4").count(), 60, "{found:?}");
}

#[test]
fn what_only_fails_is_no_failure_state_whatever_it_is_called() {
    let source = "fun lambdaError(): Nothing = throw AssertionError(\"called\")\nclass ATest {\n    @Test\n    fun a() {\n        \
                  Cart(onPaid = { lambdaError() })\n    }\n}\n";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    assert!(!found[0].contains("failure-state"), "{found:?}");
}

#[test]
fn a_macro_that_is_named_for_an_error_and_fails_under_a_condition_wants_one() {
    let source = "#define PAYERROR(x) if (!(x).refused) { printf(\"%s\", #x); ADD_FAILURE(); }\nTEST(Pay, Limit) {\n  \
                  PAYERROR(pay(3));\n}\n";
    let found = drawn(Language::Cpp, "tests/pay_test.cc", source);
    assert!(found[0].contains("3 weak failure-state"), "{found:?}");
}

#[test]
fn what_verifies_asserts_where_it_is_one_of_the_tests_own() {
    let source = "class ATest extends Base {\n @Test void a() {\n  verifyCart(3);\n  verifyPassword(\"x\");\n }\n}\n\
                  class Base {\n void verifyCart(int n) {\n  verifyAll(n);\n }\n void verifyAll(int n) {\n  \
                  assertEquals(3, n);\n }\n}\n";
    assert_eq!(drawn(Language::Java, "src/test/java/ATest.java", source), ["ATest.a: 3 value"]);
}
