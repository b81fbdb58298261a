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
              qt.IsNil(err))\n\tqt.Assert(t, qt.Equals(got, 3))\n}\n";
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
