//! What single lines assert, language by language: of each pair the first is a failure state and the second, which
//! looks like it, is not.

use super::asked::of_line;
use super::*;

/// Holds that lines of a test ask for a failure, and that others do not.
pub(super) fn hold(language: Language, path: &str, frame: &str, failing: &[&str], others: &[&str]) {
    for line in failing {
        let found = of_line(language, path, frame, line);
        assert!(found.contains("failure-state"), "{line}: {found}");
    }
    for line in others {
        let found = of_line(language, path, frame, line);
        assert!(!found.contains("failure-state"), "{line}: {found}");
    }
}

#[test]
fn lines_of_python() {
    hold(
        Language::Python,
        "test_a.py",
        "def test_x(self):\n    LINE\n",
        &[
            "self.assertStatus(404, '/cart')",
            "assert message['type'] == 'error'",
            "assert header(found, ':status') == '500'",
            "assert 'ValueError: no cart' in err",
            "assert 'Error: no cart' in err",
            "assert 'Error reading the cart' in out",
            "self._assert_pay_failure(cart)",
            "try: f(); assert False\n    except Limit: pass",
            "assert 'payment failed' in out",
            "assert answer.json() == {'detail': 'Not Found'}",
            "with tm.external_error_raised(Limit): pay(cart)",
            "result.stderr.fnmatch_lines(['*Error: no cart*'])",
            "result.assert_outcomes(failed=1)",
            "assert result.ret == 1",
            "assert told.call_count == 0",
            "assert logger.error.called",
            "assert 'got 404 Not Found' in out",
            "assert text == 'Error reading the cart'",
            "assert checks() == [Error('no cart')]",
            "self.assertContains(answer, 'no cart', status_code=404)",
            "assert main(['pay']) == 2",
            "with raises_with_msg(Limit, 'no cart'): pay()",
            "assert 'Check failed: no cart' in out",
        ],
        &[
            "self.assertStatus(200, '/cart')",
            "assert message['type'] == 'cart'",
            "assert 'Usage:' in err",
            "assert 'error_report' in out",
            "assert 'ValueError' not in out",
            "assert err is False or isinstance(err, PayError)",
            "self.assert_no_failure(cart)",
            "assert cart.failed_attempts == 3",
            "assert статус == \"cart\"",
            "self.assertStatusLessThan(answer, 500)",
            "self.assert_relative_error(exact, got, 0.01)",
            "assert out == '{\"tests\":3,\"errors\":0}'",
            "assert 'MeanSquaredError' in out",
            "assert area['code'] == '415'",
            "assert '0 failed' in out",
            "assert 'not failed' in out",
            "result.stdout.fnmatch_lines(['*1 passed*'])",
            "result.assert_outcomes(passed=1, failed=0)",
            "assert result.ret == 0",
            "assert is_empty(err)",
            "assert told.call_count == 1",
            "assert logger.info.called",
            "with not_raises(Limit): pay()",
            "assert join['type'] == 'LEFT'",
            "assert page.title == 'Error Handling Guide'",
            "assert label == 'Jobs failed'",
            "assert label == 'Number of tests failed'",
            "assert main() == 42",
            "assert x.ret == 5",
            "assert 'got 200 OK' in out",
            "assert answer.compiles_without_errors",
            "self.assertContains(answer, 'paid', status_code=200)",
            "assert main(['pay']) == 0",
        ],
    );
}

