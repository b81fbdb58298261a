//! Frameworks whose tests or assertions have a shape of their own.

use super::*;

#[test]
fn ginkgos_specs_are_tests_and_gomega_asserts_on_its_object_too() {
    let source = "\
package pay
var _ = Describe(\"Paying\", func() {
	Context(\"a cart\", func() {
		It(\"has a sum\", func() {
			Expect(pay()).To(Equal(3))
			Expect(err).To(HaveOccurred())
			Expect(err).NotTo(HaveOccurred())
			Expect(run()).ToNot(Succeed())
		})
	})
})
func TestPay(t *testing.T) {
	g := NewWithT(t)
	g.Expect(pay()).To(gomega.Equal(4))
	g.Expect(pay()).To(gomega.MatchError(ErrGone))
}
";
    assert_eq!(
        drawn(Language::Go, "pay_test.go", source),
        [
            "Paying.a cart.has a sum: 5 value 3; 6 weak failure-state; 7 weak value nil; \
             8 weak failure-state",
            "TestPay: 14 value 4; 15 failure-state ErrGone"
        ]
    );
}

#[test]
fn a_test_of_javascript_asserts_by_what_it_is_given_whatever_it_is_called() {
    let source = "\
const t = require('tap');
t.test('a', t => { t.equal(f(), 1); });
test('b', q => { q.equal(f(), 2); q['throws'](() => f(), /x/); });
test('c', ({ is, throws, end }) => { is(f(), 3); throws(() => f()); end(); });
test('d', t => { const plan = tspl(t, { plan: 1 }); plan.equal(f(), 4); });
test.each(rows)('e', row => { row.match(/x/); expect(row.sum).toBe(5); });
test('f', ({ page, expect }) => { page('x'); expect(f()).toBe(6); });
it('g', () => { should.exist(err); expect(p).not.toBeRejected(); });
";
    assert_eq!(
        drawn(Language::JavaScript, "test/pay.test.js", source),
        [
            "a: 2 value 1",
            "b: 3 value 2; 3 failure-state /x/",
            "c: 4 value 3; 4 weak failure-state",
            "d: 5 value 4",
            "e: 6 value 5",
            "f: 7 value 6",
            "g: 8 weak failure-state; 8 weak value"
        ]
    );
}

#[test]
fn chains_of_reactor_count_once_and_those_of_observers_and_answers_call_by_call() {
    let source = "\
class PayTest {
  @Test void x() {
    StepVerifier.create(pay()).expectNext(1).verifyComplete();
    StepVerifier.create(pay()).expectError(Limit.class).verify();
    seen.assertValues(1)
      .assertComplete();
    given().get(\"/\").then().statusCode(404)
      .body(\"x\", equalTo(1));
    assertTrue(future.isCompletedExceptionally());
  }
}
";
    assert_eq!(
        drawn(Language::Java, "src/test/java/PayTest.java", source),
        ["PayTest.x: 3 value 1; 4 failure-state Limit; 5 value 1; 6 weak value; \
             7 failure-state 404; 8 value \"x\", equalTo(1); 9 weak failure-state"]
    );
}

#[test]
fn groups_of_errors_and_results_of_deferreds_are_asserted_in_python() {
    let source = "\
class TestX(TestCase):
    def test_x(self):
        with RaisesGroup(Limit):
            pay()
        self.failureResultOf(pay(), Limit)
        self.successResultOf(pay())
        is_(pay(), None)
        is_false(paid())
";
    assert_eq!(
        drawn(Language::Python, "tests/test_x.py", source),
        ["TestX.test_x: 3 failure-state Limit; 5 failure-state Limit; 6 weak value; \
          7 value None; 8 value"]
    );
}

#[test]
#[cfg(feature = "kotlin")]
fn a_chain_behind_what_waits_for_a_failure_is_one_failure_state() {
    let source = "\
class PayTest {
  @Test fun x() {
    assertFailure { pay() }.hasMessage(\"gone\")
    shouldThrow<Limit> { pay() }.shouldHaveMessage(\"gone\")
    shouldFail { pay() }
    confirmVerified(sender)
  }
}
";
    assert_eq!(
        drawn(Language::Kotlin, "src/test/kotlin/PayTest.kt", source),
        ["PayTest.x: 3 failure-state \"gone\"; 4 failure-state \"gone\"; 5 weak failure-state; \
          6 mock-interaction"]
    );
}

#[test]
#[cfg(feature = "php")]
fn what_hangs_on_pests_test_is_part_of_it() {
    let source = "<?php\nit('refuses', function () { pay(); })->throws(Limit::class, 'gone');\n";
    assert_eq!(
        drawn(Language::Php, "tests/PayTest.php", source),
        ["refuses: 2 failure-state Limit::class"]
    );
}

#[test]
fn a_throw_that_ends_a_try_waits_for_what_its_handler_catches() {
    let source = "\
it('x', async () => {
  try { await pay(); throw new Error('no'); } catch (e) { seen(e); }
  try { await pay(); } catch (e) { throw new Error('no'); }
  try { if (x) { throw new Error('no'); } pay(); } catch (e) { seen(e); }
  expect(() => pay(), 'to throw', 'gone');
  expect(sum, 'to be', 3);
  expect(() => pay(), 'not to throw');
  expect(stream).toEmitError();
  expect(console.error).toBe(originalError);
  try { throw new Error('no'); } catch (e) { seen(e); }
});
";
    assert_eq!(
        drawn(Language::JavaScript, "test/pay.test.js", source),
        [
            "x: 2 weak failure-state; 5 failure-state 'gone'; 6 value 3; 7 weak value; 8 failure-state; \
          9 value originalError"
        ]
    );
}

#[test]
#[cfg(feature = "ruby")]
fn a_method_in_a_block_of_describe_is_a_test_of_minitest() {
    let source = "\
class PayTest < Minitest::Test
  describe 'paying' do
    def test_sum
      assert_equal 3, pay
    end
  end
end
";
    let found = drawn(Language::Ruby, "test/pay_test.rb", source);
    assert!(found.len() == 1 && found[0].ends_with("4 value 3"), "{found:?}");
}

#[test]
#[cfg(feature = "kotlin")]
fn a_name_that_begins_as_an_operator_loses_no_test_behind_it() {
    let source = "\
class PayTest {
  @Test fun first() {
    val in1 = open()
    in1.close()
    assertThat(pay()).isEqualTo(3)
  }
  @Test fun second() {
    assertThat(pay()).isEqualTo(4)
  }
}
";
    assert_eq!(
        drawn(Language::Kotlin, "src/test/kotlin/PayTest.kt", source),
        ["PayTest.first: 5 value 3", "PayTest.second: 8 value 4"]
    );
}
