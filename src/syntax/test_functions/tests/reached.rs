//! What must be reached or must not be: handlers, arms, functions inside tests, counted calls.

use super::*;

#[test]
fn a_panic_where_ok_leads_to_it_waits_for_a_failure() {
    let source = "\
#[test]
fn declined() {
    match pay() {
        Ok(_) => panic!(\"paid\"),
        Err(error) => log(error),
    }
    if let Err(Declined { .. }) = pay() {
    } else {
        panic!(\"paid\");
    }
    match entry() {
        Some(found) => assert_eq!(found, 3),
        None => panic!(),
    }
    assert_data_eq!(
        pay().map(|p| p.sum)
            .unwrap_err()
            .to_string(),
        str![[\"limit\"]]
    );
}
";
    assert_eq!(
        drawn(Language::Rust, "tests/pay.rs", source),
        ["declined: 4 weak failure-state; 9 weak failure-state; 12 value 3; 13 weak value; \
             15 failure-state str![[\"limit\"]]; 17 weak failure-state"]
    );
}

#[test]
fn production_code_of_a_rust_file_that_asserts_helps_no_test() {
    let source = "struct Name;\nimpl Name { pub fn new(s: &str) -> Self { assert!(s.len() < 9); Name } }\n\
                  #[cfg(test)]\nmod tests {\n    #[test]\n    #[should_panic]\n    fn long() { Name::new(\"0123456789\"); }\n}\n";
    assert_eq!(drawn(Language::Rust, "src/name.rs", source), ["tests::long: 6 weak failure-state"]);
}

#[test]
fn a_rust_method_helps_only_tests_that_name_its_type() {
    let source = "\
struct Tester;
impl Tester { fn check(&self) { assert!(self.ok()); } }
fn tester() -> Tester { Tester }
#[test]
fn own() { Tester::new().check(); }
#[test]
fn made() { let t = tester(); t.check(); }
#[test]
fn unrelated() { cart().check(); }
";
    let source = source.replace("{ Tester }", "{ Tester::new() }");
    assert_eq!(
        drawn(Language::Rust, "tests/cart.rs", &source),
        ["own: 5 value", "made: 7 value", "unrelated:"].map(str::to_owned)
    );
}

#[test]
fn production_code_in_front_of_the_module_of_tests_changes_no_answer() {
    let code = "fn pay() { assert!(open()); }\n".repeat(40);
    let source = format!(
        "use crate::support::*;\n{code}#[cfg(test)]\nmod tests {{\n    use super::*;\n    #[test]\n    \
         fn pays() {{ assert_eq!(pay(), 3); }}\n}}\n"
    );
    let expected = ["tests::pays: 46 value 3"];
    assert_eq!(drawn(Language::Rust, "src/pay.rs", &source), expected);
    // A module in quoted text does not stand alone, so the whole file is read.
    let quoted = format!(
        "{code}const T: &str = \"\n#[cfg(test)]\nmod tests {{\n\";\nmod own {{\n    #[test]\n    \
         fn pays() {{ assert_eq!(pay(), 3); }}\n}}\n"
    );
    assert_eq!(drawn(Language::Rust, "src/pay.rs", &quoted), ["own::pays: 47 value 3"]);
}

#[test]
fn a_call_of_a_function_inside_the_test_asserts_what_the_function_does() {
    let rust = "#[test]\nfn bad() {\n    fn err(s: &str) {\n        parse(s).unwrap_err();\n    }\n    err(\"@\");\n    \
                err(\"?\");\n}\n";
    assert_eq!(
        drawn(Language::Rust, "tests/a.rs", rust),
        ["bad: 4 weak failure-state; 6 weak failure-state; 7 weak failure-state"]
    );
    let go = "func TestA(t *testing.T) {\n\tcheck := func(n int) {\n\t\tassert.Equal(t, 3, n)\n\t}\n\tcheck(f())\n}\n";
    assert_eq!(drawn(Language::Go, "a_test.go", go), ["TestA: 3 value 3; 5 value 3"]);
}

#[test]
fn a_parameter_hides_the_function_of_its_name() {
    let script = "it('a', () => {\n  hook((payload, done) => {\n    done(payload);\n  });\n  function done(err) {\n    \
                  expect(err).toBe(3);\n  }\n  done(2);\n});\n";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", script),
        ["a: 6 failure-state 3; 8 failure-state 3"]
    );
}

#[test]
fn what_fails_by_being_reached_in_a_handler_is_no_failure_state() {
    let java = "class ATest {\n @Test void a() {\n  try (var p = open()) {\n   p.next();\n   fail(\"none\");\n  } catch \
                (Broken e) {\n   verifies(e);\n  }\n  try { f(); } catch (IOException e) {\n   throw new \
                AssertionError(\"unexpected\", e);\n  }\n }\n}\n";
    assert_eq!(
        drawn(Language::Java, "ATest.java", java),
        ["ATest.a: 5 failure-state Broken; 10 weak value \"unexpected\", e"]
    );
}

#[test]
fn a_stub_is_an_assertion_where_its_calls_are_counted() {
    let php = "<?php\nclass ATest extends TestCase {\n function testA() {\n  $a->shouldReceive('x')->andReturn(1);\n  \
               $a->shouldReceive('y')->once()->andReturn(1);\n  PHPMockery::mock('A', 'time')\n    ->once()\n    \
               ->andReturn(3);\n }\n}\n";
    assert_eq!(
        drawn(Language::Php, "ATest.php", php),
        ["ATest::testA: 5 weak mock-interaction 1; 7 weak mock-interaction 3"]
    );
    let ruby =
        "test 'a' do\n  Gateway.expects(:call).never\n  Gateway.expects(:log).returns(1)\nend\n";
    assert_eq!(
        drawn(Language::Ruby, "test/a_test.rb", ruby),
        ["a: 2 failure-state never :call; 3 mock-interaction :log"]
    );
}

#[test]
fn an_assertion_that_cplusplus_reads_as_the_head_of_a_function_is_read_by_its_text() {
    let source = "TEST_CASE(\"a\") {\n    CHECK_THROWS_AS(_ = from(v), json::out_of_range&);\n    try { f(); } catch(const \
                  CLI::Error &e) {\n        CHECK(e.get_exit_code() == static_cast<int>(Codes::ExtrasError));\n    }\n}\n";
    assert_eq!(
        drawn(Language::Cpp, "tests/a.cpp", source),
        ["a: 2 weak failure-state; 4 weak failure-state static_cast<int>(Codes::ExtrasError)"]
    );
}

#[test]
fn checkers_of_quicktest_and_forms_of_clar_say_whether_they_wait_for_a_failure() {
    let go = "func TestA(t *testing.T) {\n\tqt.Assert(t, qt.ErrorIs(err, unix.EPERM))\n\tqt.Assert(t, \
              qt.IsNil(err))\n\tqt.Assert(t, qt.Equals(got, 3), qt.Commentf(\"sum\"))\n}\n";
    assert_eq!(
        drawn(Language::Go, "a_test.go", go),
        ["TestA: 2 failure-state unix.EPERM; 3 weak value nil; 4 value 3"]
    );
    let c = "void test_refs__names(void)\n{\n\tcl_git_pass(open(&repo));\n\tcl_git_fail(lookup(repo, \"\"));\n\t\
             cl_git_fail_with(GIT_ENOTFOUND, lookup(repo, \"x\"));\n}\n";
    assert_eq!(
        drawn(Language::C, "tests/refs.c", c),
        ["test_refs__names: 3 weak value; 4 weak failure-state; 5 failure-state GIT_ENOTFOUND"]
    );
}

#[test]
fn a_panic_beside_errors_that_panic_too_or_in_a_nearer_if_waits_for_a_value() {
    let source = "\
#[test]
fn found() {
    match get() {
        Ok(Some(v)) => keep(v),
        Ok(None) => panic!(\"no row\"),
        Err(error) => panic!(\"{error}\"),
    }
    match next() {
        Some(Ok(v)) => keep(v),
        Some(Err(e)) => panic!(\"{e}\"),
        None => panic!(\"ended\"),
    }
    match token() {
        Token::Bad => send(Err(\"x\")),
        other => panic!(\"{other}\"),
    }
    match sum() {
        Ok(sum) => {
            if sum != 3 {
                panic!(\"wrong\");
            }
        }
        Err(error) => log(error),
    }
}
";
    let drawn = drawn(Language::Rust, "tests/a.rs", source);
    assert!(!drawn[0].contains("failure-state"), "{drawn:?}");
    assert!(drawn[0].contains("11 weak value") && drawn[0].contains("20 value 3"), "{drawn:?}");
}

#[test]
fn a_function_inside_the_test_is_known_where_it_stands_only() {
    let go = "func TestA(t *testing.T) {\n\tt.Run(\"a\", func(t *testing.T) {\n\t\tcheck := func() {\n\t\t\t\
              require.ErrorIs(t, f(), ErrGone)\n\t\t}\n\t\tcheck()\n\t})\n\tt.Run(\"b\", func(t *testing.T) \
              {\n\t\tcheck := func() {\n\t\t\trequire.Equal(t, 3, g())\n\t\t}\n\t\tcheck()\n\t})\n\t\
              check()\n}\n";
    assert_eq!(
        drawn(Language::Go, "a_test.go", go),
        ["TestA: 4 failure-state ErrGone; 6 failure-state ErrGone; 10 value 3; 12 value 3"]
    );
    let python = "def test_a():\n    class Fake:\n        def save(self):\n            assert self.n == 3\n    \
                  save()\n";
    assert_eq!(drawn(Language::Python, "test_a.py", python), ["test_a: 4 value 3"]);
}

#[test]
fn quicktest_of_the_other_library_takes_what_is_got_before_its_checker() {
    let go = "func TestA(t *testing.T) {\n\tqt.Assert(t, err, qt.IsNotNil)\n\tqt.Assert(t, err, qt.ErrorMatches, \
              \"boom\")\n\tqt.Assert(t, got, qt.Equals, 3)\n}\n";
    assert_eq!(
        drawn(Language::Go, "a_test.go", go),
        ["TestA: 2 weak failure-state; 3 failure-state \"boom\"; 4 value 3"]
    );
}

#[test]
fn a_flag_of_an_event_and_a_sum_that_was_raised_are_values() {
    let sharp = "class ATest {\n [Fact] public void A() {\n  Assert.True(raised);\n  Assert.Equal(100, \
                 campaign.AmountRaised);\n }\n}\n";
    let drawn = drawn(Language::CSharp, "ATest.cs", sharp);
    assert!(drawn[0].contains("4 value 100") && !drawn[0].contains("failure"), "{drawn:?}");
}

#[test]
fn what_only_an_argument_asks_for_is_a_failure_where_the_call_gives_it() {
    let source = "def pay(cart, expect_error=False):\n    done = run(cart)\n    if expect_error:\n        assert done.exit_code == 1\n    else:\n        assert done.total == 3\n\ndef test_a():\n    pay(3)\n\ndef test_b():\n    pay(0, expect_error=True)\n";
    let found = drawn(Language::Python, "test_a.py", source);
    assert!(!found[0].contains("failure-state"), "{found:?}");
    assert!(found[1].contains("failure-state"), "{found:?}");
}

#[test]
fn methods_of_gocheck_suites_are_tests() {
    let source = "func (s *S) TestX(c *check.C) {\n\tc.Assert(err, check.ErrorMatches, \"no cart\")\n\tc.Check(sum, check.Equals, 3)\n}\n";
    let found = drawn(Language::Go, "a_test.go", source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("failure-state") && found[0].contains("value"), "{found:?}");
}
