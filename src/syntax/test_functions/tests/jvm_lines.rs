//! What lines of the frameworks of Java and Kotlin assert, one kind a list.

use super::asked::of_line;
use super::*;

const JAVA: &str = "class ATest {\n  @Test void x() {\n    LINE\n  }\n}\n";
const KOTLIN: &str = "class ATest {\n    @Test\n    fun x() {\n        LINE\n    }\n}\n";

/// Holds that each line of a test asserts one thing of a kind; nothing where the kind is empty.
pub(super) fn each(language: Language, kind: &str, lines: &[&str]) {
    let (path, frame) = match language {
        Language::Java => ("src/test/java/ATest.java", JAVA),
        _ => ("src/test/kotlin/ATest.kt", KOTLIN),
    };
    let mut wrong = Vec::new();
    for line in lines {
        let found = of_line(language, path, frame, line);
        let is_one = !found.contains("; ") && found.contains(kind);
        if !is_one || (kind.is_empty() && !found.is_empty()) {
            wrong.push(format!("{line}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "no {kind:?} alone:\n{}", wrong.join("\n"));
}

#[test]
fn what_only_begins_like_an_assertion_asserts_nothing() {
    each(
        Language::Java,
        "",
        &[
            "Assertion a = assertion();",
            "builder.assertionConsumerServiceLocation(\"x\");",
            "builder.assertingPartyMetadata(p -> p.entityId(\"x\"));",
            "build(assertable());",
            "signer.verify(text);",
            "latch.await();",
            "testContext.verify(() -> cart.pay());",
            "ctx.verify(() -> cart.pay());",
            "cart.verify();",
            "view.check(cart);",
            "loop.until(() -> cart.isPaid());",
            "disk.snapshot(cart);",
        ],
    );
    each(
        Language::Kotlin,
        "",
        &[
            "build(assertable())",
            "saml.assertingPartyMetadata { it.entityId(\"x\") }",
            "latch.await()",
            "expect(cart.total()).andReturn(3)",
            "disk.snapshot { cart }",
            "job.waitUntil(5000)",
        ],
    );
}

#[test]
fn what_must_come_in_time_is_a_value() {
    each(
        Language::Java,
        "value",
        &[
            "await().atMost(5, SECONDS).until(() -> cart.isPaid());",
            "Awaitility.await().until(cart::isPaid);",
            "await().untilTrue(paid);",
            "checkpoint.awaitSuccess();",
            "new EqualsTester().addEqualityGroup(a, b).testEquals();",
            "EqualsVerifier.forClass(Cart.class).verify();",
            "onView(withId(3)).check(matches(isDisplayed()));",
            "onView(withId(3)).check(doesNotExist());",
            "intended(hasComponent(\"cart\"));",
            "exit.expectSystemExitWithStatus(0);",
        ],
    );
    each(
        Language::Kotlin,
        "value",
        &[
            "awaitComplete()",
            "turbine.awaitComplete()",
            "paid.expectNoEvents()",
            "turbine.ensureAllEventsConsumed()",
            "await.until { cart.paid }",
            "composeTestRule.waitUntil(5000) { cart.paid }",
            "expect(3) { cart.total }",
            "expect(cart.total).toEqual(3)",
            "expectCatching { cart.pay() }.isSuccess()",
            "assertHasError(false)",
            "r.errors.shouldBeEmpty()",
            "val cart = find(3) ?: kotlin.test.fail()",
        ],
    );
}

#[test]
fn mocks_are_asked_by_what_verify_is_given() {
    each(
        Language::Java,
        "mock-interaction",
        &[
            "mockServer.verify();",
            "mockedStatic.verify(() -> Cart.pay());",
            "mockedStatic.verify(Cart::pay, times(2));",
            "wireMock.verify(getRequestedFor(urlEqualTo(\"/cart\")));",
            "BDDMockito.then(mail).should().send(3);",
            "then(mail).shouldHaveNoMoreInteractions();",
        ],
    );
    each(
        Language::Kotlin,
        "mock-interaction",
        &[
            "verifyBlocking(mail) { send() }",
            "verify { mail.send(any()) }",
            "verify(exactly = 1) { log.error(any()) }",
        ],
    );
    each(
        Language::Java,
        "failure-state",
        &[
            "mockedStatic.verify(() -> Cart.pay(), never());",
            "wireMock.verify(0, getRequestedFor(urlEqualTo(\"/cart\")));",
            "wireMock.verify(exactly(0), getRequestedFor(urlEqualTo(\"/cart\")));",
            "then(mail).shouldHaveNoInteractions();",
        ],
    );
    each(
        Language::Kotlin,
        "failure-state",
        &[
            "verifyBlocking(mail, never()) { send() }",
            "verify { view.onError(any()) }",
            "verify(exactly = 1) { view.onError(any()) }",
        ],
    );
    each(
        Language::Kotlin,
        "snapshot",
        &["paparazzi.snapshot { Cart() }", "compareScreenshot(cart)"],
    );
}

#[test]
fn failures_of_java_and_kotlin_are_told_by_frameworks_of_their_own() {
    each(
        Language::Java,
        "failure-state",
        &[
            "exit.expectSystemExitWithStatus(1);",
            "new NullPointerTester().testAllPublicStaticMethods(Cart.class);",
            "StepVerifier.create(pay()).expectError(Limit.class).verifyThenAssertThat().hasDroppedErrors(3);",
            "StepVerifier.create(pay()).expectNext(3).verifyThenAssertThat().hasDroppedErrors(3);",
            "assertThat(result.errors()).isNotEmpty();",
            "assertTrue(result.errorCount() > 0);",
            "assertTrue(result.getErrors().size() > 0);",
            "assertTrue(causes.stream().anyMatch(c -> c instanceof IOException));",
            "try { pay(); assertWithMessage(\"limit expected\").fail(); } catch (Limit e) { }",
        ],
    );
    each(
        Language::Kotlin,
        "failure-state",
        &[
            "assertThat(result.errors).isNotEmpty",
            "result.errors.shouldNotBeEmpty()",
            "assertInstanceOf(State.Error::class.java, pay())",
            "assertInstanceOf(State.Error::class, pay())",
            "assertTrue(causes.any { it is IllegalArgumentException })",
            "shop.get(\"/cart\").andExpect { status { isNotFound() } }",
            "expect { pay() }.toThrow<Limit>()",
        ],
    );
    each(
        Language::Java,
        "value",
        &[
            "StepVerifier.create(pay()).expectNext(3).verifyThenAssertThat().hasNotDroppedErrors();",
            "assertThat(result.carts()).isNotEmpty();",
            "assertThat(result.errors()).isEmpty();",
            "assertTrue(result.cartCount() > 0);",
            "assertFalse(result.errorCount() > 0);",
            "assertTrue(carts.stream().anyMatch(c -> c instanceof Paid));",
            "try { cart.await(); throw new AssertionError(\"timed out\"); } catch (InterruptedException e) { }",
        ],
    );
    each(
        Language::Kotlin,
        "value",
        &[
            "assertThat(result.carts).isNotEmpty",
            "assertInstanceOf(State.Paid::class.java, pay())",
            "assertTrue(carts.any { it is Paid })",
            "assertTrue(causes.any { it !is IllegalArgumentException })",
            "shop.get(\"/cart\").andExpect { status { isOk() } }",
        ],
    );
}

#[test]
fn the_title_of_a_parametrized_test_waits_for_nothing() {
    let source = "class ATest {\n  @ParameterizedTest(name = \"{0} -> expected={1}\")\n  void a() { }\n  \
                  @Test(expected = Limit.class)\n  void b() { }\n}\n";
    assert_eq!(
        drawn(Language::Java, "src/test/java/ATest.java", source),
        ["ATest.a:", "ATest.b: 4 failure-state Limit"]
    );
}
