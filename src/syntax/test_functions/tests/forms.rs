//! Forms of a project's own: macros that pass on, failures by name, mocks that must not be called.

use super::*;

#[test]
fn a_macro_inside_a_rust_test_asserts_where_it_is_used() {
    let source = "\
#[test]
fn adds() {
    macro_rules! check { ($a:expr, $b:expr) => {{ assert_eq!($a, $b); }} }
    check!(sum(1, 2), 3);
}
#[test]
fn compiles() {
    let t = trybuild::TestCases::new();
    t.pass(\"tests/ui/*.rs\");
    t.compile_fail(\"tests/bad/*.rs\");
    assert_de_tokens_error::<Cart>(&[], \"no total\");
}
";
    assert_eq!(
        drawn(Language::Rust, "tests/cart.rs", source),
        [
            "adds: 3 value $b; 4 value $b",
            "compiles: 9 value \"tests/ui/*.rs\"; 10 failure-state \"tests/bad/*.rs\"; \
             11 failure-state \"no total\""
        ]
    );
}

#[test]
fn a_macro_of_c_stands_for_what_it_passes_on_to() {
    let source = "\
#define run_check(text, wanted) _run_check(text, wanted, __LINE__)
static void _run_check(const char *text, const char *wanted, int line) {
  if (parse(text) == STATUS_ERROR)
    xml_failure(parser);
}
START_TEST(test_text) {
  run_check(\"<a>\", \"a\");
  if (parse(\"<\") != STATUS_ERROR)
    xml_failure(parser);
  assert_int(ERR_BUFFER_ERROR, ==, rv);
  assert_enum(state, OPENED, ==, stream->state);
  cl_assert_equal_i(GIT_ENOTFOUND, rv);
}
";
    let tests = drawn(Language::C, "tests/text.c", source);
    assert_eq!(
        tests,
        ["test_text: 7 value STATUS_ERROR; 9 failure-state STATUS_ERROR; \
          10 failure-state ERR_BUFFER_ERROR; 11 value stream->state; 12 failure-state GIT_ENOTFOUND"]
    );
}

#[test]
fn a_mock_that_must_not_be_called_and_the_callback_of_an_error_that_must_be_are_failures() {
    let source = "\
it('calls', () => {
  expect(onError).toHaveBeenCalledTimes(2);
  expect(onDone).not.toHaveBeenCalled();
  expect(onDone).toHaveBeenCalledTimes(1);
  expect(onDone).not.toHaveBeenCalledWith(3);
  expect(text).toBe('Forbidden');
  expect(text).toBe('conflict');
  expect(onError).not.toHaveBeenCalled();
  expect(onError).toHaveBeenCalledTimes(0);
  expect(console.error).not.toHaveBeenCalled();
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        ["calls: 2 failure-state onError; 3 failure-state onDone; 4 mock-interaction 1; \
          5 failure-state onDone; 6 failure-state 'Forbidden'; 7 value 'conflict'; \
          8 failure-state onError; 9 failure-state onError; 10 failure-state console.error"]
    );
}

#[test]
fn a_level_is_a_failure_where_it_was_logged_and_go_keeps_errors_in_variables() {
    let source = "\
func check(t *testing.T, a, b any) { if a != b { t.Fatal(a) } }
func TestLevel(t *testing.T) {
\tassert.Equal(t, ErrorLevel, level)
\tassert.Equal(t, log.ErrorLevel, entry.Level)
\tassert.Equal(t, \"boom\", data[log.ErrorKey])
\tcheck(t, errTimedOut, body)
\tcheck(t, erratic, body)
\tassert.Equal(t, log.ErrorLevel, cfg.Level)
\tassert.Equal(t, log.ErrorLevel, log.GetLevel())
\tassert.Equal(t, log.ErrorLevel, hook.LastEntry().Level)
}
";
    assert_eq!(
        drawn(Language::Go, "log_test.go", source),
        [
            "TestLevel: 3 value ErrorLevel; 4 failure-state log.ErrorLevel; 5 failure-state \"boom\"; \
          6 failure-state b; 7 value b; 8 value log.ErrorLevel; 9 value log.ErrorLevel; \
          10 failure-state log.ErrorLevel"
        ]
    );
}

#[test]
fn what_is_asserted_of_a_parameter_that_is_an_error_is_a_failure() {
    let source = "<?php
class MoneyTest extends TestCase {
    public function testMax() {
        self::fails(fn () => max(), function (CurrencyException $e): void {
            self::assertSame('USD', $e->getCurrency());
            self::assertSame('USD', $other->getCurrency());
        });
    }
}
";
    assert_eq!(
        drawn(Language::Php, "tests/MoneyTest.php", source),
        ["MoneyTest::testMax: 5 failure-state 'USD'; 6 value 'USD'"]
    );
    let source = "\
class MoneyTest {
  @Test void max() {
    fails(() -> max(), (final IOException e) -> {
      assertEquals(\"USD\", e.getCurrency());
      assertEquals(\"USD\", other.getCurrency());
    });
  }
}
";
    assert_eq!(
        drawn(Language::Java, "src/test/java/MoneyTest.java", source),
        ["MoneyTest.max: 4 failure-state \"USD\"; 5 value \"USD\""]
    );
}
