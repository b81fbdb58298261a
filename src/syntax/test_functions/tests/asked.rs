//! What assertions ask by other words: questions about success, codes of failing, settled outcomes.

use super::*;

/// Draws what one line of a test asserts.
pub(super) fn of_line(language: Language, path: &str, frame: &str, line: &str) -> String {
    let found = drawn(language, path, &frame.replace("LINE", line));
    let asserted = found[0].split_once(": ").map_or("", |(_, asserted)| asserted);
    let of_one = |part: &str| part.split_once(' ').map_or("", |(_, what)| what).to_owned();
    asserted.split("; ").map(of_one).collect::<Vec<_>>().join("; ")
}

#[test]
fn success_that_must_not_be_is_a_failure_state_as_a_question_too() {
    let script =
        |line| of_line(Language::JavaScript, "a.test.js", "test('x', () => {\n  LINE\n});\n", line);
    assert_eq!(script("assert.equal(m.isValid(), false);"), "weak failure-state false");
    assert_eq!(script("assert.ok(!m.isValid());"), "weak failure-state");
    assert_eq!(script("expect(isValid(m)).toBe(false);"), "weak failure-state false");
    assert_eq!(script("assert.equal(m.isValid(), true);"), "value true");
    let java = |line| {
        let frame = "class ATest {\n  @Test void x() {\n    LINE\n  }\n}\n";
        of_line(Language::Java, "src/test/java/ATest.java", frame, line)
    };
    assert_eq!(java("assertThat(r.isSuccessful()).isFalse();"), "weak failure-state");
    assert_eq!(java("assertFalse(r.ok());"), "weak failure-state");
    assert_eq!(java("assertNotNull(\"should raise\", thrown);"), "weak failure-state");
    assert_eq!(java("observer.assertError(IOException.class);"), "failure-state IOException");
    assert_eq!(java("verifyNoInteractions(mail);"), "failure-state never");
    assert_eq!(
        java("assertThatCode(() -> f()).isInstanceOf(Gone.class).hasMessage(\"x\");"),
        "failure-state Gone: \"x\""
    );
}

#[test]
fn what_always_holds_looks_at_nothing() {
    let python =
        |line| of_line(Language::Python, "test_a.py", "def test_x(self):\n    LINE\n", line);
    assert_eq!(python("self.assertTrue(True)"), "");
    assert_eq!(python("self.assertTrue(ready)"), "weak value");
    assert_eq!(python("register(Fail())"), "");
    let rust =
        |line| of_line(Language::Rust, "tests/a.rs", "#[test]\nfn x() {\n    LINE\n}\n", line);
    assert_eq!(rust("assert!(true);"), "");
    let script =
        |line| of_line(Language::JavaScript, "a.test.js", "test('x', () => {\n  LINE\n});\n", line);
    assert_eq!(script("assert.expect(3);"), "");
    assert_eq!(script("try { f(); assert(false, 'x'); } catch (e) {}"), "weak failure-state");
    assert_eq!(script("try { f(); expect.fail('x'); } catch (e) {}"), "weak failure-state");
}

#[test]
fn codes_of_failing_are_known_by_the_list_they_are_in() {
    let go =
        |line| of_line(Language::Go, "a_test.go", "func TestX(t *testing.T) {\n\tLINE\n}\n", line);
    assert_eq!(
        go("assert.Equal(t, codes.NotFound, status.Code(e))"),
        "failure-state codes.NotFound"
    );
    assert_eq!(go("assert.Equal(t, codes.OK, status.Code(e))"), "value codes.OK");
    assert_eq!(go("store.EXPECT().Key(3).Return(nil, err)"), "weak mock-interaction Key");
    assert_eq!(go("store.EXPECT().Key(3).Times(0)"), "failure-state never");
    assert_eq!(
        go("assert.Contains(t, strings.ToLower(err.Error()), \"x\")"),
        "failure-state \"x\""
    );
    assert_eq!(go("assert.Equal(t, cmd.ErrWriter, os.Stderr)"), "value cmd.ErrWriter");
    let rust =
        |line| of_line(Language::Rust, "tests/a.rs", "#[test]\nfn x() {\n    LINE\n}\n", line);
    assert_eq!(rust("assert_eq!(size_of::<Error>(), 8);"), "value 8");
    assert_eq!(rust("assert_eq!(err.size_of_card, 8);"), "failure-state 8");
    assert_eq!(
        rust("assert!(answer.starts_with(\"HTTP/1.1 404 Not Found\"));"),
        "failure-state \"HTTP/1.1 404 Not Found\""
    );
    assert_eq!(
        rust("assert!(answer.starts_with(\"HTTP/1.1 200 OK\"));"),
        "value \"HTTP/1.1 200 OK\""
    );
}

#[test]
fn a_table_says_whether_an_error_is_wanted() {
    let go =
        |line| of_line(Language::Go, "a_test.go", "func TestX(t *testing.T) {\n\tLINE\n}\n", line);
    assert_eq!(
        go("if err != nil { if tt.wantErr == \"\" { t.Errorf(\"got %v\", err) } }"),
        "weak value nil"
    );
    assert_eq!(go("if tt.wantErr != \"\" { t.Errorf(\"got none\") }"), "weak failure-state");
    assert_eq!(go("if !tt.wantErr { t.Error(\"x\") }"), "weak value nil");
}

