//! Frameworks whose tests or assertions have a shape of their own.

use super::*;

#[test]
#[cfg(feature = "c")]
fn a_program_of_c_is_a_test_where_its_main_asserts() {
    let asserts = "int main(void) {\n  assert(pay() == 3);\n  return 0;\n}\n";
    assert_eq!(drawn(Language::C, "tests/pay_test.c", asserts), ["main: 2 value 3"]);
    let runs = "static void test_domain(void) {\n  assert(pay() == 3);\n}\nint main(void) {\n  \
                test_domain();\n  return 0;\n}\n";
    let found = drawn(Language::C, "tests/pay_test.c", runs);
    assert!(found[0].starts_with("test_domain: 2 value 3"), "{found:?}");
    assert_eq!(drawn(Language::C, "src/pay.c", asserts), Vec::<String>::new());
}

#[test]
#[cfg(feature = "c")]
fn c_requires_a_failure_by_the_code_that_a_function_gives_back() {
    let source = "\
START_TEST(refuses) {
  int res = pay(NULL);
  ck_assert_msg(res < 0, \"null was taken\");
  ck_assert_int_eq(errno, EINVAL);
  assert(pay(cart) == -EINVAL);
  g_assert_false(ok);
  tt_int_op(pay(cart), ==, 3);
  send_ExpectAndReturn(1, 2);
  expect_value(send, sum, 3);
  assert_return_code(rc, errno);
  assert(res >= 0);
}
END_TEST
";
    let found = drawn(Language::C, "tests/pay_test.c", source).remove(0);
    for wanted in [
        "3 failure-state below 0",
        "4 failure-state EINVAL",
        "5 failure-state -EINVAL",
        "6 weak failure-state",
        "7 value 3",
        "8 mock-interaction 1, 2",
        "9 mock-interaction send, sum, 3",
        "10 weak value",
        "11 value",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
#[cfg(feature = "cpp")]
fn boost_and_qt_assert_by_macros_that_hold_the_word_test_or_try() {
    let source = "\
BOOST_AUTO_TEST_CASE(pays) {
  BOOST_TEST(pay() == 3);
  BOOST_TEST_THROWS(pay(), Limit);
  BOOST_TEST_MESSAGE(\"paid\");
  QTRY_COMPARE(sum(), 4);
  QVERIFY2(paid(), error.message());
  WARN(pay() == 5);
}
";
    assert_eq!(
        drawn(Language::Cpp, "tests/pay_test.cpp", source),
        ["pays: 2 value 3; 3 failure-state Limit; 5 value 4; 6 value"]
    );
}

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
#[cfg(feature = "csharp")]
fn a_row_that_says_its_result_asserts_and_what_ends_a_test_well_does_not() {
    let source = "\
class PayTests {
  [TestCase(1, ExpectedResult = 2)]
  [TestCase(2, ExpectedResult = 3)]
  public int Pays(int sum) => Pay(sum);
  [Test] public void Ends() { Assert.Pass(); }
}
";
    assert_eq!(
        drawn(Language::CSharp, "test/PayTests.cs", source),
        ["PayTests.Pays [2 rows]: 2 value 2; 3 value 3", "PayTests.Ends:"]
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
#[cfg(feature = "c")]
fn what_stands_behind_a_condition_is_said_and_not_compared() {
    let source = "\
START_TEST(pays) {
  ck_assert_msg(err == PAY_SUCCESS, \"Failed to pay\");
  ck_assert_msg(ret == ENOENT, \"pay failed\");
  TEST_PARSE(\"x\");
}
END_TEST
";
    assert_eq!(
        drawn(Language::C, "tests/pay_test.c", source),
        ["pays: 2 value PAY_SUCCESS; 3 failure-state ENOENT"]
    );
}

#[test]
#[cfg(feature = "csharp")]
fn attributes_in_branches_of_the_preprocessor_make_a_test() {
    let source = "\
class PayTests {
#if NET35
  [Fact(Skip = \"old\")]
#else
  [Fact]
#endif
  public void Pays() {
    Assert.Equal(3, Pay());
  }
}
";
    assert_eq!(drawn(Language::CSharp, "test/PayTests.cs", source), ["PayTests.Pays: 8 value 3"]);
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
