//! What single lines of Java, Kotlin and C# assert, each pair as in `lines`.

use super::lines::hold;
use super::*;

#[test]
fn lines_of_java() {
    hold(
        Language::Java,
        "src/test/java/ATest.java",
        "class ATest {\n  @Test void x() {\n    LINE\n  }\n}\n",
        &[
            "assertThat(http.get(\"/cart\").httpCode()).isEqualTo(NOT_FOUND);",
            "assertThat(pay(cart)).extracting(Response::status).isEqualTo(400);",
            "assertThat(compilation).hadErrorContaining(\"no cart\");",
            "assertThat(paid.cause().getMessage()).startsWith(\"no cart\");",
            "assertThat(process.exitValue()).isEqualTo(1);",
            "assertWithMessage(\"x\").that(answer.status()).isEqualTo(404);",
            "verify(response).setStatus(404);",
            "flux.as(StepVerifier::create).expectNext(3).verifyError(Limit.class);",
            "client.get().expectStatus().is4xxClientError();",
            "assertFalse(paid.succeeded());",
            "try { f(); assertEquals(\"must throw\", true, false); } catch (Limit e) { }",
            "assertThat(model).containsEntry(\"error\", \"no-cart\");",
            "assertEquals(\"User verification failed.\", text);",
            "client.assertFails(\"cart/3\", SC_BAD_REQUEST);",
            "LambdaTestUtils.intercept(Limit.class, () -> pay(cart));",
            "verify(span).setStatus(StatusCode.ERROR);",
            "verifyException(pay, \"no cart\");",
            "runner.withArguments(\"pay\").buildAndFail();",
            "assertThat(pay()).isInstanceOf(Result.Error.class);",
            "assertEquals(new LimitException(3), pay(cart));",
            "TestHelper.assertBadRequestReported(pay(cart));",
            "verify(told).reportPaymentError();",
        ],
        &[
            "assertThat(lookup.find(key)).isEqualTo(NOT_FOUND);",
            "assertThat(pay(cart)).extracting(Response::status).isEqualTo(200);",
            "assertThat(err.toString()).contains(\"Version \");",
            "assertThat(errors, is(empty()));",
            "assertThat(process.exitValue()).isEqualTo(0);",
            "verify(response).setStatus(200);",
            "assertEquals(2, answer.getStatusCode() / 100);",
            "assertTrue(log.indexOf(\"Error: x\") < 0);",
            "assertFalse(page.isOkButtonEnabled());",
            "flux.as(StepVerifier::create).expectNext(3).verifyComplete();",
            "assertThat(errorOutput).doesNotContain(\"x\");",
            "assertEquals(\"0 failed\", text);",
            "verify(told).reportPayment();",
            "verify(view).hideError();",
            "verify(view).setError(null);",
            "assertTrue(job.isTimedOut());",
            "verify(logger).error(\"paid\");",
            "verifyPaid(pay, \"no cart\");",
            "jenkins.buildAndAssertStatus(Result.SUCCESS, job);",
            "assertTrue(error.isNull());",
        ],
    );
}

#[test]
fn lines_of_kotlin() {
    hold(
        Language::Kotlin,
        "src/test/kotlin/ATest.kt",
        "class ATest {\n    @Test\n    fun x() {\n        LINE\n    }\n}\n",
        &[
            "assertEquals(expected = Err(Limit(3)), actual = pay(cart))",
            "pay(cart) shouldBeInvalid 3",
            "try { pay(cart); throw AssertionError(\"failed\") } catch (e: Limit) { }",
            "assertFilterCalledOnce(pay(cart), NOT_FOUND)",
            "assertEquals(listOf(Paid(1), Err(Limit)), all(carts))",
            "lint().files(cart).run().expectErrorCount(1)",
            "assertTrue(!errors.isEmpty)",
            "assertEquals(start.copy(dialog = Dialog.Error(title)), model.state)",
            "pay(cart) shouldBe Left(Limit)",
            "pay(cart) shouldBe Limit.left()",
            "assertIs<Err<Limit>>(pay(cart))",
            "assertThat(pay()).isInstanceOf(Result.Error::class.java)",
            "assertThat(paid).isInstanceOf<Outcome.Failure<Limit>>().prop(Outcome.Failure<Limit>::error).isEqualTo(3)",
        ],
        &[
            "assertEquals(actual = pay(cart), expected = Ok(3))",
            "pay(cart) shouldHaveNoErrors 3",
            "assertFilterCalledOnce(pay(cart), OK)",
            "val cart = find(3) ?: throw AssertionError()",
            "lint().files(cart).run().expectClean()",
            "assertTrue(errors.isEmpty)",
            "assertEquals(start.copy(dialog = Dialog.Paid(title)), model.state)",
            "pay(cart) shouldBe Right(3)",
            "pay(cart) shouldBe Right(3)",
            "padding shouldBe Insets.left()",
            "pay(cart) shouldBe box.left()",
            "assertIs<Ok<Cart>>(pay(cart))",
            "cart.shouldSkip(3)",
            "whenever(cart.shouldPayError(any())).thenReturn(true)",
            "lint().files(cart).run().expectErrorCount(0)",
        ],
    );
}

#[test]
fn lines_of_csharp() {
    hold(
        Language::CSharp,
        "Shop.Tests/ATests.cs",
        "class ATests {\n  [Fact]\n  public void X() {\n    LINE\n  }\n}\n",
        &[
            "Assert.IsType<NotFoundObjectResult>(answer);",
            "Assert.Equal(actual: (int)answer.StatusCode, expected: 404);",
            "Assert.NotEmpty(result.Errors);",
            "answer.Should().Be404NotFound();",
            "result.ShouldBeFailure();",
            "Assert.IsType<NotFound>(answer.Result);",
            "Assert.NotNull(ex);",
            "Assert.NotEqual(0, await Program.Main(args));",
            "logger.Verify(l => l.Log(LogLevel.Error, It.IsAny<Text>()));",
            "pay.ShouldThrowWithMessage<Limit>(\"no cart\");",
            "shop.VerifyDiagnostics(Diagnostic(ErrorCode.ERR_NoCart, \"a\"));",
            "logger.Verify(l => l.LogError(\"no cart\"));",
            "logger.Received().LogError(\"no cart\");",
            "await Assert.That(() => Pay()).Throws<Limit>();",
            "Check.ThatCode(() => Pay()).Throws<Limit>();",
            "Assert.That(text, Is.EqualTo(\"Failed to pay\"));",
            "mail.Verify(m => m.Send(), Times.Exactly(0));",
        ],
        &[
            "Assert.IsType<OkObjectResult>(answer);",
            "Assert.Equal(actual: (int)answer.StatusCode, expected: 200);",
            "Assert.NotEmpty(result.Carts);",
            "Assert.Same(listener, inner.FailureListener);",
            "result.ShouldBeSuccess();",
            "Assert.IsType<Created>(answer.Result);",
            "Assert.Null(ex);",
            "Assert.Equal(0, await Program.Main(args));",
            "logger.Verify(l => l.Log(LogLevel.Information, It.IsAny<Text>()));",
            "shop.VerifyDiagnostics();",
            "logger.Verify(l => l.LogInformation(\"paid\"));",
            "await Assert.That(cart.Total).IsEqualTo(3);",
            "Check.That(cart.Total).IsEqualTo(3);",
            "cart.RetryOnFailureEnabled.Should().BeTrue();",
        ],
    );
}
