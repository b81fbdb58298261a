//! What PHP's suites write beside the common frameworks.

use super::lines::hold;
use super::*;

#[test]
fn assertions_that_further_calls_of_their_chain_follow() {
    hold(
        Language::Php,
        "tests/CartTest.php",
        "<?php\nclass CartTest extends TestCase\n{\n    public function testX()\n    {\n        LINE\n    }\n}\n",
        &[
            "$gate->pay()->shouldNotBeCalled()->willReturn($paid);",
            "$answer->assertStatus(422)->json();",
            "$this->assertFalse($result->wasSuccessful());",
            "$this->assertFalse($rules->passes());",
        ],
        &[
            "$cart->getId()->shouldBeCalled()->willReturn(['x']);",
            "$r = $this->get('/')->assertOk()->json('data');",
            "$page->visit('/')->assertSee('x')->type('@a', 'y')->waitForText('z');",
            "$gate->shouldHaveBeenCalled()->with(1);",
            "$gate->expects($pays ? $this->once() : $this->never())->method('pay')->willReturn(3);",
            "try { pay(); } catch (Limit $e) { $this->postJson('/x', ['id' => $e->cart->id])->assertOk(); }",
            "$this->assertFalse($filter->passes($cart));",
        ],
    );
}

#[test]
fn one_assertion_stands_for_its_chain_and_none_where_nothing_asserts() {
    let source = "\
<?php
class CartTest extends TestCase
{
    public function testX()
    {
        $this->get('/')
            ->assertOk()
            ->json('data');
        $gate->shouldReceive('pay')->andReturn(3);
        $this->get('/')->json('data');
        $page->visit('/')->assertSee('x')->assertSee('y')->press('z');
    }
    public function it_pays() { $this->pay(); }
}
";
    assert_eq!(
        drawn(Language::Php, "tests/CartTest.php", source),
        ["CartTest::testX: 7 weak value ok; 11 value 'x'; 11 value 'y'"]
    );
}

#[test]
fn examples_of_phpspec() {
    let source = "\
<?php
class CartSpec extends ObjectBehavior
{
    function let(Gate $gate) { $this->beConstructedWith($gate); }
    function it_has_a_total(Gate $gate)
    {
        $this->getTotal()->shouldReturn(42);
        $this->shouldHaveType(Cart::class);
        $this->shouldBeValid();
        $this->shouldNotBeValid();
        $this->getStatusCode()->shouldBe(404);
        $gate->pay(3)->shouldBeCalled();
        $gate->refund()->shouldNotBeCalled();
        $this->shouldThrow(Limit::class)->duringPay(3);
        $this->shouldNotThrow(Limit::class)->duringPay(2);
        $this->getItems()->shouldHaveCount(3);
    }
    function its_name_is_kept() { $this->getName()->shouldNotReturn('x'); }
}
";
    assert_eq!(
        drawn(Language::Php, "spec/CartSpec.php", source),
        [
            "CartSpec::it_has_a_total: 7 value 42; 8 value Cart; 9 value; 10 failure-state; \
             11 failure-state 404; 12 mock-interaction; 13 failure-state never; \
             14 failure-state Limit; 15 weak value; 16 value 3",
            "CartSpec::its_name_is_kept: 18 value 'x'"
        ]
    );
}
