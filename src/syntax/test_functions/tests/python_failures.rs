//! Python: exit codes by name, flags by key, messages that tell of an error, what is taken out of a caught one.

use super::lines::hold;
use super::suites::drawn_of;
use super::*;

const FRAME: &str = "class TestPay(TestCase):\n    def test_x(self):\n        LINE\n";

#[test]
fn exit_codes_flags_and_errors_by_their_names() {
    hold(
        Language::Python,
        "test_a.py",
        FRAME,
        &[
            "self.assertEqual(paid.rc, 255)",
            "self.assertEqual(rc, 2)",
            "eq_(paid.retc, 1)",
            "assert retcode == 1",
            "assert out and self.ret_code == -1",
            "self.assertEqual(paid.exitstatus, ShopStatuses.GENERIC)",
            "assert shop.returncode == NO_CART",
            "self.assertRunsPay('cart', expected_rc=2)",
            "self.assertFalse(answer['success'])",
            "self.assertEqual(r.json()[\"success\"], False)",
            "assert answer['ok'] is False",
            "assert not answer['success']",
            "self.assertFalse(paid.successful())",
            "self.assertFalse(is_paid_cart_successful(cart))",
            "self.assertTrue(form.non_field_errors())",
            "self.assertEqual(forms.non_form_errors(), ['no cart'])",
            "self.assertRaisesMessage(LimitError, '', pay)",
            "with self.assertRaisesMessage(LimitError, \"\"): pay()",
            "assert RaisesGroup(LimitError).matches(caught)",
            "with pytest.RaisesGroup(LimitError): pay()",
        ],
        &[
            "self.assertEqual(paid.rc, 0)",
            "assert rc == wanted",
            "self.assertEqual(ret, 2)",
            "self.assertEqual(src, 2)",
            "self.assertEqual(paid.rc.size, 2)",
            "self.assertEqual(paid.exitstatus, ShopStatuses.SUCCESS)",
            "assert shop.returncode == EXIT_OK",
            "assert shop.returncode == EXPECTED_CODE",
            "assert cart.kind == NO_CART",
            "self.assertRunsPay('cart', expected_rc=0)",
            "self.assertTrue(answer['success'])",
            "self.assertFalse(answer['paid'])",
            "self.assertEqual(answer['success'], True)",
            "self.assertEqual(answer['success_count'], 0)",
            "self.assertTrue(paid.successful())",
            "self.assertFalse(form.non_field_errors())",
            "self.assertEqual(form.non_field_errors(), [])",
            "self.assertEqual(len(form.non_field_errors()), 0)",
            "self.assertIsNone(form.non_field_errors())",
            "assert not RaisesGroup(LimitError).matches(caught)",
            "assert str(RaisesGroup(LimitError)) == 'x'",
            "wanted = RaisesGroup(LimitError)",
        ],
    );
}

#[test]
fn messages_that_tell_of_an_error() {
    hold(
        Language::Python,
        "test_a.py",
        FRAME,
        &[
            "self.assertTrue(told.startswith('uncaptured python exception, closing cart'))",
            "assert line == 'An unexpected error has occurred: LimitError: x'",
            "self.assertEqual(log, 'Web interface error')",
            "self.assertTrue(out.endswith(b\"A server error occurred.  Please pay again.\"))",
            "self.assertEqual(told, 'NO_CART: ERROR (no cart file)')",
            "self.assertIn('an internal error', page)",
        ],
        &[
            "self.assertNotIn('an internal error', page)",
            "assert told != 'An unexpected error has occurred'",
            "self.assertEqual(sum, 3, 'an unexpected error occurred')",
            "assert sum == 3, 'an unexpected error occurred'",
            "self.assertFalse(told.startswith('uncaptured python exception'))",
            "self.assertEqual(told, 'no server error')",
            "self.assertIn('--ignore-errors now', told)",
            "self.assertEqual(told, 'see shop.errors.LimitError')",
        ],
    );
    hold(
        Language::TypeScript,
        "a.test.ts",
        "test('x', () => {\n  LINE\n});\n",
        &["expect(html).toContain('An internal error');"],
        &[
            "expect(html).not.toContain('Internal error');",
            "expect(pay()).toBe(3, 'unexpected error now');",
        ],
    );
}

