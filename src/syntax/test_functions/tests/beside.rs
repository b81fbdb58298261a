//! Helpers that stand beside the code, testers that keep the test's own, and tests that are registered.

use super::suites::drawn_of;
use super::*;

#[test]
fn go_keeps_helpers_of_tests_in_files_of_the_code() {
    let kit = "package kit\nimport \"testing\"\nfunc Open(t *testing.T) {\n\tif x := open(); x == nil { t.Fatal(\"shut\") }\n}\nfunc Close(n int) { if n < 0 { panic(\"below\") } }\ntype Till struct{}\nfunc (x *Till) MustOpen() { if x == nil { panic(\"shut\") } }\n";
    let test = "package kit\nimport \"shop/kit\"\nfunc TestA(t *testing.T) {\n\tkit.Open(t)\n\tkit.Close(3)\n\ttill.MustOpen()\n}\n";
    assert_eq!(
        drawn_of(&[("kit/kit.go", kit), ("kit/a_test.go", test)]),
        ["TestA: 4 weak value not nil"]
    );
}

#[test]
fn a_tester_of_go_that_keeps_the_tests_own_asserts_for_the_test() {
    let tester = "package shop\nimport \"testing\"\ntype till struct{ t *testing.T }\nfunc (c *till) waitForMoney() {\n\tif c.sum != 3 { c.t.Fatalf(\"none\") }\n}\nfunc (c *till) Close() {\n\tif c.sum != 3 { c.t.Fatalf(\"none\") }\n}\n";
    let test =
        "package shop\nfunc TestA(t *testing.T) {\n\tmine.waitForMoney()\n\tmine.Close()\n}\n";
    let files = |path| drawn_of(&[(path, tester), ("shop/a_test.go", test)]);
    assert_eq!(files("shop/till_test.go"), ["TestA: 3 value 3"]);
    assert_eq!(files("shop/till.go"), ["TestA: 3 value 3"]);
    assert_eq!(files("other/till_test.go"), ["TestA:"], "of another package");
}

#[test]
fn a_function_of_go_called_like_a_test_that_takes_more_helps_tests() {
    let source = "func TestTill(t *testing.T, n int) {\n\tif n != 3 { t.Fatal(n) }\n}\nfunc TestA(t *testing.T) {\n\tTestTill(t, 3)\n}\n";
    assert_eq!(drawn(Language::Go, "a_test.go", source), ["TestA: 5 value 3"]);
}

#[test]
fn what_a_go_server_failed_by_is_no_assertion_by_its_name() {
    let source = "func TestA(t *testing.T) {\n\tselect {\n\tcase err := <-s.Error():\n\t\tuse(err)\n\t}\n}\n";
    assert_eq!(drawn(Language::Go, "a_test.go", source), ["TestA:"]);
}

#[test]
fn a_rust_method_of_imported_helpers_asserts_on_what_a_function_gave() {
    let helpers = "pub struct Shop;\nimpl Shop {\n pub fn one_cart(&self) { assert_eq!(self.n, 1); }\n pub fn get(&self) { assert_eq!(self.n, 1); }\n}\n";
    let test =
        "mod helpers;\nuse helpers::*;\n#[test] fn a() {\n big().one_cart();\n big().get();\n}\n";
    let other = test.replace("helpers", "carts");
    let drawn = |test: &str| drawn_of(&[("tests/helpers/mod.rs", helpers), ("tests/a.rs", test)]);
    assert_eq!(drawn(test), ["a: 4 value 1"]);
    assert_eq!(drawn(&other), ["a:"], "not imported");
}

#[test]
fn a_rust_function_of_the_module_around_helps_its_tests() {
    let source = "#[cfg(test)]\nmod tests {\n fn pays(n: u8) { assert_eq!(n, 3); }\n mod inner {\n  #[test]\n  fn pays() {\n   super::pays(3);\n  }\n }\n}\n";
    assert_eq!(drawn(Language::Rust, "src/a.rs", source), ["tests::inner::pays: 7 value 3"]);
}

#[test]
fn a_panic_that_is_to_be_caught_is_no_assertion() {
    let source = "#[test]\nfn a() {\n let r = catch_unwind(AssertUnwindSafe(|| { pay(|| panic!()); }));\n assert!(r.is_err());\n s.spawn(|_| panic!(\"on purpose\"));\n pay().unwrap_or_else(|| panic!(\"no cart\"));\n s.spawn(|_| if sum != 3 { panic!(\"sum\") });\n}\n";
    assert_eq!(
        drawn(Language::Rust, "tests/a.rs", source),
        ["a: 4 weak failure-state; 6 weak value \"no cart\"; 7 value 3"]
    );
}

