//! Ruby: calls without brackets, tests that macros of classes declare, what mocks are told.

use super::asked::of_line;
use super::lines::hold;
use super::*;

#[test]
fn a_name_alone_is_the_call_of_a_helper_or_of_what_asserts() {
    let source = "\
class PayTest < Minitest::Test
  test \"one\" do
    assert_job_done
    assert_cart_left
    refute_lost if slow?
    looks_paid
  end
  test \"two\" do
    looks_paid = 3
    pay { |assertions| assertions }
    looks_paid
  end
  test \"three\" do
    unknown
    cart.assert_left
  end
  def assert_job_done(id = @id); assert job_done(id); end
  def looks_paid; assert_equal 3, @sum; end
  def unknown; @cart; end
end
";
    assert_eq!(
        drawn(Language::Ruby, "test/pay_test.rb", source),
        [
            "PayTest#one: 3 value; 4 value; 5 weak value; 6 value 3",
            "PayTest#two:",
            "PayTest#three:",
        ]
    );
}

#[test]
fn a_test_is_one_wherever_it_is_declared_in_a_file_of_tests() {
    let source = "\
module Paying
  def self.included(child)
    child.class_eval do
      it \"pays\" do
        assert_equal 3, sum
      end
    end
  end
  def self.it_should_pay(cart)
    it \"should pay #{cart}\" do
      expect(cart).to eq 3
    end
  end
  def self.listed
    it = carts.map do |cart|
      cart
    end
    test do
      assert_equal 3, it
    end
  end
end
";
    assert_eq!(
        drawn(Language::Ruby, "test/pay_test.rb", source),
        ["Paying#pays: 5 value 3", "Paying > should pay #{cart}: 11 value 3"]
    );
    assert_eq!(drawn(Language::Ruby, "lib/pay.rb", source), Vec::<String>::new());
}

#[test]
fn a_helper_that_raises_where_something_does_not_hold_asserts() {
    let source = "\
class PayTest < Minitest::Test
  def test_x
    assert_paid cart
    assert_invalid cart
    check_left(cart)
    find_cart(cart)
  end
  def assert_paid(cart)
    raise \"not paid\" unless cart.sum == 3
  end
  def assert_invalid(cart)
    if cart.pay
      raise \"was paid\"
    end
  end
  def check_left(cart)
    raise ArgumentError if cart.nil?
  end
  def find_cart(cart)
    raise \"no cart\" unless cart
  end
end
";
    assert_eq!(
        drawn(Language::Ruby, "test/pay_test.rb", source),
        ["PayTest#test_x: 3 value 3; 4 weak failure-state"]
    );
}

#[test]
fn lines_of_minitest() {
    hold(
        Language::Ruby,
        "test/a_test.rb",
        "class ATest < Minitest::Test\n  def test_x\n    LINE\n  end\nend\n",
        &[
            "assert_equal [1], errors",
            "assert_equal([1], errors)",
            "assert_includes err_string, 'LimitError: no cart'",
            "assert_message logger, :ERROR, 'no cart'",
            "assert_logged :error, 'no cart'",
            "assert_equal [[error, true, :warning]], told.events",
            "assert_kind_of Shop::DirtyExit, exception",
            "assert_instance_of Limit, @error",
            "assert_not_predicate cart, :valid?",
            "assert_not_called(cart, :pay) { cart.look }",
            "shop.expects(:fail!).with('x', kind_of(LimitError))",
            "shop.expects(:stop).with(Shop::LimitError)",
            "assert_invalid cart, 3",
            "assert_not UTF8.valid?(\"x\")",
            "assert_content \"There was an error when paying\"",
        ],
        &[
            "assert_equal [], errors",
            "assert_equal([], errors)",
            "assert_equal [], result[\"errors\"]",
            "assert_equal [], @errors",
            "assert_equal [], shop.errors",
            "assert errors.size.zero?",
            "assert_includes err_string, 'WARNING: no cart'",
            "assert_equal 'paid', err_string",
            "assert_message logger, :INFO, 'paid'",
            "assert_respond_to cart, :error",
            "assert_equal [[cart, true, :warning]], told.events",
            "assert_equal [errors_shown, true], told",
            "assert_kind_of Shop::Cart, cart",
            "assert_kind_of Array, errors",
            "assert_predicate cart, :valid?",
            "assert_called(cart, :pay) { cart.look }",
            "assert_called_with(cart, :pay, [3]) { cart.look }",
            "shop.expects(:pay).with(3).raises(LimitError)",
            "shop.expects(:pay).with(kind_of(Cart))",
            "assert_valid cart, 3",
            "assert UTF8.valid?(\"x\")",
            "assert_content \"The cart was paid\"",
            "assert_content \"No error was found\"",
        ],
    );
    let frame = "class ATest < Minitest::Test\n  def test_x\n    LINE\n  end\nend\n";
    let minitest = |line| of_line(Language::Ruby, "test/a_test.rb", frame, line);
    assert_eq!(minitest("assert_equal [], errors"), "value []");
    assert_eq!(minitest("assert_called_with(a, :b, [3])"), "weak mock-interaction a, :b, [3]");
}

#[test]
fn lines_of_rspec() {
    hold(
        Language::Ruby,
        "spec/a_spec.rb",
        "describe 'A' do\n  it 'x' do\n    LINE\n  end\nend\n",
        &[
            "expect(errors.size).not_to be_zero",
            "expect(shop).to receive(:fail!).with('x', kind_of(StandardError))",
            "expect(shop).to receive(:stop).with('x', kind_of(Shop::LimitError))",
            "expect(shop).to have_received(:stop).with(an_instance_of(LimitError))",
            "expect(shop).to receive(:stop).with(LimitError)",
            "expect(exception).to be_a(Shop::DirtyExit)",
            "expect(answer.status).to eq(:bad_request)",
            "expect(described_class.new.status).to eq(:unauthorized)",
            "expect(answer).to include(\"error\" => \"invalid_token\")",
            "expect(answer).to include(cart: 3, error: \"limit\")",
            "expect(page).to have_content(\"There was an error when paying\")",
        ],
        &[
            "expect(errors.size).to be_zero",
            "expect(shop).to receive(:pay).with('x').and_raise(LimitError)",
            "expect(shop).to receive(:pay).and_raise(LimitError)",
            "expect(shop).to receive(:pay).with('x', kind_of(Cart))",
            "expect(shop).to receive(:pay).with(ErrorHandler)",
            "expect(cart).to be_a(Shop::Cart)",
            "expect(answer.status).to eq(:created)",
            "expect(answer).to include(\"error\" => nil)",
            "expect(answer).not_to include(\"error\" => \"limit\")",
            "expect(page).to have_content(\"The cart was paid\")",
        ],
    );
}

#[test]
fn a_value_that_specs_share_by_a_name_is_no_helper_of_that_name() {
    let source = "\
def total; expect(@sum).to eq 3; end
def paid; expect(@sum).to eq 3; end
describe 'pay' do
  let(:total) { 3 }
  it 'sums' do
    total
    paid
  end
end
";
    assert_eq!(drawn(Language::Ruby, "spec/pay_spec.rb", source), ["pay#sums: 7 value 3"]);
}
