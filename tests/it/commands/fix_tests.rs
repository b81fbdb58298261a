//! What the tests of a fix assert, with what the tree of the fix holds for them.

use super::shop::{BEFORE, RIGHT, WRONG, run_in};
use crate::support::RepoBuilder;

const TESTS: &str = "\
from checkout.pay import charge


def test_charge():
    assert charge(card, 100) == 100
";

const FIXED_TESTS: &str = "\
from checkout.pay import charge
from tests.support import fee_is


def test_charge():
    assert charge(card, 100) == 100


def test_fee():
    fee_is(charge(card, 100), 2)
";

const SUPPORT: &str = "def fee_is(paid, wanted):\n    assert paid.fee == wanted\n";

const INCIDENTS: &str = "id,title,phase,severity,started_at\n\
                         INC-1,Charged thrice,production,1,2025-04-01T08:00:00Z\n";

#[test]
fn a_test_of_a_fix_asserts_through_a_helper_of_another_file() {
    // checkout ── take a fee (bug) ── right fee, and a test of it (fix)
    let mut repo = RepoBuilder::new();
    let (path, support) = ("src/checkout/pay.py", ("tests/support.py", SUPPORT));
    let files = [(path, BEFORE), ("tests/test_pay.py", TESTS), support];
    repo.commit_at(1_736_503_200, "checkout", &files);
    repo.commit_at(1_740_823_200, "take a fee", &[(path, WRONG)]);
    let files = [(path, RIGHT), ("tests/test_pay.py", FIXED_TESTS)];
    repo.commit_at(1_744_279_200, "INC-1: right fee", &files);
    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("shop");
    git2::Repository::clone(repo.path().to_str().unwrap(), &clone).unwrap();
    std::fs::write(clone.join("incidents.csv"), INCIDENTS).unwrap();
    for arguments in [&["import", "incidents", "incidents.csv"][..], &["analyze"]] {
        assert_eq!(run_in(&clone, arguments).code, 0, "{arguments:?}");
    }
    let shown = run_in(&clone, &["show", "INC-1", "--format", "json"]);
    assert!(shown.out.contains("tests/test_pay.py:10"), "{}", shown.out);
}
