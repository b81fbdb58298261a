//! What assertions ask by constants and titles, and what is called alike and asks nothing.

use super::asked::of_line;
use super::*;

#[test]
fn a_constant_of_success_is_none_of_failing_and_the_other_way_round() {
    let go =
        |line| of_line(Language::Go, "a_test.go", "func TestX(t *testing.T) {\n\tLINE\n}\n", line);
    assert_eq!(go("assert.Equal(t, ErrorCode.OK, answer.error.code)"), "value ErrorCode.OK");
    assert_eq!(go("assert.NotEqual(t, codes.OK, code)"), "weak failure-state not codes.OK");
    assert_eq!(go("NotEqual(t, err, nil)"), "weak failure-state");
    assert_eq!(go("b.AssertContent(\"a\", \"b\")"), "value");
    assert_eq!(go("b.Assert(err, qt.IsNotNil)"), "weak failure-state");
    let rust =
        |line| of_line(Language::Rust, "tests/a.rs", "#[test]\nfn x() {\n    LINE\n}\n", line);
    assert_eq!(rust("assert!(stats.failed_names.is_empty());"), "weak value []");
    assert_eq!(rust("assert!(!stats.errors.is_empty());"), "weak failure-state");
}

#[test]
fn the_title_of_a_message_tells_a_failure_and_so_does_the_type_of_an_error() {
    let python =
        |line| of_line(Language::Python, "test_a.py", "def test_x(self):\n    LINE\n", line);
    assert_eq!(
        python("assert page() == 'Card error (line 3): gone'"),
        "failure-state 'Card error (line 3): gone'"
    );
    assert_eq!(python("assert page() == 'CardError: gone'"), "failure-state 'CardError: gone'");
    assert_eq!(python("show_error.assert_called_with('x')"), "failure-state 'x'");
    assert_eq!(python("show.assert_called_with('x')"), "weak mock-interaction 'x'");
}

#[test]
fn functions_taken_out_of_an_assertion_module_assert_by_their_bare_name() {
    let script =
        |line| of_line(Language::JavaScript, "a.test.js", "test('x', () => {\n  LINE\n});\n", line);
    assert_eq!(script("strictEqual(sum, 3);"), "value 3");
    assert_eq!(script("rejects(pay(), Gone);"), "failure-state Gone");
    assert_eq!(script("t.equal(error1.code, 'ENOTFOUND');"), "failure-state 'ENOTFOUND'");
}

#[test]
#[cfg(feature = "csharp")]
fn csharp_counts_what_asserts_and_not_what_groups_or_is_called_alike() {
    let source = "\
class PayTests {
  [Fact] public void X() {
    Assert.Multiple(() => {
      result.Errors.Should().BeEmpty();
    });
    var result = Pattern.Parse($@\"move \"\"{path}\"\"\");
    Assert.Equal(StatusCode.NotFound, answer.Status);
  }
}
class Other { public static int Parse(int x) { Assert.Equal(3, x); return x; } }
";
    assert_eq!(
        drawn(Language::CSharp, "test/PayTests.cs", source),
        ["PayTests.X: 4 value []; 7 failure-state StatusCode.NotFound"]
    );
}

#[test]
#[cfg(feature = "kotlin")]
fn a_kotlin_function_with_a_context_hides_no_test() {
    let source = "\
class ATest {
    @Test fun x() {
        val service = object {
            context(
                _: Raise<Gone>,
            )
            fun look(id: String): String? = null
        }
        client.get(\"/\").let { it.status shouldBe BadRequest }
    }
}
";
    assert_eq!(
        drawn(Language::Kotlin, "src/test/kotlin/ATest.kt", source),
        ["ATest.x: 9 failure-state BadRequest"]
    );
}

#[test]
fn a_helper_that_wants_nothing_waits_for_no_failure_whatever_it_is_called() {
    let source = "\
func assertError(t *testing.T, err error) { if err != nil { t.Errorf(\"%v\", err) } }
func assertNotNil(t *testing.T, v any) { if v == nil { t.Errorf(\"nil\") } }
func TestX(t *testing.T) {
\tassertError(t, err)
\tassertNotNil(t, err)
\tif sum != 3 { panic(sum) }
\tpanic(sum)
}
";
    assert_eq!(
        drawn(Language::Go, "a_test.go", source),
        ["TestX: 4 weak value nil; 5 weak failure-state; 6 value 3"]
    );
}

#[test]
fn a_method_of_the_code_under_test_called_verify_is_no_mocks() {
    let java = |line| {
        let frame = "class ATest {\n  @Test void x() {\n    LINE\n  }\n}\n";
        of_line(Language::Java, "src/test/java/ATest.java", frame, line)
    };
    assert_eq!(java("signer.verify(text);"), "");
    assert_eq!(java("order.verify(mail).send(\"x\");"), "weak mock-interaction \"x\"");
}

#[test]
#[cfg(feature = "ruby")]
fn what_a_block_is_given_that_rescues_is_the_failure() {
    let source = "\
describe 'A' do
  it 'x' do
    expect { pay }.to raise_error(Gone) do |e|
      expect(e.sum).to eq 3
    end
    expect { pay }.to raise_error(Gone) { |why| expect(why.sum).to eq 4 }
  end
end
";
    assert_eq!(
        drawn(Language::Ruby, "spec/a_spec.rb", source),
        ["A#x: 3 failure-state Gone; 4 failure-state 3; 6 failure-state Gone; 6 failure-state 4"]
    );
}

#[test]
#[cfg(feature = "cpp")]
fn a_macro_of_a_macro_asserts_what_that_one_does() {
    let source = "\
#define VALIDATE(schema, json, wanted) VALIDATE_(schema, json, wanted, true)
#define VALIDATE_(schema, json, wanted, deep) { \\
    EXPECT_EQ(wanted, validator.IsValid()); \\
}
TEST(A, One) {
    VALIDATE(s, \"1\", true);
    EXPECT_EQ(err, ERR_OK);
}
";
    assert_eq!(
        drawn(Language::Cpp, "test/a_test.cc", source),
        ["A::One: 6 value wanted; 7 value ERR_OK"]
    );
}

#[test]
fn words_of_gos_packages_of_assertions_assert() {
    for line in ["must.Eq(t, 3, pay())", "assert.Equals(t, pay(), 3)", "must.SliceLen(t, 3, carts)"]
    {
        let source = format!("func TestX(t *testing.T) {{\n\t{line}\n}}\n");
        let found = drawn(Language::Go, "a_test.go", &source);
        assert!(found[0].contains("2 value"), "{line}: {found:?}");
    }
}

#[cfg(feature = "csharp")]
#[test]
fn what_is_asked_in_front_of_a_throw_stands_for_no_failure_behind_it() {
    let source = "class ATests {\n  [Fact]\n  public void X() {\n    shop.Invoking(x => x.Pay(-1)).Should().Throw<Limit>();\n    \
                  shop.Invoking(x => x.Pay(3)).Should().NotThrow();\n  }\n}\n";
    let found = drawn(Language::CSharp, "Shop.Tests/ATests.cs", source);
    assert!(
        found[0].contains("4 failure-state") && !found[0].contains("5 failure-state"),
        "{found:?}"
    );
}
