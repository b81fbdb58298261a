//! Java, Go and Rust.

use super::*;

#[test]
fn java() {
    let source = "\
class CartTest extends Base {
    @Test
    void total() {
        assertEquals(3, cart.total());
        assertThat(cart.items()).hasSize(2).isEqualTo(items);
    }
    @Test(expected = EmptyCart.class)
    public void empty() { cart.pay(); }
    @ParameterizedTest
    void declined() {
        assertThrows(DeclinedException.class, () -> cart.pay());
        assertThatThrownBy(() -> cart.pay()).isInstanceOf(Declined.class).hasMessage(\"limit\");
        try { cart.pay(); fail(\"paid\"); } catch (IOException e) { log(e); }
    }
    @Test
    void runs() { new Cart().pay(); }
    @Disabled
    @Test
    void helped() { check(cart); assertNotNull(cart); }
    private void check(Cart cart) { assertTrue(cart.total() == 3); }
    @Test
    void mocked() { verify(gateway).charge(3); verify(gateway, never()).refund(); }
    @Test
    void mvc() throws Exception { mvc.perform(get(\"/\")).andExpect(status().isNotFound()); }
}
";
    assert_eq!(
        drawn(Language::Java, "src/test/java/CartTest.java", source),
        [
            "CartTest.total: 4 value 3; 5 value items",
            "CartTest.empty: 7 failure-state EmptyCart",
            "CartTest.declined: 11 failure-state DeclinedException; \
                 12 failure-state Declined: \"limit\"; 13 failure-state IOException",
            "CartTest.runs:",
            "CartTest.helped (skipped): 19 value 3; 19 weak value not null",
            "CartTest.mocked: 22 mock-interaction 3; 22 failure-state never refund",
            "CartTest.mvc: 24 failure-state isNotFound",
        ]
    );
}

#[test]
fn go() {
    let source = "\
package cart

func check(t *testing.T, got int) {
	if got != 3 {
		t.Errorf(\"got %d\", got)
	}
}

func TestTotal(t *testing.T) {
	t.Run(\"sum\", func(t *testing.T) {
		if got := Total(); got != 3 {
			t.Fatalf(\"got %d\", got)
		}
	})
	check(t, Total())
	require.Equal(t, 3, Total())
}

func TestDeclined(t *testing.T) {
	_, err := Pay()
	if err == nil {
		t.Fatal(\"paid\")
	}
	if !errors.Is(err, ErrDeclined) {
		t.Fatal(err)
	}
	assert.ErrorIs(t, err, ErrDeclined)
	assert.Equal(t, http.StatusNotFound, rec.Code)
}

func TestRuns(t *testing.T) {
	Pay()
}

func TestSlow(t *testing.T) {
	t.Skip(\"slow\")
	require.NoError(t, Pay())
}

func (s *CartSuite) TestEmpty() {
	s.Error(s.cart.Pay())
}

func Testing(t *testing.T) {}

func TestMain(m *testing.M) { m.Run() }
";
    assert_eq!(
        drawn(Language::Go, "cart/cart_test.go", source),
        [
            "TestTotal: 12 value 3; 15 value 3; 16 value 3",
            "TestDeclined: 22 weak failure-state; 25 failure-state ErrDeclined; \
                 27 failure-state ErrDeclined; 28 failure-state http.StatusNotFound",
            "TestRuns:",
            "TestSlow (skipped): 37 weak value nil",
            "CartSuite.TestEmpty: 41 weak failure-state",
        ]
    );
    assert!(drawn(Language::Go, "cart/cart.go", source).is_empty());
}

#[test]
fn rust() {
    let source = "\
impl Cart {
    fn drop(&mut self) { assert!(self.open == 1); }
}
fn drop(x: u8) { assert_eq!(x, 1); }

#[cfg(test)]
mod tests {
    fn check(cart: &Cart) { assert_eq!(cart.total(), 3); }

    #[test]
    fn total() {
        assert_eq!(Cart::new().total(), 3, \"sum {}\", 1);
        assert!(cart.pay(\"a, b\").is_ok());
        drop(cart);
    }

    #[test]
    fn helped() { check(&cart); }

    #[test]
    fn runs() { cart.pay(); }

    #[tokio::test]
    #[ignore]
    async fn declined() {
        assert_eq!(pay(), Err(Error::Declined));
        assert!(matches!(pay(), Err(_)));
        let error = pay().unwrap_err();
        assert!(error.to_string().contains(\"limit\"));
    }

    #[test]
    #[should_panic(expected = \"limit\")]
    fn panics() { pay(); }

    #[test]
    fn snaps() { insta::assert_snapshot!(cart); }
}
";
    assert_eq!(
        drawn(Language::Rust, "src/cart.rs", source),
        [
            "tests::total: 12 value 3; 13 weak value",
            "tests::helped: 18 value 3",
            "tests::runs:",
            "tests::declined (skipped): 26 failure-state Err(Error::Declined); \
                 27 weak failure-state Err(_); 28 weak failure-state; 29 failure-state \"limit\"",
            "tests::panics: 33 failure-state \"limit\"",
            "tests::snaps: 37 snapshot",
        ]
    );
    let found = super::tests(Language::Rust, "src/cart.rs", source.as_bytes());
    assert_eq!(found[0].calls, ["drop", "is_ok", "new", "pay", "total"]);
    assert_eq!(found[2].lines, LineRange { first: 20, last: 21 });
}
