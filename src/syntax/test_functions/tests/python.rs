//! Python: warnings, counted failures, exit codes by name, errors as they are printed, mocks, older frameworks.

use super::asked::of_line;
use super::lines::hold;
use super::*;

const FRAME: &str = "import pexpect\nfrom zope.interface.verify import verifyObject\n\nclass TestPay(TestCase):\n    \
                     def test_x(self):\n        LINE\n";

#[test]
fn a_warning_is_no_error_unless_it_is_called_one() {
    hold(
        Language::Python,
        "test_a.py",
        FRAME,
        &[
            "with pytest.warns(ShopError): pay(cart)",
            "with self.assertWarns(shop.LimitException): pay(cart)",
        ],
        &[
            "with pytest.warns(UserWarning, match='no error'): pay(cart)",
            "with pytest.warns(): pay(cart)",
            "with pytest.deprecated_call(): pay(cart)",
            "self.assertWarns(DeprecationWarning, pay, cart)",
            "with self.assertWarnsRegex(UserWarning, 'cart error'): pay(cart)",
        ],
    );
    let of = |line| of_line(Language::Python, "test_a.py", FRAME, line);
    assert_eq!(of("with pytest.warns(UserWarning): pay()"), "value UserWarning");
    assert_eq!(of("with pytest.deprecated_call(): pay()"), "value DeprecationWarning");
}

#[test]
fn failures_that_are_counted_and_codes_that_are_named_are_failure_states() {
    hold(
        Language::Python,
        "test_a.py",
        FRAME,
        &[
            "result.stdout.fnmatch_lines(['*1 failed*'])",
            "result.stdout.fnmatch_lines(['*= 1 passed, 2 errors in *'])",
            "assert '2 errors' in out",
            "assert out == '1 example, 1 failure'",
            "reprec.assertoutcome(passed=1, failed=1)",
            "assert result.exit_code == EX_USAGE",
            "assert result.ret == ExitCode.INTERRUPTED",
            "self.assertEqual(run.returncode, shop.ExitStatus.NO_CART)",
            "assert run.returncode",
        ],
        &[
            "result.stdout.fnmatch_lines(['*1 passed*'])",
            "assert '0 failures' in out",
            "assert '10 examples, 0 errors' in out",
            "assert '1 failed' not in out",
            "assert 'shows 404 errors' in out",
            "assert 'x1 error_page' in out",
            "reprec.assertoutcome(passed=1, failed=0)",
            "result.assert_outcomes(passed=3, errors=0)",
            "assert result.exit_code == EX_OK",
            "assert result.ret == ExitCode.OK",
            "assert result.exit_code == ExitStatus.SUCCESS",
            "assert cart.kind == ExitCode.INTERRUPTED",
            "assert not run.returncode",
        ],
    );
}

#[test]
fn an_error_as_it_is_printed_and_one_that_a_mock_is_given_are_failure_states() {
    hold(
        Language::Python,
        "test_a.py",
        FRAME,
        &[
            "assert repr(x) == \"LimitError('no cart')\"",
            "assert out == 'LimitError: no cart'",
            "assert text.startswith('<[LimitError() raised')",
            "told.assert_called_with(exc)",
            "told.assert_called_with(expected_error)",
            "told.assert_called_once_with(request, states.FAILURE, exc)",
            "told.assert_has_calls([call(LimitError('no cart'))])",
            "told.assert_has_calls([mock.call(1), mock.call(error=gone_error)])",
            "told.assert_called_once_with(cm.exception)",
            "told.assert_called_once_with(str(excinfo.value))",
        ],
        &[
            "assert text == 'class LimitError(Exception): pass'",
            "assert text == 'handle_error(cart)'",
            "assert text == 'StandardError: 0.25'",
            "told.assert_called_with('paid', exc_info=True)",
            "told.assert_called_with('paid', excinfo=True)",
            "told.assert_called_with(cart, error=None)",
            "told.assert_called_with(on_error)",
            "told.assert_called_with(cart, states.SUCCESS)",
            "told.assert_called_with(ErrorCode.OK)",
            "told.assert_has_calls([call(3), call(4)])",
            "told.assert_called_with(value)",
            "self.assertEqual(err, b'')",
            "self.assertEqual(err, b\"\")",
        ],
    );
}

#[test]
fn a_program_that_is_given_as_text_is_no_message_of_a_failure() {
    let source = "\
def assert_order(text):
    assert order(text) == 3

def test_program():
    assert_order(\"\"\"
        try:
            pay()
        except AssertionError as e:
            raise LimitError('no')
    \"\"\")

def test_printed():
    assert_order(\"\"\"
        Traceback
          pay()
          sum()
        LimitError: no cart
    \"\"\")
";
    assert_eq!(
        drawn(Language::Python, "test_a.py", source),
        ["test_program: 5 value 3", "test_printed: 13 failure-state 3"]
    );
}

#[test]
fn unittests_first_names_and_other_frameworks_assert() {
    let of = |line| of_line(Language::Python, "test_a.py", FRAME, line);
    assert_eq!(of("self.failUnlessEqual(cart.sum, 3)"), "value 3");
    assert_eq!(of("self.failUnless(cart.sum == 3)"), "value 3");
    assert_eq!(of("self.failIf(cart.sum == 3)"), "value 3");
    assert_eq!(of("self.failIfIn(3, carts)"), "value 3");
    assert_eq!(of("self.failUnlessIdentical(cart, other)"), "value other");
    assert_eq!(of("self.failUnlessRaises(Limit, pay)"), "failure-state Limit");
    assert_eq!(of("self.failUnless(cart.errors)"), "weak failure-state");
    assert_eq!(of("self.failIf(cart.errors)"), "weak value");
    assert_eq!(of("cart.failIfEmpty(3)"), "");
    assert_eq!(of("self.failureResultOf(d).trap(Limit)"), "failure-state Limit");
    assert_eq!(of("self.failureResultOf(d, Limit)"), "failure-state Limit");
    assert_eq!(of("verifyObject(ICart, cart)"), "value ICart");
    assert_eq!(of("x = verifyObject(ICart, cart)"), "");
    assert_eq!(of("shop.expect('paid')"), "value 'paid'");
    assert_eq!(of("parser.expect('NAME')"), "");
    assert_eq!(
        of("child.expect_exact('LimitError: no cart')"),
        "failure-state 'LimitError: no cart'"
    );
    assert_eq!(of("at = shop.expect(['paid', 'gone'])"), "");
    let plain =
        |line| of_line(Language::Python, "test_a.py", "def test_x(child):\n    LINE\n", line);
    assert_eq!(plain("child.expect('paid')"), "value 'paid'");
    assert_eq!(plain("await child.expect('paid')"), "value 'paid'");
    assert_eq!(plain("coercions.expect(Cart, x)"), "");
    assert_eq!(plain("verifyObject(ICart, cart)"), "");
}
