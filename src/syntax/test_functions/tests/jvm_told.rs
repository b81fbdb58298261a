//! What Java and Kotlin tell by texts, casts and the helpers of a suite.

use super::jvm_lines::each;
use super::*;

#[test]
fn failures_of_java_and_kotlin_are_told_by_texts_and_casts() {
    each(
        Language::Java,
        "failure-state",
        &[
            "assertThat(pay(cart)).isEqualTo(Paid.FAIL_OVERFLOW);",
            "assertEquals(\"java.lang.RuntimeException: not paid\", lines.get(0));",
            "assertEquals(\"LimitException: no cart\", lines.get(0));",
            "assertEquals(\"Error message\", page.getMessage());",
            "assertEquals(3, ((Result.Error) paid).getCode());",
        ],
    );
    each(
        Language::Java,
        "value",
        &[
            "assertThat(pay(cart)).isEqualTo(Paid.PASS_OVERFLOW);",
            "assertThat(read()).isEqualTo(Feature.FAIL_ON_EMPTY);",
            "assertEquals(\"java.lang.String: not paid\", lines.get(0));",
            "assertEquals(\"Error page\", page.getTitle());",
            "assertEquals(3, ((Result.Paid) paid).getCode());",
        ],
    );
    each(
        Language::Kotlin,
        "failure-state",
        &[
            "assertEquals(3, (paid as Result.Error).id)",
            "assertEquals(3, (cart.paid as Outcome.Failure).id)",
            "assertEquals(\"no cart\", e.localizedMessage)",
            "assertEquals(\"no cart\", cause!!.message)",
        ],
    );
    each(
        Language::Kotlin,
        "value",
        &[
            "assertEquals(3, (paid as Result.Paid).id)",
            "assertEquals(\"no cart\", cause.name)",
            "await atMost limit until { cart.paid }",
            "await until { cart.paid }",
            "await untilCallTo { cart.total() } matches { it == 3 }",
        ],
    );
    each(Language::Kotlin, "", &["val pair = cart to 3", "loop atMost limit until { cart.paid }"]);
    let source = "class ATest {\n  @Test void x() {\n    Throwable held = e.getCause();\n    \
                  assertEquals(\"no cart\", held.getText());\n  }\n}\n";
    let found = drawn(Language::Java, "src/test/java/ATest.java", source);
    assert_eq!(found, ["ATest.x: 4 failure-state \"no cart\""]);
}

#[test]
fn what_only_wraps_or_stands_in_for_a_mock_helps_no_test() {
    let source = "\
class ATest {
  static byte[] sum(String text) {
    try { return digest(text); } catch (IOException e) { throw new AssertionError(e); }
  }
  static void pay() { fail(\"should be mocked\"); }
  static void failHere() { fail(\"must not come here\"); }
  static void assertEmptyCart(Cart cart) { if (cart.size() > 0) throw new CartVerificationException(\"x\"); }
  @Test void x() {
    sum(\"a\");
    pay();
    failHere();
    assertEmptyCart(cart);
  }
}
";
    let found = drawn(Language::Java, "src/test/java/ATest.java", source);
    assert_eq!(found, ["ATest.x: 11 weak value \"must not come here\"; 12 value 0"]);
    let source = "\
class ATest {
    class Screen : View {
        override fun render(cart: Cart) = fail()
    }
    @Test
    fun x() {
        render(cart)
    }
}
";
    assert_eq!(drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source), ["ATest.x:"]);
}

#[test]
fn helpers_on_an_object_assert_where_each_of_their_name_does() {
    let source = "\
class Bean {
  void validateSum(int wanted) { assertEquals(wanted, sum); }
  void pay(int wanted) { assertEquals(wanted, sum); }
}
class Other { void pay(int n) { sum += n; } }
class BeanTest {
  void holdsCart(Cart cart) { assertEquals(3, cart.total()); }
  @Test void x() {
    Bean bean = new Bean();
    bean.validateSum(3);
    made(3).validateSum(3);
    bean.pay(3);
    service.holdsCart(cart);
  }
}
";
    let found = drawn(Language::Java, "src/test/java/BeanTest.java", source);
    assert_eq!(found, ["BeanTest.x: 10 value wanted; 11 value wanted"]);
    let source = "\
infix fun Any?.equals(other: Any?) = assertEquals(other, this)
infix fun List<Any>.counts(n: Int) { assertEquals(n, size) }
fun String.eq(other: String) = assertEquals(other, this)
data class Cart(val n: Int) { override fun equals(other: Any?) = true }
class ATest {
    @Test
    fun x() {
        name equals \"X\"
        items counts 2
        name.eq(\"x\")
        name.equals(\"x\")
        val pair = name to 3
    }
}
";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    assert!(found[0].contains("8 value") && found[0].contains("9 value"), "{found:?}");
    assert!(found[0].contains("10 value") && !found[0].contains("; 11"), "{found:?}");
}
