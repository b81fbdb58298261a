//! Failures that lines of Java and Kotlin tell by types, names of arguments, mocks and lambdas; each list with one
//! of lines that look like them.

use super::jvm_lines::each;
use super::*;

#[test]
fn failures_of_kotlin_are_told_by_what_is_thrown_and_its_kind() {
    each(
        Language::Kotlin,
        "failure-state",
        &[
            "assertFailsWith<Limit> { pay() }.message.shouldContain(\"no cart\")",
            "ex.message!!.shouldContain(\"no cart\")",
            "ex.message?.shouldContain(\"no cart\")",
            "ex.cause!!.message.shouldBe(\"no cart\")",
            "err.message!!.let { assertEquals(\"no cart\", it) }",
            "err.message?.let { said -> assertEquals(\"no cart\", said) }",
            "assertEquals(Paid.Error.Message(\"zero\"), awaitItem())",
            "assertEquals(Error.Custom(error = e), awaitItem())",
            "assertIs<Paid.Error.Message>(paid)",
            "paid.shouldBeInstanceOf<Paid.Error.Network>()",
            "assertEquals(listOf<Paid<Cart?>>(Paid.Error.Exception(e), Paid.Done), all())",
            "expectThat(cart.status).isEqualTo(CartStatus.FAIL)",
            "expectThat(cart.status) isEqualTo CartStatus.FAIL",
            "expect { that(cart.status).isEqualTo(CartStatus.FAIL) }",
            "assertEquals(\"e: Cart.kt:1:2 no cart\", out)",
            "assertEquals(\"\"\"\n            e: Cart.kts:1:2 no cart\n        \"\"\", out)",
            "verify { repo.updateStatus(cart, FAILED) }",
            "verify { told.publish(RolloutFailed(cart)) }",
            "verify { told.publish(any<LimitException>()) }",
        ],
    );
    each(
        Language::Kotlin,
        "value",
        &[
            "cart.name!!.shouldContain(\"no cart\")",
            "cart.name!!.let { assertEquals(\"no cart\", it) }",
            "assertEquals(Paid.Done.Message(\"zero\"), awaitItem())",
            "assertEquals(Paid.Error.None, awaitItem().copy(Paid.Error.None))",
            "assertIs<Paid.Failures.Message>(paid)",
            "assertIs<Paid.Error.None>(paid)",
            "paid.shouldBeInstanceOf<Paid.Done.Network>()",
            "assertEquals(listOf<Paid<Error?>>(Paid.Done(e), Paid.Done), all())",
            "expectThat(cart.status).isEqualTo(CartStatus.PASS)",
            "expectThat(cart.status) isEqualTo CartStatus.PASS",
            "expect { that(cart.total).isEqualTo(3) }",
            "assertEquals(\"w: Cart.kt:1:2 no cart\", out)",
            "assertEquals(\"e: no cart\", out)",
            "assertThat(count).isLessThanOrEqualTo(noFailuresWriteCount)",
        ],
    );
    each(
        Language::Kotlin,
        "mock-interaction",
        &[
            "verify { repo.updateStatus(cart, PAID) }",
            "verify { told.publish(RolloutDone(cart)) }",
            "verify { told.setExceptionListener(exception) }",
        ],
    );
    each(Language::Kotlin, "", &["loop { that(cart.total).isEqualTo(3) }", "that(cart).pay()"]);
}

#[test]
fn blocks_of_strikt_count_by_their_subjects() {
    let source = "\
class ATest {
    @Test
    fun x() {
        expect {
            that(cart.total).isEqualTo(3)
            that(cart.name).hasLength(2)
        }
    }
}
";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    assert!(
        found[0].starts_with("ATest.x: 5 value") && found[0].contains("; 6 value"),
        "{found:?}"
    );
    assert_eq!(found[0].matches(';').count(), 1, "{found:?}");
}

