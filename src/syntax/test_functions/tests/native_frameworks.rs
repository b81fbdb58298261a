//! Frameworks of C, C++ and C# whose tests or assertions have a shape of their own.

use super::*;

#[test]
#[cfg(feature = "c")]
fn a_program_of_c_is_a_test_where_its_main_asserts() {
    let asserts = "int main(void) {\n  assert(pay() == 3);\n  return 0;\n}\n";
    assert_eq!(drawn(Language::C, "tests/pay_test.c", asserts), ["main: 2 value 3"]);
    let runs = "static void test_domain(void) {\n  assert(pay() == 3);\n}\nint main(void) {\n  \
                test_domain();\n  return 0;\n}\n";
    let found = drawn(Language::C, "tests/pay_test.c", runs);
    assert!(found[0].starts_with("test_domain: 2 value 3"), "{found:?}");
    assert_eq!(drawn(Language::C, "src/pay.c", asserts), Vec::<String>::new());
}

#[test]
#[cfg(feature = "c")]
fn c_requires_a_failure_by_the_code_that_a_function_gives_back() {
    let source = "\
START_TEST(refuses) {
  int res = pay(NULL);
  ck_assert_msg(res < 0, \"null was taken\");
  ck_assert_int_eq(errno, EINVAL);
  assert(pay(cart) == -EINVAL);
  g_assert_false(ok);
  tt_int_op(pay(cart), ==, 3);
  send_ExpectAndReturn(1, 2);
  expect_value(send, sum, 3);
  assert_return_code(rc, errno);
  assert(res >= 0);
  g_assert_false(name_is_valid_path(\"org\"));
  g_assert_false(is_validated(name));
}
END_TEST
";
    let found = drawn(Language::C, "tests/pay_test.c", source).remove(0);
    for wanted in [
        "3 failure-state below 0",
        "4 failure-state EINVAL",
        "5 failure-state -EINVAL",
        "6 weak failure-state",
        "7 value 3",
        "8 mock-interaction 1, 2",
        "9 mock-interaction send, sum, 3",
        "10 weak value",
        "11 value",
        "12 weak failure-state",
        "13 value",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
#[cfg(feature = "cpp")]
fn boost_and_qt_assert_by_macros_that_hold_the_word_test_or_try() {
    let source = "\
BOOST_AUTO_TEST_CASE(pays) {
  BOOST_TEST(pay() == 3);
  BOOST_TEST_THROWS(pay(), Limit);
  BOOST_TEST_MESSAGE(\"paid\");
  QTRY_COMPARE(sum(), 4);
  QVERIFY2(paid(), error.message());
  WARN(pay() == 5);
}
";
    assert_eq!(
        drawn(Language::Cpp, "tests/pay_test.cpp", source),
        ["pays: 2 value 3; 3 failure-state Limit; 5 value 4; 6 value"]
    );
}

#[test]
#[cfg(feature = "csharp")]
fn a_row_that_says_its_result_asserts_and_what_ends_a_test_well_does_not() {
    let source = "\
class PayTests {
  [TestCase(1, ExpectedResult = 2)]
  [TestCase(2, ExpectedResult = 3)]
  public int Pays(int sum) => Pay(sum);
  [Test] public void Ends() { Assert.Pass(); }
}
";
    assert_eq!(
        drawn(Language::CSharp, "test/PayTests.cs", source),
        ["PayTests.Pays [2 rows]: 2 value 2; 3 value 3", "PayTests.Ends:"]
    );
}

#[test]
#[cfg(feature = "c")]
fn what_stands_behind_a_condition_is_said_and_not_compared() {
    let source = "\
START_TEST(pays) {
  ck_assert_msg(err == PAY_SUCCESS, \"Failed to pay\");
  ck_assert_msg(ret == ENOENT, \"pay failed\");
  TEST_PARSE(\"x\");
}
END_TEST
";
    assert_eq!(
        drawn(Language::C, "tests/pay_test.c", source),
        ["pays: 2 value PAY_SUCCESS; 3 failure-state ENOENT"]
    );
}

#[test]
#[cfg(feature = "csharp")]
fn attributes_in_branches_of_the_preprocessor_make_a_test() {
    let source = "\
class PayTests {
#if NET35
  [Fact(Skip = \"old\")]
#else
  [Fact]
#endif
  public void Pays() {
    Assert.Equal(3, Pay());
  }
}
";
    assert_eq!(drawn(Language::CSharp, "test/PayTests.cs", source), ["PayTests.Pays: 8 value 3"]);
}

#[test]
#[cfg(feature = "cpp")]
fn tests_stand_in_a_suite_that_a_macro_opens() {
    let source = "\
namespace {
SUITE(checkout)
{
  //***
  TEST(pays)
  {
    CHECK_EQUAL(3, (pay<int>(cart)));
  }

  TEST_FIXTURE(Cart, refuses)
  {
    CHECK_THROW({ pay<int>(none, cart); }, shop::no_card);
  }
}
}
";
    let found = drawn(Language::Cpp, "test/test_cart.cpp", source);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("::pays: 7 value"), "{found:?}");
    assert!(found[1].contains("::refuses: 12 weak failure-state"), "{found:?}");
}

#[test]
#[cfg(feature = "c")]
fn a_suite_that_runs_tests_by_name_leaves_them_where_they_are() {
    let source = "\
TEST pays(void) {
  ASSERT_EQ(3, pay(1));
  PASS();
}
SUITE(cart) {
  RUN_TEST(pays);
}
";
    assert_eq!(drawn(Language::C, "test/test_cart.c", source), ["pays: 2 value 3"]);
}