#[test]
fn an_object_of_testify_asserts_whatever_it_is_called() {
    let source = "func TestX(t *testing.T) {\n\tr := require.New(t)\n\tr.Error(pay())\n\tr.Equal(1, sum)\n\tq.Error(pay())\n}\n";
    assert_eq!(
        drawn(Language::Go, "a_test.go", source),
        ["TestX: 3 weak failure-state; 4 value 1"]
    );
}

#[test]
fn a_command_that_was_run_is_asserted_once() {
    let source = "\
#[cargo_test(nightly)]
fn x() {
    cmd.assert().failure().code(2).stderr(\"gone\");
    cmd.assert().success().stdout(\"paid\");
    insta::assert_snapshot!(pay().unwrap_err(), @\"gone\");
    insta::assert_snapshot!(pay(), @\"Error: gone\");
    insta::assert_snapshot!(pay(), @\"paid\");
}
";
    assert_eq!(
        drawn(Language::Rust, "tests/a.rs", source),
        ["x: 3 failure-state 2; 4 value \"paid\"; 5 failure-state @\"gone\"; \
          6 failure-state @\"Error: gone\"; 7 snapshot"]
    );
}

#[test]
fn tests_in_functions_and_functions_given_to_tests_are_found() {
    let source = "\
const checksLimit = async (t, sum) => { await t.throwsAsync(pay(sum)); };
test('limit', checksLimit, 3);
function shared(P) {
  it('pays', () => { expect(P.pay()).toBe(3); });
  prepare(P);
}
shared(Card);
describe('awaits', () => {
  it('rejects', async () => { await pay().should.be.rejected; });
});
";
    assert_eq!(
        drawn(Language::JavaScript, "a.test.js", source),
        [
            "limit: 2 weak failure-state",
            "pays: 4 value 3",
            "awaits > rejects: 9 weak failure-state"
        ]
    );
}

#[test]
fn a_failing_call_behind_a_try_that_returns_waits_for_what_it_catches() {
    let source = "\
class ATest {
  @Test void x() {
    try { pay(); } catch (Gone e) { return; }
    fail();
  }
  @Test void y() {
    try { pay(); } catch (Gone e) { log(e); }
    fail();
  }
}
";
    assert_eq!(
        drawn(Language::Java, "src/test/java/ATest.java", source),
        ["ATest.x: 4 failure-state Gone", "ATest.y: 8 weak value"]
    );
}

#[test]
#[cfg(feature = "ruby")]
fn minitest_chains_count_at_their_first_word() {
    let ruby = |line| {
        of_line(
            Language::Ruby,
            "test/a_test.rb",
            "describe 'A' do\n  it 'x' do\n    LINE\n  end\nend\n",
            line,
        )
    };
    assert_eq!(ruby("f.must_raise(Gone).message.must_equal 'x'"), "failure-state Gone: 'x'");
    assert_eq!(ruby("response.status.must_equal 404"), "failure-state 404");
    assert_eq!(ruby("response.must_be :not_found?"), "failure-state not_found");
    assert_eq!(ruby("response.wont_be :ok?"), "weak failure-state");
    assert_eq!(ruby("errors.must_be_empty"), "value []");
}

#[test]
#[cfg(feature = "csharp")]
fn a_projects_own_facts_are_tests_and_a_chain_of_should_counts_once() {
    let source = "\
class PayTests {
  [FactSqlite] public void X() {
    new Action(f).ShouldThrow<Gone>().InnerException.ShouldBeOfType<Limit>().Message.ShouldBe(\"m\");
    Mapper.Map(source);
  }
}
class Custom { public int Map(int x) { Assert.Equal(3, x); return x; } }
";
    assert_eq!(
        drawn(Language::CSharp, "test/PayTests.cs", source),
        ["PayTests.X: 3 failure-state Gone"]
    );
}

#[test]
#[cfg(feature = "kotlin")]
fn kotlin_is_read_where_its_grammar_stumbles() {
    let source = "\
class ATest {
    @Test fun x() = testApp {
        routing {
            val model = 1
            get(\"/\") { respond(model) }
        }
        assertContains(e.message, \"gone\")
    }
    @Test fun y() { assertEquals($$\"A$fun\", name) }
    @Test fun z() { assertEquals(\"\"\"a\"\"\"\"\", name) }
    @Test fun w() { assertCausedBy<DecodingException> { f() } }
}
";
    let found = drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source);
    let names: Vec<&str> = found.iter().filter_map(|test| test.split(':').next()).collect();
    assert_eq!(names, ["ATest.x", "ATest.y", "ATest.z", "ATest.w"], "{found:?}");
    assert_eq!(found[0], "ATest.x: 7 failure-state \"gone\"");
    assert!(found[3].contains("11 failure-state DecodingException"), "{found:?}");
}

#[test]
fn a_logged_level_a_list_of_statuses_and_a_mock_that_must_rest_are_failure_states() {
    let source = "\
def test_x(caplog):
    assert caplog.records[0].levelname == 'ERROR'
    assert caplog.records[0].levelname == 'INFO'
    assert answer.status_code in (400, 422)
    assert answer.status_code in (200, 422)
    send.assert_not_called()
    send.assert_called_once_with(3)
";
    assert_eq!(
        drawn(Language::Python, "tests/test_x.py", source),
        ["test_x: 2 failure-state 'ERROR'; 3 value 'INFO'; 4 failure-state 400, 422; \
          5 value answer.status_code; 6 failure-state never; 7 mock-interaction 3"]
    );
}