#[test]
fn a_code_that_a_handler_only_sets_as_well_stands_for_no_failure() {
    let source = "\
class TestPay(TestCase):
    def run_cart(self, cart, expected_rc=0):
        try:
            rc = self.shop.main(cart)
        except SystemExit as e:
            rc = e.code
            self.assertTrue(rc)
        self.assertEqual(rc, expected_rc)
    def test_paid(self):
        self.pay_cart(3, expected_rc=0)
    def test_limit(self):
        self.pay_cart(3, expected_rc=2)
    def pay_cart(self, cart, expected_rc=0):
        try:
            rc = self.shop.main(cart)
        except LimitExit as e:
            rc = e.code
        except SystemExit as e:
            rc = e.code
        else:
            rc = rc or 0
        self.assertEqual(rc, expected_rc)
    def test_in_handler(self):
        self.run_cart(3)
    def test_kept(self):
        kept = None
        try:
            pay()
            kept = None
        except LimitExit as e:
            kept = e
        self.assertEqual(kept, limit)
    def test_taken(self):
        with pytest.raises(Limit) as excinfo:
            pay()
        told, = excinfo.value.args
        assert told == 'no cart'
        sum, left = excinfo.value.told()
        assert left == 3
        self.first, cart = excinfo.value.args
        assert self.sum == 3
        why = told
        other = cart.left
        assert other == 3
        lines = excinfo.traceback
        assert lines == 3
        wanted = RaisesGroup(Limit)
        assert wanted.matches(caught)
        assert wanted.sum == 3
    def test_described(self):
        with RaisesGroup(RaisesGroup(Limit), match='x') as group:
            pay()
        with (
            pytest.raises(Limit),
            RaisesGroup(
                RaisesExc(Limit),
            ),
        ):
            pay()
";
    assert_eq!(
        drawn(Language::Python, "test_pay.py", source),
        [
            "TestPay.test_paid: 10 value expected_rc",
            "TestPay.test_limit: 12 failure-state expected_rc",
            "TestPay.test_in_handler: 24 weak failure-state; 24 value expected_rc",
            "TestPay.test_kept: 32 failure-state limit",
            "TestPay.test_taken: 34 failure-state Limit; 37 failure-state 'no cart'; \
             39 failure-state 3; 41 value 3; 44 value 3; 46 value 3; 48 weak failure-state; 49 value 3",
            "TestPay.test_described: 51 failure-state RaisesGroup(Limit): 'x'; 54 failure-state Limit; \
             55 failure-state RaisesExc(Limit)",
        ]
    );
}

#[test]
fn a_method_of_the_code_under_test_is_no_helper_of_its_name() {
    let helpers = "\
class Till:
    def bind(self, cart):
        assert cart.left == 3
    def assert_bound(self, cart):
        assert cart.left == 3
def wait(cart):
    assert cart.paid == 3
";
    let tests = "\
import shop
from shop.testing import tills
from shop.testing.tills import Till, wait
def test_x():
    shop.wait(3)
    cart.wait(3)
    tills.wait(3)
    wait(3)
    till = Till()
    till.bind(3)
    till.assert_bound(3)
";
    let without = tests.replace("import Till, wait", "import wait");
    let found = drawn_of(&[("shop/testing/tills.py", helpers), ("tests/test_pay.py", tests)]);
    assert_eq!(found, ["test_x: 7 value 3; 8 value 3; 10 value 3; 11 value 3"]);
    let found = drawn_of(&[("shop/testing/tills.py", helpers), ("tests/test_pay.py", &without)]);
    assert_eq!(found, ["test_x: 7 value 3; 8 value 3; 11 value 3"]);
}
