//! One scenario in every language gives one result: a value, an error by its type, a helper that
//! asserts, and a test that asserts nothing.

use super::super::super::test_functions::tests;
use super::*;

const PYTHON: &str = "\
def check(cart):
    assert cart.total() == 3

def test_adds():
    assert cart.total() == 3

def test_declined():
    with pytest.raises(DeclinedError):
        cart.pay()

def test_helped():
    check(cart)

def test_runs():
    cart.pay()
";

const SCRIPT: &str = "\
function check(cart) { expect(cart.total()).toBe(3); }
it('adds', () => { expect(cart.total()).toBe(3); });
it('declined', () => { expect(() => cart.pay()).toThrow(DeclinedError); });
it('helped', () => { check(cart); });
it('runs', () => { cart.pay(); });
";

const JAVA: &str = "\
class CartTest {
    void check(Cart cart) { assertEquals(3, cart.total()); }
    @Test void adds() { assertEquals(3, cart.total()); }
    @Test void declined() { assertThrows(DeclinedError.class, () -> cart.pay()); }
    @Test void helped() { check(cart); }
    @Test void runs() { cart.pay(); }
}
";

const KOTLIN: &str = "\
class CartTest {
    fun check(cart: Cart) { assertEquals(3, cart.total()) }
    @Test fun adds() { assertEquals(3, cart.total()) }
    @Test fun declined() { assertFailsWith<DeclinedError> { cart.pay() } }
    @Test fun helped() { check(cart) }
    @Test fun runs() { cart.pay() }
}
";

const GO: &str = "\
func check(t *testing.T, cart Cart) { assert.Equal(t, 3, cart.Total()) }
func TestAdds(t *testing.T) { assert.Equal(t, 3, cart.Total()) }
func TestDeclined(t *testing.T) { assert.ErrorIs(t, cart.Pay(), DeclinedError) }
func TestHelped(t *testing.T) { check(t, cart) }
func TestRuns(t *testing.T) { cart.Pay() }
";

const RUST: &str = "\
fn check(cart: &Cart) { assert_eq!(cart.total(), 3); }
#[test] fn adds() { assert_eq!(cart.total(), 3); }
#[test] fn declined() { assert!(matches!(cart.pay(), Err(DeclinedError))); }
#[test] fn helped() { check(&cart); }
#[test] fn runs() { cart.pay(); }
";

const CSHARP: &str = "\
public class CartTests {
    void Check(Cart cart) { Assert.Equal(3, cart.Total()); }
    [Fact] public void Adds() { Assert.Equal(3, cart.Total()); }
    [Fact] public void Declined() { Assert.Throws<DeclinedError>(() => cart.Pay()); }
    [Fact] public void Helped() { Check(cart); }
    [Fact] public void Runs() { cart.Pay(); }
}
";

const CPP: &str = "\
void check(Cart& cart) { EXPECT_EQ(3, cart.total()); }
TEST(Cart, Adds) { EXPECT_EQ(3, cart.total()); }
TEST(Cart, Declined) { EXPECT_THROW(cart.pay(), DeclinedError); }
TEST(Cart, Helped) { check(cart); }
TEST(Cart, Runs) { cart.pay(); }
";

const C: &str = "\
static void check(Cart *cart) { assert_int_equal(total(cart), 3); }
static void test_adds(void **state) { assert_int_equal(total(cart), 3); }
static void test_declined(void **state) { assert_int_equal(pay(cart), E_DECLINED_ERROR); }
static void test_helped(void **state) { check(cart); }
static void test_runs(void **state) { pay(cart); }
";

const RUBY: &str = "\
class CartTest < Minitest::Test
  def check(cart)
    assert_equal 3, cart.total
  end
  def test_adds
    assert_equal 3, cart.total
  end
  def test_declined
    assert_raises(DeclinedError) { cart.pay }
  end
  def test_helped
    check(cart)
  end
  def test_runs
    cart.pay
  end
end
";

const PHP: &str = "\
<?php
class CartTest extends TestCase {
    private function check($cart) { $this->assertSame(3, $cart->total()); }
    public function testAdds() { $this->assertSame(3, $cart->total()); }
    public function testDeclined() { $this->expectException(DeclinedError::class); $cart->pay(); }
    public function testHelped() { $this->check($cart); }
    public function testRuns() { $cart->pay(); }
}
";

#[test]
fn one_scenario_in_every_language_gives_one_result() {
    for language in Language::ALL {
        let (path, source) = match language {
            Language::Python => ("test_cart.py", PYTHON),
            Language::JavaScript | Language::TypeScript | Language::Tsx => ("cart.test.js", SCRIPT),
            Language::Java => ("CartTest.java", JAVA),
            Language::Kotlin => ("CartTest.kt", KOTLIN),
            Language::Go => ("cart_test.go", GO),
            Language::Rust => ("tests/cart.rs", RUST),
            Language::CSharp => ("CartTests.cs", CSHARP),
            Language::Cpp => ("cart_test.cc", CPP),
            Language::C => ("test_cart.c", C),
            Language::Ruby => ("cart_test.rb", RUBY),
            Language::Php => ("CartTest.php", PHP),
        };
        if language.grammar().is_none() {
            continue;
        }
        let found = tests(*language, path, source.as_bytes());
        let drawn: Vec<String> = found
            .iter()
            .map(|test| {
                let kinds: Vec<String> = test
                    .assertions
                    .iter()
                    .map(|a| format!("{} {} {}", a.strength, a.kind, a.expects))
                    .collect();
                kinds.join("; ")
            })
            .collect();
        let wanted = ["strong value 3", "strong failure-state", "strong value 3", ""];
        assert_eq!(drawn.len(), wanted.len(), "{language:?}: {drawn:?}");
        for (got, wanted) in drawn.iter().zip(wanted) {
            assert!(
                got.starts_with(wanted) && got.is_empty() == wanted.is_empty(),
                "{language:?}: {drawn:?}"
            );
        }
        assert!(drawn[1].to_uppercase().contains("DECLINED"), "{language:?}: {drawn:?}");
    }
}
