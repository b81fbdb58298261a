//! Variables that stand for a failure: caught, bound by the assertion that waits for one, or given.

use super::*;

#[test]
fn what_a_variable_of_a_failure_is_asked_is_a_failure_state_in_scripts() {
    let source = "\
test('x', async t => {
  const {code, exit} = await t.throwsAsync(pay());
  t.is(code, 'LIMIT');
  t.true(exit);
  const gone = await pay().catch(reason => reason);
  expect(gone).toBeInstanceOf(Limit);
  await pay().catch(why => expect(why.sum).toBe(3));
  await pay().then(ok, why => { expect(why.sum).toBe(4); });
  socket.on('error', reason => expect(reason.sum).toBe(5));
  rows.forEach(why => expect(why.sum).toBe(6));
  const paid = await pay();
  t.is(paid.code, 'OK');
});
";
    assert_eq!(
        drawn(Language::JavaScript, "pay.test.js", source),
        [
            "x: 2 weak failure-state; 3 failure-state 'LIMIT'; 4 failure-state true; 6 failure-state Limit; \
          7 failure-state 3; 8 failure-state 4; 9 failure-state 5; 10 value 6; 12 value 'OK'"
        ]
    );
}

#[test]
fn what_a_variable_of_a_failure_is_asked_is_a_failure_state_in_python() {
    let source = "\
def test_x():
    with pytest.raises(Limit) as e:
        pay()
    assert 'sum' in str(e)
    assert e.type is Limit
    try:
        pay()
    except Gone as why:
        assert isinstance(why, Timeout)
        assert why.url == 'x'
    assert why_not() == 3
";
    assert_eq!(
        drawn(Language::Python, "tests/test_x.py", source),
        ["test_x: 2 failure-state Limit; 4 failure-state 'sum'; 5 failure-state Limit; \
          9 weak failure-state Timeout; 10 weak failure-state 'x'; 11 value 3"]
    );
}

#[test]
fn what_a_variable_of_a_failure_is_asked_is_a_failure_state_in_java() {
    let source = "\
class PayTest {
  @Test void x() {
    Limit x = assertThrows(Limit.class, () -> pay());
    assertEquals(3, x.sum());
    assertNull(x.other());
    assertNull(x);
    Throwable t = catchThrowable(() -> pay());
    assertThat(t.getSum()).isEqualTo(4);
    assertThatThrownBy(() -> pay()).satisfies(why -> assertThat(why.sum()).isEqualTo(5));
    Sum y = pay();
    assertEquals(3, y.sum());
  }
}
";
    let found = drawn(Language::Java, "src/test/java/PayTest.java", source);
    assert_eq!(
        found,
        [
            "PayTest.x: 3 failure-state Limit; 4 failure-state 3; 5 failure-state null; 6 value null; \
          8 failure-state 4; 9 weak failure-state; 9 failure-state 5; 11 value 3"
        ]
    );
}

