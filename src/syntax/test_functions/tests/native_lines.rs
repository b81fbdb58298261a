//! What single lines of Rust, C and C++ assert, each pair as in `lines`.

use super::lines::hold;
use super::*;

#[test]
fn lines_of_rust() {
    hold(
        Language::Rust,
        "tests/a.rs",
        "#[test]\nfn x() {\n    LINE\n}\n",
        &[
            "assert_parse!(cart(b\"x\"), Err(Limit(3)));",
            "assert_matches!(pay().unwrap_err().code(), Some(c) if c == 3);",
            "assert!(same(answer.err().unwrap(), 3));",
            "assert_eq!(all, vec![Ok(1), Err(Limit)]);",
            "test().run(cart).expect_parse_error();",
            "let wants = assert_pay_error::<Cart>; wants(cart);",
            "p.cargo(\"pay\").with_status(101).run();",
            "p.cargo(\"pay\").with_stderr_data(str![\"[ERROR] no cart\"]).run();",
            "new_ucmd!().arg(\"cart\").fails().stderr_is(\"no cart\");",
            "expect_that!(pay(), err(anything()));",
            "tester.assert_exit_code(2);",
            "assert_eq!(output.status.code(), Some(1));",
            "assert!(!output.status.success());",
            "assert!(pay().err().is_some());",
            "assert_eq!(pay().ok(), None);",
            "assert!(!err.is_none());",
            "assert_eq!(assert_ready_err!(pay()).to_string(), \"no cart\");",
        ],
        &[
            "assert_parse!(cart(b\"x\"), Ok(3));",
            "assert_matches!(pay().unwrap().code(), Some(c) if c == 3);",
            "assert_eq!(all, vec![Ok(1), Ok(2)]);",
            "test().run(cart).expect_value_eq(3);",
            "assert!(err.is_none());",
            "assert!(entry.error().is_none());",
            "let wants = assert_paid::<Cart>; wants(cart);",
            "p.cargo(\"pay\").with_stdout_data(str![\"paid\"]).run();",
            "new_ucmd!().arg(\"cart\").succeeds().stdout_is(\"paid\");",
            "expect_that!(pay(), ok(eq(3)));",
            "tester.assert_exit_code(0);",
            "assert_eq!(output.status.code(), Some(0));",
            "assert!(output.status.success());",
            "assert_eq!(pay().ok(), Some(3));",
            "assert_eq!(assert_ready!(pay()).to_string(), \"paid\");",
        ],
    );
}

#[test]
fn lines_of_c() {
    hold(
        Language::C,
        "tests/test_a.c",
        "void test_x(void) {\n  LINE\n}\n",
        &[
            "EXPECT_FAILURE(pay(cart));",
            "TEST_ASSERT_EQUAL(MQTTBadParameter, status);",
            "assert_int_equal(LY_EVALID, pay(cart));",
            "assert_int_equal(r, TSS2_TCTI_RC_NO_CONNECTION);",
            "ABTS_INT_EQUAL(tc, APR_EINCOMPLETE, rv);",
            "ok(pay(cart) == PTLS_ALERT_HANDSHAKE_FAILURE);",
            "test_expect_error_string(\"no cart\");",
            "assert(pay(cart) == -2);",
            "assert_false(cart_is_ok(cart));",
            "SHOP_ASSERT(rc == -1);",
            "TEST_ASSERT_EQUAL(-1, xReturn);",
            "TEST_ASSERT_EQUAL(pdFAIL, xReturn);",
            "TEST_int_eq(rc, -1);",
            "CuAssertIntEquals(tc, -1, r);",
            "assert(err != NULL);",
            "ok(\"no cart\", pay(cart) == ENOENT);",
            "TEST_ESP_ERR(ESP_ERR_INVALID_ARG, pay(cart));",
            "assert_se(pay(cart) == -EINVAL);",
            "zassert_not_ok(pay(cart));",
            "zassert_equal(pay(cart), -EINVAL, \"x\");",
            "assert_code_equal(shop, rc, SHOP_ERROR);",
            "REQUIRE(pay(cart) == ISC_R_NOTFOUND);",
            "ok(pay(cart) != SHOP_EOK, \"x\");",
            "assert_int_equal(SERVER_EERR, pay(cart));",
            "assert(pay(cart) == LUA_ERRSYNTAX);",
        ],
        &[
            "EXPECT_NO_FAILURE(pay(cart));",
            "TEST_ASSERT_EQUAL(MQTTSuccess, status);",
            "ABTS_INT_EQUAL(tc, 3, sum);",
            "ok(pay(cart) == 3);",
            "test_expect_no_more_errors();",
            "assert(number(cart, -2) == -2);",
            "ASSERT_OR_PRINT(pay(cart, &error), error);",
            "LONGS_EQUAL(3, sum);",
            "EXPECT_EQ(sub(3, 5), -2);",
            "ABORT_ON_FAIL(pay(cart));",
            "TEST_ASSERT_EQUAL(pdPASS, xReturn);",
            "TEST_int_eq(sum, 3);",
            "assert(err == NULL);",
            "CuAssertIntEquals(tc, -1, sum);",
            "ok(\"pays\", pay(cart) == 3);",
            "str_is(\"name\", name, \"cart\");",
            "TEST_ESP_OK(pay(cart));",
            "assert_se(pay(cart) == 0);",
            "zassert_ok(pay(cart));",
            "REQUIRE(pay(cart) == ISC_R_SUCCESS);",
            "TEST_CHECK(test_cart(err));",
        ],
    );
}

#[test]
fn lines_of_cplusplus() {
    hold(
        Language::Cpp,
        "tests/a_test.cc",
        "TEST(A, B) {\n  LINE\n}\n",
        &[
            "ASSERT_TRUE(s.IsCorruption());",
            "EXPECT_TRUE(absl::IsNotFound(s));",
            "ASSERT_NOK(pay(cart));",
            "EXPECT_THAT(pay(cart), Not(IsOk()));",
            "EXPECT_TRUE(ec);",
            "EXPECT_NE(nullptr, dlsym_error);",
        ],
        &[
            "ASSERT_TRUE(s.IsOpen());",
            "ASSERT_OK(pay(cart));",
            "EXPECT_THAT(pay(cart), IsOk());",
            "EXPECT_FALSE(ec);",
            "EXPECT_EQ(nullptr, dlsym_error);",
        ],
    );
}
