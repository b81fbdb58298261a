//! Python: the tests that classes have of others, in their file and across files.

use super::suites::drawn_of;

#[test]
fn tests_of_classes_that_others_derive_from_are_read_once_each() {
    let found = drawn_of(&[
        (
            "test/test_cart.py",
            "from lib import fixtures\n\nclass _Carts(object):\n    def test_sum(self):\n        assert a == 1\n\n\
             class SetTest(_Carts, fixtures.MappedTest):\n    def test_set(self):\n        assert a == 2\n\n\
             class CustomSetTest(SetTest):\n    pass\n",
        ),
        (
            "test/test_other.py",
            "from .base import Paying\n\nclass Paid(Paying):\n    def test_paid(self):\n        assert a == 3\n\n\
             class PaidTwice(Paid):\n    pass\n",
        ),
        (
            "test/base.py",
            "from unittest import TestCase\n\nclass Paying(TestCase):\n    def test_pay(self):\n        assert a == 4\n",
        ),
        (
            "test/test_plain.py",
            "class Shared:\n    def test_shared(self):\n        assert a == 5\n\n\
             class Leaf(Shared):\n    pass\n",
        ),
    ]);
    assert_eq!(
        found,
        [
            "SetTest.test_set: 9 value 2",
            "CustomSetTest.test_set: 9 value 2",
            "CustomSetTest.test_sum: 5 value 1",
            "SetTest.test_sum: 5 value 1",
            "Paid.test_paid: 5 value 3",
            "Paid.test_pay: 5 value 4",
            "PaidTwice.test_paid: 5 value 3",
            "PaidTwice.test_pay: 5 value 4",
            "Paying.test_pay: 5 value 4",
            "Leaf.test_shared: 3 value 5",
        ]
    );
}
