//! Tests and assertions of JavaScript under names of a library's or a file's own.

use super::asked::of_line;
use super::*;

#[test]
fn members_of_it_and_test_declare_tests() {
    let source = "\
it.effect('pays', () => Effect.gen(function* () { expect(yield* pay()).toBe(3); }));
it.live.skip('waits', () => { expect(pay()).toBe(3); });
test.scoped(`holds`, () => { expect(pay()).toBe(3); });
test.prop([fc.integer()])('adds', (a) => { expect(add(a)).toBe(a); });
it.layer(Shop)('shop', (it) => {
  it.effect('opens', () => { expect(open()).toBe(3); });
});
test.extend({ cart: () => { expect(pay()).toBe(3); } });
test.step('step', () => { expect(pay()).toBe(3); });
test.beforeEach('before', () => { expect(pay()).toBe(3); });
it.pays('gone');
test.group('cart', (group) => {
  test('adds up', () => { expect(sum()).toBe(3); });
});
";
    assert_eq!(
        drawn(Language::TypeScript, "a.test.ts", source),
        [
            "pays: 1 value 3",
            "waits (skipped): 2 value 3",
            "holds: 3 value 3",
            "adds: 4 property a",
            "shop > opens: 6 value 3",
            "cart > adds up: 13 value 3",
        ]
    );
}

#[test]
fn a_word_of_the_suites_own_declares_a_test_where_it_asserts() {
    let source = "\
const withCart = base.extend({ cart: newCart });
const Basket = Model.extend({});
ajaxTest('pays', 8, function (assert) { assert.equal(pay(), 3); });
browserTest('shows', async ({ page }) => { await expect(page).toHaveTitle('cart'); });
withCart('adds', ({ cart }) => { expect(cart.sum).toBe(3); });
withCart.skip('waits', ({ cart }) => { expect(cart.sum).toBe(3); });
withCart.describe('cart', () => { withCart('holds', () => { expect(pay()).toBe(3); }); });
loadTest('loads', () => { load(); });
setupTest('sets up', () => { expect(pay()).toBe(3); });
suiteForTest('all', () => { test('one', () => { expect(pay()).toBe(3); }); });
other('no test', () => { expect(pay()).toBe(3); });
Basket('none', 3);
test('inner', () => { runTest('part', () => { expect(pay()).toBe(3); }); });
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        [
            "pays: 3 value 3",
            "shows: 4 value 'cart'",
            "adds: 5 value 3",
            "waits (skipped): 6 value 3",
            "cart > holds: 7 value 3",
            "one: 10 value 3",
            "inner: 13 value 3",
        ]
    );
}

#[test]
fn deno_declares_a_test_by_an_object_or_a_function() {
    let source = "\
Deno.test({ name: 'pays', fn() { assertEquals(pay(), 3); } });
Deno.test({ name: 'waits', ignore: true, async fn() { assertEquals(pay(), 3); } });
Deno.test(async function adds() { assertEquals(pay(), 3); });
Deno.test('sums', () => { assertEquals(pay(), 3); });
Deno.serve({ name: 'shop', fn() { assertEquals(pay(), 3); } });
";
    assert_eq!(
        drawn(Language::TypeScript, "a.test.ts", source),
        ["pays: 1 value 3", "waits (skipped): 2 value 3", "adds: 3 value 3", "sums: 4 value 3"]
    );
}

#[test]
fn what_asserts_is_known_by_the_name_that_the_file_gives_it() {
    let source = "\
import { assert as sinonAssert } from 'sinon';
import { expect as vExpect, vi } from 'vitest';
import { assert as A } from 'chai';
import nodeAssert, { ok, equal as same } from 'node:assert/strict';
import * as B from 'assert';
import { strict } from 'node:assert';
import { assert as emberAssert } from '@ember/debug';
import { match, fits } from 'shop';
import C = require('assert');
const d = require('assert');
const { assert: CA } = require('chai');
const e = require('assert').strict;
const told = sinon.assert;
test('x', function () {
  sinonAssert.calledWith(pay, 3);
  vExpect(pay()).toBe(3);
  A.equal(pay(), 3);
  nodeAssert.throws(pay, Limit);
  ok(paid);
  same(pay(), 3);
  B.equal(pay(), 3);
  strict.equal(pay(), 3);
  emberAssert('no cart', cart);
  match(pay(), 3);
  C.equal(pay(), 3);
  d(pay() === 3);
  CA.equal(pay(), 3);
  e.equal(pay(), 3);
  told.notCalled(pay);
  chai.assert.equal(pay(), 3);
  QUnit.assert.deepEqual(pay(), 3);
  this.assert.equal(pay(), 3);
  self.assert.ok(pay());
  equal(pay(), 3);
});
";
    assert_eq!(
        drawn(Language::TypeScript, "a.test.ts", source),
        ["x: 15 mock-interaction pay, 3; 16 value 3; 17 value 3; 18 failure-state Limit; \
          19 weak value; 20 value 3; 21 value 3; 22 value 3; 25 value 3; 26 value 3; 27 value 3; \
          28 value 3; 29 failure-state never; 30 value 3; 31 value 3; 32 value 3; 33 value"]
    );
}

#[test]
fn a_method_of_an_object_that_the_file_writes_out_is_a_helper() {
    let source = "\
const createFixture = () => {
  let result;
  return {
    whenPaid(sum) { result = pay(sum); },
    thenItIsValid(sum) { assert.equal(result.sum, sum); },
    thenItIsRefused: (why) => { assert.throws(result, why); },
  };
};
const page = { expectSum(sum) { expect(sum).toBe(3); }, open() { go(); } };
function check() { run({ done() { expect(pay()).toBe(3); } }); }
test('x', () => {
  const fixture = createFixture();
  fixture.whenPaid(3);
  fixture.thenItIsValid(3);
  fixture.thenItIsRefused(Limit);
  page.open();
  page.expectSum(3);
  check();
  thenItIsValid(3);
  shop.done();
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        ["x: 14 value sum; 15 failure-state why; 17 value 3; 18 value 3"]
    );
}

#[test]
fn mocks_and_types_assert_by_their_own_methods() {
    let line =
        |line| of_line(Language::TypeScript, "a.test.ts", "test('x', () => {\n  LINE\n});\n", line);
    assert_eq!(line("const paid = httpMock.expectOne('/pay');"), "weak mock-interaction '/pay'");
    assert_eq!(line("httpMock.expectOne('/pay').flush({});"), "weak mock-interaction '/pay'");
    assert_eq!(line("httpMock.expectNone('/pay');"), "failure-state never");
    assert_eq!(line("httpMock.verify();"), "weak mock-interaction");
    assert_eq!(line("this.shopMock.verify();"), "weak mock-interaction");
    assert_eq!(line("mockAgent.assertNoPendingInterceptors();"), "weak mock-interaction");
    assert_eq!(line("mockToken.verify(token);"), "");
    assert_eq!(line("token.verify();"), "");
    assert_eq!(line("list.expectOne(3);"), "");
    assert_eq!(line("type x = Expect<Equal<Cart, Basket>>;"), "");
    assert_eq!(line("Expect<Equal<Cart, Basket>>();"), "value Equal<Cart, Basket>");
    assert_eq!(line("Expect(3);"), "");
    assert_eq!(line("refute.equals(pay(), 3);"), "value 3");
    assert_eq!(line("refute.exception(pay);"), "weak value");
    assert_eq!(line("refute(paid);"), "weak value");
    assert_eq!(line("assert.throw(pay, Limit);"), "failure-state Limit");
}
