//! Ruby: `should` behind what it looks at and Bacon's words behind it, shoulda's lines, keys and codes of failures.

use super::lines::hold;
use super::*;

const FRAME: &str = "describe 'A' do\n  it 'x' do\n    LINE\n  end\nend\n";

#[test]
fn should_behind_what_it_looks_at() {
    hold(
        Language::Ruby,
        "spec/a_spec.rb",
        FRAME,
        &[
            "should.raise(Limit) { cart.pay }.message.should.include 'x'",
            "e = lambda { cart.pay }.should.raise Shop::Limit",
            "cart.should.not.be.valid",
            "cart.errors.should == ['x']",
            "cart.kind_of_result.result_type.should == :error",
            "answer.status.should == 404",
            "error.message.should =~ /x/",
            "error.message.should.match /x/",
            "cart.valid?.should be false",
            "cart.valid?.should.be.false",
            "cart.valid?.should == false",
            "body['errors'].should eq ['x']",
            "lambda { cart.pay }.should raise_error(Limit)",
            "answer.status.should.equal 404",
            "error.message.should.include?('x')",
        ],
        &[
            "lambda { cart.pay }.should.not.raise",
            "cart.sum.should.equal 3",
            "cart.should.be.valid",
            "cart.errors.should == []",
            "cart.errors.should.be.empty",
            "cart.errors.should.not == ['x']",
            "cart.errors.should_not == ['x']",
            "cart.result_type.should == :paid",
            "answer.status.should == 200",
            "cart.name.should =~ /x/",
            "cart.valid?.should be true",
            "body['carts'].should eq ['x']",
            "cart.sum.should > 3",
            "error.message.should.not.include?('x')",
            "cart.name.should.include?('x')",
        ],
    );
    let source = "\
describe 'pay' do
  it 'fails' do
    should.raise Limit do
      cart.pay
    end.message.should.include 'x'
    e = lambda { cart.pay }.should.raise Limit
    e.told.should.equal 3
    lambda { cart.pay }.should.not.raise
    cart.sum.should.equal 3
    cart.sum.should.be == 3
    cart.sum.should.not == 3
    cart.should.be.a Cart
  end
end
";
    assert_eq!(
        drawn(Language::Ruby, "spec/pay_spec.rb", source),
        [
            "pay#fails: 3 failure-state Limit; 6 failure-state Limit; 7 failure-state 3; 8 weak value; \
          9 value 3; 10 value 3; 11 value 3; 12 value Cart"
        ]
    );
}

#[test]
fn shoulda_writes_tests_in_one_line_of_a_class_or_a_context() {
    let source = "\
class CartTest < ActiveSupport::TestCase
  should normalize_attribute(:url).from(\"x\").to(\"y\")
  should_not allow_value([\"x\"]).for(:sums)
  context 'paid' do
    should belong_to :shop
    should 'be paid' do
      assert_equal 3, sum
    end
    should be_paid
    should respond_with 403
    should respond_with :success
  end
  def test_x
    should validate_sum(:x)
  end
end
should stand(:alone)
";
    assert_eq!(
        drawn(Language::Ruby, "test/cart_test.rb", source),
        [
            "CartTest > should normalize_attribute(:url).from(\"x\").to(\"y\"): 2 value \
             normalize_attribute(:url).from(\"x\").to(\"y\")",
            "CartTest > should_not allow_value([\"x\"]).for(:sums): 3 value allow_value([\"x\"]).for(:sums)",
            "CartTest > paid > should belong_to :shop: 5 value belong_to :shop",
            "CartTest > paid > be paid: 7 value 3",
            "CartTest > paid > should respond_with 403: 10 failure-state 403",
            "CartTest > paid > should respond_with :success: 11 value respond_with :success",
            "CartTest#test_x: 14 value :x",
        ]
    );
    assert_eq!(drawn(Language::Ruby, "lib/cart.rb", source).len(), 2);
}

#[test]
fn failures_by_a_key_a_code_or_a_class() {
    hold(
        Language::Ruby,
        "spec/a_spec.rb",
        FRAME,
        &[
            "expect(body[\"success\"]).to be false",
            "expect(body['ok']).to eq(false)",
            "expect(body[:success]).to be_falsey",
            "expect(body.dig(\"errors\", \"base\", 0)).to eq(\"x\")",
            "expect(body.fetch('error')).to eq 'x'",
            "expect(paid).to eq({ 'missing' => \"error: no cart.\" })",
            "expect(paid).to eq('errors' => ['x'])",
            "expect(paid).to eq({ 'errors' => ['x'] })",
            "expect(paid).to eq(error: 'bad')",
            "expect(paid).to eq({ error: 'bad' })",
            "expect(rc).to eq(1)",
            "expect(paid).to eq [5, HTTP::LimitError]",
            "assert_equal 2, rc",
        ],
        &[
            "expect(cart).to be_rejected",
            "expect(out).to eq(\"errors: 0\")",
            "expect(body[\"success\"]).to be true",
            "expect(body['sum']).to be false",
            "expect(body.dig(\"carts\", 0)).to eq(\"x\")",
            "expect(body.dig(\"errors\", 0)).to be_nil",
            "expect(body.fetch(:cart, :error)).to eq 'x'",
            "expect(paid).to eq({ 'missing' => \"no cart.\" })",
            "expect(paid).to eq('errors' => [])",
            "expect(paid).to eq(error: nil, cart: 3)",
            "expect(paid).not_to eq(error: 'bad')",
            "expect(rc).to eq(0)",
            "expect(src).to eq(1)",
            "expect(retried).to eq [HTTP::LimitError, Net::ReadError]",
            "expect(opts[:err]).to be(err_io)",
            "expect(opts[:out]).to be(out_io)",
            "assert_equal 0, rc",
        ],
    );
}