#[test]
fn what_is_taken_out_of_an_error_stands_for_it() {
    let source = "#[test]\nfn a() {\n let err = pay().unwrap_err();\n match *err.kind() {\n  Kind::Short { len } => {\n   assert_eq!(len, 3);\n  }\n  _ => {}\n }\n match cart.kind() {\n  Kind::Short { len } => {\n   assert_eq!(len, 3);\n  }\n  _ => {}\n }\n}\n";
    assert_eq!(
        drawn(Language::Rust, "tests/a.rs", source),
        ["a: 3 weak failure-state; 6 failure-state 3; 12 value 3"]
    );
}

#[cfg(feature = "c")]
#[test]
fn macros_of_c_that_end_where_a_check_fails_assert() {
    let source = "#define shop_assert(e) do { if (!(e)) { puts(#e); abort(); } } while (0)\n#define OK1(c, s) do { bool r = (c); log(r, s); if (!r) { return -1; } } while (0)\n#define OK(c) OK1(c, #c)\n#define fail_if_not(e) do { if (!(e)) { errorcount++; } } while (0)\n#define TRY(x) do { int rc = x; if (rc) { return -1; } } while (0)\n#define GROW(n) do { if (n > 3) { size++; } } while (0)\nvoid test_pays(void) {\n  shop_assert(a == 3);\n  OK(a == 3);\n  fail_if_not(a == 3);\n  TRY(pay());\n  GROW(3);\n}\n";
    assert_eq!(
        drawn(Language::C, "tests/test_a.c", source),
        ["test_pays: 8 value 3; 9 value; 10 value"]
    );
}

#[cfg(feature = "c")]
#[test]
fn tests_of_c_by_a_macro_with_a_block_or_a_table_are_found() {
    let source = "SHOP_RUN_TEST_IMPL(pays) {\n  assert_int_equal(a, 3);\n}\nstatic void pays_fn(void) {\n  ASSERT_TRUE(a == 3);\n}\nstatic void helps(void) {\n  ASSERT_TRUE(a == 3);\n}\nSHOP_TEST_CASE(pays_test, pays_fn)\n";
    assert_eq!(drawn(Language::C, "tests/a.c", source), ["pays: 2 value 3", "pays_fn: 5 value 3"]);
}

#[cfg(feature = "cpp")]
#[test]
fn tests_that_a_class_of_cpp_runs_itself_are_its_methods() {
    let source = "class TestShop : public Fixture {\n  void run() override { TEST_CASE(paysTwice); }\n  void paysTwice() { ASSERT_EQUALS(3, pay()); }\n  void helps() { ASSERT_EQUALS(3, pay()); }\n};\nvoid CartTest() {\n  TEST_NOTNULL(cart);\n}\nint SumTest(int n) { TEST_EQ(n, 3); return n; }\n";
    assert_eq!(
        drawn(Language::Cpp, "tests/a.cc", source),
        ["TestShop::paysTwice: 3 value 3", "CartTest: 7 weak value not null"]
    );
}

#[cfg(feature = "cpp")]
#[test]
fn a_macro_that_declares_a_variable_or_stands_alone_hides_nothing() {
    let source = "TEST(A, one) {\n  ASSERT_OK_AND_ASSIGN(const auto till, Open(\"x\"));\n  EXPECT_EQ(1, y);\n}\nTEST(A, two) {\n  SHOP_QUIET_WARNINGS\n  ASSERT_TRUE(till->Equals(*other));\n}\n";
    let found = drawn(Language::Cpp, "tests/a.cc", source);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("A::one: 2 ") && found[0].contains("; 3 value"), "{found:?}");
    assert!(found[1].starts_with("A::two: 7 value"), "{found:?}");
}

#[cfg(feature = "cpp")]
#[test]
fn a_test_that_is_named_after_what_it_calls_stays_one() {
    let source = "TEST_CASE(\"pay_test\") { REQUIRE(pay_test(3)); }\nTEST_CASE(\"other\") { REQUIRE(pay_test(3)); }\n";
    assert_eq!(drawn(Language::Cpp, "tests/a.cc", source).len(), 2);
}