#[test]
fn what_kotlin_keeps_of_a_failure_stands_for_it() {
    let source = "\
class ATest {
    @Test
    fun x() {
        val t = try { pay(); null } catch (e: IOException) { e }
        assertEquals(\"no cart\", t!!.text)
        val n = try { pay() } catch (e: IOException) { 3 }
        assertEquals(3, n)
        assertTrue(r is Paid.Error.Message)
        assertTrue(r.text.contains(\"no cart\"))
        assertTrue(p is Paid.Done)
        assertTrue(p.text.contains(\"no cart\"))
    }
}
";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    let kinds =
        ["5 failure-state", "7 value", "8 failure-state", "9 failure-state", "10 ", "11 value"];
    for kind in kinds {
        assert!(found[0].contains(kind), "{kind}: {found:?}");
    }
    assert!(!found[0].contains("10 failure"), "{found:?}");
}

#[test]
fn helpers_of_kotlin_are_told_of_a_failure_by_name_and_by_type() {
    let source = "\
fun <reified T : Problem> List<Action>.findCommandError(): T = findOpt<T>() ?: fail(\"none\")
fun <reified T : Action> List<Action>.findAction(): T = findOpt<T>() ?: fail(\"none\")
class ATest {
    fun compile(text: String, exitCode: ExitCode = ExitCode.OK) = assertEquals(exitCode, run(text))
    @Test
    fun x() {
        compile(text, exitCode = COMPILATION_ERROR)
        compile(text, exitCode = Compilation.ExitCode.COMPILATION_ERROR)
        compile(\"e: Cart.kt:1:2 no cart\")
        compile(text, exitCode = OK)
        compile(text, notExpected = COMPILATION_ERROR)
        actions.findCommandError<InsufficientFunds>()
        actions.findAction<Paid>()
    }
}
";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    for line in [7, 8, 9, 12] {
        let failing = format!("{line} failure-state");
        let weak = format!("{line} weak failure-state");
        assert!(found[0].contains(&failing) || found[0].contains(&weak), "{line}: {found:?}");
    }
    for line in [10, 11, 13] {
        assert!(!found[0].contains(&format!("{line} failure")), "{line}: {found:?}");
        assert!(!found[0].contains(&format!("{line} weak failure")), "{line}: {found:?}");
    }
}

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
fn failures_of_java_are_told_by_names_and_messages() {
    each(
        Language::Java,
        "failure-state",
        &[
            "assertThat((errors.getFieldErrors(\"age\").get(0)).getCode()).isEqualTo(\"x\");",
            "assertThat(result).hasFieldErrors(\"age\");",
            "assertThat(result).hasFieldErrorCode(\"age\", \"x\");",
            "assertFalse(Addresses.isValidCidr(bad));",
            "assertThat(Carts.isValidExpression(\"*\")).isFalse();",
            "assert !Carts.isValidCidr(bad);",
            "assertEquals(\"The exception was thrown\", got.getMessage());",
            "assertEquals(\"Shop failed to pay\", got.getRemark());",
            "assertEquals(\"connection failure\", got.getMessage());",
            "assertTrue(got.getMessage().contains(\"shop failed to pay\"));",
            "client.get().expectStatus().isEqualTo(BAD_REQUEST.value());",
            "assertThat(error1).isNotNull();",
            "StepVerifier.create(pay()).expectNext(HttpStatus.INTERNAL_SERVER_ERROR).verifyComplete();",
            "StepVerifier.create(pay()).assertNext(c -> seen(c)).verifyError(Limit.class);",
            "testPay(cart, step -> step.expectError(LimitException.class).verify());",
            "testPay(cart, (step) -> step.verifyErrorMessage(\"x\"));",
            "verify(this.handler).handleCacheGetError(any(), cart, 0L);",
            "verify(told).accept(null, exception);",
            "verify(log).trace(anyString(), eq(exception));",
            "verify(logger).warn(\"Cart failed to get entry\");",
            "verify(told, times(1)).operationFail(any());",
            "verify(told).accept(new LimitException(3));",
            "verify(told).accept(any(LimitException.class));",
        ],
    );
    each(
        Language::Java,
        "value",
        &[
            "assertThat((carts.getFields(\"age\").get(0)).getCode()).isEqualTo(\"x\");",
            "assertThat(result).hasFields(\"age\");",
            "assertThat(result).hasNoFieldErrors();",
            "assertThat(run).hasStandardError(\"x\");",
            "assertTrue(Addresses.isValidCidr(good));",
            "assertFalse(Carts.isValidating(cart));",
            "assertEquals(\"No exception was thrown\", got.getMessage());",
            "assertEquals(\"Shop failed to pay\", got.getTitle());",
            "assertEquals(\"retry on failure\", got.getMessage());",
            "client.get().expectStatus().isEqualTo(OK.value());",
            "assertThat(cart1).isNotNull();",
            "StepVerifier.create(pay()).expectNext(HttpStatus.OK).verifyComplete();",
            "testPay(cart, step -> step.expectNext(3).verifyComplete());",
        ],
    );
    each(
        Language::Java,
        "mock-interaction",
        &[
            "verify(told).setExceptionListener(exception);",
            "verify(told).addErrorHandler(errorHandler);",
            "verify(told).accept(null, cart);",
            "verify(told).doNotFail(any());",
            "verify(log).trace(anyString(), eq(cart));",
            "verify(logger).warn(\"Cart got entry\");",
            "verify(told).accept(new Cart(3));",
            "verify(told).accept(any(Cart.class));",
            "verify(told).handleCacheGet(cart);",
        ],
    );
    each(
        Language::Java,
        "",
        &[
            "run(cart, step -> step.verify());",
            "run(cart, step -> other.expectNext(3).verifyComplete());",
        ],
    );
    let source = "class ATest {\n  @Test void x() {\n    StepVerifier.create(pay())\n        \
                  .consumeNextWith(carts -> {\n          assertThat(carts).hasSize(3);\n        })\n        \
                  .consumeErrorWith(e -> {\n          assertThat(e.text()).hasSize(3);\n        })\n        \
                  .verify();\n  }\n}\n";
    let found = drawn(Language::Java, "src/test/java/ATest.java", source);
    assert!(found[0].contains("5 value") && found[0].contains("8 failure-state"), "{found:?}");
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
