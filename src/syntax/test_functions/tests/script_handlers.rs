//! Assertions of JavaScript by what a module, a test or a promise gives: helpers of a module that is imported as a
//! whole, tests inside tests, handlers.

use super::suites::drawn_of;
use super::*;

#[test]
fn a_helper_of_a_module_that_is_imported_as_a_whole_asserts() {
    let helper = "\
import * as assert from 'assert';
export const same = <A>(a: A, b: A) => { assert.deepStrictEqual(a, b); };
";
    let tests = "\
import * as U from './util';
const V = require('./util');
it('pays', async () => {
  U.same(pay(), 3);
  U.same(await pay(), E.left('no cart'));
  V.same(pay(), 4);
  W.same(pay(), 5);
});
";
    let found = drawn_of(&[("test/util.ts", helper), ("test/cart.test.ts", tests)]);
    assert_eq!(found, ["pays: 4 value b; 5 failure-state b; 6 value b"]);
}

#[test]
fn a_test_inside_a_test_inside_a_test_asserts_by_what_it_is_given() {
    let source = "\
test('cart', function (t) {
  t.test('adds', function (st) {
    st.deepEqual(sum(), 3);
    st.test('refuses', function (sst) {
      sst['throws'](add, new RangeError('full'));
      sst.deepEqual(sum(), 4);
      sst.test('last', (q) => { q.equal(sum(), 5); });
      other.equal(sum(), 6);
    });
    st.test('again', async ({ equal }) => { equal(sum(), 7); });
  });
  shop.test('none', (zz) => { zz.equal(sum(), 8); });
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        [
            "cart: 3 value 3; 5 failure-state new RangeError('full'); 6 value 4; 7 value 5; 10 value 7"
        ]
    );
}

#[test]
fn an_assertion_that_handlers_follow_stands_alone() {
    let source = "\
test('a', (t) => {
  return t.rejects(pay(), { code: 'E404' }).then(() => t.equal(sum(), 3, 'again'));
});
test('b', () => assert.rejects(pay(), Limit).then(() => done()));
test('c', () => expect(pay()).rejects.toThrow('no cart').then(() => { expect(sum()).toBe(3); }));
test('d', (q) => q.resolves(pay()).catch((why) => q.equal(why.code, 3)).finally(() => {}));
test('e', () => expect(pay()).resolves.toBe(3).then(done));
test('f', () => request(shop).get('/').expect(404).then((answer) => { expect(answer.sum).toBe(3); }));
test('g', () => pay().then(() => 3).catch((e) => expect(e.message).toBe('x')));
test('h', () => expect(pay()).to.be.rejectedWith(Limit).then((why) => { expect(why.sum).to.equal(3); }));
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        [
            "a: 2 failure-state { code: 'E404' }; 2 value 3",
            "b: 4 failure-state Limit",
            "c: 5 failure-state 'no cart'; 5 value 3",
            "d: 6 weak value; 6 failure-state 3",
            "e: 7 value 3",
            "f: 8 failure-state 404; 8 value 3",
            "g: 9 failure-state 'x'",
            "h: 10 failure-state Limit; 10 failure-state 3",
        ]
    );
}

#[test]
fn a_call_that_fails_where_a_promise_is_kept_waits_for_its_failure() {
    let source = "\
test('a', (t) => {
  pay().then((paid) => { t.fail('paid'); }).catch((err) => { t.equal(err.message, 'no cart'); });
  pay().then(() => assert.fail(), (err) => done());
  pay().then(function () { expect.fail('paid'); }).catch(function () { done(); });
  pay().then(() => { fail(); }).catch((err) => log(err));
  try { pay(); t.fail(); } catch (err) { log(err); }
});
test('b', (t) => {
  pay().then(() => done(), () => { t.fail('no cart'); });
  pay().then((paid) => { if (paid.sum) t.fail('paid'); }).catch((err) => log(err));
  pay().then((paid) => { t.fail('paid'); });
  pay().then(() => { t.fail('paid'); }).catch(done);
  pay().catch(() => { t.fail('no cart'); });
  t.fail('reached');
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        [
            "a: 2 weak failure-state; 2 failure-state 'no cart'; 3 weak failure-state; \
             4 weak failure-state; 5 weak failure-state; 6 weak failure-state",
            "b: 9 weak value 'no cart'; 10 weak value 'paid'; 11 weak value 'paid'; \
             12 weak value 'paid'; 13 weak value 'no cart'; 14 weak value 'reached'",
        ]
    );
}

#[test]
fn a_function_of_the_test_that_says_that_it_asserts_does_what_its_body_does() {
    let source = "\
test('a', () => {
  const assertRefused = (cart) => { expect(() => pay(cart)).toThrow(Limit); };
  function assertPaid(cart) { expect(pay(cart)).toBe(3); }
  assertRefused(cart);
  assertPaid(cart);
  assertOther(cart);
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        ["a: 2 failure-state Limit; 3 value 3; 4 failure-state Limit; 5 value cart; 6 value cart"]
    );
}
