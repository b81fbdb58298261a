//! Failures that are wanted: by the message of a failing call, the name of a chain, the other side of a
//! comparison.

use super::*;

#[test]
fn a_failing_call_that_says_a_failure_was_wanted_asserts_one() {
    let source = "\
static void test_set() {
  if (!json_set(NULL, \"\"))
    fail(\"json_set with NULL did not return error\");
  if (!json_get(NULL))
    fail(\"json_get with NULL did not return NULL\");
}
";
    assert_eq!(
        drawn(Language::C, "tests/set.c", source),
        ["test_set: 3 weak failure-state; 5 value"]
    );
    let source = "\
#[test]
fn declines() {
    match pay(0) {
        Paid(_) => panic!(\"expected an error\"),
        Open(n) => panic!(\"unexpected error {n}\"),
        Declined => {}
    }
}
";
    let tests = drawn(Language::Rust, "tests/pay.rs", source);
    assert!(tests[0].starts_with("declines: 4 weak failure-state; 5 weak value"), "{tests:?}");
}

#[test]
fn a_chain_of_a_projects_own_asserts_what_its_name_or_argument_looks_at() {
    let source = "\
it('reads', () => {
  expectErrors(query).toDeepEqual([]);
  expectErrors(query).toDeepEqual([{ line: 3 }]);
  expectJSON(validateSchema(schema)).toDeepEqual([{ message: 'no query' }]);
  expectJSON(inbox).toDeepEqual([{ message: 'hello' }]);
  expectNoErrors(result).toEqual(data);
  expectAsync(paid).toBeRejectedWithError('declined');
});
";
    assert_eq!(
        drawn(Language::TypeScript, "test/read.test.ts", source),
        ["reads: 2 value []; 3 failure-state [{ line: 3 }]; \
          4 failure-state [{ message: 'no query' }]; 5 value [{ message: 'hello' }]; 6 value data; \
          7 failure-state 'declined'"]
    );
}

#[test]
fn an_error_on_the_right_of_a_comparison_is_what_is_looked_at() {
    let source = "\
#[test]
fn names_the_address() {
    assert_eq!(address, err.url().unwrap());
    assert_ready_err!(poll);
    assert_eq!(wanted, response.url());
}
";
    assert_eq!(
        drawn(Language::Rust, "tests/url.rs", source),
        ["names_the_address: 3 failure-state err.url().unwrap(); 4 failure-state poll; \
          5 value response.url()"]
    );
}

#[test]
fn what_handles_errors_is_no_error_and_a_prophecy_is_a_mock() {
    let source = "\
<?php
class ErrorTest extends TestCase {
    public function testHandles() {
        $this->assertInstanceOf(ExceptionHandlerFake::class, $handler);
        $this->assertInstanceOf(CartException::class, $caught);
        $mailer->send('x')->shouldBeCalledOnce();
        $mailer->send('y')->shouldHaveBeenCalled();
        $mailer->send('z')->shouldNotHaveBeenCalled();
    }
}
";
    let tests = drawn(Language::Php, "tests/ErrorTest.php", source);
    assert_eq!(
        tests,
        ["ErrorTest::testHandles: 4 value ExceptionHandlerFake; 5 failure-state CartException; \
          6 mock-interaction; 7 mock-interaction; 8 failure-state never"]
    );
}