#[cfg(feature = "c")]
#[test]
fn what_main_calls_are_tests_and_what_is_set_up_for_them_helps() {
    let source = "void setup_test_cart(int n) {\n  ck_assert_int_eq(n, 3);\n}\nvoid test_pays(void *shop) {\n  setup_test_cart(3);\n  ok(a == 3, \"pays\");\n}\nint main(void) {\n  test_pays(shop);\n  ok(b == 3, \"all\");\n}\n";
    assert_eq!(
        drawn(Language::C, "tests/a.c", source),
        ["test_pays: 5 value 3; 6 value 3", "main: 10 value 3"]
    );
}

#[cfg(feature = "cpp")]
#[test]
fn the_only_method_of_that_name_in_a_file_of_cpp_helps_its_tests() {
    let source = "class Testable : public Till {\n public:\n  void ExpectSum(int n) { EXPECT_EQ(n, sum_); }\n  int sum() { return sum_; }\n};\nTEST_F(A, one) {\n  till_->ExpectSum(3);\n  till_->sum();\n}\n";
    assert_eq!(drawn(Language::Cpp, "tests/a.cc", source), ["A::one: 7 value n"]);
}

#[cfg(feature = "csharp")]
#[test]
fn an_extension_of_csharp_called_is_asserts_where_it_does() {
    let is = "static class Chained { public static void Is<T>(this T got, T want) { Assert.Equal(want, got); } }\n";
    let test =
        "class A {\n [Fact] public void X() {\n  cart.Sum.Is(3);\n  other.IsOpen();\n }\n}\n";
    assert_eq!(
        drawn_of(&[("tests/Chained.cs", is), ("tests/ATests.cs", test)]),
        ["A.X: 3 value want"]
    );
}

#[cfg(feature = "kotlin")]
#[test]
fn a_function_of_a_library_is_no_method_of_that_name_elsewhere() {
    let other = "package base\nclass Shots {\n fun runTest(n: Int) { assertEquals(3, n) }\n}\n";
    let test = "package shop\nimport kotlinx.coroutines.test.runTest\nclass ATest {\n @Test\n fun pays() = runTest {\n  assertEquals(3, sum)\n }\n}\n";
    assert_eq!(
        drawn_of(&[
            ("src/test/kotlin/base/Shots.kt", other),
            ("src/test/kotlin/shop/ATest.kt", test)
        ]),
        ["ATest.pays: 6 value 3"]
    );
}

#[test]
fn a_fake_that_checks_itself_makes_no_helper_of_what_the_code_under_test_has() {
    let go = "type mockTill struct{ t *testing.T }\nfunc (m *mockTill) GetCart(id int) {\n\tif id != 3 { m.t.Errorf(\"id\") }\n}\n";
    let test = "func TestA(t *testing.T) {\n\tshop.GetCart(3)\n\terr := tok.t.Error()\n}\n";
    assert_eq!(drawn_of(&[("shop/till_test.go", go), ("shop/a_test.go", test)]), ["TestA:"]);
    let both = format!("{go}{test}");
    assert_eq!(drawn(Language::Go, "shop/a_test.go", &both), ["TestA:"]);
    let script = "const shop = { fetchCart(id) { expect(id).toBe(3); } };\nit('x', async () => {\n  await till.fetchCart(3);\n});\n";
    assert_eq!(drawn(Language::JavaScript, "a.test.js", script), ["x:"]);
    let java = "class FakeTill { void shutdown() { assertTrue(closed); } }\nclass ATest {\n @Test void x() {\n  executor.shutdown();\n }\n}\n";
    assert_eq!(drawn(Language::Java, "src/test/java/ATest.java", java), ["ATest.x:"]);
}

#[cfg(feature = "cpp")]
#[test]
fn a_method_of_a_fake_of_cpp_is_no_helper_for_pointers_and_sets() {
    let source = "class Sink { void reset() { EXPECT_TRUE(open_); } };\nTEST(A, one) {\n  ptr.reset();\n  EXPECT_EQ(3, sum);\n}\nTEST_F(B, two) { RunTest(); }\nvoid RunTest() { EXPECT_EQ(1, x); }\n";
    assert_eq!(
        drawn(Language::Cpp, "tests/a.cc", source),
        ["A::one: 4 value 3", "B::two: 6 value 1"]
    );
}

#[test]
fn what_a_thread_does_where_something_fails_is_an_assertion() {
    let source = "#[test]\nfn a() {\n s.spawn(move || { pay().unwrap_or_else(|_| panic!(\"no cart\")); });\n}\n";
    assert_eq!(drawn(Language::Rust, "tests/a.rs", source), ["a: 3 weak value \"no cart\""]);
}
