//! C#, C, C++, Ruby, PHP and Kotlin: the idioms of their frameworks.

use super::*;

#[cfg(feature = "csharp")]
#[test]
fn csharp() {
    let source = "\
public class CartTests : TestBase
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Declines(int n)
    {
        await Assert.ThrowsAsync<Declined>(() => cart.Pay(n));
        Assert.Equal(\"limit\", error.Message);
        act.Should().Throw<Declined>().WithMessage(\"limit\");
        result.Should().BeTrue();
        Should.Throw<Declined>(act)
            .Message.ShouldBe(\"limit\");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        result.IsValid.ShouldBeFalse();
    }

    [Test, Ignore(\"slow\")]
    public void Mocks()
    {
        Assert.That(cart.Total, Is.EqualTo(3));
        Assert.That(() => cart.Pay(), Throws.TypeOf<Declined>());
        gateway.Verify(g => g.Charge(3), Times.Once);
        gateway.Verify(g => g.Charge(3), Times.Never);
    }

    [TestMethod]
    [ExpectedException(typeof(Declined))]
    public void Old() { cart.Pay(); }
}
";
    assert_eq!(
        drawn(Language::CSharp, "CartTests.cs", source),
        [
            "CartTests.Declines [2 rows]: 8 failure-state Declined; 9 failure-state \"limit\"; \
             10 failure-state Declined: \"limit\"; 11 weak value; 12 failure-state Declined; \
             14 failure-state HttpStatusCode.NotFound; 15 weak failure-state",
            "CartTests.Mocks (skipped): 21 value 3; 22 failure-state Declined; \
             23 mock-interaction g => g.Charge(3), Times.Once; 24 failure-state never",
            "CartTests.Old: 28 failure-state Declined",
        ]
    );
}

#[cfg(feature = "cpp")]
#[test]
fn cpp() {
    let source = "\
TEST_F(CartTest, Adds) {
  EXPECT_EQ(3, cart.total()) << \"total\";
  ASSERT_TRUE(cart.ready());
  EXPECT_THROW(cart.pay(), Declined);
  EXPECT_DEATH(cart.crash(), \"fatal\");
  EXPECT_CALL(gateway, Charge(3));
}
TEST_CASE(\"adds up\", \"[cart]\") {
  SECTION(\"one\") {
    REQUIRE(cart.total() == 3);
    REQUIRE_THROWS_AS(cart.pay(), Declined);
    CHECK_THROWS_WITH(cart.pay(), \"limit\");
    CHECK_NOTHROW(cart.add());
  }
}
BOOST_AUTO_TEST_CASE(boost) { BOOST_CHECK_EQUAL(cart.total(), 3); }
";
    assert_eq!(
        drawn(Language::Cpp, "cart_test.cc", source),
        [
            "CartTest::Adds: 2 value 3; 3 value; 4 failure-state Declined; \
             5 failure-state \"fatal\"; 6 mock-interaction gateway, Charge(3)",
            "adds up: 10 value 3; 11 failure-state Declined; 12 failure-state \"limit\"; \
             13 weak value",
            "boost: 16 value 3",
        ]
    );
}

#[cfg(feature = "c")]
#[test]
fn c() {
    let source = "\
START_TEST(test_total)
{
  ck_assert_int_eq(total(cart), 3);
  ck_assert_ptr_nonnull(cart);
}
END_TEST
Test(cart, pays) { cr_assert_eq(pay(cart), 3); }
void test_unity(void) { TEST_ASSERT_EQUAL_INT(3, total(cart)); }
static void test_glib(void) { g_assert_cmpint(total(cart), ==, 3); }
";
    assert_eq!(
        drawn(Language::C, "test_cart.c", source),
        [
            "test_total: 3 value 3; 4 weak value not null",
            "cart::pays: 7 value 3",
            "test_unity: 8 value 3",
            "test_glib: 9 value 3",
        ]
    );
}

#[cfg(feature = "ruby")]
#[test]
fn ruby() {
    let source = "\
RSpec.describe Cart do
  context 'when full' do
    it 'adds' do
      expect(cart.total).to eq(3)
      expect { cart.pay }.to raise_error(Declined, /limit/)
      expect { cart.pay }.to raise_error
      expect(response).to have_http_status(:not_found)
      expect(gateway).to have_received(:charge).with(3)
      expect(gateway).not_to receive(:charge)
      expect(cart).to be_ready
    end
    xit('waits') { expect(cart.total).to be_nil }
  end
end
describe 'spec' do
  it 'must' do
    _(cart.total).must_equal 3
    _ { cart.pay }.must_raise Declined
  end
end
";
    assert_eq!(
        drawn(Language::Ruby, "spec/cart_spec.rb", source),
        [
            "Cart#when full#adds: 4 value 3; 5 failure-state Declined: /limit/; \
             6 weak failure-state; 7 failure-state :not_found; \
             8 mock-interaction :charge; 9 failure-state never :charge; 10 weak value",
            "Cart#when full#waits (skipped): 12 value nil",
            "spec#must: 17 value 3; 18 failure-state Declined",
        ]
    );
}

#[cfg(feature = "php")]
#[test]
fn php() {
    let source = "\
<?php
class CartTest extends TestCase {
    /** @test */
    public function adds(): void {
        self::assertSame(3, $this->cart->total());
        $this->assertTrue($ready);
    }
    #[Test]
    public function declines(): void {
        $this->expectException(Declined::class);
        $this->expectExceptionMessage('limit');
        try { pay(); $this->fail('no'); } catch (Declined $e) { $this->assertSame('limit', $e->getMessage()); }
        $response->assertStatus(404);
        $response->assertForbidden();
    }
}
it('adds', function () { expect($cart->total())->toBe(3); });
it('fails', function () { expect(fn () => pay())->toThrow(Declined::class); });
";
    assert_eq!(
        drawn(Language::Php, "tests/CartTest.php", source),
        [
            "CartTest::adds: 5 value 3; 6 weak value",
            "CartTest::declines: 10 failure-state Declined; 11 failure-state 'limit'; \
             12 failure-state Declined; 12 failure-state 'limit'; 13 failure-state 404; \
             14 failure-state forbidden",
            "adds: 17 value 3",
            "fails: 18 failure-state Declined::class",
        ]
    );
}

#[cfg(feature = "kotlin")]
#[test]
fn kotlin() {
    let source = "\
class CartTest : Base() {
    @Test
    fun `adds two`() {
        assertEquals(3, cart.total())
        val e = assertFailsWith<Declined> { cart.pay() }
        e.message shouldBe \"limit\"
        cart.total() shouldBe 3
        shouldThrow<Declined> { cart.pay() }
        assertThat(cart.total()).isEqualTo(3)
        verify { gateway.charge(3) }
        verify(exactly = 0) { gateway.charge(3) }
    }
}
class Spec : FunSpec({
    context(\"full\") {
        test(\"adds\") { cart.total() shouldBe 3 }
    }
})
";
    assert_eq!(
        drawn(Language::Kotlin, "CartTest.kt", source),
        [
            "CartTest > adds two: 4 value 3; 5 failure-state Declined; \
             6 failure-state \"limit\"; 7 value 3; 8 failure-state Declined; 9 value 3; \
             10 mock-interaction; 11 failure-state never",
            "Spec.full.adds: 16 value 3",
        ]
    );
}