#[test]
#[cfg(feature = "csharp")]
fn what_a_variable_of_a_failure_is_asked_is_a_failure_state_in_csharp() {
    let source = "\
class PayTests {
  [Fact] public void X() {
    var gone = Assert.Throws<Limit>(() => Pay());
    Assert.Equal(3, gone.Sum);
    gone.Code.ShouldBe(4);
    Should.Throw<Limit>(() => Pay()).ShouldSatisfyAllConditions(why => why.Map.ShouldNotBeNull());
    new Action(() => Pay()).ShouldThrow<Limit>(why => { why.Map.Name.ShouldBe(\"x\"); });
    var sum = Pay();
    Assert.Equal(3, sum.Sum);
  }
}
";
    let found = drawn(Language::CSharp, "test/PayTests.cs", source).remove(0);
    for wanted in ["4 failure-state 3", "5 failure-state 4", "7 failure-state \"x\"", "9 value 3"] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
fn what_err_holds_is_a_failure_state_whatever_it_is_called() {
    let source = "\
#[test]
fn x() {
    match pay() {
        Ok(sum) => assert_eq!(sum, 3),
        Err(e) => assert_eq!(e.to_string(), \"gone\"),
    }
    if let Err(why) = pay() {
        assert!(why.to_string().contains(\"gone\"));
    }
}
";
    assert_eq!(
        drawn(Language::Rust, "tests/pay.rs", source),
        ["x: 4 value 3; 5 failure-state \"gone\"; 8 failure-state \"gone\""]
    );
}

#[test]
fn what_rust_takes_a_failure_apart_by_is_a_failure_state() {
    let source = "\
#[test]
fn x() {
    let gone = pay().unwrap_err();
    assert_eq!(gone.sum(), 3);
    let text = gone.to_string();
    assert!(text.contains(\"gone\"));
    match gone {
        Limit::Of(sum) => assert_eq!(sum, 4),
        _ => panic!(),
    }
    if let Err(Limit::Above { wanted, .. }) =
        pay()
    {
        assert_eq!(wanted, 5);
    }
    let Err(why) = pay() else { panic!() };
    assert_eq!(why.sum, 6);
    let last = pay().err().unwrap();
    assert_eq!(last, 7);
    match pay() {
        Some(sum) => assert_eq!(sum, 8),
        Ok(sum) => assert_eq!(sum, 9),
    }
    let sum = pay();
    assert_eq!(sum.left(), 10);
}
";
    let found = drawn(Language::Rust, "tests/pay.rs", source).remove(0);
    for wanted in [
        "4 failure-state 3",
        "6 failure-state \"gone\"",
        "8 failure-state 4",
        "14 failure-state 5",
        "17 failure-state 6",
        "19 failure-state 7",
        "21 value 8",
        "22 value 9",
        "25 value 10",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
fn what_go_asks_of_an_errors_type_is_a_failure_state() {
    let source = "\
package pay
func TestX(t *testing.T) {
	err := pay()
	if _, ok := err.(*Limit); !ok {
		t.Errorf(\"no limit\")
	}
	limit, ok := err.(*Limit)
	require.True(t, ok)
	assert.Equal(t, 3, limit.Sum)
	if _, ok := err.(*Gone); ok {
		t.Errorf(\"gone\")
	}
	var wanted *Above
	require.True(t, errors.As(err, &wanted))
	assert.Equal(t, 4, wanted.Sum)
	sum, ok := sums[\"x\"]
	require.True(t, ok)
	assert.Equal(t, 5, sum.Left)
}
";
    assert_eq!(
        drawn(Language::Go, "pay_test.go", source),
        [
            "TestX: 5 failure-state *Limit; 8 failure-state *Limit; 9 failure-state 3; 11 weak value; \
          14 failure-state &wanted; 15 failure-state 4; 17 weak value; 18 value 5"
        ]
    );
}

#[test]
fn a_failure_that_a_handler_keeps_is_one_behind_it() {
    let source = "\
it('x', async () => {
  let kept;
  let total = 0;
  try { await pay(); } catch (e) { kept = e; total = 3; }
  expect(kept).toBeInstanceOf(Limit);
  expect(kept.sum).toBe(3);
  expect(total).toBe(3);
});
";
    assert_eq!(
        drawn(Language::TypeScript, "pay.test.ts", source),
        ["x: 5 failure-state Limit; 6 failure-state 3; 7 value 3"]
    );
}

#[test]
fn a_variable_that_is_assigned_anew_stands_for_a_failure_no_more() {
    let source = "\
def test_x():
    with raises(Limit) as gone:
        pay()
    shown = str(gone)
    assert shown == 'gone'
    shown = render(cart)
    assert shown == 'Cart'
";
    assert_eq!(
        drawn(Language::Python, "tests/test_x.py", source),
        ["test_x: 2 failure-state Limit; 5 failure-state 'gone'; 7 value 'Cart'"]
    );
}
