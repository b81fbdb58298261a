//! Test functions of a file and what they assert, helpers of the same file followed one call deep.

use std::collections::BTreeMap;

use super::file_kind::file_kind;
use super::language::Language;
use super::scan::{Scanned, scanned};
use super::tree::parse;
use super::unit::{Event, Unit};
use crate::model::assertion::{Assertion, AssertionKind, Strength, TestFunction};
use crate::model::lines::LineRange;
use crate::model::region::FileKind;

/// Most assertions that are kept of one test.
const MAX_ASSERTIONS: usize = 2_000;

/// Most tests that are kept of one file.
const MAX_TESTS: usize = 20_000;

/// How many classes up a test method is inherited from.
const MAX_BASES: usize = 8;

/// Returns the test functions of a file, in file order; inherited ones follow, under the name of the
/// class that runs them. A file too long or too hard to parse gives none.
pub fn tests(language: Language, path: &str, source: &[u8]) -> Vec<TestFunction> {
    let source = String::from_utf8_lossy(source);
    let Some(tree) = parse(language, source.as_bytes()) else { return Vec::new() };
    let found = scanned(language, file_kind(path) == FileKind::Test, &source, &tree);
    let file = File { language, path, found: &found, by_name: by_name(&found.units) };
    let own = found.units.iter().filter(|unit| unit.is_test && !unit.needs_subclass);
    let mut tests: Vec<TestFunction> = own.map(|unit| file.test(unit, &unit.owners)).collect();
    tests.extend(file.inherited());
    tests.truncate(MAX_TESTS);
    tests
}

fn by_name(units: &[Unit]) -> BTreeMap<&str, Vec<&Unit>> {
    let mut by_name: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for unit in units {
        by_name.entry(&unit.name).or_default().push(unit);
    }
    by_name
}

struct File<'f> {
    language: Language,
    path: &'f str,
    found: &'f Scanned,
    by_name: BTreeMap<&'f str, Vec<&'f Unit>>,
}