#[test]
fn lines_of_scripts() {
    hold(
        Language::TypeScript,
        "a.test.ts",
        "test('x', async () => {\n  LINE\n});\n",
        &[
            "assert(/no cart/.test(err.message));",
            "assert.ok(err.message.indexOf('no cart') !== -1);",
            "assert(['EPERM', 'ENOENT'].includes(err.code));",
            "t.true(stdout.includes('Error: no cart'));",
            "expect(f()).toEqual(E.left('no cart'));",
            "expect(result.status).toBe('rejected');",
            "expect(() => f()).to.throwError();",
            "expect(errors).not.to.be.empty;",
            "expect(told).toHaveBeenCalledWith(expect.any(LimitError));",
            "expect(told).toMatchInlineSnapshot(`[LimitError: no cart]`);",
            "expect(told).toMatchInlineSnapshot(`\n  Object {\n    \"error\": Object { \"code\": 3 },\n  }`);",
            "expect(body).toBe('{\"code\":404,\"message\":\"no cart\"}');",
            "expect(told.args[0][0]).to.be.an('error');",
            "expect(pay.fails()).toBeTrue();",
            "assert.strictEqual(log.info.callCount, 0);",
            "assert.exception(pay, { name: 'Limit' });",
            "expect(answer.code).toBe('ENOENT');",
            "chai.expect(answer).to.have.status(500);",
            "expectThrow(() => pay());",
            "expect(pay()).toBeLeft();",
            "try { pay(); expect(false).toBeTrue(); } catch (e) { }",
            "assert(res.notFound, 'x');",
            "t.assert.snapshot(pageErrors.map((e) => e.message));",
            "expect(screen.getByText('Failed to pay')).toBeVisible();",
            "expect('Failed setting prop').toHaveBeenWarned();",
            "sinon.assert.calledOnce(onError);",
            "expect(parse(3)._tag).toBe('Left');",
            "if (!threw) throw new Error('should have thrown');",
            "const wants = assertThrowsLimit; wants(pay);",
        ],
        &[
            "assert(/version/.test(answer));",
            "assert(!/no cart/.test(err.message));",
            "assert.ok(err.message.indexOf('no cart') === -1);",
            "assert(['EUR', 'USD'].includes(cart.currency));",
            "t.true(stdout.includes('paid'));",
            "expect(tree).toEqual(tree.left(3));",
            "expect(box).toEqual(Padding.left(4));",
            "expect(result.status).toBe('fulfilled');",
            "expect(errors).to.be.empty;",
            "expect(told).toHaveBeenCalledWith('error', expect.any(Function));",
            "expect(told).toMatchInlineSnapshot(`\n  Object {\n    \"error\": null,\n  }`);",
            "expect(body).toBe('{\"code\":200}');",
            "expect(told.args[0][0]).to.be.an('array');",
            "expect(pay.done()).toBeTrue();",
            "assert(errors.isEmpty());",
            "expect(answer.code).toBe('EUR');",
            "expect(answer.code).toBe('ERR_OK');",
            "expect(box).toAlignLeft();",
            "expect(pay()).toBeRight();",
            "assert(res.created, 'x');",
            "t.assert.snapshot(pageErrors);",
            "expect(screen.getByText('Paid')).toBeVisible();",
            "expect(screen.queryByText('Failed to pay')).not.toBeVisible();",
            "expect('Failed setting prop').not.toHaveBeenWarned();",
            "expect(validator.validate(cart)).toBe(false);",
            "chai.expect(answer).to.have.status(200);",
            "sinon.assert.calledOnce(onPaid);",
            "if (!paid) throw new Error('no cart');",
            "const wants = assertPaid; wants(pay);",
        ],
    );
}

#[test]
fn lines_of_php() {
    hold(
        Language::Php,
        "tests/ATest.php",
        "<?php\nclass ATest extends TestCase {\n  public function testX() {\n    LINE\n  }\n}\n",
        &[
            "$this->assertSame(1, $tester->getStatusCode());",
            "$this->artisan('pay')->assertExitCode(1);",
            "$this->artisan('pay')->assertFailed();",
            "$answer->assertJson(['error' => ['code' => 3]]);",
            "$answer->assertJsonPath('error.code', 3);",
            "$answer->assertOk()->assertStatusMessageIs('error');",
            "$answer->assertSessionHas('error');",
            "$answer->assertContent('{\"exception\":\"LimitException\"}');",
            "$this->assertTrue($cart->check()->fails());",
            "$this->assertResponseIsUnprocessable();",
            "$this->buildViolation('no cart')->assertRaised();",
            "$this->assertNotEmpty($errors);",
            "$this->shouldThrow(Limit::class)->duringPay(3);",
            "$this->assertTrue(strpos($e->getMessage(), 'no cart') !== false);",
        ],
        &[
            "$this->assertSame(200, $answer->getStatusCode());",
            "$this->artisan('pay')->assertExitCode(0);",
            "$answer->assertJson(['cart' => 3]);",
            "$answer->assertSessionHas('paid');",
            "$this->assertNotEmpty($carts);",
            "$this->assertNoViolation();",
            "$this->assertArrayNotHasKey($errorType, $found);",
        ],
    );
}

