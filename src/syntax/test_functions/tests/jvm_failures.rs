//! Failures that lines of Java and Kotlin tell by types, names of arguments, mocks and lambdas; each list with one
//! of lines that look like them.

use super::*;

#[test]
fn words_that_end_kotlins_reading_hide_no_test_behind_them() {
    for line in [
        "set += \"cart\"",
        "set -= \"cart\"",
        "set[\"cart\"] = 3",
        "set.add(\"cart\")",
        "get = 3",
        "val f = suspend { pay() }",
        "run(cart, suspend { pay() })",
    ] {
        let source = format!(
            "class ATest {{\n    @Test\n    fun a() {{\n        val set = carts()\n        {line}\n        \
             assertEquals(3, x)\n    }}\n\n    @Test\n    fun b() {{\n        assertEquals(3, x)\n    }}\n}}\n"
        );
        let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", &source);
        assert_eq!(found, ["ATest.a: 6 value 3", "ATest.b: 11 value 3"], "{line}");
    }
}

#[test]
fn annotations_of_a_project_mark_tests_and_expected_failures() {
    let source = "\
class ATest {
  @ShopTest
  @ExpectedOutcome(value = Outcome.FAILED, said = @Said(kind = Kind.ERROR))
  public void shouldFail() { }
  @ShopTest public void pays(Cart cart) { assertEquals(3, cart.total()); }
  @ExpectedOutcome(value = Outcome.PAID)
  @ShopTest void warns() { }
  @ShopTest Cart made() { return new Cart(); }
  @BeforeTest void before() { assertEquals(3, total); }
  @VisibleForTest void seen() { assertEquals(3, total); }
}
";
    let found = drawn(Language::Java, "src/test/java/ATest.java", source);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("ATest.shouldFail: 3 failure-state Outcome.FAILED"), "{found:?}");
    assert_eq!(found[1..], ["ATest.pays: 5 value 3", "ATest.warns:"]);
    assert!(drawn(Language::Java, "src/main/java/A.java", source).is_empty());
    let source = "class ATest {\n    @ShopTest\n    fun pays() { assertEquals(3, total) }\n    \
                  @ShopTest\n    fun made(): Cart = Cart()\n}\n";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    assert_eq!(found, ["ATest.pays: 3 value 3"]);
}