impl File<'_> {
    fn test(&self, unit: &Unit, owners: &[String]) -> TestFunction {
        let mut assertions: Vec<Assertion> = Vec::new();
        for event in &unit.events {
            if assertions.len() >= MAX_ASSERTIONS {
                break;
            }
            let helper = self.helper(unit, owners, event);
            let helped: Vec<&Event> = helper
                .map(|helper| helper.events.iter().filter(|e| e.oracle.is_some()).collect())
                .unwrap_or_default();
            let judged = if helped.is_empty() { vec![event] } else { helped };
            for oracle in judged.into_iter().filter_map(|e| e.oracle.as_ref()) {
                let kind = match oracle.kind {
                    AssertionKind::Value if unit.is_property => AssertionKind::Property,
                    kind => kind,
                };
                let expects = oracle.expects.clone();
                assertions.push(Assertion {
                    line: event.line,
                    kind,
                    expects,
                    strength: oracle.strength,
                });
            }
        }
        assertions.truncate(MAX_ASSERTIONS);
        if assertions.iter().all(|a| a.kind == AssertionKind::MockInteraction) {
            for assertion in &mut assertions {
                assertion.strength = Strength::Weak;
            }
        }
        let mut calls: Vec<String> = unit
            .events
            .iter()
            .filter(|event| event.is_call && !event.name.is_empty())
            .map(|event| event.name.clone())
            .collect();
        calls.sort_unstable();
        calls.dedup();
        TestFunction {
            path: self.path.to_owned(),
            name: [owners, std::slice::from_ref(&unit.name)].concat().join(self.joiner()),
            lines: LineRange { first: unit.lines.0, last: unit.lines.1.max(unit.lines.0) },
            assertions,
            calls,
            skipped: unit.skipped,
        }
    }

    fn joiner(&self) -> &'static str {
        match self.language {
            Language::JavaScript | Language::TypeScript | Language::Tsx => " > ",
            language => language.table().joiner,
        }
    }

    /// Returns the function of this file that an event calls: one of the test's class or its bases
    /// where the call names the object itself, else a free function.
    fn helper(&self, unit: &Unit, owners: &[String], event: &Event) -> Option<&Unit> {
        let named = self.by_name.get(event.name.as_str())?;
        let candidates = || {
            named
                .iter()
                .copied()
                .filter(|other| !std::ptr::eq(*other, unit) && other.lines != unit.lines)
        };
        let receiver = event.receiver.as_deref();
        let class = owners.last().map(String::as_str);
        let of_class = |class: Option<&str>| {
            candidates().find(|other| other.class() == class && class.is_some())
        };
        let is_self = matches!(receiver, Some("self" | "this" | "cls" | "super" | "Self"));
        if is_self || (receiver.is_none() && self.language == Language::Java) {
            return self.line_of_bases(class).into_iter().find_map(|class| of_class(Some(class)));
        }
        if receiver.is_some() {
            let method =
                || candidates().find(|_| self.language == Language::Go && named.len() == 1);
            return of_class(receiver).or_else(method);
        }
        // Production code of the same file asserts as well, so a Rust helper is one of the test's module.
        let beside = |other: &&Unit| {
            self.language != Language::Rust || other.owners.first() == owners.first()
        };
        candidates().filter(|other| !other.is_method).filter(beside).max_by_key(|other| {
            let shared = other.owners.iter().zip(owners).take_while(|(a, b)| a == b).count();
            (shared == other.owners.len(), shared)
        })
    }

    /// Returns a class and its bases in this file, nearest first.
    fn line_of_bases<'a>(&'a self, class: Option<&'a str>) -> Vec<&'a str> {
        let mut line: Vec<&str> = class.into_iter().collect();
        let mut at = 0;
        while at < line.len() && line.len() < MAX_BASES {
            let bases = self.found.bases.get(line[at]).map_or(&[][..], Vec::as_slice);
            for base in bases.iter().take(MAX_BASES) {
                if !line.contains(&base.as_str()) {
                    line.push(base);
                }
            }
            at += 1;
        }
        line
    }

    /// Returns the tests that classes of tests run without writing them: those of their bases.
    fn inherited(&self) -> Vec<TestFunction> {
        let mut tests = Vec::new();
        for class in &self.found.test_classes {
            let mut known: Vec<&str> =
                self.of_class(class).map(|unit| unit.name.as_str()).collect();
            for base in self.line_of_bases(Some(class)).into_iter().skip(1) {
                for unit in self.of_class(base).filter(|unit| unit.is_test) {
                    if tests.len() >= MAX_TESTS {
                        return tests;
                    }
                    if !known.contains(&unit.name.as_str()) {
                        known.push(&unit.name);
                        let owners =
                            [&unit.owners[..unit.owners.len() - 1], std::slice::from_ref(class)];
                        tests.push(self.test(unit, &owners.concat()));
                    }
                }
            }
        }
        tests
    }

    fn of_class<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.found.units.iter().filter(move |unit| unit.class() == Some(class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws what is found: a line a test, then its assertions.
    fn drawn(language: Language, path: &str, source: &str) -> Vec<String> {
        let found = super::tests(language, path, source.as_bytes());
        let assertion = |a: &Assertion| {
            let weak = if a.strength == Strength::Weak { "weak " } else { "" };
            format!("{} {weak}{} {}", a.line, a.kind, a.expects).trim_end().to_owned()
        };
        found
            .iter()
            .map(|test| {
                let skipped = if test.skipped { " (skipped)" } else { "" };
                let list: Vec<String> = test.assertions.iter().map(assertion).collect();
                format!("{}{skipped}: {}", test.name, list.join("; ")).trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn python() {
        let source = "\
import pytest
from unittest import TestCase, mock

def check(cart, total):
    assert cart.total() == total

def test_total():
    cart = Cart()
    assert cart.total(1) == 3

def test_helper():
    check(Cart(), 3)

def test_runs():
    Cart().pay()

class TestPay:
    def expect_empty(self):
        with pytest.raises(EmptyCart, match='empty'):
            pay()

    def test_declined(self):
        self.expect_empty()
        with pytest.raises(Exception):
            pay()

    @pytest.mark.skip(reason='slow')
    def test_slow(self, gateway):
        gateway.charge.assert_called_once_with(3)

class Shared:
    def test_status(self):
        self.assertEqual(client.get('/').status_code, 404)
        self.assertIsNotNone(client)

class CartCase(Shared, TestCase):
    def test_try(self):
        try:
            pay()
        except Declined as e:
            self.assertIn('limit', str(e.message))
        else:
            self.fail('not declined')
";
        assert_eq!(
            drawn(Language::Python, "tests/test_cart.py", source),
            [
                "test_total: 9 value 3",
                "test_helper: 12 value total",
                "test_runs:",
                "TestPay.test_declined: 23 failure-state EmptyCart: 'empty'; \
                 24 weak failure-state Exception",
                "TestPay.test_slow (skipped): 29 weak mock-interaction 3",
                "CartCase.test_try: 41 failure-state 'limit'; 43 failure-state Declined",
                "CartCase.test_status: 33 failure-state 404; 34 weak value not None",
            ]
        );
        let found = super::tests(Language::Python, "tests/test_cart.py", source.as_bytes());
        assert_eq!(found[0].calls, ["Cart", "total"]);
        assert!(drawn(Language::Python, "src/cart.py", source).len() < 4);
    }

    #[test]
    fn javascript_and_typescript() {
        let source = "\
function check(cart) { expect(cart.total()).toEqual(3); }
describe('cart', () => {
  beforeEach(() => { expect(1).toBe(1); });
  it('adds', async () => {
    expect(new Cart().total()).toBe(3);
    expect(ready).toBeTruthy();
  });
  it('helps', () => check(cart));
  it('runs', () => { cart.pay(); });
  describe('declined', () => {
    test.each([1, 2])('throws %s', (n) => {
      expect(() => cart.pay(n)).toThrow(DeclinedError);
      expect(() => cart.pay(n)).toThrow();
      expect(x).to.be.true;
    });
    it.skip('rejects', async () => {
      await expect(pay()).rejects.toThrow('declined');
      assert.throws(() => pay(), /limit/);
    });
  });
  it('mocks', () => { expect(gateway.charge).toHaveBeenCalledWith(3); });
  it('snaps', () => { expect(tree).toMatchSnapshot(); });
  it('answers', (done) => { request(app).get('/').expect(404).end(done); });
});
";
        let expected = [
            "cart > adds: 5 value 3; 6 weak value",
            "cart > helps: 8 value 3",
            "cart > runs:",
            "cart > declined > throws %s: 12 failure-state DeclinedError; 13 weak failure-state; \
             14 value true",
            "cart > declined > rejects (skipped): 17 failure-state 'declined'; \
             18 failure-state /limit/",
            "cart > mocks: 21 weak mock-interaction 3",
            "cart > snaps: 22 snapshot",
            "cart > answers: 23 failure-state 404",
        ];
        for language in [Language::JavaScript, Language::TypeScript, Language::Tsx] {
            assert_eq!(drawn(language, "cart.test.js", source), expected);
        }
        let found = super::tests(Language::JavaScript, "cart.test.js", source.as_bytes());
        assert_eq!(found[0].calls, ["Cart", "total"]);
    }

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

    #[test]
    fn assertions_of_a_property_look_at_generated_input() {
        let source = "@given(st.integers())\ndef test_sum(n):\n    assert total(n) == n\n";
        assert_eq!(drawn(Language::Python, "test_a.py", source), ["test_sum: 3 property n"]);
    }

    #[test]
    fn broken_and_deep_input_gives_an_answer() {
        for language in Language::ALL {
            for piece in ["it('a', () => {", "assert(", "a.b(", "@Test void a() {", "test(\"", "é'"]
            {
                super::tests(*language, "tests/test_a.py", piece.repeat(300).as_bytes());
            }
            super::tests(*language, "tests/a", b"\xff\xfe assert \xff(");
        }
    }
}