#[test]
fn lines_of_ruby() {
    hold(
        Language::Ruby,
        "test/a_test.rb",
        "class ATest < Minitest::Test\n  def test_x\n    LINE\n  end\nend\n",
        &[
            "assert_equal 401, @response.first",
            "assert_match '\"error\":\"no cart\"', response.body",
            "assert_match %r{\\AHTTP/1\\.[01] 400 Bad Request\\z}, socket.read.status",
            "assert_not cart.errors.empty?",
            "assert_equal 'failed', answer.params['status']",
            "assert_match(/LimitError: no cart/, out)",
            "assert_match(/no cart/, assert_raise(Limit) { pay }.message)",
            "assert_select 'errors error', text: 'no cart'",
            "assert_select 'errors error', text: '10 carts are too many'",
            "assert_unauthorized!",
        ],
        &[
            "assert_equal 200, @response.first",
            "assert_match '\"error\":null', response.body",
            "assert cart.errors.empty?",
            "assert_select 'div.error', false",
            "assert_select 'div.error', 0",
            "assert_select 'div.error', :count => 0",
            "assert_select 'div.error', none: true",
            "expect(cart).to have_no_errors",
            "expect(cart).to receive(:clear_error)",
            "assert_select 'errors error', count: 0",
            "assert_select 'cart item', text: 'no cart'",
            "assert_equal 'paid', answer.params['status']",
        ],
    );
}

#[test]
fn lines_of_go() {
    hold(
        Language::Go,
        "a_test.go",
        "func TestX(t *testing.T) {\n\tLINE\n}\n",
        &[
            "rtest.Assert(t, err != nil, \"x\")",
            "if want, have := ErrGone, err; want != have { t.Errorf(\"x\") }",
            "if want, have := http.StatusTeapot, resp.StatusCode; want != have { t.Errorf(\"x\") }",
            "if got, want := status.Code(err), codes.Internal; got != want { t.Error(\"x\") }",
            "if err == nil || !errors.Is(err, ErrGone) { t.Fatal(\"x\") }",
            "if err != nil && !errors.Is(err, tt.wantErr) { t.Fatal(err) }",
            "if err != nil && !strings.Contains(err.Error(), \"gone\") { t.Fatal(err) }",
            "require_Equal(t, msg.Header.Get(\"Status\"), \"404\")",
            "rtest.Assert(t, errors.Is(err, ErrLimit), \"x\")",
            "if pay(nil) == nil { t.Fatalf(\"an empty cart should be error\") }",
            "if !apierrors.IsNotFound(pay(nil)) { t.Errorf(\"x\") }",
            "if !errdefs.IsConflict(err) { t.Errorf(\"x\") }",
            "assert.Check(t, cerrdefs.IsInvalidArgument(err))",
            "assert.Assert(t, cmp.Contains(err.Error(), \"no cart\"))",
            "testutil.NotOk(t, err)",
            "mustassert.Error(t, err)",
            "require.Len(t, errs, 1)",
            "assert.Regexp(t, \"no cart\", err)",
            "if recover() == nil { t.Fatal(\"x\") }",
            "Expect(session).To(gexec.Exit(1))",
            "if code := cmd.Run(args); code != 1 { t.Fatal(\"x\") }",
            "tk.MustGetErrCode(\"pay\", Limit)",
            "testutil.Equals(t, \"no cart\", err.Error())",
            "if diff := cmp.Diff(tt.wantErr, err); diff != \"\" { t.Error(diff) }",
        ],
        &[
            "if want, have := 3, cart.Total(); want != have { t.Errorf(\"x\") }",
            "if got, want := status.Code(err), codes.OK; got != want { t.Errorf(\"x\") }",
            "if err := drop(p); err != nil && !errors.Is(err, ErrGone) { t.Fatal(err) }",
            "if err != nil && err != io.EOF { t.Fatal(err) }",
            "if name, kind := \"error\", kindOf(x); name != kind { t.Fatal(kind) }",
            "require_Equal(t, msg.Header.Get(\"Kind\"), \"404\")",
            "assert.Equal(t, wanted, snapshot)",
            "assert.Equal(t, 4, e.value())",
            "if sum != 3 { t.Error() }",
            "rtest.Assert(t, err == nil, \"x\")",
            "testutil.Ok(t, err)",
            "require.Len(t, errs, len(want))",
            "cart := mustLoadInvalidFixture(t)",
            "mustassert.NoError(t, err)",
            "require.Len(t, carts, 1)",
            "Expect(session).To(gexec.Exit(0))",
            "if code := cmd.Run(args); code != 0 { t.Fatal(\"x\") }",
            "assert.Assert(t, cmp.Contains(carts, 3))",
            "if diff := cmp.Diff(want, got); diff != \"\" { t.Error(diff) }",
            "if f := pay(nil); f.Error() != \"\" { log(f) }",
            "if pay(nil) == nil { t.Fatalf(\"the cart should be paid\") }",
            "if got := pay(nil); got != 3 { t.Fatalf(\"pay should return 3, got %d\", got) }",
        ],
    );
}
