//! Python, JavaScript and TypeScript.

use super::*;

#[test]
fn python() {
    let source = "\
import pytest
from unittest import TestCase, mock

def check(cart, total):
    assert cart.total() == total

def test_total():
    cart = Cart()
    assert cart.total(1) == 3

def test_helper():
    check(Cart(), 3)

def test_runs():
    Cart().pay()

class TestPay:
    def expect_empty(self):
        with pytest.raises(EmptyCart, match='empty'):
            pay()

    def test_declined(self):
        self.expect_empty()
        with pytest.raises(Exception):
            pay()

    @pytest.mark.skip(reason='slow')
    def test_slow(self, gateway):
        gateway.charge.assert_called_once_with(3)

class Shared:
    def test_status(self):
        self.assertEqual(client.get('/').status_code, 404)
        self.assertIsNotNone(client)

class CartCase(Shared, TestCase):
    def test_try(self):
        try:
            pay()
        except Declined as e:
            self.assertIn('limit', str(e.message))
        else:
            self.fail('not declined')
";
    assert_eq!(
        drawn(Language::Python, "tests/test_cart.py", source),
        [
            "test_total: 9 value 3",
            "test_helper: 12 value total",
            "test_runs:",
            "TestPay.test_declined: 23 failure-state EmptyCart: 'empty'; \
                 24 weak failure-state Exception",
            "TestPay.test_slow (skipped): 29 weak mock-interaction 3",
            "CartCase.test_try: 41 failure-state 'limit'; 43 failure-state Declined",
            "CartCase.test_status: 33 failure-state 404; 34 weak value not None",
        ]
    );
    let found = super::tests(Language::Python, "tests/test_cart.py", source.as_bytes());
    assert_eq!(found[0].calls, ["Cart", "total"]);
    assert!(drawn(Language::Python, "src/cart.py", source).len() < 4);
}

#[test]
fn javascript_and_typescript() {
    let source = "\
function check(cart) { expect(cart.total()).toEqual(3); }
describe('cart', () => {
  beforeEach(() => { expect(1).toBe(1); });
  it('adds', async () => {
    expect(new Cart().total()).toBe(3);
    expect(ready).toBeTruthy();
  });
  it('helps', () => check(cart));
  it('runs', () => { cart.pay(); });
  describe('declined', () => {
    test.each([1, 2])('throws %s', (n) => {
      expect(() => cart.pay(n)).toThrow(DeclinedError);
      expect(() => cart.pay(n)).toThrow();
      expect(x).to.be.true;
    });
    it.skip('rejects', async () => {
      await expect(pay()).rejects.toThrow('declined');
      assert.throws(() => pay(), /limit/);
    });
  });
  it('mocks', () => { expect(gateway.charge).toHaveBeenCalledWith(3); });
  it('snaps', () => { expect(tree).toMatchSnapshot(); });
  it('answers', (done) => { request(app).get('/').expect(404).end(done); });
});
";
    let expected = [
        "cart > adds: 5 value 3; 6 weak value",
        "cart > helps: 8 value 3",
        "cart > runs:",
        "cart > declined > throws %s [2 rows]: 12 failure-state DeclinedError; 13 weak failure-state; \
             14 value true",
        "cart > declined > rejects (skipped): 17 failure-state 'declined'; \
             18 failure-state /limit/",
        "cart > mocks: 21 weak mock-interaction 3",
        "cart > snaps: 22 snapshot",
        "cart > answers: 23 failure-state 404",
    ];
    for language in [Language::JavaScript, Language::TypeScript, Language::Tsx] {
        assert_eq!(drawn(language, "cart.test.js", source), expected);
    }
    let found = super::tests(Language::JavaScript, "cart.test.js", source.as_bytes());
    assert_eq!(found[0].calls, ["Cart", "total"]);
}

#[test]
fn what_must_throw_asserts_nothing_inside() {
    let source = "\
test('x', () => {
  expect(() =>
    expect(cart).toBePaid(),
  ).toThrow();
  expect(() => {
    expect(cart).toBeEmpty();
  }).not.toThrow();
  expect(cart).toBePaid();
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        ["x: 2 weak failure-state; 5 weak value; 6 value; 8 value"]
    );
}
