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
