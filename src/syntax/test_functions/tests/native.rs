//! Tests of C and C++: macros, registered functions, what their grammars cannot read.

use super::*;

#[test]
#[cfg(feature = "c")]
fn tests_of_c_are_known_by_their_macro_or_by_being_registered() {
    let source = "\
TEST_IMPL(bind_in_use) {
  ASSERT_EQ(r, UV_EADDRINUSE);
  ASSERT_OK(err);
  fail_unless(parse(x) == CURLE_URL_MALFORMAT, \"accepted\");
  fail_if(ready, \"x\");
  return 0;
}
static void adds(void) {
  TEST_ASSERT_EQUAL_INT(3, add(1, 2));
  test_case_of(\"a\", 3);
}
static void test_case_of(const char *name, int sum) { ASSERT(strcmp(c->errstr, name) == 0); }
static CURLcode test_code(const char *arg) { test_cond(c->err == ERR_IO && strcmp(a, b) == 0); return 0; }
static void unused(void) { TEST_ASSERT(1); }
int main(void) { RUN_TEST(adds); return 0; }
";
    assert_eq!(
        drawn(Language::C, "test/bind.c", source),
        [
            "bind_in_use: 2 failure-state UV_EADDRINUSE; 3 weak value; 4 failure-state CURLE_URL_MALFORMAT; 5 weak value",
            "adds: 9 value 3; 10 failure-state name",
            "test_code: 13 failure-state ERR_IO",
        ]
    );
}

#[test]
#[cfg(feature = "cpp")]
fn tests_behind_a_macro_that_the_grammar_cannot_read_are_found() {
    let source = "\
ABSL_FLAG(int, size, 8, \"bytes\");
TEST(A, One) { CHECK_TYPE(double, 0); EXPECT_TRUE(x); }
MAKE_OP(!=)
MAKE_OP(<)
TEMPLATE_TEST_CASE(\"ulps\", \"[x]\", float, double) { REQUIRE(x == 1); }
TEST(A, Three) {
    SUPPRESS_WARNINGS
    REQUIRE_THROWS(f());
    EXPECT_EQ(s.code(), absl::StatusCode::kCancelled);
    EXPECT_FALSE(s.ok());
}
";
    assert_eq!(
        drawn(Language::Cpp, "test/a_test.cc", source),
        [
            "A::One: 2 value 0; 2 weak value",
            "ulps: 5 value 1",
            "A::Three: 8 weak failure-state; 9 failure-state absl::StatusCode::kCancelled; 10 weak failure-state",
        ]
    );
}

#[test]
#[cfg(feature = "c")]
fn what_sets_a_test_up_is_none() {
    let source = "\
TEST_SETUP(pay) { open_bank(); }
TEST_TEAR_DOWN(pay) { close_bank(); }
static int setup(void **state) { return 0; }
static void pays(void **state) { assert_int_equal(3, sum); }
int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(pays, setup, setup) };
  return 0;
}
";
    assert_eq!(drawn(Language::C, "test/pay.c", source), ["pays: 4 value 3"]);
}

#[test]
#[cfg(feature = "cpp")]
fn an_assertion_without_a_semicolon_is_read_where_the_grammar_stumbles_elsewhere() {
    let source = "\
TEST(A, One) {
    CHECK_TYPE(double, 0);
    EXPECT_EQ(a, 3)
    b = 4;
}
";
    let found = drawn(Language::Cpp, "test/a_test.cc", source);
    assert!(found[0].contains("3 value 3"), "{found:?}");
}
